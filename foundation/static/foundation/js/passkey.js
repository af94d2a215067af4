/* Passkeys: asks the browser for one, or for a new one, and sends what it says as an ordinary form.
   A form says data-passkey="create" or "get" and carries the question in a <script type="application/json"> inside it,
   or the address of the question in data-question. Without this script, or where a browser has no passkeys, the form
   stays hidden and what stands in [data-passkey-missing] is shown. */
(() => {
  "use strict";

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const known = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

  const asked = {
    create: (question) =>
      navigator.credentials.create({
        publicKey: {
          ...question,
          challenge: bytes(question.challenge),
          user: { ...question.user, id: bytes(question.user.id) },
          excludeCredentials: known(question.excludeCredentials),
        },
      }),
    get: (question) =>
      navigator.credentials.get({
        publicKey: { ...question, challenge: bytes(question.challenge), allowCredentials: known(question.allowCredentials) },
      }),
  };

  const ANSWERS = ["attestationObject", "authenticatorData", "clientDataJSON", "signature", "userHandle"];

  const said = (credential) => {
    const response = {};
    for (const name of ANSWERS) {
      if (credential.response[name]) {
        response[name] = text(credential.response[name]);
      }
    }
    if (credential.response.getTransports) {
      response.transports = credential.response.getTransports();
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  };

  const questionOf = async (form) => {
    const inside = form.querySelector('script[type="application/json"]');
    if (inside) {
      return JSON.parse(inside.textContent);
    }
    const answer = await fetch(form.dataset.question, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      throw new Error("no question");
    }
    return answer.json();
  };

  /* The sentence for what went wrong: already there, cancelled or timed out, or the server did not answer. */
  const trouble = (form, fault) => {
    const place = form.querySelector("[data-passkey-trouble]");
    const kind = { InvalidStateError: "known", NotAllowedError: "cancelled", AbortError: "cancelled" }[fault.name] ?? "failed";
    place.textContent = place.dataset[kind] ?? place.dataset.failed;
    place.hidden = false;
  };

  const ask = async (form) => {
    const button = form.querySelector("[type=submit]");
    const place = form.querySelector("[data-passkey-trouble]");
    place.hidden = true;
    button.disabled = true;
    try {
      const question = await questionOf(form);
      const { publicKey } = question.creation_options ?? question.request_options;
      form.elements.credential.value = said(await asked[form.dataset.passkey](publicKey));
      form.submit();
    } catch (fault) {
      trouble(form, fault);
      button.disabled = false;
      button.focus();
    }
  };

  const able = Boolean(window.PublicKeyCredential && navigator.credentials);
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = !able;
  }
  for (const place of document.querySelectorAll("[data-passkey-missing]")) {
    place.hidden = able;
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-passkey]")) {
      event.preventDefault();
      ask(event.target);
    }
  });
})();
