/* Warns before a visit ends by itself. Other tabs of the same person count too. Whoever has no script loses nothing that they typed. */
(() => {
  "use strict";
  const box = document.querySelector("[data-upriver=staying]");
  if (!box) return;
  const words = box.querySelector("p"), button = box.querySelector("button");
  const warns = Number(box.dataset.warns) * 1000, ends = Number(box.dataset.ends) * 1000;
  const others = "BroadcastChannel" in window ? new BroadcastChannel("staying") : null;
  let seen = Date.now();
  const again = () => { seen = Date.now(); box.hidden = true; };
  const look = () => {
    const idle = Date.now() - seen;
    if (idle < warns) return;
    const says = idle < ends ? words.dataset.soon : words.dataset.over;
    if (words.textContent !== says) words.textContent = says;
    button.hidden = idle >= ends;
    box.hidden = false;
  };
  button.addEventListener("click", async () => {
    try {
      const answer = await fetch("/account/stay/", { credentials: "same-origin", redirect: "manual" });
      if (answer.status === 204) { again(); if (others) others.postMessage("seen"); } else { seen = 0; look(); }
    } catch (fault) { look(); }
  });
  if (others) { others.addEventListener("message", again); others.postMessage("seen"); }
  setInterval(look, 5000);
})();
