"""From a clearance to a document: what the sections need, put together from the rooms."""

from __future__ import annotations

from dataclasses import replace

from upriver import shelf
from upriver.pipeline.assess import Run, Wish
from upriver.pipeline.prose.reading import figures_of, with_prose, written
from upriver.pipeline.telling import Around, story_of
from upriver.report.packing import files_of
from upriver.report.prose.checking import Written
from upriver.report.story import PROFILED, names_of
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.document import Document, Page
from upriver.words.text import day

SHELF = "upriver.report.sections"


def draft(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> Document:
    """The whole document, with every file that stands beside its pages."""
    story = story_of(folder, run, wish, clearance, around)
    chapters = sorted(shelf.modules(SHELF), key=lambda section: section.ORDER)
    story = replace(
        story,
        lacking=tuple(line for section in chapters if hasattr(section, "lacking") for line in section.lacking(story)),
        headlines=tuple(each for section in chapters if hasattr(section, "headlines") for each in section.headlines(story)),
        local={
            area: tuple(block for section in chapters if hasattr(section, "local") for block in section.local(story, area))
            for level in PROFILED
            for area in story.areas.get(level, ())
        },
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
    if prose := prose_of(folder, clearance, around):
        document = with_prose(document, prose, figures_of(clearance), BESIDE)
    return replace(document, files=files_of(document, clearance.tables, names_of(story.definition)))


BESIDE = ("data/cells.csv", "data/tables.ods", "data/tables.xlsx", "assessment.pdf")
"""Files that analysts' prose may link to, besides pages."""


def prose_of(folder: Folder, clearance: Clearance, around: Around) -> tuple[Written, ...]:
    """What analysts wrote for the document, held beside its cells; nothing is looked up where nothing is written."""
    if not (folder.root / "prose" / clearance.document).is_dir():
        return ()
    return written(folder, clearance.document, figures=figures_of(clearance), accepted=around.accepted)


def headlines_of(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> dict[str, str]:
    """The headline sentences of a run by their slugs, without making its pages."""
    story = story_of(folder, run, wish, clearance, around)
    chapters = sorted(shelf.modules(SHELF), key=lambda section: section.ORDER)
    return {each.slug: each.says for section in chapters if hasattr(section, "headlines") for each in section.headlines(story)}


