"""What a mark says to whoever points at it: its cleared value, its interval, its marker. A hidden one says that it is hidden."""

from __future__ import annotations

import re
from dataclasses import replace

from upriver.report.bilingual.marking import code_of
from upriver.report.drawing import svg
from upriver.report.drawing.scales import decimals_of
from upriver.words.document import Chart, Point, Series
from upriver.words.language.dates import short_month
from upriver.words.language.speaking import IN_ENGLISH, again, fixed, language_of, mark, say, speaking, spoken
from upriver.words.text import number

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
PHRASE = re.compile(r"\b[a-z]{4,}\b|\d (?:to|and) ")
"""What tells words of a language from the name of a place, which is the same in all."""
MARKED = {"p": mark("provisional"), "r": mark("revised"), "low": mark("low, not zero")}
HIDDEN, NOTHING = mark("hidden to protect people [c]"), mark("no data")
CALLED = {"beyond_limits": mark("marked as unusual"), "beyond": mark("marked as unusual")}


def place_words(place: str | float) -> str:
    """Where a point stands on the axis, in words: "Aug 2025" for a month, a number as it is printed."""
    if isinstance(place, str):
        month = MONTH.fullmatch(place)
        return say("{month} {year}", month=short_month(int(month[2])), year=month[1]) if month else place
    return number(place, decimals_of([place]))


def value_words(chart: Chart, point: Point) -> str:
    """A point's value with its interval and markers: "45.1 (95% interval 43.5 to 46.8), provisional"."""
    if point.y is None:
        return say(HIDDEN if "c" in point.marker.split(";") else NOTHING)
    decimals = decimals_of(each for each in (point.y, point.lower, point.upper) if each is not None)
    said = number(point.y, decimals)
    if point.lower is not None and point.upper is not None:
        said = say("{value} ({interval} {lower} to {upper})", value=said, interval=fixed(chart.interval), lower=number(point.lower, decimals),
                   upper=number(point.upper, decimals))
    marks = [say(MARKED[each]) for each in point.marker.split(";") if each in MARKED]
    return ", ".join((said, *marks, *([flag_words(point.flag)] if point.flag else [])))


def flag_words(flag: str) -> str:
    """A signal as people read it; a bare name of one is said plainly."""
    return again(flag) if " " in flag else fixed(CALLED.get(flag, flag.replace("_", " ")))


def point_words(chart: Chart, series: Series, point: Point) -> str:
    """The whole line of a mark: whose it is where there are several, where it stands, what it is."""
    if chart.kind == "funnel":
        place, value = point.name or point.flag, value_words(chart, replace(point, flag=""))
        return say("{place}: {value}", place=place, value=value) if place else value
    place = say("{series}, {place}", series=series.name, place=place_words(point.x)) if len(chart.series) > 1 else place_words(point.x)
    return say("{place}: {value}", place=place, value=value_words(chart, point))


def telling(chart: Chart, series: Series, point: Point | None, *drawn: str) -> str:
    """A mark with its words inside: a browser shows them where it is pointed at, and the page's script reads them out."""
    body = "".join(drawn)
    if point is None or not body:
        return body
    says = in_one_language(chart, series, point)
    return svg.element("g", svg.element("title", svg.words(says), lang=code_of(says)), body, class_="mark")


def in_one_language(chart: Chart, series: Series, point: Point) -> str:
    """The line of a mark, in English as a whole where a part of it is in English only: no half sentences."""
    parts = [flag_words(point.flag) if point.flag else "", series.name if len(chart.series) > 1 else "", point.name]
    parts.append(point.x if isinstance(point.x, str) and not MONTH.fullmatch(point.x) else "")
    if all(language_of(each) == spoken().code or not PHRASE.search(each) for each in parts):
        return point_words(chart, series, point)
    with speaking(IN_ENGLISH):
        return point_words(chart, series, point)
