"""Which partner's data a question rests on and which it lacks: by name, none left out, and nothing told of what is withheld."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any, cast

from upriver.report.sections import partners, sources
from upriver.report.story import Source, Story
from upriver.words.document import Bullets, Table
from upriver.words.part import Part
from upriver.words.sharing.feed import QUESTIONS, FeedState

QUESTION = next(iter(QUESTIONS))
MANY = 12


def a_story(**given: Any) -> Story:
    """A story with nothing in it but what is given."""
    blank = {field.name: None for field in fields(Story)}
    return cast(Story, SimpleNamespace(**{**blank, **given}))


def a_dark_feed(at: int, *, is_open: bool = False) -> FeedState:
    return FeedState(f"feed_{at}", f"Feed {at}", ("health",), (QUESTION,), "dark", "", is_open)


def test_every_missing_source_of_a_question_is_named() -> None:
    feeds = (*(a_dark_feed(at) for at in range(MANY)), a_dark_feed(99, is_open=True))
    page = partners._supplied(a_story(feeds=feeds))
    (line,) = next(block for block in page.blocks if isinstance(block, Bullets)).items
    assert all(f"Feed {at}" in line for at in range(MANY))
    assert "Feed 99" not in line, "open data that nobody took in is no partner's gap"


def test_files_and_rows_of_a_partners_data_are_withheld_by_rule_and_not_called_small() -> None:
    contract = SimpleNamespace(slug="ed", title="ED", publisher="The trust", cadence="month", protection="small_counts")
    source = Source(cast(Any, contract), (cast(Part, SimpleNamespace(rows=4_321)),), open=False)
    page = sources._catalogue(a_story(sources=(source,)))
    cells = next(block for block in page.blocks if isinstance(block, Table)).rows[0][-2:]
    assert [(cell.value, cell.marker) for cell in cells] == [("not published", "")] * 2
