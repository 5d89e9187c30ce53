"""A response for Hampshire, drafted from what its open data show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import upriver

DRAFT = Path(__file__).parent / "hampshire_response.toml"
WHOLE = "#partnership:{place},2025-01-01..2025-12-31,"
CITED = {"robbery": f"assessment/concentration/shares{WHOLE}robbery,index,index=gini", "places": f"assessment/lasting_places/tally{WHOLE}"}


@pytest.fixture(scope="module")
def drafted(hampshire: Journey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hampshire's workspace with its register filled in and the draft taken in."""
    own = tmp_path_factory.mktemp("drafted") / "hampshire"
    shutil.copytree(hampshire.folder, own)
    for step in (("who", own, "--fill"), ("import", DRAFT, "--workspace", own)):
        ran = upriver(*step)
        assert ran.code == 0, ran.err or ran.out
    return own


def test_a_priority_rests_on_a_figure_of_the_real_assessment(drafted: Path) -> None:
    ran = upriver("priority", "cite", "robbery", CITED["robbery"].format(place=drafted.name), "--workspace", drafted)
    assert ran.code == 0 and "0.79" in ran.out, ran.err or ran.out


def test_its_strategy_is_made_and_says_that_it_is_a_draft_with_orphans(drafted: Path) -> None:
    ran = upriver("pack", "strategy", "--about", "draft-2026", "--workspace", drafted)
    assert ran.code == 0, ran.err or ran.out
    open_still = next(drafted.glob("packs/strategy-*/strategy/still-open/index.html")).read_text("utf-8")
    assert "More cameras" in open_still


def test_it_cannot_be_made_final_before_anybody_was_consulted(drafted: Path) -> None:
    ran = upriver("strategy", "set", "draft-2026", "--state", "final", "--workspace", drafted)
    assert ran.code != 0 and "consult" in ran.err.lower()


def test_a_plan_with_a_gap_gets_its_letter(drafted: Path) -> None:
    ran = upriver("pack", "gap_letter", "--about", "E22000118", "--workspace", drafted)
    assert ran.code == 0, ran.err or ran.out
