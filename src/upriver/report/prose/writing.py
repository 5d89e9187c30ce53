"""The analysts' Markdown, a small part of it: paragraphs, bullets, headings, strong, emphasis, code, links. No HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from upriver.report.prose.figures import MARK
from upriver.words.document import Bullets, Heading, Paragraph, Prose, Span

INLINE = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<em>[^*\n]+)\*|`(?P<code>[^`\n]+)`|\[(?P<words>[^\[\]\n]+)\]\((?P<href>[^()\s]+)\)")
END = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)*]*\s+(?=[\"'\u2018\u201c(*\[{]*[A-Z0-9{])")
DIGIT = re.compile(r"\d[\d,.]*")
TITLE = "From the partnership's analysts"


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph, bullet or heading as it was written, its line breaks taken out."""

    kind: str
    source: str


def parts_of(text: str) -> tuple[Part, ...]:
    """The paragraphs, bullets and headings of a file in their order."""
    found: list[tuple[str, list[str]]] = []
    open_now = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = line.strip()
        heading, bullet = re.match(r"#{1,6}\s+(.+)", words), re.match(r"[-*+]\s+(.+)", words)
        if not words:
            open_now = False
        elif heading:
            found.append(("heading", [heading[1].rstrip("# ").strip() or heading[1]]))
            open_now = False
        elif bullet:
            found.append(("bullet", [bullet[1]]))
            open_now = True
        elif open_now:
            found[-1][1].append(words)
        else:
            found.append(("paragraph", [words]))
            open_now = True
    return tuple(Part(kind, " ".join(lines)) for kind, lines in found)


def sentences_of(source: str) -> tuple[str, ...]:
    """The sentences of a part, live figures kept whole: what stands inside one never ends a sentence."""
    inside = [found.span() for found in MARK.finditer(source)]
    begins = [start for start, _ in inside]
    edges = [0]
    for found in END.finditer(source):
        last = bisect_left(begins, found.end()) - 1
        if last < 0 or found.end() >= inside[last][1]:
            edges.append(found.end())
    edges.append(len(source))
    return tuple(piece for start, end in zip(edges, edges[1:], strict=False) if (piece := source[start:end].strip()))


def typed_digits(sentence: str) -> tuple[str, ...]:
    """Numbers typed by hand: those outside live figures and outside the addresses of links."""
    plain = INLINE.sub(lambda found: found["words"] or found[0], MARK.sub(" ", sentence))
    return tuple(found.rstrip(".,") for found in DIGIT.findall(plain))


def spans_of(text: str, leads: Callable[[str], bool]) -> tuple[Span, ...]:
    """Words with their look. A link that leads nowhere allowed keeps its words and loses its address."""
    spans, at = [], 0
    for found in INLINE.finditer(text):
        if found.start() > at:
            spans.append(Span(text[at : found.start()]))
        style = next((name for name in ("strong", "em", "code") if found[name]), "")
        href = found["href"] or ""
        spans.append(Span(found[style] if style else found["words"], style, href if href and leads(href) else ""))
        at = found.end()
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)


def links_in(text: str) -> tuple[str, ...]:
    """The addresses of all links of a text; a picture's file is none."""
    return tuple(found["href"] for found in INLINE.finditer(text) if found["href"] and text[found.start() - 1 : found.start()] != "!")


def plain_blocks(prose: Prose) -> tuple[Heading | Paragraph | Bullets, ...]:
    """The same words as blocks that paper prints: a link stands after its paragraph."""
    blocks: list[Heading | Paragraph | Bullets] = [Heading(prose.title), *(Paragraph(note) for note in prose.notes)]
    for line in prose.lines:
        if line.kind == "heading":
            blocks.append(Heading(line.text, 3))
        elif line.kind == "bullet" and blocks and isinstance(blocks[-1], Bullets):
            blocks[-1] = Bullets((*blocks[-1].items, line.text))
        elif line.kind == "bullet":
            blocks.append(Bullets((line.text,)))
        else:
            blocks.append(Paragraph(line.text, tuple((span.text, span.href) for span in line.spans if span.href)))
    return tuple(blocks)

