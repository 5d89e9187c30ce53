"""Bad data of every kind, made by hand: grounds, street-level counts and what analyses say they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields

import numpy as np
from scipy import sparse

from upriver.assess.asking import Ask, Counts
from upriver.assess.definitions import chosen
from upriver.assess.materials import Materials
from upriver.intake.contracts import contracts
from upriver.places.ground import Ground, Level
from upriver.store.partners.people import Met, Peopled
from upriver.store.tallies import Tallied
from upriver.words.area import Area
from upriver.words.declared import Field
from upriver.words.figure import MetSpec, Need, PeopleSpec, RowsSpec, TallySpec
from upriver.words.part import Anomaly, Coverage
from upriver.words.period import Period, months_between, months_period

FORCE, DEFINITION = "norsea", "police_uk_proxy"
MONTHS = months_between("2024-01", "2025-12")
YEAR = months_period("2025-01", "2025-12")
CATEGORIES = ("Anti-social behaviour", "Burglary", "Drugs", "Possession of weapons", "Public order", "Robbery",
              "Violence and sexual offences")
GROUPS = (("msoa21", "E02", 4), ("ward", "E05", 5), ("ltla", "E07", 6), ("csp", "E22", 6), ("utla", "E10", 1_000), ("force", "E23", 1_000),
          ("icb", "E54", 1_000), ("fra", "E31", 1_000), ("region", "E12", 1_000), ("country", "E92", 1_000))
HUGE = 2**31


@dataclass(frozen=True)
class Case:
    """What an analysis is given."""

    counts: Counts
    ground: Ground
    ask: Ask


def a_ground(areas: int = 12, *, residents: float = 1_500.0) -> Ground:
    """Small areas in a row, each the neighbour of the next, in groups of each level; all in one force."""
    small = tuple(f"E01{990_000 + number:06d}"[:9] for number in range(areas))
    near = sparse.diags_array([np.ones(areas - 1)] * 2, offsets=[-1, 1], shape=(areas, areas)).tocsr()
    partnership = Area("partnership", "norsea", "Norsea")
    levels = {"lsoa21": Level("lsoa21", tuple(Area("lsoa21", code, f"Small area {code}") for code in small), _member(areas, 1)),
              "partnership": Level("partnership", (partnership,), _member(areas, 1_000))}
    for level, prefix, size in GROUPS:
        groups = -(-areas // size)
        named = tuple(Area(level, f"{prefix}{990_000 + group:06d}"[:9], f"The {level} of number {group + 1}") for group in range(groups))
        levels[level] = Level(level, named, _member(areas, size))
    ranks = np.arange(areas, dtype=float) * 100 + 1
    deprivation = {"income_rank": ranks, "imd_rank": ranks[::-1].copy(), "imd_score": ranks / 10, "imd_decile": ranks % 10 + 1,
                   "income_score": ranks / 1_000, "income_decile": ranks % 10 + 1}
    return Ground(partnership, small, small, small, np.full(areas, residents), "made up", (FORCE,) * areas, levels, (), near, deprivation)


def _member(areas: int, size: int) -> sparse.csr_matrix:
    at = np.arange(areas)
    return sparse.csr_matrix((np.ones(areas), (at // size, at)), shape=(-(-areas // size), areas))


def a_case(*, areas: int = 12, months: Sequence[str] = MONTHS, period: Period = YEAR, events: int = 3,
           residents: float = 1_500.0, categories: Sequence[str] = CATEGORIES, odd: Sequence[str] = ()) -> Case:
    """The same number of events in every area, month and category."""
    shape = (areas, len(months), len(categories))
    counts = Counts(tuple(months), tuple(categories), np.full(shape, events, dtype=np.int64), np.zeros(shape, dtype=np.int64),
                    np.zeros(shape[:2], dtype=bool), np.zeros(shape[:2], dtype=bool), {})
    anomalies = tuple(Anomaly(f"police_uk_street:{FORCE}:{month}", FORCE, month, "odd", False, ()) for month in odd)
    coverage = Coverage("police_uk_street", tuple((FORCE, month) for month in months), (), anomalies)
    return Case(counts, a_ground(areas, residents=residents), Ask(period, chosen(DEFINITION), coverage, (), 2026))


def _without(case: Case, gone: np.ndarray, months: Sequence[str]) -> Case:
    """Those months gone everywhere: masked, zero beneath, and not covered."""
    counts = replace(case.counts, events=np.where(gone[:, :, None], 0, case.counts.events), missing=gone)
    present = tuple((FORCE, month) for month in case.counts.months if month not in months)
    return replace(case, counts=counts, ask=replace(case.ask, coverage=Coverage("police_uk_street", present, tuple((FORCE, month) for month in months), ())))


def all_missing() -> Case:
    case = a_case()
    return _without(case, np.ones(case.counts.missing.shape, dtype=bool), MONTHS)


def gap_ridden() -> Case:
    case = a_case()
    gone = np.tile(np.arange(len(MONTHS)) % 3 == 1, (12, 1))
    return _without(case, gone, MONTHS[1::3])


def an_island() -> Case:
    case = a_case()
    near = case.ground.neighbours.tolil()
    near[0, :] = near[:, 0] = 0
    return replace(case, ground=replace(case.ground, neighbours=near.tocsr()))


def all_in_one_place() -> Case:
    case = a_case(events=0)
    case.counts.events[0] = 500
    case.counts.institutions[0] = 500
    return case


def one_month() -> Case:
    return a_case(months=("2025-12",), period=months_period("2025-12", "2025-12"))


def nobody_knows_the_residents() -> Case:
    case = a_case()
    return replace(case, ground=replace(case.ground, residents=np.full(12, np.nan), neighbours=None, deprivation={}))


def only_the_whole() -> Case:
    case = a_case()
    return replace(case, ground=replace(case.ground, levels={"partnership": case.ground.levels["partnership"]}))


CASES: Mapping[str, Callable[[], Case]] = {
    "constant": a_case,
    "empty": lambda: a_case(events=0),
    "all missing": all_missing,
    "a single area": lambda: a_case(areas=1),
    "an island": an_island,
    "zero population": lambda: a_case(residents=0.0),
    "nobody knows the residents": nobody_knows_the_residents,
    "one month": one_month,
    "gap-ridden": gap_ridden,
    "every month odd": lambda: a_case(odd=MONTHS),
    "absurd counts": lambda: a_case(events=HUGE),
    "all in one place": all_in_one_place,
    "nothing of the definition": lambda: a_case(categories=("Burglary",)),
    "only the whole": only_the_whole,
    "one event": lambda: a_case(areas=1, months=("2025-12",), period=months_period("2025-12", "2025-12"), events=1),
}

MATERIALS = ("no rows", "one blank row", "blank", "ordinary", "constant", "hidden", "absurd", "zero", "odd words", "gap-ridden", "coarser", "one row")
"""What is held of each need: see `materials`."""


def materials(kind: str, needs: Sequence[Need], ground: Ground, *, denied: bool = False) -> Materials:
    """All needs met with material of one kind; or, `denied`, none of them."""
    if denied:
        return Materials(denied=dict.fromkeys(needs, "no clause lets it be used"))
    rows = {need: _columns(need.contract, need.fields, kind, ground) for need in needs if isinstance(need, RowsSpec)}
    tallies = {need: _tallied(need, kind, ground) for need in needs if isinstance(need, TallySpec)}
    people = {need: _peopled(need, kind) for need in needs if isinstance(need, PeopleSpec)}
    met = {need: _met(need, kind) for need in needs if isinstance(need, MetSpec)}
    return Materials(rows, tallies, {}, people, met)


def _peopled(need: PeopleSpec, kind: str) -> Peopled:
    """Groups of people who are alike; the first of each group in the first month where everything is constant."""
    groups = {"no rows": 0, "one blank row": 0, "blank": 0, "one row": 1}.get(kind, 6)
    each = {"absurd": HUGE, "zero": 0}.get(kind, 20)
    at = np.arange(groups)
    times = np.ones(groups, dtype=np.int64) if kind == "constant" else at + 1
    wait = np.where(times > 1, 1.0, np.nan)
    people = np.full(groups, each, dtype=np.int64)
    missing = MONTHS[-6:] if kind in ("gap-ridden", "coarser") else ()
    return Peopled(need, times, at % 6, wait, people, int((times * people).sum()), 96 if kind == "blank" else 5, tuple(missing), ("SELECT 1",))


def _met(need: MetSpec, kind: str) -> Met:
    few = {"no rows": 0, "one blank row": 0, "blank": 0, "zero": 0, "one row": 1, "absurd": HUGE}.get(kind, 40)
    names = {each.name for each in dataclass_fields(Met)}
    given = {name: MONTHS[-6:] if name == "missing" and kind == "gap-ridden" else () if name in ("missing", "steps") else few for name in names}
    return Met(**{**given, "spec": need})


def _rows(kind: str) -> int:
    return {"no rows": 0, "one blank row": 1, "one row": 1}.get(kind, 96)


def _columns(contract: str, fields: Sequence[str], kind: str, ground: Ground) -> dict[str, np.ndarray]:
    known = {each.name: each for each in contracts()[contract].fields}
    made = {name: _values(known.get(name), kind, _rows(kind), ground, salt) for salt, name in enumerate(fields)}
    if "file_name" in made:  # no column but what the file was called, which is always known
        made["file_name"] = np.array(["population_mid_2022.csv"] * _rows(kind), dtype=object)
    return made


def _values(known: Field | None, kind: str, rows: int, ground: Ground, salt: int) -> np.ndarray:
    """A field's column: text as objects, numbers with NaN, moments with NaT, as held parts give them."""
    kind_of = known.type if known is not None else "text"
    blank = kind in ("blank", "one blank row")
    if kind_of in ("integer", "number"):
        number = {"absurd": float(HUGE), "zero": 0.0, "constant": 5.0, "hidden": 5.0}.get(kind)
        return np.full(rows, np.nan) if blank else np.full(rows, number) if number is not None else (np.arange(rows) * (salt + 1)) % 97 + 1.0
    if kind_of in ("date", "datetime"):
        days = np.datetime64("2025-01-01T23:30:00", "us") + np.arange(rows) * np.timedelta64(36, "h")
        return np.full(rows, np.datetime64("NaT"), dtype="M8[us]") if blank else days if kind != "constant" else np.full(rows, days[0] if rows else days)
    return np.array([None if blank else _text(known, kind, row, ground, salt) for row in range(rows)], dtype=object)


