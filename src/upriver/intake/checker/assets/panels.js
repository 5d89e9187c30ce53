// What goes beyond a check: the table of counts, rows with keys, what is known and true, and who signs.

const rowsLeft = (number) => `${plural(number, "row")} ${number === 1 ? "has" : "have"}`;
const PREVIEW = 500;

function labelled(id, words, input, hint) {
  return made("div", {}, made("label", { for: id }, words), hint ? made("p", { class: "hint", id: `${id}-hint` }, hint) : null, input);
}

function failing(id) {
  return (fault) => {
    const words = fault instanceof Refusal ? `${sentence(fault.what)} ${fault.todo}` : "That couldn't be done: the file may have been moved. Choose it again.";
    on(id).replaceChildren(made("p", { class: "box bad" }, words));
    tell(words);
  };
}

// --- known and true -------------------------------------------------------------------------------------------------

function annotating() {
  const faults = state.found.faults.filter((fault) => KNOWABLE.has(fault.rule));
  if (!faults.length) return "";
  const which = made("select", { id: "known-fault" }, faults.map((fault, place) => made("option", { value: place }, `${fault.field}: ${fault.says}`)));
  const row = made("input", { id: "known-row", type: "text", inputmode: "numeric", class: "small", "aria-describedby": "known-row-hint" });
  const reason = made("input", { id: "known-reason", type: "text", maxlength: 200, "aria-describedby": "known-reason-hint" });
  return made("details", { id: "known" }, made("summary", {}, "A value is right though it breaks a rule"),
    made("p", {}, "Say which row and why. It is written into the declaration that goes with your file, so that nobody asks you again."),
    labelled("known-fault", "Which fault", which),
    labelled("known-row", "Row number", row, "From the list above. 0 stands for every row of this fault."),
    labelled("known-reason", "Why it is true", reason, "In a few words, with nothing about a person."),
    made("button", { type: "button", class: "second", onclick: () => annotate(faults[which.value], row.value, reason.value) }, "Note it as known and true"),
    made("div", { id: "known-told" }), made("ul", { id: "known-list" }));
}

function annotate(fault, typed, reason) {
  const row = /^[0-9]{1,9}$/.test(typed.trim()) ? Number(typed) : -1;
  const words = reason.trim();
  let wrong = "";
  if (row !== 0 && !fault.rows.includes(row)) wrong = "That row doesn't break this rule. Take a number from the list above.";
  else if (!words) wrong = "Say why it is true.";
  else if (Object.values(identifierTests).some((holds) => holds(words))) wrong = "The reason reads as if it names a person. Say it without that.";
  on("known-told").replaceChildren(wrong ? made("p", { class: "box bad" }, wrong) : "");
  if (wrong) {
    tell(wrong);
    return;
  }
  state.annotations = [...state.annotations.filter((each) => each.row !== row || each.field !== fault.field || each.rule !== fault.rule), { row, field: fault.field, rule: fault.rule, reason: words }];
  listKnown();
  tell(`Noted. ${plural(state.annotations.length, "value")} known and true.`);
}

function listKnown() {
  on("known-list").replaceChildren(...state.annotations.map((each) => made("li", {},
    `${each.row ? `Row ${count(each.row)}` : "Every row"}, ${each.field}, ${each.rule}: ${each.reason} `,
    made("button", { type: "button", class: "second", onclick: () => {
      state.annotations = state.annotations.filter((other) => other !== each);
      listKnown();
      tell("Taken out.");
    } }, "Take out"))));
}

// --- the table of counts --------------------------------------------------------------------------------------------

