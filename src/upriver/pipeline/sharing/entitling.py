"""May this file come in? Asked of its layout and columns before a row is read, and of its areas before it is held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from upriver.duty.permitting import RECEIVING, Within, allowed
from upriver.words.declared import Contract
from upriver.words.part import Found
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Clause, Permission, Use

FINE = ("lsoa21", "lsoa")
"""Patterns of places that are small areas."""


def detail_of(layout: Contract) -> str:
    """The detail that holding a layout needs: rows about events or people need the finest, counts that of their places."""
    if layout.protection == "depersonalised":
        return "record"
    if layout.place_from is None:
        return "partnership"
    return "small_area" if layout.field(layout.place_from).pattern in FINE else "district"


def entitled(found: Found, layout: Contract, clauses: Sequence[Clause], *, provider: str, on: date) -> Permission:
    """The permission under which a file may be held, its areas left open: some live clause allows its columns.

    Args:
        provider: who sends it; where it is known, it must be a party of the clause that gives.

    Raises:
        Refusal: no live clause does; names the clause that comes nearest, or says that none is there.
    """
    fields = tuple(sorted(found.columns)) if layout.mode == "records" and layout.protection != "open" else ()
    use = Use(layout.slug, fields, (), detail_of(layout), RECEIVING, "restricted")
    about = [clause for clause in clauses if clause.allows.contract == layout.slug]
    with_party = [clause for clause in about if not provider or layout.protection == "open" or provider in clause.givers]
    if about and not with_party:
        raise Refusal(f"it may not be taken in: {provider} is a party that gives under no clause about {layout.feed}",
                      do="Write the provider as the agreement names it, or make one with it.")
    tried = [allowed([replace(use, areas=clause.allows.areas)], [clause], on=on) for clause in with_party]
    good = [each for each in tried if each.uses]
    if not good:
        # Asked again of all clauses with the nearest one's own areas, so that the areas aren't blamed.
        areas = with_party[0].allows.areas if with_party else ()
        first = allowed([replace(use, areas=areas)], with_party, on=on).barred[0]
        raise Refusal(f"it may not be taken in: {first.why}", do=first.do)
    return Permission(tuple(use for each in good for use in each.uses),
                      tuple(dict.fromkeys(clause for each in good for clause in each.clauses)), on)


def within_areas(
    permission: Permission, layout: Contract, places: Collection[str], *, district_of: Mapping[str, str], within: Within
) -> None:
    """Hold the areas found in a file against the clauses that let it in.

    Args:
        places: the values of `place_from`. One that no look-up puts in a district can't be held against a clause.

    Raises:
        Refusal: some rows lie in districts that no clause takes in; names those districts.
    """
    districts = {district_of.get(place, place) for place in places}
    asked = tuple(sorted(code for code in districts if code in within))
    if not asked:
        return
    uses = {replace(use, areas=asked) for use in permission.uses}
    checked = allowed(sorted(uses, key=repr), permission.clauses, on=permission.on, within=within)
    if not checked.uses:
        first = checked.barred[0]
        raise Refusal(f"some rows of {layout.feed} lie where it may not be used: {first.why}", do=first.do)
