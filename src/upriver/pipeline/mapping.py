"""From held outlines to maps ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from upriver.pipeline.assess import Run
from upriver.pipeline.counting import survey
from upriver.places.outlines import drawing, frame_of
from upriver.report.story import Plan
from upriver.store.folder import Folder
from upriver.words.part import Receipt

MAPPED = ("lsoa21", "msoa21", "ward")


def plans(
    folder: Folder, receipts: Sequence[Receipt], run: Run, within: Mapping[tuple[str, str], frozenset[str]]
) -> dict[str, Plan]:
    """A map of the whole for each kind of small area, and one of the small areas of each larger area."""
    found: dict[str, Plan] = {}
    codes, wkbs = survey.outlines_of(folder, receipts, "lsoa21")
    outlines = {code: wkb for code, wkb in zip(codes, wkbs, strict=True) if code in set(run.ground.small)}
    if not outlines:
        return found
    frame = frame_of(list(outlines.values()))
    districts = _chosen(
        folder,
        receipts,
        "ltla",
        {area.code for area in run.ground.levels["ltla"].areas} if "ltla" in run.ground.levels else set(),
    )
    over = tuple(drawing(districts, frame=frame).paths.values()) if districts else ()
    for level in MAPPED:
        wanted = {area.code for area in run.ground.levels[level].areas} if level in run.ground.levels else set()
        shapes = outlines if level == "lsoa21" else _chosen(folder, receipts, level, wanted)
        if shapes:
            made = drawing(shapes, frame=frame)
            found[level] = Plan(made.paths, made.box, over)
    for (level, code), inside in within.items():
        mine = {small: outlines[small] for small in inside if small in outlines}
        if level in ("csp", "ltla", "utla") and mine:
            made = drawing(mine, width=600)
            found[f"{level}:{code}"] = Plan(made.paths, made.box)
    return found


def _chosen(folder: Folder, receipts: Sequence[Receipt], level: str, wanted: Iterable[str]) -> dict[str, bytes]:
    codes, wkbs = survey.outlines_of(folder, receipts, level)
    inside = set(wanted)
    return {code: wkb for code, wkb in zip(codes, wkbs, strict=True) if code in inside}
