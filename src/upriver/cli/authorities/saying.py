"""What `who` answers, as lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from upriver.words.sharing.authority import RIGHTS, Authority, Register
from upriver.words.text import day, listed, plural

if TYPE_CHECKING:
    from upriver.duty.novation import Novation
    from upriver.duty.register import Matrix
    from upriver.places.recutting import Part


def matrix_body(found: Matrix, held: Register) -> dict[str, Any]:
    """The matrix of a day as JSON."""
    return {
        "on": found.on.isoformat(),
        "relevant_area": held.pooled,
        "districts": [{"code": area.code, "name": area.name} for area in found.districts],
        "kinds": [
            {
                "kind": row.needed.kind,
                "called": row.needed.called,
                "duty": row.needed.duty,
                "verified": row.needed.verified,
                "by_district": {
                    place.district: {"bodies": [body.id for body in place.bodies], "lacks": place.lacks} for place in row.places
                },
            }
            for row in found.rows
        ],
        "lacking": [{"district": area.code, "kind": row.needed.kind, "lacks": place.lacks} for area, row, place in found.lacking],
        "relevant": dict(found.relevant),
        "invited": {body.id: body.rights for body in held.authorities if body.role == "invited" and body.holds_on(found.on)},
        "proposed": [body.id for body in found.proposed],
        "contacts": {body.id: [body.contact, body.deputy] for body in held.authorities if body.contact and body.holds_on(found.on)},
        "without_contact": [body.id for body in found.without_contact],
        "notes": list(found.notes),
    }


def matrix_lines(found: Matrix, held: Register) -> list[str]:
    """The matrix in words: kinds with their bodies by district, then what lacks, what is unconfirmed, what was not verified."""
    lines = [f"Who is in on {day(found.on.isoformat())}, in {plural(len(found.districts), 'district')}"]
    if held.pooled:
        lines[0] += f", working together as {held.pooled} (section 9)"
    people = {person.id: person.name for person in held.people if person.name}
    for row in found.rows:
        lines.append(f"{row.needed.called}{'' if row.needed.duty else ' (no duty-holder)'}")
        groups: dict[tuple[Authority, ...], list[str]] = {}
        for area, place in zip(found.districts, row.places, strict=True):
            groups.setdefault(place.bodies, []).append(area.name)
        for bodies, names in groups.items():
            where = "every district" if len(names) == len(found.districts) > 1 else listed(names, most=6)
            marks = [f"{body.name} [{body.id}]{' (proposed)' if body.status == 'proposed' else ''}{_spoken(body, people)}" for body in bodies]
            lines.append(f"  {where}: {listed(marks, most=8) if marks else 'none listed'}")
    lines.append("Relevant authorities: " + ", ".join(f"{kind.replace('_', ' ')} {count:,}" for kind, count in found.relevant.items()))
    invited = [
        f"{body.name} (sees {RIGHTS.get(body.rights, 'nothing')})"
        for body in held.authorities
        if body.role == "invited" and body.holds_on(found.on)
    ]
    lines += [f"Invited participant: {each}" for each in invited]
    gaps: dict[str, list[str]] = {}
    for area, _, place in found.lacking:
        gaps.setdefault(place.lacks, []).append(f"{area.name} ({area.code})")
    lines += [f"LACKING: {lacks}: {listed(names, most=20)}." for lacks, names in gaps.items()]
    if not found.lacking and found.rows:
        lines.append("No district lacks a kind of specified authority.")
    nowhere = [body for body in held.authorities if body.role != "invited" and body.holds_on(found.on) and not body.covers_on(found.on)]
    if nowhere:
        lines.append(f"Covers no district on that day, so it stands in no row: {listed([body.name for body in nowhere], most=8)}. "
                     "Its districts go on the sheet Areas.")
    if found.proposed:
        lines.append(f"Only proposed, confirmed by nobody: {plural(len(found.proposed), 'row')}.")
    if found.without_contact:
        lines.append(f"Without a single point of contact: {listed([body.name for body in found.without_contact], most=8)}.")
    unsure = [body for body in found.proposed if not body.verified or any(not cover.verified for cover in body.areas)]
    lines += [f"Not verified at source: {body.name} [{body.id}]{f': {body.note}' if body.note else ''}." for body in unsure]
    if names := [body.name for body in found.proposed if {"name", "valid_from"} & set(body.unsourced)]:
        lines.append(f"Name or first day not found at source, check it: {listed(names, most=8)}.")
    return [*lines, *(f"Note: {note}" for note in found.notes)]


def _spoken(body: Authority, people: dict[str, str]) -> str:
    """Who speaks for a body, in words after its name; "" where nobody is known to."""
    deputy = f", deputy {people[body.deputy]}" if body.deputy in people else ""
    return f", contact {people[body.contact]}{deputy}" if body.contact in people else ""


def novation_body(each: Novation) -> dict[str, Any]:
    """One ending with what rests on the body, as JSON."""
    return {
        "id": each.ending.body.id,
        "name": each.ending.body.name,
        "last_day": each.ending.last_day.isoformat(),
        "into": [list(pair) for pair in each.ending.into],
        "recoded": each.ending.recoded,
        "told_by": each.ending.told_by,
        "items": [{"kind": kind, "id": ident, "title": title} for kind, ident, title, _ in each.items],
        "do": each.do,
    }


def parts_body(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The districts of a boundary as JSON."""
    return [
        {
            "district": part.cover.district,
            "name": part.cover.name,
            "share": part.cover.share,
            "small_areas": list(part.small),
            "unknown": part.unknown,
        }
        for part in parts
    ]
