/* Small comforts of the workspace. Every page works without this file. */
(() => {
  "use strict";
  // A list's filters are open for who has no script; on a narrow page they begin closed.
  if (matchMedia("(max-width: 48rem)").matches) {
    for (const filter of document.querySelectorAll("[data-upriver=filter]")) filter.open = false;
  }

  // What was typed and not sent: the browser asks before the page is left.
  for (const form of document.querySelectorAll("form[data-upriver=form]")) {
    let typed = false;
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    addEventListener("beforeunload", (leaving) => { if (typed) leaving.preventDefault(); });
  }

  // A form is sent once, however often its button is pressed; after five seconds it may be tried again.
  document.addEventListener("submit", (sending) => {
    const form = sending.target;
    if (sending.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return sending.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
  addEventListener("pageshow", () => { for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent; });

  // Several files: their names are listed before they are sent.
  for (const files of document.querySelectorAll("[data-upriver=files]")) {
    const input = files.querySelector("input[type=file]");
    if (!input) continue;
    const list = document.createElement("p");
    list.className = "govuk-body u-quiet";
    list.setAttribute("role", "status");
    input.after(list);
    input.addEventListener("change", () => {
      list.textContent = input.files.length ? files.dataset.chosen + " " + [...input.files].map((one) => one.name).join(", ") : "";
    });
  }
})();
