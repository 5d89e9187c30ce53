"""A paper as a Word file: real headings, marked header rows, a language, and the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from upriver.report.drawing.svg import clean
from upriver.report.html import shown
from upriver.report.word.styles import set_styles
from upriver.words.document import Bullets, Callout, Code, Heading, Paragraph, Table
from upriver.words.refusal import Refusal
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import day

MADE = datetime(2000, 1, 1)
"""What a file says of its own making where the paper has no date: a clock would change its bytes."""
IN_ZIP = (1980, 1, 1, 0, 0, 0)
LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
WIDE = 6
"""A paper with a table of more columns than this lies on its side."""


def docx(paper: Paper) -> bytes:
    """The paper as a Word file that screen readers find their way in; the same paper gives the same bytes.

    The title is heading 1, so that the paper's own headings start at 2. The draft's sentence stands under the title
    and at the head of every page. No author is named.
    """
    made = Document()
    set_styles(made, LANGUAGES.get(paper.lang, paper.lang))
    describe(made, paper.title, paper.summary, paper.lang, paper.as_of)
    without_thumbnail(made)
    _sheet(made, paper)
    made.add_heading(clean(paper.title), 1)
    if paper.draft:
        made.add_paragraph(f"Draft. {clean(paper.draft)}", style="Draft")
    if paper.summary:
        made.add_paragraph(clean(paper.summary), style="Lead")
    if paper.as_of:
        made.add_paragraph(f"As of {day(clean(paper.as_of))}.")
    for block in paper.blocks:
        _block(made, block)
    written = io.BytesIO()
    made.save(written)
    return same_every_time(written.getvalue())


def describe(made: Any, title: str, subject: str, language: str, as_of: str) -> None:
    """What a Word or PowerPoint file says of itself: no author, no clock."""
    core = made.core_properties
    core.title, core.subject = clean(title)[:255], clean(subject)[:255]
    core.language = LANGUAGES.get(language, language)
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    try:
        core.created = core.modified = datetime.fromisoformat(as_of[:10])
    except ValueError:
        core.created = core.modified = MADE
    core.revision = 1


def without_thumbnail(made: Any) -> None:
    """Takes out the template's own thumbnail, which shows another document."""
    rels = made.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]


def _sheet(made: Any, paper: Paper) -> None:
    """A4 with margins that a hole punch leaves alone, the title above and the page number below."""
    section = made.sections[0]
    width, height = Cm(21), Cm(29.7)
    if any(isinstance(block, Table) and len(block.columns) > WIDE for block in paper.blocks):
        section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.2)
    head = section.header.paragraphs[0]
    head.text = f"{'Draft: ' if paper.draft else ''}{clean(paper.title)}"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    number(foot, "PAGE")
    foot.add_run(" of ")
    number(foot, "NUMPAGES")


def number(paragraph: Any, name: str) -> None:
    """A number that Word fills in by itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _block(made: Any, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(clean(block.text), min(max(block.level, 2), 4))
    elif isinstance(block, Paragraph):
        paragraph = made.add_paragraph(clean(block.text))
        for words, href in block.links:
            paragraph.add_run(" ")
            _link(paragraph, clean(words), href)
    elif isinstance(block, Bullets):
        for item in block.items:
            made.add_paragraph(clean(item), style="List Bullet")
    elif isinstance(block, Callout):
        warning = block.kind == "warning"
        made.add_paragraph(f"{'Warning: ' if warning else ''}{clean(block.text)}", style="Warning" if warning else "Inset")
    elif isinstance(block, Code):
        if block.caption:
            made.add_paragraph(clean(block.caption), style="Caption")
        made.add_paragraph(clean(block.text), style="Code")
    elif isinstance(block, Table):
        _table(made, block)
    else:
        raise Refusal(f"a paper can't hold a {type(block).__name__.lower()}", do="Use words, lists and tables.")


def _link(paragraph: Any, words: str, href: str) -> None:
    """A link where it leads out of the paper; its bare words where it would lead to a page beside it."""
    if not href.startswith(("https://", "http://", "mailto:")):
        paragraph.add_run(words)
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.style = "Link"
    link.append(run._r)
    paragraph._p.append(link)


def _table(made: Any, table: Table) -> None:
    made.add_paragraph(clean(table.caption), style="Caption")
    drawn = made.add_table(rows=1, cols=len(table.columns), style="Ruled table")
    drawn.autofit = False
    head = drawn.rows[0]
    _flag(head, "w:tblHeader")
    for cell, column in zip(head.cells, table.columns, strict=True):
        _fill(cell, column.name, "Table head", right=column.decimals is not None)
    for row in table.rows:
        line = drawn.add_row()
        _flag(line, "w:cantSplit")
        texts = [shown(one, column, lambda href: href) for one, column in zip(row, table.columns, strict=True)]
        for place, (cell, said) in enumerate(zip(line.cells, texts, strict=True)):
            words = " ".join([said.words, *(f"[{marker}]" for marker in said.markers)]).strip()
            _fill(cell, words, "Row head" if place == 0 else "Table text", right=said.numeric)
    section = made.sections[0]
    _widths(drawn, section.page_width - section.left_margin - section.right_margin)
    for note in (*table.notes, *((f"Source: {table.source}",) if table.source else ())):
        made.add_paragraph(clean(note), style="Note")
    made.add_paragraph(style="Note")


def _widths(drawn: Any, room: int) -> None:
    """Give each column its part of the room by its longest words, none so little that words break inside."""
    columns = [[cell.text for cell in column.cells] for column in drawn.columns]
    wish = [min(max(max(len(text) for text in texts) ** 0.75, 5), 26) for texts in columns]
    least = [max((len(word) for text in texts for word in text.split()), default=1) * Pt(6) + Cm(0.5) for texts in columns]
    widths = [max(int(room * part / sum(wish)), min(low, room // len(wish))) for part, low in zip(wish, least, strict=True)]
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = int(width * room / sum(widths))
        for cell in column.cells:
            cell.width = column.width


def _fill(cell: Any, words: str, style: str, *, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.text, paragraph.style = clean(words), style
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(2)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def same_every_time(packed: bytes) -> bytes:
    """The same parts in the order of their names, without the time at which they were packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(made, "w") as new:
        # What a reader of the format looks for first comes first.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, IN_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return made.getvalue()
