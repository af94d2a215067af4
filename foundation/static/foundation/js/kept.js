/* What was typed and has not reached the server: kept in this browser by person, field by field, and sent in order
   as soon as there is a connection, whatever page one is on by then. The line at the head says how it stands. */
(() => {
  "use strict";

  const PREFIX = "attest:unsaved:";
  const AGAIN_MS = 20000;
  const person = document.body.dataset.person ?? "";
  const mine = `${PREFIX}${person}:`;

  const keyOf = (form, name) => `${mine}${new URL(window.attest.addressOf(form)).pathname}:${name}`;
  const read = (key) => {
    try {
      const held = JSON.parse(localStorage.getItem(key));
      return Array.isArray(held?.values) ? held : null;
    } catch {
      return null;
    }
  };
  const write = (key, held) => {
    try {
      localStorage.setItem(key, JSON.stringify(held));
    } catch {
      /* a full or forbidden store only means that nothing is kept */
    }
  };
  const drop = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      /* see above */
    }
  };

  /* Everything of this person that waits, what was begun first in front. */
  const waiting = () => {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(mine))
        .map((key) => ({ key, held: read(key) }))
        .filter((one) => one.held?.page)
        .sort((one, other) => one.held.at - other.held.at);
    } catch {
      return [];
    }
  };

  /* A text stays one draft until the server has it: what it sent before the line broke is then no other person's. */
  const keep = (key, facts) => {
    const before = read(key);
    write(key, {
      ...facts,
      version: before?.version ?? facts.version,
      draft: before?.draft ?? [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
      at: before?.at ?? Date.now(),
    });
  };
  const mark = (key, state) => {
    const held = read(key);
    if (held) {
      write(key, { ...held, state });
    }
  };

  const bodyOf = (held) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    body.set("field", held.name);
    body.set("draft", held.draft);
    if (held.version !== undefined) {
      body.set(`version-${held.name}`, held.version);
    }
    held.values.forEach((value) => body.append(held.name, value));
    return body;
  };
  /* What an answer says about a text: a redirect leads to the sign-in, 403 is a page from before it. */
  const verdict = (answer) => {
    if (answer.goTo || answer.status === 401 || answer.status === 403) {
      return "signedOut";
    }
    return answer.status < 300 ? "saved" : answer.status >= 500 || answer.status === 429 ? "failed" : "refused";
  };

  /* The line of the whole page. */
  const time = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  let signedOut = false;
  const tell = (state) => {
    const all = waiting();
    list(all);
    const line = document.querySelector("[data-autosave-all]");
    if (!line) {
      return;
    }
    const was = line.dataset.state;
    const stands = (one) => document.querySelector(`[data-autosave-line][data-state="${one}"]`);
    const states = {
      signedOut,
      offline: !navigator.onLine,
      saving: state === "saving" || stands("saving"),
      refused: stands("refused") || all.some((one) => one.held.state === "refused"),
      failed: stands("failed") || all.length,
    };
    line.dataset.state = Object.keys(states).find((one) => states[one]) ?? "saved";
    if (state !== undefined || line.dataset.state !== was) {
      const pattern = line.dataset.state === "offline" && !all.length ? "offlineEmpty" : line.dataset.state;
      line.querySelector("[data-autosave-words]").textContent = window.attest.sentence(line.dataset[pattern] ?? "", { time: time(), count: all.length });
    }
  };

  /* Which texts wait: each leads to its question, and what can no longer be sent can be read and thrown away. */
  const list = (all) => {
    const place = document.querySelector("[data-kept]");
    if (!place) {
      return;
    }
    const link = place.querySelector("[data-sign-in]");
    link.hidden = !signedOut;
    link.search = new URLSearchParams({ next: location.pathname });
    place.hidden = !all.length;
    place.querySelector("[data-kept-list]").replaceChildren(
      ...all.map(({ key, held }) => {
        const entry = document.importNode(place.querySelector("template").content, true);
        const title = entry.querySelector("a");
        title.href = held.page;
        title.textContent = held.label || held.page;
        entry.querySelector("[data-kept-text]").textContent = held.values.join(", ");
        entry.querySelector("button").addEventListener("click", () => {
          drop(key);
          tell("changed");
        });
        return entry;
      }),
    );
  };

  /* Sends what waits from other places, one after the other; `busy` says which keys the page itself takes care of. */
  let flushing = false;
  const flush = async (busy = () => false) => {
    if (flushing || !navigator.onLine || !waiting().length) {
      tell();
      return;
    }
    flushing = true;
    try {
      for (const { key, held } of waiting()) {
        if (held.state !== "refused" && !busy(key)) {
          tell("saving");
          const answer = await window.attest.send(held.url, bodyOf(held), { target: "autosave" });
          const result = verdict(answer);
          signedOut = result === "signedOut";
          if (result === "saved" && JSON.stringify(read(key)?.values) === JSON.stringify(held.values)) {
            drop(key);
            document.dispatchEvent(new CustomEvent("attest:kept-sent", { detail: answer.text }));
          } else if (result === "refused") {
            mark(key, "refused");
          } else if (result !== "saved") {
            break;
          }
        }
      }
    } catch {
      /* no connection: it is tried again */
    }
    flushing = false;
    tell("changed");
  };
  const noteSignedOut = (isOut) => {
    signedOut = isOut;
  };

  window.addEventListener("offline", () => tell());
  setInterval(() => waiting().length && document.dispatchEvent(new CustomEvent("attest:flush")), AGAIN_MS);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach(drop);
    }
  });

  window.attest.kept = { keyOf, read, keep, mark, drop, bodyOf, verdict, flush, tell, noteSignedOut, time };
})();
