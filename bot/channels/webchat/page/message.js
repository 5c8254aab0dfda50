// One message as a node of the log.

import { rich } from "./text.js";
import { current, say } from "./words.js";

/** Build the node of a message as the history gives it; `choose(button)` hears pressed buttons. */
export function build(message, choose) {
  const node = element("article", `message ${message.from}`);
  node.dataset.from = message.from;
  node.append(element("p", "day"), author(message), bubble(message));
  if (message.buttons.length) node.append(chips(message.buttons, choose));
  const meta = element("p", "meta");
  meta.append(element("time"), element("span", "state"));
  node.append(meta);
  date(node, message.at);
  return node;
}

/** Whether there is anything to see: pressed buttons of the page itself have no words. */
export const isBlank = (message) =>
  !message.text.trim() && !message.title && !message.attachment && !message.place;

/** A message of one's own has arrived and is in the history. */
export function settle(node, message) {
  date(node, message.at);
  mark(node, "received");
  const link = node.querySelector(".picture");
  if (link && message.attachment) link.href = message.attachment.url;
}

/** Set when it was said; `null` for what is not there yet. */
function date(node, at) {
  node.dataset.at = at ?? "";
  const moment = at ? new Date(at) : new Date();
  node.querySelector("time").dateTime = moment.toISOString();
}

/** Write what depends on the language: the day, the time, who it is. */
export function relabel(node) {
  const moment = new Date(node.querySelector("time").dateTime);
  node.querySelector("time").textContent = moment.toLocaleTimeString(current(), { hour: "2-digit", minute: "2-digit", hour12: false });
  node.querySelector(".day").textContent = day(moment);
  for (const part of node.querySelectorAll("[data-say]")) part.textContent = say(part.dataset.say);
  const picture = node.querySelector(".picture img");
  if (picture) picture.alt = say("photo");
}

/** Show how far a message of one's own has come. */
export function mark(node, state) {
  const sign = node.querySelector(".state");
  node.dataset.state = state;
  sign.dataset.say = state;
  sign.textContent = say(state);
}

function author(message) {
  const line = element("p", "author");
  if (message.from === "staff") {
    line.append(said("span", "staff"));
    return line;
  }
  line.append(said("span", message.from === "bot" ? "assistant" : "you"));
  if (message.from === "citizen") line.classList.add("unseen");
  return line;
}

function bubble(message) {
  const node = element("div", "bubble");
  if (message.attachment) node.append(picture(message.attachment));
  if (message.title) node.append(worded("p", "title", message.title));
  if (message.text) node.append(worded("p", "text", message.text));
  if (message.place) node.append(map(message.place));
  if (message.footer) node.append(worded("p", "footer", message.footer));
  return node;
}

function picture(attachment) {
  const link = element("a", "picture");
  Object.assign(link, { href: attachment.url, target: "_blank", rel: "noopener noreferrer" });
  const image = element("img");
  Object.assign(image, { src: attachment.url, alt: say("photo") });
  // A file whose type the history does not know is tried as a photo first.
  image.addEventListener("error", () => image.replaceWith(said("span", "file")));
  link.append(image);
  return link;
}

function map(place) {
  const link = said("a", "place");
  const [latitude, longitude] = [place.latitude.toFixed(5), place.longitude.toFixed(5)];
  link.href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function chips(buttons, choose) {
  const node = element("div", "chips");
  if (buttons.every((button) => button.label.length < 3)) node.classList.add("short");
  for (const button of buttons) {
    const chip = element("button", "chip");
    chip.type = "button";
    chip.textContent = button.label;
    chip.addEventListener("click", () => {
      chip.classList.add("used");
      choose(button);
    });
    node.append(chip);
  }
  return node;
}

function day(moment) {
  const days = Math.round((midnight(new Date()) - midnight(moment)) / 86_400_000);
  if (days === 0) return say("today");
  if (days === 1) return say("yesterday");
  return moment.toLocaleDateString(current(), { day: "numeric", month: "long", year: "numeric" });
}

const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();

function said(tag, key) {
  const node = element(tag);
  node.dataset.say = key;
  node.textContent = say(key);
  return node;
}

function worded(tag, name, text) {
  const node = element(tag, name);
  node.append(rich(text));
  return node;
}

function element(tag, name = "") {
  const node = document.createElement(tag);
  if (name) node.className = name;
  return node;
}
