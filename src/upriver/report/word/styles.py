"""How a Word file looks: Arial, dark blue headings, boxes for drafts, limits and warnings."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

INK, BRAND, QUIET = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x12, 0x43, 0x6D), RGBColor(0x48, 0x4B, 0x4D)
AFTER_SHADE = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
"""What the format wants behind borders and shade; Word calls a file in another order broken."""
TABLES = {"": 9.5, "small": 8.0, "smallest": 7.0}
"""Sizes of a table's text: as it is, and where many columns must stand side by side."""
SIZES = {"Heading 1": 22, "Heading 2": 15, "Heading 3": 12.5, "Heading 4": 11}


def set_styles(made: Any, language: str, *, scale: float = 1.0) -> None:
    """Give a new document its styles and its language; `scale` makes all its text larger."""
    normal = made.styles["Normal"]
    _type(normal, 10.5, INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.15
    _speak(made, language)
    for name, size in SIZES.items():
        style = made.styles[name]
        _type(style, size, BRAND, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(5)
        style.paragraph_format.keep_with_next = True
    _type(made.styles["Caption"], 10, INK, bold=True)
    made.styles["Caption"].paragraph_format.keep_with_next = True
    made.styles["Caption"].paragraph_format.space_before = Pt(8)
    for name in ("Header", "Footer"):
        _type(made.styles[name], 9, QUIET)
    made.styles["List Bullet"].paragraph_format.space_after = Pt(3)
    _new(made, "Lead", 12.5, INK)
    _new(made, "Note", 9, QUIET)
    for look, size in TABLES.items():
        _new(made, f"Table text {look}".strip(), size, INK)
        _new(made, f"Row head {look}".strip(), size, INK, bold=True)
        _new(made, f"Table head {look}".strip(), size, INK, bold=True).paragraph_format.keep_with_next = True
    _new(made, "Code", 9, INK, fill="F3F5F7", font="Courier New")
    _new(made, "Draft", 11, INK, bold=True, fill="FFF2CC", edge="B58900")
    _new(made, "Inset", 10.5, INK, edge="505A5F")
    _new(made, "Warning", 10.5, INK, bold=True, edge="801650")
    _new(made, "Picture", 10.5, INK).paragraph_format.keep_with_next = True
    _new(made, "Kept note", 9, QUIET).paragraph_format.keep_with_next = True
    _new(made, "Figure", 12.5, INK)
    easy = _new(made, "Easy line", 10.5, INK).paragraph_format
    easy.space_before, easy.space_after, easy.line_spacing = Pt(10), Pt(10), 1.4
    _new(made, "Contents line", 10.5, INK).paragraph_format.space_after = Pt(2)
    _title(made.styles["Title"])
    _ruled(made)
    link = made.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x1A, 0x55, 0x99)
    if scale != 1.0:
        for style in made.styles:
            if style.type == WD_STYLE_TYPE.PARAGRAPH and style.font.size is not None:
                style.font.size = Pt(round(style.font.size.pt * scale * 2) / 2)


def _title(style: Any) -> None:
    """The title of a whole document, without the template's line under it."""
    _type(style, 28, BRAND, bold=True)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(90), Pt(14)
    for line in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(line)


def _ruled(made: Any) -> None:
    """A table with a line under each row and a shaded head, as on the page."""
    style = made.styles.add_style("Ruled table", WD_STYLE_TYPE.TABLE)
    style.base_style = made.styles["Normal Table"]
    kinds, borders = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "8A9299")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    kinds.append(borders)
    style.element.append(kinds)
    head, cell, shade = OxmlElement("w:tblStylePr"), OxmlElement("w:tcPr"), OxmlElement("w:shd")
    head.set(qn("w:type"), "firstRow")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EDF2")):
        shade.set(qn(f"w:{key}"), value)
    cell.append(shade)
    head.append(cell)
    style.element.append(head)


def _new(made: Any, name: str, size: float, colour: RGBColor, *, bold: bool = False, fill: str = "", edge: str = "",
         font: str = "Arial") -> Any:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    _type(style, size, colour, bold=bold, font=font)
    kinds = style.element.get_or_add_pPr()
    if edge:
        borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
        for key, value in (("val", "single"), ("sz", "36"), ("space", "8"), ("color", edge)):
            left.set(qn(f"w:{key}"), value)
        borders.append(left)
        kinds.insert_element_before(borders, "w:shd", *AFTER_SHADE)
    if fill:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shade.set(qn(f"w:{key}"), value)
        kinds.insert_element_before(shade, *AFTER_SHADE)
    return style


def _type(style: Any, size: float, colour: RGBColor, *, bold: bool = False, font: str = "Arial") -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb, style.font.name = colour, font
    fonts = style.element.rPr.rFonts
    # The template's theme names other fonts for the same letters, and the theme would win.
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]
    for key in ("eastAsia", "cs", "hAnsi"):
        fonts.set(qn(f"w:{key}"), font)


def _speak(made: Any, language: str) -> None:
    """The language that a screen reader reads the whole file in."""
    for found in made.styles.element.iter(qn("w:lang")):
        for key in ("val", "eastAsia"):
            found.set(qn(f"w:{key}"), language)
