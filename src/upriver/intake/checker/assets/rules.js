// The closed set of rules, run over a row at a time. Nothing of a row is kept: only counts and the numbers of its rows.

const MOST_ROWS_TOLD = 100_000;
const MOST_REMEMBERED = 20_000;
const TEN_DIGITS = new RegExp(`(${GIVEN.ten_digits})([^0-9])`, "gu");

const identifierTests = Object.fromEntries(
  Object.entries(GIVEN.identifiers).map(([kind, { pattern }]) => [kind, identifierTest(kind, pattern)]));

function identifierTest(kind, pattern) {
  const found = new RegExp(pattern, kind === "nhs_number" ? "gu" : "u");
  if (kind !== "nhs_number") return (text) => found.test(text);
  const candidate = new RegExp(GIVEN.ten_digits, "u");
  return (text) => candidate.test(text) && [...text.replace(TEN_DIGITS, "$1$2$2").matchAll(found)].some((hit) => checksOut(hit[1]));
}

// Whether ten digits end in the check digit of an NHS number.
function checksOut(text) {
  const digits = text.replace(/[^0-9]/g, "");
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += (10 - place) * Number(digits[place]);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

class Fault {
  constructor(field, rule, says, most = MOST_ROWS_TOLD) {
    Object.assign(this, { field, rule, says, most, count: 0, rows: [] });
  }

  at(row) {
    this.count += 1;
    if (this.rows.length < this.most) this.rows.push(row);
  }
}

// One column of the contract in a file: what its cells are worth, each text looked at once while there is room to remember.
class Column {
  constructor(field, place, checks, profile) {
    this.field = field;
    this.place = place;
    this.constant = place === undefined ? profile.constants[field.name] : null;
    this.read = reader(field, this.constant === null ? profile : null);
    this.type = typer(field);
    this.marks = new Set(field.marks);
    this.words = field.type === "text";
    this.tests = checks.map((check) => [this.test(check.test), check.at]);
    this.seen = new Map();
  }

  look(raw) {
    const known = this.seen.get(raw);
    if (known) return known;
    const text = this.read(raw);
    const cell = { text, value: this.type(text), empty: text === null || (this.words && trimmed(text) === ""), mark: text !== null && this.marks.has(text), broken: [] };
    cell.filled = !cell.empty && !cell.mark;
    for (const [breaks, at] of this.tests) if (breaks(cell)) cell.broken.push(at);
    if (this.seen.size < MOST_REMEMBERED && raw.length < 200) this.seen.set(raw, cell);
    return cell;
  }

  test([kind, ...given]) {
    if (kind === "filled") return (cell) => cell.empty;
    if (kind === "type") return (cell) => cell.filled && cell.value === null;
    if (kind === "no_identifier") return (cell) => cell.text !== null && identifierTests[given[0]](cell.text);
    if (kind === "range") {
      const [low, high] = given;
      return (cell) => typeof cell.value === "number" && ((low !== null && cell.value < low) || (high !== null && cell.value > high));
    }
    if (kind === "too_small") return (cell) => typeof cell.value === "number" && cell.value >= given[0] && cell.value <= given[1];
    if (kind === "pattern") {
      const pattern = new RegExp(`^(?:${GIVEN.patterns[given[0]]})$`, "u");
      return (cell) => cell.filled && !pattern.test(cell.text);
    }
    const codes = new Set(this.field.codes); // codes
    return this.field.fold_case ? (cell) => cell.filled && cell.value === null : (cell) => cell.filled && !codes.has(cell.text);
  }
}

const OPERATORS = {
  "<": (order) => order < 0, "<=": (order) => order <= 0, "=": (order) => order === 0, ">=": (order) => order >= 0, ">": (order) => order > 0,
};

function ordered(first, second, types) {
  if (typeof first === "number" && typeof second === "number") return first - second;
  const whole = (value, place) => (types[place] === "date" && types[1 - place] === "datetime" ? `${value}T00:00:00.000000` : String(value));
  return byCodePoint(whole(first, 0), whole(second, 1));
}

// Every rule that a file with these columns is held to; `look` gives the cells of a row and notes what they break.
class Rules {
  constructor(match, staying) {
    const { layout, columns, profile } = match;
    const told = (name) => columns.has(name) || Boolean(profile && name in profile.constants);
    // Words of one's own don't leave with a table or with keyed rows: a name among them is no reason to leave a row out.
    const stays = new Set(staying ? layout.fields.filter((field) => field.free_text).map((field) => field.name) : []);
    const checks = layout.checks.filter(({ field, test }) => told(field) && !(test[0] === "no_identifier" && stays.has(field)) && (["filled_if", "compare"].includes(test[0])
      ? told(test[0] === "compare" ? test[2] : test[1]) : true)).map((check, at) => ({ ...check, at }));
    this.faults = checks.map((check) => new Fault(check.field, check.rule, check.says));
    const alone = (check) => !["filled_if", "compare"].includes(check.test[0]);
    this.columns = layout.fields.filter((field) => told(field.name)).map((field) =>
      new Column(field, columns.get(field.name), checks.filter((check) => check.field === field.name && alone(check)), profile));
    this.place = new Map(this.columns.map((column, place) => [column.field.name, place]));
    this.across = checks.filter((check) => !alone(check)).map((check) => [this.between(check), this.faults[check.at]]);
    this.beside = [];
    if (layout.protection !== "open" && !staying) this.watch(match);
    this.wide = match.wide.length ? this.spread(match) : null;
    this.cells = new Array(this.columns.length);
  }

  // Columns that the contract doesn't ask for are searched for identifiers, and by nothing else.
  watch(match) {
    const asked = new Set([...match.columns.values(), ...match.wide]);
    match.header.columns.forEach((name, place) => {
      if (asked.has(place)) return;
      for (const [kind, { says }] of Object.entries(GIVEN.identifiers)) {
        const fault = new Fault(`column ${place + 1}`, "identifier", says);
        this.faults.push(fault);
        this.beside.push([place, identifierTests[kind], fault]);
      }
    });
  }

  spread({ layout, wide }) {
    const says = { required: "is empty in at least one column; each must be filled", type: "is not a number in at least one column", range: "is less than 0 in at least one column" };
    const faults = Object.entries(says).map(([rule, words]) => new Fault(layout.wide.value, rule, words));
    this.faults.push(...faults);
    return (cells, row) => {
      const texts = wide.map((place) => trimmed(cells[place]));
      const broken = [texts.some((text) => !text), texts.some((text) => text && numberOf(text) === null), texts.some((text) => text && numberOf(text) < 0)];
      broken.forEach((is, place) => is && faults[place].at(row));
      return broken.some((is) => is);
    };
  }

  between({ field, test: [kind, ...given] }) {
    const own = this.place.get(field);
    if (kind === "filled_if") {
      const [other, values] = [this.place.get(given[0]), new Set(given[1])];
      return (cells) => cells[own].empty && cells[other].text !== null && values.has(cells[other].text);
    }
    const other = this.place.get(given[1]);
    const types = [own, other].map((place) => this.columns[place].field.type);
    return (cells) => cells[own].value !== null && cells[other].value !== null &&
      !OPERATORS[given[0]](ordered(cells[own].value, cells[other].value, types));
  }

  // The looked-at cells of a row are in `cells` afterwards; gives whether the row is without a fault.
  look(raw, row) {
    let good = true;
    for (let place = 0; place < this.columns.length; place += 1) {
      const column = this.columns[place];
      const cell = column.look(column.constant ?? raw[column.place]);
      this.cells[place] = cell;
      for (const at of cell.broken) {
        this.faults[at].at(row);
        good = false;
      }
    }
    for (const [breaks, fault] of this.across) {
      if (breaks(this.cells)) {
        fault.at(row);
        good = false;
      }
    }
    for (const [place, holds, fault] of this.beside) {
      if (raw[place] && holds(raw[place])) {
        fault.at(row);
        good = false;
      }
    }
    if (this.wide && this.wide(raw, row)) good = false;
    return good;
  }
}
