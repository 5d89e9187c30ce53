"""Reads back what a PDF holds: its words as a reader copies them, and its structure as a screen reader hears it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


def words_of(made: bytes) -> str:
    """All words of all pages, drawings included, through each font's own map back to letters; spaces as drawn."""
    return "\n".join("".join(_drawn(page.obj)) for page in opened(made).pages)


@dataclass(frozen=True)
class Tag:
    """One element of the structure: its kind, the words that stand for it, its title."""

    kind: str
    alt: str
    title: str


def tags_of(made: bytes) -> list[Tag]:
    """The structure tree in reading order."""
    held = opened(made)
    return list(_walk(held.Root.StructTreeRoot.K))


def _walk(node: pikepdf.Object) -> Iterator[Tag]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield Tag(str(node.S).lstrip("/"), str(node.get("/Alt", "")), str(node.get("/T", "")))
        if "/K" in node:
            yield from _walk(node.K)


def _drawn(holder: pikepdf.Object) -> Iterator[str]:
    resources = holder.get("/Resources", pikepdf.Dictionary())
    fonts = {name: _letters(font) for name, font in resources.get("/Font", {}).items()}
    inside = resources.get("/XObject", {})
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(holder):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                parts = operands[0] if str(operator) == "TJ" else operands
                for part in parts:
                    if isinstance(part, pikepdf.String):
                        codes = bytes(part)
                        yield "".join(
                            letters.get(int.from_bytes(codes[at : at + 2]), "?") for at in range(0, len(codes), 2)
                        )
            case "Do" if str(inside[str(operands[0])].get("/Subtype")) == "/Form":
                yield from _drawn(inside[str(operands[0])])


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """From glyph codes of two bytes to letters: the font's ToUnicode map."""
    mapped = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", mapped, re.DOTALL):
        for code, letter in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    return found
