"""From a clearance to a document: what the sections need, put together from the rooms."""

from __future__ import annotations

from dataclasses import replace

from upriver.pipeline.assess import Run, Wish
from upriver.pipeline.chapters import LIMITS, headlines, told
from upriver.pipeline.prose.reading import figures_of, with_prose, written
from upriver.pipeline.telling import Around, story_of
from upriver.report.forms.marking import marking_of
from upriver.report.leading.reading_order import arranged
from upriver.report.packing import files_of
from upriver.report.prose.checking import Written
from upriver.report.story import names_of
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.document import Document
from upriver.words.refusal import Fault, loud
from upriver.words.text import day


def draft(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> tuple[Document, tuple[Fault, ...]]:
    """The whole document, with every file that stands beside its pages, and the sections that a fault of ours left out."""
    title = f"Strategic needs assessment: {run.ground.partnership.name}"
    story, pages, faults = told(story_of(folder, run, wish, clearance, around), title)
    attribution = tuple(dict.fromkeys(each.contract.attribution for each in story.sources if each.used and each.contract.attribution))
    facts = (
        ("Partnership", story.partnership.name),
        ("Period", story.period.words),
        ("Definition", f"{wish.definition.title}, {wish.definition.name}"),
        ("Population", story.basis),
        ("As of", day(story.as_of)),
        ("Run", story.run),
    )
    mark = marking_of(clearance.audience, folder.declarations)
    document = Document(
        clearance.document,
        title,
        clearance.audience,
        story.partnership.name,
        story.as_of,
        story.period.words,
        arranged(pages),
        facts,
        attribution,
        marking=mark.marking,
        handling=mark.handling,
        instead=LIMITS if story.faults or not loud() else None,  # one wrong link never keeps a site from being made
    )
    if prose := prose_of(folder, clearance, around):
        document = with_prose(document, prose, figures_of(clearance), BESIDE)
    return replace(document, files=files_of(document, clearance.tables, names_of(story.definition))), faults


BESIDE = ("data/cells.csv", "data/tables.ods", "data/tables.xlsx", "assessment.pdf")
"""Files that analysts' prose may link to, besides pages."""


def prose_of(folder: Folder, clearance: Clearance, around: Around) -> tuple[Written, ...]:
    """What analysts wrote for the document, held beside its cells; nothing is looked up where nothing is written."""
    if not (folder.root / "prose" / clearance.document).is_dir():
        return ()
    return written(folder, clearance.document, figures=figures_of(clearance), accepted=around.accepted)


def headlines_of(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """The headline sentences of a run by their slugs, without making its pages, and the sections that broke over them."""
    return headlines(story_of(folder, run, wish, clearance, around))
