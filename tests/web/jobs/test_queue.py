"""The queue of background work: who gets what, what a dead worker leaves, and what may be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver.desk.opening import open_desk
from upriver.words.access.rights import Actor, Grant, Role
from upriver.words.refusal import Refusal

ANN = Actor(7, "Ann", grants=(Grant(Role.ANALYST),))
AT, LATER = "2026-02-02T09:00:00Z", "2026-02-02T09:05:00Z"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path) -> None:
    open_desk(tmp_path / "db.sqlite3")


def asked(kind: str = "pack", **body: str) -> int:
    from upriver.desk.jobs.actions import ask

    return ask(kind, body=body, actor=ANN, at=AT)


def row(number: int):
    from upriver.desk.jobs.models import JobRecord

    return JobRecord.objects.get(number=number)


def test_the_same_work_that_still_waits_is_asked_for_once() -> None:
    assert asked(document="strategy") == asked(document="strategy")


def test_no_two_workers_get_the_same_work() -> None:
    from upriver.desk.jobs.running.queue import claim

    asked()
    assert (claim("one", at=AT) is not None, claim("two", at=AT)) == (True, None)


def test_what_was_asked_for_first_is_done_first() -> None:
    from upriver.desk.jobs.running.queue import claim

    first, _ = asked(about="a"), asked(about="b")
    assert claim("one", at=AT) == first


def test_a_withdrawal_waits_behind_nothing() -> None:
    from upriver.desk.jobs.running.queue import claim

    asked()
    urgent = asked("withdraw", number="1")
    assert claim("one", at=AT) == urgent


def test_work_of_a_worker_that_is_silent_waits_again() -> None:
    from upriver.desk.jobs.running.queue import claim, take_up_again

    number = asked()
    claim("one", at=AT)
    assert take_up_again(at=LATER, silent=60, said="") == 1 and row(number).state == "waiting"


def test_work_of_a_worker_that_says_it_lives_is_left_to_it() -> None:
    from upriver.desk.jobs.running.queue import claim, seen, take_up_again

    number = asked()
    claim("one", at=AT)
    seen(number, "one", at=LATER)
    assert take_up_again(at=LATER, silent=60, said="") == 0 and row(number).state == "running"


def test_a_worker_that_was_given_up_for_dead_changes_nothing_when_it_comes_back() -> None:
    from upriver.desk.jobs.running.queue import claim, ended, seen, take_up_again

    number = asked()
    claim("one", at=AT)
    take_up_again(at=LATER, silent=60, said="")
    claim("two", at=LATER)
    assert not seen(number, "one", at=LATER) and not ended(number, "one", state="done", said="x", answer={}) and row(number).state == "running"


def test_the_third_worker_that_dies_of_it_is_the_last() -> None:
    from upriver.desk.jobs.running.queue import TRIES, claim, left

    number = asked()
    for _ in range(TRIES):
        assert claim("one", at=AT) == number
        left(number, "one", said="It was stopped.")
    assert (row(number).state, row(number).said, claim("one", at=AT)) == ("failed", "It was stopped.", None)


def test_a_worker_that_is_told_to_stop_costs_no_try() -> None:
    from upriver.desk.jobs.running.queue import claim, put_back

    number = asked()
    claim("one", at=AT)
    put_back(number, "one")
    assert (row(number).state, row(number).tries) == ("waiting", 0)


def test_every_try_is_recorded_as_of_the_time_when_it_was_begun_first() -> None:
    from upriver.desk.jobs.running.queue import begun, claim, left

    number = asked()
    claim("one", at=AT)
    first = begun(number, "one")
    left(number, "one", said="")
    claim("two", at=LATER)
    assert first == AT == begun(number, "two")


def test_work_that_waits_is_cancelled_with_an_event() -> None:
    from upriver.desk.audit.models import EventRecord
    from upriver.desk.jobs.actions import cancel

    number = asked()
    cancel(number, by="Ann", at=LATER)
    assert row(number).state == "cancelled" and EventRecord.objects.last().verb == "cancelled work"


def test_work_that_was_begun_can_not_be_cancelled() -> None:
    from upriver.desk.jobs.actions import cancel
    from upriver.desk.jobs.running.queue import claim

    number = asked()
    claim("one", at=AT)
    with pytest.raises(Refusal, match="begun already"):
        cancel(number, by="Ann", at=LATER)


def test_every_kind_says_what_it_may_take_and_who_may_ask() -> None:
    from upriver.desk.access.things import FINDERS
    from upriver.desk.jobs.kinds import kinds
    from upriver.words.access.rights import Right

    for name, kind in kinds().items():
        assert isinstance(kind.RIGHT, Right) and kind.RIGHT is not Right.ENTER and kind.MEMORY > 0 and kind.SECONDS > 0 and callable(kind.run), name
        assert getattr(kind, "OF", ("release", ""))[0] in FINDERS, name


def test_commands_are_not_suggested_to_whoever_sits_at_a_browser() -> None:
    from upriver.desk.jobs.saying import INSTEAD, in_a_browser

    for typed, _ in INSTEAD:
        assert "upriver" not in in_a_browser(Refusal("no", do=f"Run `{typed} --why X`, then wait.")).do
    assert in_a_browser(Refusal("no", do="Take another file.")).do == "Take another file."
