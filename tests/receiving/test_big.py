"""A feed of a million rows is taken in within bounded memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from journeys.workspaces import ROOT
from partners import CRIME, FORCE, a_workspace, an_agreement

from upriver.intake.contracts import contracts

ROWS = 1_000_000
MOST = 1.5 * 2**30


def crimes(path: Path, rows: int, *, bad: bool = False) -> Path:
    """So many rows like a police crime extract, made in a stream."""
    contract = contracts()[CRIME]
    wanted = [field for field in contract.fields if field.required]
    codes = next(field for field in contract.fields if field.name == "offence_code").codes
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(field.headers[0] for field in wanted) + "\n")
        for number in range(rows):
            out.write(",".join(value_of(field.name, field.type, field.codes, number, codes) for field in wanted) + "\n")
        if bad:
            out.write(",".join("nonsense, no date"[:8] for _ in wanted) + "\n")
    return path


def value_of(name: str, kind: str, own: tuple[str, ...], number: int, codes: tuple[str, ...]) -> str:
    """A value that the contract takes, by the type of its field."""
    if name == "crime_reference":
        return f"R{number:09d}"
    if name == "offence_code":
        return codes[number % len(codes)]
    if own:
        return own[number % len(own)]
    if kind == "datetime":
        return f"2026-01-{1 + number % 28:02d}T{number % 24:02d}:00:00"
    if kind == "date":
        return f"2026-01-{1 + number % 28:02d}"
    return "E01000001" if "lsoa" in name else ""


@pytest.mark.big
@pytest.mark.parametrize("bad", [False, True])
def test_a_million_rows_take_less_than_one_and_a_half_gib(tmp_path: Path, bad: bool) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(CRIME, FORCE))
    sent = crimes(tmp_path / "crimes.csv", ROWS, bad=bad)
    code = ("import resource, subprocess, sys; "
            "ran = subprocess.run([sys.executable, '-m', 'upriver', *sys.argv[1:]], stdout=sys.stderr); "
            "print(ran.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    ran = subprocess.run([sys.executable, "-c", code, "take-in", str(workspace), str(sent), "--provider", FORCE],
                         capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=True)
    returned, most = map(int, ran.stdout.split())
    assert returned == (1 if bad else 0), ran.stderr
    assert most * 1024 < MOST, f"{most / 2**20:.2f} GiB"
