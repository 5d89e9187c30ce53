// Rows of text, by the strict reading of the command line, and the lines that are no rows.

const LONGEST_CELL = 131_072;
const MOST_SHAPES = 1_000;
const MOST_NOTES = 40;
const SHOWN_ROWS = 5;
const FEW = "has fewer columns than the header";
const MANY = "has more columns than the header";
const QUOTE = "has a quotation mark that is never closed, or stands where none may";
const LONG = "holds a value longer than any real one";

const tooLong = (cell) => cell.length > LONGEST_CELL && [...cell].length > LONGEST_CELL;

// Reads lines into rows: `row` is called with each one's cells ([] where blank), or with a sentence where it is broken.
class CsvReader {
  constructor(delimiter, row, strict = true) {
    this.delimiter = delimiter;
    this.row = row;
    this.strict = strict;
    this.rest = "";
    this.open = null; // the cells before a quoted one that runs over lines
    this.text = "";
    this.going = true;
  }

  feed(text) {
    const whole = this.rest ? this.rest + text : text;
    let at = 0;
    while (this.going) {
      const end = whole.indexOf("\n", at);
      if (end < 0) break;
      this.line(whole.slice(at, end), "\n");
      at = end + 1;
    }
    this.rest = whole.slice(at);
    if (this.rest.length >= LONGEST_LINE) {
      throw new Refusal(`the file has a line of more than ${LONGEST_LINE.toLocaleString("en-GB")} characters`,
        "It is no table of rows; save it again as CSV.");
    }
  }

  end() {
    if (!this.going) return;
    if (this.rest) this.line(this.rest, "");
    if (this.open === null) return;
    if (this.strict) this.row(QUOTE);
    else this.row([...this.open, this.text]);
    this.open = null;
  }

  line(line, ending) {
    if (this.open === null && !line.includes('"')) {
      const cells = line ? line.split(this.delimiter) : [];
      this.row(line.length > LONGEST_CELL && cells.some(tooLong) ? LONG : cells);
      return;
    }
    const cells = this.open === null ? [] : this.open;
    const quoted = this.open !== null;
    this.open = null;
    this.quoted(line, ending, cells, quoted);
  }

  quoted(line, ending, cells, inside) {
    let at = 0;
    let text = inside ? this.text : "";
    for (;;) {
      if (!inside && line[at] === '"') {
        inside = true;
        at += 1;
      } else if (!inside) {
        const end = line.indexOf(this.delimiter, at);
        cells.push(end < 0 ? line.slice(at) : line.slice(at, end));
        if (end < 0) break;
        at = end + 1;
        continue;
      }
      const closed = this.closing(line, at);
      text += line.slice(at, closed.end).replaceAll('""', '"');
      if (!closed.found) {
        this.open = cells;
        this.text = text + ending;
        if (this.text.length > LONGEST_LINE) {
          throw new Refusal("the file has a quotation mark that is never closed", "Save it again as CSV from where it came.");
        }
        if (tooLong(this.text)) this.fault(LONG);
        return;
      }
      at = closed.end + 1;
      inside = false;
      if (at < line.length && line[at] !== this.delimiter) {
        if (this.strict) return this.fault(QUOTE);
        const end = line.indexOf(this.delimiter, at);
        text += end < 0 ? line.slice(at) : line.slice(at, end);
        at = end < 0 ? line.length : end;
      }
      cells.push(text);
      text = "";
      if (at >= line.length) break;
      at += 1;
    }
    this.row(cells.some(tooLong) ? LONG : cells);
  }

  // Where the quotation mark stands that closes a cell, or the end of the line where none does.
  closing(line, from) {
    let at = line.indexOf('"', from);
    while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
    return at < 0 ? { end: line.length, found: false } : { end: at, found: true };
  }

  fault(says) {
    this.open = null;
    this.row(says);
  }
}

// Tells real rows from the rest: blank lines, notes below a table that has a preamble, rows of a wrong shape.
class Shapes {
  constructor(width, notes, row) {
    this.width = width;
    this.notes = notes;
    this.row = row;
    this.number = -1; // the header is the first
    this.found = new Map();
    this.wrong = 0;
    this.kept = null;
  }

  get full() {
    return this.wrong >= MOST_SHAPES;
  }

  take(cells) {
    if (this.kept) {
      this.kept.push(cells);
      if (this.kept.length > MOST_NOTES) this.flush();
    } else if (typeof cells !== "string" && !cells.length) {
      if (this.notes) this.kept = [];
    } else {
      this.one(cells);
    }
  }

  // At the end of the file: of the last lines those before the first one of another shape are rows, the rest notes.
  finish() {
    const kept = (this.kept || []).filter((cells) => cells.length);
    this.kept = null;
    const first = kept.findIndex((cells) => typeof cells === "string" || this.faultOf(cells));
    (first < 0 ? kept : kept.slice(0, first)).forEach((cells) => this.one(cells));
  }

  // The lines after a blank one were no notes: there are too many of them.
  flush() {
    const kept = this.kept;
    this.kept = null;
    this.notes = false;
    kept.forEach((cells) => this.take(cells));
  }

  one(cells) {
    if (this.full) return;
    this.number += 1;
    if (this.number === 0) return;
    const says = typeof cells === "string" ? cells : this.faultOf(cells);
    if (!says) {
      this.row(cells, this.number);
      return;
    }
    if (!this.found.has(says)) this.found.set(says, []);
    this.found.get(says).push(this.number);
    this.wrong += 1;
  }

  faultOf(cells) {
    if (cells.length < this.width) return FEW;
    return cells.length > this.width && cells.slice(this.width).some((cell) => cell) ? MANY : "";
  }

  faults() {
    const told = [...this.found.keys()].sort();
    const faults = told.map((says) => ({ field: "the row", rule: "shape", says, count: this.found.get(says).length, rows: this.found.get(says) }));
    if (this.full) {
      const most = MOST_SHAPES.toLocaleString("en-GB");
      faults.push({ field: "the file", rule: "shape", says: `was read no further than ${most} rows of a wrong shape`, count: 1, rows: [] });
    }
    return faults;
  }
}
