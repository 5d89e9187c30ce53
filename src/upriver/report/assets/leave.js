/* Leaving a page at once. The link works without this; with it the page is replaced, so that Back doesn't return to it. */
(function () {
  "use strict";
  var link = document.getElementById("leave"), times = 0, last = 0;
  if (!link) return;
  function leave() {
    document.documentElement.hidden = true;
    location.replace(link.href);
  }
  link.addEventListener("click", function (event) { event.preventDefault(); leave(); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { times = 0; return; }
    times = event.timeStamp - last < 5000 ? times + 1 : 1;
    last = event.timeStamp;
    if (times > 2) leave();
  });
})();
