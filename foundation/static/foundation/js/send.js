/* One way to send a form or a field without leaving the page; the other scripts build on window.attest. */
(() => {
  "use strict";

  /* Answers {status, text, goTo}; rejects when there is no connection. A redirect arrives as the address to go to. */
  const send = (url, body, { target = "", progress } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.setRequestHeader("HX-Request", "true");
      request.setRequestHeader("HX-Current-URL", location.href);
      if (target) {
        request.setRequestHeader("HX-Target", target);
      }
      if (progress) {
        request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
      }
      request.addEventListener("load", () =>
        resolve({ status: request.status, text: request.responseText, goTo: request.getResponseHeader("HX-Redirect") }),
      );
      request.addEventListener("error", () => reject(new Error("offline")));
      request.addEventListener("abort", () => reject(new Error("aborted")));
      request.send(body);
    });

  /* What people hear (role=status) and what they see when something failed (role=alert). */
  const say = (sentence) => {
    document.getElementById("spoken").textContent = sentence;
  };
  let hiding = 0;
  const trouble = (kind) => {
    const toast = document.getElementById("trouble");
    toast.textContent = toast.dataset[kind];
    toast.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => {
      toast.hidden = true;
    }, 8000);
  };
  const troubleOf = (status) => ({ 0: "offline", 403: "refused", 404: "gone", 410: "gone" })[status] ?? "failed";

  /* Puts a fragment in place of what `place` holds, or its <main> when a whole page came, and wakes htmx for it. */
  const show = (place, html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.getElementById("main");
    const parts = main && place.id === "main" ? main.childNodes : page.body.childNodes;
    place.replaceChildren(...parts);
    window.htmx?.process(place);
    document.dispatchEvent(new CustomEvent("attest:shown", { detail: { place } }));
  };

  /* A form's own address: a field called "action" would hide the property of that name. */
  const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).href;

  const sentence = (pattern, values) => pattern.replace(/%%|%\((\w+)\)s/g, (found, name) => (name ? values[name] : "%"));

  window.attest = { send, say, trouble, troubleOf, show, addressOf, sentence };
})();
