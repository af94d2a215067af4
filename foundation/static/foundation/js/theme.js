/* Light, dark or as the system: shown at once, remembered by the same form that works without this script. */
(() => {
  "use strict";

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-form]") || !event.submitter) {
      return;
    }
    event.preventDefault();
    const chosen = event.submitter.value;
    if (chosen === "system") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = chosen;
    }
    for (const button of form.querySelectorAll("[name=theme]")) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
    window.attest.send(window.attest.addressOf(form), new FormData(form, event.submitter)).catch(() => window.attest.trouble("offline"));
    form.hidePopover?.();
  });
})();
