"""Slides as a PowerPoint file: a real title on each, pictures with their words, real tables, notes, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Emu, Pt

from upriver.report.drawing.svg import clean
from upriver.report.forms.plotted import plotted
from upriver.report.slides.deck import Saying, Slide, deck
from upriver.report.word.docx import describe, same_every_time
from upriver.words.document import Document
from upriver.words.language.speaking import say
from upriver.words.text import day

WIDE, HIGH, EDGE = 33.867, 19.05, 1.4
"""Centimetres of a slide of 16 by 9, and its margin."""
BRAND, INK, QUIET, RULE = map(RGBColor.from_string, ("12436D", "0B0C0C", "484B4D", "E8EDF2"))
LANGUAGES = {"en": MSO_LANGUAGE_ID.ENGLISH_UK, "cy": MSO_LANGUAGE_ID.WELSH}
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style without colours or lines, by the name that the format gives it."""
TITLE_ONLY, TITLE_SLIDE = 5, 0


def pptx(document: Document, findings: Sequence[Saying], pictures: Mapping[str, bytes]) -> bytes:
    """The leading findings of a document as slides; `pictures` are the painted files by their paths.

    First the title, then the findings in sentences, then a slide for each picture, last what the figures rest on. The
    marking stands at the foot of every slide.
    """
    made = _opened(document)
    first = made.slides.add_slide(made.slide_layouts[TITLE_SLIDE])
    _say(first.shapes.title.text_frame.paragraphs[0], document.title, 36, BRAND, bold=True)
    about = say("{period}. As of {day}.", period=document.period, day=day(document.as_of))
    _say(first.placeholders[1].text_frame.paragraphs[0], about, 20, INK)
    _foot(first, document, 1, document.handling)
    if findings:
        _listed(made, document, say("What matters most"), [says for says, _ in findings])
    for slide in deck(document, findings):
        _drawn(made, document, slide, pictures)
    _listed(made, document, say("What these figures rest on"), [f"{label}: {words}" for label, words in document.facts], "\n".join(document.attribution))
    _speak(made, document.language)
    written = io.BytesIO()
    made.save(written)
    return same_every_time(written.getvalue())


def _opened(document: Document) -> Any:
    """An empty deck of 16 by 9 in Arial, which names its title and language and nobody."""
    made = Presentation()
    widen = Cm(WIDE) / made.slide_width
    for held in (made.slide_master, *made.slide_layouts):
        for shape in held.shapes:
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = Emu(round(shape.left * widen)), Emu(round(shape.width * widen))
    made.slide_width, made.slide_height = Cm(WIDE), Cm(HIGH)
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'latin typeface="Calibri"', b'latin typeface="Arial"')
    package = made.part.package
    for key in [key for key, rel in package._rels.items() if rel.reltype.endswith("/thumbnail")]:
        package._rels.pop(key)  # it shows another document
    describe(made, document.title, f"{document.partnership}, {document.period}", document.language, document.as_of)
    return made


def _titled(made: Any, words: str) -> Any:
    """A slide with its title across the top, as large as its length lets it be."""
    slide = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Cm(EDGE), Cm(0.7), Cm(WIDE - 2 * EDGE), Cm(2.5)
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    size = 28 if len(words) <= 70 else 24 if len(words) <= 120 else 20
    _say(frame.paragraphs[0], words, size, BRAND, bold=True)
    return slide


def _say(paragraph: Any, words: str, size: float, colour: RGBColor, *, bold: bool = False) -> None:
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = clean(words)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour


def _text(slide: Any, lines: Sequence[str], box: tuple[float, float, float, float], size: float, colour: RGBColor, *, bold: bool = False) -> None:
    """Lines of text in a box of (left, top, width, height) centimetres."""
    frame = slide.shapes.add_textbox(*(Cm(each) for each in box)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    for at, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.5)
        _say(paragraph, words, size, colour, bold=bold)


