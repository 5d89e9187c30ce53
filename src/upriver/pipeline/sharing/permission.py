"""What an assessment may rest on: open data by their own gateway, partners' feeds by the clauses that hold on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from upriver.duty.gateways import gateways
from upriver.duty.permitting import Within, allowed, clauses_of, open_clauses
from upriver.pipeline.sharing.feeds import uses_of
from upriver.places.gazetteer import Gazetteer
from upriver.store.feeds import Given
from upriver.words.declared import Contract
from upriver.words.sharing.agreement import Agreement, Clause, Permission, Use

ASSESSMENT = "strategic_needs_assessment"


def clauses_on(
    layouts: Mapping[str, Contract], agreements: Sequence[Agreement], *, own: Path, names: Mapping[str, str], on: date
) -> tuple[Clause, ...]:
    """Every clause that the law or an agreement grants, as it stands on a day.

    Args:
        own: the workspace's declarations, for gateways of its own. names: people's, by id.
    """
    every = tuple(layouts.values())
    agreed = clauses_of(agreements, every, on=on, gateways=gateways(own), names=names)
    return (*open_clauses(each for each in every if not each.of), *agreed)


def permission_for(
    layouts: Mapping[str, Contract],
    clauses: Sequence[Clause],
    given: Mapping[str, tuple[Given, ...]],
    *,
    areas: Sequence[str],
    within: Within,
    audience: str,
    on: date,
) -> Permission:
    """The permission for an assessment on the day that it is made: what nothing allows stands in `barred`.

    Args:
        areas: codes of the districts that figures will be given for. within: what each of them lies in.
    """
    open_uses = [
        Use(contract.slug, (), (), "small_area", ASSESSMENT, audience)
        for contract in layouts.values()
        if contract.protection == "open"
    ]
    asked = uses_of(given, areas=areas, purpose=ASSESSMENT, audience=audience)
    return allowed((*open_uses, *asked), clauses, on=on, within=within)


def lying_in(names: Gazetteer) -> dict[str, frozenset[str]]:
    """For each district, the larger areas that it lies in wholly."""
    found: dict[str, frozenset[str]] = {}
    for small, district in names.parents.get("ltla", {}).items():
        above = frozenset(parents[small] for parents in names.parents.values() if small in parents)
        found[district] = found[district] & above if district in found else above
    return found
