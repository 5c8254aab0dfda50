// The page's parts, joined.

import { createEvents } from "./events.js";
import { createFrame } from "./frame.js";
import { createLog } from "./log.js";
import { createOutbox, newId } from "./outbox.js";
import { createPhoto } from "./photo.js";
import { say, show, speak } from "./words.js";

const TYPING = 12_000; // the longest that the typing sign is believed, in milliseconds

const part = (id) => document.getElementById(id);
const [text, send, typing, line, trouble, menu, scroll] =
  ["text", "send", "typing", "line", "trouble", "menu", "scroll"].map(part);

const log = createLog({ list: part("log"), scroll, newest: part("newest"), choose: press });
const outbox = createOutbox({ state: fares, taken, refused, waiting });
const events = createEvents({ look, connected });
const photo = createPhoto({
  pick: part("pick"), file: part("file"), preview: part("preview"), shown: part("shown"), drop: part("drop"),
  changed: ready, trouble: complain,
});
const frame = createFrame({ close: part("close"), menu });

let looking = null;
let lookAgain = false;
let greeted = false;
let strange = 0; // answers in a row that took us for a new visitor
let unread = 0;
let typingEnds = 0;
let troubleEnds = 0;

// Reading

/** Read what is new in the history; while one look is under way, another follows it. */
function look() {
  lookAgain = true;
  looking ??= (async () => {
    while (lookAgain) {
      lookAgain = false;
      await read();
    }
    return strange < 2;
  })().finally(() => { looking = null; });
  return looking;
}

async function read() {
  const after = log.after();
  const address = after ? `/chat/messages?after=${encodeURIComponent(after)}` : "/chat/messages";
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout?.(20_000) });
  if (!response.ok) throw new Error(`the history answered ${response.status}`);
  const { messages, visitor } = await response.json();
  const first = !part("opening").hidden;
  part("opening").hidden = true;
  hear(log.merge(messages), first);
  strange = visitor === "new" ? strange + 1 : 0;
  if (strange > 1) warnOfCookies();
  else greet();
}

function hear(fresh, first) {
  if (first) return log.toEnd();
  const heard = fresh.filter((message) => message.from !== "citizen").length;
  if (!heard) return;
  wait(false);
  if (!document.hidden && document.hasFocus()) return;
  unread += heard;
  tellUnread();
}

/** At the first visit the bot speaks first: its greeting holds the privacy notice. */
function greet() {
  if (greeted || !log.isEmpty() || outbox.items().length) return;
  greeted = true;
  post({ choice: "start" });
}

// Writing

function post(said) {
  const item = { id: newId(), at: Date.now(), ...said };
  if (said.text || said.photo) log.add(item, said.photo && URL.createObjectURL(said.photo));
  wait(true);
  void outbox.add(item);
}

function press(button) {
  const [name, language] = button.value.split(":");
  if (name === "lang") speakFromNowOn(language);
  // The label goes along: it is what the person sees to have said.
  post({ choice: button.value, text: button.label });
}

function submit() {
  const words = text.value.trim();
  if (!words && !photo.get()) return;
  post({ text: words || undefined, photo: photo.get() ?? undefined });
  text.value = "";
  photo.clear();
  if (!troubleEnds) complain(null);
  grow();
  text.focus();
}

function fares(item, state) {
  log.state(item.id, state);
  if (state !== "sending") wait(false);
}

function taken(item) {
  log.state(item.id, "received");
  complain(null);
  connected(true);
  look().catch(() => {});
}

function refused(item, error) {
  log.state(item.id, "refused");
  wait(false);
  complain(item.photo && ["wrong", "too_large"].includes(error) ? (error === "wrong" ? "photo_type" : "photo_size") : "not_taken");
}

function waiting(error, seconds) {
  if (!error) return connected(false);
  wait(false);
  complain(error === "too_fast" ? "too_fast" : "busy", { seconds }, seconds);
}

// What is shown around the conversation

function wait(yes) {
  clearTimeout(typingEnds);
  const follow = log.isAtEnd();
  typing.hidden = !yes;
  if (!yes) return;
  if (follow) log.toEnd();
  typingEnds = setTimeout(() => wait(false), TYPING);
}

function connected(yes) {
  line.hidden = yes;
  line.textContent = yes ? "" : say("reconnecting");
  if (yes) outbox.wake();
}

/** Say what is wrong; for good, or for so many seconds. */
function complain(key, values = {}, seconds = 0) {
  clearTimeout(troubleEnds);
  troubleEnds = 0;
  trouble.hidden = !key;
  trouble.textContent = key ? say(key, values) : "";
  if (seconds) troubleEnds = setTimeout(() => complain(null), seconds * 1000);
}

/** Without its cookie no answer would find this page: better a link than lost questions. */
function warnOfCookies() {
  wait(false);
  part("row").hidden = true;
  complain("cookies_blocked");
  const link = document.createElement("a");
  Object.assign(link, { href: "/", target: "_blank", rel: "noopener", textContent: say("own_page") });
  trouble.append(" ", link);
}

function tellUnread() {
  document.title = unread ? `(${unread}) ${say("service")}` : say("service");
  frame.unread(unread);
}

function seen() {
  if (!unread) return;
  unread = 0;
  tellUnread();
}

function speakFromNowOn(language) {
  speak(language);
  log.relabel();
}

function ready() {
  send.disabled = !text.value.trim() && !photo.get();
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + text.offsetHeight - text.clientHeight}px`;
  ready();
}

// What the person does

part("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  // While an input method composes a letter, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  submit();
});
text.addEventListener("paste", (event) => {
  const image = [...event.clipboardData.files].find((file) => file.type.startsWith("image/"));
  if (image) { event.preventDefault(); void photo.choose(image); }
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    speakFromNowOn(button.dataset.language);
    post({ choice: `lang:${button.dataset.language}` });
  });
}
for (const button of document.querySelectorAll("[data-choice]")) {
  button.addEventListener("click", () => {
    menu.open = false;
    text.focus();
    press({ value: button.dataset.choice, label: button.textContent });
  });
}
document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  event.stopPropagation();
  menu.open = false;
  menu.querySelector("summary").focus();
});
addEventListener("focus", seen);
document.addEventListener("visibilitychange", () => { if (!document.hidden) seen(); });

// iOS lays its keyboard over the page: the page is made as high as what is left to see.
const view = window.visualViewport;
view?.addEventListener("resize", () => {
  const follow = log.isAtEnd();
  document.documentElement.style.setProperty("--height", `${view.height}px`);
  if (follow) log.toEnd();
});

show();
for (const item of outbox.items()) {
  if (item.text || item.photo) log.add(item, item.photo && URL.createObjectURL(item.photo));
}
// With a keyboard one may write at once; on a phone its own would cover the greeting.
if (matchMedia("(hover: hover)").matches && window.parent === window) text.focus();
void events.connect().then(() => outbox.run());
