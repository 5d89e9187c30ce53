"""From a clearance to a document: what the sections need, put together from the rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from upriver import shelf
from upriver.pipeline import street, survey
from upriver.pipeline.assess import Run, Wish
from upriver.places.outlines import drawing, frame_of
from upriver.report.packing import files_of
from upriver.report.story import Plan, Source, Story, indexed, names_of
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.decision import Decision
from upriver.words.declared import Break, Contract
from upriver.words.document import Document, Page
from upriver.words.part import Receipt
from upriver.words.text import day

SHELF = "upriver.report.sections"
MAPPED = ("lsoa21", "msoa21", "ward")


@dataclass(frozen=True, slots=True)
class Around:
    """What a document is told from besides its figures."""

    contracts: Mapping[str, Contract]
    receipts: tuple[Receipt, ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]


def draft(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> Document:
    """The whole document, with every file that stands beside its pages."""
    story = _story(folder, run, wish, clearance, around)
    chapters = sorted(shelf.modules(SHELF), key=lambda section: section.ORDER)
    pages: tuple[Page, ...] = tuple(page for section in chapters for page in section.pages(story))
    attribution = tuple(dict.fromkeys(each.contract.attribution for each in story.sources if each.contract.attribution))
    facts = (
        ("Partnership", story.partnership.name),
        ("Period", story.period.words),
        ("Definition", f"{wish.definition.title}, {wish.definition.name}"),
        ("Population", story.basis),
        ("As of", day(story.as_of)),
        ("Run", story.run),
    )
    document = Document(
        "assessment",
        f"Strategic needs assessment: {story.partnership.name}",
        clearance.audience,
        story.partnership.name,
        story.as_of,
        story.period.words,
        pages,
        facts,
        attribution,
    )
    return replace(document, files=files_of(document, clearance.tables, names_of(story.definition)))


def _story(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> Story:
    cells, signals = indexed(clearance)
    ground = run.ground
    areas = {name: level.areas for name, level in ground.levels.items()}
    within = {
        (name, area.code): frozenset(
            ground.small[place] for place in level.member[row].indices if place < len(ground.small)
        )
        for name, level in ground.levels.items()
        for row, area in enumerate(level.areas)
        if name not in ("lsoa21", "msoa21", "ward")
    }
    forces = {
        home: area.name
        for area in areas.get("force", ())
        for home in {ground.home[ground.small.index(code)] for code in within.get(("force", area.code), frozenset())}
    }
    return Story(
        clearance,
        ground.partnership,
        wish.period,
        wish.as_of,
        run.id,
        street.shown(wish.definition),
        ground.basis,
        run.coverage,
        forces or {home: home for home in ground.home if home},
        around.decisions,
        around.breaks,
        _sources(around.contracts, around.receipts),
        areas,
        within,
        ground.partly,
        _plans(folder, around.receipts, run, within),
        ground.notes,
        cells,
        signals,
    )


def _sources(contracts: Mapping[str, Contract], receipts: Sequence[Receipt]) -> tuple[Source, ...]:
    held: dict[str, list] = {}
    for receipt in receipts:
        held.setdefault(receipt.part.contract, []).append(receipt.part)
    return tuple(
        Source(
            contracts[slug], tuple(sorted(parts, key=lambda part: (part.period is None, part.period, part.source_hash)))
        )
        for slug, parts in sorted(held.items(), key=lambda item: (item[0] != street.STREET, item[0]))
    )


def _plans(
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
