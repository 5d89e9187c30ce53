"""From a clearance to a document: what the sections need, put together from the rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from upriver import shelf
from upriver.assess.profiles import profiles
from upriver.assess.ranking import ranking
from upriver.intake.vintages import standing
from upriver.pipeline.assess import Run, Wish
from upriver.pipeline.counting import street
from upriver.pipeline.mapping import plans
from upriver.pipeline.sharing.standing import feed_states
from upriver.report.packing import files_of
from upriver.report.story import Source, Story, indexed, names_of
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.decision import Decision
from upriver.words.declared import Break, Contract
from upriver.words.document import Document, Page
from upriver.words.part import Part, Receipt
from upriver.words.sharing.agreement import Permission
from upriver.words.text import day

SHELF = "upriver.report.sections"


@dataclass(frozen=True, slots=True)
class Around:
    """What a document is told from besides its figures."""

    contracts: Mapping[str, Contract]
    receipts: tuple[Receipt, ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]
    permission: Permission
    elsewhere: Mapping[str, str]
    givers: Mapping[str, tuple[str, ...]]


def draft(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> Document:
    """The whole document, with every file that stands beside its pages."""
    story = _story(folder, run, wish, clearance, around)
    chapters = sorted(shelf.modules(SHELF), key=lambda section: section.ORDER)
    story = replace(
        story,
        lacking=tuple(line for section in chapters if hasattr(section, "lacking") for line in section.lacking(story)),
        headlines=tuple(each for section in chapters if hasattr(section, "headlines") for each in section.headlines(story)),
    )
    pages: tuple[Page, ...] = tuple(page for section in chapters for page in section.pages(story))
    attribution = tuple(dict.fromkeys(each.contract.attribution for each in story.sources if each.used and each.contract.attribution))
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
    forces = {home: area.name for home, area in ground.forces.items()}
    return Story(
        clearance,
        ground.partnership,
        wish.period,
        wish.as_of,
        run.id,
        street.shown(wish.definition),
        ground.basis,
        run.coverage,
        forces or {home: home.replace("-", " ").title() for home in ground.home if home},
        around.decisions,
        around.breaks,
        _sources(around.contracts, around.receipts, run, clearance),
        areas,
        within,
        ground.partly,
        plans(folder, around.receipts, run, within),
        ground.notes,
        feed_states(around.contracts, around.receipts, permission=around.permission,
                    used={source for finding in run.findings for source in finding.sources}, elsewhere=around.elsewhere, givers=around.givers),
        cells=cells,
        signals=signals,
        profiles=profiles(folder.declarations),
        ranking=ranking(folder.declarations),
    )


GROUND = frozenset({"area_lookup", "lsoa_2011_to_2021", "boundaries", "census_residents"})
"""What the ground is laid from, beside the sources that findings name."""


def _sources(contracts: Mapping[str, Contract], receipts: Sequence[Receipt], run: Run,
             clearance: Clearance) -> tuple[Source, ...]:
    """What is held, what figures rest on first; a part of a month that a newer one stands for is marked."""
    held: dict[str, list[Part]] = {}
    for receipt in receipts:
        held.setdefault(contracts[receipt.part.contract].feed, []).append(receipt.part)
    used = {source for finding in run.findings for source in finding.sources} | GROUND
    stands = {part.source_hash for part in standing(receipts).values()}
    hiding = {rule.slug for rule in clearance.rules if rule.high >= rule.low or rule.round_to > 1}
    found = [
        Source(
            contracts[slug], tuple(sorted(parts, key=lambda part: (part.period is None, part.period, part.source_hash))),
            slug in used, frozenset(part.source_hash for part in parts if part.covers and part.source_hash not in stands),
            contracts[slug].protection == "open" and contracts[slug].rule not in hiding,
        )
        for slug, parts in held.items()
    ]
    return tuple(sorted(found, key=lambda each: (not each.used, each.contract.slug != street.STREET, each.contract.slug)))
