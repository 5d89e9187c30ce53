"""An attacker with a solver and all tables of the fiction at once: what is hidden of one feed isn't in what is shown of it elsewhere.

Many tables count the same rows under different names: a kind in depth, victims, weapons, kinds of place. Every count is put back
here on the fields of the force's own file, by this file's own reading of what each table says, and the solver is given
every count shown of the same two or three fields.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import ceil, floor

import numpy as np
import pytest
from journeys.made import Journey
from journeys.workspaces import ROOT, Row
from scipy import sparse
from scipy.optimize import linprog

Raw = Mapping[str, str]
Where = dict[str, frozenset[str]]
"""Which rows are counted: for each field the values that it may have."""
FEED = "police_crime_extract"
CARRYING = ("10A", "10B", "10C", "10D", "81", "90")
INJURY = ("1", "1/4.1/4.10/4.2", "2", "4.1", "4.2", "4.10", "4.3", "4.7", "5D", "5E", "8N", "8P", "8S")
COLUMN = {
    "offence_code": "HO Code", "district": "District", "location_type": "Location Type", "victim_age_band": "Victim Age Band",
    "victim_sex": "Victim Sex", "victim_ethnicity": "Victim Ethnicity", "relation": "Relationship", "domestic_abuse": "DA Flag",
    "knife": "Knife Flag", "weapon": "Weapon", "outcome": "Outcome", "suspect_age_band": "Suspect Age Band", "suspect_sex": "Suspect Sex",
    "suspect_ethnicity": "Suspect Ethnicity",
}
NAMES = {
    "victims": {"age": "victim_age_band", "sex": "victim_sex", "ethnicity": "victim_ethnicity", "relation": "relation", "place": "location_type",
                "domestic_abuse": "domestic_abuse", "suspect": "suspect"},
    "suspects": {"age": "suspect_age_band", "sex": "suspect_sex", "ethnicity": "suspect_ethnicity"},
}
HIGH = 9
PROFILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "src/upriver/declarations/profiles").glob("*.toml")}


def plain(raw: Raw) -> dict[str, str]:
    """A row of the force's file by the contract's fields, with what this attacker makes of it; blank is "not known"."""
    row = {field: raw.get(column) or "not known" for field, column in COLUMN.items()}
    for name in ("victim_ethnicity", "suspect_ethnicity"):
        row[name] = "not known" if row[name] == "not stated" else row[name]
    row["district"] = row["district"] if raw["LSOA21CD"] else "not known"  # a row's place is its small area
    row["month"] = raw["Recorded Date"][:7]
    row["suspect"] = "yes" if any(raw.get(COLUMN[name]) for name in ("suspect_age_band", "suspect_sex", "suspect_ethnicity")) else "no"
    hour, until = int(raw["Committed From"][11:13]), raw["Committed To"]
    short = not until or np.datetime64(until) - np.datetime64(raw["Committed From"]) <= np.timedelta64(6, "h")
    for slug, profile in PROFILES.items():
        row[f"kind {slug}"] = "yes" if _is_of(profile, row, hour if short else None) else "no"
    return row


def _is_of(profile: Mapping[str, object], row: Mapping[str, str], hour: int | None) -> bool:
    offences, flagged = tuple(profile.get("offences", ())), dict(profile.get("flagged", {}))
    band = row["victim_age_band"].replace("+", "-999").split("-")
    return (
        (row["offence_code"] in offences if offences else row["offence_code"] not in CARRYING)
        and (not flagged or any(row[name] in values for name, values in flagged.items()))
        and ("victim_under" not in profile or (len(band) == 2 and int(band[1]) < int(str(profile["victim_under"]))))
        and ("hours" not in profile or (hour is not None and (hour >= profile["hours"][0] or hour < profile["hours"][1])))
    )


def one(field: str, *values: str) -> Where:
    return {field: frozenset(values)}


def kind(slug: str) -> Where:
    """A kind by the one field that makes it, so that the solver knows what it has to do with others; else by itself."""
    profile = PROFILES[slug]
    flagged = dict(profile.get("flagged", {}))
    if len(profile.get("offences", ())) and not flagged and not {"victim_under", "hours"} & set(profile):
        return one("offence_code", *profile["offences"])
    if len(flagged) == 1 and not {"offences", "victim_under", "hours"} & set(profile):
        return {name: frozenset(values) for name, values in flagged.items()}
    return one(f"kind {slug}", "yes")


def meant(row: Row, codes: frozenset[str]) -> Where | None:
    """What a count of the published cells counts, or None where it isn't of this feed or not read here."""
    _, section, table = row["table"].split("/")
    split = dict(part.split("=", 1) for part in row["breakdown"].split(";") if part)
    here = one("district", row["area_code"]) if row["area_level"] == "ltla" else {}
    when = one("month", row["period_start"][:7]) if row["period_start"][:7] == row["period_end"][:7] else {}
    violent = {"offence_code": codes - set(CARRYING)}
    measure = row["measure"]
    if section == "depth" and table != "recorded" and row["period_start"] >= "2025":
        by = one(split["by"], split["is"]) if "is" in split else one("offence_code", split["offence_code"]) if "offence_code" in split else {}
        return _both(_both(_both({} if PROFILES[measure].get("offences") else violent, kind(measure)), by), here)
    if measure in NAMES and section in ("victims", "people_who_harm") and row["unit"] == "count":
        base = violent if measure == "victims" else one("suspect", "yes")
        return base | {NAMES[measure][name]: frozenset([value.replace("not_known", "not known")]) for name, value in split.items()}
    if measure == FEED and section in ("location_types", "partners"):
        return {**({"location_type": frozenset([split["place"]])} if split else {}), **here, **when}
    if section not in ("weapons", "health", "triangulation"):
        return None
    if measure in ("violence_and_robbery", "police_violence_and_robbery"):
        return violent | here | when
    if measure == "police_violence_with_injury":
        return one("offence_code", *INJURY) | here
    if measure in ("knife_flag_known", "knife_flag_blank"):
        value = (split["knife"],) if split else ("yes", "no") if measure.endswith("known") else ("not known",)
        return violent | one("knife", *value) | here
    return one("offence_code", *CARRYING) | here if measure == "possession_of_weapons" else None


