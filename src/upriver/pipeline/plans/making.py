"""A document of the response, from the shelf: its pages, then its files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from upriver import shelf
from upriver.report.forms.marking import marking_of
from upriver.report.packing import files_of
from upriver.report.plans.told import Shelved, Told
from upriver.report.themes.wearing import theme_of
from upriver.store.folder import Folder
from upriver.words.cleared import ClearedTable
from upriver.words.document import Document
from upriver.words.refusal import Refusal
from upriver.words.text import day, listed


@cache
def documents() -> Mapping[str, Shelved]:
    """Every document on the shelf, by slug."""
    return {each.SLUG: cast(Shelved, each) for each in shelf.modules("upriver.report.documents")}


def document_of(folder: Folder, told: Told) -> Document:
    """The document that was asked for, without the files made of it.

    Raises:
        Refusal: there is no such document, it isn't made for that audience, or it must be asked for something it wasn't.
    """
    shelved = documents().get(told.slug)
    if shelved is None:
        raise Refusal(f"there is no document called {told.slug}", do=f"There are {listed(sorted(documents()))}.")
    if told.audience not in shelved.AUDIENCES:
        raise Refusal(f"{told.slug} isn't made for the audience {told.audience}", do=f"It is made for {listed(shelved.AUDIENCES)}.")
    if shelved.ABOUT and not told.about:
        raise Refusal(f"{told.slug} is made for one {shelved.ABOUT} at a time", do=f"Say which: --about {shelved.ABOUT.upper()}.")
    marking, theme = marking_of(told.audience, folder.declarations), theme_of(folder.declarations)
    facts = (("Partnership", told.partnership.name), ("As of", day(told.on.isoformat())),
             *((("Figures", f"{told.period}, run {told.run}"),) if told.run else ()))
    return Document(
        told.slug, shelved.TITLE, told.audience, theme.name or told.partnership.name, told.on.isoformat(), told.period,
        shelved.pages(told), facts, told.attribution, marking=marking.marking, handling=marking.handling, theme=theme, instead=None,
    )


def files(document: Document, tables: tuple[ClearedTable, ...]) -> Mapping[str, bytes]:
    """The document as files: PDF, DOCX, slides, and its figures as tables. The same document gives the same bytes."""
    return files_of(document, tables)
