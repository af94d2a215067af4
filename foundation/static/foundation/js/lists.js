/* Lists: ticks feed the bulk bar, a panel closes when one goes elsewhere. */
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

  document.querySelectorAll("form[data-bulk]").forEach(count);
})();
