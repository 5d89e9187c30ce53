"""What every test may use: where real files are, and when a skip is a failure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.chromium import axe, browser  # noqa: F401
from journeys.made import changed_since_made, fiction, fictional_files, hampshire, without_august  # noqa: F401

from upriver.words.refusal import LOUD

os.environ[LOUD] = "raise"  # a fault of ours that leaves a part out of an assessment must fail the test that met it
ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
REAL_FILES = "real open data are not at ../shared/data"


FIRST = ("web/journeys/test_every_way_j1_to_j4.py", "web/journeys/test_every_way_j5_to_j9.py", "journeys/test_under_lock.py",
         "browser/test_matrix.py", "docs/test_tutorials.py", "attack/test_a_reader_with_paper.py", "journeys/test_two_laptops.py", "gate/test_the_gate_in_commands.py", "assess/test_made_of.py", "journeys/test_real_hampshire.py",
         "forms/test_two_audiences.py", "journeys/test_history.py", "journeys/test_response_fiction.py", "receiving/test_killed.py",
         "browser/test_pages.py", "browser/test_published.py", "conformance/test_in_a_browser.py", "evaluation/test_simulations.py",
         "operations/test_killed_anywhere.py", "operations/test_killed_through_the_web.py", "web/rights/test_every_address.py", "web/reading/test_no_dead_end.py",
         "journeys/test_lasting.py", "disclose/test_random_documents.py", "journeys/test_pages_read_well.py")  # fmt: skip
"""Files that take minutes, begun before all others, so that at the end no process waits for one of them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    turn = {ROOT / "tests" / name: number for number, name in enumerate(FIRST)}
    items.sort(key=lambda item: turn.get(item.path, len(FIRST)))


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of publishers' files; tests that need it are skipped where it is absent."""
    if not DATA.is_dir():
        pytest.skip(REAL_FILES)
    return DATA


@pytest.fixture(scope="module", autouse=True)
def shared_workspaces_stay_as_they_were_made() -> Iterator[None]:
    """A file that writes to a workspace that others read fails itself, and not whichever comes after it."""
    yield
    assert not (changed := changed_since_made()), f"written to by this file, which needs a copy of its own (Journey.copied): {changed}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """With CI=true a skip is a failure, save where the files in ../shared are absent."""
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not (ROOT.parent / "shared").is_dir() and "shared" in reason:
            return
        report.outcome = "failed"
        report.longrepr = f"skipped where CI=true: {reason}"
