"""Two worlds that differ in nothing but a hidden count print the same, answer the same, and are reviewed with the same words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from forms import planted
from gate.asked import a_request
from site_made import a_case_with_answers

from upriver.report.cells import cells_csv
from upriver.report.exploring.rows import rows_of_cells
from upriver.report.public.pages import privacy
from upriver.report.reviewing.folder import review_files
from upriver.report.reviewing.reading import Reading
from upriver.report.site import site_files
from upriver.words.cleared import Clearance

WORLDS = ({"Alder": 7_919, "Birch": 6_841}, {"Alder": 7_918, "Birch": 6_841}, {"Alder": 3, "Birch": 9_999}, {"Alder": 1, "Birch": 1})


@pytest.fixture(scope="module")
def worlds() -> list[Clearance]:
    found = []
    for hidden in WORLDS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(planted, "HIDDEN", hidden)
            found.append(planted.cleared())
    return found


def test_the_pages_are_the_same_byte_for_byte(worlds: list[Clearance]) -> None:
    assert len({tuple(sorted(site_files(planted.document(each)).items())) for each in worlds}) == 1


def test_cells_csv_and_what_the_ledger_keeps_are_the_same(worlds: list[Clearance]) -> None:
    assert len({(cells_csv(each.tables), each.facts) for each in worlds}) == 1


def test_the_reasons_for_the_hidden_numbers_are_the_same(worlds: list[Clearance]) -> None:
    assert len({repr((sorted((str(key), says) for key, says in each.why.items()), each.record, [way.says for way in each.audit.ways])) for each in worlds}) == 1


def test_the_reviewers_pages_are_the_same_where_the_shares_are_of_one_size(worlds: list[Clearance]) -> None:
    """The last two worlds lose less than a fifth of all events or next to none: a share in four sizes is all that a reviewer is told."""
    found = set()
    for each in worlds[:2]:
        rows = tuple(rows_of_cells(cell for table in each.tables for cell in table.cells))
        reading = Reading(each, rows, "Grove", "Assessment", "2025", "2026-02-01", last="", earlier=(), left=(), shared=frozenset({planted.TABLE}))
        found.add(tuple(sorted((path, data) for path, data in review_files(reading, a_request())[0].items())))
    assert len(found) == 1


def test_what_the_page_about_privacy_tells_of_the_lock_is_the_same(worlds: list[Clearance]) -> None:
    story = a_case_with_answers()[1]
    assert len({tuple(privacy._did(replace(story, clearance=each), _Said())) for each in worlds}) == 1  # type: ignore[arg-type]


class _Said:
    """Stands for the site's words: each sentence as its name and what is put into it."""

    def words(self, page: str) -> Callable[..., str]:
        return lambda name, **put: f"{page}.{name} {sorted(put.items())}"
