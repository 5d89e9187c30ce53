"""From held parts to the ground of an assessment, how codes are recoded, and what is covered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from upriver.intake import coverage as screening
from upriver.intake import vintages
from upriver.places import gazetteer, ground, outlines
from upriver.places.forces import NO_TERRITORY, force_of
from upriver.store import cubes, holding
from upriver.store.folder import Folder
from upriver.words.area import LEVELS, Area
from upriver.words.decision import Decision
from upriver.words.part import Coverage, Part, Receipt
from upriver.words.refusal import Refusal

STREET = "police_uk_street"


def parts_of(receipts: Sequence[Receipt], contract: str) -> tuple[Part, ...]:
    """Parts of a contract, in the order they came."""
    return tuple(receipt.part for receipt in receipts if receipt.part.contract == contract)


def gazette(folder: Folder, receipts: Sequence[Receipt]) -> gazetteer.Gazetteer:
    """What lies in what, from every look-up held; boundaries' names count as names of areas."""
    look_ups = []
    for part in sorted(parts_of(receipts, "area_lookup"), key=lambda each: each.source_hash):
        levels = [level for level in LEVELS if level not in ("partnership", "country")]
        columns = holding.rows_of(folder, [part], [*levels, *(f"{level}_name" for level in levels)])
        there = [level for level in levels if any(value is not None for value in columns[level])]
        look_ups.append(gazetteer.LookUp(
            {level: columns[level].tolist() for level in there},
            {level: columns[f"{level}_name"].tolist() for level in there},
            {level: int(part.facts[level]) for level in there if level in part.facts},
        ))
    return gazetteer.gazetteer(look_ups)


def outlines_of(folder: Folder, receipts: Sequence[Receipt], level: str) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """Codes and WKB of all boundaries held of a level, in the order of their codes; the newest vintage wins."""
    found: dict[str, bytes] = {}
    for part in sorted(parts_of(receipts, "boundaries"), key=lambda each: (each.vintage, each.source_hash)):
        if level in part.facts.get("level", level):
            rows = holding.rows_of(folder, [part], ["level", "code", "wkb"])
            found.update({code: bytes(wkb) for each, code, wkb in zip(rows["level"], rows["code"], rows["wkb"], strict=True)
                          if each == level})
    codes = tuple(sorted(found))
    return codes, tuple(found[code] for code in codes)


def lay_ground(folder: Folder, receipts: Sequence[Receipt], names: gazetteer.Gazetteer, chosen: Sequence[Area], *,
               slug: str, name: str) -> ground.Ground:
    """The partnership's ground: residents from the census, deprivation, neighbours from the outlines."""
    residents, basis = _residents(folder, receipts)
    codes, wkbs = outlines_of(folder, receipts, "lsoa21")
    near = outlines.neighbours(wkbs) if codes else sparse.csr_matrix((0, 0))
    forces = {area.code: force_of(area.name).slug for area in names.areas("force")}
    return ground.lay_out(names, chosen, slug=slug, name=name, residents=residents, basis=basis, forces=forces,
                          deprivation=_deprivation(folder, receipts), neighbours=near if codes else None,
                          outlined=codes)


def _residents(folder: Folder, receipts: Sequence[Receipt]) -> tuple[dict[str, float], str]:
    parts = parts_of(receipts, "census_residents")
    if not parts:
        return {}, "no population is held"
    rows = holding.rows_of(folder, parts, ["lsoa21", "ethnic_group", "residents", "total_residents"])
    sums: dict[str, float] = {}
    for code, group, total in zip(rows["lsoa21"], rows["residents"], rows["total_residents"], strict=True):
        stated = total is not None and not np.isnan(total)
        sums[code] = float(total) if stated else sums.get(code, 0.0) + float(group)
    return sums, "usual residents, Census 2021, by small area"


def _deprivation(folder: Folder, receipts: Sequence[Receipt]) -> dict[str, dict[str, float]]:
    parts = parts_of(receipts, "deprivation_2025")
    wanted = ["imd_score", "imd_rank", "imd_decile", "income_score", "income_rank", "income_decile"]
    rows = holding.rows_of(folder, parts, ["lsoa21", *wanted])
    return {name: {code: float(value) for code, value in zip(rows["lsoa21"], rows[name], strict=True)
                   if value is not None and not np.isnan(float(value))} for name in wanted} if parts else {}


@dataclass(frozen=True, slots=True)
class Held:
    """What stands of street-level crime today: parts, how its codes are recoded, counts by force and month."""

    current: cubes.Current
    recoding: cubes.Recoding
    counts: tuple[tuple[str, str, str, int], ...]
    slugs: Mapping[str, str]


def street(folder: Folder, receipts: Sequence[Receipt], names: gazetteer.Gazetteer) -> Held:
    """What is held of street-level crime, without the forces that have no territory."""
    current = vintages.current(receipts, STREET)
    slugs = {provider: force_of(provider).slug for _, pairs in current for provider, _ in pairs}
    current = tuple((part, tuple(pair for pair in pairs if slugs[pair[0]] not in NO_TERRITORY)) for part, pairs in current)
    counted = tuple((slugs[provider], month, category, events)
                    for provider, month, category, events in cubes.by_provider(folder, current))
    return Held(current, _recoding(folder, receipts, names, current), counted, slugs)


def _recoding(folder: Folder, receipts: Sequence[Receipt], names: gazetteer.Gazetteer,
              current: cubes.Current) -> cubes.Recoding:
    exact = {code: code for code in names.small_areas}
    parts = parts_of(receipts, "lsoa_2011_to_2021")
    rows = holding.rows_of(folder, parts, ["lsoa11", "lsoa21", "change"])
    splits: dict[str, list[str]] = {}
    for old, new, change in zip(rows["lsoa11"], rows["lsoa21"], rows["change"], strict=True):
        if change in ("U", "M"):
            exact.setdefault(old, new)
        elif old not in exact:
            splits.setdefault(old, []).append(new)
    districts = names.parents.get("ltla", {})
    coarse = {old: f"ltla:{districts[new[0]]}" for old, new in splits.items() if new[0] in districts}
    points = cubes.split_points(folder, current, sorted(splits))
    codes, wkbs = outlines_of(folder, receipts, "lsoa21")
    found = outlines.areas_of_points(np.array([point[1:] for point in points]), codes, wkbs) if points and codes else []
    pointed = {point: place for point, place in zip(points, found, strict=False) if place in splits[point[0]]}
    return cubes.Recoding(exact, coarse, pointed)


def covered(held: Held, own: Sequence[str], decisions: Sequence[Decision], asked: Sequence[str] = ()) -> Coverage:
    """Coverage of street-level crime for the partnership's own forces, with what looks odd."""
    return screening.coverage(STREET, held.counts, own=own, decisions=decisions, asked=asked)


def need_small_areas(names: gazetteer.Gazetteer) -> None:
    """Stop where no look-up of small areas is held."""
    if not names.small_areas:
        raise Refusal("no look-up of small areas is held, so no place can be found",
                      do="Take in a look-up from LSOA 2021 to ward, district, CSP and force (ONS Open Geography).")
