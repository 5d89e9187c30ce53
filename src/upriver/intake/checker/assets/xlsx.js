// Sheets of a workbook as rows of text, as CSV would have them: dates through their styles, whole numbers without a point.

const MOST_CELLS = 8_000_000;
const MOST_SHEETS = 60;
const MOST_SHARED = 64 * 2 ** 20;
const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_466;

class Workbook {
  static async open(file) {
    const book = new Workbook();
    book.file = file;
    book.entries = await entriesOf(file);
    const targets = await book.relations();
    book.sheets = [];
    book.early = false;
    await scan(file, book.part("xl/workbook.xml"), {
      open: (name, tag) => {
        if (name === "workbookPr") book.early = /^(1|true)$/.test(attribute(tag, "date1904") || "");
        const path = name === "sheet" ? targets.get(attribute(tag, "id")) : null;
        if (path && path.includes("worksheets/")) book.sheets.push({ name: attribute(tag, "name"), path });
      },
    });
    book.kinds = await book.styles();
    book.shared = await book.strings();
    return book;
  }

  part(path) {
    return this.entries.get(path) ?? [...this.entries].find(([name]) => name.toLowerCase() === path.toLowerCase())?.[1];
  }

  async relations() {
    const targets = new Map();
    await scan(this.file, this.part("xl/_rels/workbook.xml.rels"), {
      open: (name, tag) => {
        const target = name === "Relationship" ? attribute(tag, "Target") || "" : "";
        if (target) targets.set(attribute(tag, "Id"), target.startsWith("/") ? target.slice(1) : `xl/${target}`);
      },
    });
    return targets;
  }

  // What the number of each cell style stands for: "", "date" or "length" of time.
  async styles() {
    const kinds = [];
    const own = new Map();
    let inside = false;
    const entry = this.part("xl/styles.xml");
    if (!entry) return kinds;
    await scan(this.file, entry, {
      open: (name, tag) => {
        if (name === "numFmt") own.set(attribute(tag, "numFmtId"), attribute(tag, "formatCode") || "");
        if (name === "cellXfs") inside = true;
        if (name === "xf" && inside) kinds.push(kindOf(attribute(tag, "numFmtId") || "0", own));
      },
      close: (name) => {
        if (name === "cellXfs") inside = false;
      },
    });
    return kinds;
  }

  async strings() {
    const entry = this.part("xl/sharedStrings.xml");
    const found = [];
    if (!entry) return found;
    let size = 0;
    const words = new Words();
    await scan(this.file, entry, {
      open: (name, tag, empty) => {
        if (name === "si") words.begin();
        words.open(name, tag, empty);
        if (name === "si" && empty) found.push("");
      },
      text: (text) => words.text(text),
      close: (name) => {
        words.close(name);
        if (name !== "si") return;
        found.push(words.whole());
        size += words.whole().length;
        if (size > MOST_SHARED) throw new Refusal("the spreadsheet holds more text than this page can keep", "Save it as CSV.");
      },
    });
    return found;
  }

  // Calls `row(cells, number from 0)` for each row, empty ones between too, until `row` says that it has enough.
  async rows(sheet, row) {
    const reader = new SheetReader(this, row);
    await scan(this.file, this.part(sheet.path), reader);
  }

  async headers() {
    const found = [];
    for (const sheet of this.sheets.slice(0, MOST_SHEETS)) {
      await this.rows(sheet, (cells, skip) => {
        const filled = cells.filter((cell) => cell).length;
        if (skip < PREAMBLE_LINES && filled > 1 && cells.length <= MOST_COLUMNS) found.push({ columns: cells, skip, delimiter: "", sheet: sheet.path });
        return skip + 1 < PREAMBLE_LINES;
      });
    }
    return found;
  }
}

function kindOf(id, own) {
  if (own.has(id)) return kindOfFormat(own.get(id));
  const number = Number(id);
  if (number === 46) return "length";
  const within = (first, last) => number >= first && number <= last;
  return within(14, 22) || within(27, 36) || within(50, 58) || number === 45 || number === 47 ? "date" : "";
}

// A format of one's own: quoted and escaped letters are words, [h] is a length of time, d m y h s alone are dates.
function kindOfFormat(format) {
  const bare = format.split(";")[0].replace(/"[^"]*"?|\\.|_.|\*./g, "");
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return "length";
  const open = bare.replace(/\[[^\]]*\]/g, "").replace(/General/gi, "");
  return /[dmyhs]|A\/P/i.test(open) ? "date" : "";
}

// The words of a string, over its runs and without its phonetic ones.
class Words {
  begin() {
    Object.assign(this, { found: "", inside: false, keep: false, aside: 0 });
  }

  open(name, tag, empty) {
    if (name === "rPh" && !empty) this.aside += 1;
    if (name === "t" && !empty && !this.aside) Object.assign(this, { inside: true, part: "", keep: attribute(tag, "space") === "preserve" });
  }

