// One file from its bytes to its faults and its groups, in one bounded pass.

async function opened(file) {
  if (file.size > LARGEST) throw new Refusal("the file is larger than 2 gigabytes", "Check it with `upriver check`.");
  const head = await headOf(file);
  const { form, not } = formOf(head);
  if (form === "opendocument") {
    throw new Refusal("the file is an OpenDocument spreadsheet (.ods), which this page doesn't read", "Save it as CSV (UTF-8) and choose that.");
  }
  if (not) throw new Refusal(`the file ${not}`, "Nothing was kept.");
  if (form === "csv") return { file, head, book: null, headers: csvHeaders(decodedHead(head)) };
  if (typeof DecompressionStream === "undefined") throw new Refusal("this browser can't open workbooks", "Save the file as CSV (UTF-8) and choose that.");
  const book = await Workbook.open(file);
  return { file, head, book, headers: await book.headers() };
}

// The columns of the line that has most of the contract's, for a person to choose one from.
function likeliest(source) {
  const layout = GIVEN.layouts[0];
  const found = (header) => layout.fields.filter((field) => columnOf(field, namesOf(header), header, layout, GIVEN.mapping) >= 0).length;
  return source.headers.length ? source.headers.reduce((best, header) => (found(header) > found(best) ? header : best)) : null;
}

// The layout and columns of a file. `keyed` is the column that keys are made from; its field needs no column then.
function matched(source, keyed) {
  const field = keyed ? GIVEN.person_key : "";
  const layouts = keyed ? GIVEN.layouts.slice(0, 1) : GIVEN.layouts;
  const headers = keyed ? source.headers.map((header) => withKey(header, field)) : source.headers;
  const match = bestMatch(headers, layouts, GIVEN.mapping);
  if (!match) throw lacking(headers, layouts[0], GIVEN.mapping);
  match.width = match.header.width ?? match.header.columns.length;
  return match;
}

function withKey(header, name) {
  const field = GIVEN.layouts[0].fields.find((each) => each.name === name);
  const there = columnOf(field, namesOf(header), header, GIVEN.layouts[0], GIVEN.mapping) >= 0;
  return there ? header : { ...header, columns: [...header.columns, field.headers[0] ?? name], width: header.columns.length };
}

// Hands on the rows below the header, in lots: `lot` gets [[cells, number], ...]. Gives the shapes that were found.
async function eachLot(source, match, lot, tell) {
  let waiting = [];
  const shapes = new Shapes(match.width, !source.book && match.header.skip > 0, (cells, number) => waiting.push([cells, number]));
  const empty = async () => {
    const full = waiting;
    waiting = [];
    await lot(full);
  };
  if (source.book) await lotsOfSheet(source, match, shapes, empty, tell);
  else await lotsOfText(source, match, shapes, empty, tell);
  shapes.finish();
  await empty();
  return shapes;
}

async function lotsOfText({ file, head }, match, shapes, empty, tell) {
  const reader = new CsvReader(match.header.delimiter, (cells) => {
    shapes.take(cells);
    if (shapes.full) reader.going = false;
  });
  let skip = match.header.skip;
  let rest = "";
  let seen = 0;
  for await (const text of texts(file, head, (bytes) => (seen = bytes))) {
    let piece = rest + text;
    for (let end = 0; skip > 0 && (end = piece.indexOf("\n")) >= 0; skip -= 1) piece = piece.slice(end + 1);
    rest = skip > 0 ? piece : "";
    if (skip > 0) continue;
    reader.feed(piece);
    await empty();
    tell(seen / file.size);
    await breathe();
    if (!reader.going) return;
  }
  reader.end();
}

async function lotsOfSheet({ book }, match, shapes, empty, tell) {
  const sheet = book.sheets.find(({ path }) => path === match.header.sheet);
  const { width } = match;
  const reader = new SheetReader(book, (cells, number) => {
    if (number < match.header.skip || !cells.length) return true;
    shapes.take(cells.some(tooLong) ? LONG : cells.length < width ? [...cells, ...new Array(width - cells.length).fill("")] : cells);
    return !shapes.full;
  });
  const scanner = new Scanner(reader);
  const entry = book.part(sheet.path);
  let seen = 0;
  for await (const piece of partTexts(book.file, entry)) {
    seen += piece.length;
    scanner.feed(piece);
    await empty();
    tell(seen / entry.size);
    await breathe();
    if (!reader.going) return;
  }
}

// The first and last month, quarter or year that rows are of.
class Span {
  constructor(layout, rules) {
    this.at = rules.place.get(layout.period_from);
    this.dated = this.at !== undefined && ["date", "datetime"].includes(rules.columns[this.at].field.type);
    this.period = null;
  }

  look(cells) {
    const value = this.at === undefined ? null : cells[this.at].value;
    if (value === null) return;
    const when = this.dated ? value.slice(0, 7) : String(value);
    if (!this.period) this.period = { from: when, to: when };
    else if (when < this.period.from) this.period.from = when;
    else if (when > this.period.to) this.period.to = when;
  }
}

// Checks a file. `staying`: columns that aren't asked for stay in the building, so they are neither refused nor searched.
// `keys` fills the person key of a lot of rows; `keep` is called with each row that has no fault of its own.
async function check(source, { staying = false, keyed = null, keep = null, tell = () => {} } = {}) {
  const match = matched(source, keyed);
  checkHeader(match, staying);
  const rules = new Rules(match, staying);
  const repeats = new Repeats(match.layout, rules);
  const groups = match.layout.slug === GIVEN.slug && GIVEN.table ? new Groups(GIVEN.table, rules) : null;
  const span = new Span(match.layout, rules);
  let rows = 0;
  let good = 0;
  const shapes = await eachLot(source, match, async (lot) => {
    if (keyed) await keyed.fill(lot, match);
    for (const [cells, number] of lot) {
      rows += 1;
      const fine = rules.look(cells, number);
      const group = fine && groups ? groups.of(rules.cells) : -1;
      const leaves = repeats.take(rules.cells, number, group);
      if (leaves >= 0) groups.uncount(leaves);
      if (fine && leaves === -2) {
        good += 1;
        if (group >= 0) groups.count(group);
        else if (groups) groups.undated += 1;
      }
      if (fine || !keep) span.look(rules.cells);
      if (fine && keep) keep(rules.cells, number);
    }
  }, tell);
  const wrong = shapes.faults();
  const faults = [...wrong, ...rules.faults.filter((fault) => fault.count), ...repeats.faults()];
  const gone = [...shapes.found.values()].reduce((sum, found) => sum + found.length, 0);
  if (!rows && !gone) throw new Refusal("the file has a header and no rows", "Choose the file that holds them.");
  return { match, rules, rows: rows + gone, good, faults, groups, period: span.period, repeated: new Set(repeats.fault.rows), refused: faults.some((fault) => fault.rule === "identifier") };
}
