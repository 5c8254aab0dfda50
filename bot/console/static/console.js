// Keeps the pages of the console fresh while they are looked at, and drafts until they are sent.
(() => {
  "use strict";

  const EVERY = 5000;
  const QUIET = 15000; // with a line on which the server says when to look
  const DRAFT = "danhoi-draft:";
  const live = document.querySelector("[data-live]");
  const answer = document.querySelector("form[data-draft]");
  const text = answer && answer.querySelector("textarea");

  // --- What changes by itself -----------------------------------------------------------------

  let shown = "";
  let looked = 0;
  let line = null;

  async function refresh() {
    if (document.visibilityState !== "visible") return;
    looked = Date.now();
    try {
      const response = await fetch(live.dataset.live, { headers: { Accept: "text/html" } });
      if (response.status === 401) return location.reload();
      if (!response.ok) throw new Error(response.status);
      const html = await response.text();
      offline(false);
      if (html !== shown) put(html);
      shown = html;
    } catch {
      offline(true);
    }
  }

  function offline(is) {
    document.querySelector("[data-offline]").hidden = !is;
  }

  function put(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const talk = live.querySelector("[data-part=talk]");
    if (!talk) {
      replace(live, fresh.content);
      return alarm();
    }
    const facts = live.querySelector("[data-part=facts]");
    const newer = fresh.content.querySelector("[data-part=facts]");
    if (!facts.isEqualNode(newer)) replace(facts, newer.childNodes, () => (facts.dataset.mode = newer.dataset.mode));
    merge(talk, fresh.content.querySelector("[data-part=talk]"));
    fit();
  }

  // --- Somebody in danger ---------------------------------------------------------------------

  const title = document.title;
  let known = live && new Set(urgent());

  function urgent() {
    return [...document.querySelectorAll(".card.urgent")].map((card) => card.id);
  }

  // The title counts them, a tone tells of each new one: browsers play it once the page was used.
  function alarm() {
    const waiting = urgent();
    document.title = waiting.length ? `(${waiting.length}!) ${title}` : title;
    if (waiting.some((id) => !known.has(id)) && navigator.userActivation?.hasBeenActive) beep();
    known = new Set(waiting);
  }

  function beep() {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    tone.frequency.value = 880;
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.4);
    tone.addEventListener("ended", () => sound.close());
  }

  // Who was at a link or a button stays there.
  function replace(place, nodes, then) {
    const at = place.contains(document.activeElement) ? document.activeElement.id : "";
    const across = place.querySelector(".tabs")?.scrollLeft || 0;
    place.replaceChildren(...(nodes.childNodes || nodes));
    if (then) then();
    const tabs = place.querySelector(".tabs");
    if (tabs) tabs.scrollLeft = across;
    if (at) document.getElementById(at)?.focus({ preventScroll: true });
  }

  // Lines that did not change stay as they are: somebody may be listening to one.
  function merge(list, fresh) {
    const last = list.lastElementChild;
    const atEnd = last && last.getBoundingClientRect().top < innerHeight;
    let place = list.firstElementChild;
    for (const line of [...fresh.children]) {
      const old = document.getElementById(line.id);
      if (!old) {
        list.insertBefore(line, place);
        continue;
      }
      while (place && place !== old) place = drop(place);
      place = old.nextElementSibling;
      if (!old.isEqualNode(line)) old.replaceWith(line);
    }
    while (place) place = drop(place);
    if (atEnd && list.lastElementChild !== last) toEnd();
  }

  function drop(line) {
    const next = line.nextElementSibling;
    line.remove();
    return next;
  }

  function toEnd() {
    const last = document.querySelector(".talk li:last-child");
    if (last) scrollTo(0, document.documentElement.scrollHeight);
  }

  // Browsers allow few connections to a site: a page that nobody sees gives its line back.
  function listen() {
    line?.close();
    line = null;
    if (document.visibilityState !== "visible") return;
    line = new EventSource(live.dataset.events);
    line.addEventListener("open", refresh);
    line.addEventListener("changed", refresh);
  }

  function tick() {
    const heard = line?.readyState === EventSource.OPEN;
    if (!heard || Date.now() - looked >= QUIET - EVERY / 2) refresh();
    if (line?.readyState === EventSource.CLOSED) listen();
  }

  if (live) {
    listen();
    setInterval(tick, EVERY);
    document.addEventListener("visibilitychange", () => {
      listen();
      refresh();
    });
  }

  // --- The answer -----------------------------------------------------------------------------

  function fit() {
    const mode = live.querySelector("[data-part=facts]").dataset.mode;
    answer.hidden = (mode === "held" || mode === "closed") && !text.value.trim();
  }

  function keep() {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
    if (text.value.trim()) localStorage.setItem(DRAFT + answer.dataset.draft, text.value);
    else localStorage.removeItem(DRAFT + answer.dataset.draft);
  }

  if (answer) {
    const done = live.dataset.done;
    if (done.startsWith("answer")) localStorage.removeItem(DRAFT + answer.dataset.draft);
    if (done) history.replaceState(null, "", location.pathname);
    if (!text.value) text.value = localStorage.getItem(DRAFT + answer.dataset.draft) || "";
    fit();
    keep();
    // At work on it, one goes on at the end; whoever opens it first reads from the top.
    const mine = live.querySelector("[data-mode=mine]");
    if (mine && !document.querySelector("main > .notice")) {
      toEnd();
      addEventListener("load", toEnd);
    }
    text.addEventListener("input", keep);
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) answer.requestSubmit();
    });
  }

  // --- Forms ----------------------------------------------------------------------------------

  for (const check of document.querySelectorAll("[data-reveal]")) {
    const fields = check.form || check.closest("form");
    const passwords = fields.querySelectorAll("input[type=password]");
    check.hidden = false;
    check.firstElementChild.addEventListener("change", (event) => {
      for (const field of passwords) field.type = event.target.checked ? "text" : "password";
    });
  }

  document.querySelector("[data-forget]")?.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT)) localStorage.removeItem(key);
  });

  const copy = document.querySelector("[data-copy]");
  if (copy && navigator.clipboard) {
    const link = document.querySelector("[data-link]");
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      link.select();
      await navigator.clipboard.writeText(link.value);
      copy.textContent = copy.dataset.copy;
    });
  }
})();
