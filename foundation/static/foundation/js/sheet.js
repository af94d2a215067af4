/* Sheets: a link with data-sheet opens what it leads to beside the work; Esc goes back to where one was. */
(() => {
  "use strict";

  const holder = document.getElementById("sheet");
  if (!holder) {
    return;
  }
  let opener = null;
  let opened = false;

  const open = () => {
    const dialog = holder.querySelector("dialog");
    if (!dialog) {
      return;
    }
    opened = true;
    dialog.removeAttribute("open");
    dialog.addEventListener("close", () => {
      if (holder.contains(dialog)) {
        holder.replaceChildren();
      }
      opener?.isConnected && opener.focus();
    });
    dialog.addEventListener("cancel", (event) => {
      const back = dialog.querySelector("a[data-back]");
      if (back) {
        event.preventDefault();
        load(back);
      }
    });
    dialog.showModal();
    const first = dialog.querySelector("[data-refused], [autofocus]") ?? dialog.querySelector("input:not([type=hidden]), select, textarea");
    (first ?? dialog.querySelector("h1, h2"))?.focus();
  };

  const load = (link) => {
    opener = holder.contains(link) ? opener : link; /* what is opened from a sheet returns to where the sheet was opened */
    opened = false;
    window.htmx
      .ajax("GET", link.href, { target: "#sheet", swap: "innerHTML", source: link })
      .then(() => opened || location.assign(link.href));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-sheet]");
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      load(link);
    }
    const closer = event.target.closest?.("[data-close]");
    const dialog = closer?.closest("dialog");
    if (dialog) {
      event.preventDefault();
      dialog.close();
    }
  });

  /* In the moment it stands in the page, before anybody can see it: a key pressed at once is the sheet's. */
  document.addEventListener("htmx:afterSwap", () => {
    const dialog = holder.querySelector("dialog");
    if (dialog && !dialog.matches(":modal")) {
      open();
    }
  });

  /* A form in a sheet is sent from where it stands: refused, it comes back filled; done, the page goes on. */
  const submit = async (form, submitter) => {
    const progress = (share) => form.dispatchEvent(new CustomEvent("attest:progress", { detail: share }));
    submitter?.setAttribute("aria-busy", "true");
    try {
      const answer = await window.attest.send(window.attest.addressOf(form), new FormData(form, submitter), { target: "sheet", progress });
      if (answer.goTo) {
        document.dispatchEvent(new CustomEvent("attest:sent", { detail: { form } }));
        location.assign(answer.goTo);
        return;
      }
      if (answer.status < 300 || answer.status === 409 || answer.status === 422) {
        window.attest.show(holder, answer.text);
        open();
        return;
      }
      window.attest.trouble(window.attest.troubleOf(answer.status));
    } catch {
      window.attest.trouble("offline");
    }
    submitter?.removeAttribute("aria-busy");
    form.dispatchEvent(new CustomEvent("attest:progress", { detail: null }));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const inside = form.closest("#sheet dialog") && form.getAttribute("method")?.toLowerCase() === "post" && !form.hasAttribute("hx-post");
    if (!inside || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    if (!form.querySelector("[aria-busy=true]")) {
      submit(form, event.submitter);
    }
  });

  if (holder.querySelector("dialog")) {
    open();
  }
})();