def _foot(slide: Any, document: Document, number: int, under: str) -> None:
    """The source or what else stands below, then the marking and the slide's number."""
    if under:
        _text(slide, [under], (EDGE, HIGH - 2.5, WIDE - 2 * EDGE, 1.2), 11, QUIET)
    foot = " · ".join(part for part in (document.partnership, say("Slide {number}", number=number)) if part)
    if document.marking:
        _text(slide, [document.marking], (EDGE, HIGH - 1.1, 12, 0.8), 12, INK, bold=True)
    _text(slide, [foot], (EDGE + (12 if document.marking else 0), HIGH - 1.1, 18, 0.8), 11, QUIET)


def _listed(made: Any, document: Document, title: str, items: Sequence[str], under: str = "") -> None:
    """A slide of sentences."""
    slide = _titled(made, title)
    long = sum(map(len, items))
    size = 18 if long < 700 else 16 if long < 1_000 else 14 if long < 1_500 else 12
    _text(slide, [f"{at}. {words}" for at, words in enumerate(items, 1)] if not under else items, (EDGE, 3.4, WIDE - 2 * EDGE, 12.5), size, INK)
    _foot(slide, document, len(made.slides), "")
    slide.notes_slide.notes_text_frame.text = clean(under or say("Each of these stands on its own page of the web edition, with how it was made."))


def _drawn(made: Any, document: Document, slide: Slide, pictures: Mapping[str, bytes]) -> None:
    """One picture with its table beside it."""
    png = pictures[f"{slide.name}.png"]
    shown = plotted(pictures[f"{slide.name}.svg"].decode(), png)
    page = _titled(made, slide.title)
    _text(page, [slide.subtitle], (EDGE, 3.1, WIDE - 2 * EDGE, 1.0), 14, QUIET)
    room = (WIDE - 2 * EDGE) * (0.57 if slide.rows else 1.0)
    wide = min(room, 11.6 / shown.high_by_wide)
    drawn = page.shapes.add_picture(io.BytesIO(png), Cm(EDGE), Cm(4.5), Cm(wide), Cm(wide * shown.high_by_wide))
    drawn.crop_top, drawn.crop_bottom = shown.top, shown.bottom
    drawn._element.nvPicPr.cNvPr.set("descr", clean(slide.alt))
    if slide.rows:
        _table(page, slide, EDGE + room + 0.8)
    _foot(page, document, len(made.slides), slide.under)
    page.notes_slide.notes_text_frame.text = slide.notes


def _table(page: Any, slide: Slide, left: float) -> None:
    """The few rows as a real table, its first row marked as the head."""
    wide = WIDE - EDGE - left
    frame = page.shapes.add_table(len(slide.rows), len(slide.rows[0]), Cm(left), Cm(4.5), Cm(wide), Cm(0.8 * len(slide.rows)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", slide.caption)
    table = frame.table
    table.first_row, table.first_col, table.horz_banding = True, True, False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_TABLE
    numbers = len(slide.rows[0]) - 1
    for at, column in enumerate(table.columns):
        column.width = Cm(wide * (1 - 0.18 * numbers) if at == 0 else wide * 0.18)
    size = 12 if len(slide.rows) <= 7 else 11
    for row, words in zip(table.rows, slide.rows, strict=True):
        head = words is slide.rows[0]
        for at, (cell, said) in enumerate(zip(row.cells, words, strict=True)):
            cell.margin_top = cell.margin_bottom = Cm(0.08)
            cell.margin_left = cell.margin_right = Cm(0.12)
            if head:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RULE
            _say(cell.text_frame.paragraphs[0], said, size, INK, bold=head or at == 0)
            if at in slide.right:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _speak(made: Any, language: str) -> None:
    """The language that a screen reader reads the slides and their notes in."""
    spoken = LANGUAGES.get(language, MSO_LANGUAGE_ID.ENGLISH_UK)
    name = MSO_LANGUAGE_ID.to_xml(spoken)
    for slide in made.slides:
        notes = [slide.notes_slide._element] if slide.has_notes_slide else []
        for held in (slide._element, *notes):
            for run in held.iter(qn("a:r")):
                run.get_or_add_rPr().set("lang", name)
