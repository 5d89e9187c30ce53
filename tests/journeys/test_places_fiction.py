"""The fictional partnership's places: what is planted lasts, noise and the institution do not, and the model finds the gradient."""

from __future__ import annotations

import re

import pytest
from journeys.made import Journey
from journeys.workspaces import Cells

from upriver.demo import Truths, write_files


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> Truths:
    return write_files(tmp_path_factory.mktemp("places"), seed=2026)


@pytest.fixture(scope="module")
def published(fiction: Journey) -> Cells:
    return fiction.published


def shares(published: Cells) -> dict[str, float]:
    """The share of steps in which each small area was a hot spot."""
    return {row["area_code"]: float(row["value"]) for row in published.where(table="assessment/lasting_places/classes")}


def test_most_of_every_planted_hot_spot_is_one_in_at_least_four_fifths_of_the_steps(published: Cells, truths: Truths) -> None:
    found = shares(published)
    for spot in truths.hot_spots:
        assert sum(found[code] >= 80 for code in spot) >= 4, spot


def test_hardly_any_other_area_is_a_hot_spot_for_long(published: Cells, truths: Truths) -> None:
    planted = {code for spot in truths.hot_spots for code in spot}
    others = [share for code, share in shares(published).items() if code not in planted]
    assert sum(share >= 50 for share in others) <= 8 < 0.05 * len(others)


def test_the_institution_is_no_hot_spot_and_leaves_the_top_when_it_is_taken_out(published: Cells, truths: Truths) -> None:
    assert shares(published)[truths.institution_area] == 0
    ranks = {row["breakdown"]: float(row["value"]) for row in published.where(table="assessment/sensitivity/ranks", area_code=truths.institution_area)}
    assert ranks["by=residents"] <= 5 and ranks["by=without_institutions"] > 50


def test_the_quarter_of_the_missing_month_is_in_no_step(fiction: Journey) -> None:
    page = (fiction.folder / "published" / "questions" / "lasting-places" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"(\d+) months of 36 fall in no step", page)


def test_the_planted_gradient_with_income_is_found_by_the_model(published: Cells) -> None:
    row = published.one(table="assessment/area_factors/ratios", breakdown="factor=income;model=residents")
    assert float(row["lower"]) > 1.1


def test_what_is_not_planted_is_not_found_by_the_model(published: Cells) -> None:
    for name in ("housing", "environment"):
        row = published.one(table="assessment/area_factors/ratios", breakdown=f"factor={name};model=residents")
        assert float(row["lower"]) < 1 < float(row["upper"])


def test_no_kind_is_said_to_bring_others_near_by_where_none_was_planted(fiction: Journey) -> None:
    """Areas of the fiction rise and fall over the year in their own ways, which is no repeat."""
    page = (fiction.folder / "published" / "questions" / "near-repeats" / "index.html").read_text("utf-8")
    assert page.count("no sign that one brings another") >= 2 and "times as many pairs as by chance" not in page


def test_robberies_bring_no_others_near_by(published: Cells) -> None:
    chances = [float(row["value"]) for row in published.where(table="assessment/near_repeats/pairs", measure="robbery", unit="p_value")]
    assert len(chances) == 8 and min(chances) > 0.05 / 8
