"""From a clearance to a document: what the sections need, put together from the rooms."""

from __future__ import annotations

from dataclasses import replace

from upriver.pipeline.assess import Run
from upriver.pipeline.chapters import LIMITS, headlines, told
from upriver.pipeline.counting.wish import Wish
from upriver.pipeline.languages import languages_of, welsh_name
from upriver.pipeline.plans.beside import published_beside
from upriver.pipeline.prose.alternatives import described_by
from upriver.pipeline.prose.easy import in_easy_words
from upriver.pipeline.prose.reading import figures_of, with_prose, written
from upriver.pipeline.public.laying import site_of
from upriver.pipeline.saying.holding import said_files
from upriver.pipeline.sharing.standing import inside_of
from upriver.pipeline.telling import Around, story_of
from upriver.report.bilingual.held import language
from upriver.report.bilingual.versions import in_every_language
from upriver.report.forms.licences import acknowledged
from upriver.report.forms.marking import marking_of
from upriver.report.leading.pressing import most_pressing
from upriver.report.leading.reading_order import arranged
from upriver.report.packing import DATA, files_of, papers_of
from upriver.report.prose.checking import Written
from upriver.report.story import Story, names_of
from upriver.report.themes.wearing import theme_of
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.document import Document, Page
from upriver.words.language.speaking import again, either, mark, say, speaking
from upriver.words.refusal import Fault, loud
from upriver.words.text import day


def draft(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> tuple[Document, tuple[Fault, ...]]:
    """The whole document, with every file that stands beside its pages, and the sections that a fault of ours left out."""
    title = say("Strategic needs assessment: {partnership}", partnership=either(run.ground.partnership.name, welsh_name(folder)))
    story, pages, faults = told(_told_to(clearance.audience, story_of(folder, run, wish, clearance, around), around), title)
    document = _in_english(folder, story, pages, title, wish)
    if around.response and clearance.audience == "public":
        document = published_beside(folder, document, around.response)
    prose = prose_of(folder, clearance, around)
    figures = figures_of(clearance) if prose else {}
    said = said_files(clearance, as_of=story.as_of, period=story.period)
    broken = dict[str, Fault]()

    def whole(version: Document) -> Document:
        """One language's version, with what analysts wrote in it, and every file in that language."""
        version = described_by(with_prose(version, prose, figures, beside(version.slug)) if prose else version, prose, figures)
        with speaking(language(version.language)):
            version = in_easy_words(folder, version, prose, figures)
            findings = tuple((again(each.says), each.href) for each in most_pressing(story))
            version = replace(version, files={**version.files, **said})
            made = replace(version, files=files_of(version, clearance.tables, names_of(story.definition), findings))
            site, lost = site_of(folder, made, story, run.ground, register=around.register, run=run.id, left_out=around.left_out)
        broken.update({fault.part: fault for fault in lost})
        return replace(made, site=site)

    every = in_every_language(document, languages_of(folder, run.ground, clearance.audience), whole)
    return every, (*faults, *broken.values())


def _in_english(folder: Folder, story: Story, pages: tuple[Page, ...], title: str, wish: Wish) -> Document:
    """The document as it was told, before anything is made for a language of its own."""
    attribution = acknowledged(each.contract.attribution for each in story.sources if each.used and each.contract.attribution)
    facts = (
        (mark("Partnership"), either(story.partnership.name, welsh_name(folder))),
        (mark("Period"), story.period.words),
        (mark("Definition"), f"{wish.definition.title}, {wish.definition.name}"),
        (mark("Population"), story.basis),
        (mark("As of"), day(story.as_of)),
        (mark("Run"), story.run),
    )
    audience = story.clearance.audience
    marking, theme = marking_of(audience, folder.declarations), theme_of(folder.declarations)
    return Document(
        story.clearance.document,
        title,
        audience,
        either(theme.name or story.partnership.name, welsh_name(folder)),
        story.as_of,
        story.period.words,
        arranged(pages),
        facts,
        attribution,
        marking=marking.marking,
        handling=marking.handling,
        theme=theme,
        instead=LIMITS if story.faults or not loud() else None,  # one wrong link never keeps a site from being made
    )


def beside(slug: str) -> tuple[str, ...]:
    """Files of a document that analysts' prose may link to, besides pages."""
    return (*DATA, *papers_of(slug))


def _told_to(audience: str, story: Story, around: Around) -> Story:
    """The story with what only the partnership's own people are told, where it is for them."""
    if audience == "public" or around.public is None:
        return story
    return replace(story, inside=inside_of(around.contracts, around.receipts, around.permission, around.public))


def prose_of(folder: Folder, clearance: Clearance, around: Around) -> tuple[Written, ...]:
    """What analysts wrote for the document, held beside its cells; nothing is looked up where nothing is written."""
    if not (folder.root / "prose" / clearance.document).is_dir():
        return ()
    return written(folder, clearance.document, figures=figures_of(clearance), accepted=around.accepted)


def headlines_of(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """The headline sentences of a run by their slugs, without making its pages, and the sections that broke over them."""
    return headlines(story_of(folder, run, wish, clearance, around))
