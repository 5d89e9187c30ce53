"""Small contracts and files for the tests of checking, with everything defaulted."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from upriver.cli.main import run
from upriver.intake.contracts import contract_from
from upriver.store.checking import Checked, Layout, check_rows
from upriver.words.declared import Contract


def a_field(name: str, type: str = "code", **rules: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "says": f"The {name}.", "headers": [name], **rules}


def a_contract(*fields: dict[str, Any], **more: Any) -> Contract:
    return contract_from({
        "slug": "made_up", "version": 1, "title": "Made up", "holds": "events", "says": "One row.",
        "publisher": "Nobody", "licence": "None", "cadence": "month", "rule": "nhs_sub_national",
        "protection": "depersonalised", "fields": list(fields), **more,
    })


def as_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return out.getvalue()


def look(contract: Contract, rows: Sequence[Sequence[str]], work: Path, *, header: Sequence[str] = (), known: Any = (),
         keep_good_rows: bool = False, **layout: Any) -> Checked:
    """Check rows under the contract's own headers; `header` names them where there are others."""
    names = tuple(header or (field.headers[0] for field in contract.fields))
    path = work / "raw"
    path.write_text(as_csv(names, rows), "utf-8", newline="\n")
    columns = layout.pop("columns", {field.name: field.headers[0] for field in contract.fields if field.headers[0] in names})
    return check_rows(path, contract, Layout("csv", names, columns, **layout), work / "typed.parquet", spill=work / "spill",
                      shown=1_000, known=known, keep_good_rows=keep_good_rows)


def broken(found: Checked, rule: str) -> set[int]:
    """The rows, from 1, that break a rule in any column."""
    return {row for fault in found.faults if fault.rule == rule for row in fault.rows}


class Ran:
    """What a command said and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def said(self) -> str:
        return self.out + self.err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def upriver(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run a command in this process."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return Ran(int(left.value.code or 0), told.out, told.err)


ED_HEADER = ("SITE CODE (OF TREATMENT)", "ARRIVAL DATE AND TIME", "ASSAULT DATE AND TIME", "ASSAULT METHOD",
             "ASSAULT METHOD OTHER DESCRIPTION", "ASSAULT LOCATION TYPE", "age_band", "sex")


def an_attendance(number: int = 0, **changes: str) -> list[str]:
    """One good row of `ed_assault_attendances`."""
    row = {"site": "RZZ01", "arrived": f"2025-03-{number % 28 + 1:02d}T01:15:00", "assaulted": "", "method": "glass", "other": "",
           "place": "not known", "age": "18-24", "sex": "male"}
    return list((row | changes).values())


def attendances(path: Path, rows: Sequence[Sequence[str]] = (), header: Sequence[str] = ED_HEADER) -> Path:
    path.write_text(as_csv(header, rows or [an_attendance(number) for number in range(12)]), "utf-8", newline="\n")
    return path
