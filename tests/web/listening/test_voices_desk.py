"""The verbs behind Have your say: each leaves one event without a word of an entry, and harm is never passed over."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from journeys.workspaces import upriver

from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.voices.entry import Said

AT, BY = "2026-02-02T10:00:00Z", "Lou Nonesuch"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace, made once."""
    root = tmp_path_factory.mktemp("made") / "w"
    ran = upriver("init", root, "--name", "Nowhere", "--areas", "E06000001", "--by", "Somebody")
    assert ran.code == 0, ran.err
    return root


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Folder:
    """A workspace of the test's own, with a reader and a person whom the register can reach."""
    from upriver.desk.opening import open_desk

    here = Folder(Path(shutil.copytree(made, tmp_path / "w")))
    open_desk(here.database)
    from upriver.desk.accounts.actions import open_account
    from upriver.desk.partners.models import PersonRecord
    from upriver.words.access.rights import Grant, Role

    open_account(email="lou@nowhere.invalid", name=BY, grants=(Grant(Role.LISTENER),), by="Somebody", at=AT)
    PersonRecord.objects.create(ident="s1", name="Sam Made-Up", job="Safeguarding lead", phone="01632 960001")
    return here


def leave(words: str = "More lights", *, harm: tuple[str, ...] = (), form: str = "a", area: str = "", at: str = AT) -> str:
    from upriver.desk.voices.leaving import leave as verb

    return verb(Said(words, area), form=form, language="en", contacts=(), harm=harm, due_days=1, at=at)


def opened(folder: Folder, **other: Any) -> Any:
    from upriver.desk.accounts.models import Account
    from upriver.desk.voices.opening import Setting, put

    told = {"open": True, "reader": Account.objects.get(name=BY).pk, "safeguarding": "s1", "ways": "Telephone", "least": 5, **other}
    return put(folder, Setting(**told), by="Mina", at=AT)


def last() -> Any:
    from upriver.desk.audit.models import EventRecord

    return EventRecord.objects.order_by("-number").first()


def row(ident: str) -> Any:
    from upriver.desk.voices.models import VoiceRecord

    return VoiceRecord.objects.filter(ident=ident).first()


def handling() -> Any:
    from upriver.desk.voices import handling as room

    return room


def test_the_same_form_sent_twice_is_kept_once(folder: Folder):
    from upriver.desk.voices.models import VoiceRecord

    assert leave() == leave()
    assert VoiceRecord.objects.count() == 1


