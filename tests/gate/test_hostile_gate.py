"""Whoever would get round the gate: by another spelling of a name, another page under an old name, or bytes that are no text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gate.asked import a_request, a_vote, asked
from gate.test_the_reviewers_page import a_cell, a_reading, a_table
from ledger.books import an_entry

from upriver.cli.main import run
from upriver.desk.opening import open_desk
from upriver.disclose.rules import strictest
from upriver.pipeline.releasing.naming import pages_hash, release_id
from upriver.pipeline.reviewing.writing import before
from upriver.report.cells import cells_csv
from upriver.report.reviewing.folder import review_files
from upriver.store.ledger import append, read
from upriver.words.cleared import Audit, Loss, Rule
from upriver.words.document import Document, Page, Paragraph
from upriver.words.public.theme import Logo, Theme
from upriver.words.refusal import Refusal
from upriver.words.releasing import gate

SPELLINGS = (
    "a n n author", "Ann-Author", "Ann Author.", "\u00c0nn Author", "\u0410nn Author", "Ann Auth\u03bfr", "Ann\u3164Author", "Ann\ufe0fAuthor",
    "\u202eAnn Author", "\U0001d400nn Author",
)  # fmt: skip
"""Spaces, points, an accent, a Cyrillic A, a Greek o, a letter and a mark that print as nothing, a turned line, a bold A."""


@pytest.mark.parametrize("name", SPELLINGS)
def test_no_disguise_makes_an_author_somebody_else(name: str) -> None:
    with pytest.raises(Refusal, match="author never votes"):
        gate.voted(asked(), a_vote(by=name))


@pytest.mark.parametrize("name", SPELLINGS)
def test_no_disguise_gives_anybody_a_second_vote(name: str) -> None:
    once = gate.voted(asked(authors=("Max Maker",)), a_vote(by="Ann Author"))
    with pytest.raises(Refusal, match="voted already"):
        gate.voted(once, a_vote(by=name))


@pytest.mark.parametrize(("one", "other"), [("Ann", "Anna"), ("Jo Li", "Jo Lu"), ("\u674e\u96f7", "\u738b\u82b3"), ("Reader 1", "Reader 2")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert not gate.same_name(one, other)


def a_page(says: str) -> Document:
    return Document("assessment", "Assessment", "public", "Norsea", "2026-02-01", "2025", (Page("", "A", "S", "", (Paragraph(says),)),), (), ())


def test_a_sentence_changed_after_somebody_read_it_makes_a_release_of_another_name() -> None:
    read, now = (release_id(a_page(says), run="r", cells="c", previous=None) for says in ("Violence fell.", "Violence rose."))
    assert read != now, "a vote cast by the old name would hold for words that nobody read"


def test_a_logo_changed_after_the_vote_is_another_document() -> None:
    plain = a_page("x")
    worn = replace(plain, theme=Theme(logo=Logo("svg", b"<svg/>", 1, 1, "Crest")))
    assert pages_hash(plain) != pages_hash(worn)


@pytest.mark.parametrize("typed", ["bad \udcff", "Rae\x1b[2J", "a\x00b", "\x9b31m"])
def test_what_is_no_text_is_wrong_usage_and_not_a_bug(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(["withdraw", "abc", "--why", typed])
    said = capsys.readouterr().err
    assert left.value.code == 2 and "no readable text" in said and "Traceback" not in said and typed not in said


def test_a_reason_longer_than_any_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(["withdraw", "abc", "--why", "x" * 20_001])
    assert left.value.code == 2 and len(capsys.readouterr().err) < 500


def worlds(*hidden_events: int) -> set[tuple[bytes, ...]]:
    """The reviewer's pages of documents that differ in nothing but what their hidden counts sum to."""
    found = set()
    for events in hidden_events:
        reading = a_reading(a_cell(100), a_cell(None, code="E07000002"), a_cell(None, code="E07000003"), audit=Audit(protected=1, lost=events - 3, bound=events - 3))
        reading = replace(reading, clearance=replace(reading.clearance, loss=Loss(3, 2, 100 + events, events)))
        found.add(tuple(data for _, data in sorted(review_files(reading, a_request())[0].items()) if isinstance(data, bytes)))
    return found


