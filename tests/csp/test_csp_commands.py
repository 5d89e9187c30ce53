"""`upriver align` and `upriver consult` in a workspace with the fictional register."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from register.commands import upriver

from upriver.demo.authorities import write_register


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the fictional register, a strategy with one priority, and a letter that no one has been sent."""
    base = tmp_path_factory.mktemp("csp")
    write_register(base / "register.xlsx", on=date(2026, 2, 1))
    at = ("--workspace", base / "ws")
    for words in (
        ("init", base / "ws", "--areas", "E23009901", "--by", "set-up"),
        ("who", base / "ws", "--from", base / "register.xlsx"),
        ("strategy", "add", "s1", "--title", "Safer", "--starts", "2025-04-01", "--ends", "2099-03-31", "--state", "draft", *at),
        ("priority", "add", "knives", "--strategy", "s1", "--title", "Fewer knives", *at),
        ("align", "add", "c1", "--csp", "E22009901", "--plan", "Plan 2025", "--priority", "knives", "--answer", "gap", "--judged-on", "2025-12-01", *at),
        ("consult", "add", "l1", "--strategy", "s1", "--held-on", "2025-12-01", "--how", "letter", "--says", "Your view?", "--reply-by", "2099-01-01", *at),
    ):
        ran = upriver(*words)
        assert ran.code == 0, (words, ran.err)
    return base / "ws"


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "ws"))


def test_align_says_gap_and_not_yet_judged_apart(workspace: Path):
    found = upriver("align", "--workspace", workspace, "--json").json
    assert {each["csp"]: each["answer"] for each in found["cells"]} == {"E22009901": "gap", "E22009902": "not_judged", "E22009903": "not_judged"}


def test_align_shows_an_earlier_day(workspace: Path):
    assert "no strategy" in upriver("align", "--workspace", workspace, "--on", "2020-01-01").err.casefold()


def test_who_was_consulted_shows_an_earlier_day(workspace: Path):
    assert "no strategy" in upriver("consult", "who", "--workspace", workspace, "--on", "2020-01-01").err.casefold()


def test_align_letters_makes_one_for_each_csp_that_lacks_something(workspace: Path):
    found = upriver("align", "letters", "--workspace", workspace, "--json").json["letters"]
    assert set(found) == {"E22009901", "E22009902", "E22009903"} and all(any(path.endswith(".docx") for path in each["files"]) for each in found.values())


def test_one_letter_to_all_schools_is_one_command(workspace: Path):
    upriver("consult", "send", "l1", "--to-kind", "education", "--workspace", workspace)
    states = {each["authority"]: each["state"] for each in upriver("consult", "who", "--workspace", workspace, "--json").json["must"]}
    assert {who: state for who, state in states.items() if state == "waiting"} == dict.fromkeys(("trust-9001", "schools-E10009901", "urn-990001"), "waiting")


def test_sending_twice_adds_nobody(workspace: Path):
    upriver("consult", "send", "l1", "--to-kind", "education", "--workspace", workspace)
    assert upriver("consult", "send", "l1", "--to-kind", "education", "--workspace", workspace, "--json").json["added"] == []


def test_silence_is_recorded_once_the_date_has_passed(workspace: Path):
    upriver("consult", "send", "l1", "--to", "custody-nxi", "--workspace", workspace)
    early = upriver("consult", "silence", "l1", "--workspace", workspace)
    upriver("consult", "set", "l1", "--reply-by", "2025-12-31", "--workspace", workspace)
    late = upriver("consult", "silence", "l1", "--workspace", workspace, "--json")
    assert (early.code, late.json["silent"]) == (1, ["custody-nxi"])


def test_who_was_never_asked_is_listed_by_name(workspace: Path):
    assert "never asked: Wexholme Lodge [custody-wexholme-lodge]" in upriver("consult", "who", "--never", "--workspace", workspace).out
