"""Funnels: points outside are marked and named, limits are drawn where they are known, and nothing lies over each other."""

from __future__ import annotations

import re

import pytest
from sample import a_chart

from upriver.report.charts import chart_inline, chart_svg
from upriver.words.document import Point, Series


def with_outside(many: int, y: float = 40.0) -> Series:
    inside = tuple(Point(1_000.0 * at, 20.0) for at in range(1, 20))
    return Series("Areas", (*inside, *(Point(1_000.0 * (at + 1), y + 5 * at, flag=f"Town {at}") for at in range(many))))


def test_a_point_outside_is_named_beside_its_diamond() -> None:
    drawn = chart_svg(a_chart("funnel"))
    assert "Harbourton</text>" in drawn and "Outside the outer limits" in drawn


def test_nothing_outside_needs_no_key_for_it() -> None:
    assert "Outside the outer limits" not in chart_svg(a_chart("funnel", series=(with_outside(0),)))


@pytest.mark.parametrize(("many", "named"), [(6, 6), (7, 0)])
def test_names_stand_only_where_they_are_few(many: int, named: int) -> None:
    drawn = chart_svg(a_chart("funnel", series=(with_outside(many),)))
    assert len(re.findall(r"Town \d</text>", drawn)) == named


def test_two_points_on_one_height_have_their_names_apart() -> None:
    close = Series("Areas", (Point(1_000.0, 5.0), Point(5_000.0, 40.0, flag="Ashby"), Point(5_400.0, 40.0, flag="Borley"), Point(9_000.0, 6.0)))
    drawn = chart_svg(a_chart("funnel", series=(close,)))
    places = {name: float(x) for x, name in re.findall(r'<text x="([\d.]+)"[^>]*>(Ashby|Borley)</text>', drawn)}
    assert places["Ashby"] < places["Borley"] - 20


def test_on_a_narrow_screen_the_table_alone_names_them() -> None:
    assert "Harbourton</text>" not in chart_inline(a_chart("funnel"), "x", narrow=True)


def test_limits_that_are_not_known_are_not_drawn() -> None:
    limits = Series("95% limits", (Point(1_000.0, None), Point(2_000.0, None)))
    drawn = chart_svg(a_chart("funnel", series=(with_outside(0), limits)))
    assert "nan" not in drawn.lower()
