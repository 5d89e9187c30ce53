"""What is declared in TOML: contracts that files are read by, definitions of what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a contract.

    `headers` are the spellings it is found under; `{yy}` in one stands for two digits of a year (LAD{yy}CD).
    `type` is text, code, month, date, datetime, integer, number, year, quarter or financial_year. The rules are a
    closed set: required, must_fill, required_if, codes, look_up, low, high, pattern (a name from `PATTERNS`) and, of
    the contract, unique and compares. `says` is the sentence shown wherever the column is, `why` what it is needed for.
    """

    name: str
    type: str
    says: str
    headers: tuple[str, ...]
    required: bool = False
    must_fill: bool = False
    codes: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    pattern: str | None = None
    marks: tuple[str, ...] = ()
    """Publisher's marks that stand where a number can't be given (`*`, `c`, `z`); kept in a column beside it."""
    constant: str | None = None
    """The value that a layout implies without a column for it."""
    fold_case: bool = False
    """Whether codes match whatever their case; the contract's own spelling is kept."""
    why: str = ""
    unit: str = ""
    required_if: tuple[str, ...] = ()
    """Another field, then the values of it for which this one must be filled."""
    look_up: str = ""
    """The shipped list that its values must stand in (`offence_codes`); they are in `codes` once it is read."""
    too_small: tuple[int, int] | None = None
    """Whole numbers, both included, that are too small to be sent: their mark stands instead. Only derived layouts have it."""
    free_text: bool = False
    """Words that somebody typed: searched for identifiers, never stored; only whether it was filled is kept."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Two fields of one row that must stand to each other so: `left` `operator` `right`, where both are filled."""

    left: str
    operator: str
    right: str
    says: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """One column of a contract's protected table: a field, whole or by the month or quarter of its date."""

    field: str
    grain: str = ""

    @property
    def name(self) -> str:
        return self.grain or self.field


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a contract's form: its name and the question that it answers."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Contract:
    """How one kind of file is read and checked, and what may be done with it.

    `holds`: events (a row is an incident), counts (a row is a number for an area and time), residents, ranks,
    look_up, outlines. `rule` is the slug of the disclosure rule of its publisher. `wide` turns columns into rows:
    (name of the new column, name of the value column, name of the pattern the headers follow).
    """

    slug: str
    version: int
    title: str
    holds: str
    says: str
    publisher: str
    licence: str
    attribution: str
    cadence: str
    rule: str
    layout_verified: bool
    fields: tuple[Field, ...]
    caveats: tuple[str, ...] = ()
    wide: tuple[str, str, str] | None = None
    period_from: str | None = None
    provider_from: str | None = None
    unique: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    """Fields that say which series a part replaces: a newer part with the same values supersedes the older."""
    protection: str = "open"
    """What its rows are in law: open, aggregate, depersonalised. Only open ones may be held outside `held/restricted`."""
    asked_of: tuple[str, ...] = ()
    """The kinds of authority that can supply it."""
    modes: tuple[str, ...] = ("records",)
    """How it can be met: records, table (its protected table), form (a few numbers), elsewhere (it flows already)."""
    answers: tuple[str, ...] = ()
    """The questions of the assessment that rest on it."""
    why: str = ""
    due_in_days: int | None = None
    """Days after the end of its period by which it is expected."""
    compares: tuple[Compare, ...] = ()
    table: tuple[Grouping, ...] = ()
    form: tuple[Number, ...] = ()
    place_from: str | None = None
    """The field with the small area, district or outward postcode that a row belongs to."""
    tally: str = "none"
    """Whether its rows may be counted up: events (over time), stock (a number at a time, so without a sum over
    periods), or none (a row is no count of anything)."""
    mode: str = "records"
    """What this layout itself is: the records, or the table or form derived from them."""
    of: str = ""
    """The contract that a table or form is derived from; empty for the contract itself."""

    @property
    def feed(self) -> str:
        """The contract that this layout meets: itself, or the one that it is derived from."""
        return self.of or self.slug

    @property
    def name(self) -> str:
        return f"{self.slug}@{self.version}"

    @property
    def quarterly(self) -> bool:
        """Whether the periods of its rows are quarters."""
        return self.period_from is not None and self.field(self.period_from).type == "quarter"

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True)
class Limb:
    """One part of a definition: the categories or offence codes it takes from each contract, and how well.

    `takes` is contract -> categories; `fidelity` is contract -> exact, proxy or none; `scores` are the four
    statutory factors (maximum penalty, impact on victims, prevalence, impact on the community), each from 0 to
    3, or None where the partnership has to decide.
    """

    slug: str
    title: str
    says: str
    takes: Mapping[str, tuple[str, ...]]
    fidelity: Mapping[str, str]
    scores: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a partnership means by serious violence, versioned. Terrorism is always outside it."""

    slug: str
    version: int
    title: str
    says: str
    limbs: tuple[Limb, ...]
    verified: bool
    source: str
    whole: Definition | None = None
    """The definition that this is a part of, where one source shows only some of its limbs."""

    @property
    def agreed(self) -> Definition:
        """The definition as it was agreed: itself, or the whole that it is a part of."""
        return self.whole or self

    @property
    def name(self) -> str:
        return f"{self.agreed.slug}@{self.version}"


@dataclass(frozen=True, slots=True)
class Break:
    """A dated change in how something is recorded, after which a series must not be read as one."""

    month: str
    what: str
    touches: tuple[str, ...]
    areas: tuple[str, ...]
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of violence that is told in depth, and how each source shows it.

    `offences` are offence codes, `street` police.uk types; `flagged` is field -> values of the police extract, of which
    one must hold; `victim_under` an age; `hours` the first and the last hour of a night, the last not included.
    `needs_extract` is True where offence codes alone would tell of something else. `limits` are sentences.
    """

    slug: str
    order: int
    title: str
    says: str
    offences: tuple[str, ...] = ()
    street: tuple[str, ...] = ()
    flagged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    victim_under: int | None = None
    hours: tuple[int, int] | None = None
    needs_extract: bool = False
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """How kinds of violence are ranked: the weights that the partnership has set, and what each question asks."""

    title: str
    says: str
    weights: Mapping[str, float]
    asks: Mapping[str, str]


