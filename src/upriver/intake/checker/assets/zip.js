// The parts of a zip package, unpacked within bounds; macros are refused, not run.

const LARGEST_PART = 512 * 2 ** 20;
const DENSEST = 400;
const ALWAYS_ROOM = 32 * 2 ** 20;
const DAMAGED = ["the spreadsheet can't be read: it is cut short, damaged or locked", "Save it again as XLSX or CSV."];

async function entriesOf(file) {
  const from = Math.max(0, file.size - 66_000);
  const tail = new DataView(await file.slice(from).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Refusal(...DAMAGED);
  const [count, size, start] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (count === 0xffff || size > 16 * 2 ** 20 || start + size > file.size) throw new Refusal(...DAMAGED);
  const list = new DataView(await file.slice(start, start + size).arrayBuffer());
  const entries = new Map();
  for (let at = 0, left = count; left > 0; left -= 1) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== 0x02014b50) throw new Refusal(...DAMAGED);
    const lengths = [28, 30, 32].map((place) => list.getUint16(at + place, true));
    const name = new TextDecoder().decode(new Uint8Array(list.buffer, at + 46, lengths[0]));
    entries.set(name, {
      locked: list.getUint16(at + 8, true) & 1, method: list.getUint16(at + 10, true), packed: list.getUint32(at + 20, true),
      size: list.getUint32(at + 24, true), start: list.getUint32(at + 42, true),
    });
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  lookThrough(entries);
  return entries;
}

function lookThrough(entries) {
  for (const name of entries.keys()) {
    const low = name.toLowerCase();
    if (low.endsWith("vbaproject.bin") || /^(xl\/macrosheets\/|basic\/|scripts\/)/.test(low)) {
      throw new Refusal("the spreadsheet holds macros", "Save it as XLSX or CSV, without macros.");
    }
  }
  for (const entry of entries.values()) {
    if (entry.size > Math.min(LARGEST_PART, Math.max(DENSEST * entry.packed, ALWAYS_ROOM))) {
      throw new Refusal("the spreadsheet unpacks to far more than it holds", "Don't use this file.");
    }
    if (entry.locked) throw new Refusal(...DAMAGED);
  }
}

// The text of one part, a piece at a time. A part longer than it says is no part of a real spreadsheet.
async function* partTexts(file, entry) {
  const local = new DataView(await file.slice(entry.start, entry.start + 30).arrayBuffer());
  if (local.byteLength < 30 || local.getUint32(0, true) !== 0x04034b50) throw new Refusal(...DAMAGED);
  const from = entry.start + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = file.slice(from, from + entry.packed).stream();
  if (entry.method !== 8 && entry.method !== 0) throw new Refusal(...DAMAGED);
  const reader = (entry.method === 8 ? packed.pipeThrough(new DecompressionStream("deflate-raw")) : packed).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      size += done ? 0 : value.length;
      if (size > entry.size) throw new TypeError();
      yield done ? decoder.decode() : decoder.decode(value, { stream: true });
      if (done) break;
    }
  } catch (fault) {
    throw fault instanceof Refusal ? fault : new Refusal(...DAMAGED);
  } finally {
    reader.cancel().catch(() => {});
  }
  if (size !== entry.size) throw new Refusal(...DAMAGED);
}

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescaped(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));/g, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const point = hex ? parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : "";
  });
}

// Goes through XML without building anything: `open(name, tag, empty)`, `close(name)` and `text(words)` are called in turn.
class Scanner {
  constructor(calls) {
    this.calls = calls;
    this.rest = "";
    this.going = true;
  }

  feed(piece) {
    const whole = this.rest + piece;
    let at = 0;
    while (this.going) {
      const start = whole.indexOf("<", at);
      if (start < 0) break;
      const end = this.endOf(whole, start);
      if (end < 0) {
        if (whole.length - start > 2 * LONGEST_LINE) throw new Refusal(...DAMAGED);
        break;
      }
      if (start > at) this.calls.text(unescaped(whole.slice(at, start)));
      this.tag(whole.slice(start, end + 1));
      at = end + 1;
    }
    this.rest = whole.slice(at);
    if (this.rest.length > 8 * LONGEST_LINE) throw new Refusal(...DAMAGED);
  }

  endOf(whole, start) {
    if (whole.startsWith("<!--", start)) return this.after(whole, "-->", start);
    if (whole.startsWith("<![CDATA[", start)) return this.after(whole, "]]>", start);
    let end = whole.indexOf(">", start);
    while (end >= 0 && whole.slice(start, end).split('"').length % 2 === 0) end = whole.indexOf(">", end + 1);
    return end;
  }

  after(whole, mark, start) {
    const end = whole.indexOf(mark, start);
    return end < 0 ? -1 : end + 2;
  }

  tag(tag) {
    if (tag.startsWith("<![CDATA[")) this.calls.text(tag.slice(9, -3));
    else if (tag.startsWith("<!DOCTYPE")) throw new Refusal(...DAMAGED);
    else if (tag[1] === "/") this.calls.close(/^<\/(?:[\w.-]+:)?([\w.-]+)/.exec(tag)?.[1] ?? "");
    else if (tag[1] !== "!" && tag[1] !== "?") {
      this.calls.open(/^<(?:[\w.-]+:)?([\w.-]+)/.exec(tag)?.[1] ?? "", tag, tag.endsWith("/>"));
    }
  }
}

function attribute(tag, name) {
  const hit = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return hit ? unescaped(hit[1] ?? hit[2]) : null;
}

async function scan(file, entry, calls) {
  if (!entry) throw new Refusal(...DAMAGED);
  const scanner = new Scanner({ open() {}, close() {}, text() {}, ...calls });
  for await (const piece of partTexts(file, entry)) {
    scanner.feed(piece);
    if (calls.done && calls.done()) return;
    await breathe();
  }
}
