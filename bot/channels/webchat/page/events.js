// The line to the server: tells when something changed, and comes back by itself.

const LONGEST_PAUSE = 30_000; // milliseconds
const ANYWAY = 60_000; // looks again after this time even if nobody called
const CALM = 1500; // a break shorter than this is not worth a word

/**
 * `look()` reads the history, says whether the server knows us, and throws when it cannot;
 * `connected(yes)` hears how the line is.
 */
export function createEvents({ look, connected }) {
  let source = null;
  let pause = 1000;
  let timer = 0;
  let worry = 0;

  async function connect() {
    clearTimeout(timer);
    hangUp();
    let known = false;
    try {
      known = await look();
    } catch {
      fail();
      return;
    }
    fine();
    if (!known || document.hidden) return;
    source = new EventSource("/chat/events");
    // What was said between that look and the open line is seen by another.
    source.addEventListener("open", () => { pause = 1000; look().catch(fail); });
    source.addEventListener("changed", () => look().catch(fail));
    source.addEventListener("error", fail);
  }

  function fail() {
    hangUp();
    worry ||= setTimeout(() => connected(false), CALM);
    clearTimeout(timer);
    timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  function fine() {
    clearTimeout(worry);
    worry = 0;
    connected(true);
  }

  function hangUp() {
    source?.close();
    source = null;
  }

  function now() {
    pause = 1000;
    void connect();
  }

  addEventListener("online", now);
  addEventListener("offline", fail);
  // Browsers allow few connections to a site: a page that nobody sees gives its line back.
  document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : now()));
  addEventListener("pageshow", (event) => { if (event.persisted) now(); });
  setInterval(() => look().then(fine, fail), ANYWAY);

  return { connect };
}
