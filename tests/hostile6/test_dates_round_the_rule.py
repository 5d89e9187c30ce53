"""A date that was moved doesn't get anybody round a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from registers.plans import keep, state, workspace
from respond.builders import a, bodies, plan

from upriver.respond.finality import blockers
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation, Consulted
from upriver.words.registers.strategy import Strategy
from upriver.words.sharing.authority import Register

ATTESTED = '[[attestations]]\nid = "at-1"\nrequirement = "A1"\nsays = "met"\nevidence = "The register."\nperson = "p1"\nattested_on = "{}"\n'
SCHOOLS = bodies(police="police", school="education", college="education")


def in_the_way(published_on: str) -> str:
    """What stands in the way where a college that opened in 2010 was never asked."""
    register = Register(tuple(replace(each, valid_from=date(2010, 9, 1)) if each.id == "college" else each for each in SCHOOLS.authorities), ())
    rows = plan(a(Strategy, published_on=published_on), a(Consultation, held_on="1995-01-01"), a(Consulted))
    return " ".join(blockers(rows, register, strategy="s", on=date(2025, 6, 1)))


@pytest.mark.parametrize("published_on", ["2000-01-01", "2025-05-01"], ids=["years before it starts", "as it is"])
def test_a_day_of_publication_in_the_past_takes_nobody_off_the_list(published_on: str) -> None:
    assert "College" in in_the_way(published_on)


def test_nobody_attests_today_for_a_day_to_come(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "ws")
    before = state(folder)
    with pytest.raises(Refusal, match="dated after today"):
        keep(ATTESTED.format("2026-02-03"), folder.root, at="2026-02-02T11:30:00Z")
    assert state(folder) == before


def test_what_is_attested_today_is_kept(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "ws")
    before = state(folder)
    keep(ATTESTED.format("2026-02-02"), folder.root, at="2026-02-02T11:30:00Z")
    assert state(folder) != before
