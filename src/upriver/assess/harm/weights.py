"""Severity weights, unit costs and price indices: what the user loaded, else what is shipped, each under its own name."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from upriver import shelf
from upriver.assess.definitions import category_slug
from upriver.assess.materials import Materials
from upriver.assess.recorded_counts import CSP, FORCE
from upriver.words.figure import RowsSpec
from upriver.words.period import Period
from upriver.words.refusal import Refusal

WEIGHTS = RowsSpec("severity_weights", ("scheme", "offence_code", "statistic", "weight"))
COSTS = RowsSpec("unit_costs", ("edition", "price_year", "kind", "unit_cost", "multiplier"))
STATISTICS = ("min", "median", "max")


@dataclass(frozen=True, slots=True)
class Scheme:
    """One severity index in one edition: for each Home Office code its least, middle and greatest weight.

    A code with a single weight has it three times; `ranged` says whether any code hasn't. `loaded` is True where the
    partnership took it in, False for the few cited weights that are shipped.
    """

    name: str
    weights: Mapping[str, tuple[float, float, float]]
    ranged: bool
    loaded: bool
    called: str = ""
    """Its slug where another index's name gives the same one."""

    @property
    def slug(self) -> str:
        return self.called or _slug(self.name)

    def of(self, codes: Iterable[str], level: str) -> np.ndarray:
        """The weights of some codes; NaN where the index, as far as it is held, has none.

        Codes that a table joins, as 1/4.1/4.10/4.2, take the weight of the joined code, else of the first of them that has one.
        """
        nothing, at = (math.nan,) * 3, STATISTICS.index(level)
        found = ((self.weights[each] for each in (code, *code.split("/")) if each in self.weights) for code in codes)
        return np.array([next(each, nothing)[at] for each in found], dtype=float)


@dataclass(frozen=True, slots=True)
class Costs:
    """Unit costs of one edition by kind of offence, in the prices of one year, with the multipliers that are known."""

    edition: str
    price_year: str
    unit: Mapping[str, float]
    multiplier: Mapping[str, float]
    loaded: bool


def check_coded(contract: str) -> None:
    """Refuse to weigh anything but offence codes.

    Raises:
        Refusal: the counts are of police.uk types, each of which holds offences from minor to grave.
    """
    if contract not in (CSP, FORCE):
        raise Refusal(
            "severity weights and unit costs belong to offence codes; these counts have none",
            do="Take in the Home Office's open tables of recorded crime by offence code.",
        )


def schemes(materials: Materials) -> tuple[Scheme, ...]:
    """Every index that was taken in; where none was, those of which some weights are shipped."""
    rows = materials.rows.get(WEIGHTS)
    if rows is not None and len(rows["scheme"]):
        columns = (rows[name].tolist() for name in WEIGHTS.fields)
        return _schemes(zip(*columns, strict=True), loaded=True)
    return _schemes(((r["scheme"], r["offence_code"], r["statistic"], float(r["weight"])) for r in _shipped("severity_weights")), loaded=False)


def covering_most(known: Sequence[Scheme], codes: Sequence[str], events: np.ndarray) -> Scheme:
    """Of several indices the one that weighs most of these events, so that no two are mixed; the first of two as good."""
    return max(known, key=lambda scheme: float(events[~np.isnan(scheme.of(codes, "median"))].sum()))


def _schemes(rows: Iterable[tuple[str, str, str, float]], *, loaded: bool) -> tuple[Scheme, ...]:
    found: dict[str, dict[str, dict[str, float]]] = {}
    for name, code, statistic, weight in rows:
        if name and code and not math.isnan(weight):
            found.setdefault(str(name), {}).setdefault(str(code).strip(), {})[str(statistic)] = float(weight)
    return _told_apart([_scheme(name, by_code, loaded) for name, by_code in sorted(found.items())])


