"""Catalogues of translated words, as gettext's `.po` files hold them: read, checked, and turned into what gettext asks.

The text file is the only one kept: the binary form that the standard library wants is made of it in memory, so that none
can be stale. Format: GNU gettext manual, "The Format of PO Files" and "The Format of GNU MO Files".
"""

from __future__ import annotations

import ast
import hashlib
import io
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import GNUTranslations
from string import Formatter

from upriver.words.language.speaking import Absent

FUZZY = "fuzzy"
_LINE = re.compile(r'(msgid_plural|msgid|msgstr(?:\[\d\])?|msgctxt)?\s*(".*")\s*\Z')


@dataclass(frozen=True, slots=True)
class Message:
    """One marked sentence with its translations, one for each form of the plural; `where` are the files that say it."""

    english: str
    many: str = ""
    said: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    where: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every form of it is translated."""
        return bool(self.said) and all(self.said)

    @property
    def fields(self) -> frozenset[str]:
        """The names that are filled in; of a sentence with forms, those of the form for many."""
        return _fields(self.many or self.english)


def messages(text: str) -> tuple[Message, ...]:
    """Every message of a catalogue in its order, its header first (a message of no English).

    Raises:
        ValueError: a line that no catalogue has, by its number.
    """
    return tuple(_message(comments, parts) for comments, parts in _blocks(text) if "msgid" in parts)


def _blocks(text: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    comments, parts, now = list[str](), dict[str, str](), ""
    for at, line in enumerate([*text.splitlines(), ""], start=1):
        if not line.strip():
            if parts:
                yield comments, parts
            comments, parts, now = [], {}, ""
        elif line.startswith("#"):
            comments.append(line)
        elif found := _LINE.fullmatch(line):
            now = found[1] or now
            if not now:
                raise ValueError(f"line {at} of the catalogue holds words that belong to nothing")
            parts[now] = parts.get(now, "") + ast.literal_eval(found[2])
        else:
            raise ValueError(f"line {at} of the catalogue can't be read")


def _message(comments: list[str], parts: dict[str, str]) -> Message:
    said = tuple(parts[name] for name in sorted(parts) if name.startswith("msgstr"))
    flags = frozenset(word.strip() for line in comments if line.startswith("#,") for word in line[2:].split(","))
    where = tuple(word for line in comments if line.startswith("#:") for word in line[2:].split())
    notes = tuple(line[2:].strip() for line in comments if line.startswith("#.") or line.startswith("# "))
    return Message(parts["msgid"], parts.get("msgid_plural", ""), said, flags, where, notes)


def written(held: Iterable[Message]) -> str:
    """A catalogue as text, its messages in the order given; the inverse of `messages`."""
    return "\n".join(_lines(one) for one in held)


def _lines(one: Message) -> str:
    lines = [f"# {note}" for note in one.notes] + [f"#: {place}" for place in one.where]
    lines += [f"#, {', '.join(sorted(one.flags))}"] if one.flags else []
    lines.append(f"msgid {_quoted(one.english)}")
    if one.many:
        lines.append(f"msgid_plural {_quoted(one.many)}")
        lines += [f"msgstr[{at}] {_quoted(form)}" for at, form in enumerate(one.said)]
    else:
        lines.append(f"msgstr {_quoted(one.said[0] if one.said else '')}")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    shown = words.replace("\\", "\\\\").replace('"', '\\"').split("\n")
    if len(shown) == 1:
        return f'"{shown[0]}"'
    return "\n".join(['""', *(f'"{line}\\n"' for line in shown[:-1]), *([f'"{shown[-1]}"'] if shown[-1] else [])])


def translations(held: Iterable[Message]) -> GNUTranslations:
    """What gettext answers from: every message that is translated whole; nothing where one isn't."""
    whole = [one for one in held if one.whole]
    if all(one.english for one in whole):
        whole.append(Message("", said=("Content-Type: text/plain; charset=UTF-8\n",)))
    made = GNUTranslations(io.BytesIO(_binary(whole)))
    made.add_fallback(Absent())
    return made


def _binary(held: list[Message]) -> bytes:
    """The messages as a GNU MO file: a table of lengths and places for the English, one for the translations."""
    pairs = sorted((f"{one.english}\0{one.many}".encode() if one.many else one.english.encode(),
                    "\0".join(one.said).encode()) for one in held)
    at = 28 + 16 * len(pairs)
    words = b""
    tables: tuple[list[bytes], list[bytes]] = ([], [])
    for side in (0, 1):
        for pair in pairs:
            tables[side].append(struct.pack("<II", len(pair[side]), at + len(words)))
            words += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, at)
    return head + b"".join(tables[0] + tables[1]) + words


def faults(held: Iterable[Message], forms: int) -> list[str]:
    """What is wrong with translations, a sentence each: fields that differ, markup, a form too few, an edge of space."""
    found = []
    for one in held:
        if not one.english:
            continue
        wanted = {0, forms} if one.many else {0, 1}
        if len(one.said) not in wanted:
            found.append(f"{one.english!r} has {len(one.said)} forms, not {forms if one.many else 1}")
        for form in filter(None, one.said):
            # A form for one or two may say the number as a word.
            if not _fields(form) <= one.fields or (one.fields - {"n"}) - _fields(form):
                found.append(f"{one.english!r} has other fields in translation")
            if "<" in form or ">" in form:
                found.append(f"{one.english!r} is translated with markup")
            if form.strip() != form and one.english.strip() == one.english:
                found.append(f"{one.english!r} is translated with space at an edge")
    return found


def _fields(words: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name)


def fingerprint(held: Iterable[Message]) -> str:
    """A hash of all English words with their translations: what a reader signs, so that a later change unsigns it."""
    pairs = sorted((one.english, one.many, one.said) for one in held if one.english)
    return hashlib.sha256(repr(pairs).encode()).hexdigest()
