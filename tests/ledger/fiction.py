"""Three years of a partnership that doesn't exist: what happened, what the police knew of it when, and twelve quarterly releases.

Every quarter the last twelve months, months, quarters and years are printed by district, partnership, kind and age, from data
that have grown and were put right; in the second year the definition gains a limb, in the third the districts are cut otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from upriver.disclose.clearing import clear
from upriver.disclose.earlier import related
from upriver.disclose.hiding import Sums
from upriver.report.cells import cells_csv
from upriver.store.ledger import append, heads, read, readers
from upriver.words.area import Area, Nesting
from upriver.words.cleared import Clearance, Rule
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, selection
from upriver.words.period import Period, month_name, month_number, months_period
from upriver.words.releasing.released import Entry, Frame

TEN = Rule("threshold_10", "1 to 9 are hidden.", low=1, high=9, min_rate_events=10)
NHS = Rule("nhs_sub_national", "1 to 7 are hidden, others to the nearest 5.", low=1, high=7, round_to=5, secondary=False)
POLICE, HOSPITAL = "police_crime_extract", "hospital_admissions"
RULES = {POLICE: TEN, HOSPITAL: NHS}
KINDS = {"knife": "8N", "robbery": "34A|34B", "sexual": "19C|19D", "homicide": "1", "weapons": "10D"}
AGES = ("10-17", "18-24", "25+")
SMALL = tuple(f"E010000{number:02d}" for number in range(24))
FIRST = month_number("2023-01")
MONTHS = tuple(month_name(FIRST + number) for number in range(48))


@dataclass(frozen=True)
class Ground:
    """Areas by level and code, each with its small areas by number."""

    areas: dict[str, dict[str, tuple[int, ...]]]

    @property
    def frame(self) -> dict[str, tuple[str, ...]]:
        return {f"{level}:{code}": tuple(SMALL[at] for at in small) for level, found in self.areas.items() for code, small in found.items()}

    @property
    def nestings(self) -> tuple[Nesting, ...]:
        found = []
        for inner, outer in (("ltla", "csp"), ("csp", "partnership"), ("ltla", "partnership")):
            for code, small in self.areas[outer].items():
                inside = {child: held for child, held in self.areas[inner].items() if set(held) <= set(small)}
                if inside:
                    found.append(Nesting(Area(outer, code, code), tuple(Area(inner, child, child) for child in sorted(inside)),
                                         sum(len(held) for held in inside.values()) == len(small)))
        return tuple(found)


def _ground(*districts: tuple[str, Iterable[int]], csps: dict[str, tuple[str, ...]], slug: str = "fiction") -> Ground:
    cut = {code: tuple(small) for code, small in districts}
    joined = {csp: tuple(sorted(at for code in parts for at in cut[code])) for csp, parts in csps.items()}
    return Ground({"ltla": cut, "csp": joined, "partnership": {slug: tuple(sorted(at for small in cut.values() for at in small))}})


BEFORE = _ground(("E07000001", range(6)), ("E07000002", range(6, 12)), ("E07000003", range(12, 18)), ("E07000004", range(18, 24)),
                 csps={"E22000001": ("E07000001", "E07000002"), "E22000002": ("E07000003", "E07000004")})
AFTER = _ground(("E07000011", range(8)), ("E07000012", range(8, 12)), ("E06000005", range(12, 24)),
                csps={"E22000001": ("E07000011", "E07000012"), "E22000002": ("E06000005",)})
"""Two small areas went from the second district to the first, and the third and fourth became one."""


@dataclass(frozen=True)
class Told:
    """What is asked of one release: data up to a month, by which ground and definition."""

    name: str
    last: str
    ground: Ground = BEFORE
    limbs: tuple[str, ...] = ("knife", "robbery", "sexual", "homicide")
    version: int = 1
    audience: str = "public"
    corrects: str = ""


def quarters() -> tuple[Told, ...]:
    """Twelve quarterly releases: the sixth by another definition, the ninth by other boundaries."""
    limbs = (*Told.__dataclass_fields__["limbs"].default, "weapons")
    found = []
    for number in range(12):
        told = Told(f"r{number + 1:02d}", month_name(FIRST + 14 + 3 * number))
        if number >= 5:
            told = replace(told, limbs=limbs, version=2)
        if number >= 8:
            told = replace(told, ground=AFTER)
        found.append(told)
    return tuple(found)


@dataclass
class World:
    """Events as they came to be known: counts by (small area, month, kind, age), as of each quarter."""

    known: dict[str, np.ndarray] = field(default_factory=dict)
    admitted: np.ndarray | None = None

    def upto(self, last: str) -> np.ndarray:
        return self.known[last]


def a_world(seed: int = 5, *, revised: float = 0.25) -> World:
    """A world by a seed. Each quarter, with that chance, each district's latest months gain or lose a few events of a kind."""
    rng = np.random.default_rng(seed)
    level = np.array([1.3, 0.9, 0.5, 0.012, 0.35])[None, None, :, None] * np.array([0.25, 0.3, 0.45])[None, None, None, :]
    place = rng.gamma(3.0, 1 / 3.0, size=(len(SMALL), 1, 1, 1))
    events = rng.poisson(level * place * np.ones((1, len(MONTHS), 1, 1)))
    found = World(admitted=rng.poisson(0.25 * place[..., 0] * np.array([0.4, 1.0])[None, None, :], size=(len(SMALL), len(MONTHS), 2)))
    for told in quarters():
        found.known[told.last] = events.copy()
        at = MONTHS.index(told.last)
        for place_at in range(len(SMALL)):
            if rng.random() < revised / 6:
                where = (place_at, int(rng.integers(max(0, at - 5), at + 1)), int(rng.integers(0, 5)), int(rng.integers(0, 3)))
                events[where] = max(0, events[where] + int(rng.choice((-1, 1, 2))))
    return found


