// The chat as a floating button in any site: <script src="https://…/embed.js" async></script>
(() => {
  "use strict";
  const words = {{ button|tojson }};
  const script = document.currentScript;
  if (!script || document.querySelector("danhoi-chat")) return;
  const home = new URL(script.src).origin;
  const said = words[document.documentElement.lang.slice(0, 2)] ?? words[{{ language|tojson }}];

  const STYLE = `
    :host { all: initial; position: fixed; z-index: 2147483000; inset: auto 0 0 auto; }
    button { position: fixed; right: calc(20px + env(safe-area-inset-right)); bottom: calc(20px + env(safe-area-inset-bottom));
      width: 60px; height: 60px; padding: 0; border: 0; border-radius: 50%; background: #0b6a5b; color: #fff; cursor: pointer;
      box-shadow: 0 6px 24px rgb(0 40 30 / .32); transition: transform .15s, background .15s; }
    button:hover { background: #0a5a4e; transform: scale(1.05); }
    button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #0b6a5b; }
    svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round;
      display: block; margin: auto; pointer-events: none; }
    .cross, .open .talk { display: none; }
    .open .cross { display: block; }
    b { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; padding: 0 5px; box-sizing: border-box;
      border-radius: 11px; background: #b3261e; color: #fff; font: 600 13px/22px system-ui, sans-serif; text-align: center; }
    b[hidden], iframe[hidden] { display: none; }
    iframe { position: fixed; right: calc(20px + env(safe-area-inset-right)); bottom: calc(94px + env(safe-area-inset-bottom));
      width: min(400px, calc(100vw - 40px)); height: min(680px, calc(100vh - 120px)); border: 0; border-radius: 18px;
      background: #f2f5f4; box-shadow: 0 12px 48px rgb(0 30 24 / .3); }
    @media (prefers-color-scheme: dark) { iframe { background: #0f1615; } }
    @media (max-width: 520px), (max-height: 480px) {
      iframe { inset: 0; width: 100%; height: 100%; border-radius: 0; }
      .open { display: none; }
    }
    @media (prefers-reduced-motion: reduce) { button { transition: none; } }
    @media print { button, iframe { display: none; } }`;

  const host = document.createElement("danhoi-chat");
  const root = host.attachShadow({ mode: "closed" });
  const [button, frame] = [document.createElement("button"), document.createElement("iframe")];
  const count = document.createElement("b");

  function draw() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    button.type = "button";
    button.append(icon("talk", "M21 11.500c0 4.100-4 7.500-9 7.500-1 0-2-.1-2.900-.4L4 20l1.300-3.600C3.900 15.100 3 13.400 3 11.500 3 7.400 7 4 12 4s9 3.400 9 7.500zM8.500 11.500h.01M12 11.500h.01M15.500 11.500h.01"));
    button.append(icon("cross", "M6 6l12 12M18 6L6 18"), count);
    button.setAttribute("aria-expanded", "false");
    frame.title = said.frame_title;
    frame.hidden = count.hidden = true;
    label();
    root.append(frame, button);
    document.body.append(host);
  }

  function icon(name, path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", name);
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  function label() {
    const open = !frame.hidden;
    button.setAttribute("aria-label", open ? said.close : `${said.open_chat} – ${said.service}`);
    button.title = open ? said.close : said.open_chat;
    button.setAttribute("aria-expanded", String(open));
    button.className = open ? "open" : "";
  }

  function show(open) {
    frame.hidden = !open;
    count.hidden = true;
    label();
    if (!open) button.focus();
    else if (frame.src) greet();
    else begin();
  }

  /** The page is loaded when somebody first wants it, so that other sites stay quick. */
  function begin() {
    frame.addEventListener("load", greet);
    frame.src = `${home}/?embed=1`;
  }

  function greet() {
    if (frame.hidden) return;
    frame.focus();
    frame.contentWindow.postMessage({ danhoi: "open" }, home);
  }

  function heard(event) {
    if (event.origin !== home || event.source !== frame.contentWindow || !event.data) return;
    if (event.data.danhoi === "close") show(false);
    const unread = event.data.danhoi?.unread;
    if (Number.isInteger(unread)) {
      count.textContent = unread > 9 ? "9+" : String(unread);
      count.hidden = !unread || !frame.hidden;
    }
  }

  button.addEventListener("click", () => show(frame.hidden));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && !frame.hidden) show(false); });
  window.addEventListener("message", heard);
  if (document.body) draw();
  else document.addEventListener("DOMContentLoaded", draw);
})();
