/* A form beside what it will read like: while one types, the place that form[data-preview] names is asked for again. */
(() => {
  "use strict";

  const PAUSE = 400;
  const form = document.querySelector("form[data-preview]");
  const place = document.getElementById(form.dataset.preview);
  let waiting = 0;
  let asked = 0;

  const ask = async () => {
    asked += 1;
    const number = asked;
    const body = new FormData(form);
    body.append("preview", "yes");
    try {
      const answer = await attest.send(attest.addressOf(form), body, { target: place.id });
      if (number === asked && answer.status === 200) {
        attest.show(place, answer.text);
      }
    } catch {
      /* no connection: what stands there stays, and the next key asks again */
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
})();
