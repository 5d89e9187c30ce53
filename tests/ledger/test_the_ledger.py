"""What the ledger keeps, where it lies, and who may add to it when."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger.books import a_book, a_fact, an_entry

from upriver.store.folder import Folder
from upriver.store.ledger import append, heads, must_be_level, must_hold, read, readers, turn
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import Fact, Frame, heads_read, history


def test_a_ledger_gives_back_what_was_entered(tmp_path: Path) -> None:
    kept = append(read(tmp_path, "public"), an_entry(), facts=[a_fact(shown=None)], cells=b"a,b\n", frame=Frame({"csp:E22": ("E01",)}))
    book = read(tmp_path, "public")
    assert book.cells_of(kept) == b"a,b\n"
    assert list(book.facts()) == [Fact(**{**_as_dict(a_fact(shown=None)), "release": "r1", "audience": "public"})]
    assert book.frame_of(kept) == Frame({"csp:E22": ("E01",)})


def _as_dict(fact: Fact) -> dict[str, object]:
    from dataclasses import asdict

    return {**asdict(fact), "quantity": fact.quantity}


def test_what_restricted_readers_know_says_so(tmp_path: Path) -> None:
    a_book(tmp_path, "r1", audience="restricted")
    assert {fact.audience for book in readers(tmp_path, "public") for fact in book.facts()} == {"restricted"}


def test_both_ledgers_are_looked_at_for_either_audience(tmp_path: Path) -> None:
    assert [book.audience for book in readers(tmp_path, "public")] == ["public", "restricted"]
    assert [book.audience for book in readers(tmp_path, "restricted")] == ["restricted", "public"]


def test_a_second_laptop_can_not_add_to_a_ledger_that_has_grown(tmp_path: Path) -> None:
    mine = a_book(tmp_path, "r1")
    append(read(tmp_path, "public"), an_entry("theirs"))
    with pytest.raises(Refusal, match="in the meantime"):
        append(mine, an_entry("mine"))
    assert [entry.release for entry in read(tmp_path, "public").entries] == ["r1", "theirs"]


def test_only_one_at_a_time_may_add(tmp_path: Path) -> None:
    with turn(tmp_path):
        with pytest.raises(Refusal, match="somebody else is releasing"), turn(tmp_path):
            pass
    with turn(tmp_path):
        pass


def test_a_ledger_that_was_cut_short_is_refused_by_who_has_seen_more(tmp_path: Path) -> None:
    seen = a_book(tmp_path, "r1", "r2").head
    chain = tmp_path / "public" / "chain.jsonl"
    chain.write_bytes(chain.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(Refusal, match="rolled back"):
        must_hold(readers(tmp_path, "public"), {"public": {seen}})


def test_an_assessment_cleared_before_somebody_released_is_behind(tmp_path: Path) -> None:
    a_book(tmp_path, "r1")
    stood = heads(readers(tmp_path, "public"))
    a_book(tmp_path, "r2")
    with pytest.raises(Refusal, match=r"behind.*released by an analyst on 1 February 2026"):
        must_be_level(readers(tmp_path, "public"), stood, run="mine")


def test_a_restricted_release_puts_a_public_assessment_behind_too(tmp_path: Path) -> None:
    stood = heads(readers(tmp_path, "public"))
    a_book(tmp_path, "r1", audience="restricted")
    with pytest.raises(Refusal, match="restricted ledger has grown"):
        must_be_level(readers(tmp_path, "public"), stood)


def test_a_release_of_the_same_run_and_a_withdrawal_put_nothing_behind(tmp_path: Path) -> None:
    stood = heads(readers(tmp_path, "public"))
    a_book(tmp_path, "r1")
    append(read(tmp_path, "public"), an_entry("r1", "withdrawn"))
    must_be_level(readers(tmp_path, "public"), stood, run="run of r1")


def test_heads_are_read_as_they_were_written(tmp_path: Path) -> None:
    a_book(tmp_path)
    assert heads_read(heads(readers(tmp_path, "public")))["public"] == read(tmp_path, "public").head


def test_the_ledger_lies_in_the_workspace_unless_its_settings_say_otherwise(tmp_path: Path) -> None:
    (tmp_path / "workspace.toml").write_text('slug = "a"\nname = "A"\n', "utf-8")
    assert Folder(tmp_path).ledger == tmp_path / "ledger"


def test_two_workspaces_may_name_one_ledger(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "workspace.toml").write_text('slug = "a"\nname = "A"\nledger = "../share"\n', "utf-8")
    assert Folder(tmp_path / "one").ledger.resolve() == Folder(tmp_path / "two").ledger.resolve() == tmp_path / "share"


def test_a_ledger_that_can_not_be_reached_is_refused_and_never_made(tmp_path: Path) -> None:
    (tmp_path / "workspace.toml").write_text('slug = "a"\nname = "A"\nledger = "/nowhere/share"\n', "utf-8")
    with pytest.raises(Refusal, match="can't be reached"):
        _ = Folder(tmp_path).ledger
    Folder(tmp_path).made()  # other commands go on without it


def test_of_each_document_the_last_release_that_stands_is_current(tmp_path: Path) -> None:
    states = {each.release: each.state for each in history(a_book(tmp_path, "r1", "r2").entries)}
    assert states == {"r1": "earlier", "r2": "current"}


def test_a_correction_names_both_releases(tmp_path: Path) -> None:
    a_book(tmp_path, "r1")
    append(read(tmp_path, "public"), an_entry("r2", "corrected", previous="r1", why="August was counted twice."))
    old, new = history(read(tmp_path, "public").entries)
    assert (old.state, old.corrected_by, new.corrects, new.why) == ("corrected", "r2", "r1", "August was counted twice.")


def test_a_withdrawal_keeps_what_was_read(tmp_path: Path) -> None:
    a_book(tmp_path, "r1")
    known = list(read(tmp_path, "public").facts())
    append(read(tmp_path, "public"), an_entry("r1", "withdrawn", why="It named a school.", by="the chair"))
    book = read(tmp_path, "public")
    assert list(book.facts()) == known
    assert [(each.state, each.withdrawn_by, each.withdrawn_why) for each in history(book.entries)] == [
        ("withdrawn", "the chair", "It named a school.")]
