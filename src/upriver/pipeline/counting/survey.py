"""From held parts to the ground of an assessment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from upriver.places import gazetteer, ground, outlines
from upriver.places.forces import force_of
from upriver.store import holding
from upriver.store.folder import Folder
from upriver.words.area import LEVELS, Area
from upriver.words.part import Part, Receipt
from upriver.words.refusal import Refusal


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
        look_ups.append(
            gazetteer.LookUp(
                {level: columns[level].tolist() for level in there},
                {level: columns[f"{level}_name"].tolist() for level in there},
                {level: int(part.facts[level]) for level in there if level in part.facts},
            )
        )
    return gazetteer.gazetteer(look_ups)


def outlines_of(folder: Folder, receipts: Sequence[Receipt], level: str) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """Codes and WKB of all boundaries held of a level, in the order of their codes; the newest vintage wins."""
    parts = sorted(parts_of(receipts, "boundaries"), key=lambda each: (each.vintage, each.source_hash))
    rows = holding.rows_of(folder, parts, ["code", "wkb"], where=("level", level))
    found = {code: bytes(wkb) for code, wkb in zip(rows["code"], rows["wkb"], strict=True)}
    codes = tuple(sorted(found))
    return codes, tuple(found[code] for code in codes)


def lay_ground(
    folder: Folder,
    receipts: Sequence[Receipt],
    names: gazetteer.Gazetteer,
    chosen: Sequence[Area],
    *,
    slug: str,
    name: str,
) -> ground.Ground:
    """The partnership's ground: residents from the census, deprivation, neighbours from the outlines."""
    residents, basis = _residents(folder, receipts)
    codes, wkbs = outlines_of(folder, receipts, "lsoa21")
    near = outlines.neighbours(wkbs) if codes else sparse.csr_matrix((0, 0))
    forces = {area.code: force_of(area.name).slug for area in names.areas("force")}
    return ground.lay_out(
        names,
        chosen,
        slug=slug,
        name=name,
        residents=residents,
        basis=basis,
        forces=forces,
        deprivation=_deprivation(folder, receipts),
        neighbours=near if codes else None,
        outlined=codes,
    )


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
    return (
        {
            name: {
                code: float(value)
                for code, value in zip(rows["lsoa21"], rows[name], strict=True)
                if value is not None and not np.isnan(float(value))
            }
            for name in wanted
        }
        if parts
        else {}
    )


def need_small_areas(names: gazetteer.Gazetteer) -> None:
    """Stop where no look-up of small areas is held."""
    if not names.small_areas:
        raise Refusal(
            "no look-up of small areas is held, so no place can be found",
            do="Take in a look-up from LSOA 2021 to ward, district, CSP and force (ONS Open Geography).",
        )
