/* The palette: Ctrl-K opens it from anywhere; the arrows move among the suggestions while one types, Enter follows one. */
(() => {
  "use strict";

  const palette = document.querySelector("[data-palette]");
  if (!palette) {
    return;
  }
  const field = palette.querySelector("[role=combobox]");
  const list = palette.querySelector("[role=listbox]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  const stand = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };

  const step = (by) => {
    const all = options();
    if (all.length) {
      stand(all[(all.indexOf(active()) + by + all.length) % all.length]);
    }
  };

  const open = () => {
    if (palette.open || document.querySelector("dialog:modal")) {
      return;
    }
    field.value = "";
    list.replaceChildren();
    palette.showModal();
    field.focus();
    window.htmx.ajax("GET", field.getAttribute("hx-get"), { target: list, swap: "innerHTML", source: field });
  };

  /* What came is for what was typed: the first of it is where Enter leads. */
  list.addEventListener("htmx:afterSwap", () => {
    const all = options();
    field.setAttribute("aria-expanded", String(all.length > 0));
    stand(field.value.trim() ? all[0] : null);
    window.attest.say(all.length ? window.attest.sentence(palette.dataset.spoken, { count: String(all.length) }) : palette.dataset.nothing);
  });

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(active() ? -1 : 0),
    Enter: () => active()?.click(),
  };
  field.addEventListener("keydown", (event) => {
    const plain = !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && Object.hasOwn(keys, event.key) && (event.key !== "Enter" || active())) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (palette.open) {
        palette.close();
      } else {
        open();
      }
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-palette-open]")) {
      open();
    } else if (event.target === palette) {
      palette.close(); /* beside it */
    }
  });
})();
