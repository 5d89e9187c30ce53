"""Descriptions of pictures that a person wrote (`prose/DOCUMENT/alt/PICTURE.LANG.md`): held like prose, with stricter numbers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from upriver.report.drawing.described import SHORTEST, with_alt
from upriver.report.exploring.rows import Row
from upriver.report.prose.checking import ACCEPTED, BROKEN, STALE, Sentence, Written, checked
from upriver.report.prose.figures import Fault, resolved
from upriver.report.prose.writing import spans_of
from upriver.store.folder import Folder
from upriver.words.document import Block, Callout, Chart, Document, Map
from upriver.words.refusal import Refusal
from upriver.words.text import listed

PLACE = "alt"
NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,119})\.(en|cy)\.md")
YEAR = re.compile(r"(?:19|20)\d\d")
TYPED = (
    "{digits} was typed by hand. A description of a picture may hold years; every other number is a live figure, so that no small "
    "one gets past the lock. Write {{{{ figure \"NAME\" }}}}."
)


def is_alt(prose: Written) -> bool:
    """Whether a file of prose describes a picture, so that it stands in no page's text."""
    return prose.section.startswith(f"{PLACE}/")


def alternatives(folder: Folder, document: str, *, figures: Mapping[str, Row], accepted: Mapping[str, Mapping[str, str]],
                 read: Callable[[Path, str], bytes]) -> tuple[Written, ...]:
    """Every description written for pictures of a document, in the order of their names; `read` refuses what is no text.

    A sentence is `broken`, and can't be accepted, where a number other than a year is typed into it or a figure of it can't be
    said, and where the whole is too short to describe anything.
    """
    place = folder.root / "prose" / document / PLACE
    found = []
    for path in sorted(place.glob("*.md")) if place.is_dir() else ():
        if path.name.startswith((".", "~")):
            continue
        name = NAME.fullmatch(path.name)
        if name is None:
            raise Refusal(f"prose/{document}/{PLACE}/{path.name} isn't called as a description is",
                          do="Name it PICTURE.LANG.md, as change-all.en.md: the picture's file name, then en or cy.")
        data = read(path, f"{document}/{PLACE}")
        section = f"{PLACE}/{name[1]}"
        one = checked(document, section, name[2], hashlib.sha256(data).hexdigest(), data.decode("utf-8-sig"), figures=figures,
                      accepted=accepted.get(f"{document}/{section}.{name[2]}", {}))
        found.append(_strict(one))
    return tuple(found)


def _strict(one: Written) -> Written:
    short = sum(len(each.now) for each in one.sentences) < SHORTEST
    why = Fault("short", f"{one.name} has fewer than {SHORTEST} letters: say what kind of picture it is, what it shows and its extremes.")
    return replace(one, sentences=tuple(_held_to(each, (why,) if short else ()) for each in one.sentences))


def _held_to(each: Sentence, faults: tuple[Fault, ...]) -> Sentence:
    typed = tuple(digits for digits in each.typed if not YEAR.fullmatch(digits))
    if typed:
        faults = (*faults, Fault("typed", TYPED.format(digits=listed(list(typed)))))
    return replace(each, typed=typed, state=BROKEN, faults=(*each.faults, *faults)) if faults else replace(each, typed=())


def described_by(document: Document, prose: Sequence[Written], figures: Mapping[str, Row]) -> Document:
    """The document with every picture described: by its own words where some are written and sayable, else from its data.

    Where those words are stale or nobody accepted them, the page of a draft says so below the picture.
    """
    mine = {each.section.removeprefix(f"{PLACE}/"): each for each in prose if is_alt(each) and each.language == document.language}
    told = with_alt(document, {slug: _text(one, figures) for slug, one in mine.items() if not one.of(BROKEN)})
    if not any(one.unaccepted for one in mine.values()):
        return told
    pages = tuple(replace(page, blocks=tuple(each for block in page.blocks for each in _noted(block, mine))) for page in told.pages)
    return replace(told, pages=pages)


def _text(one: Written, figures: Mapping[str, Row]) -> str:
    lines = ("".join(span.text for span in spans_of(resolved(part.source, figures)[0], lambda href: False))
             for part in one.parts)
    return " ".join(lines)


def _noted(block: Block, mine: Mapping[str, Written]) -> tuple[Block, ...]:
    one = mine.get(block.slug) if isinstance(block, Chart | Map) else None
    if one is None or not one.unaccepted:
        return (block,)
    state = "is stale: numbers in it have moved since it was accepted" if one.of(STALE) else "was never accepted as it reads today"
    if one.of(BROKEN):
        state = "can't be said as it is written, so the picture is described from its data"
    return block, Callout(f"The analysts' own description of this picture {state}.")


def fit_pictures(document: Document, prose: Sequence[Written]) -> None:
    """Hold descriptions to what may be published: accepted as they read today, of pictures that are there.

    Raises:
        Refusal: names the files.
    """
    there = {block.slug for page in document.pages for block in page.blocks if isinstance(block, Chart | Map)}
    lost = [each.name for each in prose if is_alt(each) and each.section.removeprefix(f"{PLACE}/") not in there]
    if lost:
        raise Refusal(f"descriptions are written for {listed(lost)}, and no such picture is in this document",
                      do="Name each after the picture's file: charts/change-all.svg is described in alt/change-all.en.md.")
    if waiting := [each.name for each in prose if is_alt(each) and any(one.state != ACCEPTED for one in each.sentences)]:
        raise Refusal(f"{listed(waiting)} can't be published as they are", do="`upriver prose` lists why, old and new.")
