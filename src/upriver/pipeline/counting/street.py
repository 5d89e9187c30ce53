"""From held street-level files to what stands today: current parts, how their codes are recoded, what is covered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.assess.definitions import shown_by
from upriver.intake import coverage as screening
from upriver.intake import vintages
from upriver.pipeline.counting.survey import outlines_of, parts_of
from upriver.places import outlines
from upriver.places.forces import NO_TERRITORY, force_of
from upriver.places.gazetteer import Gazetteer
from upriver.store import cubes, holding
from upriver.store.folder import Folder
from upriver.words.decision import Decision
from upriver.words.declared import Definition
from upriver.words.part import Coverage, Receipt

STREET = "police_uk_street"


@dataclass(frozen=True, slots=True)
class Held:
    """What stands of street-level crime today: parts, how its codes are recoded, counts by force and month."""

    current: cubes.Current
    recoding: cubes.Recoding
    counts: tuple[tuple[str, str, str, int], ...]
    slugs: Mapping[str, str]


def held_today(folder: Folder, receipts: Sequence[Receipt], names: Gazetteer) -> Held:
    """What is held of street-level crime, without the forces that have no territory."""
    current = vintages.current(receipts, STREET)
    slugs = {provider: force_of(provider).slug for _, pairs in current for provider, _ in pairs}
    current = tuple(
        (part, tuple(pair for pair in pairs if slugs[pair[0]] not in NO_TERRITORY)) for part, pairs in current
    )
    counted = tuple(
        (slugs[provider], month, category, events)
        for provider, month, category, events in cubes.by_provider(folder, current)
    )
    return Held(current, _recoding(folder, receipts, names, current), counted, slugs)


def _recoding(
    folder: Folder, receipts: Sequence[Receipt], names: Gazetteer, current: cubes.Current
) -> cubes.Recoding:
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


def shown(definition: Definition) -> Definition:
    """The definition as street-level crime can show it: the whole or a part under its own name."""
    return shown_by(definition, STREET, "police.uk")