def findings_of(world: World, told: Told) -> list[Finding]:
    """Every figure of one release, as analyses would find them."""
    known, at = world.upto(told.last), MONTHS.index(told.last)
    year = months_period(MONTHS[at - 11], told.last)
    lately = [months_period(month, month) for month in MONTHS[at - 11 : at + 1]]
    thirds = [months_period(MONTHS[first], MONTHS[first + 2]) for first in range(0, at, 3)]
    whole = [months_period(f"{one}-01", f"{one}-12") for one in (2023, 2024, 2025, 2026) if MONTHS.index(f"{one}-12") <= at]
    found: list[Finding] = []
    for table, levels, periods, by_age in (("year", ("ltla", "csp", "partnership"), [year], False), ("months", ("partnership",), lately, False),
                                           ("quarters", ("partnership",), thirds, False), ("district_quarters", ("ltla",), thirds[-4:], False),
                                           ("calendar", ("ltla", "partnership"), whole, False), ("ages", ("partnership",), [year], True)):
        for level in levels:
            for code, small in told.ground.areas[level].items():
                for period in periods:
                    found += _counted(known, told, f"t/violence/{table}", Area(level, code, code), small, period, by_age)
    for level, periods in (("ltla", [year]), ("csp", [year]), ("partnership", [year, *thirds])):
        for code, small in told.ground.areas[level].items():
            for period in periods:
                found += _admissions(world, Area(level, code, code), small, period)
    return found


def _counted(known: np.ndarray, told: Told, table: str, area: Area, small: tuple[int, ...], period: Period, by_age: bool) -> Iterator[Finding]:
    cut = known[np.ix_(small, [MONTHS.index(month) for month in period.months])].sum(axis=(0, 1))
    kinds = list(KINDS)
    definition = f"local@{told.version}"
    for measure in ("serious_violence", *told.limbs):
        rows = [kinds.index(limb) for limb in (told.limbs if measure == "serious_violence" else (measure,))]
        codes = "|".join(code for row in rows for code in KINDS[kinds[row]].split("|"))
        if not by_age:
            yield _finding(table, area, period, measure, int(cut[rows].sum()), definition, selection(("offence_code", codes)))
        for number, age in enumerate(AGES if by_age else ()):
            yield _finding(table, area, period, measure, int(cut[rows, number].sum()), definition,
                           selection(("offence_code", codes), ("victim_age_band", age)), (("by", "victim_age_band"), ("is", age)))


def _admissions(world: World, area: Area, small: tuple[int, ...], period: Period) -> Iterator[Finding]:
    assert world.admitted is not None
    cut = world.admitted[np.ix_(small, [MONTHS.index(month) for month in period.months])].sum(axis=(0, 1))
    for measure, rows in (("admissions", [0, 1]), ("admissions_sharp", [0]), ("admissions_other", [1])):
        yield _finding("t/health/admissions", area, period, measure, int(cut[rows].sum()), "local@1", None, source=HOSPITAL)


def _finding(table: str, area: Area, period: Period, measure: str, events: int, definition: str, selects: object,
             breakdown: tuple[tuple[str, str], ...] = (), source: str = POLICE) -> Finding:
    key = Key(table, area, period, measure, "count", breakdown)
    return Finding("q", key, Estimate(float(events), events=events), (source,), definition, "", selects=selects)  # type: ignore[arg-type]


def limbs_of(told: Told) -> dict[str, tuple[str, ...]]:
    return {"serious_violence": told.limbs, "admissions": ("admissions_sharp", "admissions_other")}


def cleared(root: Path, findings: list[Finding], told: Told, *, blind: bool = False) -> Clearance:
    """Cleared against the ledgers as the staircase does it; `blind` clears as if nothing had ever been released."""
    frame = Frame(told.ground.frame, limbs_of(told))
    ledgers = () if blind else readers(root, told.audience)
    before = related([each for ledger in ledgers for each in ledger.told()], frame, findings)
    sums = Sums((*told.ground.nestings, *before.nestings), {**limbs_of(told), **before.limbs}, before.parts)
    made = clear(findings, (), document="assessment", audience=told.audience, rules=RULES, sums=sums, titles={}, explanations={},
                 earlier=before.facts, head=heads(ledgers))
    return replace(made, frame=frame.cut_to(made.facts))


def release(root: Path, made: Clearance, told: Told) -> Entry:
    """Enter a cleared release in the ledger, with the cells that it prints."""
    verb, previous = ("corrected", told.corrects) if told.corrects else ("released", "")
    entry = Entry("", "", verb, told.name, "assessment", told.audience, told.name, f"{told.last}-28", f"{told.last}-28T12:00:00Z", "fiction",
                  "", previous, "", "")
    return append(read(root, told.audience), entry, facts=made.facts, cells=cells_csv(made.tables), frame=made.frame)

