// The contract's protected table, made of rows without a fault, and what may be said of it.

const MOST_CELLS_OF_GRID = 5_000;
const MOST_GROUPS = 200_000;
const HIDDEN = "c";

const grains = {
  month: (value) => value.slice(0, 7),
  quarter: (value) => quarterOfMonth(Number(value.slice(0, 4)), Number(value.slice(5, 7))),
  hour: (value) => String(Number(value.slice(11, 13))),
  weekday: (value) => String(((new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1),
};

function quarterOfMonth(year, month) {
  const first = month < 4 ? year - 1 : year;
  return `${String(first).padStart(4, "0")}-${String((first + 1) % 100).padStart(2, "0")} Q${Math.floor(((month + 8) % 12) / 3) + 1}`;
}

// The groups that rows fall into, and how many of each.
class Groups {
  constructor(table, rules) {
    this.table = table;
    this.columns = table.columns.map((column) => ({ ...column, at: rules.place.get(column.field) }));
    this.known = new Map();
    this.counts = [];
    this.undated = 0;
  }

  // The number of a row's group, or -1 where a date that the table needs isn't given.
  of(cells) {
    const texts = [];
    for (const { at, grain, constant } of this.columns) {
      const value = at === undefined ? constant : cells[at].value;
      if (grain && !value) return -1;
      texts.push(grain ? grains[grain](value) : trimmed(textOf(value)));
    }
    const key = texts.join("\u0001");
    let group = this.known.get(key);
    if (group === undefined) {
      group = this.counts.length;
      if (group >= MOST_GROUPS) throw new Refusal("the table would have more than 200,000 groups", "Check that the columns are the right ones.");
      this.known.set(key, group);
      this.counts.push(0);
    }
    return group;
  }

  count(group) {
    this.counts[group] += 1;
  }

  uncount(group) {
    this.counts[group] -= 1;
  }

  // Every row of the table in order, with its count: the groups that occur, and with few closed codes the empty ones too.
  rows() {
    const found = new Map([...this.known].filter(([, group]) => this.counts[group] > 0).map(([key, group]) => [key, this.counts[group]]));
    const keys = this.grid([...found.keys()].map((key) => key.split("\u0001"))) ?? [...found.keys()];
    const rows = keys.map((key) => ({ cells: key.split("\u0001"), count: found.get(key) ?? 0 }));
    return rows.sort((one, other) => this.order(one.cells, other.cells));
  }

  grid(occurring) {
    const closed = this.columns.map((column, place) => column.closed && (occurring.some((cells) => cells[place] === "") ? [...column.closed, ""] : column.closed));
    const open = new Map(occurring.map((cells) => {
      const kept = cells.map((cell, place) => (closed[place] ? null : cell));
      return [JSON.stringify(kept), kept];
    }));
    const size = closed.reduce((product, codes) => product * (codes ? codes.length : 1), open.size);
    if (size > MOST_CELLS_OF_GRID) return null;
    const whole = closed.reduce((combinations, codes, place) => (codes
      ? combinations.flatMap((cells) => codes.map((code) => cells.map((cell, at) => (at === place ? code : cell)))) : combinations), [...open.values()]);
    return whole.map((cells) => cells.join("\u0001"));
  }

  order(one, other) {
    for (let place = 0; place < one.length; place += 1) {
      const [a, b] = [one[place], other[place]];
      if (a === b) continue;
      if (a === "" || b === "") return a === "" ? 1 : -1;
      const order = this.columns[place].numeric ? Number(a) - Number(b) : byCodePoint(a, b);
      if (order) return order;
    }
    return 0;
  }
}

function textOf(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return plainNumber(value);
  return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.0{6}$/, "$1");
}

// The text that stands for a count outside the building.
function shown(count, rule) {
  const near = Math.floor((2 * count + rule.round_to) / (2 * rule.round_to)) * rule.round_to;
  const hides = (count === 0 && !rule.zero) || (rule.low <= count && count <= rule.high) || (count > 0 && near === 0);
  return hides ? HIDDEN : String(near);
}

const quotedCell = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csvLine = (cells) => `${cells.map(quotedCell).join(",")}\n`;

function tableOf(groups) {
  const rows = groups.rows();
  if (!rows.length) return null;
  const leaving = rows.map(({ cells, count }) => [...cells, shown(count, GIVEN.table.rule)]);
  return { rows, leaving, text: csvLine(GIVEN.table.headers) + leaving.map(csvLine).join(""), period: periodOf(leaving) };
}

function periodOf(rows) {
  const place = GIVEN.table.period;
  const found = place === null ? [] : rows.map((cells) => cells[place]).filter((cell) => cell).sort(byCodePoint);
  return found.length ? { from: found[0], to: found[found.length - 1] } : null;
}

// What a named officer signs. The keys and their order are the same wherever a manifest is made.
function manifest({ layout, mode, file, hash, period, rule, key, annotations }, signed) {
  return `${JSON.stringify({
    upriver_manifest: 1, contract: GIVEN.slug, version: GIVEN.version, layout, mode, file, sha256: hash, provider: signed.provider, period,
    rule, person_key: key, known_and_true: annotations, officer: { name: signed.name, role: signed.role, date: signed.date },
    statement: GIVEN.statements[mode],
  }, null, 2)}\n`;
}

async function tableManifest(table, signed) {
  const hash = await sha256(new TextEncoder().encode(table.text));
  const rule = GIVEN.table.rule;
  return manifest({ layout: `${GIVEN.slug}_table`, mode: "table", file: `${GIVEN.slug}_table.csv`, hash, period: table.period, rule, key: null, annotations: [] }, signed);
}

// Faults as CSV, with a mark for Excel: one line a row and rule, never a value.
function faultsText(faults) {
  const lines = faults.flatMap((fault) => {
    const more = fault.count - fault.rows.length;
    const rows = fault.rows.map((row) => [String(row), fault.field, fault.rule, fault.says]);
    return more > 0 ? [...rows, ["", fault.field, fault.rule, `${fault.says} (${count(more)} more)`]] : rows;
  });
  return `\ufeff${csvLine(["row", "column", "rule", "what is wrong"])}${lines.map(csvLine).join("")}`;
}