def _told_apart(found: Sequence[Scheme]) -> tuple[Scheme, ...]:
    """Indices whose names differ in marks alone, as ONS 2025 and ONS (2025), numbered so that no two figures are called alike."""
    taken: set[str] = set()
    made = []
    for each in found:
        numbered = (f"{_slug(each.name)}_{number}" for number in range(2, len(found) + 2))
        slug = next(name for name in (_slug(each.name), *numbered) if name not in taken)
        taken.add(slug)
        made.append(replace(each, called=slug))
    return tuple(made)


def _slug(name: str) -> str:
    return category_slug(name) or "index"


def _scheme(name: str, by_code: Mapping[str, Mapping[str, float]], loaded: bool) -> Scheme:
    """Least, middle and greatest of each code; a code that lacks one of the three takes the nearest that it has.

    They are put in order: where a table names a least weight above its greatest, the smaller of the two is the least.
    """
    whole = {}
    for code, given in by_code.items():
        middle = given.get("single", given.get("median", given.get("min", given.get("max", math.nan))))
        low, middle, high = sorted((given.get("min", middle), middle, given.get("max", middle)))
        whole[code] = (low, middle, high)
    return Scheme(name, whole, any(low != high for low, _, high in whole.values()), loaded)


def costs(materials: Materials) -> Costs:
    """The unit costs that were taken in, of the latest price year; else those that are shipped."""
    rows = materials.rows.get(COSTS)
    if rows is not None and len(rows["edition"]):
        table = [dict(zip(COSTS.fields, each, strict=True)) for each in zip(*(rows[name].tolist() for name in COSTS.fields), strict=True)]
        return _costs(table, loaded=True)
    return _costs(_shipped("unit_costs"), loaded=False)


def _costs(rows: Sequence[Mapping[str, object]], *, loaded: bool) -> Costs:
    last = max((_year(str(row["price_year"])), str(row["edition"])) for row in rows)
    mine = [row for row in rows if (_year(str(row["price_year"])), str(row["edition"])) == last]
    multiplier = {str(row["kind"]): _number(row["multiplier"]) for row in mine}
    unit = {str(row["kind"]): _number(row["unit_cost"]) for row in mine}
    return Costs(last[1], last[0], unit, {kind: by for kind, by in multiplier.items() if not math.isnan(by)}, loaded)


def _number(value: object) -> float:
    return math.nan if value in (None, "") else float(str(value))


def _year(words: str) -> str:
    """A financial year in one spelling: 2015/16."""
    return f"{words[:4]}/{words[-2:]}"


@cache
def deflator() -> Mapping[str, float]:
    """The GDP deflator by financial year, outturns alone."""
    return {row["financial_year"]: float(row["index"]) for row in _shipped("gdp_deflator")}


def price_year(period: Period) -> str:
    """The financial year whose prices an assessment speaks in: that of its last day, or the last one that is known."""
    start = period.end.year if period.end.month >= 4 else period.end.year - 1
    asked = f"{start}/{(start + 1) % 100:02d}"
    known = deflator()
    return asked if asked in known else max(known) if asked > max(known) else min(known)


@cache
def kinds() -> Mapping[str, str]:
    """The costed kind of each offence code, by the flags of the Home Office's table; codes that have none are left out.

    Attempted murder is violence with injury, threats to kill violence without: the edition's own rule was not seen.
    """
    flagged = {
        "homicide": "homicide", "rape": "rape", "other_sexual": "other_sexual_offences", "robbery_personal": "robbery_of_people",
        "robbery_business": "robbery_of_businesses", "violence_with_injury": "violence_with_injury",
        "violence_without_injury": "violence_without_injury", "stalking_harassment": "stalking_and_harassment",
        "possession_of_weapons": "possession_of_weapons",
    }
    found = {}
    with shelf.data_file("offence_codes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            named = [flagged[flag] for flag in row["flags"].split() if flag in flagged]
            if named:
                found[row["code"]] = named[0]
            elif row["subgroup"] == "Arson":
                found[row["code"]] = "arson"
    return found


@cache
def _shipped(name: str) -> tuple[dict[str, str], ...]:
    with shelf.data_file(f"harm/{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