def _both(first: Where, second: Where) -> Where:
    return {**first, **{name: values & first.get(name, values) for name, values in second.items()}}


@pytest.fixture(scope="module")
def feed(fiction: Journey) -> list[dict[str, str]]:
    rows = []
    for path in sorted((fiction.folder / "partners" / "police").glob("crime_extract_*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows += [plain(row) for row in csv.DictReader(lines)]
    return rows


@pytest.fixture(scope="module")
def told(fiction: Journey, feed: list[dict[str, str]]) -> list[tuple[Row, Where]]:
    """Every count of the feed with what it counts, shown or hidden."""
    codes = frozenset(row["offence_code"] for row in feed)
    found = [(row, meant(row, codes)) for row in fiction.published.rows if row["unit"] == "count" and row["marker"] in ("", "c")]
    return [(row, where) for row, where in found if where is not None]


class Counter:
    """How many rows of the file a reading takes."""

    def __init__(self, feed: list[dict[str, str]]) -> None:
        self.columns = {field: np.array([row[field] for row in feed], dtype=object) for field in feed[0]}
        self.takes: dict[tuple[str, frozenset[str]], np.ndarray] = {}

    def __call__(self, where: Where) -> int:
        every = np.ones(len(self.columns["month"]), dtype=bool)
        for field, values in where.items():
            if (field, values) not in self.takes:
                self.takes[field, values] = np.isin(self.columns[field].astype(str), sorted(values))
            every &= self.takes[field, values]
        return int(every.sum())


def test_every_count_of_the_extract_is_what_this_reading_of_it_counts(told: list[tuple[Row, Where]], feed: list[dict[str, str]]) -> None:
    assert len(told) > 500 and sum(row["marker"] == "c" for row, _ in told) > 10
    wrong, counted = [], Counter(feed)
    for row, where in told:
        true = counted(where)
        if row["marker"] == "" and int(row["count"]) != true:
            wrong.append((row["table"], row["area_code"], row["measure"], row["breakdown"], row["count"], true))
    assert wrong == [], wrong[:20]


def test_no_hidden_count_of_the_extract_can_be_worked_out_from_all_its_tables(told: list[tuple[Row, Where]], feed: list[dict[str, str]]) -> None:
    """For each hidden count the solver gets every count shown of its fields and of any one field more."""
    shown = {_frozen(where): int(row["count"]) for row, where in told if row["marker"] == ""}
    hidden = {_frozen(where): where for row, where in told if row["marker"] == "c"}
    assert not set(shown) & set(hidden), "the same rows are hidden in one table and shown in another"
    values = {field: frozenset(row[field] for row in feed) for field in feed[0]}
    every = [(dict(where), count) for where, count in shown.items()]
    counted = Counter(feed)
    fields = sorted({field for where, _ in every for field in where})
    open_to = [
        (sorted((field, sorted(some)) for field, some in where.items()), more, low, high)
        for where in hidden.values()
        if 0 < counted(where) <= HIGH
        for more in fields
        if (more not in where or more == min(where))
        for low, high in [bounds(where, {*where, more}, every, values)]
        if 2 * (floor(min(high, HIGH)) - max(ceil(low), 1) + 1) < HIGH
    ]
    assert open_to == [], open_to


def _frozen(where: Where) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset(where.items())


def bounds(target: Where, fields: set[str], every: list[tuple[Where, int]], values: Mapping[str, frozenset[str]]) -> tuple[float, float]:
    """The least and the most that a count can be, by all counts over some fields; values that nothing tells apart are one."""
    used = [(where, count) for where, count in every if set(where) <= fields]
    names, classes = sorted(fields), []
    for field in names:
        sets = [where[field] for where, _ in used if field in where] + [target[each] for each in target if each == field]
        classes.append(sorted({tuple(value in some for some in sets): value for value in values[field]}.values()))
    grid = np.array(np.meshgrid(*[np.arange(len(each)) for each in classes], indexing="ij")).reshape(len(names), -1)
    rows = sparse.csr_array(np.array([_inside(where, names, classes, grid) for where, _ in used], dtype=float))
    cost = _inside(target, names, classes, grid).astype(float)
    ends = [linprog(sign * cost, A_eq=rows, b_eq=[count for _, count in used], bounds=(0, None)) for sign in (1, -1)]
    assert ends[0].status == 0 and ends[1].status in (0, 3), (target, ends[0].message)
    return round(ends[0].fun, 6), round(-ends[1].fun, 6) if ends[1].status == 0 else np.inf


def _inside(where: Where, names: list[str], classes: list[list[str]], grid: np.ndarray) -> np.ndarray:
    kept = np.ones(grid.shape[1], dtype=bool)
    for at, field in enumerate(names):
        if field in where:
            kept &= np.array([value in where[field] for value in classes[at]])[grid[at]]
    return kept


def test_nothing_else_is_shown_of_a_hidden_count(fiction: Journey) -> None:
    """No rate or percentage of the same thing in the same table stands beside a count that is hidden."""
    groups: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for row in fiction.published.rows:
        name = tuple(row[part] for part in ("table", "area_level", "area_code", "period_start", "period_end", "measure", "breakdown"))
        groups[name][row["unit"]] = row
    beside = [
        (name, unit) for name, rows in groups.items() for counted in ("count", "people")
        if counted in rows and "c" in rows[counted]["marker"].split(";") for unit, row in rows.items() if row["value"]
    ]
    assert beside == [], beside[:20]


def test_what_a_share_of_rounded_counts_is_of_is_rounded_too(fiction: Journey) -> None:
    """Counts of hospitals are printed to the nearest 5: a count or a whole printed beside a percentage is so too."""
    rows = [row for row in fiction.published.rows if row["unit"] == "percent" and row["measure"].startswith(("ed_", "hospital_assault", "patients"))]
    exact = [row for row in rows for name in ("count", "denominator") if row[name] and float(row[name]) % 5]
    assert rows and exact == [], exact[:5]


def grids(fiction: Journey) -> Iterator[tuple[str, dict[tuple[str, str], Row]]]:
    """Counts of each feed by two things at once with their sums: district by month, and hours by weekday ("" is all)."""
    found: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
    for row in fiction.published.rows:
        if row["unit"] == "count" and row["table"].startswith("assessment/partners/") and row["breakdown"] == "":
            month = row["period_start"][:7] if row["table"].endswith("by_period") else ""
            found[row["measure"]][row["area_code"] if row["area_level"] == "ltla" else "", month] = row
        if row["unit"] == "count" and row["table"].startswith("assessment/times/") and row["measure"].endswith("_timed"):
            split = dict(part.split("=") for part in row["breakdown"].split(";") if part)
            found[row["measure"]][split.get("hours", ""), split.get("weekday", "")] = row
    return iter(found.items())


def test_no_hidden_count_can_be_worked_out_from_districts_and_months_or_hours_and_weekdays(fiction: Journey) -> None:
    """Rounded counts are known to within two; a hidden one is to stay as open as half of what its rule hides."""
    open_to, tried = [], 0
    for measure, rows in grids(fiction):
        high = 7 if measure.startswith(("ed_", "hospital_", "s17a_")) else HIGH
        about = 2 if high == 7 else 0
        hidden = [at for at, row in rows.items() if row["marker"] == "c"]
        places, times = (sorted({at[side] for at in rows} - {""}) for side in (0, 1))
        if not hidden or len(hidden) == len(rows) or len(places) * len(times) > 400:
            continue
        cells = [(place, time) for place in (*places, "?") for time in times or ("?",)]
        shown = [(at, int(row["count"])) for at, row in rows.items() if row["marker"] == ""]
        side = np.array([[float(at[0] in ("", cell[0]) and at[1] in ("", cell[1])) for cell in cells] for at, _ in shown])
        side, numbers = sparse.csr_array(np.vstack([side, -side])), np.array([number for _, number in shown])
        room = np.concatenate([numbers + about, about - numbers])
        for at in hidden:
            cost = np.array([float(at[0] in ("", cell[0]) and at[1] in ("", cell[1])) for cell in cells])
            ends = [linprog(sign * cost, A_ub=side, b_ub=room, bounds=(0, None)) for sign in (1, -1)]
            low, most = ends[0].fun, -ends[1].fun if ends[1].status == 0 else np.inf
            tried += 1
            if 2 * (floor(min(most, 1e6) + 1e-6) - max(ceil(low - 1e-6), 1) + 1) < high:
                open_to.append((measure, at, low, most))
    assert tried, "nothing is hidden: the attack tries nothing"
    assert open_to == [], open_to


def test_every_pair_of_fields_is_tried(told: list[tuple[Row, Where]]) -> None:
    """The attack is worth something only if counts over several fields are among those shown."""
    pairs = {pair for row, where in told if row["marker"] == "" for pair in combinations(sorted(where), 2)}
    assert len(pairs) >= 20
