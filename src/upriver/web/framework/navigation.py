"""What stands at the top of every page: the parts of the workspace that a person may open."""

from __future__ import annotations

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


def links(asked: Asked) -> list[tuple[str, str, bool]]:
    """Of the parts those that whoever asks may open: (address, words, whether this page is in it)."""
    found = []
    for name, words, begins in PARTS:
        page = pages.one(name)
        if page is not None and pages.opens(page, asked.actor):
            here = asked.request.path == "/" if begins == "/" else asked.request.path.startswith(begins)
            found.append((reverse(name), say(words), here))
    return found
