/* Fieldwork without a connection: the next questions are fetched ahead, so that one can go on and answer them. */
(() => {
  "use strict";

  const AHEAD = 4;
  const MOST = 60;
  const pages = new Map();
  const ASKS = { headers: { "HX-Request": "true", "HX-Target": "ahead" } };

  const absolute = (href) => new URL(href, location.href).href;
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const nextOf = (page) => page.querySelector("[data-key=j]")?.getAttribute("href");
  const hold = (url, html) => {
    pages.delete(url);
    pages.set(url, html);
    if (pages.size > MOST) {
      pages.delete(pages.keys().next().value);
    }
  };

  /* One after the other, and only what is not here yet: going on by one question fetches one. */
  let fetching = false;
  const fetchAhead = async () => {
    if (fetching || !document.querySelector("form[data-autosave-queue]")) {
      return;
    }
    fetching = true;
    let next = nextOf(document);
    try {
      for (let step = 0; next && step < AHEAD && navigator.onLine; step += 1) {
        const url = absolute(next);
        if (!pages.has(url)) {
          const answer = await fetch(url, ASKS);
          if (!answer.ok || answer.redirected) {
            break;
          }
          hold(url, await answer.text());
        }
        next = nextOf(parsed(pages.get(url)));
      }
    } catch {
      /* no connection: what is here has to do */
    }
    fetching = false;
  };

  /* The tree stays and marks another line; the two other panes are those that were fetched. */
  const goTo = (url) => {
    const page = parsed(pages.get(url));
    const bench = document.getElementById("workbench");
    for (const kind of ["work", "evidence"]) {
      const pane = page.querySelector(`.pane[data-kind=${kind}]`);
      bench.querySelector(`.pane[data-kind=${kind}]`).replaceWith(pane);
      window.htmx.process(pane);
    }
    for (const line of bench.querySelectorAll(".tree-item")) {
      line.href === url ? line.setAttribute("aria-current", "true") : line.removeAttribute("aria-current");
    }
    history.pushState({ htmx: true }, "", url);
    document.dispatchEvent(new CustomEvent("attest:shown", { detail: { place: bench } }));
    window.attest.kept.tell();
  };

  const isWay = (event) => event.detail.target?.id === "workbench" && event.detail.requestConfig?.verb === "get";
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (navigator.onLine || !isWay(event)) {
      return;
    }
    event.preventDefault();
    const url = absolute(event.detail.requestConfig.path);
    pages.has(url) ? goTo(url) : window.attest.trouble("offline");
  });
  document.addEventListener("htmx:sendError", (event) => {
    const url = isWay(event) && absolute(event.detail.requestConfig.path);
    if (url) {
      pages.has(url) ? goTo(url) : window.attest.trouble("offline");
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (isWay(event) && event.detail.successful) {
      hold(absolute(event.detail.requestConfig.path), event.detail.xhr.responseText);
    }
  });

  const shown = document.getElementById("workbench");
  if (shown) {
    hold(location.href, shown.outerHTML);
  }
  document.addEventListener("htmx:afterSettle", fetchAhead);
  window.addEventListener("online", fetchAhead);
  window.addEventListener("load", fetchAhead);
})();
