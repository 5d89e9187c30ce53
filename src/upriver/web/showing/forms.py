"""Forms: fields with their words, what was typed in them, and what is wrong with it, said at the field and at the top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from upriver.words.language.speaking import say

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field as `parts.html` draws it. kind: text, textarea, select, radios, checkboxes, date, number, file, password, email,
    hidden. `value` is text; of checkboxes, the chosen values joined by ";"; a date is YYYY-MM-DD or its parts as typed."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = False
    choices: Sequence[tuple[str, ...]] = ()
    value: str = ""
    errors: tuple[str, ...] = ()
    autocomplete: str = ""
    width: str = ""
    inputmode: str = ""
    rows: int = 5
    max: int = 0
    prefix: str = ""
    suffix: str = ""
    multiple: bool = False
    accept: str = ""
    check: Callable[[str], str] | None = None
    """Says what is wrong with a value, "" where nothing is; asked only where something was typed."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody filled it in: each field with its value and what is wrong with it."""

    fields: tuple[Field, ...]

    @property
    def values(self) -> dict[str, str]:
        return {field.name: field.value for field in self.fields}

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the fields: (address of the field on the page, sentence)."""
        return [(f"#{field.name}", error) for field in self.fields for error in field.errors]

    @property
    def sound(self) -> bool:
        return not self.errors

    def wrong(self, name: str, says: str) -> Filled:
        """The same with something more wrong with a field; where no field is called so, with the first."""
        known = name if any(field.name == name for field in self.fields) else self.fields[0].name
        return Filled(tuple(replace(each, errors=(*each.errors, says)) if each.name == known else each for each in self.fields))


def empty(fields: Sequence[Field], values: Mapping[str, str] | None = None) -> Filled:
    """A form before anybody sent it, with the values that are known already."""
    known = values or {}
    return Filled(tuple(replace(field, value=known.get(field.name, field.value)) for field in fields))


def filled(fields: Sequence[Field], typed: Mapping[str, Sequence[str]]) -> Filled:
    """A form as it was typed, each field checked: something where it must be, a choice that there is, no longer than may be."""
    return Filled(tuple(_checked(replace(field, value=_value(field, typed))) for field in fields))


def shown(fields: Sequence[Field], kept: Mapping[str, Sequence[str]], values: Mapping[str, str] | None = None) -> Filled:
    """A form as it is opened: with what its author had typed before their session ended, else with the values that are known."""
    return Filled(tuple(replace(field, value=_value(field, kept)) for field in fields)) if kept else empty(fields, values)


def _value(field: Field, typed: Mapping[str, Sequence[str]]) -> str:
    if field.kind == "date":
        day, month, year = (_last(typed, f"{field.name}-{part}") for part in ("day", "month", "year"))
        if not (day or month or year):
            return _last(typed, field.name)
        return f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}" if (day and month and year) else f"{year}-{month}-{day}"
    if field.kind == "checkboxes" or field.multiple:
        return ";".join(each.strip() for each in typed.get(field.name, ()) if each.strip())
    value = _last(typed, field.name)
    return value if field.kind == "password" else value.replace("\r\n", "\n").strip()


def _last(typed: Mapping[str, Sequence[str]], name: str) -> str:
    values = typed.get(name, ())
    return str(values[-1]).strip() if values else ""


def _checked(field: Field) -> Field:
    says = _wrong(field)
    return replace(field, errors=(says,)) if says else field


def _wrong(field: Field) -> str:
    if not field.value:
        return _missing(field) if field.required else ""
    if len(field.value) > (field.max or LONGEST):
        return say("{label} must be {most} characters or fewer", label=field.label, most=field.max or LONGEST)
    if "\x00" in field.value:
        return say("{label} holds a character that can't be stored", label=field.label)
    if field.choices and field.kind in ("select", "radios", "checkboxes"):
        offered = {choice[0] for choice in field.choices}
        if any(part not in offered for part in (field.value.split(";") if field.kind == "checkboxes" or field.multiple else [field.value])):
            return say("{label}: choose from the list", label=field.label)
    if field.kind == "date" and not _a_day(field.value):
        return say("{label} must be a real date, like 27 3 2026", label=field.label)
    return field.check(field.value) if field.check else ""


def _missing(field: Field) -> str:
    if field.kind in ("select", "radios", "checkboxes"):
        return say("Choose: {label}", label=field.label)
    if field.kind == "file":
        return say("Choose a file")
    return say("Enter: {label}", label=field.label)


def _a_day(value: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(value).year <= 2200 and len(value) == 10
    except ValueError:
        return False
