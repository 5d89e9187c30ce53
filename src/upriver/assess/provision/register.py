"""The register of services, as it stood in the last quarter sent: one row a service, with what is told of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.materials import lay_tally
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import TallySpec
from upriver.words.period import Period, month_name, month_number, months_period

REGISTER = TallySpec(
    "provision_interventions",
    ("intervention", "approach", "prevention_level", "cohort", "age_band", "district", "ends_on", "funder", "annual_funding", "places_a_year",
     "people_reached", "referral_route", "evaluation"),
)


@dataclass(frozen=True, slots=True)
class Service:
    """One service. Numbers are None where they weren't told; `area` is its district, or the partnership where it has none."""

    slug: str
    name: str
    area: Area
    approach: str
    level: str
    cohort: str
    evaluation: str
    funder: str
    ends: str
    funding: float | None
    places: float | None
    reached: float | None


@dataclass(frozen=True, slots=True)
class Register:
    """All services of the last quarter sent inside the period."""

    period: Period
    services: tuple[Service, ...]


def register(ground: Ground, ask: Ask) -> Register | None:
    """The register, or None where no row of it is held for the period."""
    found = ask.materials.tallies.get(REGISTER)
    if found is None:
        return None
    laid = lay_tally(found, ground, ask.period, months_each=3)
    months = laid.columns["period"].astype(str)
    if not len(months):
        return None
    last = max(months.tolist())
    kept = laid.where(months == last)
    districts = {area.code: area for area in ground.levels["ltla"].areas} if "ltla" in ground.levels else {}
    used: dict[str, int] = defaultdict(int)
    services = []
    for at in range(len(kept.events)):
        row = {name: _plain(kept.columns[name][at]) for name in (*REGISTER.by, "place")}
        area = districts.get(str(row["district"] or ""), ground.partnership)
        name = str(row["intervention"] or "a service without a name")
        services.append((name, row, area))
    made = [_service(name, row, area, used) for name, row, area in sorted(services, key=lambda each: (each[0], each[2].code))]
    return Register(months_period(last, month_name(month_number(last) + 2)), tuple(made))


def _service(name: str, row: dict[str, object], area: Area, used: dict[str, int]) -> Service:
    slug = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "service"
    used[slug] += 1
    ends = str(row["ends_on"] or "")[:7]
    return Service(
        slug if used[slug] == 1 else f"{slug}_{used[slug]}", _told(name), area, _told(row["approach"]), _told(row["prevention_level"]),
        _told(row["cohort"]), _told(row["evaluation"]), _told(row["funder"]), ends if re.fullmatch(r"\d{4}-\d{2}", ends) else "",
        _number(row["annual_funding"]), _number(row["places_a_year"]), _number(row["people_reached"]),
    )


def _plain(value: object) -> object:
    if value is None or (isinstance(value, float) and np.isnan(value)) or (isinstance(value, np.datetime64) and np.isnat(value)):
        return None
    return value


def _told(value: object) -> str:
    """Words fit for the name of a figure: no mark that such a name is built with."""
    return re.sub(r"[;=,#]+", " ", str(value)).strip() if value not in (None, "") else "not told"


def _number(value: object) -> float | None:
    return float(str(value)) if value is not None else None
