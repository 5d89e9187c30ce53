"""What a passer-by is told first: one thing in a sentence, no interval, and no number that the exact sentence doesn't bear out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from journeys.made import Journey
from site_made import a_case_with_answers, a_site, pages_of

from upriver.report.factors.words import is_or_are
from upriver.report.leading.plain import about, in_a_sentence, of_kind, plainly
from upriver.report.public.pages.front import chosen
from upriver.report.sections.kinds_in_depth import lacking
from upriver.report.story import Headline
from upriver.words.cleared import Cell
from upriver.words.period import Period

LONGEST = 45
OLD = Period(date(2017, 4, 1), date(2018, 3, 31))


def a_cell(value: float = 42.8, decimals: int = 2) -> Cell:
    _, story = a_case_with_answers()
    cell = story.headlines[0].rests_on[0]
    return replace(cell, value=value, decimals=decimals)


def told(markup: str) -> list[str]:
    """The findings of a page: paragraphs that end in "Read on"."""
    said = (re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<p>(.*?)</p>", markup, re.DOTALL))
    return [each.removesuffix(" Read on").strip() for each in said if each.endswith("Read on")]


def test_words_that_somebody_wrote_stand_before_the_exact_ones() -> None:
    assert plainly(Headline("a", "Exact 1.", "", "places", (), plain="Plain.")) == "Plain."


def test_where_nobody_wrote_any_the_interval_alone_is_left_out() -> None:
    said = "Robbery: 10 recorded, 1.2% fewer (95% interval 7.3% fewer to 5.0% more) than the year before (so far)."
    assert plainly(Headline("a", said, "", "places", ())) == "Robbery: 10 recorded, 1.2% fewer than the year before (so far)."


@pytest.mark.parametrize(("value", "decimals", "says"), [(42.8, 2, "about 43"), (7.4, 1, "about 7"), (0.57, 2, "about 0.6"), (1.4, 0, "about 1")])
def test_a_rounded_number_keeps_something_of_itself(value: float, decimals: int, says: str) -> None:
    assert about(a_cell(value, decimals)) == says


def test_a_count_of_few_events_is_told_without_a_change() -> None:
    _, story = a_case_with_answers()
    few = replace(a_cell(-40.0), flags=("few_events",))
    assert of_kind(story, "Hate crime", {"count": a_cell(6, 0), "change_percent": few}).count(".") == 1


def test_what_is_known_of_long_ago_comes_after_what_is_known_of_today() -> None:
    _, story = a_case_with_answers()
    first = story.headlines[0]
    old = replace(first, rests_on=(replace(first.rests_on[0], key=replace(first.rests_on[0].key, period=OLD)),))
    assert chosen(story)[0] == first
    assert old not in chosen(replace(story, headlines=(old, *story.headlines[1:])))


def test_on_the_page_of_findings_too_what_is_known_of_today_comes_first(tmp_path: Path) -> None:
    _, story = a_case_with_answers()
    first, *rest = story.headlines
    old = replace(first, rests_on=(replace(first.rests_on[0], key=replace(first.rests_on[0].key, period=OLD)),))
    assert told(pages_of(a_site(tmp_path, headlines=(old, *rest)))["found"])[-1] == plainly(old)


def test_the_first_page_says_that_a_figure_may_be_of_another_time(tmp_path: Path) -> None:
    assert "unless they name another time" in pages_of(a_site(tmp_path))[""]


def test_the_first_page_says_what_it_is_before_it_says_where_to_get_help_and_any_number_after(tmp_path: Path) -> None:
    page = pages_of(a_site(tmp_path))[""]
    lead, help_box = page.index('class="lead"'), page.index('class="care"')
    assert lead < help_box < page.index("What we found") and not re.search(r"[0-9]", re.sub(r"<[^>]+>", "", page[lead:help_box]))


def test_the_name_of_the_partnership_stands_once_at_the_top(tmp_path: Path) -> None:
    page = pages_of(a_site(tmp_path))[""]
    bar = re.sub(r"<[^>]+>", "", page[page.index("<header") : page.index('class="state"')])
    assert bar.count("Norsea") <= 1


@pytest.mark.parametrize(("title", "verb"), [
    ("Suspensions from school", "are"), ("Absence from secondary school", "is"), ("Children in care", "are"), ("Permanent exclusions", "are"),
    ("Young people proven to reoffend", "are"), ("Closeness in the family", "is"), ("Residents in the most deprived tenth of England", "are"),
    ("Aged 16 and 17 without education, work or training", "are"), ("Distress of children in care", "is"),
])
def test_a_factor_takes_the_verb_of_its_own_noun(title: str, verb: str) -> None:
    assert is_or_are(title) == verb


@pytest.mark.parametrize(("region", "says"), [
    ("South East", "the South East"), ("East of England", "the East of England"), ("London", "London"), ("Yorkshire and The Humber", "Yorkshire and The Humber"),
])
def test_a_region_is_called_as_people_call_it(region: str, says: str) -> None:
    assert in_a_sentence(region) == says


def test_kinds_that_nothing_shows_are_named_in_one_sentence() -> None:
    _, story = a_case_with_answers()
    assert len(lacking(story)) <= 1


@pytest.fixture(params=["fiction", "hampshire"])
def site(request: pytest.FixtureRequest) -> Path:
    journey: Journey = request.getfixturevalue(request.param)
    return journey.folder / "published"


def test_the_findings_of_the_first_page_are_short_and_without_intervals(site: Path) -> None:
    found = told((site / "index.html").read_text("utf-8"))
    assert len(found) == 3
    assert [each for each in found if len(each.split()) > LONGEST or "95%" in each or ";" in each] == []


def test_the_exact_findings_stand_on_the_page_that_the_first_page_leads_to(site: Path) -> None:
    page = (site / "found" / "index.html").read_text("utf-8")
    assert "The same, exactly" in page and "95% interval" in page[page.index("The same, exactly") :]


def test_the_site_names_no_condition_under_which_a_report_would_claim_a_cause() -> None:
    said = resources.files("upriver").joinpath("declarations", "site", "working.toml").read_text("utf-8")
    assert "caused" in said and not re.search(r"caused[^.]*\b(?:unless|if|when)\b", said)
