"""Made-up rows of a contract: they keep its every rule and tell nothing of anybody."""

from __future__ import annotations

import csv
import io
import operator as operators
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from upriver import shelf
from upriver.words.declared import Contract, Field

MONTH = "2025-03"
"""The month that made-up rows speak of where no other is asked for."""
BLANK = 0.12
"""The share of optional cells that are left empty, as they are in real files."""
TRIES = 200
"""How often a row is made anew until it differs from those before it; then there are no more to be had."""

Row = dict[str, str]


def made_up(
    contract: Contract, *, rows: int = 20, seed: int = 1, month: str = MONTH, own: Path | None = None
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The header of a contract's template and made-up rows of one month; the same seed gives the same rows.

    Fewer rows come where the contract has no more to tell apart: a form has one row for each of its numbers.
    Columns for keyed hashes are left out: they are added on the partner's side, never typed. `own` is the
    workspace's `declarations`, where the contract is its own.
    """
    fields = columns(contract)
    maker = _Maker(contract, fields, Random(f"{seed}:{contract.slug}"), month, _seen(contract, own))
    found: list[Row] = []
    told: set[tuple[str, ...]] = set()
    while len(found) < rows and (row := maker.unlike(told, len(found))) is not None:
        found.append(row)
    if contract.mode == "form":
        order = contract.field("measure").codes
        found.sort(key=lambda row: order.index(row["measure"]))
    return (
        tuple(header_of(field) for field in fields),
        tuple(tuple(row[field.name] for field in fields) for row in found),
    )


def columns(contract: Contract) -> tuple[Field, ...]:
    """The fields that a template has a column for."""
    return tuple(field for field in contract.fields if field.constant is None and field.pattern != "person_key")


def header_of(field: Field) -> str:
    """The heading of a field in a template: the first of its spellings."""
    return field.headers[0].replace("{yy}", "24") if field.headers else field.name


def _seen(contract: Contract, own: Path | None) -> Mapping[str, tuple[str, ...]]:
    """The values of each field in the good examples of its contract, for fields that no rule gives a value to."""
    table = shelf.declared("contracts", own).get(contract.feed, {})
    found: dict[str, list[str]] = {}
    for example in table.get("examples", ()):
        if not example["good"] or "csv" not in example:
            continue
        for row in csv.DictReader(io.StringIO(example["csv"].strip())):
            plain = {_plain(str(name)): value for name, value in row.items()}
            for field in table["fields"]:
                spelled = [_plain(each) for each in field.get("headers", ())]
                found.setdefault(field["name"], []).extend(plain[each] for each in spelled if plain.get(each))
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items() if values}


def _plain(header: str) -> str:
    return " ".join(header.replace("_", " ").split()).casefold()


class _Maker:
    """Makes one row after another from one source of chance."""

    def __init__(self, contract: Contract, fields: Sequence[Field], chance: Random, month: str,
                 seen: Mapping[str, tuple[str, ...]]) -> None:
        self.contract = contract
        self.fields = fields
        self.chance = chance
        self.first = date.fromisoformat(f"{month}-01")
        self.seen = seen

    def unlike(self, told: set[tuple[str, ...]], number: int) -> Row | None:
        """A row whose values that may stand once differ from all before it, or None where there is no more."""
        names = {field.name for field in self.fields}
        keys = [name for name in self.contract.unique if name in names]
        for _ in range(TRIES):
            row = self._row(number)
            key = tuple(row[name] for name in keys)
            if not keys or key not in told:
                told.add(key)
                return row
        return None

    def _row(self, number: int) -> Row:
        at = datetime.combine(self.first + timedelta(days=self.chance.randrange(26)), time(self.chance.randrange(24)))
        row = {field.name: self._value(field, at, number) for field in self.fields}
        self._in_order(row)
        for field in self.fields:
            needed = self._needed(field, row)
            if not needed and self.chance.random() < (0.5 if field.free_text else BLANK):
                row[field.name] = ""
        return row

    def _needed(self, field: Field, row: Mapping[str, str]) -> bool:
        """Whether a cell must be filled: by its own rule, by another's value, or to say what the row is about."""
        if field.must_fill or field.name in (self.contract.period_from, self.contract.place_from):
            return True
        return bool(field.required_if) and row.get(field.required_if[0]) in field.required_if[1:]

    def _in_order(self, row: Row) -> None:
        """Change places where two values stand in the wrong order; those of unlike types can't, so one is left out."""
        for _ in self.contract.compares:
            for each in self.contract.compares:
                left, right = row.get(each.left, ""), row.get(each.right, "")
                if not left or not right or _stand(left, each.operator, right):
                    continue
                if self.contract.field(each.left).type == self.contract.field(each.right).type:
                    row[each.left], row[each.right] = right, left
                if not _stand(row[each.left], each.operator, row[each.right]):
                    row[each.right if not self.contract.field(each.right).must_fill else each.left] = ""

    def _value(self, field: Field, at: datetime, number: int) -> str:
        if field.codes:
            return self.chance.choice(field.codes)
        if field.marks and "c" in field.marks and self.chance.random() < BLANK:
            return "c"
        if field.pattern:
            return _PATTERNS[field.pattern](self.chance, number)
        if field.type in _TIMES:
            return _TIMES[field.type](at + timedelta(minutes=self.chance.randrange(180)))
        seen = self.seen.get(field.name, ())
        if seen and (field.type in ("text", "code") or (field.low or 0) > 1_000):
            apart = f" {number % 9 + 1}" if field.type == "text" and field.name in self.contract.unique else ""
            return self.chance.choice(seen) + apart
        return self._number(field) if field.type in ("integer", "number") else f"made up {number % 4 + 1}"

    def _number(self, field: Field) -> str:
        if field.name == "events" and self.contract.of:  # what leaves a building is not small, and rounded wherever a rule rounds
            return str(5 * self.chance.randint(2, 14))
        low = max(field.low or 0, 0)
        high = min(low + 60 if field.high is None else field.high, low + 5_000)
        if field.type == "integer":
            return str(self.chance.randint(int(low), int(min(high, low + 60))))
        return f"{self.chance.uniform(low, min(high, low + 2) if high <= 100 else high):.2f}"


def _stand(left: str, operator: str, right: str) -> bool:
    """Whether two dates, times or numbers stand to each other as asked."""
    first: Any = left
    second: Any = right
    with suppress(ValueError):
        first, second = float(left), float(right)
    return bool(_SIGNS[operator](first, second))


def _quarter(at: datetime) -> str:
    """The quarter of the financial year, which starts in April."""
    year = at.year if at.month > 3 else at.year - 1
    return f"{year}-{(year + 1) % 100:02d} Q{(at.month - 4) % 12 // 3 + 1}"


_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<=": operators.le, "<": operators.lt, "=": operators.eq, ">=": operators.ge, ">": operators.gt,
}