def _text(known: Field | None, kind: str, row: int, ground: Ground, salt: int) -> str | None:
    if kind == "odd words" and known is not None and known.codes:
        return None if row % 3 else known.codes[row % len(known.codes)]
    if kind == "odd words":
        return ("", "?", "<b>None</b>", "=1+1", None)[(row + salt) % 5]
    step = 0 if kind == "constant" else row // (1 + salt % 3)
    if known is not None and known.codes:
        return known.codes[step % len(known.codes)]
    if known is not None and known.type in _WHEN:
        options = _WHEN[known.type]
        return options[step % len(options)]
    places = [*ground.small, *(area.code for level in ("ltla", "csp", "utla", "force") if level in ground.levels for area in ground.levels[level].areas)]
    return places[step % len(places)] if known is None or known.pattern or "code" in known.name or "lsoa" in known.name else f"value {step % 7}"


_WHEN = {"month": MONTHS, "year": ("2023", "2024", "2025"), "quarter": ("2024-25 Q4", "2025-26 Q1"), "financial_year": ("2023-24", "2024-25")}


def _tallied(need: TallySpec, kind: str, ground: Ground) -> Tallied:
    rows = _rows(kind)
    months = np.array([MONTHS[row % len(MONTHS)] for row in range(rows)], dtype=object)
    if kind == "gap-ridden":
        months = np.array([MONTHS[(row * 3) % len(MONTHS)] for row in range(rows)], dtype=object)
    places = [*ground.small, ""]
    columns = {"provider": np.full(rows, "A provider", dtype=object), "period": months,
               "place": np.array([places[row % len(places)] for row in range(rows)], dtype=object),
               **_columns(need.contract, need.by, kind, ground)}
    each = {"absurd": HUGE, "zero": 0, "hidden": 0}.get(kind, 3)
    held = frozenset(("A provider", month) for month in (MONTHS if kind != "gap-ridden" else set(months)))
    coarser = frozenset(("Another", month) for month in MONTHS) if kind == "coarser" else frozenset()
    return Tallied(need, columns, np.full(rows, each, dtype=np.int64), np.full(rows, kind == "hidden"), held, coarser, "district", ("SELECT 1",))
