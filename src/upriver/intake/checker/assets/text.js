// What a file is, and its text: decoded by the same rules as the command line, with plain line ends, a piece at a time.

class Refusal extends Error {
  constructor(what, todo) {
    super(what);
    this.what = what;
    this.todo = todo || "";
  }
}

const HEAD = 256 * 1024;
const LONGEST_LINE = 2 ** 20;
const LARGEST = 2 * 2 ** 30;
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const UNDEFINED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const NOT_ONE_TEXT = ["the file holds bytes that aren't text of one encoding",
  "Save it again as CSV (UTF-8) from where it came"];

const starts = (bytes, wanted) => wanted.every((byte, place) => bytes[place] === byte);

async function headOf(file) {
  return new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
}

function latin(bytes) {
  return new TextDecoder("latin1").decode(bytes);
}

// csv, workbook, opendocument, or a sentence that says what it is instead.
function formOf(head) {
  if (!head.some((byte) => byte !== 0x20 && (byte < 9 || byte > 13))) return { not: "is empty" };
  const early = latin(head.subarray(0, 4096));
  if (starts(head, [0x50, 0x4b, 3, 4]) || starts(head, [0x50, 0x4b, 5, 6])) {
    if (early.slice(0, 120).includes("opendocument")) return { form: "opendocument" };
    return /\[Content_Types\]\.xml|xl\/workbook|xl\/worksheets|docProps\//.test(latin(head))
      ? { form: "workbook" } : { not: "is a zip; unpack it first and choose the file inside" };
  }
  if (starts(head, OLD_OFFICE)) return { not: "is a spreadsheet of an old kind (.xls); save it as CSV or XLSX" };
  if (starts(head, [0x1f, 0x8b])) return { not: "is packed (gzip); unpack it first" };
  if (early.startsWith("PAR1") || early.startsWith("SQLite format 3\0")) {
    return { not: "is a file for databases; save it as CSV" };
  }
  const text = decodedHead(head.subarray(0, 4096));
  if (text === null) return { not: "isn't text, or holds bytes that text can't have" };
  const start = text.replace(/^[\ufeff \t\r\n]+/, "").slice(0, 200).toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<script)/.test(start)) {
    return { not: "is a web page that was saved under another name; download the data file itself" };
  }
  if (start.startsWith("<")) return { not: "is XML, which isn't read here; save it as CSV" };
  if (start.startsWith("%pdf")) return { not: "is a PDF; its tables have to be had as CSV or as a spreadsheet" };
  if (start.startsWith("{") || !start) return { not: "isn't a kind of file that is known here" };
  return { form: "csv" };
}

function markOf(bytes) {
  if (starts(bytes, [0xff, 0xfe, 0, 0]) || starts(bytes, [0, 0, 0xfe, 0xff])) return "utf-32";
  if (starts(bytes, [0xff, 0xfe])) return "utf-16le";
  if (starts(bytes, [0xfe, 0xff])) return "utf-16be";
  return starts(bytes, [0xef, 0xbb, 0xbf]) ? "utf-8" : "";
}

// The text of the first bytes, to find the header in; null where it is none.
function decodedHead(head) {
  const mark = markOf(head);
  if (mark === "utf-32") throw new Refusal("the file is text in UTF-32", "Save it as CSV (UTF-8).");
  if (mark.startsWith("utf-16")) return new TextDecoder(mark).decode(head.subarray(0, head.length & ~3), { stream: true });
  if (head.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(head);
  }
}

// How many bytes the UTF-8 sequence that this byte leads should have; 0 where none begins so.
function sequence(byte) {
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

function joined(first, second) {
  if (!first.length) return second;
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

// Bytes to text: UTF-8, else Windows text where the first character beyond ASCII is no UTF-8; a mixture is refused.
class Decoder {
  constructor(head) {
    this.mark = markOf(head);
    this.wide = this.mark.startsWith("utf-16");
    this.decoder = this.mark ? new TextDecoder(this.mark, { fatal: true }) : null;
    this.windows = false;
    this.carry = new Uint8Array(0);
  }

  decode(bytes, last) {
    if (!this.wide && bytes.includes(0)) throw new Refusal(...NOT_ONE_TEXT);
    const text = this.decoder ? this.whole(bytes, last) : this.settled(joined(this.carry, bytes), last);
    if (this.wide && text.includes("\0")) throw new Refusal(...NOT_ONE_TEXT);
    return text;
  }

  whole(bytes, last) {
    if (this.windows && bytes.some((byte) => UNDEFINED_1252.has(byte))) throw new Refusal(...NOT_ONE_TEXT);
    try {
      return this.decoder.decode(bytes, { stream: !last });
    } catch {
      throw new Refusal(...NOT_ONE_TEXT);
    }
  }

  settled(bytes, last) {
    const first = bytes.findIndex((byte) => byte > 0x7f);
    this.carry = new Uint8Array(0);
    if (first < 0) return latin(bytes);
    const size = sequence(bytes[first]);
    if (size && first + size > bytes.length && !last) {
      this.carry = bytes.slice(first);
      return latin(bytes.subarray(0, first));
    }
    try {
      if (!size) throw new TypeError();
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(first, first + size));
      this.decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    } catch {
      this.decoder = new TextDecoder("windows-1252");
      this.windows = true;
    }
    return this.whole(bytes, last);
  }
}

// The text of a file with plain line ends, a piece at a time; `seen` is told how many bytes have gone by.
async function* texts(file, head, seen) {
  const decoder = new Decoder(head);
  const reader = file.stream().getReader();
  let held = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    let text = held + decoder.decode(value || new Uint8Array(0), done);
    held = "";
    if (!done && text.endsWith("\r")) {
      held = "\r";
      text = text.slice(0, -1);
    }
    if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
    if (value) {
      bytes += value.length;
      seen(bytes);
    }
    if (text) yield text;
    if (done) return;
  }
}

// Lets the page draw and hear keys. A message is quicker than a timer, which waits four milliseconds.
function breathe() {
  return new Promise((go) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      go();
    };
    channel.port2.postMessage(0);
  });
}

// Browsers hash and sign only on pages from a disk or over https.
function withCrypto() {
  if (!crypto.subtle) throw new Refusal("this page was opened over http, where browsers make no hashes", "Save it to this computer and open it from there.");
  return crypto.subtle;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await withCrypto().digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
