"""What a chart and a map must show, and what they must never show."""

from __future__ import annotations

import dataclasses
import itertools
import re
import struct
import xml.etree.ElementTree as ET
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from report.sample import a_chart, a_map

from upriver.report.charts import KINDS, chart_inline, chart_png, chart_svg
from upriver.report.drawing.scales import decimals_of, holes, lanes, month_ticks, scale, slots, spread
from upriver.report.drawing.svg import PALETTE, text_width, wrapped
from upriver.report.maps import BLUES, map_inline, map_svg
from upriver.report.themes.contrast import ratio
from upriver.words.document import Break, Line, MapShape, Point, Series

SVG = "{http://www.w3.org/2000/svg}"
every_kind = pytest.mark.parametrize("kind", sorted(KINDS))


def words_of(drawn: str) -> list[str]:
    """The lines of text that are drawn."""
    return [one.text or "" for one in ET.fromstring(drawn).iter(f"{SVG}text")]


def a_series(*values: float | None, name: str = "Rate", first: int = 1) -> Series:
    """A series of months of 2025 from the first, with the values."""
    return Series(name, tuple(Point(f"2025-{at:02d}", value) for at, value in enumerate(values, start=first)))


@every_kind
def test_a_chart_is_an_image_with_a_title_and_a_description(kind):
    chart = a_chart(kind)
    root = ET.fromstring(chart_svg(chart))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == chart.title
    assert root.find(f"{SVG}desc").text == chart.alt


@every_kind
def test_title_subtitle_and_source_are_drawn_in_the_file(kind):
    chart = a_chart(kind)
    drawn = " ".join(words_of(chart_svg(chart)))
    assert chart.title in drawn and chart.subtitle in drawn and f"Source: {chart.source}" in drawn


@every_kind
@pytest.mark.parametrize("narrow", [False, True])
def test_no_text_is_drawn_outside_the_chart(kind, narrow):
    drawn = ET.fromstring(chart_inline(a_chart(kind), "x", narrow=narrow))
    width, height = (float(part) for part in drawn.get("viewBox").split()[2:])
    turned = {one for group in drawn.iter(f"{SVG}g") for one in group if "rotate" in group.get("transform", "")}
    for one in set(drawn.iter(f"{SVG}text")) - turned:
        wide = text_width(one.text or "", float(one.get("font-size"))) * 0.97
        x = float(one.get("x")) - {"middle": wide / 2, "end": wide}.get(one.get("text-anchor"), 0)
        assert x >= -2 and x + wide <= width + 3, one.text
        assert -2 <= float(one.get("y")) <= height + 1, one.text


@every_kind
def test_a_chart_drawn_twice_is_the_same(kind):
    assert chart_svg(a_chart(kind)) == chart_svg(a_chart(kind))


@every_kind
def test_no_style_is_written_into_a_chart(kind):
    assert "style=" not in chart_svg(a_chart(kind)) and "<style" not in chart_svg(a_chart(kind))


def test_a_missing_month_cuts_the_line():
    drawn = chart_svg(a_chart("months", series=(a_series(5, 6, None, 7, 8),), lines=(), breaks=()))
    lines = [path for path in re.findall(r'<path d="(M[^"]*)" fill="none"', drawn) if "L" in path]
    assert len(lines) == 2


def test_a_missing_month_is_hatched_and_says_so():
    drawn = chart_svg(a_chart("months", series=(a_series(5, 6, None, None, 7, 8),), lines=(), breaks=()))
    assert 'class="hatch"' in drawn and "no data" in words_of(drawn)


def test_a_month_that_no_point_mentions_is_a_hole_too():
    chart = a_chart("months", series=(Series("a", (Point("2024-11", 1.0), Point("2025-02", 2.0))),))
    assert holes(chart, slots(chart)) == [(1, 2)]


def test_a_month_missing_from_one_series_only_is_no_band():
    chart = a_chart("months", series=(a_series(1, None, 3), a_series(1, 2, 3, name="Other")))
    assert holes(chart, slots(chart)) == []


def test_a_missing_bar_says_why_and_has_no_number():
    series = Series("Rate", (Point("Here", 5.5), Point("There", None, marker="c"), Point("Nowhere", None, marker="x")))
    seen = words_of(chart_svg(a_chart("bars", series=(series,), lines=())))
    assert "not shown [c]" in seen and "no data" in seen and "0.0" not in seen


