"""A whole document as a Word file: chapters, captions, tables, pictures with their words, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx import Document as Template
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm

from upriver.report.drawing.svg import clean
from upriver.report.forms.plotted import Plotted, plotted
from upriver.report.word import markup
from upriver.report.word.docx import LANGUAGES, describe, number, same_every_time, without_thumbnail
from upriver.report.word.markup import Entry, paragraph, run
from upriver.report.word.styles import TABLES, set_styles
from upriver.words.language.speaking import say

WIDE, HIGH = 16.6, 15.0
"""Centimetres of room for a picture."""
NUMBERS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
"""The numbers that Word counts by itself, by their names in the words of a page's foot."""
ROOM = round(WIDE / 2.54 * 1440)


def word(data: Mapping[str, Any], pictures: Mapping[str, bytes], *, scale: float = 1.0) -> bytes:
    """The chapters of `paper.chapters.as_data` as a Word file; `pictures` are the painted files by their paths.

    The title is of style Title, chapters are heading 1. The header of every page holds the marking, where there is one, and
    the title. `scale` makes all text larger, for those who read large print.

    Raises:
        KeyError: a picture wasn't painted: a fault of ours.
    """
    made = Template()
    set_styles(made, LANGUAGES.get(data["language"], data["language"]), scale=scale)
    year, month, day = data["date"] or (2000, 1, 1)
    describe(made, data["title"], data["says"], data["language"], f"{year:04d}-{month:02d}-{day:02d}")
    without_thumbnail(made)
    _sheet(made, data)
    whole = _Whole(made, pictures, scale)
    body = made.element.body
    last = body[-1]
    for each in markup.body_of(whole.parts(data)):
        last.addprevious(each)
    written = io.BytesIO()
    made.save(written)
    return same_every_time(written.getvalue())


