"""The fixtures that the command line and the checker in a browser are both held to, and how their files are made.

A fixture is a `[[case]]` of fixtures/*.toml: a `name` (a sentence), the `contract`, the file, and what is to be found.

The file: `text` (with `encoding`, `bom`, `newline` where they aren't UTF-8, none and LF), `bytes` (hexadecimal), `make` (a
maker of making.py, with its arguments in `with`), or, for one field of the contract every_rule, `field` with `good` and
`bad` cells: one row each, the good ones first. Cells may be written with `\\u` escapes.

What is to be found: `outcome` (clean, faults, refused); `rows`; `faults` as "FIELD RULE COUNT: FIRST ROWS"; `says`, a part
of a refusal's sentence; `table`, the protected table as CSV; `staying` where columns not asked for stay behind.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from conformance import making

HERE = Path(__file__).parent
OWN = HERE / "declarations"
NEEDED = {"reference": "", "happened_at": "2025-01-05T10:30:00", "site": "RHU03"}


@dataclass(frozen=True)
class Case:
    name: str
    contract: str
    file: str
    data: bytes
    outcome: str
    rows: int | None = None
    faults: tuple[str, ...] | None = None
    says: str = ""
    table: str | None = None
    staying: bool = False
    mapping: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Found:
    """What a checker said of a case's file, in one form for both."""

    outcome: str
    rows: int | None = None
    faults: tuple[str, ...] = ()
    says: str = ""
    sentences: tuple[str, ...] = field(default=(), compare=False)


def told(fault_field: str, rule: str, count: int, rows: list[int]) -> str:
    return f"{fault_field} {rule} {count}: {' '.join(map(str, rows[:5]))}".rstrip(": ")


@cache
def cases() -> list[Case]:
    """Every fixture, in the order of the files."""
    found = []
    for path in sorted((HERE / "fixtures").glob("*.toml")):
        for table in tomllib.loads(path.read_text("utf-8"))["case"]:
            found.append(_case(table))
    names = [case.name for case in found]
    assert len(names) == len(set(names)), "two fixtures have one name"
    return found


def _case(table: dict[str, Any]) -> Case:
    table = dict(table)
    name, contract = table.pop("name"), table.pop("contract", "every_rule")
    file = table.pop("file", "sent.csv")
    if "field" in table:
        data, expected = _of_one_field(table)
        table = {**table, **expected}
    elif "make" in table:
        data = getattr(making, table.pop("make"))(**table.pop("with", {}))
    elif "bytes" in table:
        data = bytes.fromhex(table.pop("bytes"))
    else:
        text = table.pop("text").replace("\n", table.pop("newline", "\n"))
        data = (b"\xef\xbb\xbf" if table.pop("bom", False) else b"") + text.encode(table.pop("encoding", "utf-8"))
    faults = table.pop("faults", None)
    return Case(name, contract, file, data, table.pop("outcome"), faults=tuple(faults) if faults is not None else None, **table)


def _of_one_field(table: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    name, rule, good, bad = table.pop("field"), table.pop("rule", "type"), table.pop("good", []), table.pop("bad", [])
    cells = [*good, *bad]
    rows = [{**NEEDED, "reference": f"R{number}", name: cell} for number, cell in enumerate(cells, 1)]
    numbers = list(range(len(good) + 1, len(cells) + 1))
    expected = {"rows": len(cells), "outcome": "faults" if bad else "clean",
                "faults": [told(name, rule, len(bad), numbers)] if bad else []}
    if rule == "identifier":
        expected["outcome"] = "refused" if bad else "clean"
    return making.csv_of(rows), expected