function preview(heads, rows, label) {
  const some = rows.slice(0, PREVIEW);
  return [made("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, tableElement(heads, some, 1)),
    rows.length > PREVIEW ? made("p", {}, `The first ${count(PREVIEW)} of ${plural(rows.length, "line")} are shown; the saved file has all.`) : null];
}

function showTable() {
  const { found } = state;
  if (!found || !found.groups) return;
  on("table").hidden = false;
  const table = (state.table = tableOf(found.groups));
  if (!table) {
    on("table-told").replaceChildren(made("p", {}, "No row is without a fault, so there is nothing to count. Put the faults right first."));
    on("panels").replaceChildren();
    return;
  }
  const { rule, headers, columns } = GIVEN.table;
  const left = found.rows - found.good + found.groups.undated;
  on("table-told").replaceChildren(
    made("p", {}, `From your rows this page has counted by ${columns.map((column) => column.name.replaceAll("_", " ")).join(", ")}. ${rule.says}`),
    GIVEN.rule_verified ? "" : made("p", {}, "This rule was not verified at source; it is to be confirmed by your own information governance lead."),
    left ? made("p", { class: "box" }, `${rowsLeft(left)} a fault or no date, and ${left === 1 ? "is" : "are"} in no count.`) : "");
  on("panels").replaceChildren(
    made("div", { class: "panel leaves" }, made("h3", {}, "What would leave the building"), made("p", {}, `${plural(table.leaving.length, "line")}; c stands where a number is too small to be sent.`), preview(headers, table.leaving, "What would leave the building")),
    made("div", { class: "panel" }, made("h3", {}, "What stays here"), made("p", {}, `Your ${plural(found.rows, "row")}, every column of them, and the counts before small ones were hidden:`),
      preview([...headers.slice(0, -1), "counted here"], table.rows.map(({ cells, count: counted }) => [...cells, String(counted)]), "What stays here")));
}

// --- rows with keys -------------------------------------------------------------------------------------------------

// Keys can be made where the file is one of the contract's, but for the key itself and for columns that name a person.
function showKeys(refusal) {
  const header = state.source && likeliest(state.source);
  const fits = !refusal || refusal.named || String(refusal.missing) === GIVEN.person_key;
  if (!GIVEN.person_key || !header || !fits) return;
  on("keys").hidden = false;
  const column = made("select", { id: "key-column" }, made("option", { value: "" }, "Choose a column"), header.columns.map((name, place) => made("option", { value: place }, `Column ${place + 1}: ${name.trim().slice(0, 60) || "no heading"}`)));
  const secret = made("input", { id: "key-secret", type: "password", autocomplete: "off", "aria-describedby": "key-secret-hint" });
  const load = made("input", { id: "key-file", type: "file", onchange: async () => {
    if (load.files[0]) secret.value = (await load.files[0].slice(0, 4096).text()).trim();
    tell("The secret was read from the file.");
  } });
  on("keys-told").replaceChildren(
    made("p", {}, "Where your agreement allows it, this page puts a key in the place of each person's number, so that the same person can be counted once. The number and the secret stay on this computer; nobody can turn a key back without the secret."),
    labelled("key-column", "The column that says who a person is", column),
    labelled("key-secret", "The secret", secret, `At least ${SHORTEST_SECRET} characters. It is never saved and never written to any file.`),
    labelled("key-file", "Or read the secret from a text file", load),
    made("button", { type: "button", onclick: () => makeKeyed(secret, column.value).catch(failing("keys-done")) }, "Make rows with keys"),
    made("div", { id: "keys-done" }));
}

async function makeKeyed(secret, place) {
  const turn = state.turn;
  state.keyed = null;
  if (!place) throw new Refusal("no column is chosen", "Choose the column that says who a person is.");
  on("keys-done").replaceChildren();
  on("progress").hidden = false;
  tell("Making keys.");
  try {
    const keyed = await Keyed.make(secret.value, Number(place));
    const done = await keyedRows(state.source, keyed, (part) => (on("progress").value = Math.min(part, 1)));
    if (turn !== state.turn) return;
    state.keyed = done;
  } finally {
    secret.value = "";
    on("progress").hidden = true;
  }
  const { rows, good, faults, match } = state.keyed;
  const left = rows - good;
  on("keys-done").replaceChildren(made("div", { class: "box good" },
    made("p", {}, made("strong", {}, `${plural(good, "row")} with keys ${good === 1 ? "is" : "are"} ready.`)),
    made("p", {}, `They hold ${[...match.columns.keys()].map((name) => name.replaceAll("_", " ")).join(", ")}, and nothing else of your file.`),
    left ? made("p", {}, `${rowsLeft(left)} a fault and ${left === 1 ? "is" : "are"} left out: ${faults.map((fault) => `${fault.field} ${fault.says}`).join("; ")}.`) : null));
  showSigning();
  tell(`${plural(good, "row")} with keys are ready. Save them below.`);
}

// --- who signs ------------------------------------------------------------------------------------------------------

function signed() {
  const typed = (id) => on(id).value.trim();
  return { provider: typed("provider"), name: typed("officer"), role: typed("role"), date: typed("signed-on") };
}

function showSigning() {
  const ways = [state.table ? tableWay() : null, state.keyed ? keyedWay() : null, fileWay()].filter((way) => way);
  on("sign").hidden = !ways.length;
  if (!ways.length) return;
  const before = on("provider") ? signed() : { provider: "", name: "", role: "", date: "" };
  const field = (id, words, value, hint) => labelled(id, words, made("input", { id, type: "text", maxlength: 200, value, autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null }), hint);
  on("sign-told").replaceChildren(
    made("p", {}, "A named officer of your organisation looks at what would leave, types name, role and date, and saves two files: the data and its declaration. Send both, by the road that your agreement names."),
    made("div", { class: "fields" }, field("provider", "Organisation", before.provider), field("officer", "Officer's name", before.name), field("role", "Officer's role", before.role), field("signed-on", "Date", before.date, "As YYYY-MM-DD")),
    made("div", { id: "sign-wrong" }), ...ways);
}

function wrongSignature({ provider, name, role, date }) {
  if (!provider || !name || !role) return "Type the organisation, the officer's name and the role first.";
  return dateOf(date) === date && date ? "" : "Type the date as YYYY-MM-DD.";
}

function signing(make) {
  return async () => {
    const typed = signed();
    const wrong = wrongSignature(typed);
    on("sign-wrong").replaceChildren(wrong ? made("p", { class: "box bad" }, wrong) : "");
    if (wrong) tell(wrong);
    else await make(typed).catch(failing("sign-wrong"));
  };
}

function way(title, says, dataName, saveData, declared, makeManifest) {
  return made("div", { class: "fault" }, made("h3", {}, title), made("p", {}, `The officer says: “${says}”`),
    dataName ? made("button", { type: "button", onclick: saveData }, `Save ${dataName}`) : null,
    made("button", { type: "button", "aria-label": `Save its declaration: ${title}`, onclick: signing(async (typed) => save(declared, await makeManifest(typed), "application/json")) }, "Save its declaration"));
}

function tableWay() {
  const { table } = state;
  return way("The table of counts", GIVEN.statements.table, `${GIVEN.slug}_table.csv`, () => save(`${GIVEN.slug}_table.csv`, table.text, "text/csv"),
    `${GIVEN.slug}_table.manifest.json`, (typed) => tableManifest(table, typed));
}

function keyedWay() {
  const { keyed } = state;
  const parts = { layout: GIVEN.slug, mode: "records", file: `${GIVEN.slug}_records.csv`, hash: keyed.hash, period: keyed.period, rule: null, key: GIVEN.person_key, annotations: [] };
  return way("The rows with keys", GIVEN.statements.records, `${GIVEN.slug}_records.csv`, () => save(`${GIVEN.slug}_records.csv`, keyed.blob),
    `${GIVEN.slug}_records.manifest.json`, async (typed) => manifest(parts, typed));
}

// The file as it is may be declared where nothing in it names a person, and its rows are none that stay with the partner.
function fileWay() {
  const { found, file, staying } = state;
  if (!found || found.refused || staying || !found.match.layout.sent) return null;
  const { layout } = found.match;
  const keyed = found.match.columns.has(GIVEN.person_key) ? GIVEN.person_key : null;
  const rule = layout.mode === "records" ? null : GIVEN.rule;
  return way("The file that you chose, as it is", GIVEN.statements[layout.mode], "", null, `${file.name.replace(/\.[^.]*$/, "")}.manifest.json`, async (typed) =>
    manifest({ layout: layout.slug, mode: layout.mode, file: file.name, hash: await sha256(await file.arrayBuffer()), period: found.period, rule, key: keyed, annotations: layout.mode === "records" ? state.annotations : [] }, typed));
}

showColumns();
on("file").addEventListener("change", () => on("file").files[0] && begin(on("file").files[0], false));
