"""The commands and documents of the Duty, on a small workspace: what they print, what they write, and how they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from register.commands import Ran
from register.commands import upriver as run


def upriver(*typed: str, at: Path) -> Ran:
    """One command in a workspace."""
    return run(*typed, "--workspace", at)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace."""
    folder = tmp_path_factory.mktemp("duty") / "w"
    made = run("init", folder, "--areas", "E06000045", "--by", "Ada")
    assert made.code == 0, made.err
    return folder


def test_the_register_is_printed_with_its_count(workspace: Path) -> None:
    said = upriver("duty", "--on", "2026-02-01", at=workspace).out
    assert said.count("\n  A") == 20 and "Evidence found, not attested" in said


@pytest.mark.parametrize("typed", [("duty",), ("duty", "--next", "8"), ("duty", "B1"), ("clock",), ("evaluate", "library")])
def test_what_is_printed_fits_a_terminal_of_eighty_signs(workspace: Path, typed: tuple[str, ...]) -> None:
    lines = upriver(*typed, at=workspace).out.splitlines()
    assert [line for line in lines if len(line) > 80 and "://" not in line and str(workspace) not in line] == []


def test_the_attestation_that_is_suggested_asks_for_what_it_needs(workspace: Path) -> None:
    assert "upriver duty attest add --ask --requirement" in " ".join(upriver("duty", "B3", at=workspace).out.split())


def test_the_register_comes_as_json_with_every_requirement(workspace: Path) -> None:
    assert len(upriver("duty", "--json", at=workspace).json["requirements"]) == 130


def test_one_requirement_is_shown_by_its_number(workspace: Path) -> None:
    said = upriver("duty", "a5", at=workspace).out
    assert said.startswith("A5 ") and "What is looked for" in said


def test_the_few_closest_to_done_are_as_many_as_asked_for(workspace: Path) -> None:
    assert len(upriver("duty", "--next", "3", "--json", at=workspace).json["next"]) == 3


def test_an_unknown_number_is_refused_without_a_trace(workspace: Path) -> None:
    done = upriver("duty", "a99", at=workspace)
    assert (done.code, "Traceback" in done.err) == (2, False)


def test_a_calendar_has_to_be_a_calendar_file(workspace: Path) -> None:
    assert upriver("clock", "--to", "clock.txt", at=workspace).code == 2


def test_a_calendar_is_written(workspace: Path, tmp_path: Path) -> None:
    done = upriver("clock", "--to", str(tmp_path / "clock.ics"), at=workspace)
    assert (done.code, (tmp_path / "clock.ics").read_bytes()[:15]) == (0, b"BEGIN:VCALENDAR")


def test_a_clock_without_records_says_that_nothing_has_a_day(workspace: Path) -> None:
    assert "No day is known" in upriver("clock", at=workspace).out


def test_the_inspection_file_is_made_of_an_empty_workspace_too(workspace: Path) -> None:
    done = upriver("duty", "--file", "--on", "2026-02-01", at=workspace)
    place = workspace / "packs" / "inspection-file-2026-02-01"
    assert done.code == 0, done.err
    assert {path.suffix for path in place.iterdir() if path.is_file()} >= {".html", ".pdf", ".docx"}


def test_the_inspection_file_says_what_is_held_elsewhere(workspace: Path) -> None:
    page = (workspace / "packs" / "inspection-file-2026-02-01" / "inspection-file" / "elsewhere" / "index.html").read_text("utf-8")
    assert "Case files" in page and "holds no record of a named child" in page


def test_inspections_are_called_by_more_than_their_letters(workspace: Path) -> None:
    page = (workspace / "packs" / "inspection-file-2026-02-01" / "inspection-file" / "criteria" / "index.html").read_text("utf-8")
    assert "Joint targeted area inspections of serious youth violence" in page and ">JTAI serious" not in page


@pytest.mark.parametrize("document", ["duty", "readiness", "clock", "policing_requests"])
def test_each_document_is_made_of_an_empty_workspace(workspace: Path, document: str) -> None:
    done = upriver("pack", document, "--on", "2026-02-01", at=workspace)
    assert done.code == 0, done.err
