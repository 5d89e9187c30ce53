"""From held look-ups and the lists of bodies to the small areas that make a body up on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from upriver.duty.known_authorities import known
from upriver.pipeline.counting.survey import gazette, parts_of
from upriver.places.gazetteer import Gazetteer
from upriver.places.ground import Ground
from upriver.places.recutting import Boundary, boundary, codes_of, level_on
from upriver.store.folder import Folder
from upriver.words.part import Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Authority, Register
from upriver.words.text import day


def body_on(named: str, held: Register, on: date) -> tuple[Authority, tuple[str, ...]]:
    """The body that an id or code means on a day, with what must be said about it; the register's own row wins.

    A body that goes on under a new code is followed to it. The areas of a shipped row are its whole area, and those of
    the register only the workspace's part, so that the shipped areas stand where there are any.

    Raises:
        Refusal: nobody has that id or code, or the body isn't there on that day.
    """
    shipped = known().bodies
    rows = {**{body.code: body for body in held.authorities if body.code}, **held.by_id()}
    said = []
    body = shipped.get(named) or rows.get(named)
    while body is not None and body.continues_as and body.valid_to is not None and body.valid_to < on:
        since = day((body.valid_to + timedelta(days=1)).isoformat())
        said.append(f"{body.id} goes on as {body.continues_as} since {since}: the same body under a new code.")
        body = shipped.get(body.continues_as) or rows.get(body.continues_as)
    if body is None:
        raise Refusal("no body has that id or code", do="Ids stand in the output of `upriver who`.")
    if not body.holds_on(on):
        when = f"ended on {body.valid_to}" if body.valid_to and body.valid_to < on else f"begins on {body.valid_from}"
        into = f" Its successors are {', '.join(body.successors)}." if body.successors else ""
        raise Refusal(f"{body.name} {when}, so it has no boundary on {on}", do=f"Name another day with --on.{into}")
    if not body.areas:
        raise Refusal(f"nothing says what {body.name} covers", do="Add its districts on the sheet Areas of the register.")
    return body, tuple(said)


def boundary_on(folder: Folder, receipts: Sequence[Receipt], body: Authority, on: date) -> Boundary:
    """The small areas of a body on a day, by every look-up held, of whatever year."""
    return boundary(body, on, _codes(folder, receipts, gazette(folder, receipts)), known().moves)


RECUT = {"icb": "health", "fra": "fire_and_rescue"}
"""Levels whose bodies change their boundaries from one year to the next, and the kind of body at each."""


def recut_on(
    folder: Folder, receipts: Sequence[Receipt], names: Gazetteer, ground: Ground, held: Register, on: date
) -> Ground:
    """The ground with the boundaries that boards and fire authorities have on a day, not those of a look-up's year.

    `names` is the gazetteer of all look-ups together, which the ground was laid from.
    A level none of whose bodies' small areas are all known stays as the look-ups have it.
    """
    codes = _codes(folder, receipts, names)
    bodies = {**{body.code or body.id: body for body in held.authorities}, **{body.code or body.id: body for body in known().bodies.values()}}
    levels = dict(ground.levels)
    for level, kind in RECUT.items():
        there = [body for _, body in sorted(bodies.items()) if body.kind == kind and body.holds_on(on)]
        if found := level_on(ground, level, there, on, codes, known().moves):
            levels[level] = found
    return replace(ground, levels=levels)


def _codes(folder: Folder, receipts: Sequence[Receipt], together: Gazetteer) -> dict[str, frozenset[str]]:
    names = [together]
    if len(parts_of(receipts, "area_lookup")) > 1:
        names += [gazette(folder, [each]) for each in receipts if each.part.contract == "area_lookup"]
    return codes_of(names)
