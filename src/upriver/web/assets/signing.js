/* Passkeys and security keys: the only part of the workspace that can't do without a script. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (held) => btoa(String.fromCharCode(...new Uint8Array(held))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (found) => (found || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const added = async (asked) => {
    const options = asked.publicKey;
    const made = await navigator.credentials.create({ publicKey: { ...options, challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: listed(options.excludeCredentials) } });
    return { id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: made.getClientExtensionResults(),
      authenticatorAttachment: made.authenticatorAttachment,
      response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject),
        transports: made.response.getTransports ? made.response.getTransports() : [] } };
  };
  const shown = async (asked) => {
    const options = asked.publicKey;
    const made = await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge),
      allowCredentials: listed(options.allowCredentials) } });
    const held = made.response;
    return { id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: made.getClientExtensionResults(),
      response: { clientDataJSON: text(held.clientDataJSON), authenticatorData: text(held.authenticatorData), signature: text(held.signature),
        userHandle: held.userHandle ? text(held.userHandle) : null } };
  };
  for (const form of document.querySelectorAll("form[data-signing]")) {
    form.addEventListener("submit", async (sent) => {
      if (form.elements.credential.value) return;
      sent.preventDefault();
      const says = form.querySelector("[role=alert]");
      says.hidden = true;
      try {
        const asked = JSON.parse(form.dataset.options);
        form.elements.credential.value = JSON.stringify(await (form.dataset.signing === "add" ? added : shown)(asked));
        form.submit();
      } catch (fault) {
        says.textContent = form.dataset.failed;
        says.hidden = false;
      }
    });
  }
})();
