"""The evidence library: who says what, how sure, since when, and what was only recalled."""

from __future__ import annotations

import csv

import pytest
from evaluation.test_through_the_lock import fallen, told

from upriver import shelf
from upriver.monitor.evidence import fed_back, library, shipped
from upriver.words.monitoring.approach import SAID, SEEN
from upriver.words.registers.learning import APPROACHES

HELD = tuple(shipped().values())
RATED = {"none": "unclear", "no_effect": "none"}
"""What the assessment's list calls an impact, where the library has another word."""


def listed() -> list[dict[str, str]]:
    with shelf.data_file("evidence/approaches.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", listed(), ids=lambda row: row["slug"])
def test_the_library_rates_as_the_assessment_does(row) -> None:
    held = shipped()[row["slug"]]
    assert (held.impact, held.seen) == (RATED.get(row["impact"], row["impact"]), row["impact_verified"])


@pytest.mark.parametrize("held", HELD, ids=lambda each: each.id)
def test_every_rating_names_its_source_and_whether_it_was_read(held) -> None:
    assert held.source and held.impact in SAID and held.seen in SEEN
    assert held.read_on or held.seen == "no"


def test_what_was_only_recalled_and_is_not_relied_on_elsewhere_gives_no_rating() -> None:
    known = {row["slug"] for row in listed()}
    assert all(each.impact == "" for each in HELD if each.seen == "no" and each.id not in known)


@pytest.mark.parametrize(("impact", "needs"), [("high", False), ("moderate", False), ("low", False), ("reduces", False), ("unclear", True),
                                               ("harmful", True), ("none", True), ("mixed", True), ("", True)])
def test_an_action_needs_a_reason_where_evidence_is_doubtful_or_harmful(impact, needs) -> None:
    from dataclasses import replace

    assert replace(HELD[0], impact=impact).needs_reason is needs


def test_the_partnership_s_own_stand_beside_the_shipped() -> None:
    row = APPROACHES.read({"id": "ours", "name": "Street teams", "impact": "low", "strength": "2", "source": "Study st", "dated": "2026-02-01"})
    held = library((row,))
    assert len(held) == len(HELD) + 1 and held["ours"].seen == "local"


def test_one_local_study_is_entered_as_low_at_most_and_hardly_sure() -> None:
    row = fed_back(told(fallen()), None, on="2026-02-01")
    assert (row["impact"], row["strength"], row["study"]) == ("low", "2", "st")


def test_a_local_study_written_down_late_is_entered_as_unclear() -> None:
    assert fed_back(told(fallen(declared_on="2026-02-01")), None, on="2026-02-01")["impact"] == "unclear"


def test_a_proposed_row_is_a_row_of_the_register() -> None:
    row = APPROACHES.read(fed_back(told(fallen()), None, on="2026-02-01"))
    assert row.dated is not None and len(row.source) <= 600
