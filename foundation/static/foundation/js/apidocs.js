/* The library is dark under a class of <html>: it follows the choice of the person, or else the system. */
(() => {
  "use strict";

  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => root.classList.toggle("dark-mode", (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark");

  system.addEventListener("change", follow);
  follow();
})();
