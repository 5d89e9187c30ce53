"""The districts that the partnership works in, who covers them, and what the register lacks: for pages and commands alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from upriver.desk.partners.actions import fill_in, partnership, settle_areas, settled_areas
from upriver.desk.partners.convert import register
from upriver.desk.planning.seen import kept
from upriver.desk.submissions.convert import receipts
from upriver.duty.asking import GSS
from upriver.duty.known_authorities import jurisdictions
from upriver.duty.register import Matrix, matrix
from upriver.pipeline.authorities.register import Ground, ground_of, propose
from upriver.pipeline.counting.survey import gazette
from upriver.places import naming
from upriver.store.folder import Folder
from upriver.words.area import Area


def ground(folder: Folder) -> Ground:
    """The districts of the workspace's areas, with what is known above them; read once for each state of what they rest on."""
    found = partnership()
    areas, got, held = settled_areas(found) if found else (), receipts(), register()
    named = tuple(found.areas_named) if found else ()
    look_ups = tuple(receipt.part.source_hash for receipt in got if receipt.part.contract == "area_lookup")
    written = tuple((cover.district, cover.name) for body in held.authorities for cover in body.areas)
    return kept(("ground", str(folder.root), areas, named, look_ups, written), lambda: ground_of(folder, got, areas, named, held))


def matrix_on(folder: Folder, on: date) -> Matrix:
    """Which district has which kind of body on a day, and what lacks."""
    there = ground(folder)
    return matrix(register(), there.districts, on=on, jurisdictions=jurisdictions(), upper=there.upper)


def filled_in(folder: Folder, *, on: date, by: str, at: str) -> tuple[str, ...]:
    """Add the bodies of the workspace's areas that the register lacks, as proposed; gives the ids of those added."""
    there = ground(folder)
    if not there.districts:
        return ()
    return fill_in(proposed=propose(folder, receipts(), there, on=on), by=by, at=at)


def own_areas(folder: Folder) -> dict[str, str]:
    """The partnership's own areas by code with their names: those settled, else those typed as codes, else its districts."""
    found = partnership()
    areas = {area.code: area.name for area in (settled_areas(found) if found else ())}
    if areas:
        return areas
    called = {body.code: body.name.removesuffix(" Council") for body in register().authorities if body.code}
    typed = {code: called.get(code, code) for code in (found.areas_named if found else ()) if GSS.fullmatch(code)}
    return typed or {area.code: area.name for area in ground(folder).districts}


def areas_known(folder: Folder) -> dict[str, str]:
    """The partnership's own areas, then its districts, by code with their names."""
    return own_areas(folder) | {area.code: area.name for area in ground(folder).districts}


def area_names(folder: Folder) -> Mapping[str, str]:
    """What every area of the look-ups that are held is called, small ones too, by code; read once for each state of them."""
    got = receipts()
    look_ups = tuple(receipt.part.source_hash for receipt in got if receipt.part.contract == "area_lookup")
    return kept(("area names", str(folder.root), look_ups), lambda: {code: name for (_, code), name in gazette(folder, got).names.items()}) | areas_known(folder)


def settled(folder: Folder, *, by: str, at: str) -> tuple[Area, ...]:
    """Settle the areas that were named, where a look-up of areas is held; else nothing, and the names stay as typed.

    Raises:
        Refusal: a name means no area, or several.
    """
    found = partnership()
    names = gazette(folder, receipts())
    if found is None or not found.areas_named or not names.small_areas:
        return ()
    areas, _ = naming.settle(names, list(found.areas_named))
    settle_areas(areas=areas, by=by, at=at)
    return tuple(areas)
