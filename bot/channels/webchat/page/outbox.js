// What the person wrote and nobody has taken yet: kept in the browser, sent in order until it is.

const PREFIX = "danhoi.unsent.";
const LONGEST_PAUSE = 30; // seconds
const PATIENCE = { text: 30_000, photo: 180_000 }; // milliseconds until an attempt is given up

/**
 * `state(item, name)` hears how each item fares: sending, queued (no connection) or held (the
 * server asked to wait); `waiting(error, seconds)` hears why all must wait.
 */
export function createOutbox({ state, taken, refused, waiting }) {
  const items = kept();
  let running = false;
  let stopped = null;
  let wake = () => {};

  addEventListener("online", () => wake());

  /** Take a message over; the browser keeps it until the server said that it has it. */
  async function add(item) {
    items.push(item);
    state(item, stopped ?? "sending");
    await keep(item);
    void run();
  }

  async function run() {
    if (running) return;
    running = true;
    let pause = 1;
    while (items.length) {
      const item = items[0];
      state(item, "sending");
      const outcome = await attempt(item);
      if (outcome.seconds || outcome.lost) {
        await stop(outcome, pause);
        pause = outcome.lost ? Math.min(pause * 2, LONGEST_PAUSE) : 1;
        continue;
      }
      pause = 1;
      items.shift();
      forget(item);
      if (outcome.ok) taken(item);
      else refused(item, outcome.error);
    }
    running = false;
  }

  async function stop(outcome, pause) {
    const seconds = outcome.seconds ?? pause;
    stopped = outcome.lost ? "queued" : "held";
    for (const item of items) state(item, stopped);
    waiting(outcome.error, seconds);
    await rest(seconds, Boolean(outcome.lost));
    stopped = null;
  }

  function rest(seconds, canWake) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      wake = () => {
        if (!canWake) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return { add, run, wake: () => wake(), items: () => [...items] };
}

/** A random id; crypto.randomUUID is missing where the page came without https. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function attempt(item) {
  try {
    const response = await fetch("/chat/messages", {
      method: "POST",
      signal: AbortSignal.timeout?.(item.photo ? PATIENCE.photo : PATIENCE.text),
      ...body(item),
    });
    if (response.ok) return (await response.json()).received ? { ok: true } : { lost: true };
    return await failure(response);
  } catch {
    return { lost: true };
  }
}

async function failure(response) {
  const { error } = await response.json().catch(() => ({}));
  if ([408, 429].includes(response.status) || response.status >= 500) {
    return { error: error ?? "busy", seconds: Number(response.headers.get("Retry-After")) || 5 };
  }
  return { error: error ?? "wrong" };
}

function body(item) {
  if (!item.photo) {
    const { id, text, choice } = item;
    return { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ id, text, choice }) };
  }
  const form = new FormData();
  form.append("id", item.id);
  if (item.text) form.append("text", item.text);
  form.append("photo", item.photo, "photo");
  return { body: form };
}

async function keep(item) {
  try {
    const photo = item.photo && (await encoded(item.photo));
    localStorage.setItem(PREFIX + item.id, JSON.stringify({ ...item, photo }));
  } catch { /* no room, or a browser that keeps nothing: it stays in memory */ }
}

function forget(item) {
  try {
    localStorage.removeItem(PREFIX + item.id);
  } catch { /* it was never kept */ }
}

function kept() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => JSON.parse(localStorage.getItem(key)))
      .map((item) => ({ ...item, photo: item.photo && decoded(item.photo) }))
      .sort((one, other) => one.at - other.at);
  } catch {
    return [];
  }
}

function encoded(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

function decoded(address) {
  const [head, content] = address.split(",");
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5, head.indexOf(";")) });
}
