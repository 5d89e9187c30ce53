"""The police extract as far as it tells of people: what is asked of it, and what its rows are rows of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.people.telling import Counted, counted
from upriver.places.ground import Ground
from upriver.stats.people.repeats import design
from upriver.store.partners.people import Peopled
from upriver.words.figure import PeopleSpec, TallySpec

EXTRACT = "police_crime_extract"
WITHOUT_A_VICTIM = ("10A", "10B", "10C", "10D", "81", "90")
"""Possession of weapons: crimes that hurt nobody yet, so that no victim is missing from them."""
WITH_A_VICTIM = (("offence_code", "not " + "|".join(WITHOUT_A_VICTIM)),)
WITH_A_SUSPECT = (("suspect", "yes"),)
"""The rows that are counted, as the lock names them; whether there is a suspect is no field of its own."""
VICTIMS = PeopleSpec(EXTRACT, "victim_key")
SUSPECTS = PeopleSpec(EXTRACT, "suspect_key")


def asked(*fields: str) -> TallySpec:
    """The extract by some fields, and by offence, so that crimes without a victim can be left out."""
    return TallySpec(EXTRACT, ("offence_code", *fields))


def with_a_victim(ask: Ask, ground: Ground, need: TallySpec) -> Counted | None:
    """Crimes that somebody was the victim of, over the months that can be used."""
    found = counted(ask, ground, need)
    if found is None:
        return None
    kept = found.laid.where(~np.isin(found.laid.columns["offence_code"].astype(str), WITHOUT_A_VICTIM))
    return replace(found, laid=kept) if kept.total else None


def with_a_suspect(ask: Ask, ground: Ground, need: TallySpec) -> Counted | None:
    """Crimes with a suspect of whom any of the fields asked for is known."""
    found = counted(ask, ground, need)
    if found is None:
        return None
    fields = [name for name in need.by if name.startswith("suspect_")]
    some = np.zeros(len(found.laid.events), dtype=bool)
    for name in fields:
        some |= np.array([value is not None for value in found.laid.columns[name]], dtype=bool)
    kept = found.laid.where(some)
    return replace(found, laid=kept) if kept.total else None


def design_of(people: Peopled | None) -> float:
    """How much people who come several times widen the variance of a count; 1 where no key says who they are."""
    return design(people.by_times) if people is not None and people.rows > people.unkeyed else 1.0
