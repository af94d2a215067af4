/* Files: dropped, pasted or chosen; size and kind are checked at once, sending shows how far it is. */
(() => {
  "use strict";

  const UNITS = ["B", "kB", "MB", "GB"];
  const sizeWords = (bytes) => {
    let size = bytes;
    let unit = 0;
    while (size >= 1000 && unit < UNITS.length - 1) {
      size /= 1000;
      unit += 1;
    }
    const digits = unit === 0 || size >= 10 ? 0 : 1;
    return `${size.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits })} ${UNITS[unit]}`;
  };

  const inputOf = (zone) => zone.querySelector("input[type=file]");
  const accepted = (file, accept) => {
    const kinds = accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
    const fits = (kind) =>
      kind.startsWith(".") ? file.name.toLowerCase().endsWith(kind) : kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
    return kinds.length === 0 || kinds.some(fits);
  };

  const refusal = (zone, file) => {
    const input = inputOf(zone);
    const limit = Number(input.dataset.maxBytes ?? 0);
    if (file.size === 0) {
      return window.attest.sentence(zone.dataset.empty, { name: file.name });
    }
    if (limit && file.size > limit) {
      return window.attest.sentence(zone.dataset.tooLarge, { name: file.name, size: sizeWords(file.size), limit: sizeWords(limit) });
    }
    if (!accepted(file, input.accept)) {
      return window.attest.sentence(zone.dataset.wrongType, { name: file.name, kinds: input.accept });
    }
    return "";
  };

  const draw = (zone) => {
    const input = inputOf(zone);
    const template = zone.querySelector("[data-drop-row]");
    const rows = [...input.files].map((file) => {
      const row = template.content.cloneNode(true);
      row.querySelector(".file-name").textContent = file.name;
      row.querySelector(".file-size").textContent = sizeWords(file.size);
      const button = row.querySelector("button");
      button.querySelector(".visually-hidden").textContent = window.attest.sentence(zone.dataset.remove, { name: file.name });
      button.addEventListener("click", () => {
        hold(zone, [...input.files].filter((other) => other !== file));
        input.focus();
      });
      return row;
    });
    zone.querySelector("[data-drop-files]").replaceChildren(...rows);
    zone.dataset.state = input.files.length ? "holding" : "";
  };

  const hold = (zone, files) => {
    const carrier = new DataTransfer();
    files.forEach((file) => carrier.items.add(file));
    inputOf(zone).files = carrier.files;
    draw(zone);
  };

  const complain = (zone, sentences) => {
    zone.querySelector("[data-drop-errors]").replaceChildren(
      ...sentences.map((sentence) => {
        const line = document.createElement("li");
        line.className = "error";
        line.textContent = sentence;
        return line;
      }),
    );
  };

  const take = (zone, files, kept) => {
    const refusals = files.map((file) => refusal(zone, file));
    const good = files.filter((_, index) => !refusals[index]);
    complain(zone, refusals.filter(Boolean));
    hold(zone, inputOf(zone).multiple ? [...kept, ...good] : (good.length ? good : kept).slice(-1));
    inputOf(zone).dispatchEvent(new CustomEvent("attest:files", { bubbles: true }));
  };

  /* A pasted picture has no name of its own: the moment gives it one. */
  const named = (file) => {
    const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
    return /^image\.\w+$/.test(file.name) ? new File([file], file.name.replace("image", `pasted-${stamp}`), { type: file.type }) : file;
  };

  const wake = (root) => {
    for (const zone of root.querySelectorAll("[data-drop]:not([data-awake])")) {
      zone.setAttribute("data-awake", "");
      zone.querySelector("[data-drop-hint]").hidden = false;
      if (inputOf(zone).files.length) {
        draw(zone);
      }
    }
  };

  document.addEventListener("change", (event) => {
    const zone = event.target.matches?.("[data-drop] input[type=file]") && event.target.closest("[data-drop]");
    if (zone) {
      take(zone, [...event.target.files], []);
    }
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const zone = event.target.closest?.("[data-drop]");
      if (!zone || !event.dataTransfer?.types.includes("Files")) {
        return;
      }
      event.preventDefault();
      zone.dataset.state = kind === "dragover" ? "over" : inputOf(zone).files.length ? "holding" : "";
      if (kind === "drop") {
        take(zone, [...event.dataTransfer.files], [...inputOf(zone).files]);
      }
    });
  }
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])].map(named);
    const form = event.target.closest?.("form");
    const zone = (form ?? document.querySelector("dialog:modal") ?? document).querySelector("[data-drop]");
    if (files.length && zone) {
      event.preventDefault();
      take(zone, files, [...inputOf(zone).files]);
    }
  });

  /* How far the sending is: said by sheet.js, by htmx, or by the form below. */
  const progress = (form, share) => {
    for (const zone of form.querySelectorAll("[data-drop]")) {
      const line = zone.querySelector("[data-drop-progress]");
      line.hidden = share === null;
      line.value = Math.round((share ?? 0) * 100);
    }
  };
  document.addEventListener("attest:progress", (event) => progress(event.target, event.detail), true);
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target; // an element inside a form that only fetches something sends no files
    if (form.matches?.("form") && event.detail.lengthComputable) {
      progress(form, event.detail.loaded / event.detail.total);
    }
  });

  const submit = async (form, submitter) => {
    submitter?.setAttribute("aria-busy", "true");
    try {
      const answer = await window.attest.send(window.attest.addressOf(form), new FormData(form, submitter), {
        target: "main",
        progress: (share) => progress(form, share),
      });
      if (answer.goTo) {
        location.assign(answer.goTo);
        return;
      }
      if (answer.status < 300 || answer.status === 409 || answer.status === 422) {
        window.attest.show(document.getElementById("main"), answer.text);
        return;
      }
      window.attest.trouble(window.attest.troubleOf(answer.status));
    } catch {
      form.querySelectorAll("[data-drop]").forEach((zone) => complain(zone, [zone.dataset.lost]));
    }
    submitter?.removeAttribute("aria-busy");
    progress(form, null);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-upload]:not([hx-post])") || form.closest("#sheet dialog")) {
      return;
    }
    event.preventDefault();
    if (!form.querySelector("[aria-busy=true]")) {
      submit(form, event.submitter);
    }
  });

  window.attest.files = { refusal, sizeWords };
  document.addEventListener("attest:shown", (event) => wake(event.detail.place));
  document.addEventListener("htmx:load", (event) => wake(event.detail.elt.parentElement ?? document));
  wake(document);
})();
