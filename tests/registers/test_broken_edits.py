"""A hundred broken edits of the exported sheets: each is refused at its place with a remedy, and nothing is kept or lost."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from registers.broken import SECRET, edits
from registers.plans import Book, book_of, export, state, take_in, workspace

from upriver.pipeline.registers.judging import Faulty
from upriver.store.folder import Folder

EDITS = edits()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """One workspace for all of them: since each is refused, none may change it."""
    return workspace(tmp_path_factory.mktemp("broken") / "ws")


@pytest.fixture(scope="module")
def exported(shared: Folder) -> Book:
    return book_of(export(shared))


def test_there_are_a_hundred_and_more() -> None:
    assert len(EDITS) >= 100


@pytest.mark.parametrize("edit", list(EDITS), ids=str)
def test_a_broken_edit_is_refused_at_its_place_and_nothing_changes(edit: str, shared: Folder, exported: Book, tmp_path: Path) -> None:
    book = copy.deepcopy(exported)
    place = EDITS[edit](book)
    before = state(shared)
    with pytest.raises(Faulty) as refused:
        take_in(shared, book.save(tmp_path / "edited.xlsx"))
    found = {(each.sheet, each.row, each.column): each.says for each in refused.value.faults}
    assert place in found, found
    assert SECRET not in " ".join(found.values()).lower(), "a value of the file stands in a message"
    assert refused.value.do
    assert state(shared) == before


def test_all_faults_of_a_file_are_told_at_once(shared: Folder, exported: Book, tmp_path: Path) -> None:
    book = copy.deepcopy(exported)
    places = {EDITS[name](book) for name in ("a lead by name", "a formula in place of a value", "Milestones, Due: words for a day",
                                             "an answer asked for before the question")}
    with pytest.raises(Faulty) as refused:
        take_in(shared, book.save(tmp_path / "edited.xlsx"))
    assert {(each.sheet, each.row, each.column) for each in refused.value.faults} == places
