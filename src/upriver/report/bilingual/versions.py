"""A document told once, in English, as it reads in another language: every marked word said again, the rest left as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from upriver.report.bilingual.held import language
from upriver.words.document import Document, Paragraph
from upriver.words.language.speaking import ENGLISH, again, fixed, speaking

WHOLE: Mapping[str, frozenset[str]] = {
    "Page": frozenset({"title", "lead"}),
    "Heading": frozenset({"text"}),
    "Paragraph": frozenset({"text"}),
    "Bullets": frozenset({"items"}),
    "Callout": frozenset({"text"}),
    "Code": frozenset({"caption"}),
    "KeyFigure": frozenset({"label", "unit", "note"}),
    "Column": frozenset({"name"}),
    "Table": frozenset({"caption", "notes"}),
    "Chart": frozenset({"title", "subtitle", "x_title", "y_title", "interval"}),
    "Map": frozenset({"title", "subtitle", "bands"}),
    "Line": frozenset({"label"}),
    "Break": frozenset({"label"}),
    "Prose": frozenset({"title"}),
}
"""The parts of blocks that may be one fixed sentence, and are looked up as they stand. Names of areas and rows never are: a place
may be called March."""
AS_IS = frozenset({"code", "path", "href", "slug", "kind", "marker", "tone", "explain", "table"})
"""Parts that are names of things and no words. What analysts wrote is in its own language already, and is left."""


def in_language(document: Document, code: str) -> Document:
    """The document in another language, told again from the words it was made of; pictures and files aren't made yet."""
    with speaking(language(code)):
        return replace(document, language=code, title=fixed(document.title), period=again(document.period),
                       partnership=again(document.partnership), pages=tuple(_again(page) for page in document.pages),
                       facts=tuple((label, again(words)) for label, words in document.facts),
                       attribution=tuple(fixed(words) for words in document.attribution), files={}, versions=())


def in_every_language(document: Document, codes: Sequence[str], whole: Callable[[Document], Document]) -> Document:
    """The document in its first language, with its versions in the others; `whole` makes the files of each.

    Files that are the same in every language, tables of figures among them, lie at the root alone, and all versions lead there.
    """
    document = replace(document, tongues=tuple(codes) if len(codes) > 1 else ())
    first, *others = (whole(document if code == ENGLISH else in_language(document, code)) for code in codes)
    return replace(first, versions=tuple(_sharing(each) for each in others))


def _sharing(version: Document) -> Document:
    same = frozenset(path for path in version.files if path.endswith((".csv", "-metadata.json")))
    return replace(version, files={path: data for path, data in version.files.items() if path not in same}, shared=same)


def _again(held: Any) -> Any:
    """A block with its words said again; the same object where nothing in it changes."""
    whole = WHOLE.get(type(held).__name__, frozenset())
    changed = {}
    for part in fields(held):
        before = getattr(held, part.name)
        if part.name in AS_IS and part.name not in whole and isinstance(before, str):
            continue
        if isinstance(held, Paragraph) and part.name == "links":
            after: Any = tuple((fixed(words), href) for words, href in held.links)
        else:
            after = _part(before, whole=part.name in whole)
        if after is not before:
            changed[part.name] = after
    return replace(held, **changed) if changed else held


def _part(before: Any, *, whole: bool) -> Any:
    if isinstance(before, str):
        return (fixed if whole else again)(before)
    if isinstance(before, tuple):
        after = tuple(_part(one, whole=whole) for one in before)
        return after if any(new is not old for new, old in zip(after, before, strict=True)) else before
    if is_dataclass(before) and not isinstance(before, type) and type(before).__name__ not in ("ProseLine", "MapShape"):
        return _again(before)
    return before
