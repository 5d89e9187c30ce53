"""What holds of a file that is checked holds of one that is taken in: identifiers leave nothing behind, mappings are used."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking.made_up import an_attendance, as_csv, attendances
from checking.test_mapping import a_profile, an_extract, saved
from journeys.workspaces import upriver
from receiving.partners import ED, TRUST, a_workspace, an_agreement


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_workspace(tmp_path_factory.mktemp("taken_in") / "w", an_agreement(ED))


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("where", ["free text", "a column that isn't asked for", "a heading"])
def test_an_identifier_leaves_nothing_behind_in_the_workspace(where: str, workspace: Path, tmp_path: Path) -> None:
    planted = "943 476 5919"
    rows = [[*an_attendance(number), ""] for number in range(3)]
    rows[1][4 if where == "free text" else -1] = planted
    header = ("SITE CODE (OF TREATMENT)", "ARRIVAL DATE AND TIME", "ASSAULT DATE AND TIME", "ASSAULT METHOD", "ASSAULT METHOD OTHER DESCRIPTION",
              "ASSAULT LOCATION TYPE", "age_band", "sex", "NHS number" if where == "a heading" else "local note")
    sent = attendances(tmp_path / "sent.csv", rows, header)
    ran = upriver("take-in", workspace, sent, "--provider", TRUST)
    assert ran.code == 1, ran.out + ran.err
    said = ran.out + ran.err
    assert ("names a person: column 9 (nhs number)" if where == "a heading" else "holds what reads as an NHS number") in said
    assert "5919" not in said and b"5919" not in every_byte(workspace)
    assert not list((workspace / "held" / "restricted").rglob("*.parquet"))


def test_a_workspace_s_mapping_is_used_and_noted_with_what_is_held(workspace: Path, tmp_path: Path) -> None:
    folder = workspace / "declarations" / "mappings"
    folder.mkdir(parents=True, exist_ok=True)
    mapping = saved(folder / "trust.toml", a_profile())
    sent = an_extract(tmp_path / "extract.csv", note="waited outside")
    ran = upriver("take-in", workspace, sent, "--provider", TRUST, "--json")
    mapping.unlink()
    assert ran.code == 0 and ran.json["taken_in"][0]["rows"] == 12
    assert b"waited outside" not in every_byte(workspace / "held")


def test_the_table_that_leaves_can_be_taken_in(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    sent = tmp_path / "sent.csv"
    sent.write_text(as_csv(("SITE CODE (OF TREATMENT)", "ARRIVAL DATE AND TIME", "ASSAULT DATE AND TIME", "ASSAULT METHOD", "ASSAULT LOCATION TYPE"),
                           [["RZZ01", f"2026-01-{day:02d}T10:00:00", "", "fist", "own home"] for day in range(1, 15)]), "utf-8", newline="\n")
    out = tmp_path / "out"
    made = upriver("aggregate", sent, "--contract", ED, "--provider", TRUST, "--officer", "A. Officer", "--role", "Data lead", "--on", "2026-02-03", "--to", out)
    assert made.code == 0, made.out + made.err
    ran = upriver("take-in", workspace, out, "--json")
    assert ran.code == 0, ran.out + ran.err
    assert [(each["contract"], each["rows"]) for each in ran.json["taken_in"]] == [(f"{ED}_table", 1)]
