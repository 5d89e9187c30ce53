"""What was voted on is let out and nothing else: a figure left out after the votes voids them, and readers are asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from web.jobs.in_the_desk import ASK, VOTE, WORK, made_by_this_code, python, rows
from web.served import serving

pytestmark = pytest.mark.big
LEAVE_OUT = """
import sys
from pathlib import Path
from web.asking import desk
from upriver.store.folder import Folder
desk(sys.argv[1])
from upriver.desk.releases.leaving_out import leave_out
leave_out(Folder(Path(sys.argv[1])), "assessment/victims/ages", why="A family could be known by it.", by="Aled Made-Up", at="2026-02-02T11:00:00Z")
"""
TOLD = '{"context": "A test.", "controls": "The lock."}'


@dataclass(frozen=True)
class Voided:
    """The workspace after a release was asked for, approved by two, changed, tried to be released, and asked for again."""

    folder: Path
    approved: str
    said: str
    page: str


@pytest.fixture(scope="module")
def voided(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voided]:
    folder = copied(tmp_path_factory.mktemp("voided"))
    made_by_this_code(folder)
    asked = done(folder, "ask_release", TOLD)
    assert asked.startswith("done"), asked
    approved = python(VOTE, folder)
    python(LEAVE_OUT, folder)
    said = done(folder, "release", f'{{"number": {approved}}}')
    with serving(folder) as served:
        page = served.visit("Ira Fictional").get(f"/releases/{approved}/").plain
    yield Voided(folder, approved, said, page)


def done(folder: Path, kind: str, body: str) -> str:
    """Have a piece of work done; gives its state and what was said of it."""
    number = python(ASK, folder, "Aled Made-Up", kind, body)
    python(WORK, folder, 20)
    return " ".join(str(each) for each in rows(folder, f"SELECT state, said FROM jobs_jobrecord WHERE number = {number}")[0])


def test_what_changed_since_the_votes_is_not_released(voided: Voided) -> None:
    assert voided.said.startswith("refused It can't be released as it was approved: its figures") and "count no more" in voided.said


def test_the_release_went_back_to_its_author_and_says_why(voided: Voided) -> None:
    assert "Returned to its author" in voided.page and "changed since it was asked for" in voided.page


def test_nothing_new_stands_in_the_ledger(voided: Voided) -> None:
    assert len((voided.folder / "ledger" / "public" / "chain.jsonl").read_text("utf-8").splitlines()) == 1


def test_its_votes_are_not_those_of_the_release_that_is_asked_for_again(voided: Voided) -> None:
    assert done(voided.folder, "ask_release", TOLD).startswith("done It waits to be read by 2 people")
    state, votes = rows(voided.folder, "SELECT state, votes FROM releases_releaserecord ORDER BY number DESC LIMIT 1")[0]
    assert (state, votes) == ("submitted", "[]")
