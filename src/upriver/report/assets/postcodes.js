/* Your area by postcode. The list of a postcode's first part is loaded from beside this page; nothing is sent anywhere. */
(function () {
  "use strict";
  var place = document.getElementById("postcode");
  if (!place) return;
  var words = place.dataset, form = document.createElement("form"), label = document.createElement("label");
  var box = document.createElement("input"), button = document.createElement("button"), says = document.createElement("p");
  var firsts = words.firsts.split(" ");
  form.className = "search";
  label.htmlFor = "pc";
  label.textContent = words.label;
  box.id = "pc";
  box.autocomplete = "postal-code";
  button.type = "submit";
  button.textContent = words.button;
  says.setAttribute("role", "status");
  form.append(label, box, button);
  place.append(form, says);

  function tell(area) {
    says.textContent = area ? words.found + " " : words.unknown;
    if (!area) return;
    var link = document.createElement("a");
    link.href = "../areas/" + area[0] + "/index.html";
    link.textContent = area[1];
    says.append(link);
  }

  function among(areas, last) {
    return areas.filter(function (area) {
      for (var at = 0; at < area[2].length; at += 3) if (area[2].slice(at, at + 3) === last) return true;
      return false;
    })[0];
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var asked = /^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})$/.exec(box.value.toUpperCase().replace(/\s/g, ""));
    if (!asked || firsts.indexOf(asked[1]) < 0) { tell(null); return; }
    var held = (window.upriverPostcodes || {})[asked[1]];
    if (held) { tell(among(held, asked[2])); return; }
    var script = document.createElement("script");
    script.src = "postcodes/" + asked[1].toLowerCase() + ".js";
    script.onload = function () { tell(among(window.upriverPostcodes[asked[1]], asked[2])); };
    script.onerror = function () { tell(null); };
    document.head.append(script);
  });
})();
