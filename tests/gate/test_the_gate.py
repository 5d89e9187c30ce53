"""The gate by itself: who may move a release where, and what its votes come to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gate.asked import a_request, a_vote, asked
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.words.refusal import Refusal
from upriver.words.releasing import gate
from upriver.words.releasing.gate import ANSWERS, MOVES, STATES, Request, readers_for


def test_open_data_alone_is_read_by_nobody_else() -> None:
    assert readers_for(["open", "open"])[0] == 0


def test_a_partners_protected_counts_are_read_by_one_person_more() -> None:
    assert readers_for(["open", "aggregate"])[0] == 1


def test_what_rests_on_records_is_read_by_two() -> None:
    assert readers_for(["open", "aggregate", "depersonalised"])[0] == 2


def test_a_protection_that_nobody_knows_is_taken_for_records() -> None:
    assert readers_for(["open", ""])[0] == 2


@settings(deadline=None)
@given(st.lists(st.sampled_from(["open", "aggregate", "depersonalised", "personal"])), st.sampled_from(["open", "aggregate", "depersonalised"]))
@example([], "open")
def test_one_source_more_never_asks_for_fewer_readers(sources: list[str], more: str) -> None:
    assert readers_for([*sources, more])[0] >= readers_for(sources)[0]


def test_with_nobody_to_read_it_a_release_is_approved_when_asked_for() -> None:
    assert asked(needs=0, context="", controls="").state == "approved"


@pytest.mark.parametrize("missing", ["context", "controls"])
def test_readers_must_be_told_context_and_controls(missing: str) -> None:
    with pytest.raises(Refusal, match="have to read this"):
        asked(**{missing: "  "})


def test_an_author_never_votes_however_the_name_is_written() -> None:
    for name in ("Ann Author", "ANN  author ", "\uff21nn Author", "Ann\u200b Author", "Ann\tAuthor"):
        with pytest.raises(Refusal, match="author never votes"):
            gate.voted(asked(), a_vote(by=name))


def test_whoever_made_the_run_is_an_author_too() -> None:
    with pytest.raises(Refusal, match="author never votes"):
        gate.voted(asked(authors=("Ann Author", "Max Maker")), a_vote(by="max maker"))


def test_nobody_votes_twice() -> None:
    once = gate.voted(asked(), a_vote())
    with pytest.raises(Refusal, match="voted already"):
        gate.voted(once, a_vote(by="rae  READER", answer="reject"))


def test_a_vote_says_why_and_who() -> None:
    for vote in (a_vote(why=" "), a_vote(by=" ")):
        with pytest.raises(Refusal):
            gate.voted(asked(), vote)


def test_nobody_sees_the_first_of_two_votes_before_the_second_is_in() -> None:
    once = gate.voted(asked(), a_vote(answer="reject"))
    assert (once.state, once.open_votes, once.wanted) == ("partly_reviewed", (), 1)


def test_the_strictest_vote_holds() -> None:
    ends = {}
    for first in ANSWERS:
        for second in ANSWERS:
            ends[first, second] = gate.voted(gate.voted(asked(), a_vote(answer=first)), a_vote(by="Sam Second", answer=second)).state
    assert {pair for pair, state in ends.items() if state == "approved"} == {("approve", "approve")}
    assert {state for pair, state in ends.items() if "reject" in pair} == {"rejected"}
    assert ends["approve", "return"] == ends["return", "return"] == "returned"


@pytest.mark.parametrize(("what", "other"), [("run", "run2"), ("cells", "c2"), ("pages", "p2"), ("head", "public=h2"), ("needs", 1)])
def test_anything_changed_since_the_vote_keeps_a_release_in(what: str, other: object) -> None:
    approved = asked(needs=0)
    assert gate.released(approved, approved).state == "released"
    with pytest.raises(Refusal, match="changed since"):
        gate.released(approved, replace(approved, **{what: other}))  # type: ignore[arg-type]


def test_only_what_is_released_can_be_withdrawn_and_only_with_a_reason() -> None:
    out = replace(asked(needs=0), state="released")
    assert gate.withdrawn(out, "A count was wrong.").state == "withdrawn"
    for request, why in ((out, " "), (asked(), "Why not.")):
        with pytest.raises(Refusal):
            gate.withdrawn(request, why)


WORDS = st.sampled_from(["submit", "approve", "return", "reject", "lapse", "release", "withdraw"])
NAMES = st.sampled_from(["Ann Author", "Rae Reader", "Sam Second", "Tia Third"])


@settings(deadline=None)
@given(st.integers(0, 2), st.lists(st.tuples(WORDS, NAMES), max_size=12))
@example(2, [("submit", "Ann Author"), ("approve", "Rae Reader"), ("approve", "Sam Second"), ("release", "Ann Author"), ("withdraw", "Tia Third")])
@example(1, [("submit", "Ann Author"), ("approve", "Rae Reader"), ("approve", "Sam Second")])
@example(0, [("release", "Ann Author")])
def test_whatever_is_tried_only_allowed_moves_are_made(needs: int, tried: list[tuple[str, str]]) -> None:
    request = a_request(needs=needs)
    for word, name in tried:
        before = request
        try:
            request = _moved(request, word, name)
        except Refusal:
            continue
        move = "vote" if word in ANSWERS else word
        assert before.state in MOVES[move][0] and request.state in MOVES[move][1] and request.state in STATES
        assert len({vote.by for vote in request.votes}) == len(request.votes) <= needs
        assert "Ann Author" not in {vote.by for vote in request.votes}
        if request.state in ("approved", "released"):
            assert len(request.votes) == needs and {vote.answer for vote in request.votes} <= {"approve"}
        if len(request.votes) < needs:
            assert request.open_votes == ()


def _moved(request: Request, word: str, name: str) -> Request:
    if word in ANSWERS:
        return gate.voted(request, a_vote(by=name, answer=word))
    if word == "submit":
        return gate.submitted(request)
    if word == "release":
        return gate.released(request, request)
    return gate.lapsed(request, "It changed.") if word == "lapse" else gate.withdrawn(request, "It was wrong.")
