// The page inside another site's frame: it can be closed, and tells how much is unread.

const framed = window.parent !== window && new URLSearchParams(location.search).has("embed");

export function createFrame({ close, menu }) {
  if (!framed) return { unread: () => {} };
  // Nothing in these words is secret, so any site that holds the frame may hear them.
  const tell = (words) => window.parent.postMessage({ danhoi: words }, "*");
  document.documentElement.classList.add("framed");
  close.hidden = false;
  close.addEventListener("click", () => tell("close"));
  addEventListener("keydown", (event) => { if (event.key === "Escape" && !menu.open) tell("close"); });
  addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.danhoi === "open") document.getElementById("text").focus();
  });
  return { unread: (count) => tell({ unread: count }) };
}
