"""What a mark of a chart or an area of a map says on a Welsh page: whole in one language, and marked where that is English."""

from __future__ import annotations

import re
from dataclasses import replace

from report.sample import a_chart, a_map

from upriver.report.bilingual.held import language
from upriver.report.charts import chart_inline
from upriver.report.maps import map_inline
from upriver.words.document import Chart, Point, Series
from upriver.words.language.speaking import speaking

TITLE = re.compile(r'<g class="mark"><title([^>]*)>(.*?)</title>')


def told(chart: Chart) -> list[tuple[str, str]]:
    with speaking(language("cy")):
        return TITLE.findall(chart_inline(chart, "x", narrow=False))


def test_a_month_is_welsh_and_a_signal_that_nobody_translated_is_english_whole() -> None:
    points = (Point("2025-01", 10.0, 8.0, 12.0), Point("2025-02", 40.0, 30.0, 50.0, flag="two of three months close to a limit"))
    plain, signal = told(a_chart("months", series=(Series("a", points),), lines=(), breaks=()))
    assert plain == ("", "Ion 2025: 10 (cyfwng 95% 8 i 12)")
    assert signal == (' lang="en"', "Feb 2025: 40 (95% interval 30 to 50), two of three months close to a limit")


def test_a_group_of_people_is_said_in_english_whole_and_a_place_keeps_its_name() -> None:
    groups, places = (
        told(a_chart("bars", series=(Series("Rate", (Point(name, 5.5, 4.0, 7.0),)),), lines=()))
        for name in ("18 to 24", "Harrowmere and Wexholme")
    )
    assert groups == [(' lang="en"', "18 to 24: 5.5 (95% interval 4.0 to 7.0)")]
    assert places == [("", "Harrowmere and Wexholme: 5.5 (cyfwng 95% 4.0 i 7.0)")]


def test_an_area_s_english_words_are_marked_and_its_number_needs_no_mark() -> None:
    plain = a_map()
    shapes = tuple(replace(one, shown="12.5" if at else "lower than chance") for at, one in enumerate(plain.shapes))
    with speaking(language("cy")):
        drawn = map_inline(replace(plain, shapes=shapes), "x")
    assert re.search(r'<title lang="en">[^<]*: lower than chance</title>', drawn) and re.search(r"<title>[^<]*: 12.5</title>", drawn)


def test_an_english_page_has_no_mark_of_language_in_its_drawings() -> None:
    assert "lang=" not in chart_inline(a_chart("months"), "x", narrow=False) and "lang=" not in map_inline(a_map(), "x")