def test_leaving_asks_the_database_for_nothing(folder: Folder):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        leave()
    told = [each["sql"].split()[0] for each in asked.captured_queries if each["sql"].split()[0] not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")]
    assert told == ["INSERT"]


def test_harm_is_due_on_the_next_working_day(folder: Folder):
    assert row(leave(harm=("in_danger",), at="2026-04-02T18:00:00Z")).due == "2026-04-07", "Good Friday and Easter Monday are no working days"


def test_taking_in_writes_one_event_an_entry_and_no_word_of_it(folder: Folder):
    ident = leave("My words stay mine", harm=("home",))
    assert handling().taken_in(at=AT) == (ident,) and handling().taken_in(at=AT) == ()
    assert last().verb == "voice came in" and ident in last().subject and "words" not in last().body and "mine" not in last().body


def test_an_entry_that_may_tell_of_harm_is_neither_closed_nor_sorted_before_somebody_saw_to_it(folder: Folder):
    ident = leave(harm=("home",))
    for verb, more in ((handling().close, {"ident": ident, "why": "x"}), (handling().sort, {"idents": [ident], "theme": "home"})):
        with pytest.raises(Refusal, match="nobody has written down"):
            verb(**more, by=BY, at=AT)
    handling().see_to_harm(ident, to_whom="Duty social worker", done_on="2026-02-02", by=BY, at=AT)
    handling().close(ident, why="Handed on", by=BY, at=AT)
    assert row(ident).state == "closed"


def test_harm_is_not_seen_to_tomorrow(folder: Folder):
    with pytest.raises(Refusal, match="still to come"):
        handling().see_to_harm(leave(harm=("home",)), to_whom="x", done_on="2026-02-03", by=BY, at=AT)


def test_a_reader_marks_what_no_pattern_found(folder: Folder):
    ident = leave()
    handling().mark_harm(ident, due_days=1, by=BY, at=AT)
    assert (row(ident).harm, row(ident).due) == (["marked"], "2026-02-03")


def test_contact_details_are_uncovered_only_for_harm_and_with_a_reason(folder: Folder):
    with pytest.raises(Refusal, match="only to keep somebody safe"):
        handling().uncovered(leave(), why="Curious", by=BY, at=AT)
    with pytest.raises(Refusal, match="no reason"):
        handling().uncovered(leave(harm=("home",), form="b"), why=" ", by=BY, at=AT)
    assert handling().uncovered(leave(harm=("home",), form="b"), why="To reach them", by=BY, at=AT) == "More lights"
    assert (last().verb, last().why) == ("uncovered contact details", "To reach them")


@pytest.mark.parametrize("lacks", [{"reader": 0}, {"reader": 99}, {"safeguarding": ""}, {"safeguarding": "s9"}, {"ways": " "}])
def test_it_is_never_open_without_who_reads_who_is_told_and_a_way_to_speak(folder: Folder, lacks: dict[str, Any]):
    with pytest.raises(Refusal, match="can't be open"):
        opened(folder, **lacks)
    assert not (folder.root / "have-your-say.json").exists()


def test_it_closes_when_its_reader_goes(folder: Folder):
    from upriver.desk.accounts.models import Account
    from upriver.desk.voices.opening import still_fit

    opened(folder)
    assert still_fit(folder) and json.loads((folder.root / "have-your-say.json").read_text("utf-8"))["open"] is True
    Account.objects.filter(name=BY).update(is_active=False)
    assert not still_fit(folder) and json.loads((folder.root / "have-your-say.json").read_text("utf-8"))["open"] is False


def test_it_closes_by_itself_when_nobody_reads(folder: Folder):
    from upriver.desk.voices.opening import noticed

    opened(folder)
    notice = noticed(folder, read_on=date(2026, 2, 2))
    assert notice.open_on(date(2026, 2, 7)) and not notice.open_on(date(2026, 2, 8))


def told(folder: Folder, says: str, many: int = 5) -> str:
    from upriver.desk.voices.telling import tell

    opened(folder)
    named = [leave(f"The lights behind the bus station are out, number {n}", form=str(n), area="E06000001") for n in range(many)]
    handling().sort(named, theme="streets", by=BY, at=AT)
    return tell(folder, theme="streets", area="E06000001", place="Nowhere", says=says, by=BY, at=AT)


def test_a_group_is_told_once_enough_stand_behind_it(folder: Folder):
    from upriver.desk.registers.convert import rows
    from upriver.desk.voices.telling import groups

    ident = told(folder, "Many want the lighting mended.")
    found = next(each for each in rows() if each.id == ident)
    assert found.values["said"] == "Many want the lighting mended." and found.values["who"] == "Nowhere: people who used Have your say" and groups() == ()


@pytest.mark.parametrize(("says", "many", "why"), [
    ("Many want it mended.", 4, "5 are needed"), ("The lights behind the bus station are out.", 5, "five or more words"), ("Ring 07700 900123.", 5, "contact details"),
])
def test_too_few_a_quote_or_contact_details_are_told_to_nobody(folder: Folder, says: str, many: int, why: str):
    with pytest.raises(Refusal, match=why):
        told(folder, says, many)


def test_entries_go_after_their_months_with_a_certificate_and_harm_waits_for_somebody(folder: Folder):
    from upriver.desk.voices.keeping import retain

    opened(folder, months=1)
    old, harm, young = leave(at="2025-12-01T10:00:00Z"), leave(form="b", harm=("home",), at="2025-12-01T10:00:00Z"), leave(form="c")
    assert retain(folder, on=date(2026, 2, 2), by=BY, at=AT) == (old,)
    certificate = next((folder.root / "certificates").glob("voices-retention-*.json")).read_text("utf-8")
    assert old in certificate and "lights" not in certificate and row(old) is None and row(harm) and row(young)


def test_a_deletion_that_is_taken_back_is_never_certified(folder: Folder):
    from django.db import transaction

    from upriver.desk.voices.keeping import erase

    ident = leave()
    with pytest.raises(InterruptedError), transaction.atomic():  # as a visit on a server has one around it
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("upriver.desk.voices.keeping.scrub", lambda: None)  # a file is never scrubbed inside of a transaction
            erase(folder, [ident], why="They asked for it", by=BY, at=AT)
        raise InterruptedError
    assert row(ident) is not None and not list((folder.root / "certificates").glob("*"))


def test_somebodys_own_is_found_by_its_words_and_gone_from_the_file(folder: Folder):
    from upriver.desk.voices.keeping import erase
    from upriver.desk.voices.reading import telling

    ident = leave("The heron by the weir told me, ring 07700 900123")
    assert [each.ident for each in telling("07700 900123")] == [ident] and "07700" not in telling("HERON")[0].words
    erase(folder, [ident], why="They asked for it", by=BY, at=AT)
    assert row(ident) is None and b"heron by the weir" not in folder.database.read_bytes()


def test_the_log_is_whole_after_all_of_it(folder: Folder):
    from upriver.desk.audit.actions import verify

    told(folder, "Many want the lighting mended.")
    assert verify()[1] == ""
