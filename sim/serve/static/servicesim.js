// Watches the terminal's one connection, says what became of it, and comes back by itself.
"use strict";
(() => {
  const nonce = document.currentScript.nonce;
  const STATES = { 4001: "taken", 4002: "idle", 4003: "left", 4004: "full", 4006: "fault", 4007: "much" };
  const FIRST_WAIT = 500, LONGEST_WAIT = 15000, STEADY = 5000; // milliseconds
  const tries = {
    get count() { return Number(sessionStorage.getItem("tries")) || 0; },
    set count(n) { sessionStorage.setItem("tries", n); },
  };

  // The terminal makes style sheets of its own; the page's policy takes those that carry its nonce.
  const create = document.createElement;
  document.createElement = function (name, options) {
    const made = create.call(this, name, options);
    if (String(name).toLowerCase() === "style") made.nonce = nonce;
    return made;
  };

  // Shows the terminal or a notice. The keys go there, but not to a notice that nobody asked for: somebody
  // may be typing, and Enter would press its button.
  function show(state) {
    if (document.body.dataset.state === state) return;
    document.body.dataset.state = state;
    const wanted = { on: ".xterm-helper-textarea", left: '[data-for="left"] button' }[state];
    const found = wanted && document.querySelector(wanted);
    if (found) found.focus();
  }

  function save(key) {
    const link = create.call(document, "a");
    link.href = "/download/" + encodeURIComponent(key);
    link.download = "";
    link.click();
  }

  let waiting = 0;
  function later() {
    clearTimeout(waiting);
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries.count) * (0.75 + Math.random() / 2);
    waiting = setTimeout(again, wait);
  }

  async function again() {
    tries.count = Math.min(tries.count + 1, 10);
    try {
      const answer = await fetch("/alive", { cache: "no-store" });
      if (answer.status === 204 || answer.status === 401) { location.reload(); return; }
    } catch { /* still away */ }
    later();
  }

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      let steady = 0;
      this.addEventListener("open", () => { steady = setTimeout(() => { tries.count = 0; }, STEADY); });
      this.addEventListener("message", (event) => {
        if (typeof event.data !== "string") { show("on"); return; }
        const [kind, value] = JSON.parse(event.data);
        if (kind === "servicesim_file") save(value);
      });
      this.addEventListener("close", (event) => {
        clearTimeout(steady);
        show(STATES[event.code] || "lost");
        if (event.code === 4004 || !STATES[event.code]) later();
      });
    }
  };

  window.addEventListener("online", () => { if (document.body.dataset.state === "lost") again(); });
  // A window too narrow for the program at this size, as on a phone, gets smaller letters. The terminal is
  // made after this and reads what is set here.
  const COLUMNS = 61, WIDTH = 0.61, LEAST = 8; // columns needed; a letter's width in parts of its size; pixels
  function fit(terminal) {
    const fits = Math.floor(window.innerWidth / COLUMNS / WIDTH);
    terminal.dataset.fontSize = Math.max(LEAST, Math.min(Number(terminal.dataset.fontSize), fits));
  }

  window.addEventListener("DOMContentLoaded", () => {
    for (const terminal of document.querySelectorAll("#terminal")) fit(terminal);
    for (const button of document.querySelectorAll("button[data-again]")) {
      button.addEventListener("click", () => { tries.count = 0; location.reload(); });
    }
  });
})();