PATTERNS = {
    "crime_id": (r"[0-9a-fA-F]{64}", "64 hexadecimal digits"),
    "lsoa": (r"[EWNS9][0-9A-Z]{7,8}", "a code of a small area, as E01012345"),
    "gss": (r"[EWSNK][0-9]{8}", "a GSS code: a letter and eight digits"),
    "offence_code": (r"[0-9A-Za-z/. ]{1,12}", "an offence code of at most 12 letters and digits"),
    "financial_year": (r"[0-9]{4}[/-][0-9]{2}", "a financial year, as 2024/25"),
    "age": (r"(?:[0-9]{1,2}|(?:85|90|100) ?(?:\+|and over))", "a single year of age"),
    "person_key": (r"[0-9a-f]{64}", "a keyed hash of 64 small hexadecimal digits, made by `upriver aggregate` or the checker"),
    "reference": (r"[0-9A-Za-z/_-]{1,40}", "a reference of at most 40 letters, digits, - / and _"),
    "outward_postcode": (r"[A-Z]{1,2}[0-9][0-9A-Z]?", "the first half of a postcode, as SO14"),
    "lsoa21": (r"[EW]01[0-9]{6}", "a code of a small area, as E01012345"),
    "site_code": (r"[0-9A-Z]{3,12}", "an organisation or site code of 3 to 12 capital letters and digits"),
    "postcode_sector": (r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9]", "a postcode sector, as SO14 3"),
    "icd10": (r"[A-Z][0-9]{2}(?:\.?[0-9A-Z]{1,2})?", "an ICD-10 code, as X99 or X99.0"),
    "band": (r"[0-9]{1,2}(?:-[0-9]{1,2}|\+)|unknown", "an age band, as 10-17 or 65+, or unknown"),
}
"""The named patterns that a column may be held to: a regular expression for the whole value, and its words. Closed."""
