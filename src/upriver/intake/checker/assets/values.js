// What makes a text a value of its type: the same closed set, and the same edges, as the engine of the command line.

const ZS = "[\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+";
const ENDS = new RegExp(`^${ZS}|${ZS}$`, "g");
const PLAIN_NUMBER = /^[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?$/;
const THOUSANDS = /^[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]*)?$/;
const DAY = "([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const DATE = new RegExp(`^${DAY}(?:[ T]00:00(?::00(?:[.]0+)?)?)?$`);
const MOMENT = new RegExp(`^${DAY}(?:[ T]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.]([0-9]{1,9}))?)?` +
  "(?: ?(Z|UTC|[-+][0-9]{2}(?::?[0-9]{2})?))?)?$");
const MONTH = /^[0-9]{4}-(?:0[1-9]|1[0-2])$/;
const YEAR = /^(?:19|20)[0-9]{2}$/;
const QUARTER = /^(20[0-9]{2})[-/]([0-9]{2}) ?[Qq]([1-4])$/;
const FINANCIAL_YEAR = /^(?:apr(?:il)?[ -]*)?((?:19|20)[0-9]{2})(?: ?(?:\/|-|to) ?| to mar(?:ch)?[ -]*)((?:19|20)?[0-9]{2})$/i;
const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function trimmed(text) {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  const ends = first === 32 || first > 127 || last === 32 || last > 127;
  return ends ? text.replace(ENDS, "") : text;
}

function numberOf(text) {
  let found = null;
  if (PLAIN_NUMBER.test(text)) found = Number(text);
  else if (THOUSANDS.test(text)) found = Number(text.replaceAll(",", ""));
  return found !== null && Number.isFinite(found) ? found : null;
}

function wholeOf(text) {
  const found = numberOf(text);
  return found !== null && Number.isInteger(found) && Math.abs(found) < 1e15 ? found + 0 : null;
}

function isDay(year, month, day) {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  return y > 0 && d <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
}

function dateOf(text) {
  const hit = DATE.exec(text);
  return hit && isDay(hit[1], hit[2], hit[3]) ? text.slice(0, 10) : null;
}

// The last Sunday of a month of 31 days (March is 2), at 01:00 universal time, in milliseconds.
function lastSunday(year, month) {
  const day = new Date(0);
  day.setUTCFullYear(year, month, 31);
  return day.setUTCDate(31 - day.getUTCDay()) + 3600000;
}

// What London's clock shows at a day and time that stand before an offset (Z, UTC, +01:00), as YYYY-MM-DDTHH:MM; null beyond the years 1 to 9999.
function inLondon(hit) {
  const [year, month, day, hour, minute] = hit.slice(1, 6).map(Number);
  const clock = new Date(0);
  clock.setUTCFullYear(year, month - 1, day);
  const zone = /^([-+])([0-9]{2}):?([0-9]{2})?$/.exec(hit[8]);
  const ahead = zone ? (zone[1] === "+" ? 1 : -1) * (60 * Number(zone[2]) + Number(zone[3] || 0)) : 0;
  const utc = clock.setUTCHours(hour, minute - ahead);
  const inYear = clock.getUTCFullYear();
  const summer = utc >= lastSunday(inYear, 2) && utc < lastSunday(inYear, 9);
  if (inYear < 1 || inYear > 9999) return null;
  const shown = new Date(utc + (summer ? 3600000 : 0));
  return shown.toISOString().slice(0, 16);
}

// YYYY-MM-DDTHH:MM:SS.ffffff by London's clock: what stands first sorts first. Without an offset the clock on the wall stands.
function momentOf(text) {
  const hit = MOMENT.exec(text);
  if (!hit || !isDay(hit[1], hit[2], hit[3])) return null;
  const [second, part] = [hit[6] || "00", hit[7] || ""];
  const clock = hit[8] ? inLondon(hit) : `${text.slice(0, 10)}T${hit[4] || "00"}:${hit[5] || "00"}`;
  return clock === null ? null : `${clock}:${second}.${part.slice(0, 6).padEnd(6, "0")}`;
}

const follows = (first, second) => (Number(first.slice(2)) + 1) % 100 === Number(second);

function quarterOf(text) {
  const hit = QUARTER.exec(text);
  return hit && follows(hit[1], hit[2]) ? `${hit[1]}-${hit[2]} Q${hit[3]}` : null;
}

