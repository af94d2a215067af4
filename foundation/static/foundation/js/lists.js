/* Lists: ticks feed the bulk bar, columns move in their menu, the shift key adds to the order, panels close elsewhere. */
(() => {
  "use strict";

  const count = (form) => {
    const boxes = [...form.querySelectorAll("input[type=checkbox][name=row]")];
    const ticked = boxes.filter((box) => box.checked).length;
    const all = form.querySelector("[data-select-all]");
    if (all) {
      all.closest("[data-tick-all]")?.removeAttribute("hidden");
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    for (const box of boxes) {
      box.closest("tr")?.setAttribute("data-state", box.checked ? "selected" : "");
    }
    const bar = form.querySelector("[data-bulk-bar]");
    if (!bar) {
      return;
    }
    bar.hidden = ticked === 0;
    const words = window.attest.sentence(bar.dataset.count, { count: String(ticked) });
    bar.querySelector("[data-bulk-count]").textContent = words;
    if (ticked) {
      window.attest.say(words);
    }
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-bulk]");
    if (!form) {
      return;
    }
    if (event.target.matches("[data-select-all]")) {
      form.querySelectorAll("input[type=checkbox][name=row]").forEach((box) => {
        box.checked = event.target.checked;
      });
    }
    count(form);
  });

  const closePanels = (except) =>
    document.querySelectorAll("details.tool[open]").forEach((tool) => {
      if (tool !== except) {
        tool.open = false;
      }
    });
  document.addEventListener("click", (event) => closePanels(event.target.closest?.("details.tool")));
  document.addEventListener("keydown", (event) => {
    const tool = event.key === "Escape" && event.target.closest?.("details.tool[open]");
    if (tool) {
      tool.open = false;
      tool.querySelector("summary").focus();
    }
  });

  // Columns change places without a request; the button "Show" sends them in their order.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-columns] [data-move]");
    if (!button) {
      return;
    }
    event.preventDefault();
    const line = button.closest("li");
    const other = button.dataset.move === "up" ? line.previousElementSibling : line.nextElementSibling;
    if (other) {
      other[button.dataset.move === "up" ? "before" : "after"](line);
      button.focus();
    }
  });

  // With the shift key a heading adds itself to the order instead of replacing it.
  document.addEventListener(
    "click",
    (event) => {
      const heading = event.shiftKey && event.target.closest?.("a.sort[data-add]");
      if (heading) {
        event.preventDefault();
        event.stopPropagation();
        window.location.assign(heading.dataset.add);
      }
    },
    true,
  );

  const ready = (root) => {
    root.querySelectorAll("form[data-bulk]").forEach((form) => {
      form.querySelectorAll("[data-select-all]").forEach((box) => {
        box.hidden = false;
      });
      count(form);
    });
  };
  document.addEventListener("htmx:afterSettle", () => ready(document));
  ready(document);
})();
