"""Pieces of a Word file as text: paragraphs, links, tables, pictures. A long document is put together from these at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from upriver.report.drawing.svg import clean
from upriver.report.forms.plotted import Plotted

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
LOOK = 'w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
HUNDRED = 100_000
PER_POINT, PER_TWENTIETH = 12_700, 635
"""English metric units in a point and in a twentieth of one."""


def said(words: object) -> str:
    """Words without what no file of this kind may hold, and with nothing that could be read as markup."""
    return escape(clean(str(words)))


def run(words: str, *, strong: bool = False) -> str:
    """Words of one look."""
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if strong else ""}<w:t xml:space="preserve">{said(words)}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    """A number that Word counts by itself, with what it is until then."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{said(shown)}</w:t></w:r></w:fldSimple>'


def paragraph(style: str, *inside: str, new_page: bool = False) -> str:
    """A paragraph of a style, given by its id."""
    turned = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{turned}</w:pPr>{"".join(inside)}</w:p>'


def lines(words: str) -> list[str]:
    """The lines of a text to be read exactly, as runs with breaks between them."""
    pieces = words.split("\n")
    return [run(piece) + ("<w:r><w:br/></w:r>" if at + 1 < len(pieces) else "") for at, piece in enumerate(pieces)]


def within(words: str, anchor: str) -> str:
    """A link to a place in the same file."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{_linked(words)}</w:hyperlink>'


def out(words: str, relation: str) -> str:
    """A link out of the file, by the id under which the file holds its address."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{_linked(words)}</w:hyperlink>'


def _linked(words: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="Link"/></w:rPr><w:t xml:space="preserve">{said(words)}</w:t></w:r>'


def place(name: str, number: int) -> str:
    """A place that links within the file lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a table: its words, the same with their link as markup, and whether it is a number."""

    words: str
    inside: str
    number: bool


def table(caption: str, head: Sequence[Entry], rows: Iterable[Sequence[Entry]], *, room: int, look: str, size: float) -> str:
    """A table whose first row is repeated on each page and whose first column names its rows.

    Args:
        room: how wide it may be, in twentieths of a point. look: the end of its styles' names, for a wide one. size: of its text, in points.
    """
    body = [list(row) for row in rows]
    widths = _widths([[entry.words for entry in column] for column in zip(head, *body, strict=True)], room, size)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    parts = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Ruledtable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblLook {LOOK}/><w:tblCaption w:val={quoteattr(clean(caption))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
        _row(head, widths, "<w:cantSplit/><w:tblHeader/>", [f"Tablehead{look}"] * len(head)),
    ]
    styles = [f"Rowhead{look}", *[f"Tabletext{look}"] * (len(head) - 1)]
    parts += [_row(row, widths, "<w:cantSplit/>", styles) for row in body]
    return "".join((*parts, "</w:tbl>"))


def _row(entries: Sequence[Entry], widths: Sequence[int], kind: str, styles: Sequence[str]) -> str:
    cells = []
    for entry, width, style in zip(entries, widths, styles, strict=True):
        side = '<w:jc w:val="right"/>' if entry.number else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
            f'<w:spacing w:after="40"/>{side}</w:pPr>{entry.inside}</w:p></w:tc>'
        )
    return f'<w:tr><w:trPr>{kind}</w:trPr>{"".join(cells)}</w:tr>'


def _widths(columns: Sequence[Sequence[str]], room: int, size: float) -> list[int]:
    """Each column's part of the room by its longest words, none so little that words break inside."""
    wish = [min(max(max(map(len, texts)) ** 0.75, 5), 26) for texts in columns]
    longest = [max((len(word) for text in texts for word in text.replace("\u200b", " ").split(" ")), default=1) for texts in columns]
    least = [round(length * size * 20 * 0.58) + 240 for length in longest]
    widths = [max(round(room * part / sum(wish)), min(low, room // 2)) for part, low in zip(wish, least, strict=True)]
    # What is over comes off the columns that have more than their words need.
    over, spare = sum(widths) - room, [max(width - low, 0) for width, low in zip(widths, least, strict=True)]
    if over > 0 and sum(spare):
        take = min(over / sum(spare), 1.0)
        widths = [round(width - more * take) for width, more in zip(widths, spare, strict=True)]
    return [max(width * room // max(sum(widths), 1), 1) for width in widths]


def picture(relation: str, number: int, alt: str, shown: Plotted, *, wide: int) -> str:
    """A picture with its alternative text, its plot alone; `wide` in English metric units."""
    high = round(wide * shown.high_by_wide)
    crop = f'<a:srcRect t="{round(shown.top * HUNDRED)}" b="{round(shown.bottom * HUNDRED)}"/>' if shown.top or shown.bottom else ""
    named = f'id="{number}" name="Picture {number}" descr={quoteattr(clean(alt))}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>{crop}'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def body_of(parts: Iterable[str]) -> Any:
    """The pieces as one element whose children go into a file."""
    from docx.oxml import parse_xml

    return parse_xml(f"<w:body {SPACES}>{''.join(parts)}</w:body>")
