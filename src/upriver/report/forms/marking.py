"""What stands on every page, sheet and slide of a document for an audience, and what its reader may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from upriver import shelf
from upriver.words.document import Document
from upriver.words.refusal import Refusal

KIND = "markings"
LONGEST_MARKING, LONGEST_HANDLING = 60, 600


@dataclass(frozen=True, slots=True)
class Marking:
    """The marking and the handling instructions of one audience's documents; "" for none."""

    marking: str
    handling: str


def marking_of(audience: str, own: Path | None = None) -> Marking:
    """The marking for an audience, the workspace's own before the shipped one.

    Raises:
        Refusal: the workspace's file lacks a key, is too long, or leaves a restricted document without any marking.
    """
    table = shelf.declared(KIND, own)[audience]
    where = f"declarations/{KIND}/{audience}.toml"
    shelf.shaped(where, {name: value for name, value in table.items() if name != "slug"}, {"marking": str, "handling": str}, {})
    found = Marking(" ".join(table["marking"].split()), " ".join(table["handling"].split()))
    if len(found.marking) > LONGEST_MARKING or len(found.handling) > LONGEST_HANDLING:
        raise Refusal(f"{where} is too long to stand on every page",
                      do=f"Use at most {LONGEST_MARKING} letters for the marking and {LONGEST_HANDLING} for handling.")
    if audience != "public" and not found.marking:
        raise Refusal(f"{where} leaves a {audience} document without a marking", do="Write one, as OFFICIAL-SENSITIVE.")
    return found


def marked(document: Document) -> str:
    """The one line that stands at the head of every page, sheet and slide; "" where nothing does."""
    return document.marking
