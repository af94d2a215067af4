/* After a part of the page has changed: focus goes to its heading or to what was refused; failures are said. */
(() => {
  "use strict";

  const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

  const focusOn = (element) => {
    if (!element) {
      return;
    }
    if (!element.matches("a, button, input, select, textarea, [tabindex]")) {
      element.tabIndex = -1;
    }
    element.focus({ preventScroll: false });
  };

  const settle = (place) => {
    const active = document.activeElement;
    if (active?.matches(FIELDS) && !place.contains(active)) {
      return;
    }
    focusOn(
      place.querySelector("[data-refused]") ?? place.querySelector("[autofocus]") ?? place.querySelector("h1, h2, h3, [data-heading]"),
    );
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const { target, requestConfig } = event.detail;
    if (target?.id === "sheet") {
      return; /* sheet.js says where the focus is in a sheet that opens */
    }
    if (requestConfig?.elt?.closest("[data-quiet]") || target?.closest("[data-quiet]") || target?.closest("dialog:not([open])")) {
      return;
    }
    settle(event.target instanceof Element && event.target.isConnected ? event.target : target);
  });
  document.addEventListener("attest:shown", (event) => settle(event.detail.place));

  document.addEventListener("htmx:responseError", (event) => window.attest.trouble(window.attest.troubleOf(event.detail.xhr.status)));
  document.addEventListener("htmx:sendError", () => window.attest.trouble("offline"));
  document.addEventListener("htmx:timeout", () => window.attest.trouble("offline"));
  document.addEventListener("say", (event) => window.attest.say(event.detail?.value ?? ""));

  focusOn(document.querySelector("[data-refused]"));
})();
