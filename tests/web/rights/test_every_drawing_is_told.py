"""Every drawing that the fictional partnership publishes: an image with a title and a description, whose extremes stand in the page's own tables (A4)."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?")
EXTREME = re.compile(r"\b(?:highest|lowest) (-?\d[\d,]*(?:\.\d+)?)(?=,? )")
SHORTEST = 40
SHORTER = ("areas/", "evaluation/", "questions/harm/", "questions/triangulation/")
"""Pages whose tables hold less than what is drawn: fewer months, or the shares that are drawn as counts; cells.csv has every number."""


@dataclass(frozen=True)
class Drawing:
    """One drawing: its page, what it says of itself, and the numbers of the tables of its page."""

    page: str
    role: str
    title: str
    desc: str
    tabled: frozenset[str]

    @property
    def untold(self) -> list[str]:
        """Extremes of its description that stand in no table beside it; those of what chance does aren't in one."""
        own = re.split(r"What chance does|Upper|Lower", self.desc.split(". ", 1)[-1])[0]
        return [each for each in EXTREME.findall(own) if each.rstrip(",") not in self.tabled]


@pytest.fixture(scope="module")
def published(request: pytest.FixtureRequest) -> Path:
    made = os.environ.get("UPRIVER_FICTION")
    return (Path(made) if made else Path(request.getfixturevalue("fiction").folder)) / "published"


def of_page(text: str, name: str) -> Iterator[Drawing]:
    drawn = [each for each in re.findall(r"<svg.*?</svg>", text, re.S) if 'aria-hidden="true"' not in each.split(">")[0]]
    tables = " ".join(re.findall(r"<table.*?</table>", re.sub(r"<svg.*?</svg>", "", text, flags=re.S), re.S))
    tabled = frozenset(NUMBER.findall(html.unescape(re.sub(r"<[^>]+>", " ", tables))))
    for each in drawn:
        said = {tag: html.unescape(found[1].strip()) if (found := re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", each, re.S)) else "" for tag in ("title", "desc")}
        yield Drawing(name, "img" if 'role="img"' in each.split(">")[0] else "", said["title"], said["desc"], tabled)


@pytest.fixture(scope="module")
def drawings(published: Path) -> list[Drawing]:
    pages = [path for path in sorted(published.rglob("*.html")) if "editions" not in path.relative_to(published).parts]
    return [each for path in pages for each in of_page(path.read_text("utf-8"), path.relative_to(published).as_posix())]


def test_every_drawing_has_a_role_a_title_and_a_description(drawings: list[Drawing]) -> None:
    assert len(drawings) > 100
    assert [each.page for each in drawings if each.role != "img" or not each.title or len(each.desc) < SHORTEST] == []


def test_the_extremes_that_are_told_stand_in_a_table_of_the_page(drawings: list[Drawing]) -> None:
    told = [each for each in drawings if EXTREME.search(each.desc)]
    elsewhere = [each for each in told if each.untold and each.page.startswith(SHORTER)]
    lost = [(each.page, each.untold, each.desc[:200]) for each in told if each.untold and each not in elsewhere]
    print(f"A4: {len(drawings)} drawings with role, title and description; extremes told of {len(told)}, "
          f"{len(told) - len(elsewhere)} in a table of their page, {len(elsewhere)} drawn of more than its table holds")
    assert len(told) > 50 and lost == [] and len(elsewhere) < len(told) / 5


def test_an_extreme_that_stands_in_no_table_would_be_found() -> None:
    page = '<svg role="img"><title>x</title><desc>Bar chart: x. Highest 9 for a, lowest 2 for b.</desc></svg><table><td>8</td><td>2</td></table>'
    assert [each.untold for each in of_page(page.replace("Highest", "highest"), "x")] == [["9"]]
