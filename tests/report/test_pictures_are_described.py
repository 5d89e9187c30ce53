"""Alternative text: made from the data, long enough, its extremes those of the points, and no number that isn't drawn."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report.sample import a_chart, a_document, a_map, a_page

from upriver.report.charts import KINDS, chart_svg
from upriver.report.drawing.described import LIMITS, SHORTEST, described, map_described, with_alt
from upriver.report.drawing.marking.said import place_words, point_words
from upriver.words.document import Chart, Point, Series
from upriver.words.text import number

NUMBER = re.compile(r"(?<![\w.,])-?\d[\d,]*(?:\.\d+)?")
every_kind = pytest.mark.parametrize("kind", sorted(KINDS))


def held(chart: Chart) -> set[float]:
    """Every number of a chart's own words and points, in the ways in which it may be printed."""
    words = " ".join((chart.title, chart.subtitle, chart.x_title, chart.y_title, chart.interval))
    found = {float(each.replace(",", "")) for each in NUMBER.findall(words)}
    for series in chart.series:
        found |= {float(each.replace(",", "")) for each in NUMBER.findall(series.name)}
        for point in series.points:
            found |= {float(each.replace(",", "")) for each in NUMBER.findall(f"{point.x} {place_words(point.x)} {point.flag}")}
            found |= {round(each, 3) for each in (point.y, point.lower, point.upper) if each is not None}
    return found


def counted(words: str) -> str:
    """The words without how many values are hidden or lacking, which is no figure of anybody."""
    return re.sub(r"\b\d+ values? (?=hidden|without)", "", words)


@every_kind
def test_a_description_is_long_enough_and_names_the_kind(kind):
    said = described(a_chart(kind, alt=""))
    assert len(said) >= SHORTEST and any(word in said.lower() for word in ("chart", "curve", "table", "pyramid"))


@pytest.mark.parametrize("kind", ["bars", "months", "steps", "forest", "pyramid"])
def test_the_extremes_of_a_description_are_those_of_the_points(kind):
    chart = a_chart(kind)
    said = described(chart)
    for series in chart.series:
        values = [point.y for point in series.points if point.y is not None]
        decimals = 0 if all(value == int(value) for value in values) else 1
        assert f"ighest {number(max(values), decimals)}" in said and f"lowest {number(min(values), decimals)}" in said


def test_a_control_chart_is_described_by_its_readings_and_never_by_its_limits():
    read = Series("Norsea", (Point("2025-01", 10.0), Point("2025-02", None, marker="c"), Point("2025-03", 12.0)))
    usual = Series("What chance does", (Point("2025-01", 44.5, 33.0, 55.0), Point("2025-02", None), Point("2025-03", 66.0, 50.0, 77.0)))
    said = described(replace(a_chart("months", alt=""), series=(read, usual), interval=LIMITS))
    assert "Norsea: highest 12 in" in said and "lowest 10 in" in said and not re.search("44|66", said)
    assert "1 value hidden to protect people: left as gaps" in said


@every_kind
def test_a_description_holds_no_number_that_is_not_of_the_chart(kind):
    chart = a_chart(kind)
    assert {float(each.replace(",", "")) for each in NUMBER.findall(counted(described(chart)))} <= held(chart)


@every_kind
def test_no_mark_of_a_chart_says_a_number_that_is_not_of_it(kind):
    chart = a_chart(kind)
    for said in re.findall(r'<g class="mark"><title>(.*?)</title>', chart_svg(chart)):
        assert {float(each.replace(",", "")) for each in NUMBER.findall(said)} <= held(chart) | {95.0}, said


@every_kind
def test_every_value_of_a_chart_is_said_by_a_mark(kind):
    chart = a_chart(kind)
    drawn = chart_svg(chart)
    told = chart.series[:1] if kind in ("funnel", "spine") else [one for one in chart.series if len(one.points) != 2]
    wanted = [(series, point) for series in told for point in series.points if point.y is not None or kind == "bars"]
    assert (wanted or kind == "flow") and all(f"<title>{point_words(chart, series, point)}" in drawn.replace("&amp;", "&") for series, point in wanted)


def test_a_hidden_value_is_said_to_be_hidden_and_has_no_number():
    chart = a_chart("bars", series=(Series("Rate", (Point("Here", 5.5), Point("There", None, 1.0, 4.0, marker="c"))),), lines=())
    assert "There: hidden to protect people [c]<" in chart_svg(chart)
    assert "1 value hidden" in described(chart) and "4" not in described(chart).partition("Highest")[2]


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 20_000)), min_size=1, max_size=12))
@example([None])
@example([0])
@example([7, 7])
@example([None, 3, None, 9])
def test_every_series_is_described_with_its_own_extremes(values):
    points = tuple(Point(f"2025-{at:02d}", None if value is None else float(value)) for at, value in enumerate(values, start=1))
    said = described(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))
    known = [value for value in values if value is not None]
    assert all(number(each) in said for each in ((max(known), min(known)) if known else ()))
    assert known or "Nothing can be shown" in said


def test_signals_are_named_with_their_months():
    points = (Point("2025-01", 5.0), Point("2025-02", 60.0, flag="above the control limits"))
    said = described(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))
    assert "Signals: above the control limits: Feb 2025." in said


def test_the_direction_is_said():
    points = (Point("2025-01", 9.0), Point("2025-02", 3.0), Point("2025-03", 4.0))
    assert "4 in Mar 2025, down from 9 in Jan 2025" in described(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))


def test_a_map_says_how_many_areas_are_hatched():
    assert "2 areas hatched" in map_described(a_map()) and len(map_described(a_map(alt=""))) >= SHORTEST


def test_a_person_s_own_words_take_the_place_of_what_is_made():
    document = a_document(a_page(a_chart("bars", slug="mine"), a_chart("bars", slug="other")))
    mine, other = with_alt(document, {"mine": "Words of an analyst about this very picture."}).pages[0].blocks
    assert mine.alt.startswith("Words of an analyst") and other.alt.startswith("Bar chart")