  text(text) {
    if (this.inside) this.part += text;
  }

  close(name) {
    if (name === "rPh") this.aside -= 1;
    if (name !== "t" || !this.inside) return;
    this.inside = false;
    this.found += this.keep ? this.part : this.part.trim();
  }

  whole() {
    return coded(this.found);
  }
}

const coded = (text) => text.replace(/\r\n?/g, "\n").replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))).replaceAll("\r", "\n");

class SheetReader {
  constructor(book, row) {
    Object.assign(this, { book, row, number: -1, next: 0, column: -1, cells: [], cell: null, value: "", inValue: false, going: true, last: 0, widest: 0, words: new Words() });
    for (const name of ["open", "close", "text", "done"]) this[name] = this[name].bind(this);
    this.words.begin();
  }

  done() {
    return !this.going;
  }

  open(name, tag, empty) {
    if (!this.going) return;
    if (name === "row") {
      const at = attribute(tag, "r");
      this.number = at ? Number(at) - 1 : this.number + 1;
      this.cells = [];
      this.column = -1;
      if (!(this.number >= this.next)) throw new Refusal(...DAMAGED);
      if (empty) this.ended();
    } else if (name === "c") {
      const letters = /^[A-Za-z]{1,3}/.exec(attribute(tag, "r") || "");
      this.column = letters ? columnNumber(letters[0]) : this.column + 1;
      this.bounded();
      this.cell = { type: attribute(tag, "t") || "n", style: Number(attribute(tag, "s") || 0) };
      this.value = "";
      this.words.begin();
      if (empty) this.cell = null;
    } else if (name === "v") this.inValue = !empty;
    this.words.open(name, tag, empty);
  }

  bounded() {
    this.widest = Math.max(this.widest, this.column + 1);
    if ((this.number + 1) * this.widest > MOST_CELLS) {
      throw new Refusal(`the spreadsheet has a sheet of more than ${MOST_CELLS.toLocaleString("en-GB")} cells`, "Save the sheet that is needed as CSV.");
    }
  }

  text(text) {
    if (this.inValue) this.value += text;
    else this.words.text(text);
  }

  close(name) {
    if (!this.going) return;
    this.words.close(name);
    if (name === "v") this.inValue = false;
    else if (name === "c" && this.cell) {
      while (this.cells.length < this.column) this.cells.push("");
      this.cells[this.column] = this.worth(this.cell);
      this.cell = null;
    } else if (name === "row") this.ended();
  }

  ended() {
    while (this.going && this.next < this.number) this.hand([]);
    while (this.cells.length && !this.cells[this.cells.length - 1]) this.cells.pop();
    if (this.going) this.hand(this.cells);
  }

  hand(cells) {
    if (this.row(cells, this.next) === false) this.going = false;
    this.next += 1;
  }

  worth({ type, style }) {
    if (type === "inlineStr") return this.words.whole();
    if (type === "e" || !this.value) return "";
    if (type === "s") {
      const found = this.book.shared[Number(this.value)];
      if (found === undefined) throw new Refusal(...DAMAGED);
      return found;
    }
    if (type === "b") return this.value === "1" ? "True" : "False";
    if (type === "d") return this.value.replace(/T00:00:00(?:[.]0+)?$/, "");
    if (type === "str" || !PLAIN_NUMBER.test(this.value)) return coded(this.value);
    return numberText(Number(this.value), this.book.kinds[style] || "", this.book.early);
  }
}

function columnNumber(letters) {
  return [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function numberText(number, kind, early) {
  const serial = early && kind === "date" ? number + 1462 : number;
  if (!kind || (kind === "date" && serial >= LAST_SERIAL)) return plainNumber(number);
  const ms = Math.round((kind === "date" ? Math.max(serial, 0) : serial) * DAY_MS);
  const days = Math.floor(ms / DAY_MS);
  const clock = new Date(ms - days * DAY_MS).toISOString().slice(11, 23).replace(/\.000$/, "").replace(/(\.\d{3})$/, "$1000");
  if (kind === "length") return `${days ? `${days} day${Math.abs(days) === 1 ? "" : "s"}, ` : ""}${clock.replace(/^0(?=\d:)/, "")}`;
  if (serial < 1) return clock;
  const day = new Date(Date.UTC(1899, 11, serial < 60 ? 31 : 30) + days * DAY_MS).toISOString().slice(0, 10);
  return clock === "00:00:00" ? day : `${day}T${clock}`;
}

// A number as the command line writes it.
function plainNumber(number) {
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return String(number);
  const [digits, power] = number.toExponential().split("e");
  if (Number(power) >= -4 && Number(power) < 16) return Number.isInteger(number) ? `${number}.0` : String(number);
  return `${digits}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}
