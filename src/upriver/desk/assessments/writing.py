"""Writing prose and talking about it: the file is put in place under its hash first, then one short transaction with its event."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from upriver.desk.assessments.models import CommentRecord
from upriver.desk.assessments.prose import DOCUMENT
from upriver.desk.audit.actions import in_turn, record
from upriver.pipeline.prose.reading import FRONT, LONGEST, NAME, NO_TEXT
from upriver.store.folder import Folder, write_whole
from upriver.words.refusal import Refusal

LANGUAGES = ("en", "cy")
EARLIER = ".earlier"
"""The folder beside the prose in which every text that was written over is kept, under its hash."""
LONGEST_COMMENT = 5_000
NO_SECTIONS = ("cy", "editions", "data", "assets")
"""Folders of what is published that aren't pages of the assessment."""


@dataclass(frozen=True, slots=True)
class Text:
    """A file of prose as it stands: its words, and the hash that says which state it is; "" before it is written."""

    text: str
    state: str


def text_of(folder: Folder, section: str, language: str) -> Text:
    """What is written for a section; nothing where nothing is.

    Raises:
        Refusal: no section is called so, or its file is no text.
    """
    place = _place(folder, section, language)
    if not place.is_file():
        return Text("", "")
    data = place.read_bytes()
    try:
        return Text(data.decode("utf-8-sig"), hashlib.sha256(data).hexdigest())
    except UnicodeDecodeError:
        raise Refusal(f"prose/{DOCUMENT}/{place.name} isn't UTF-8 text", do="Save it as UTF-8.") from None


def write(folder: Folder, section: str, language: str, text: str, *, state: str, by: str, at: str) -> str:
    """Write the prose of a section; gives its new state. What stood there is kept beside it.

    Raises:
        Refusal: somebody else wrote it since `state`, it is too long, or holds what is no text.
    """
    place = _place(folder, section, language)
    data = (text.replace("\r\n", "\n").rstrip() + "\n").encode() if text.strip() else b""
    if len(data) > LONGEST:
        raise Refusal("that is longer than a page of prose can be", do="Shorten it, or write to several pages.")
    if NO_TEXT.search(text):
        raise Refusal("the text holds a character that is no text", do="Type that line again: nothing but words and marks.")
    new = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        in_turn()
        now = text_of(folder, section, language)
        if now.state != state:
            raise Refusal("somebody else wrote this section in the meantime", do="Yours is below, theirs beside it: bring the two together and save again.")
        if new == now.state:
            return new
        if now.state:
            write_whole(place.parent / EARLIER / f"{place.name}.{now.state[:16]}", place.read_bytes())
        write_whole(place, data)
        record(verb="wrote prose", subject=f"prose:{DOCUMENT}/{section}.{language}", body={"sha256": new, "before": now.state}, by=by, at=at)
    return new


def can_be(section: str, language: str) -> bool:
    """Whether prose could be written under this name at all."""
    return language in LANGUAGES and NAME.fullmatch(f"{section}.{language}.md") is not None


def sections(folder: Folder) -> frozenset[str]:
    """The pages of the assessment that people write beside: those of the questions and chapters as published, and what prose is written for."""
    root = folder.published
    pages = [*root.glob("questions/*/index.html"), *(path for path in root.glob("*/index.html") if path.parent.name not in NO_SECTIONS)]
    written = (NAME.fullmatch(path.name) for path in (folder.root / "prose" / DOCUMENT).glob("*.md"))
    return frozenset({FRONT, *(path.parent.relative_to(root).as_posix().replace("/", "-") for path in pages), *(name[1] for name in written if name)})


def comment(folder: Folder, section: str, says: str, *, by: str, at: str) -> None:
    """Say something about a section.

    Raises:
        Refusal: there is no such section, nothing is said, too much, or what is no text.
    """
    if section not in sections(folder):
        raise Refusal("no page of the assessment is called so", do="Choose the page from the list.")
    words = says.strip()
    if NO_TEXT.search(words):
        raise Refusal("the comment holds a character that is no text", do="Type it again: nothing but words and marks.")
    if not words or len(words) > LONGEST_COMMENT:
        raise Refusal("a comment needs words" if not words else "that comment is too long", do="Write up to 5,000 characters.")
    with transaction.atomic():
        event = record(verb="commented", subject=f"section:{section}", body={}, by=by, at=at)
        CommentRecord.objects.create(section=section, says=words, by=by, at=at, event=event.id)


def settle(section: str, number: int, how: str, *, by: str, at: str) -> None:
    """Settle a comment on a section, saying how.

    Raises:
        Refusal: it isn't said how, or that section has no open comment of that number.
    """
    if NO_TEXT.search(how):
        raise Refusal("how it was settled holds a character that is no text", do="Type it again: nothing but words and marks.")
    if not how.strip():
        raise Refusal("say how the comment was settled", do="A few words are enough.")
    with transaction.atomic():
        if not CommentRecord.objects.filter(section=section, number=number, settled_at="").update(settled=how.strip()[:LONGEST_COMMENT], settled_by=by,
                                                                                                        settled_at=at):
            raise Refusal("that comment is settled already, or isn't there", do="Reload the page.")
        record(verb="settled comment", subject=f"comment:{number}", body={}, by=by, at=at)


def comments(section: str = "") -> Sequence[CommentRecord]:
    """The comments on a section, or on all; open ones first, then by age."""
    rows = CommentRecord.objects.filter(section=section) if section else CommentRecord.objects.all()
    return sorted(rows, key=lambda row: (bool(row.settled_at), row.number))


def _place(folder: Folder, section: str, language: str) -> Path:
    if not can_be(section, language):
        raise Refusal("no page of the assessment is called so", do="Choose the page from the list.")
    return folder.root / "prose" / DOCUMENT / f"{section}.{language}.md"