def _sheet(made: Any, data: Mapping[str, Any]) -> None:
    """A4, the marking and the title above, the partnership, the period and the page's number below."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.2)
    head = section.header.paragraphs[0]
    if data["marking"]:
        head.add_run(f"{clean(data['marking'])}  ").bold = True
    head.add_run(clean(data["title"]))
    foot = section.footer.paragraphs[0]
    if data["marking"]:
        foot.add_run(f"{clean(data['marking'])}  ").bold = True
    foot.add_run(f"{clean(data['foot'])} · ")
    for part in data["words"]["foot"]:
        if part in NUMBERS:
            number(foot, NUMBERS[part])
        else:
            foot.add_run(clean(part))


@dataclass(slots=True)
class _Whole:
    """What is being written: the file, its pictures, and how many of each kind it holds so far."""

    made: Any
    pictures: Mapping[str, bytes]
    scale: float
    counted: dict[str, int] = field(default_factory=dict)

    def parts(self, data: Mapping[str, Any]) -> Iterator[str]:
        """Title page, contents, chapters; a letter, or a document of one page, begins with its first line and ends with its sources."""
        letter = data.get("letter", False)
        if not letter:
            yield from self._title_page(data)
            yield from self._contents(data)
        for at, chapter in enumerate(data["chapters"]):
            yield paragraph("Heading1", markup.place(f"chapter_{at}", at), run(chapter["title"]), new_page=bool(at) or not letter)
            if chapter["lead"]:
                yield paragraph("Lead", run(chapter["lead"]))
            for block in chapter["blocks"]:
                yield from getattr(self, f"_{block['kind']}")(block)
        for words in data["attribution"] if letter else ():
            yield paragraph("Note", run(words))

    def _title_page(self, data: Mapping[str, Any]) -> Iterator[str]:
        if data["marking"]:
            yield paragraph("Draft", run(f"{data['marking']}. {data['handling']}".strip()))
        yield paragraph("Title", run(data["title"]))
        yield paragraph("Lead", run(data["period"]))
        for label, words in data["facts"]:
            yield paragraph("Normal", run(f"{label}: ", strong=True), run(words))
        for words in data["attribution"]:
            yield paragraph("Note", run(words))

    def _contents(self, data: Mapping[str, Any]) -> Iterator[str]:
        """The chapters as links; Word makes them anew, with numbers of pages, where it is asked to."""
        start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
        yield paragraph("Heading1", run(say("Contents")), new_page=True)
        chapters = data["chapters"]
        for at, chapter in enumerate(chapters):
            first = start + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if at == 0 else ""
            last = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if at + 1 == len(chapters) else ""
            yield paragraph("Contentsline", first, markup.within(chapter["title"], f"chapter_{at}"), last)

    def _next(self, what: str) -> int:
        self.counted[what] = self.counted.get(what, 0) + 1
        return self.counted[what]

    def _linked(self, one: Mapping[str, Any]) -> str:
        if one["kind"] == "chapter":
            return markup.within(one["words"], f"chapter_{one['chapter']}")
        if one["kind"] == "web":
            return markup.out(one["words"], self.made.part.relate_to(one["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return run(f"{one['words']} ({one['where']})")

    def _captioned(self, label: str, words: str) -> str:
        number = str(self._next(label))
        return paragraph("Caption", run(f"{label} "), markup.field(f"SEQ {label} \\* ARABIC", number), run(f": {words}"))

    def _heading(self, block: Mapping[str, Any]) -> Iterator[str]:
        yield paragraph(f"Heading{block['level']}", run(block["text"]))

    def _paragraph(self, block: Mapping[str, Any]) -> Iterator[str]:
        yield paragraph("Normal", run(block["text"]), *(run(" ") + self._linked(one) for one in block["links"]))

    def _bullets(self, block: Mapping[str, Any]) -> Iterator[str]:
        for item in block["items"]:
            yield paragraph("ListBullet", run(item))

    def _callout(self, block: Mapping[str, Any]) -> Iterator[str]:
        warning = block["style"] == "warning"
        yield paragraph("Warning" if warning else "Inset", *((run(say("Warning:") + " "),) if warning else ()), run(block["text"]))

    def _code(self, block: Mapping[str, Any]) -> Iterator[str]:
        if block["caption"]:
            yield paragraph("Caption", run(block["caption"]))
        yield paragraph("Code", *markup.lines(block["text"]))

    def _keyfigures(self, block: Mapping[str, Any]) -> Iterator[str]:
        for one in block["items"]:
            note = f". {one['note']}" if one["note"] else ""
            yield paragraph("Figure", run(f"{one['label']}: "), run(one["shown"], strong=True), run(f" {one['unit']}{note}"))
            if one["explain"]:
                yield paragraph("Note", self._linked(one["explain"]))

    def _table(self, block: Mapping[str, Any]) -> Iterator[str]:
        columns = block["columns"]
        look = "" if len(columns) <= 6 else "small" if len(columns) <= 9 else "smallest"
        names = [" ".join(one["name"].split("\n")) for one in columns]
        head = [Entry(name, run(name), one["number"]) for name, one in zip(names, columns, strict=True)]
        rows = (
            [Entry(one["words"], self._linked({**one["href"], "words": one["words"]}) if one["href"] else run(one["words"]), column["number"])
             for one, column in zip(row, columns, strict=True)]
            for row in block["rows"]
        )
        yield self._captioned(say("Table"), block["caption"])
        yield markup.table(block["caption"], head, rows, room=ROOM, look=look, size=TABLES[look] * self.scale)
        for words in block["under"]:
            yield paragraph("Note", run(words))
        yield paragraph("Note", self._linked(block["made"])) if block["made"] else paragraph("Note")

    def _easy(self, block: Mapping[str, Any]) -> Iterator[str]:
        """One idea a line, its picture above it."""
        for line in block["lines"]:
            if line["picture"]:
                data = self.pictures[line["picture"]]
                relation, held = self.made.part.get_or_add_image(io.BytesIO(data))
                shown = Plotted(0.0, 0.0, held.px_height / held.px_width)
                yield paragraph("Picture", markup.picture(relation, 1000 + self._next("picture"), line["alt"], shown, wide=1_440_000))
            yield paragraph("Easyline", run(line["text"]))

    def _picture(self, block: Mapping[str, Any]) -> Iterator[str]:
        png = self.pictures[f"{block['name']}.png"]
        shown = plotted(self.pictures[f"{block['name']}.svg"].decode(), png)
        relation, _ = self.made.part.get_or_add_image(io.BytesIO(png))
        wide = min(WIDE, HIGH / shown.high_by_wide)
        yield self._captioned(say("Figure"), block["title"])
        if block["subtitle"]:
            yield paragraph("Keptnote", run(block["subtitle"]))
        yield paragraph("Picture", markup.picture(relation, 1000 + self._next("picture"), block["alt"], shown, wide=round(wide * 360_000)))
        yield paragraph("Note", run(say("Source: {source}", source=block["source"]) if block["source"] else ""))
