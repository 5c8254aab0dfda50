// The page's own words, in the language the person chose.

const config = JSON.parse(document.getElementById("config").textContent);
const KEY = "danhoi.language";

export const { longest_text: LONGEST_TEXT, largest_photo: LARGEST_PHOTO } = config;

let language = remembered() ?? config.language;

export const current = () => language;

/** The words for `key`, with the names in braces filled in. */
export function say(key, values = {}) {
  const words = config.words[language][key];
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Go over to a language, in the whole page. */
export function speak(chosen) {
  if (!(chosen in config.words)) return;
  language = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch { /* a browser that keeps nothing */ }
  show();
}

/** Write the words of the current language into the page. */
export function show() {
  document.documentElement.lang = language;
  document.title = say("service");
  const [name, place = ""] = say("service").split(" · ");
  document.getElementById("name").textContent = name;
  document.getElementById("place").textContent = place;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-alt]")) node.alt = say(node.dataset.alt);
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-label]")) label(node, say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-language]")) {
    node.setAttribute("aria-pressed", String(node.dataset.language === language));
  }
}

function label(node, words) {
  node.setAttribute("aria-label", words);
  if (node.title) node.title = words;
}

function remembered() {
  try {
    const chosen = localStorage.getItem(KEY);
    return chosen in config.words ? chosen : null;
  } catch {
    return null;
  }
}
