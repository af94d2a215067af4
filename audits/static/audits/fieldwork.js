/* Fieldwork: results that a finding sets open its sheet, the tree keeps its place, an unsent finding is kept. */
(() => {
  "use strict";

  /* Minor and major are set by the finding: choosing one opens the sheet, and the answer stays as it was until then. */
  document.addEventListener("change", (event) => {
    const { needsFinding } = event.target.dataset ?? {};
    if (!needsFinding) {
      return;
    }
    const chosen = event.target;
    const saved = chosen.closest("[data-result]").dataset.result;
    const before = [...chosen.form.elements.result].find((input) => input.value === saved);
    chosen.checked = false;
    if (before) {
      before.checked = true;
    }
    if (saved === chosen.value) {
      return;
    }
    const link = document.querySelector("[data-finding]");
    if (link) {
      link.dataset.home ??= link.getAttribute("href");
      link.href = needsFinding;
      link.click();
      link.href = link.dataset.home;
    }
  });

  /* What was chosen last is what a sheet that is closed unsent goes back to; a result with a finding behind it stays. */
  document.addEventListener("change", (event) => {
    const place = event.target.name === "result" && !event.target.dataset.needsFinding && event.target.closest("[data-result]");
    if (!place) {
      return;
    }
    const held = [...place.querySelectorAll("[data-needs-finding]")].find((input) => input.value === place.dataset.result);
    if (held) {
      setTimeout(() => {
        held.checked = true;
      });
    } else {
      place.dataset.result = event.target.value;
    }
  });

  /* The tree: folded on small screens, the current question in sight on large ones. */
  const narrow = matchMedia("(max-width: 860px)");
  const settle = () => {
    const fold = document.querySelector("[data-tree-fold]");
    if (fold) {
      fold.open = !narrow.matches;
      const current = fold.querySelector("[aria-current=true].tree-item");
      const pane = fold.closest(".pane");
      if (current && pane.scrollHeight > pane.clientHeight) {
        const offset = current.getBoundingClientRect().top - pane.getBoundingClientRect().top;
        if (offset < 0 || offset > pane.clientHeight - 60) {
          pane.scrollTop += offset - pane.clientHeight / 3;
        }
      }
    }
  };
  narrow.addEventListener("change", settle);

  /* Drafts of forms that are sent as a whole: kept in this browser until they are sent, put back when they open again. */
  const PREFIX = "attest:unsaved:";
  const person = document.body.dataset.person ?? "";
  const keyOf = (form) => `${PREFIX}${person}:${new URL(window.attest.addressOf(form)).pathname}:draft`;
  const fields = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "file" && field.type !== "submit" && field.type !== "button");
  const asHeld = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
  const nameOf = (field) => (field.type === "checkbox" || field.type === "radio" ? `${field.name}=${field.value}` : field.name);

  const hold = (form) => {
    const held = Object.fromEntries(fields(form).filter((field) => field.name !== "type").map((field) => [nameOf(field), asHeld(field)]));
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(held));
      form.querySelector("[data-draft-line]").hidden = false;
    } catch {
      /* a full or forbidden store only means that nothing is put back */
    }
  };
  const drop = (form) => {
    try {
      localStorage.removeItem(keyOf(form));
    } catch {
      /* see above */
    }
  };
  /* Files that were sent before the sheet was left: their lines come from the server again. */
  const bringBack = async (form, held) => {
    const place = form.querySelector("[data-attach]");
    const wanted = Object.keys(held).filter((key) => key.startsWith("evidence=") && held[key]).map((key) => key.slice("evidence=".length));
    const missing = wanted.filter((uuid) => !form.querySelector(`[name=evidence][value="${CSS.escape(uuid)}"]`));
    if (!place || !missing.length) {
      return;
    }
    const address = new URL(place.dataset.attach, location.href);
    missing.forEach((uuid) => address.searchParams.append("version", uuid));
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      place.querySelector("[data-attached]").append(...page.querySelectorAll("[data-attached-new] > li"));
    } catch {
      /* without a connection the files stay findable under “My evidence” */
    }
  };
  const putBack = (form) => {
    let held = null;
    try {
      held = JSON.parse(localStorage.getItem(keyOf(form)));
    } catch {
      return;
    }
    if (!held || form.querySelector("[data-refused]")) {
      return;
    }
    bringBack(form, held);
    let changed = false;
    for (const field of fields(form)) {
      const value = held[nameOf(field)];
      if (value !== undefined && value !== asHeld(field)) {
        changed = true;
        if (typeof value === "boolean") {
          field.checked = value;
        } else {
          field.value = value;
        }
      }
    }
    if (changed) {
      form.querySelector("[data-draft-restored]").hidden = false;
      form.querySelector("[data-draft-discard]").addEventListener("click", () => {
        drop(form);
        form.reset();
        form.querySelector("[data-draft-restored]").hidden = true;
      });
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.target.type !== "file") {
      hold(form);
    }
  });
  document.addEventListener("attest:attached", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) {
      hold(form);
    }
  });
  document.addEventListener("attest:sent", (event) => event.detail?.form?.matches("[data-draft]") && drop(event.detail.form));

  /* A template fills the fields that are empty; what was typed stays. */
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-fills]")) {
      return;
    }
    const { form, selectedOptions } = event.target;
    const { statement, evidence } = selectedOptions[0].dataset;
    for (const [name, text] of [["statement", statement], ["objective_evidence", evidence]]) {
      const field = form.elements[name];
      if (text && !field.value.trim()) {
        field.value = text;
      }
    }
    hold(form);
    form.elements.statement.focus();
  });

  const wake = () => {
    settle();
    document.querySelectorAll("form[data-draft]:not([data-draft-awake])").forEach((form) => {
      form.setAttribute("data-draft-awake", "");
      putBack(form);
    });
  };
  document.addEventListener("htmx:afterSettle", wake);
  document.addEventListener("attest:shown", wake);
  wake();
})();
