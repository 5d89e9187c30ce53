"""What a register says on a day: which area has which kind of body, what lacks, what is unconfirmed; and changes to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from upriver.words.area import Area
from upriver.words.sharing.agreement import as_coarse
from upriver.words.sharing.authority import RELEVANT, SPECIFIED, Authority, Jurisdiction, Needed, Register
from upriver.words.text import listed

SPOKEN_FOR = (*SPECIFIED, "local_policing_body")
"""Kinds whose bodies need a single point of contact."""


@dataclass(frozen=True, slots=True)
class Place:
    """One district of the matrix: the bodies of a kind that cover it, and what lacks there ("" where nothing does)."""

    district: str
    bodies: tuple[Authority, ...]
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of body, with one place a district, in the order of the matrix's districts."""

    needed: Needed
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Kinds of body by district on a day.

    `relevant` counts prisons, places of youth custody and education authorities by kind; an area may have none.
    """

    on: date
    districts: tuple[Area, ...]
    rows: tuple[Row, ...]
    relevant: Mapping[str, int]
    proposed: tuple[Authority, ...]
    without_contact: tuple[Authority, ...]
    notes: tuple[str, ...]

    @property
    def lacking(self) -> tuple[tuple[Area, Row, Place], ...]:
        """Every district that lacks a kind, or a part of one."""
        return tuple(
            (area, row, place)
            for row in self.rows
            for area, place in zip(self.districts, row.places, strict=True)
            if place.lacks
        )


def matrix(
    register: Register,
    districts: Sequence[Area],
    *,
    on: date,
    jurisdictions: Iterable[Jurisdiction],
    upper: Mapping[str, str],
) -> Matrix:
    """The matrix of a day. `upper` gives the code of each district's upper tier, where it is known."""
    laws = [law for law in jurisdictions if any(area.code.startswith(law.prefixes) for area in districts)]
    lawless = sorted(area.code for area in districts if not any(area.code.startswith(law.prefixes) for law in laws))
    unsaid = (f"No jurisdiction is declared for {listed(lawless)}, so what lacks there isn't known.",) if lawless else ()
    kinds = {needed.kind: needed for law in reversed(laws) for needed in law.needed}
    there = [body for body in register.authorities if body.holds_on(on)]
    two_tier = _two_tier(there, districts, on, upper)
    rows = []
    for kind, needed in kinds.items():
        mine = [body for body in there if body.kind == kind]
        there_called = {prefix: each for law in laws for each in law.needed if each.kind == kind for prefix in law.prefixes}
        places = (_place(area, mine, there_called.get(area.code[:1]), on, two_tier) for area in districts)
        rows.append(Row(needed, tuple(places)))
    known = {person.id for person in register.people if not person.erased_on}
    return Matrix(
        on,
        tuple(districts),
        tuple(rows),
        {kind: sum(1 for body in there if body.kind == kind) for kind in RELEVANT},
        tuple(body for body in there if body.status == "proposed"),
        tuple(body for body in there if body.kind in SPOKEN_FOR and body.contact not in known),
        (*unsaid, *dict.fromkeys(note for law in laws for note in law.notes)),
    )


def _two_tier(there: Iterable[Authority], districts: Iterable[Area], on: date, upper: Mapping[str, str]) -> frozenset[str]:
    """Districts with two councils: by the code of their upper tier, and by what the register says of its councils."""
    by_tier = {cover.district for body in there if body.tier in ("district", "county") for cover in body.covers_on(on)}
    return frozenset(area.code for area in districts if upper.get(area.code, area.code) != area.code) | by_tier


def _place(area: Area, bodies: Iterable[Authority], needed: Needed | None, on: date, two_tier: frozenset[str]) -> Place:
    """One district: `needed` is the kind as its own jurisdiction calls it, None where nothing is declared for it."""
    covers = [(body, cover) for body in bodies for cover in body.covers_on(on) if cover.district == area.code]
    mine = tuple(dict.fromkeys(body for body, _ in covers))
    if needed is None or (not needed.duty and not mine):
        return Place(area.code, mine)
    if needed.kind == "local_authority" and area.code in two_tier:
        tiers = {body.tier for body in mine}
        gone = [words for tier, words in (("district", "no district council"), ("county", "no county council")) if tier not in tiers]
        # A council whose tier nobody has written counts for neither: asking is better than guessing.
        return Place(area.code, mine, " and ".join(gone))
    if not mine:
        return Place(area.code, (), f"no {_within(needed.called)}")
    shares = [cover.share for _, cover in covers]
    if needed.duty and None not in shares and (held := sum(share or 0.0 for share in shares)) < 0.999:
        return Place(area.code, mine, f"only {held:.0%} of it is covered")
    return Place(area.code, mine)


def _within(called: str) -> str:
    """A name as it stands inside a sentence: "integrated care board", but "Local Health Board"."""
    return called if any(word[:1].isupper() for word in called.split()[1:]) else called[:1].lower() + called[1:]


def merged(old: Register, new: Register) -> tuple[Register, dict[str, list[str]]]:
    """The new register, with confirmations kept for rows that didn't change, and the ids added, changed and removed.

    A row whose body changed is proposed anew, whatever it says; a new contact alone leaves it confirmed. People stay
    though the new register doesn't list them, erased ones erased: an id never comes to mean somebody else.
    """
    before = old.by_id()
    kept: list[Authority] = []
    added: list[str] = []
    changed: list[str] = []
    for body in new.authorities:
        was = before.get(body.id)
        same = was is not None and _undecided(was) == _undecided(body)
        if was is None:
            added.append(body.id)
        elif not same or (was.contact, was.deputy) != (body.contact, body.deputy):
            changed.append(body.id)
        decided = was if was is not None and same else Authority(body.id, body.kind, body.name)
        kept.append(replace(body, status=decided.status, confirmed_by=decided.confirmed_by, confirmed_on=decided.confirmed_on))
    people = {person.id: person for person in old.people}
    stayed = {each.id: people[each.id] if each.id in people and people[each.id].erased_on else each for each in new.people}
    touched = sorted(key for key, each in stayed.items() if people.get(key) != each)
    removed = sorted(set(before) - {body.id for body in new.authorities})
    changes = {"added": added, "changed": changed, "removed": removed, "people": touched}
    return Register(tuple(kept), tuple({**people, **stayed}.values()), new.pooled), changes


def _undecided(body: Authority) -> Authority:
    return replace(body, status="", confirmed_by="", confirmed_on="", contact="", deputy="")


def may_see(body: Authority, detail: str) -> bool:
    """Whether a body of this role may be given figures in this detail at all; an agreement must allow it besides.

    An invited participant never sees rows about people, whatever an agreement says.
    """
    if body.role != "invited":
        return True
    finest = {"district_figures": "district", "small_area_figures": "small_area"}.get(body.rights)
    return finest is not None and as_coarse(detail, finest)
