"""What stands at the top of every page: the parts of the workspace that a person may open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import reverse

from upriver.web.framework import page as pages
from upriver.words.language.speaking import mark, say

if TYPE_CHECKING:
    from upriver.web.framework.asked import Asked

PARTS = (
    ("home", mark("Home"), "/"),
    ("duty", mark("The Duty"), "/duty/"),
    ("partnership", mark("Partnership"), "/partnership/"),
    ("sharing", mark("Sharing data"), "/sharing/"),
    ("data", mark("Data"), "/data/"),
    ("assessment", mark("Assessment"), "/assessment/"),
    ("gate", mark("Releases"), "/releases/"),
    ("plans", mark("Response"), "/plans/"),
    ("monitoring", mark("Is it working"), "/monitoring/"),
    ("area", mark("My area"), "/area/"),
    ("listening", mark("Have your say"), "/listening/"),
    ("people", mark("People and access"), "/people/"),
    ("personal_data", mark("Personal data"), "/personal-data/"),
    ("operating", mark("System"), "/operating/"),
)
"""The first page of each part by name, its words, and where the addresses of that part begin."""
ALSO = (
    ("/agreements/", ("partnership",)),
    ("/new-agreement/", ("partnership",)),
    ("/agreement-papers/", ("partnership",)),
    ("/can-i/", ("partnership",)),
    ("/packs/", ("duty", "plans")),
    ("/board/", ("plans",)),
    ("/operating/audit/", ("operating", "people", "personal_data")),
    ("/people/review/", ("people", "personal_data")),
    ("/people/opened/", ("people", "personal_data")),
    ("/jobs/", ("home",)),
)
"""Pages whose address doesn't begin as their part's does: the part they are reached from, the first of these that whoever asks sees."""


def links(asked: Asked) -> list[tuple[str, str, bool]]:
    """Of the parts those that whoever asks may open: (address, words, whether this page is in it)."""
    seen = {name: (words, begins) for name, words, begins in PARTS if (page := pages.one(name)) is not None and pages.opens(page, asked.actor)}
    here = part_of(asked.request.path, {name: begins for name, (_, begins) in seen.items()})
    return [(reverse(name), say(words), name == here) for name, (words, _) in seen.items()]


def part_of(path: str, seen: Mapping[str, str]) -> str:
    """Which of the parts that are seen (name -> where its addresses begin) a page is in; "" where it is in none of them."""
    for begins, names in ALSO:
        if path.startswith(begins):
            return next((name for name in names if name in seen), "")
    return next((name for name, begins in seen.items() if (path == "/" if begins == "/" else path.startswith(begins))), "")
