// The conversation on the screen: merged by id, in the order of the history, own unsent ones last.

import { build, isBlank, mark, relabel, settle } from "./message.js";

const TOGETHER = 5 * 60_000; // messages of one author within this time stand as one group
const MARGIN = 12; // pixels above the message that is scrolled to
const OVERLAP = 10; // known messages that are asked for again, should one have come in between them

export function createLog({ list, scroll, newest, choose }) {
  const byId = new Map();
  const byClient = new Map();
  const known = []; // ids in the order of the history

  newest.addEventListener("click", () => toEnd("smooth"));
  scroll.addEventListener("scroll", () => { if (isAtEnd()) newest.hidden = true; }, { passive: true });

  /** Take in what the history says; gives back the messages that were new here. */
  function merge(messages) {
    const stay = isAtEnd();
    const unknown = messages.filter((message) => !byId.has(message.id));
    const fresh = unknown.filter(take);
    if (unknown.length) arrange();
    if (!fresh.length) return fresh;
    const others = fresh.filter((message) => message.from !== "citizen");
    if (stay) reveal(byId.get((others[0] ?? fresh[0]).id));
    else newest.hidden = !others.length;
    return fresh;
  }

  function take(message) {
    known.push(message.id);
    const own = message.client_id && byClient.get(message.client_id);
    if (own) {
      settle(own, message);
      put(own, message.id);
      return false;
    }
    if (isBlank(message)) {
      byId.set(message.id, null);
      return false;
    }
    const node = build(message, choose);
    if (message.from === "citizen") mark(node, "received");
    for (const image of node.querySelectorAll("img")) image.addEventListener("load", () => { if (isAtEnd(240)) toEnd(); });
    put(node, message.id);
    return true;
  }

  /** Where it belongs: after what was said before it or at the same moment, before the unsent. */
  function put(node, id) {
    byId.set(id, node);
    let before = list.lastElementChild;
    while (before && before !== node && (!before.dataset.at || moment(before) > moment(node))) before = before.previousElementSibling;
    if (before === node) return;
    if (before) before.after(node);
    else list.prepend(node);
  }

  /** Show a message of one's own at once, before anybody has it. */
  function add(item, url) {
    const node = build({
      from: "citizen", text: item.text ?? "", title: "", footer: "", buttons: [], place: null, at: null,
      attachment: url ? { url } : null,
    }, choose);
    byClient.set(item.id, node);
    list.append(node);
    mark(node, "sending");
    arrange();
    toEnd();
  }

  function state(id, name) {
    const node = byClient.get(id);
    if (node && !(node.dataset.at && name !== "received")) mark(node, name);
  }

  /** Days, groups and quiet buttons follow from the order. */
  function arrange() {
    let last = null;
    for (const node of list.children) {
      relabel(node);
      const [when, then] = [spoken(node), last && spoken(last)];
      const newDay = !last || when.toDateString() !== then.toDateString();
      const together = !newDay && last.dataset.from === node.dataset.from && when - then < TOGETHER;
      node.classList.toggle("first-of-day", newDay);
      node.classList.toggle("follows", Boolean(together));
      last?.classList.toggle("continued", Boolean(together));
      last = node;
    }
    last?.classList.remove("continued");
    quieten();
  }

  /** Buttons from before one's last message step back; the one that was pressed is marked. */
  function quieten() {
    let answered = null;
    for (const node of [...list.children].reverse()) {
      if (node.dataset.from === "citizen") answered = node.querySelector(".text")?.textContent ?? "";
      node.classList.toggle("quiet", answered !== null);
      for (const chip of node.querySelectorAll(".chip")) {
        if (chip.textContent === answered) chip.classList.add("used");
      }
    }
  }

  /** Scroll down, but keep the beginning of a long answer, and a short question, in sight. */
  function reveal(node) {
    const asked = node.previousElementSibling;
    const first = asked?.dataset.from === "citizen" && asked.offsetHeight < scroll.clientHeight / 4 ? asked : node;
    const below = first.getBoundingClientRect().top - scroll.getBoundingClientRect().top - MARGIN;
    const end = scroll.scrollHeight - scroll.clientHeight;
    scroll.scrollTo({ top: Math.min(end, scroll.scrollTop + Math.max(0, below)), behavior: motion() });
    newest.hidden = true;
  }

  function toEnd(behavior = "instant") {
    scroll.scrollTo({ top: scroll.scrollHeight, behavior: behavior === "smooth" ? motion() : behavior });
    newest.hidden = true;
  }

  const isAtEnd = (slack = 120) => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < slack;

  return {
    merge, add, state, toEnd, isAtEnd, relabel: arrange,
    isEmpty: () => !known.length,
    /** The id after which to ask for more. */
    after: () => known.at(-OVERLAP - 1) ?? null,
  };
}

const moment = (node) => (node.dataset.at ? Date.parse(node.dataset.at) : Infinity);
const spoken = (node) => new Date(node.querySelector("time").dateTime);
const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
