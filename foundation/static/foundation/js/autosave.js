/* Autosave: a changed field of form[data-autosave] is sent 800 ms after the last key and on leaving it.
   Until the server has it, the text is kept in this browser (kept.js). When the page comes again it is offered back,
   or, with data-autosave-queue, put back and sent by itself. */
(() => {
  "use strict";

  const WAIT_MS = 800;
  const { kept } = window.attest;
  const timers = new Map();
  const sending = new Map();

  const { keyOf } = kept;
  const valueOf = (form, name) => new FormData(form).getAll(name).map(String);
  const addressOf = (form) => form.dataset.autosave || window.attest.addressOf(form);
  const lineOf = (form, name) => form.querySelector(`[data-autosave-line="${CSS.escape(name)}"]`) ?? form.querySelector("[data-autosave-line]");
  const queues = (form) => form.hasAttribute("data-autosave-queue");
  const isHeld = (form, name) => JSON.stringify(kept.read(keyOf(form, name))?.values) === JSON.stringify(valueOf(form, name));

  const keep = (form, name) =>
    kept.keep(keyOf(form, name), {
      name,
      values: valueOf(form, name),
      version: form.elements[`version-${name}`]?.value,
      url: addressOf(form),
      page: queues(form) ? location.pathname : "",
      label: form.dataset.autosaveLabel ?? "",
    });
  const forget = (form, name) => kept.drop(keyOf(form, name));

  const tell = (form, name, state) => {
    const line = lineOf(form, name);
    if (!line) {
      return;
    }
    const words = window.attest.sentence(line.dataset[state] ?? "", { time: kept.time() });
    line.dataset.state = state;
    line.querySelector("[data-autosave-words]").textContent = words;
    line.querySelector("[data-autosave-retry]").hidden = state !== "failed";
    kept.tell(state);
    if (state !== "saving") {
      window.attest.say(words);
    }
  };

  /* The answer is nothing (204) or markup whose elements take the place of those with the same id. */
  const renew = (html, form) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const part of page.body.querySelectorAll(":scope > [id]")) {
      const old = document.getElementById(part.id);
      const elsewhere = part.hasAttribute("data-own") && !form?.isConnected;
      if (old && !elsewhere && !old.contains(document.activeElement)) {
        old.replaceWith(part);
        window.htmx?.process(part);
      }
    }
  };

  const bodyOf = (form, name) => {
    const body = new FormData();
    for (const input of form.querySelectorAll("input[type=hidden][name]")) {
      body.append(input.name, input.value);
    }
    body.set("field", name);
    const held = kept.read(keyOf(form, name));
    if (held) {
      body.set("draft", held.draft);
      held.version !== undefined && body.set(`version-${name}`, held.version);
    }
    valueOf(form, name).forEach((value) => body.append(name, value));
    return body;
  };

  /* What was refused may stand now that something else is saved: “not tested” waits for the note that says why. */
  const refusedBeside = (form, name) =>
    [...form.querySelectorAll("[data-autosave-line][data-state=refused]")].map((line) => line.dataset.autosaveLine).filter((other) => other && other !== name);

  const answered = (form, name, sent, answer) => {
    const result = kept.verdict(answer);
    kept.noteSignedOut(result === "signedOut");
    if (result === "refused") {
      kept.mark(keyOf(form, name), "refused");
    }
    if (result !== "saved") {
      tell(form, name, answer.status === 422 || answer.status === 409 ? "refused" : "failed");
      renew(answer.text, form);
      return;
    }
    const isWhole = sent === JSON.stringify(valueOf(form, name));
    isWhole && forget(form, name);
    renew(answer.text, form);
    isWhole && tell(form, name, "saved");
    refusedBeside(form, name).forEach((other) => save(form, other));
  };

  const save = async (form, name) => {
    const timerKey = keyOf(form, name);
    clearTimeout(timers.get(timerKey));
    timers.delete(timerKey);
    if (sending.has(timerKey)) {
      sending.set(timerKey, "again");
      return;
    }
    sending.set(timerKey, "once");
    keep(form, name);
    const sent = JSON.stringify(valueOf(form, name));
    tell(form, name, "saving");
    try {
      answered(form, name, sent, await window.attest.send(addressOf(form), bodyOf(form, name), { target: "autosave" }));
    } catch {
      tell(form, name, "failed");
    }
    const again = sending.get(timerKey) === "again";
    sending.delete(timerKey);
    if (again) {
      save(form, name);
    }
  };

  const formOf = (event) => event.target.closest?.("form[data-autosave]");
  const usable = (field) => field.name && field.type !== "file" && field.type !== "hidden" && field.type !== "submit" && !field.closest("[data-autosave-off]");

  document.addEventListener("input", (event) => {
    const form = formOf(event);
    if (!form || !usable(event.target)) {
      return;
    }
    const { name } = event.target;
    const timerKey = keyOf(form, name);
    keep(form, name);
    clearTimeout(timers.get(timerKey));
    timers.set(timerKey, setTimeout(() => save(form, name), WAIT_MS));
  });
  document.addEventListener("change", (event) => {
    const form = formOf(event);
    if (form && usable(event.target)) {
      save(form, event.target.name);
    }
  });
  document.addEventListener("focusout", (event) => {
    const form = formOf(event);
    if (form && usable(event.target) && timers.has(keyOf(form, event.target.name))) {
      save(form, event.target.name);
    }
  });
  document.addEventListener("click", (event) => {
    const form = event.target.closest?.("[data-autosave-retry]") && formOf(event);
    if (form) {
      unsaved(form).forEach((name) => save(form, name));
    }
  });

  /* What this browser still holds of a form. */
  const stored = (form, name) => kept.read(keyOf(form, name))?.values ?? null;
  const names = (form) => [...new Set([...form.elements].filter(usable).map((field) => field.name))];
  const unsaved = (form) => names(form).filter((name) => stored(form, name) !== null);

  /* First what waits from other pages, in the order it was typed, then what stands in the forms of this one. */
  const isHere = (key) => sending.has(key) || timers.has(key) || [...document.querySelectorAll("form[data-autosave]")].some((form) => names(form).some((name) => keyOf(form, name) === key));
  const flush = async () => {
    await kept.flush(isHere);
    for (const form of document.querySelectorAll("form[data-autosave]")) {
      for (const name of unsaved(form).filter((one) => isHeld(form, one) && kept.read(keyOf(form, one)).state !== "refused")) {
        await save(form, name);
      }
    }
    kept.tell();
  };
  window.addEventListener("online", flush);
  document.addEventListener("attest:flush", flush);
  document.addEventListener("attest:kept-sent", (event) => renew(event.detail));

  const put = (form, name, values) => {
    for (const field of form.elements) {
      if (field.name === name && (field.type === "checkbox" || field.type === "radio")) {
        field.checked = values.includes(field.value);
      } else if (field.name === name) {
        field.value = values[0] ?? "";
      }
    }
  };

  const offer = (form) => {
    const template = form.querySelector("[data-autosave-offer]");
    const left = unsaved(form).filter((name) => {
      const same = isHeld(form, name);
      same && forget(form, name);
      return !same;
    });
    if (queues(form)) {
      left.forEach((name) => {
        put(form, name, stored(form, name));
        navigator.onLine ? save(form, name) : tell(form, name, "failed");
      });
      return;
    }
    if (!template || !left.length || form.querySelector("[data-autosave-offered]")) {
      return;
    }
    form.prepend(template.content.cloneNode(true));
    const box = form.querySelector("[data-autosave-offered]");
    box.querySelector("[data-autosave-text]").textContent = left.map((name) => stored(form, name).join(", ")).join(" · ");
    box.querySelector("[data-autosave-restore]").addEventListener("click", () => {
      left.forEach((name) => {
        put(form, name, stored(form, name));
        save(form, name);
      });
      box.remove();
    });
    box.querySelector("[data-autosave-discard]").addEventListener("click", () => {
      left.forEach((name) => forget(form, name));
      box.remove();
    });
  };
  const offerIn = (root) => {
    const forms = root.matches?.("form[data-autosave]") ? [root] : root.querySelectorAll("form[data-autosave]");
    forms.forEach(offer);
  };

  /* Which of two versions stays is sent like any answer, so that without a connection nothing is lost either. */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-autosave-queue]") || event.submitter?.name !== "keep") {
      return;
    }
    event.preventDefault();
    const { name } = kept.read(keyOf(form, form.elements.field?.value ?? "")) ?? {};
    try {
      const answer = await window.attest.send(addressOf(form), new FormData(form, event.submitter), { target: "autosave" });
      if (kept.verdict(answer) === "saved") {
        name ? forget(form, name) : unsaved(form).forEach((one) => forget(form, one));
        location.reload();
        return;
      }
      renew(answer.text, form);
      window.attest.trouble(window.attest.troubleOf(answer.status));
    } catch {
      window.attest.trouble("offline");
    }
  });

  /* Leaving: what is still waiting goes at once. Nothing stays behind for the next person at this machine. */
  window.addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("form[data-autosave]")) {
      for (const name of names(form).filter((one) => timers.has(keyOf(form, one)) || sending.get(keyOf(form, one)) === "again")) {
        navigator.sendBeacon(addressOf(form), bodyOf(form, name));
      }
    }
  });

  document.addEventListener("attest:shown", (event) => offerIn(event.detail.place));
  document.addEventListener("htmx:load", (event) => offerIn(event.detail.elt));
  offerIn(document);
  kept.flush(isHere);
})();
