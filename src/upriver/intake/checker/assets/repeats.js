// Rows that may stand only once: the hash of each one's key is kept in plain arrays, 20 bytes a row, never the key itself.

const MOST_KEYS = 2 ** 25;

class Repeats {
  constructor(layout, rules) {
    const fields = layout.unique.filter((name) => rules.place.has(name));
    this.places = fields.map((name) => rules.place.get(name));
    this.fault = new Fault(fields.join(" and "), "unique", "stands more than once; each may stand once", MOST_KEYS);
    this.held = 0;
    this.room(1 << 16);
  }

  room(size) {
    this.mask = size - 1;
    this.first = new Uint32Array(size);
    this.second = new Uint32Array(size);
    this.row = new Uint32Array(size); // 0 where the slot is free
    this.group = new Int32Array(size); // the table's group that the first row was counted in, -1 for none
    this.told = new Uint8Array(size);
  }

  // Takes a row's key. Gives -2 where it is the first of its key, else the group that its first row must leave (-1: none).
  take(cells, row, group) {
    const one = this.places.length === 1;
    if (!this.places.length || (one && cells[this.places[0]].value === null)) return -2;
    const key = one ? String(cells[this.places[0]].value)
      : this.places.map((place) => (cells[place].value === null ? "\u0001" : String(cells[place].value))).join("\u0002");
    let [a, b] = [0x811c9dc5, 0x9e3779b9];
    for (let at = 0; at < key.length; at += 1) {
      const unit = key.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit ^ (b >>> 15), 0x85ebca6b);
    }
    a = Math.imul(a ^ (a >>> 16), 0xc2b2ae35);
    return this.place((a ^ (a >>> 13)) >>> 0, (b ^ (b >>> 16)) >>> 0, row, group);
  }

  place(a, b, row, group) {
    let slot = a & this.mask;
    while (this.row[slot]) {
      if (this.first[slot] === a && this.second[slot] === b) return this.again(slot, row);
      slot = (slot + 1) & this.mask;
    }
    this.first[slot] = a;
    this.second[slot] = b;
    this.row[slot] = row;
    this.group[slot] = group;
    this.held += 1;
    if (this.held * 2 > this.mask) this.grow();
    return -2;
  }

  again(slot, row) {
    if (this.told[slot]) {
      this.fault.at(row);
      return -1;
    }
    this.told[slot] = 1;
    this.fault.at(this.row[slot]);
    this.fault.at(row);
    return this.group[slot];
  }

  grow() {
    const { first, second, row, group, told } = this;
    const size = (this.mask + 1) * 2;
    if (size > MOST_KEYS) throw new Refusal("the file has more rows than this page can compare", "Check it with `upriver check`, or in parts.");
    this.room(size);
    for (let from = 0; from < row.length; from += 1) {
      if (!row[from]) continue;
      let slot = first[from] & this.mask;
      while (this.row[slot]) slot = (slot + 1) & this.mask;
      [this.first[slot], this.second[slot], this.row[slot], this.group[slot], this.told[slot]] =
        [first[from], second[from], row[from], group[from], told[from]];
    }
  }

  faults() {
    this.fault.rows.sort((one, other) => one - other);
    return this.fault.count ? [this.fault] : [];
  }
}