def test_bars_start_at_zero():
    series = Series("Rate", (Point("Here", 95.0), Point("There", 98.0)))
    assert "0" in words_of(chart_svg(a_chart("bars", series=(series,), lines=())))


def test_an_axis_that_does_not_start_at_zero_says_so():
    seen = words_of(chart_svg(a_chart("months", series=(a_series(95, 98, 97),), lines=(), breaks=())))
    assert any("not at zero" in says for says in seen)


def test_a_provisional_point_is_hollow():
    points = (Point("2025-01", 5.0), Point("2025-02", 6.0, marker="p;r"))
    drawn = chart_svg(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))
    assert len(re.findall(r'<circle[^>]*fill="#ffffff"', drawn)) == 2  # the point, and the key
    assert "Provisional" in words_of(drawn)


def test_a_point_marked_as_unusual_has_another_shape_and_is_named():
    points = (Point("2025-01", 5.0), Point("2025-02", 60.0, flag="beyond"))
    drawn = chart_svg(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))
    assert len(re.findall("<circle", drawn)) == 1
    assert "Feb 2025: 60" in words_of(drawn) and "Marked as unusual" in words_of(drawn)


def test_the_key_names_only_what_is_drawn():
    seen = words_of(chart_svg(a_chart("months", series=(a_series(5, 6, 7),), lines=(), breaks=())))
    assert not {"Provisional", "Marked as unusual", "No data", "95% interval"} & set(seen)


def test_an_interval_is_drawn_and_named():
    points = tuple(Point(f"2025-{at:02d}", 5.0, 4.0, 6.0) for at in (1, 2, 3))
    chart = a_chart("months", series=(Series("a", points),), lines=(), breaks=(), interval="99.8% interval")
    assert 'fill-opacity="0.2"' in chart_svg(chart) and "99.8% interval" in words_of(chart_svg(chart))


def test_every_reference_line_is_labelled_and_dashed():
    drawn = chart_svg(a_chart("months"))
    assert {"Upper limit 6,120", "Lower limit 4,790"} <= set(words_of(drawn))
    assert len(re.findall(r'<line[^>]*stroke-dasharray="6 4"[^>]*class="limit"', drawn)) == 2


def test_labels_of_close_reference_lines_do_not_touch():
    lines = tuple(Line(f"Line {n}", 5400 + n * 5) for n in range(4))
    drawn = ET.fromstring(chart_svg(a_chart("months", lines=lines)))
    heights = sorted(float(one.get("y")) for one in drawn.iter(f"{SVG}text") if (one.text or "").startswith("Line "))
    assert len(heights) == 4
    assert all(after - before >= 14 for before, after in itertools.pairwise(heights))


def test_every_break_on_the_axis_is_labelled_and_one_outside_it_is_left_out():
    breaks = (Break("2024-02", "Inside"), Break("2030-01", "Outside"))
    seen = words_of(chart_svg(a_chart("months", breaks=breaks)))
    assert "Inside" in seen and "Outside" not in seen


def test_on_a_narrow_screen_breaks_are_lettered_and_explained():
    seen = words_of(chart_inline(a_chart("months"), "x", narrow=True))
    assert {"A", "B", "Recording of conduct crime changed"} <= set(seen)


def test_many_breaks_are_lettered_at_any_width():
    breaks = tuple(Break(f"2022-{month:02d}", f"Break of month {month}") for month in (2, 4, 6, 8))
    seen = words_of(chart_svg(a_chart("months", breaks=breaks)))
    assert {"A", "B", "C", "D", "Break of month 8"} <= set(seen)


def test_more_than_four_series_are_refused():
    with pytest.raises(ValueError, match="1 to 4 series"):
        chart_svg(a_chart("months", series=tuple(a_series(1, 2, name=str(n)) for n in range(5))))


def test_a_kind_that_is_not_drawn_is_refused():
    with pytest.raises(ValueError, match="kind"):
        chart_svg(dataclasses.replace(a_chart("months"), kind="pie"))


def test_the_series_take_the_published_colours_in_order():
    drawn = chart_svg(a_chart("months", series=tuple(a_series(n, n, name=str(n)) for n in range(1, 5)), lines=()))
    assert all(colour in drawn for colour in PALETTE[:4]) and PALETTE[4] + '"' not in drawn.replace("#3d3d3d", "")