_TIMES: Mapping[str, Callable[[datetime], str]] = {
    "month": lambda at: f"{at:%Y-%m}",
    "date": lambda at: at.date().isoformat(),
    "datetime": lambda at: at.isoformat(timespec="seconds"),
    "year": lambda at: str(at.year),
    "quarter": _quarter,
    "financial_year": lambda at: _quarter(at)[:7].replace("-", "/"),
}

_BANDS = ("0-9", "10-17", "18-24", "25-34", "35-44", "45-64", "65+", "unknown")

_PATTERNS: Mapping[str, Callable[[Random, int], str]] = {
    "crime_id": lambda chance, number: f"{chance.getrandbits(256):064x}",
    "lsoa": lambda chance, number: f"E01990{chance.randint(1, 300):03d}",
    "lsoa21": lambda chance, number: f"E01990{chance.randint(1, 300):03d}",
    "gss": lambda chance, number: chance.choice(("E06009901", "E07009901", "E07009902", "E07009903")),
    "offence_code": lambda chance, number: chance.choice(("8N", "34B", "10D")),
    "financial_year": lambda chance, number: "2024/25",
    "age": lambda chance, number: str(chance.randint(0, 89)),
    "person_key": lambda chance, number: f"{chance.getrandbits(256):064x}",
    "reference": lambda chance, number: f"MADE-UP-{number + 1:05d}",
    "outward_postcode": lambda chance, number: f"ZZ{chance.randint(1, 9)}",
    "site_code": lambda chance, number: f"ZZZ0{chance.randint(1, 6)}",
    "postcode_sector": lambda chance, number: f"ZZ{chance.randint(1, 9)} {chance.randint(1, 9)}",
    "icd10": lambda chance, number: chance.choice(("X99", "Y04", "X95")),
    "band": lambda chance, number: chance.choice(_BANDS),
}
"""A made-up value for each named pattern; codes of places lie outside the ranges that are given out."""
