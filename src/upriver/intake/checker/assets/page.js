// The page: choosing a file, saying how far it is, and telling what was found. Everything is set as text, never as mark-up.

const KNOWABLE = new Set(["required", "required_if", "range", "compare", "unique"]);
const SHOWN_ON_PAGE = 200;
const on = (id) => document.getElementById(id);
const count = (number) => number.toLocaleString("en-GB");
const plural = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;

const state = { file: null, found: null, source: null, annotations: [], table: null, keyed: null, turn: 0, staying: false };

// An element with its attributes and what it holds; a text becomes text.
function made(tag, attributes = {}, ...holds) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...holds.flat().filter((each) => each !== null && each !== undefined && each !== ""));
  return element;
}

function tell(words) {
  on("told").textContent = words;
}

function save(name, parts, type) {
  const address = URL.createObjectURL(parts instanceof Blob ? parts : new Blob([parts], { type }));
  const link = made("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  tell(`${name} was saved where this browser keeps downloads.`);
}

// The table of a list of rows, with a head; the last columns named in `numbers` stand to the right.
function tableElement(heads, rows, numbers = 0) {
  const kind = (place) => (place >= heads.length - numbers ? "number" : null);
  return made("table", {},
    made("thead", {}, made("tr", {}, heads.map((head, place) => made("th", { scope: "col", class: kind(place) }, head)))),
    made("tbody", {}, rows.map((cells) => made("tr", {}, cells.map((cell, place) => made("td", { class: kind(place) }, cell))))));
}

function rowsTold(fault) {
  if (!fault.rows.length) return "";
  const first = fault.rows.slice(0, SHOWN_ROWS).map(count).join(", ");
  const more = fault.count - SHOWN_ROWS;
  return `${fault.count === 1 ? "Row" : "Rows"} ${first}${more > 0 ? ` and ${count(more)} more` : ""}`;
}

function columnTold(fault) {
  const field = state.found.match.layout.fields.find((each) => each.name === fault.field);
  if (!field || !state.found.match.columns.has(field.name)) return fault.field;
  const header = state.found.match.header.columns[state.found.match.columns.get(field.name)].trim();
  return plain(header) === plain(field.name) ? field.name : `${field.name} (your column ${state.found.match.columns.get(field.name) + 1})`;
}

function faultElement(fault) {
  const rest = fault.rows.slice(SHOWN_ROWS, SHOWN_ON_PAGE);
  const more = fault.count - SHOWN_ROWS - rest.length;
  return made("div", { class: "fault", "data-field": fault.field, "data-rule": fault.rule, "data-says": fault.says, "data-count": fault.count, "data-rows": fault.rows.slice(0, SHOWN_ROWS).join(" ") },
    made("h3", {}, columnTold(fault)),
    made("p", {}, `${plural(fault.count, "row")}: ${fault.says}.`),
    made("p", {}, rowsTold(fault)),
    rest.length ? made("details", {}, made("summary", {}, `The other rows of ${fault.field}`), made("p", {}, rest.map(count).join(", "), more > 0 ? ` and ${count(more)} more: they are in the CSV below.` : "")) : null);
}

function verdictOf({ rows, good, faults, refused, match }) {
  const read = `It was read as ${match.layout.mode === "records" ? "rows of records" : `the contract's ${match.layout.mode}`}, ${plural(rows, "row")}.`;
  if (refused) return ["bad", "Don't send this file as it is: it holds what could name a person.", `${read} Take out what is listed below, or send a table of counts instead.`];
  if (!faults.length) return ["good", "No faults were found.", `${read} Every row keeps to the contract.`];
  const bad = rows - good;
  return ["bad", `${plural(bad, "row")} of ${count(rows)} ${bad === 1 ? "breaks" : "break"} the contract.`,
    `${read} Put them right in the system that the file came from and export it again${state.staying ? "" : "; or, where a value is right though unusual, say so below"}.`];
}

const LAST_ROW = "The last row lacks what every row must have. If it is a total or a note below the table, take it out.";

function showFound() {
  const { faults } = state.found;
  const [kind, title, words] = verdictOf(state.found);
  const stays = state.staying ? made("p", {}, "Columns that aren't asked for were passed over. They stay here: don't send this file itself, only what is made from it below.") : null;
  on("verdict").replaceChildren(made("div", { class: `box ${kind}`, "data-outcome": state.found.refused ? "refused" : faults.length ? "faults" : "clean", "data-rows": state.found.rows },
    made("p", {}, made("strong", {}, title)), made("p", {}, words), stays,
    faults.length ? made("p", {}, "Row 1 is the first row below the headings; blank lines aren't counted.") : null,
    faults.some((fault) => fault.rule === "required" && fault.rows.includes(state.found.rows)) ? made("p", {}, LAST_ROW) : null), columnsRead());
  on("faults").replaceChildren(...faults.map(faultElement),
    faults.length ? made("button", { type: "button", class: "second", onclick: () => save(`${GIVEN.slug}_faults.csv`, faultsText(faults), "text/csv") }, "Save the list of faults (CSV)") : "",
    state.staying ? "" : annotating());
}

function columnsRead() {
  const { match } = state.found;
  const where = (field) => (match.columns.has(field.name) ? `column ${match.columns.get(field.name) + 1}` : "not in the file");
  return made("details", {}, made("summary", {}, "How your columns were read"),
    made("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "How your columns were read" }, tableElement(["The contract's column", "In your file"], match.layout.fields.map((field) => [field.name, where(field)]))));
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;

// What a file that lacks columns has instead: a list of its headings can be sent to the partnership, which builds them in.
function lackingTold({ missing, headings }) {
  const fields = GIVEN.layouts[0].fields.filter((field) => missing.includes(field.name));
  const plainly = headings.map((name) => (/^[=+@-]/.test(name) ? "" : name)); // no spreadsheet may run what a heading says
  return [
    made("ul", {}, fields.map((field) => made("li", {}, made("strong", {}, field.name), `: ${field.says} Known as: ${field.headers.join("; ")}.`))),
    headings.length ? made("p", {}, "Has your file these columns under other names? You needn't change it. Save the list of its headings, look at it, and send it to the partnership: it can make you a page that knows them. No row is in that list.") : null,
    headings.length ? made("button", { type: "button", class: "second", onclick: () => save(`${GIVEN.slug}_headings.csv`, csvLine(plainly), "text/csv") }, "Save the headings (CSV)") : null,
  ];
}

function showRefusal(refusal) {
  const going = refusal.named && (GIVEN.table || GIVEN.person_key);
  on("verdict").replaceChildren(made("div", { class: "box bad", "data-outcome": "refused", "data-what": refusal.what },
    made("p", {}, made("strong", {}, "This file was refused.")), made("p", {}, refusal.missing ? sentence(refusal.what) : `${sentence(refusal.what)} ${refusal.todo}`),
    ...(refusal.missing ? lackingTold(refusal) : []),
    going ? made("p", {}, "Your own copy may well have such columns. If you want a table of counts, or rows with keys, go on: those columns aren't read and stay on this computer.") : null,
    going ? made("button", { type: "button", class: "second", onclick: () => begin(state.file, true) }, "Go on: these columns stay here") : null));
  on("faults").replaceChildren();
}

function clear() {
  Object.assign(state, { found: null, source: null, annotations: [], table: null, keyed: null });
  for (const id of ["result", "table", "keys", "sign"]) on(id).hidden = true;
}

async function begin(file, staying) {
  const turn = (state.turn += 1);
  clear();
  Object.assign(state, { file, staying });
  const started = performance.now();
  on("progress").hidden = false;
  tell("Reading the file.");
  let told = 0;
  const advance = (part) => {
    if (turn !== state.turn) throw new Refusal("another file was chosen");
    on("progress").value = Math.min(part, 1);
    const quarter = Math.floor(part * 4);
    if (quarter > told && part < 1) tell(`${25 * quarter} per cent read.`);
    told = Math.max(told, quarter);
  };
  let refusal = null;
  try {
    state.source = await opened(file);
    state.found = await check(state.source, { staying, tell: advance });
  } catch (fault) {
    refusal = fault instanceof Refusal ? fault
      : new Refusal("the file couldn't be read to its end", "It may have been moved or be open in another program: close it there and choose it again.");
    if (!(fault instanceof Refusal)) refusal.cause = fault;
  }
  if (turn !== state.turn) return;
  show(refusal, Math.max(1, Math.round((performance.now() - started) / 1000)));
}

function show(refusal, seconds) {
  on("progress").hidden = true;
  on("result").hidden = false;
  if (refusal) showRefusal(refusal);
  else showFound();
  showTable();
  showKeys(refusal);
  showSigning();
  const words = on("verdict").querySelector("strong").textContent;
  tell(refusal ? `${words} ${sentence(refusal.what)}` : `Done in ${plural(seconds, "second")}. ${words}`);
  on("result-title").focus();
}

function showColumns() {
  const { fields } = GIVEN.layouts[0];
  on("columns").replaceWith(Object.assign(tableElement(["Column", "What it holds", "Headings that are known"],
    fields.map((field) => [`${field.name}${field.required ? " (needed)" : ""}`, field.says, field.headers.join(", ")])), { id: "columns" }));
}