@pytest.mark.parametrize("values", [(), (None, None), (0.0, 0.0), (5.0,), (-3.0, 4.0)])
@every_kind
def test_a_chart_of_nothing_of_zeros_or_of_one_point_is_still_drawn(kind, values):
    points = tuple(Point(float(at) if kind in ("curve", "funnel") else str(at), value) for at, value in enumerate(values))
    series = (Series("a", points), Series("b", points)) if kind in ("pyramid", "spine") else (Series("a", points),)
    drawn = chart_svg(a_chart(kind, series=series, lines=(), breaks=()))
    assert "nan" not in drawn.lower().replace("dominant", "") and "inf" not in drawn


def test_a_png_carries_its_title_and_description():
    png = chart_png(chart_svg(a_chart("bars", title='Rates < 5 & "so on"')))
    assert b'Title\0\0\0\0\0Rates < 5 & "so on"' in png
    assert b"Description\0\0\0\0\0A chart of made-up" in png


def test_a_png_is_whole():
    png, at, kinds = chart_png(chart_svg(a_chart("bars"))), 8, []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        body = png[at + 4 : at + 8 + length]
        assert struct.pack(">I", zlib.crc32(body)) == png[at + 8 + length : at + 12 + length]
        kinds.append(body[:4])
        at += 12 + length
    assert kinds[0] == b"IHDR" and kinds[-1] == b"IEND" and kinds.count(b"IDAT") == 1


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9))
@example([0.0])
@example([0.1])
@example([1e-3, 1e-3])
@example([1e-101])
@example([2e-6, 1e-6])
@example([1e9, -1e9])
@example([0.0625, -300000001.0])
def test_a_scale_holds_its_values_and_zero(values):
    made = scale(values, 0, 100)
    near = 1e-6 + 1e-8 * (made.high - made.low)  # a hair of the axis, far below what can be seen
    assert made.low <= min(values) + near and made.high >= max(values) - near and made.low <= 0 <= made.high
    assert len(made.ticks) <= 10 and len({made.label(tick) for tick in made.ticks}) == len(made.ticks)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
@example([50.0] * 6)
@example([0.0, 100.0])
@example([100.0, 100.0])
def test_labels_that_are_pushed_apart_never_touch_and_stay_inside(targets):
    middles = sorted(spread(targets, [15.0] * len(targets), 0, 100))
    assert all(after - before >= 15 - 1e-6 for before, after in itertools.pairwise(middles))
    assert middles[0] >= 7.5 - 1e-6 and middles[-1] <= 92.5 + 1e-6


def test_boxes_that_touch_take_different_lanes():
    assert lanes([(0, 50), (40, 90), (70, 99)]) == [0, 1, 0]


@pytest.mark.parametrize(("values", "decimals"), [((5400.0, 11639.0), 0), ((45.1, 20.0), 1), ((), 0), ((1 / 3,), 3)])
def test_numbers_are_printed_with_the_decimals_they_came_with(values, decimals):
    assert decimals_of(values) == decimals


@pytest.mark.parametrize("step", [2.0, 9.0, 15.0, 60.0])
def test_month_ticks_keep_apart_whatever_the_room(step):
    ticks = month_ticks(slots(a_chart("months")), step)
    assert ticks and all(after[0] - before[0] >= 30 / step for before, after in itertools.pairwise(ticks))


def test_a_word_longer_than_the_room_stays_whole():
    assert wrapped("a Llanfairpwllgwyngyll b", 14, 40) == ["a", "Llanfairpwllgwyngyll", "b"]


def test_every_area_of_a_map_has_its_name_and_figure():
    titles = [one.text for one in ET.fromstring(map_svg(a_map())).iter(f"{SVG}title")]
    assert "Area 1: 5.0 per 1,000" in titles and len(titles) == 1 + 24


def test_a_hidden_area_is_hatched_and_the_key_says_so():
    drawn = map_svg(a_map())
    hatched = re.search(r'<g fill="url\(#map\.hatch\)">(.*?)</g>', drawn).group(1)
    assert hatched.count("<path") == 2 and "Not shown or not available" in words_of(drawn)


