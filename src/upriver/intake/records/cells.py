"""One cell of a register: what it means, in the one spelling that is kept, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from upriver.words.checks import IDENTIFIER_PATTERNS, IDENTIFIERS, checks_out
from upriver.words.sharing.sheet import SheetColumn

ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?")
"""What an id looks like: small letters, digits, hyphens; at most 60 characters."""
ID_SAYS = "is no id; write small letters, digits and hyphens, at most 60, as knife-01"
MONEY = re.compile(r"(?:£ ?)?([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})((?:\.[0-9]{1,6})?)")
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
"""Days outside these are slips of the hand: 0205 for 2025, or a number that a spreadsheet took for a date."""
SPOKEN = ("referral", "link", "source")
"""Columns in which a team's mailbox may stand."""
_UNREADABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
PEOPLE_IN_WORDS = ("nhs_number", "email", "person_name")
"""The identifiers that words of a register may not hold. A postcode may: it can be a venue's."""


def read(text: str, column: SheetColumn) -> tuple[str, str]:
    """A cell's value as it is kept, and what is wrong with it ("" where nothing is). Never repairs more than its spelling.

    Codes are read in their words too, whatever their case; several values are parted by semicolons.
    """
    text = "\n".join(" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")).strip() if text else ""
    if not text:
        return "", ""
    parts = [part.strip() for part in text.split(";") if part.strip()] if column.several else [text]
    if any(len(part) > column.most for part in parts):
        return "", f"is longer than {column.most:,} characters"
    if _UNREADABLE.search(text):
        return "", "holds signs that are no readable text; type it again"
    found = [_one(part, column) for part in parts]
    if wrong := next((says for _, says in found if says), ""):
        return "", wrong
    return ";".join(dict.fromkeys(value for value, _ in found)) if column.several else found[0][0], ""


def plain(values: Mapping[str, str], columns: tuple[SheetColumn, ...]) -> dict[str, str]:
    """A held row in the spelling that reading gives, so that only what somebody changed differs."""
    made = {}
    for column in columns:
        held = values.get(column.name, "")
        value, says = read(held, column)
        made[column.name] = held if says else value
    return made


def _one(text: str, column: SheetColumn) -> tuple[str, str]:
    if column.name == "id":
        return (text, "") if ID.fullmatch(text) else ("", ID_SAYS)
    if column.kind == "list":
        return _code(text, column)
    if column.kind == "date":
        return _day(text)
    if column.kind == "number":
        return (str(int(text)), "") if re.fullmatch(r"[0-9]{1,9}", text) else ("", "is not a whole number from 0 up")
    if column.kind == "money":
        return _money(text)
    for kind in PEOPLE_IN_WORDS:
        if not (kind == "email" and column.name in SPOKEN) and _holds(kind, text):
            return "", IDENTIFIERS[kind]
    return text, ""


def _holds(kind: str, text: str) -> bool:
    """Whether words hold an identifier, also one in wide letters or with signs of no width between."""
    text = _NO_WIDTH.sub("", unicodedata.normalize("NFKC", text))
    if kind == "nhs_number":
        return any(checks_out(hit.group(1)) for hit in re.finditer(f"(?={IDENTIFIER_PATTERNS[kind]})", text))
    return re.search(IDENTIFIER_PATTERNS[kind], text) is not None


def _code(text: str, column: SheetColumn) -> tuple[str, str]:
    codes = column.codes or {}
    by_word = {_folded(word): code for code, words in codes.items() for word in (words.partition(":")[0], words, code) if word}
    code = by_word.get(_folded(text))
    return (code, "") if code is not None else ("", f"is not one of {', '.join(codes)}")


def _day(text: str) -> tuple[str, str]:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        day = None
    if day is None:
        return "", "is not a date; write it as YYYY-MM-DD"
    if not FIRST_DAY <= day <= LAST_DAY:
        return "", f"is no day from {FIRST_DAY.year} to {LAST_DAY.year}; check the year"
    return day.isoformat(), ""


def _money(text: str) -> tuple[str, str]:
    found = MONEY.fullmatch(text)
    if not found:
        return "", "is not a number from 0 up; write it as 1200 or 1200.50"
    value = Decimal(found[1].replace(",", "") + found[2])
    return f"{value.normalize():f}" if value else "0", ""


def _folded(text: str) -> str:
    """Words as they are compared: small letters, one space, no underscores, one apostrophe."""
    return " ".join(text.replace("_", " ").replace("\u2019", "'").casefold().split())