function financialYearOf(text) {
  const hit = FINANCIAL_YEAR.exec(text);
  const second = hit ? hit[2].slice(-2) : "";
  return hit && follows(hit[1], second) ? `${hit[1]}-${second}` : null;
}

const WAYS = {
  number: numberOf,
  integer: wholeOf,
  date: dateOf,
  datetime: momentOf,
  month: (text) => (MONTH.test(text) ? text : null),
  year: (text) => (YEAR.test(text) ? Number(text) : null),
  quarter: quarterOf,
  financial_year: financialYearOf,
};

// Small letters one by one, as the engine has them: a dotted capital I is a plain i.
const lower = (text) => text.replaceAll("\u0130", "i").toLowerCase();

// A function from a text (null where empty) to the value of a field.
function typer(field) {
  if (field.fold_case && field.codes.length) {
    const exact = new Set(field.codes);
    const folded = new Map([...field.codes].reverse().map((code) => [lower(code), code]));
    return (text) => (text === null ? null : exact.has(text) ? text : folded.get(lower(text)) ?? null);
  }
  const way = WAYS[field.type];
  return way ? (text) => (text === null ? null : way(text)) : (text) => text;
}

// The text of a cell as a field has it: null where empty, trimmed unless it is words; then by the mapping, where there is one.
function reader(field, profile) {
  const plainly = field.type === "text" ? (raw) => raw || null : (raw) => trimmed(raw) || null;
  const codes = profile && profile.codes[field.name];
  if (codes) {
    const spelled = new Map(Object.entries(codes));
    return (raw) => {
      const text = plainly(raw);
      return text === null ? null : (spelled.get(trimmed(text)) ?? text) || null;
    };
  }
  const form = profile && profile.dates[field.name];
  if (!form) return plainly;
  const parse = dateReader(form);
  return (raw) => {
    const text = plainly(raw);
    const read = text === null ? null : parse(text);
    if (!read) return text;
    if (field.type === "month") return read.slice(0, 7);
    return field.type === "datetime" && form.includes("%H") ? read : read.slice(0, 10);
  };
}

const PARTS = { d: "([0-9]{1,2})", m: "([0-9]{1,2})", Y: "([0-9]{1,4})", y: "([0-9]{1,2})", b: "([A-Za-z]{3})", H: "([0-9]{1,2})", M: "([0-9]{1,2})", S: "([0-9]{1,2})" };

// A way of writing days, as %d/%m/%Y, to a function that gives YYYY-MM-DDTHH:MM:SS or null.
function dateReader(form) {
  const letters = [...form.matchAll(/%(.)/g)].map((hit) => hit[1]);
  const tight = /%Y%m/.test(form);
  const part = (letter) => (tight ? { Y: "([0-9]{4})", m: "([0-9]{2})", d: "([0-9]{2})" }[letter] || PARTS[letter] : PARTS[letter]);
  const escaped = form.split(/%./).map((text) => text.replaceAll(".", "[.]"));
  const pattern = new RegExp(`^${escaped[0]}${letters.map((letter, place) => part(letter) + escaped[place + 1]).join("")}$`);
  return (text) => {
    const hit = pattern.exec(text);
    if (!hit) return null;
    const at = { d: 1, m: 1, H: 0, M: 0, S: 0 };
    letters.forEach((letter, place) => {
      at[letter] = letter === "b" ? MONTH_NAMES.indexOf(hit[place + 1].toLowerCase()) + 1 : Number(hit[place + 1]);
    });
    const year = at.Y ?? at.y + (at.y < 69 ? 2000 : 1900);
    const month = "b" in at ? at.b : at.m;
    if (month < 1 || month > 12 || at.d < 1 || !isDay(year, month, at.d) || at.H > 23 || at.M > 59 || at.S > 59) return null;
    const two = (number) => String(number).padStart(2, "0");
    return `${String(year).padStart(4, "0")}-${two(month)}-${two(at.d)}T${two(at.H)}:${two(at.M)}:${two(at.S)}`;
  };
}

// Order by code points, as the command line sorts: a pair of surrogates comes after every single unit.
function byCodePoint(first, second) {
  const most = Math.min(first.length, second.length);
  for (let place = 0; place < most; place += 1) {
    const [a, b] = [first.charCodeAt(place), second.charCodeAt(place)];
    if (a !== b) {
      const pairs = (unit) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2000 : unit >= 0xe000 ? unit - 0x800 : unit);
      return pairs(a) - pairs(b);
    }
  }
  return first.length - second.length;
}