def test_a_map_without_hidden_areas_has_no_hatched_class():
    shapes = (MapShape("E1", "One", "M0 0h10v10z", 0, "1.0"),)
    assert "Not shown or not available" not in words_of(map_svg(a_map(shapes=shapes)))


def test_a_map_states_its_classes_title_and_source():
    seen = " ".join(words_of(map_svg(a_map())))
    assert all(band in seen for band in a_map().bands) and a_map().title in seen and a_map().source in seen


def test_a_map_has_at_most_five_classes():
    with pytest.raises(ValueError, match="1 to 5 classes"):
        map_svg(a_map(bands=tuple("abcdef")))


def test_the_classes_of_a_map_grow_darker():
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        return sum(part * share for part, share in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))

    for colours in BLUES.values():
        assert [light(one) for one in colours] == sorted((light(one) for one in colours), reverse=True)


def test_a_map_in_degrees_is_drawn_as_well_as_one_in_metres():
    drawn = map_inline(a_map(view_box=(-1.9, 50.5, 1.2, 0.9)), "m")
    assert 'stroke-width="0"' not in drawn and "scale(600)" in drawn


@pytest.mark.parametrize("colour", [colour.lower() for colour in PALETTE[:4]])
def test_every_colour_of_a_series_stands_out_from_white(colour):
    assert ratio(colour, "#ffffff") >= 3  # WCAG 2.2, 1.4.11, level AA, for what must be seen to read a picture


@pytest.mark.parametrize("kind", ["months", "steps", "bars", "forest"])
def test_series_differ_without_colour(kind):
    named = tuple(Series(str(n), tuple(Point(f"2025-{at:02d}", float(n + at)) for at in (1, 2, 3))) for n in range(1, 5))
    drawn = chart_inline(a_chart(kind, series=named, lines=(), breaks=()), "x", narrow=False)
    marks = [re.sub(r"<title>.*?</title>|<text.*?</text>", "", each) for each in re.findall(r'<g class="mark">.*?</g>', drawn)]
    plain = [re.sub(r"#[0-9A-Fa-f]{6}|[-\d.]+", "", each) for each in marks]
    firsts = plain[:: len(plain) // 4] if kind in ("months", "steps") else plain[:4]
    assert len(set(firsts)) == 4


def test_a_pyramid_has_two_sides():
    with pytest.raises(ValueError, match="two sides"):
        chart_svg(a_chart("pyramid", series=(a_series(1, 2),)))


def test_the_sides_of_a_pyramid_share_a_scale():
    wide = {name: Series(name, (Point("0 to 9", value), Point("10 to 17", 50.0))) for name, value in (("a", 100.0), ("b", 50.0))}
    drawn = chart_inline(a_chart("pyramid", series=tuple(wide.values()), lines=()), "x", narrow=False)
    widths = sorted(float(each) for each in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="22"', drawn))
    assert len(widths) == 4 and abs(widths[-1] - 2 * widths[0]) < 0.3 and abs(widths[0] - widths[1]) < 0.2


def test_worse_lies_to_the_right_of_a_spine_whichever_way_is_worse():
    own = Series("Here", (Point("More is worse", 20.0, flag="worse"), Point("Less is worse", 5.0, flag="worse"), Point("Better", 5.0, flag="better")))
    england = Series("England", (Point("More is worse", 10.0), Point("Less is worse", 10.0, flag="fall"), Point("Better", 10.0)))
    drawn = chart_inline(a_chart("spine", series=(own, england), lines=()), "x", narrow=False)
    middle = float(re.search(r'<line x1="([\d.]+)"[^>]*class="axis"', drawn).group(1))
    marks = re.findall(r'<g class="mark"><title>.*?</g>', drawn)
    worse = [float(re.search(r'<path d="M([\d.]+) ', each).group(1)) for each in marks[:2]]
    better = float(re.search(r'<rect x="([\d.]+)"', marks[2]).group(1))
    assert all(place > middle for place in worse) and better < middle


def test_a_value_far_beyond_a_spine_s_edge_says_that_it_goes_on():
    own, england = Series("Here", (Point("a", 90.0, flag="worse"), Point("b", 1.0))), Series("England", (Point("a", 1.0), Point("b", 1.0)))
    assert "\u2192" in words_of(chart_svg(a_chart("spine", series=(own, england), lines=())))


def test_a_spine_without_england_s_value_says_so_and_draws_no_mark():
    own, england = Series("Here", (Point("a", 9.0), Point("b", 1.0, flag="same"))), Series("England", (Point("a", None), Point("b", 1.0)))
    assert "nothing to compare" in words_of(chart_svg(a_chart("spine", series=(own, england), lines=())))


def test_small_multiples_are_on_one_scale():
    series = (a_series(10, 100, name="Large"), a_series(1, 10, name="Small"))
    drawn = chart_inline(a_chart("multiples", series=series, lines=(), breaks=()), "x", narrow=False)
    lines = [re.findall(r"[\d.]+ ([\d.]+)", path) for path in re.findall(r'<path id="[^"]*[.]line[0-9]+" d="M([^"]*)"', drawn)]
    assert len(lines) == 2 and abs(float(lines[0][0]) - float(lines[1][1])) < 0.2  # Large starts as high as Small ends


def test_every_small_chart_has_its_name_and_its_last_value():
    seen = words_of(chart_svg(a_chart("multiples", series=(a_series(1, 2, name="One"), a_series(3, 47, name="Two")), lines=(), breaks=())))
    assert {"One", "Two", "2", "47"} <= set(seen)


def test_a_signal_is_named_in_words_on_the_chart():
    points = tuple(Point(f"2025-{at:02d}", 50.0 + at, flag="above the control limits" if at == 9 else "") for at in range(1, 13))
    drawn = chart_svg(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))
    assert "above the control limits" in " ".join(words_of(drawn)) and "Sep 2025: 59," in " ".join(words_of(drawn))


def test_months_in_a_row_that_signal_the_same_are_named_once():
    points = tuple(Point(f"2025-{at:02d}", 50.0, flag="seven or more months in a row above the average" if at > 6 else "") for at in range(1, 11))
    seen = " ".join(words_of(chart_svg(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))))
    assert seen.count("in a row above") == 1 and "Jul to Oct 2025" in seen


