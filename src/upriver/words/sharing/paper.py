"""A paper: a short document for people, from which a page and a Word file are made alike."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.document import Bullets, Callout, Code, Heading, Paragraph, Table

Block = Heading | Paragraph | Bullets | Callout | Code | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: a specification, an agreement to be signed, a record of processing.

    `slug` names its files; `as_of` is the only date it prints as its own; `draft` is the sentence that says what it
    still needs (the partnership's own legal advice), empty where it is final.
    """

    slug: str
    title: str
    summary: str
    blocks: tuple[Block, ...]
    as_of: str = ""
    draft: str = ""
    lang: str = "en"
