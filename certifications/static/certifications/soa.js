/* Lines of a statement of applicability: how many are ticked, and one tick for all that are shown. */
(() => {
  "use strict";

  const many = document.querySelector("[data-many]");
  const words = many?.querySelector("[data-many-count]");
  const place = many?.querySelector("[data-many-all]");
  if (!words || !place) {
    return;
  }
  const all = place.querySelector("input");
  const none = words.textContent;
  const boxes = () => [...document.querySelectorAll("input[name=lines][form=soa-many]")];

  const count = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    words.textContent = ticked ? window.attest.sentence(words.dataset.manyCount, { count: String(ticked) }) : none;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
    if (ticked) {
      many.open = true;
    }
  };

  place.hidden = false;
  document.addEventListener("change", (event) => {
    if (event.target === all) {
      boxes().forEach((box) => {
        box.checked = all.checked;
      });
    }
    if (event.target === all || event.target.matches("input[name=lines][form=soa-many]")) {
      count();
    }
  });
  count();
})();
