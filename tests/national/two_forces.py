"""A country of two partnerships in two forces, of which one sent its files; everything defaulted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from assess.bad_data import FORCE, MONTHS, a_case
from scipy import sparse

from upriver.disclose.rules import rules
from upriver.intake.contracts import contracts
from upriver.pipeline.national.laying import Country, parted
from upriver.pipeline.national.profiles import Making, edition_of
from upriver.pipeline.national.statistics import statistics
from upriver.places.gazetteer import Gazetteer
from upriver.places.ground import Level
from upriver.words.area import Area
from upriver.words.part import Coverage

HERE, THERE = "E22990000", "E22990001"


def a_country(*, silent: tuple[str, ...] = ("eastmarch",), gone: tuple[str, ...] = ()) -> Country:
    """Twelve small areas, the first six Norsea's, the others Eastmarch's; `gone` are months that Norsea lacks."""
    case = a_case()
    home = (FORCE,) * 6 + ("eastmarch",) * 6
    halves = sparse.csr_matrix(np.repeat(np.eye(2), 6, axis=1))
    forces = Level("force", (Area("force", "E23000001", "Norsea"), Area("force", "E23000002", "Eastmarch")), halves)
    ground = replace(case.ground, home=home, levels={**case.ground.levels, "force": forces})
    months = case.counts.months
    missing = np.array([[whose in silent or (whose == FORCE and month in gone) for month in months] for whose in home])
    rng = np.random.default_rng(7)
    events = np.where(missing[:, :, None], 0, rng.poisson(np.linspace(2, 30, 12)[:, None, None], case.counts.events.shape))
    counts = replace(case.counts, events=events, missing=missing)
    present = tuple((force, month) for force in (FORCE, "eastmarch") for month in MONTHS
                    if force not in silent and not (force == FORCE and month in gone))
    ask = replace(case.ask, coverage=Coverage("police_uk_street", present, (), ()))
    return parted(ground, counts, ask, "cube", _names(ground.small))


def _names(small: tuple[str, ...]) -> Gazetteer:
    csp = {code: HERE if at < 6 else THERE for at, code in enumerate(small)}
    force = {code: "E23000001" if at < 6 else "E23000002" for at, code in enumerate(small)}
    called = {("csp", HERE): "Norsea", ("csp", THERE): "Eastmarch", ("csp", "E22990009"): "Nowhere",
              ("force", "E23000001"): "Norsea", ("force", "E23000002"): "Eastmarch"}
    return Gazetteer(called, {"lsoa21": {code: code for code in small}, "csp": csp, "force": force}, {}, {}, ())


def a_making(country: Country) -> Making:
    """What profiles are made with, without outlines."""
    held = {slug: rules()[contract.rule] for slug, contract in contracts().items()}
    edition = edition_of("A board", country.ask.period, "2026-02-01", "public", ("Contains public sector information",))
    return Making(country, statistics(country), {}, held, edition, (), "run", "2026-02-01")
