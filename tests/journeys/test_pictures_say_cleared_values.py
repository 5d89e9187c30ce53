"""What a picture says to whoever points at it or can't see it: cleared values and nothing else, in every file of the site."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from journeys.made import Journey
from report.pdf_reader import Tag, opened, tags_of

from upriver.report.plans.watched.charting import USUAL

NUMBER = re.compile(r"(?<![\w.,-])[-\u2212]?\d[\d,]*(?:\.\d+)?")
MARK = re.compile(r'<g class="mark"><title>(.*?)</title>')
AREA = re.compile(r"<path[^>]*><title>(.*?)</title>")
DATA = re.compile(r'\sdata-[a-z-]+="([^"]*)"')
DESCRIBED = re.compile(r"<desc[^>]*>(.*?)</desc>")


def floats(words: str) -> list[float]:
    """The numbers of a text."""
    return [float(each.replace(",", "").replace("\u2212", "-")) for each in NUMBER.findall(words)]


@pytest.fixture(scope="module")
def cleared(fiction: Journey) -> set[float]:
    """Every number of cells.csv."""
    found: set[float] = set()
    with (fiction.folder / "published" / "data" / "cells.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found |= {round(float(row[name]), 4) for name in ("value", "lower", "upper", "count", "denominator") if row[name]}
    return found


def pages(fiction: Journey) -> Iterator[tuple[Path, str]]:
    """The text of every page and drawing of the site."""
    for path in sorted((fiction.folder / "published").rglob("*")):
        if path.suffix in (".html", ".svg") and "editions" not in path.parts:
            yield path, path.read_text("utf-8")


def value_of(said: str) -> str:
    """The part of a mark's words that holds its value: without its name, its place and the name of the interval."""
    return re.sub(r"\d+(?:\.\d+)?%[^(]*?interval", "interval", said.rpartition(": ")[2])


def test_every_mark_says_a_cleared_value_or_that_it_is_hidden(fiction: Journey, cleared: set[float]) -> None:
    said = {unescape(each) for _, text in pages(fiction) for each in MARK.findall(text)}
    # Control limits are made from cleared readings alone (ADR 0026), so they are no cells; the readings beside them are.
    limits = {each for each in said if each.startswith(USUAL)}
    read = said - limits
    assert len(read) > 1_000 and limits
    loose = {each for each in read for number in floats(value_of(each)) if round(number, 4) not in cleared}
    assert not loose, sorted(loose)[:5]
    for each in said:
        assert floats(value_of(each)) or "hidden" in each or "no data" in each, each


def test_every_area_of_a_map_says_a_cleared_value_or_that_it_is_hidden(fiction: Journey, cleared: set[float]) -> None:
    said = {unescape(each) for _, text in pages(fiction) for each in AREA.findall(text)}
    loose = {each for each in said for number in floats(value_of(each).partition(" per ")[0].partition(" (")[0]) if round(number, 4) not in cleared}
    assert len(said) > 100 and not loose, sorted(loose)[:5]


def test_no_attribute_for_a_script_holds_a_number(fiction: Journey) -> None:
    everywhere = [(path, text) for path, text in pages(fiction) if path.suffix == ".html" and "search" not in path.parts]
    held = {each for _, text in everywhere for each in DATA.findall(text) if floats(each)}
    assert not held


def test_no_picture_is_without_a_description_that_tells_something(fiction: Journey) -> None:
    said = {unescape(each) for path, text in pages(fiction) if path.suffix == ".svg" for each in DESCRIBED.findall(text)}
    drawn = [path for path, _ in pages(fiction) if path.suffix == ".svg"]
    assert len(drawn) > 60 and said and all(len(each) >= 40 for each in said)


def test_the_extremes_that_descriptions_name_are_cleared_values(fiction: Journey, cleared: set[float]) -> None:
    said = {unescape(each) for path, text in pages(fiction) if path.suffix == ".svg" for each in DESCRIBED.findall(text)}
    named = [number for each in said for found in re.findall(r"(?:[Hh]ighest|lowest) (\S+)", each) for number in floats(found.rstrip(",;."))]
    assert len(named) > 60 and not [number for number in named if round(number, 4) not in cleared]


@pytest.fixture(scope="module")
def tags(fiction: Journey) -> list[Tag]:
    """The structure of the published PDF, as a screen reader walks it."""
    return tags_of((fiction.folder / "published" / "assessment.pdf").read_bytes())


def test_every_picture_of_the_pdf_is_described(tags: list[Tag]) -> None:
    pictures = [tag for tag in tags if tag.kind == "Figure"]
    assert len(pictures) > 40 and all(len(tag.alt) >= 40 for tag in pictures)


def test_no_heading_of_the_pdf_skips_a_level(tags: list[Tag]) -> None:
    levels = [int(tag.kind[1]) for tag in tags if re.fullmatch(r"H\d", tag.kind)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_of_the_pdf_has_heads(tags: list[Tag]) -> None:
    kinds = [tag.kind for tag in tags]
    assert kinds.count("Table") > 40 and kinds.count("THead") == kinds.count("Table") <= kinds.count("TH")


def test_the_pdf_says_its_language_and_title(fiction: Journey) -> None:
    held = opened((fiction.folder / "published" / "assessment.pdf").read_bytes())
    assert str(held.Root.Lang) == "en-GB" and "Strategic needs assessment" in str(held.docinfo.Title) and bool(held.Root.MarkInfo.Marked)
