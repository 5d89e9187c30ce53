"""The fictional partnership's three years: every document and pack is made, from the records and the cleared figures alone."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import upriver

from upriver.pipeline.plans.making import documents

ABOUT = {"": "", "strategy": "s2025", "csp": "E22009901", "authority": "E23009901", "meeting": "m2025-12", "consultation": "c2025-1",
         "priority": "young", "county": "E10009901", "relevant authority": "custody-nxi", "year": ""}
"""What each kind of document is asked for, of the fiction's records."""
OWN_ABOUT = {"county_agreement": "E10009901", "request_letter": "custody-nxi"}
BROKEN = re.compile(r">\s*(?:None|nan|NaN|inf)\s*<|[:(]\s*None\s*[),;<]|\{[a-z_]+\}")
FIRST = ("strategy", "board_pack", "inspection_file")
"""What every run of the tests makes; the whole shelf is made in the full one."""


@pytest.fixture(scope="module")
def years(fiction: Journey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of this module's own, as the demonstration leaves it."""
    own = tmp_path_factory.mktemp("years") / "demo"
    shutil.copytree(fiction.folder, own, ignore=shutil.ignore_patterns("files", "partners", "outbox"))
    return own


def test_the_strategy_is_published_beside_the_assessment(fiction: Journey) -> None:
    page = (fiction.folder / "published" / "strategy" / "index.html").read_text("utf-8")
    assert "Turning the tide" in page and (fiction.folder / "published" / "strategy.pdf").read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize("page", ["index.html", "doing/index.html"])
def test_the_public_pages_lead_to_the_strategy(fiction: Journey, page: str) -> None:
    assert "strategy/index.html" in (fiction.folder / "published" / page).read_text("utf-8")


def test_every_priority_rests_on_what_the_assessment_found(fiction: Journey) -> None:
    told = upriver("priority", "because", "list", "--workspace", fiction.folder, "--json").json
    assert {row["priority"] for row in told["rows"]} == {"young", "home", "nights", "places"}
    assert all(row["said"] and row["run"] for row in told["rows"])


def test_the_state_of_a_day_two_years_ago_is_shown_as_it_stood(fiction: Journey) -> None:
    told = upriver("strategy", "list", "--on", "2024-06-01", "--workspace", fiction.folder, "--json").json
    assert [(row["id"], row["state"]) for row in told["rows"]] == [("s2023", "final")]


def test_there_are_two_strategies_and_forty_actions(fiction: Journey) -> None:
    assert len(upriver("strategy", "list", "--workspace", fiction.folder, "--json").json["rows"]) == 2
    assert len(upriver("action", "list", "--workspace", fiction.folder, "--json").json["rows"]) == 40


def made(years: Path, document: str, audience: str) -> Path:
    about = OWN_ABOUT.get(document) or ABOUT[documents()[document].ABOUT]
    asked = ("--about", about) if about else ()
    ran = upriver("pack", document, *asked, "--for", audience, "--workspace", years, "--json")
    assert ran.code == 0, ran.err or ran.out
    return years / ran.json["folder"]


def must_be_whole(place: Path, forms: tuple[str, ...]) -> None:
    """Every page prints only what is there, and every form opens."""
    pages = sorted(place.rglob("index.html"))
    assert pages
    for page in pages:
        words = re.sub(r"<(script|style|svg).*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
        assert not (found := BROKEN.search(words)), (page, found)
    for form in forms:
        found = sorted(place.glob(f"*.{form}"))
        assert found, f"no {form}"
        for file in found:
            assert file.read_bytes()[:4] == b"%PDF" if form == "pdf" else zipfile.is_zipfile(file)


@pytest.mark.parametrize("document", FIRST)
def test_a_document_of_the_response_is_made_in_all_its_forms(years: Path, document: str) -> None:
    must_be_whole(made(years, document, "restricted"), documents()[document].FORMS)


@pytest.mark.big
@pytest.mark.parametrize(("document", "audience"), [(name, audience) for name, each in documents().items() for audience in each.AUDIENCES])
def test_every_document_on_the_shelf_is_made_for_each_audience(years: Path, document: str, audience: str) -> None:
    must_be_whole(made(years, document, audience), documents()[document].FORMS)
