/* Many files at once: a line per file, sent as soon as it is chosen, judged when it has arrived, added when the form is sent. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-many]");
  if (!form) {
    return;
  }
  const zone = form.querySelector("[data-many-drop]");
  const input = zone.querySelector("input[type=file]");
  const list = form.querySelector("[data-many-rows]");
  const facts = form.querySelector("[data-many-facts]");
  const before = form.querySelector("[data-many-before]");
  const { resumable, sentence, send, files } = window.attest;
  const token = form.elements.csrfmiddlewaretoken.value;
  const batch = Number(form.dataset.batch);
  const lines = [];
  const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

  /* What has arrived, and what was refused, in one sentence. */
  let summing = 0;
  const sum = () => {
    clearTimeout(summing);
    summing = setTimeout(() => {
      const having = (state) => lines.filter((line) => line.state === state).length;
      const arrived = lines.filter((line) => line.judged || line.state === "arrived").length;
      const values = { all: lines.length, arrived, added: having("added"), refused: having("refused") };
      form.querySelector("[data-many-sum]").textContent = lines.length ? sentence(form.dataset.sum, values) : "";
    }, 250);
  };

  /* Puts a line into a state, with words, or with what the server says of it. */
  const put = (line, state, words, nodes = null) => {
    line.state = state;
    line.row.dataset.state = state;
    line.row.querySelector(".many-words").replaceChildren(...(nodes ?? [words]));
    sum();
  };

  /* Why a file is not taken. */
  const no = (line, state, why) => {
    const words = form.querySelector("[data-many-no]").content.cloneNode(true);
    words.querySelector("[data-many-what]").textContent = form.dataset[state];
    words.querySelector("[data-many-why]").textContent = why;
    put(line, state, "", [...words.childNodes]);
  };

  const wordsOf = (fault) => fault?.message || sentence(form.dataset.answer, { status: fault.status });

  const told = (line) => (state, share, fault) => {
    line.row.querySelector("progress").value = share;
    if (state === "failed") {
      no(line, "failed", wordsOf(fault));
    } else if (state !== line.state || state === "sending") {
      put(line, state, sentence(form.dataset[state], { percent: share }));
    }
    if (state === "arrived") {
      check();
    }
  };

  /* Puts the server's answer about several files onto their lines; a file it does not know any more is gone. */
  const outcomes = (asked, html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    for (const line of asked) {
      const outcome = answer.querySelector(`[data-upload="${line.uuid()}"]`);
      line.judged = true;
      put(line, outcome?.dataset.state ?? "gone", form.dataset.gone, outcome && [...outcome.childNodes]);
    }
  };

  const post = async (url, asked, body) => {
    asked.forEach((line) => body.append("uploads", line.uuid()));
    body.set("csrfmiddlewaretoken", token);
    for (let wait = 1; ; wait = Math.min(30, 2 * wait)) {
      const answer = await send(url, body).catch(() => ({ status: 0 }));
      if (answer.status && answer.status < 500 && answer.status !== 429) {
        return answer;
      }
      await pause(wait);
    }
  };

  let checking = false;
  const check = async () => {
    if (checking) {
      return;
    }
    checking = true;
    for (let asked = due(); asked.length; asked = due()) {
      const answer = await post(form.dataset.check, asked, new FormData());
      if (answer.status === 200) {
        outcomes(asked, answer.text);
      } else {
        asked.forEach((line) => no(line, "failed", wordsOf(answer)));
      }
    }
    checking = false;
  };
  const due = () => lines.filter((line) => line.state === "arrived").slice(0, batch);

  const isReady = (line) => ["checked", "stopped"].includes(line.state) || (line.state === "here" && line.row.querySelector("[data-again]:checked"));

  const addSome = async (asked) => {
    const body = new FormData(form);
    body.delete("files");
    asked.forEach((line) => line.row.querySelector("[data-again]:checked") && (line.again = true));
    asked.filter((line) => line.again).forEach((line) => body.append("again", line.uuid()));
    asked.forEach((line) => put(line, "adding", form.dataset.adding));
    const answer = await post(form.dataset.add, asked, body);
    if (answer.status === 200) {
      outcomes(asked, answer.text);
      return true;
    }
    if (answer.status === 422) {
      window.attest.show(facts, answer.text);
      facts.querySelector("[data-refused]")?.focus();
    } else {
      window.attest.trouble(window.attest.troubleOf(answer.status));
    }
    asked.forEach((line) => put(line, "arrived", form.dataset.arrived));
    check();
    return false;
  };

  let adding = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (adding) {
      return;
    }
    const ready = lines.filter(isReady);
    if (!ready.length) {
      window.attest.say(form.dataset.nothing);
      form.querySelector("[data-many-sum]").textContent = form.dataset.nothing;
      return;
    }
    adding = true;
    event.submitter?.setAttribute("aria-busy", "true");
    let goesOn = true;
    for (let start = 0; goesOn && start < ready.length; start += batch) {
      goesOn = await addSome(ready.slice(start, start + batch));
    }
    event.submitter?.removeAttribute("aria-busy");
    adding = false;
  });

  const newLine = (name, size) => {
    const row = form.querySelector("[data-many-row]").content.firstElementChild.cloneNode(true);
    row.querySelector(".file-name").textContent = name;
    row.querySelector(".file-size").textContent = files.sizeWords(size);
    row.querySelector("progress").setAttribute("aria-label", name);
    row.querySelectorAll("[data-its-name]").forEach((place) => {
      place.textContent = ` ${name}`;
    });
    const line = { row, state: "", uuid: () => line.sending.address.split("/").at(-2) };
    lines.push(line);
    list.append(row);
    row.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.(line));
    return line;
  };

  const acts = {
    pause: (line) => resumable.pause(line.sending),
    resume: (line) => resumable.goOn(line.sending),
    again: (line) => resumable.goOn(line.sending),
    remove: (line) => {
      if (line.sending && !["refused", "gone"].includes(line.state)) {
        resumable.remove(line.sending);
      }
      lines.splice(lines.indexOf(line), 1);
      line.row.remove();
      input.focus();
      sum();
    },
  };

  const keyOf = (file) => `${resumable.fingerprint(file)}/${file.name}`;
  const earlier = (file) =>
    [...form.querySelectorAll("[data-before]")].find((row) => row.dataset.name === file.name && row.dataset.fingerprint === resumable.fingerprint(file));

  /* The address of what an earlier visit has left of the same file; its row there goes. */
  const taken = (row) => {
    row?.remove();
    before?.toggleAttribute("hidden", !before.querySelector("[data-before]"));
    return row ? `${form.dataset.uploads}${row.dataset.before}/` : "";
  };

  const add = (file) => {
    if (lines.some((line) => line.key === keyOf(file) && !["refused", "added", "gone", "failed"].includes(line.state))) {
      return;
    }
    const line = newLine(file.name, file.size);
    line.key = keyOf(file);
    const refusal = files.refusal(zone, file);
    if (refusal) {
      no(line, "refused", refusal);
      return;
    }
    const address = taken(earlier(file));
    line.sending = resumable.begin(file, { endpoint: form.dataset.uploads, token, address, told: (...what) => told(line)(...what) });
  };

  const folders = (carrier) => new Set([...carrier.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry?.isDirectory).map((entry) => entry.name));
  const take = (carrier) => {
    const without = folders(carrier);
    [...carrier.files].filter((file) => !without.has(file.name)).forEach(add);
  };

  input.addEventListener("change", () => {
    [...input.files].forEach(add);
    input.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) {
        return;
      }
      event.preventDefault();
      zone.dataset.state = kind === "dragover" ? "over" : "";
      if (kind === "drop") {
        take(event.dataTransfer);
      }
    });
  }
  document.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      take(event.clipboardData);
    }
  });

  window.addEventListener("beforeunload", (event) => resumable.isBusy() && event.preventDefault());

  /* What an earlier visit has left: whole files are judged as they are, of others the same file is waited for. */
  const recall = (row) => {
    const { name, size, arrived } = row.dataset;
    if (arrived === size) {
      const line = newLine(name, Number(size));
      line.key = `${row.dataset.fingerprint}/${name}`;
      line.sending = resumable.known({ endpoint: form.dataset.uploads, token, address: taken(row), told: (...what) => told(line)(...what) });
      put(line, "arrived", form.dataset.arrived);
      return;
    }
    row.querySelector("[data-act=forget]").addEventListener("click", () => {
      resumable.remove(resumable.known({ endpoint: form.dataset.uploads, token, address: taken(row), told: () => {} }));
      input.focus();
    });
  };

  form.querySelector("[data-many-scripted]").hidden = false;
  form.querySelector("[data-many-plain]").hidden = true;
  before?.removeAttribute("hidden");
  form.querySelectorAll("[data-before]").forEach(recall);
  before?.toggleAttribute("hidden", !before.querySelector("[data-before]"));
  check();
})();