def test_what_is_beyond_the_limits_is_named_before_what_is_newer():
    says = {1: "above the control limits", 6: "two of three months close to a limit", 8: "two of three months close to a limit",
            10: "two of three months close to a limit", 12: "two of three months close to a limit"}  # fmt: skip
    points = tuple(Point(f"2025-{at:02d}", 50.0 + at % 3, flag=says.get(at, "")) for at in range(1, 13))
    seen = " ".join(words_of(chart_inline(a_chart("months", series=(Series("a", points),), lines=(), breaks=()), "x", narrow=True)))
    assert "Jan 2025: 51, above" in seen and "Jun 2025" not in seen


def test_many_small_charts_tell_their_ends_and_signals_and_stay_light():
    months = [f"{year}-{month:02d}" for year in range(2014, 2026) for month in range(1, 13)]
    series = tuple(
        Series(f"Area {which}", tuple(Point(month, float(100 + which + at * 37 % 91), flag="above the control limits" if at == 70 else "") for at, month in enumerate(months)))
        for which in range(12)
    )
    for narrow in (False, True):
        drawn = chart_inline(a_chart("multiples", series=series, lines=(), breaks=()), "x", narrow=narrow)
        assert len(drawn) < 45_000
        assert drawn.count('stroke="#12436D" stroke-width="2.2"') == 12 and drawn.count('class="behind"') == 1
        for at in range(12):
            told = re.findall(rf"<title>Area {at}, ([^<]*)</title>", drawn)
            values = [point.y for point in series[at].points]
            assert any(f": {max(values):.0f}" in each for each in told) and any(f": {min(values):.0f}" in each for each in told)
            assert any(each.startswith("Dec 2025: ") for each in told) and any("above the control limits" in each for each in told)
            assert len(told) <= 9


def test_a_name_over_its_bar_begins_beside_the_axis_and_not_on_it() -> None:
    drawn = chart_inline(a_chart("bars"), "x", narrow=True)
    at = {float(x) for x in re.findall(r'<text x="([0-9.]+)"[^>]*>(?:Harbourton|Westhaven)<', drawn)}
    assert at == {9.0}


def test_on_a_phone_no_line_of_a_spine_stands_between_the_words_of_a_name() -> None:
    drawn = chart_inline(a_chart("spine"), "x", narrow=True)
    assert len(re.findall(r'<rect x="0" [^>]*height="18" fill="#ffffff"', drawn)) >= 2
