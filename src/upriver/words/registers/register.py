"""A register: one frozen word, from whose fields its sheet, its form and its command are all made."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar, cast, get_args, get_type_hints

from upriver.words.sharing.sheet import SheetColumn, SheetOf

W = TypeVar("W")
_KINDS: Mapping[object, str] = {str: "text", date: "date", int: "number", Decimal: "money"}


def kept(says: str, *, codes: Mapping[str, str] | None = None, required: bool = False, refers: tuple[str, str] | None = None,
         known: str = "", most: int = 200, width: int = 18) -> Any:
    """A field that is a column too. Its type says its kind: str, date | None, int | None, Decimal | None (pounds), tuple[str, ...].

    `says` is the sentence shown with it everywhere. Not known is "" or None, never zero.
    """
    return field(metadata={"column": {"says": says, "codes": codes, "required": required, "refers": refers, "known": known,
                                      "most": most, "width": width}})


@dataclass(frozen=True, slots=True)
class RegisterOf(Generic[W]):
    """One register of the partnership's own.

    `slug` names it in files and events, `word` is what a row is, `noun` what a row is called, `command` the words after `upriver`
    that keep it, `only_added` True where a row, once there, is never changed or taken out (a correction is a row of its own).
    """

    slug: str
    word: type[W]
    noun: str
    command: str
    sheet: SheetOf
    only_added: bool = False

    def read(self, values: Mapping[str, str]) -> W:
        """A row's checked values as the word; what is missing is "", None or no values.

        Raises:
            ValueError: a value isn't of its column's kind, which the reading of sheets and forms has made sure of.
        """
        kinds = types_of(cast(type, self.word))
        return self.word(**{name: _meant(values.get(name, ""), kind) for name, kind in kinds.items()})


def register(slug: str, word: type[W], *, noun: str, command: str, name: str, says: str, unique: tuple[str, ...] = ("id",),
             only_added: bool = False) -> RegisterOf[W]:
    """A register whose sheet is made from the fields of its word; `name` is the sheet's name and title."""
    columns = tuple(_column(word, each) for each in fields(word))  # type: ignore[arg-type]
    return RegisterOf(slug, word, noun, command, SheetOf(name, name, says, columns, unique), only_added)


def written(row: object) -> dict[str, str]:
    """A word as the text of its columns, as `RegisterOf.read` takes it."""
    return {each.name: _text(getattr(row, each.name)) for each in fields(row)}  # type: ignore[arg-type]


@cache
def types_of(word: type) -> dict[str, object]:
    """The plain type of each field: str, date, int, Decimal, or tuple for several."""
    hints = get_type_hints(word)
    return {each.name: _plain_type(hints[each.name]) for each in fields(word)}


def _plain_type(hint: Any) -> object:
    if isinstance(hint, types.UnionType):
        return next(each for each in get_args(hint) if each is not types.NoneType)
    return tuple if getattr(hint, "__origin__", None) is tuple else hint


def _column(word: type, each: Any) -> SheetColumn:
    told = each.metadata.get("column", MISSING)
    if told is MISSING:
        raise TypeError(f"{word.__name__}.{each.name} has no sentence: use kept(...)")
    plain = types_of(word)[each.name]
    kind = "list" if told["codes"] else "text" if plain is tuple else _KINDS[plain]
    return SheetColumn(each.name, kind=kind, several=plain is tuple, **told)


def _meant(text: str, kind: object) -> object:
    if kind is tuple:
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if kind is str:
        return text
    if not text:
        return None
    if kind is date:
        return date.fromisoformat(text)
    return Decimal(text) if kind is Decimal else int(text)


def _text(value: object) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else str(value)
