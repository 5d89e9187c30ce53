/* Comfort only: every page works without this. Nothing is sent anywhere. */
(function () {
  "use strict";

  // The boxes for high contrast and larger text are remembered for the next page, where the browser allows it.
  [["contrast", "high-contrast", "more"], ["larger", "large-text", "larger"]].forEach(function (each) {
    var box = document.getElementById(each[0]), root = document.documentElement.classList, kept = "upriver-" + each[0];
    if (!box) return;
    try {
      if (localStorage.getItem(kept) === each[2]) box.checked = true;
    } catch (error) { /* storage is switched off: the box still works on this page */ }
    if (root.contains(each[1])) box.checked = true;
    box.addEventListener("change", function () {
      if (!box.checked) root.remove(each[1]);
      try {
        localStorage.setItem(kept, box.checked ? each[2] : "usual");
      } catch (error) { /* as above */ }
    });
  });

  // A table can be sorted by a column. Missing numbers go last, whichever way; they are not zero.
  function worth(cell, numeric) {
    var seen = cell.cloneNode(true);
    seen.querySelectorAll(".marker").forEach(function (marker) { marker.remove(); });
    var words = seen.textContent.trim();
    if (!numeric) return words;
    var value = parseFloat(words.replace(/,/g, "").replace("\u2212", "-"));
    return isNaN(value) ? null : value;
  }

  function sort(bodies, column, numeric, down) {
    var rows = [];
    var counts = bodies.map(function (body) {
      Array.prototype.forEach.call(body.rows, function (row) {
        rows.push([worth(row.cells[column], numeric), rows.length, row]);
      });
      return body.rows.length;
    });
    rows.sort(function (a, b) {
      if (a[0] === null || b[0] === null) return (a[0] === null) - (b[0] === null) || a[1] - b[1];
      var order = numeric ? a[0] - b[0] : a[0].localeCompare(b[0], "en", { numeric: true });
      return (down ? -order : order) || a[1] - b[1];
    });
    var next = 0;
    bodies.forEach(function (body, at) {
      for (var count = 0; count < counts[at]; count += 1) body.appendChild(rows[next++][2]);
    });
  }

  document.querySelectorAll(".table").forEach(function (place) {
    var tables = Array.prototype.slice.call(place.querySelectorAll("table"));
    var bodies = tables.map(function (table) { return table.tBodies[0]; });
    if (bodies[0].rows.length < 4) return;
    tables.forEach(function (table) {
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
        if (!head.textContent.trim()) return;
        var button = document.createElement("button");
        button.type = "button";
        button.className = "sorter";
        while (head.firstChild) button.appendChild(head.firstChild);
        head.appendChild(button);
        button.addEventListener("click", function () {
          var numeric = head.classList.contains("num");
          var was = head.getAttribute("aria-sort");
          var down = was ? was === "ascending" : numeric;
          sort(bodies, column, numeric, down);
          tables.forEach(function (each) {
            Array.prototype.forEach.call(each.tHead.rows[0].cells, function (other, at) {
              if (at === column) other.setAttribute("aria-sort", down ? "descending" : "ascending");
              else other.removeAttribute("aria-sort");
            });
          });
        });
      });
    });
  });

  // Words that copy with their caveat: it stands inside the same element, so a button only saves the selecting.
  document.querySelectorAll(".copied").forEach(function (place) {
    if (!navigator.clipboard) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = place.getAttribute("data-copy") || "Copy with its caveat";
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(place.querySelector("p").textContent.replace(/\s+/g, " ").trim()).then(function () {
        button.textContent = place.getAttribute("data-copied") || "Copied";
      }, function () { button.textContent = place.getAttribute("data-select") || "Select the words to copy them"; });
    });
    place.appendChild(button);
  });

  // Words copied off a page take with them what they are figures of, and the page's first limit.
  document.addEventListener("copy", function (event) {
    var chosen = document.getSelection(), main = document.getElementById("main");
    var at = chosen && chosen.anchorNode, words = chosen ? chosen.toString().trim() : "";
    var place = at && (at.nodeType === 1 ? at : at.parentElement);
    if (words.length < 40 || !main || !main.contains(at) || place.closest("table, pre, form, .copied") || !event.clipboardData) return;
    var more = [document.title + "."];
    ["header .state span", "main .warning p, main .inset p"].forEach(function (where) {
      var found = document.querySelector(where);
      if (found && words.indexOf(found.textContent.trim()) < 0) more.push(found.textContent);
    });
    event.clipboardData.setData("text/plain", words + "\n\n" + more.join(" ").replace(/\s+/g, " ").trim());
    event.preventDefault();
  });

  // Each mark of a chart or map says its cleared value, for a mouse, a finger and a keyboard: the words stand in the picture itself.
  document.querySelectorAll(".plot[data-read]").forEach(function (plot, count) {
    var reader = document.createElement("div"), label = document.createElement("label");
    var slider = document.createElement("input"), says = document.createElement("p"), ring = null;
    function picture() {
      return Array.prototype.filter.call(plot.querySelectorAll("svg"), function (one) { return one.getClientRects().length; })[0];
    }
    function marks() {
      var drawn = picture();
      return drawn ? Array.prototype.filter.call(drawn.querySelectorAll("title"), function (one) { return one.parentNode !== drawn; }) : [];
    }
    if (marks().length < 2) return;
    function box(title) { return title.parentNode.getBoundingClientRect(); }
    function outline(title) {
      var drawn = picture(), all = drawn.getBoundingClientRect(), at = box(title), unit = drawn.viewBox.baseVal.width / all.width;
      if (!ring || ring.parentNode !== drawn) {
        if (ring) ring.remove();
        ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        ring.setAttribute("class", "ring");
        drawn.appendChild(ring);
      }
      ring.setAttribute("x", (at.left - all.left) * unit - 4);
      ring.setAttribute("y", (at.top - all.top) * unit - 4);
      ring.setAttribute("width", at.width * unit + 8);
      ring.setAttribute("height", at.height * unit + 8);
    }
    function tell(at) {
      var found = marks(), title = found[Math.max(0, Math.min(at, found.length - 1))];
      if (!title) return;
      slider.max = found.length;
      slider.value = found.indexOf(title) + 1;
      slider.setAttribute("aria-valuetext", title.textContent);
      says.textContent = title.textContent;
      outline(title);
    }
    function nearest(event) {
      var found = marks(), best = -1, least = 1600;
      var over = event.target.closest && event.target.closest(".mark, path");
      found.forEach(function (title, at) {
        if (title.parentNode.tagName === "path") {
          if (title.parentNode === over) { best = at; least = -1; }
          return;
        }
        var place = box(title), x = Math.max(place.left - event.clientX, 0, event.clientX - place.right);
        var y = Math.max(place.top - event.clientY, 0, event.clientY - place.bottom), far = x * x + y * y;
        if (title.parentNode === over) far = -1;
        if (far < least) { least = far; best = at; }
      });
      if (best >= 0) tell(best);
    }
    reader.className = "reader";
    slider.type = "range";
    slider.min = 1;
    slider.max = marks().length;
    slider.value = 1;
    slider.id = "reader." + count;
    label.htmlFor = slider.id;
    label.textContent = plot.getAttribute("data-read");
    says.className = "readout";
    says.setAttribute("aria-hidden", "true");
    slider.setAttribute("aria-valuetext", marks()[0].textContent);
    slider.addEventListener("input", function () { tell(slider.value - 1); });
    slider.addEventListener("focus", function () { tell(slider.value - 1); });
    slider.addEventListener("blur", function () { if (ring) { ring.remove(); ring = null; } });
    plot.addEventListener("pointermove", nearest);
    plot.addEventListener("click", nearest);
    [label, slider, says].forEach(function (one) { reader.appendChild(one); });
    plot.insertAdjacentElement("afterend", reader);
  });
})();