def test_the_reviewers_pages_tell_no_sum_of_hidden_counts() -> None:
    assert len(worlds(13, 14, 15, 19)) == 1, "of one count that a rule hides and one beside it the sum tells the first"


def test_of_several_rules_the_one_that_hides_nothing_is_not_said_beside_one_that_does() -> None:
    hides, shows = Rule("ten", "Counts from 1 to 9 are hidden.", low=1, high=9), Rule("open", "None is hidden.", low=1, high=0)
    assert strictest((hides, shows)).says == "Counts from 1 to 9 are hidden."


@pytest.fixture
def log(tmp_path: Path) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.audit.actions import record

    record(verb="published", subject="release:r1", body={"ledger": "public=" + "1" * 64}, by="demo", at="2026-02-01T09:00:00Z")


@pytest.mark.parametrize("body", ['{"ledger":"public=' + "2" * 64 + '"}', '{"ledger":'])
def test_a_log_that_was_changed_is_refused_by_whatever_asks_it_for_the_ledger(log: None, body: str) -> None:
    from upriver.desk.audit.models import EventRecord
    from upriver.desk.audit.seen import heads_seen

    assert heads_seen() == {"public": {"1" * 64}}
    EventRecord.objects.update(body=body)
    with pytest.raises(Refusal, match="log was changed"):
        heads_seen()


def test_what_changed_is_told_against_the_ledger_and_not_against_a_copy_that_anybody_may_edit(tmp_path: Path) -> None:
    printed = cells_csv([a_table(a_cell(100))])
    append(read(tmp_path, "public"), an_entry("r1"), cells=printed)
    assert [row.count for row in before(read(tmp_path, "public"), "r1") or ()] == [100]
    assert before(read(tmp_path, "public"), "r0") is None, "of a release that isn't there everything has to be read"
    append(read(tmp_path, "public"), an_entry("r1", "withdrawn", at="2026-02-02T09:00:00Z"))
    assert before(read(tmp_path, "public"), "r1") is None, "and of one that was withdrawn"


@pytest.fixture
def approved(tmp_path: Path) -> int:
    """A release that two people approved, as the desk records it; its number."""
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.releases import actions

    actions.submit(a_request(needs=2), findings=(), clauses=(), by="Ann Author", at="2026-02-02T09:00:00Z")
    number = actions.waiting()[-1].number
    for reader in ("Rae Reader", "Sam Second"):
        actions.vote(number, answer="approve", why="Read it.", by=reader, at="2026-02-02T10:00:00Z")
    return number


def test_votes_that_the_log_tells_of_hold(approved: int) -> None:
    from upriver.desk.releases import actions

    actions.must_be_borne_out(approved)


@pytest.mark.parametrize("forged", [{"votes": [{"by": "Bob", "answer": "approve", "why": "x", "at": ""}] * 2}, {"event": "0" * 64}, {"release": "other"}])
def test_votes_written_into_the_database_by_hand_release_nothing(approved: int, forged: dict[str, object]) -> None:
    from upriver.desk.releases import actions
    from upriver.desk.releases.models import ReleaseRecord

    ReleaseRecord.objects.update(**forged)
    with pytest.raises(Refusal, match="log doesn't tell"):
        actions.must_be_borne_out(approved)


def test_a_state_written_into_the_database_by_hand_releases_nothing(approved: int) -> None:
    from upriver.desk.releases import actions
    from upriver.desk.releases.models import ReleaseRecord

    actions.submit(a_request(needs=2), findings=(), clauses=(), by="Ann Author", at="2026-02-02T09:00:00Z")
    number = actions.waiting()[-1].number
    ReleaseRecord.objects.filter(number=number).update(state="approved")
    with pytest.raises(Refusal, match="log doesn't tell"):
        actions.must_be_borne_out(number)


@pytest.mark.parametrize("votes", [[{"by": 1}], [1], {"by": "x"}])
def test_votes_of_another_shape_are_refused_and_not_a_bug(approved: int, votes: object) -> None:
    from upriver.desk.releases.convert import request_of
    from upriver.desk.releases.models import ReleaseRecord

    ReleaseRecord.objects.update(votes=votes)
    with pytest.raises(Refusal, match="can't be read"):
        request_of(ReleaseRecord.objects.get(number=approved))
