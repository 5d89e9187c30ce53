/* Finding a page by its words. The list of all pages from A to Z stands on the page without this. Nothing is sent anywhere. */
(function () {
  "use strict";
  var pages = window.upriverPages, place = document.getElementById("search"), all = document.getElementById("all-pages");
  if (!pages || !place) return;
  var words = place.dataset;

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2019']/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  }

  // Each page as [address, title, group, what it says]. Titles count most, then what stands at the start of a word.
  var kept = pages.map(function (page) { return { page: page, title: " " + plain(page[1]), rest: " " + plain(page[2] + " " + page[3]) }; });

  function worth(each, asked) {
    var sum = 0;
    for (var at = 0; at < asked.length; at += 1) {
      var word = asked[at], start = " " + word;
      var mine = each.title.indexOf(start + " ") >= 0 || each.title.slice(-start.length) === start ? 12
        : each.title.indexOf(start) >= 0 ? 8 : each.rest.indexOf(start) >= 0 ? 3 : word.length > 3 && each.rest.indexOf(word) >= 0 ? 1 : 0;
      if (!mine) return 0;
      sum += mine;
    }
    return sum;
  }

  function found(asked) {
    return kept.map(function (each, at) { return [worth(each, asked), at, each.page]; })
      .filter(function (each) { return each[0]; })
      .sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
  }

  var form = document.createElement("form"), label = document.createElement("label"), box = document.createElement("input");
  var button = document.createElement("button"), says = document.createElement("p"), list = document.createElement("ol");
  form.setAttribute("role", "search");
  form.className = "search";
  label.htmlFor = "q";
  label.textContent = words.label;
  box.id = "q";
  box.type = "search";
  box.autocomplete = "off";
  button.type = "submit";
  button.textContent = words.button;
  says.setAttribute("role", "status");
  list.className = "found";
  form.append(label, box, button);
  place.append(form, says, list);

  function show() {
    var asked = plain(box.value).split(" ").filter(Boolean);
    list.textContent = "";
    if (all) all.hidden = asked.length > 0;
    if (!asked.length) { says.textContent = ""; return; }
    var answers = found(asked);
    says.textContent = (answers.length === 1 ? words.one : answers.length ? words.many : words.none).replace("[count]", answers.length);
    answers.slice(0, 40).forEach(function (each) {
      var item = document.createElement("li"), link = document.createElement("a"), group = document.createElement("span");
      link.href = "../" + each[2][0] + "index.html";
      link.textContent = each[2][1];
      group.textContent = each[2][2];
      item.append(link, group);
      list.append(item);
    });
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  box.addEventListener("input", show);

  // A search can be linked to: search/#q=knife
  var asked = /^#q=(.*)$/.exec(location.hash);
  if (asked) {
    try { box.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (error) { box.value = ""; }
    show();
  }
})();
