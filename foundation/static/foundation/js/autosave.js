/* Autosave: a changed field of form[data-autosave] is sent 800 ms after the last key and on leaving it.
   Until the server has it, the text is also kept in this browser, and offered back when the page comes again. */
(() => {
  "use strict";

  const WAIT_MS = 800;
  const PREFIX = "attest:unsaved:";
  const timers = new Map();
  const sending = new Map();

  const person = document.body.dataset.person ?? "";
  const keyOf = (form, name) => `${PREFIX}${person}:${new URL(window.attest.addressOf(form)).pathname}:${name}`;
  const valueOf = (form, name) => new FormData(form).getAll(name).map(String);
  const lineOf = (form, name) => form.querySelector(`[data-autosave-line="${CSS.escape(name)}"]`) ?? form.querySelector("[data-autosave-line]");

  const keep = (form, name) => {
    try {
      localStorage.setItem(keyOf(form, name), JSON.stringify(valueOf(form, name)));
    } catch {
      /* a full or forbidden store only means that nothing is offered back */
    }
  };
  const forget = (form, name) => {
    try {
      localStorage.removeItem(keyOf(form, name));
    } catch {
      /* see above */
    }
  };

  const tell = (form, name, state) => {
    const line = lineOf(form, name);
    if (!line) {
      return;
    }
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const words = window.attest.sentence(line.dataset[state] ?? "", { time });
    line.dataset.state = state;
    line.querySelector("[data-autosave-words]").textContent = words;
    line.querySelector("[data-autosave-retry]").hidden = state !== "failed";
    tellAll(form, state, time);
    if (state !== "saving") {
      window.attest.say(words);
    }
  };

  /* The line of the whole page: what is not saved outweighs what is. */
  const tellAll = (form, state, time) => {
    const line = document.querySelector("[data-autosave-all]");
    if (!line) {
      return;
    }
    const stands = (one) => form.querySelector(`[data-autosave-line][data-state="${one}"]`);
    line.dataset.state = ["failed", "refused", "saving"].find(stands) ?? state;
    line.querySelector("[data-autosave-words]").textContent = window.attest.sentence(line.dataset[line.dataset.state] ?? "", { time });
  };

  /* The answer is nothing (204) or markup whose elements take the place of those with the same id. */
  const renew = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const part of page.body.querySelectorAll(":scope > [id]")) {
      const old = document.getElementById(part.id);
      if (old && !old.contains(document.activeElement)) {
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
    valueOf(form, name).forEach((value) => body.append(name, value));
    return body;
  };

  /* What was refused may stand now that something else is saved: “not tested” waits for the note that says why. */
  const refusedBeside = (form, name) =>
    [...form.querySelectorAll("[data-autosave-line][data-state=refused]")].map((line) => line.dataset.autosaveLine).filter((other) => other && other !== name);

  const save = async (form, name) => {
    const timerKey = keyOf(form, name);
    clearTimeout(timers.get(timerKey));
    timers.delete(timerKey);
    if (sending.has(timerKey)) {
      sending.set(timerKey, "again");
      return;
    }
    sending.set(timerKey, "once");
    const sent = JSON.stringify(valueOf(form, name));
    tell(form, name, "saving");
    try {
      const answer = await window.attest.send(form.dataset.autosave || window.attest.addressOf(form), bodyOf(form, name), { target: "autosave" });
      if (answer.goTo || answer.status >= 300) {
        tell(form, name, answer.status === 422 || answer.status === 409 ? "refused" : "failed");
        renew(answer.text);
      } else {
        if (sent === JSON.stringify(valueOf(form, name))) {
          forget(form, name);
          tell(form, name, "saved");
        }
        renew(answer.text);
        refusedBeside(form, name).forEach((other) => save(form, other));
      }
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
  const usable = (field) => field.name && field.type !== "file" && field.type !== "hidden" && !field.closest("[data-autosave-off]");

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
  window.addEventListener("online", () =>
    document.querySelectorAll("form[data-autosave]").forEach((form) => unsaved(form, { changed: true }).forEach((name) => save(form, name))),
  );

  /* What this browser still holds of a form. */
  const stored = (form, name) => {
    try {
      return JSON.parse(localStorage.getItem(keyOf(form, name)));
    } catch {
      return null;
    }
  };
  const names = (form) => [...new Set([...form.elements].filter(usable).map((field) => field.name))];
  const unsaved = (form, { changed = false } = {}) =>
    names(form).filter((name) => {
      const held = stored(form, name);
      return held !== null && (!changed || JSON.stringify(held) === JSON.stringify(valueOf(form, name)));
    });

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
    const kept = unsaved(form).filter((name) => {
      const same = JSON.stringify(stored(form, name)) === JSON.stringify(valueOf(form, name));
      same && forget(form, name);
      return !same;
    });
    if (!template || !kept.length || form.querySelector("[data-autosave-offered]")) {
      return;
    }
    form.prepend(template.content.cloneNode(true));
    const box = form.querySelector("[data-autosave-offered]");
    box.querySelector("[data-autosave-text]").textContent = kept.map((name) => stored(form, name).join(", ")).join(" · ");
    box.querySelector("[data-autosave-restore]").addEventListener("click", () => {
      kept.forEach((name) => {
        put(form, name, stored(form, name));
        save(form, name);
      });
      box.remove();
    });
    box.querySelector("[data-autosave-discard]").addEventListener("click", () => {
      kept.forEach((name) => forget(form, name));
      box.remove();
    });
  };
  const offerIn = (root) => {
    const forms = root.matches?.("form[data-autosave]") ? [root] : root.querySelectorAll("form[data-autosave]");
    forms.forEach(offer);
  };

  /* Leaving: what is still waiting goes at once. Nothing stays behind for the next person at this machine. */
  window.addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("form[data-autosave]")) {
      for (const name of names(form).filter((one) => timers.has(keyOf(form, one)) || sending.get(keyOf(form, one)) === "again")) {
        navigator.sendBeacon(form.dataset.autosave || window.attest.addressOf(form), bodyOf(form, name));
      }
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
    }
  });

  document.addEventListener("attest:shown", (event) => offerIn(event.detail.place));
  document.addEventListener("htmx:load", (event) => offerIn(event.detail.elt));
  offerIn(document);
})();
