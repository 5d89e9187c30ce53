"""Tables of shades: each square says its number by shade or word, and what can't be shown is hatched."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.report.charts import chart_inline, chart_svg
from upriver.report.drawing.heat import SHADES, band_words, shade
from upriver.words.document import Chart, Point, Series

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def a_week(columns: int = 4, value: float | None = 10, hole: bool = False) -> Chart:
    def y(day: int, at: int) -> float | None:
        return None if hole and (day, at) == (0, 0) else (None if value is None else value + day + at)

    series = tuple(Series(day, tuple(Point(f"{at:02d}", y(row, at)) for at in range(columns))) for row, day in enumerate(DAYS))
    return Chart("week", "heat", "Most on Sunday", "Events by hour", series, "Hour", "Number", "Made up", "A table of shades.")


def squares(svg: str) -> list[str]:
    return re.findall(r'<rect [^>]*fill="(#[0-9a-f]{6})"', svg)


def test_every_weekday_and_hour_has_its_square() -> None:
    assert len([fill for fill in squares(chart_inline(a_week(24), "x", narrow=False)) if fill in SHADES]) >= 7 * 24


def test_a_square_that_can_not_be_shown_is_hatched_and_the_key_says_so() -> None:
    drawn = chart_inline(a_week(hole=True), "x", narrow=False)
    assert 'class="hatch"' in drawn and "not shown" in drawn


def test_a_week_without_a_hole_has_no_hatching() -> None:
    assert "hatch" not in chart_inline(a_week(), "x", narrow=False)


def test_numbers_stand_in_squares_that_have_room_for_them() -> None:
    assert ">10</text>" in chart_inline(a_week(4), "x", narrow=True)
    assert ">11</text>" not in re.sub(r'<text[^>]*class="[^"]*"[^>]*>[^<]*</text>', "", chart_inline(a_week(24), "x", narrow=True))


def test_on_a_narrow_page_nothing_is_drawn_beyond_the_edge() -> None:
    drawn = chart_inline(a_week(24), "x", narrow=True)
    ends = [float(x) + float(w) for x, w in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)]
    assert ends and max(ends) <= 296.1


@pytest.mark.parametrize("value", [0, None])
def test_a_week_of_nothing_can_be_drawn(value: float | None) -> None:
    assert chart_svg(a_week(value=value)).startswith("<svg")


@given(st.integers(0, 10_000), st.integers(1, 10_000))
@example(0, 1)
@example(1, 1)
@example(3, 3)
@example(10, 10)
def test_the_words_of_a_shade_hold_its_numbers(value: int, most: int) -> None:
    if value <= most:
        low, _, high = band_words(most)[shade(value, most)].replace(",", "").partition(" to ")
        assert int(low) <= value <= int(high or low)


def test_numbers_on_dark_squares_are_light_and_the_style_sheet_leaves_them_so() -> None:
    css = (resources.files("upriver.report") / "assets" / "upriver.css").read_text("utf-8")
    assert re.search(r'fill="#ffffff" class="on-dark"', chart_inline(a_week(), "x", narrow=False))
    assert ".plot .on-dark { fill: #fff; }" in css and css.index(".plot text {") < css.index(".plot .on-dark")
