/* Files of a drop zone inside [data-attach] are sent at once, while the form is still being filled in.
   What arrived stands there as a ticked line; what failed to leave stays in the field and goes with the form. */
(() => {
  "use strict";

  const busy = new Map();
  const zoneOf = (place) => place.querySelector("[data-drop]");
  const inputOf = (place) => place.querySelector("input[type=file]");

  const keepOnly = (place, files) => {
    const carrier = new DataTransfer();
    files.forEach((file) => carrier.items.add(file));
    const input = inputOf(place);
    const rows = zoneOf(place).querySelector("[data-drop-files]").children;
    [...rows].forEach((row, index) => files.includes(input.files[index]) || row.remove());
    input.files = carrier.files;
    zoneOf(place).dataset.state = files.length ? "holding" : "";
  };

  const put = (place, html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const chips = [...answer.querySelectorAll("[data-attached-new] > li")];
    place.querySelector("[data-attached]").append(...chips);
    zoneOf(place).querySelector("[data-drop-errors]").append(...answer.querySelectorAll("[data-refusals] > li"));
    if (chips.length) {
      place.dispatchEvent(new CustomEvent("attest:attached", { bubbles: true }));
      window.attest.say(chips.map((chip) => chip.textContent.replace(/\s+/g, " ").trim()).join(", "));
    }
  };

  const sendOne = async (place, form, file) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("unit", place.dataset.attachUnit);
    body.append("name", place.dataset.attachName);
    body.append("files", file);
    const progress = (share) => form.dispatchEvent(new CustomEvent("attest:progress", { detail: share }));
    try {
      const answer = await window.attest.send(place.dataset.attach, body, { target: "attached", progress });
      if (answer.status < 300 || answer.status === 413 || answer.status === 422) {
        put(place, answer.text);
        return true;
      }
      window.attest.trouble(window.attest.troubleOf(answer.status));
    } catch {
      window.attest.trouble("offline");
    }
    return false;
  };

  const sendAll = async (place, form) => {
    if (busy.has(form)) {
      return;
    }
    busy.set(form, null);
    const stuck = new Set();
    for (let next = [...inputOf(place).files]; next.length; next = [...inputOf(place).files].filter((file) => !stuck.has(file))) {
      if (await sendOne(place, form, next[0])) {
        keepOnly(place, [...inputOf(place).files].filter((file) => file !== next[0]));
      } else {
        stuck.add(next[0]);
      }
    }
    form.dispatchEvent(new CustomEvent("attest:progress", { detail: null }));
    const submitter = busy.get(form);
    busy.delete(form);
    if (submitter && form.isConnected) {
      form.requestSubmit(submitter);
    }
  };

  document.addEventListener("attest:files", (event) => {
    const place = event.target.closest("[data-attach]");
    const form = place?.closest("form");
    if (form) {
      sendAll(place, form);
    }
  });

  /* Sent before the files are in: the form waits for them and then goes by itself. */
  document.addEventListener(
    "submit",
    (event) => {
      if (busy.has(event.target)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        busy.set(event.target, event.submitter);
        const zone = event.target.querySelector("[data-drop]");
        window.attest.say(window.attest.sentence(zone.dataset.sending, { percent: zone.querySelector("[data-drop-progress]").value }));
      }
    },
    true,
  );
})();
