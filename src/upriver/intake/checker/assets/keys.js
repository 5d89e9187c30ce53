// Person keys made here, with a secret that stays here: HMAC-SHA256 over the identifier, spaces out and in capitals.

const SHORTEST_SECRET = 16;
const MOST_KEYS_KEPT = 200_000;
const PYTHON_SPACES = new RegExp(`${SPACES.source}`, "g");

const bare = (identifier) => identifier.replace(PYTHON_SPACES, "").toUpperCase();

class Keyed {
  static async make(secret, place) {
    const plainly = secret.replace(new RegExp(`^${SPACES.source}|${SPACES.source}$`, "g"), "");
    if ([...plainly].length < SHORTEST_SECRET) {
      throw new Refusal(`the secret has fewer than ${SHORTEST_SECRET} characters`, "Use the long one that was agreed for this provider.");
    }
    const keyed = new Keyed();
    keyed.place = place;
    keyed.known = new Map();
    keyed.key = await withCrypto().importKey("raw", new TextEncoder().encode(plainly), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return keyed;
  }

  async hash(identifier) {
    const signed = new Uint8Array(await crypto.subtle.sign("HMAC", this.key, new TextEncoder().encode(identifier)));
    let text = "";
    for (const byte of signed) text += byte.toString(16).padStart(2, "0");
    return text;
  }

  // Puts each row's key in the place of its field. A row whose identifier is empty gets an empty one.
  async fill(lot, match) {
    const wanted = new Set();
    for (const [cells] of lot) {
      const identifier = bare(cells[this.place]);
      if (identifier && !this.known.has(identifier)) wanted.add(identifier);
    }
    if (this.known.size + wanted.size > MOST_KEYS_KEPT) this.known.clear();
    const missing = lot.map(([cells]) => bare(cells[this.place])).filter((identifier) => identifier && !this.known.has(identifier));
    const each = [...new Set(missing)];
    const made = await Promise.all(each.map((identifier) => this.hash(identifier)));
    each.forEach((identifier, place) => this.known.set(identifier, made[place]));
    const at = match.columns.get(GIVEN.person_key);
    for (const [cells] of lot) {
      const identifier = bare(cells[this.place]);
      const key = identifier ? this.known.get(identifier) : "";
      cells.length = Math.max(match.width, at + 1);
      cells[at] = key;
    }
  }
}

// What leaves of a cell: of words of one's own only whether there were any.
function leaving(field, cell) {
  if (field.free_text) return cell.empty ? "" : "given";
  return cell.text ?? "";
}

// The depersonalised rows: the contract's fields in its order, those without a fault, nothing that it doesn't ask for.
async function keyedRows(source, keyed, tell) {
  const first = await check(source, { staying: true, keyed, tell: (part) => tell(part / 2) });
  const { match, rules, repeated } = first;
  const fields = match.layout.fields.filter((field) => rules.place.has(field.name));
  const parts = [csvLine(fields.map((field) => field.headers[0] ?? field.name))];
  let piece = "";
  const { period } = await check(source, {
    staying: true, keyed, tell: (part) => tell(0.5 + part / 2),
    keep: (cells, number) => {
      if (repeated.has(number)) return;
      piece += csvLine(fields.map((field) => leaving(field, cells[rules.place.get(field.name)])));
      if (piece.length > LONGEST_LINE) {
        parts.push(piece);
        piece = "";
      }
    },
  });
  parts.push(piece);
  const blob = new Blob(parts, { type: "text/csv" });
  return { ...first, period, blob, hash: await sha256(await blob.arrayBuffer()) };
}
