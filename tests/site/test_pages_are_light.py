"""Every page of what is really published is light on a phone: under 200 KiB with its style, scripts and pictures, without the rows of
its tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from journeys.made import Journey

MOST = 200 * 1024
ASSETS = ("upriver.css", "public.css", "upriver.js", "leave.js")
DATA = re.compile(r"<tbody>.*?</tbody>", re.DOTALL)
PAPERS = {"assessment.docx": 5, "assessment-slides.pptx": 3, "assessment.pdf": 6}
"""The most that a whole document may weigh, in MiB: it goes by e-mail."""


@pytest.fixture(scope="session", params=["fiction", "hampshire"])
def site(request: pytest.FixtureRequest) -> Path:
    journey: Journey = request.getfixturevalue(request.param)
    return journey.folder / "published"


def test_a_page_without_its_data_is_under_200_kib(site: Path) -> None:
    assets = sum((site / "assets" / name).stat().st_size for name in ASSETS)
    heavy = {path.parent.relative_to(site).as_posix(): size for path in site.rglob("index.html")
             if (size := len(DATA.sub("", path.read_text("utf-8")).encode()) + assets) > MOST}
    assert heavy == {}, heavy


@pytest.mark.parametrize("name", PAPERS)
def test_a_whole_document_can_go_by_e_mail(site: Path, name: str) -> None:
    assert (site / name).stat().st_size < PAPERS[name] * 1024 * 1024


def test_pictures_hold_a_palette_and_stay_small(site: Path) -> None:
    for path in (site / "charts").glob("*.png"):
        head = path.read_bytes()[:26]
        assert head[25] == 3 and path.stat().st_size < 250 * 1024, path.name  # colour type 3: a palette


def test_the_index_of_the_search_is_under_200_kib(site: Path) -> None:
    assert (site / "search" / "pages.js").stat().st_size < MOST


def test_no_page_asks_for_anything_of_another_machine(site: Path) -> None:
    asking = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")
              if re.search(r'<(?:script|img|iframe|link)[^>]*(?:src|href)="(?:https?:)?//', path.read_text("utf-8"))}
    assert not asking
