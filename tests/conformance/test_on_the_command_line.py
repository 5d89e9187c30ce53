"""Every fixture as the command line finds it; test_in_a_browser.py holds the checker to the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from conformance.cases import OWN, Case, Found, cases, told

from upriver.intake.contracts import layouts
from upriver.intake.mapping import read_profile
from upriver.pipeline.sharing.aggregating import aggregate
from upriver.pipeline.sharing.checking import look_through
from upriver.words.refusal import Refusal
from upriver.words.sharing.leaving import Signed

LAYOUTS = layouts(OWN)
NOBODY = Signed("", "", "", "")


def profiles_of(case: Case):
    return (read_profile(OWN / "mappings" / case.mapping, LAYOUTS),) if case.mapping else ()


def found_by(case: Case, work: Path) -> Found:
    path = work / case.file
    path.write_bytes(case.data)
    (work / "scratch").mkdir()
    try:
        looked = look_through(path, LAYOUTS, scratch=work / "scratch", slug=case.contract, profiles=profiles_of(case))
    except Refusal as refusal:
        return Found("refused", says=refusal.what)
    faults = tuple(told(fault.field, fault.rule, fault.count, list(fault.rows)) for fault in looked.faults)
    outcome = "refused" if looked.refused else "faults" if faults else "clean"
    return Found(outcome, looked.rows, faults, sentences=tuple(fault.says for fault in looked.faults))


@pytest.mark.parametrize("case", [case for case in cases() if not case.staying], ids=str)
def test_a_file_is_found_to_be_what_its_fixture_says(case: Case, tmp_path: Path):
    found = found_by(case, tmp_path)
    assert found.outcome == case.outcome, found
    assert case.faults is None or found.faults == case.faults
    assert case.rows is None or found.rows == case.rows
    assert case.says in found.says


@pytest.mark.parametrize("case", [case for case in cases() if case.table is not None], ids=str)
def test_a_files_protected_table_is_what_its_fixture_says(case: Case, tmp_path: Path):
    path = tmp_path / case.file
    path.write_bytes(case.data)
    (tmp_path / "scratch").mkdir()
    leaving = aggregate(path, LAYOUTS, slug=case.contract, signed=NOBODY, scratch=tmp_path / "scratch",
                        profiles=profiles_of(case), own=OWN)
    assert leaving.files[0].read_text("utf-8") == case.table


def test_there_are_at_least_sixty_fixtures():
    assert len(cases()) >= 60
