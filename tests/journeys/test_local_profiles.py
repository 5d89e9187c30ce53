"""The page of every partnership and district: one layout, each thing told once, nothing where nothing is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from journeys.made import Journey

ORDER = (
    "Who lives here", "How much is recorded", "Is it more or fewer than the year before?", "Month by month", "Kinds of violence in depth",
    "Harm and cost", "Weapons", "What health services see", "Nights out", "What goes with violence here", "What is provided", "Its small areas",
)  # fmt: skip
SALTBY_VALE, WEXHOLME, BOTH = "E22009903", "E07009903", "E22009902"


def pages(fiction: Journey) -> dict[str, str]:
    return {path.parent.name: path.read_text("utf-8") for path in sorted((fiction.folder / "published" / "areas").glob("*/index.html"))}


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script|svg).*?</\1>", " ", text, flags=re.DOTALL)))


def headings(text: str) -> list[str]:
    return [words(each).strip() for each in re.findall(r"<h2[^>]*>(.*?)</h2>", text, re.DOTALL) if words(each).strip() in ORDER]


def test_each_stretch_of_ground_has_one_page(fiction: Journey) -> None:
    """Norsea and Saltby Vale are their own partnerships; Harrowmere and Wexholme share one and have pages of their own beside it."""
    assert set(pages(fiction)) == {"E22009901", SALTBY_VALE, BOTH, "E07009901", WEXHOLME, "E10009901"}


def test_every_page_tells_its_chapters_in_one_order_and_none_twice(fiction: Journey) -> None:
    for code, text in pages(fiction).items():
        found = headings(text)
        assert found == [each for each in ORDER if each in found], code
        assert {"How much is recorded", "Is it more or fewer than the year before?", "Its small areas"} <= set(found), code


def test_a_district_that_is_its_own_partnership_has_every_chapter(fiction: Journey) -> None:
    assert headings(pages(fiction)[SALTBY_VALE]) == list(ORDER)


def test_a_chapter_stands_nowhere_where_nothing_is_held(fiction: Journey) -> None:
    """Months and offence codes are published by partnership, not by district: a page without them has no empty heading."""
    found = headings(pages(fiction)[WEXHOLME])
    assert "Month by month" not in found and "Harm and cost" not in found and "Weapons" in found


def test_a_page_starts_with_how_it_compares_and_how_it_changed(fiction: Journey) -> None:
    said = words(pages(fiction)[SALTBY_VALE])
    assert "Saltby Vale has less recorded violence, robbery and weapons for each resident than the whole partnership: " in said
    assert re.search(r"Events: [\d,]+ against [\d,]+ the year before", said)


def test_kinds_too_few_for_a_year_are_told_over_several(fiction: Journey) -> None:
    said = words(pages(fiction)[SALTBY_VALE])
    assert "Kinds with fewer than ten events a year in Saltby Vale, several years together" in said and "12 quarters held" in said


def test_a_partnership_of_several_districts_shows_who_lives_in_each_and_leads_to_them(fiction: Journey) -> None:
    text = pages(fiction)[BOTH]
    table = re.search(r"<table[^>]*>(?:(?!</table>).)*Residents of Harrowmere and Wexholme.*?</table>", text, re.DOTALL)
    assert table is not None and all(f">{name}<" in table.group(0) for name in ("Harrowmere", "Wexholme"))
    assert all(f"areas/{code}/" in text or f"../{code}/" in text for code in ("E07009901", WEXHOLME))


@pytest.mark.parametrize("code", [SALTBY_VALE, WEXHOLME, BOTH])
def test_no_table_of_a_page_is_without_a_number(fiction: Journey, code: str) -> None:
    for body in re.findall(r"<tbody>(.*?)</tbody>", pages(fiction)[code], re.DOTALL):
        assert re.search(r"<td[^>]*>[^<]*\d", body)


def test_every_page_has_charts_of_its_own(fiction: Journey) -> None:
    """A chart's file is named by its area's code: two pages with one name would share one picture."""
    drawn = {path.stem.split("-")[1].upper() for path in Path(fiction.folder / "published" / "charts").glob("area-e*.svg")
             if not path.stem.endswith("-spine")}  # a council's factors are one picture, on every page of a place in it
    assert drawn == set(pages(fiction))
