"""The Easy Read edition of a document: a page for each section that a person wrote in easy words, and how much that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from upriver.report.prose.checking import Written, notes_of
from upriver.report.prose.figures import Figures, resolved
from upriver.report.prose.writing import INLINE, sentences_of
from upriver.words.document import Block, Callout, Document, Easy, EasyLine, Heading, Page, Paragraph
from upriver.words.language.speaking import mark, say, several

ENDING, GROUP, TREE, PICTURES = ".easy", mark("Easy Read"), "easy", "easy/pictures"
PICTURE = re.compile(r"!\[(?P<alt>[^\]\n]{0,400})\]\((?P<file>[A-Za-z0-9][A-Za-z0-9_-]{0,79}\.(?:png|jpg|jpeg))\)")
LONGEST = 15
"""Words in a line of Easy Read before it is said to be long: one idea a line (the Department of Health's guidance of 2010 on
accessible written information asks for 10 to 15; not verified at source)."""


def is_easy(prose: Written) -> bool:
    """Whether a file of prose is the Easy Read version of a section."""
    return prose.section.endswith(ENDING)


def page_of(prose: Written) -> str:
    """What its page is called among files of prose; an Easy Read version belongs to the same page."""
    return prose.section.removesuffix(ENDING)


def pictures_in(prose: Written) -> tuple[str, ...]:
    """The files of the pictures that it asks for, in their order."""
    return tuple(dict.fromkeys(found["file"] for part in prose.parts for found in PICTURE.finditer(part.source)))


def long_lines(prose: Written) -> tuple[str, ...]:
    """Its lines that are longer than Easy Read should be, as they stand."""
    return tuple(line for part in prose.parts for line in sentences_of(PICTURE.sub("", part.source)) if len(line.split()) > LONGEST)


def with_easy(document: Document, prose: Sequence[Written], figures: Figures, pictures: Mapping[str, bytes],
              section_of: Callable[[Page], str]) -> Document:
    """The document with its Easy Read edition as pages below `easy/`; as it was where nobody wrote any in its language.

    `pictures` are the files asked for, by name: one that isn't there leaves its line without. Each section's own page leads
    to its easy version.
    """
    mine = {page_of(each): each for each in prose if is_easy(each) and each.language == document.language}
    chapters = [page for page in document.pages if page.in_pdf]
    written = [(page, mine[section_of(page)]) for page in document.pages if section_of(page) in mine]
    if not written:
        return document
    easy = tuple(_page(page, each, figures, pictures, section_of(page)) for page, each in written)
    front = Page(
        TREE, say("Easy Read: {title}", title=document.title), GROUP,
        say("This is the Easy Read version. It says the most important things in easy words."),
        (
            *(Paragraph("", ((page.title, page.slug),)) for page in easy),
            Callout(several("{n} part of {all} has been written in Easy Read so far.", "{n} parts of {all} have been written in Easy Read so far.",
                            len(easy), all=len(chapters))),
            Paragraph(say("To print in large letters:"), ((say("Easy Read (PDF)"), f"{document.slug}-easy.pdf"), (say("Easy Read (Word)"), f"{document.slug}-easy.docx"))),
        ),
        in_pdf=False,
    )
    lead = Paragraph(say("There is an Easy Read version of this page."), ((say("Read it in Easy Read"), ""),))
    pages = [
        replace(page, blocks=(replace(lead, links=((lead.links[0][0], _address(section_of(page))),)), *page.blocks)) if section_of(page) in mine else page
        for page in document.pages
    ]
    files = {f"{PICTURES}/{name}": data for name, data in pictures.items()}
    return replace(document, pages=(*pages, front, *easy), files={**document.files, **files})


def easy_alone(document: Document) -> Document | None:
    """The same document with its Easy Read pages as its only chapters, to be printed large; None where it has none."""
    easy = [page for page in document.pages if page.group == GROUP and page.slug != TREE]
    if not easy:
        return None
    pages = tuple(replace(page, in_pdf=page in easy, blocks=tuple(each for each in page.blocks if not isinstance(each, Paragraph)) if page in easy else page.blocks)
                  for page in document.pages)
    return replace(document, pages=pages, title=say("Easy Read: {title}", title=document.title), facts=())


def _address(section: str) -> str:
    return f"{TREE}/{section}"


def _page(page: Page, prose: Written, figures: Figures, pictures: Mapping[str, bytes], section: str) -> Page:
    lines = tuple(_lines(prose, figures, pictures))
    title = next((line.text for line in lines if line.kind == "heading"), page.title)
    body = tuple(line for line in lines if not (line.kind == "heading" and line.text == title))
    blocks: list[Block] = []
    run: list[EasyLine] = []
    for line in body:
        if line.kind == "heading":
            blocks += [*_run(run), Heading(line.text)]
            run = []
        else:
            run.append(line)
    blocks += [*_run(run), *(Callout(note, "warning") for note in notes_of(prose)), Paragraph("", ((say("The full page, with all its numbers"), page.slug),))]
    return Page(_address(section), title, GROUP, "", tuple(blocks), in_pdf=False, in_contents=False)


def _run(lines: Sequence[EasyLine]) -> Iterable[Easy]:
    return (Easy(tuple(lines)),) if lines else ()


def _lines(prose: Written, figures: Figures, pictures: Mapping[str, bytes]) -> Iterable[EasyLine]:
    """Each sentence as a line of its own; a picture goes to the line that follows it."""
    waiting: tuple[str, str] = ("", "")
    for part in prose.parts:
        if found := PICTURE.search(part.source):
            file = found["file"]
            waiting = (f"{PICTURES}/{file}", resolved(found["alt"], figures)[0]) if file in pictures else ("", "")
        for line in sentences_of(PICTURE.sub("", part.source).strip()):
            words = INLINE.sub(lambda mark: next(group for group in (mark["strong"], mark["em"], mark["code"], mark["words"]) if group), resolved(line, figures)[0])
            if part.kind == "heading":
                yield EasyLine("heading", words)
            else:
                yield EasyLine("line", words, *waiting)
                waiting = ("", "")
