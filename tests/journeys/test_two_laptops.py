"""Two laptops of one partnership release into one ledger; one is behind, one is rolled back, and a release is taken down."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import Ran, released, upriver

pytestmark = pytest.mark.big
WHY = "A table named a school by mistake."


@dataclass(frozen=True)
class Laptops:
    """Two workspaces, the folder of their ledger, and what the commands said, in the order in which they were run."""

    one: Path
    two: Path
    share: Path
    said: dict[str, Ran]


@pytest.fixture(scope="module")
def laptops(fiction: Journey, tmp_path_factory: pytest.TempPathFactory) -> Laptops:
    """Both begin as the fictional partnership was published; the first then releases April to December."""
    root = tmp_path_factory.mktemp("laptops")
    one, two, share = root / "one", root / "two", root / "share"
    shutil.copytree(fiction.folder / "ledger", share)
    for place in (one, two):
        shutil.copytree(fiction.folder, place, ignore=shutil.ignore_patterns("outbox", "partners"))
        with (place / "workspace.toml").open("a", encoding="utf-8") as settings:
            settings.write('ledger = "../share"\n')
    said = {
        "assess": upriver("assess", one, "--period", "2025-04..2025-12", "--as-of", "2026-03-01"),
        "publish": released(one),
        "behind": upriver("publish", two, "--context", "A test.", "--controls", "The lock."),
        "list": upriver("ledger", one, "--json"),
        "verify": upriver("ledger", one, "verify"),
    }
    return Laptops(one, two, share, said)


def test_the_second_release_stands_in_the_ledger_that_both_read(laptops: Laptops) -> None:
    assert laptops.said["publish"].code == 0, laptops.said["publish"].err
    theirs = upriver("ledger", laptops.two, "--json").json["public"]
    assert laptops.said["list"].json["public"] == theirs
    assert [each["state"] for each in theirs] == ["earlier", "current"]


def test_the_laptop_that_is_behind_is_told_to_assess_again(laptops: Laptops) -> None:
    assert laptops.said["behind"].code == 1
    assert "behind" in laptops.said["behind"].err and "upriver assess" in laptops.said["behind"].err


def test_no_difference_between_the_two_releases_tells_of_a_few(laptops: Laptops) -> None:
    """Every count that a rule of 1 to 9 protects, of one area inside the same or another, at one time inside another."""
    from ledger.real import differences

    found = differences(laptops.share, low=1, high=9)
    assert found.many > 1_000
    assert not found.small, found.small[:5]


def test_a_ledger_cut_short_is_refused_by_every_command_that_would_clear_against_it(laptops: Laptops) -> None:
    chain = laptops.share / "public" / "chain.jsonl"
    whole = chain.read_bytes()
    chain.write_bytes(whole.splitlines(keepends=True)[0])
    try:
        ran = [upriver(*command) for command in (("ledger", laptops.one, "verify"), ("assess", laptops.one), ("publish", laptops.one))]
    finally:
        chain.write_bytes(whole)
    assert [each.code for each in ran] == [1, 1, 1]
    assert all("rolled back" in each.err for each in ran)


def test_a_ledger_that_can_not_be_reached_is_refused_and_other_commands_go_on(laptops: Laptops) -> None:
    away = laptops.share.with_name("away")
    laptops.share.rename(away)
    try:
        refused, status = upriver("assess", laptops.one), upriver("status", laptops.one)
    finally:
        away.rename(laptops.share)
    assert (refused.code, status.code) == (1, 0)
    assert "can't be reached" in refused.err
    assert "Traceback" not in refused.err


def test_a_release_taken_down_says_so_at_every_address_and_stays_in_the_ledger(laptops: Laptops) -> None:
    release = laptops.said["list"].json["public"][-1]["release"]
    ran = upriver("withdraw", laptops.one, release, "--why", WHY, "--by", "The chair")
    assert ran.code == 0, ran.err
    site = laptops.one / "published"
    front = (site / "index.html").read_text("utf-8")
    assert WHY in front and "This was withdrawn" in front
    assert WHY in (site / "data" / "cells.csv" / "index.html").read_text("utf-8")
    assert (site / "editions" / "2026-02-01" / "cells.csv").is_file(), "the first edition stands"
    told = upriver("ledger", laptops.two, "--json").json["public"][-1]
    assert (told["state"], told["withdrawn_by"], told["withdrawn_why"]) == ("withdrawn", "The chair", WHY)
    assert upriver("ledger", laptops.one, "verify").code == upriver("audit", "verify", "--workspace", laptops.one).code == 0


def test_what_the_ledger_says_is_plain_json(laptops: Laptops) -> None:
    assert {"public", "restricted"} == set(json.loads(laptops.said["list"].out))
