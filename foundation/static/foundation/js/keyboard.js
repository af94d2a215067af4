/* Keys: `?` shows them, `/` searches, `g` and a letter goes, j k x Enter in lists, and what the page declares by data-key. */
(() => {
  "use strict";

  const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
  const GO_WITHIN_MS = 1200;
  let goUntil = 0;

  const openDialog = () => document.querySelector("dialog:modal");
  const scope = () => openDialog() ?? document;
  const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

  /* Keys that the page declares. */
  const declared = () => [...scope().querySelectorAll("[data-key]")].filter((one) => visible(one) || one.matches("input"));
  const labelOf = (element) => element.dataset.keyLabel ?? element.textContent.replace(/\s+/g, " ").trim();

  const act = (element) => {
    if (element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])")) {
      element.focus();
    } else {
      element.click();
    }
  };

  const fillDialog = (dialog) => {
    const section = dialog.querySelector("[data-keys-page]");
    const list = section.querySelector("dl");
    list.replaceChildren(
      ...declared().map((element) => {
        const item = document.createElement("div");
        item.className = "keys-item";
        const key = document.createElement("dt");
        const cap = document.createElement("kbd");
        cap.className = "kbd";
        cap.textContent = { ArrowLeft: "←", ArrowRight: "→" }[element.dataset.key] ?? element.dataset.key;
        key.append(cap);
        const what = document.createElement("dd");
        const plain = element.cloneNode(true);
        plain.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
        what.textContent = element.dataset.keyLabel ?? labelOf(plain);
        item.append(key, what);
        return item;
      }),
    );
    section.hidden = list.children.length === 0;
  };

  const keysDialog = document.querySelector("[data-keys]");
  keysDialog?.addEventListener("beforetoggle", (event) => event.newState === "open" && fillDialog(keysDialog));

  /* Lists: one row at a time is the one the keys stand on. */
  const rowsOf = (list) => [...list.querySelectorAll("tbody tr, [data-row]")].filter((row) => !row.querySelector(".table-group"));
  const move = (step) => {
    const list = scope().querySelector("[data-list]");
    const rows = list ? rowsOf(list) : [];
    if (!rows.length) {
      return false;
    }
    const at = rows.findIndex((row) => row.hasAttribute("data-at"));
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    rows[at]?.removeAttribute("data-at");
    next.setAttribute("data-at", "");
    next.scrollIntoView({ block: "nearest" });
    next.querySelector("a[href], button")?.focus({ preventScroll: true });
    return true;
  };
  const tick = () => {
    const box = scope().querySelector("[data-list] [data-at] input[type=checkbox]");
    box?.click();
    return Boolean(box);
  };

  const go = (key) => {
    const entry = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    entry?.click();
    return Boolean(entry);
  };

  const handlers = {
    "?": () => {
      keysDialog?.togglePopover();
      return true;
    },
    "/": () => {
      const search = document.querySelector("[data-search]");
      search?.focus();
      search?.select();
      return Boolean(search);
    },
    g: () => {
      goUntil = performance.now() + GO_WITHIN_MS;
      return true;
    },
    j: () => move(1),
    k: () => move(-1),
    x: tick,
  };

  document.addEventListener("keydown", (event) => {
    const busy = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (!busy && event.key === "Escape" && event.target.matches?.(FIELDS) && !openDialog()) {
      event.target.blur(); /* out of the field, so that the keys of the page work again */
      return;
    }
    if (busy || event.target.matches?.(FIELDS)) {
      return;
    }
    if (performance.now() < goUntil) {
      goUntil = 0;
      if (go(event.key)) {
        event.preventDefault();
      }
      return;
    }
    const element = declared().find((one) => one.dataset.key === event.key);
    if (element) {
      event.preventDefault();
      act(element);
      return;
    }
    if (openDialog()) {
      return;
    }
    if (Object.hasOwn(handlers, event.key) && handlers[event.key]()) {
      event.preventDefault();
    }
  });
})();
