// Plain text as DOM nodes: https addresses and phone numbers can be tapped, nothing else is markup.

const LINK = /https:\/\/[^\s<>"“”‘’]+/;
const HOTLINE = /\b1[89]00[ .]?\d{2,4}(?:[ .]?\d{2,4})?\b/;
const PHONE = /\b0\d{1,3}(?:[ .]?\d{2,4}){2,3}\b/;
const EMERGENCY = /^11[1-5](?= – )/; // at the start of a line: "115 – Cấp cứu y tế"
const CODE = /\b[A-Z]{1,4}-[2-9A-Z]{4,7}-[2-9A-Z]\b/; // of a ticket: BN-7K3F-2
const TAPPED = new RegExp([LINK, CODE, HOTLINE, PHONE, EMERGENCY].map((one) => one.source).join("|"), "gm");

/** A fragment with the text and its links. */
export function rich(text) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const match of text.matchAll(TAPPED)) {
    const isLink = match[0].startsWith("https:");
    if (CODE.test(match[0]) && !isLink) {
      fragment.append(text.slice(done, match.index), whole(match[0]));
      done = match.index + match[0].length;
      continue;
    }
    if (!isLink && !isCallable(match[0], text[match.index - 1])) continue;
    const words = isLink ? trimmed(match[0]) : match[0];
    fragment.append(text.slice(done, match.index), tapped(words));
    done = match.index + words.length;
  }
  fragment.append(text.slice(done));
  return fragment;
}

/** A code that is never broken over two lines, and is selected with one tap to be copied. */
function whole(code) {
  const node = document.createElement("span");
  node.className = "code";
  node.textContent = code;
  return node;
}

/** Not the number of an identity card, nor the end of an amount of money. */
function isCallable(number, before = "") {
  const digits = number.replace(/\D/g, "").length;
  return !/[\d.,]/.test(before) && (number[0] === "0" ? digits === 10 || digits === 11 : true);
}

function tapped(words) {
  const link = document.createElement("a");
  link.textContent = words;
  if (words.startsWith("https:")) {
    link.href = words;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  } else {
    link.href = `tel:${words.replace(/\D/g, "")}`;
  }
  return link;
}

/** Without the full stop or bracket that belongs to the sentence around the address. */
function trimmed(address) {
  let end = address.replace(/[.,;:!?'…]+$/, "");
  while (end.endsWith(")") && !end.includes("(")) end = end.slice(0, -1).replace(/[.,;:!?'…]+$/, "");
  return end;
}
