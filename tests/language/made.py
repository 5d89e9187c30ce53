"""What the tests of languages share: the sample document in Welsh and in the made-up language, and a ground in Wales."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType, SimpleNamespace

from report.sample import a_sample

from upriver.places.ground import Ground
from upriver.report.bilingual.versions import in_every_language
from upriver.report.packing import files_of
from upriver.words.area import Area
from upriver.words.document import Document
from upriver.words.language.speaking import PSEUDO

ROOT = Path(__file__).resolve().parents[2]


def extractor() -> ModuleType:
    """The script that collects marked sentences."""
    found = importlib.util.spec_from_file_location("extract_words", ROOT / "scripts" / "extract_words.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def in_both(document: Document | None = None) -> Document:
    """A document with its Welsh version, each with its files."""
    return in_every_language(document or a_sample(), ("en", "cy"), lambda version: replace(version, files={**version.files, **_files(version)}))


def told_in_both(document: Document | None = None) -> Document:
    """The same without making any file again: the sample's own stand in for all."""
    said = document or a_sample()
    return in_every_language(said, ("en", "cy"), lambda version: replace(version, files=said.files))


def _files(version: Document) -> dict[str, bytes]:
    from upriver.report.bilingual.held import language
    from upriver.words.language.speaking import speaking

    with speaking(language(version.language)):
        return files_of(replace(version, files={}), ())


def in_pseudo(document: Document | None = None) -> Document:
    """A document whose fixed words are in the made-up language, and whose content is left in English."""
    return replace(document or a_sample(), language=PSEUDO)


def ground_of(*codes: str) -> Ground:
    """As much of a ground as its languages are told from: one district for each code."""
    areas = tuple(Area("ltla", code, f"District {code}") for code in codes)
    return SimpleNamespace(levels={"ltla": SimpleNamespace(areas=areas)})  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Word:
    """A text on a page, and the language that the page says it is in."""

    text: str
    language: str
    inside: str


class Reader(HTMLParser):
    """Every text of a page with its language, as a screen reader has it: the nearest `lang` above."""

    VOID = frozenset({"meta", "link", "input", "br", "rect", "path", "circle", "line", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = [("", "")]
        self.words: list[Word] = []
        self.labels: list[Word] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        now = held.get("lang") or self.stack[-1][1]
        if label := held.get("aria-label"):
            self.labels.append(Word(label, now, tag))
        if held.get("href"):
            self.links.append(str(held["href"]))
        if tag not in self.VOID:
            self.stack.append((tag, now))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        while len(self.stack) > 1 and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"script", "style"} & {tag for tag, _ in self.stack}:
            self.words.append(Word(data.strip(), self.stack[-1][1], self.stack[-1][0]))


def read(page: bytes) -> Reader:
    """A page as its texts."""
    reader = Reader()
    reader.feed(page.decode())
    return reader
