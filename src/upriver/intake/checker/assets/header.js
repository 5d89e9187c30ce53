// Finding the header of a table and the contract's columns in it, by the spellings that the contract names.

const PREAMBLE_LINES = 20;
const MOST_COLUMNS = 4_000;
const FEWEST_WIDE = 15;
const MOST_BESIDE = 100;
const SPACES = /[\t\n\v\f\r \x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const plain = (name) => name.replaceAll("_", " ").split(SPACES).filter((part) => part).join(" ").toLowerCase();

// What could be the header of a text: each of its first lines with more than one column, and the lines above it.
function csvHeaders(text) {
  const lines = text.split(/\r\n|\n|\r/).slice(0, PREAMBLE_LINES + 40);
  const first = lines.slice(0, PREAMBLE_LINES);
  const most = (mark) => Math.max(...first.map((line) => line.split(mark).length));
  const delimiter = [",", "\t", ";"].reduce((best, mark) => (most(mark) > most(best) ? mark : best));
  const found = first.map((line, skip) => {
    const torn = line.split('"').length % 2 === 0;
    const whole = torn ? lines.slice(skip, skip + 40).join("\n") : line;
    return { columns: firstRow(whole, delimiter), skip, delimiter, sheet: "" };
  });
  if (found.some((header) => header.columns.length > MOST_COLUMNS)) {
    throw new Refusal(`the file has more than ${MOST_COLUMNS.toLocaleString("en-GB")} columns in its header`, "Save the columns that are needed.");
  }
  return found.filter((header) => header.columns.length > 1);
}

function firstRow(text, delimiter) {
  let row = null;
  const reader = new CsvReader(delimiter, (cells) => {
    row = row || cells;
    reader.going = false;
  }, false);
  reader.feed(text);
  reader.end();
  return Array.isArray(row) ? row : [];
}

// The layout that fits best, with field -> place of its column; the first line of a sheet that fits any is its header.
function bestMatch(headers, layouts, mapping) {
  const found = new Map();
  for (const header of headers) {
    if (found.has(header.sheet)) continue;
    const ways = [...layouts.map((layout) => [layout, null]), ...(mapping ? layouts.filter((layout) => mapped(layout, mapping)).map((layout) => [layout, mapping]) : [])];
    const matches = ways.map(([layout, profile]) => fit(header, layout, profile)).filter((match) => match);
    if (matches.length) found.set(header.sheet, matches.reduce(heavier));
  }
  return found.size ? [...found.values()].reduce(heavier) : null;
}

function heavier(best, match) {
  const weights = [best, match].map((each) => [
    each.layout.fields.filter((field) => field.required).length + (each.layout.wide ? FEWEST_WIDE : 0),
    each.columns.size + settled(each.profile), -each.header.skip]);
  for (let place = 0; place < 3; place += 1) {
    if (weights[0][place] !== weights[1][place]) return weights[1][place] > weights[0][place] ? match : best;
  }
  return match.layout.slug > best.layout.slug || (match.profile && match.layout === best.layout) ? match : best;
}

// How many fields a mapping settles without a column: the same in every row, or not given at all.
function settled(profile) {
  return profile ? Object.keys(profile.constants).length + Object.values(profile.columns).filter((name) => !plain(name)).length : 0;
}

function fit(header, layout, mapping) {
  const names = namesOf(header);
  const columns = new Map();
  for (const field of layout.fields) {
    const place = columnOf(field, names, header, layout, mapping);
    if (place >= 0) columns.set(field.name, place);
    else if (field.required && field.constant === null && !constantOf(field, layout, mapping)) return null;
  }
  const wide = wideColumns(header, layout);
  if (layout.fields.filter((field) => field.type === "code" && columns.has(field.name)).length < layout.codes_needed) return null;
  return layout.wide && wide.length < FEWEST_WIDE ? null : { layout, header, columns, wide, profile: mapped(layout, mapping) };
}

function wideColumns(header, layout) {
  if (!layout.wide) return [];
  const pattern = new RegExp(`^(?:${layout.wide.pattern})$`);
  return header.columns.flatMap((name, place) => (pattern.test(name.trim().toLowerCase()) ? [place] : []));
}

function namesOf(header) {
  const names = new Map();
  header.columns.forEach((name, place) => {
    if (!names.has(plain(name))) names.set(plain(name), place);
  });
  return names;
}

const mapped = (layout, mapping) => (mapping && mapping.contract === layout.slug ? mapping : null);

function constantOf(field, layout, mapping) {
  const profile = mapped(layout, mapping);
  return profile ? profile.constants[field.name] : undefined;
}

// The place of a field's column, or -1. Of spellings that carry a year the newest stands, then the first named.
function columnOf(field, names, header, layout, mapping) {
  const profile = mapped(layout, mapping);
  if (profile && field.name in profile.columns) {
    const place = names.get(plain(profile.columns[field.name]) || null);
    return place === undefined ? -1 : place;
  }
  if (profile && field.name in profile.constants) return -1;
  let best = null;
  field.headers.forEach((spelling, rank) => {
    const wanted = plain(spelling);
    for (const [year, name] of wanted.includes("{yy}") ? dated(wanted, names) : names.has(wanted) ? [[0, wanted]] : []) {
      if (!best || year > best.year || (year === best.year && -rank > best.rank)) best = { year, rank: -rank, place: names.get(name) };
    }
  });
  return best ? best.place : -1;
}

function dated(spelling, names) {
  const escaped = spelling.replace(/[.*+?^$()|[\]\\/-]/g, "\\$&").replaceAll("{yy}", "([0-9]{2}|[0-9]{4})");
  const pattern = new RegExp(`^(?:${escaped})$`);
  return [...names.keys()].flatMap((name) => {
    const hit = pattern.exec(name);
    return hit ? [[Number(hit[1]) > 99 ? Number(hit[1]) : 2000 + Number(hit[1]), name]] : [];
  });
}

// The refusal for a table that lacks what the contract needs, by the line that has most of its columns.
function lacking(headers, layout, mapping) {
  let best = null;
  for (const header of headers) {
    const names = namesOf(header);
    const place = (field) => columnOf(field, names, header, layout, mapping);
    const found = layout.fields.filter((field) => place(field) >= 0).length;
    const missing = layout.fields.filter((field) => field.required && field.constant === null &&
      !constantOf(field, layout, mapping) && place(field) < 0);
    const filled = header.columns.filter((name) => name.trim()).length;
    const { columns } = best && best.found === found && best.filled >= filled ? best : header; // of a title and a heading, the heading
    if (!best || found > best.found) best = { found, missing, columns, filled };
    else if (found === best.found) Object.assign(best, { columns, filled: Math.max(filled, best.filled) });
  }
  const missing = best ? best.missing : layout.fields.filter((field) => field.required);
  const names = missing.map((field) => field.name);
  return Object.assign(new Refusal(`the file has no column for: ${names.join(", ")}`,
    "Name the columns as the specification says, or say which column is which."), { missing: names, headings: best ? best.columns.map((name) => name.trim()) : [] });
}

// Headers that name a person and that the contract doesn't ask for: [place from 1, entry of the closed list].
function identifying(match) {
  if (match.layout.protection === "open") return [];
  const asked = new Set([...match.columns.values(), ...match.wide]);
  return match.header.columns.flatMap((name, place) => (!asked.has(place) && naming(name) ? [[place + 1, naming(name)]] : []));
}

// The entry of the closed lists by which a header names a person; "" where none does.
function naming(header) {
  const { headers, words, coarse } = GIVEN.identifying;
  const told = header.normalize("NFKC").toLowerCase().replace(/[^a-z]+/g, " ").trim();
  if (headers.includes(told)) return told;
  const part = told.split(" ").some((word) => coarse.includes(word));
  return words.find((entry) => ` ${told} `.includes(` ${entry} `) && !(part && ["postcode", "post code"].includes(entry))) ?? "";
}

// What the header alone refuses: columns that name a person, one that is asked for twice, far more than are asked for.
function checkHeader(match, staying) {
  if (match.layout.protection === "open") return;
  const found = staying ? [] : identifying(match);
  if (found.length) throw Object.assign(namesPerson(found), { named: true });
  const names = match.header.columns.map(plain);
  const often = (place) => names.filter((name) => name === names[place]).length > 1;
  const twice = [...match.columns].filter(([, place]) => often(place)).map(([field]) => field);
  if (twice.length) throw new Refusal(`the file has more than one column for: ${twice.join(", ")}`, "Keep the right one and take the others out.");
  const beside = names.length - new Set([...match.columns.values(), ...match.wide]).size;
  if (!staying && beside > MOST_BESIDE) throw new Refusal(`the file has ${beside.toLocaleString("en-GB")} columns that aren't asked for`, "Send only the columns of the specification.");
}

function namesPerson(found) {
  const told = found.map(([place, entry]) => `column ${place} (${entry})`).join(", ");
  return found.length > 1
    ? new Refusal(`the file has columns that name a person: ${told}`, "Take them out and check the file again; nothing was kept.")
    : new Refusal(`the file has a column that names a person: ${told}`, "Take it out and check the file again; nothing was kept.");
}
