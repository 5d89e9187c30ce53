"""One source, two audiences: what is for the partnership's own people lies apart, is marked, and is in no byte of what is public."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest
from forms.readers import words_in
from journeys.made import Journey
from journeys.workspaces import Ran, cells, released, upriver

MARKING = "OFFICIAL-SENSITIVE"
OWN = 'marking = "EASTMARCH ONLY"\nhandling = "Keep it in the safe."\n'


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@dataclass(frozen=True)
class Two:
    """A workspace published for everyone, then for its own people; what was public before that, and what commands said."""

    folder: Path
    before: dict[str, bytes]
    said: dict[str, Ran]


@pytest.fixture(scope="module")
def two(fictional_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Open data alone, so that the releases wait for nobody; the restricted one with a marking of the workspace's own."""
    folder, said = tmp_path_factory.mktemp("two") / "w", dict[str, Ran]()
    months = [path for path in sorted((fictional_files / "police").iterdir()) if path.name.startswith("2025")]
    upriver("init", folder, "--areas", "E23009901", "--by", "first author")
    upriver("take-in", folder, fictional_files / "lookups", fictional_files / "population", *months)
    asked = (folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--json")
    said["public"] = upriver("assess", *asked)
    said["published"] = upriver("publish", folder, "--json")
    before = bytes_of(folder / "published")
    (folder / "declarations" / "markings").mkdir(parents=True)
    (folder / "declarations" / "markings" / "restricted.toml").write_text(OWN, "utf-8")
    said["restricted"] = upriver("assess", *asked, "--for", "restricted")
    said["put apart"] = upriver("publish", folder, "--for", "restricted", "--json")
    assert all(ran.code == 0 for ran in said.values()), {name: ran.err for name, ran in said.items()}
    return Two(folder, before, said)


def test_the_two_runs_have_names_of_their_own(two: Two) -> None:
    assert two.said["public"].json["run"] != two.said["restricted"].json["run"]


def test_a_restricted_release_touches_no_byte_of_what_is_public(two: Two) -> None:
    assert bytes_of(two.folder / "published") == two.before


def test_a_restricted_release_lies_in_a_place_of_its_own_with_the_same_shape(two: Two) -> None:
    place = two.folder / "restricted"
    for path in ("index.html", "assessment.pdf", "assessment.docx", "assessment-slides.pptx", "data/cells.csv", "data/tables.ods"):
        assert (place / path).is_file(), path


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other accounts out by other means")
def test_a_restricted_release_is_closed_to_other_accounts(two: Two) -> None:
    assert stat.S_IMODE((two.folder / "restricted").stat().st_mode) == 0o700


def test_every_page_of_a_restricted_release_says_the_marking_that_the_workspace_set_twice(two: Two) -> None:
    pages = [path.read_text("utf-8") for path in (two.folder / "restricted").rglob("index.html")]
    assert pages and all(page.count("EASTMARCH ONLY") == 2 and "Keep it in the safe." in page for page in pages)


def test_no_page_of_a_public_release_says_a_marking(two: Two) -> None:
    assert not any(b"EASTMARCH" in data or MARKING.encode() in data for data in two.before.values())


def test_each_audience_has_a_ledger_of_its_own(two: Two) -> None:
    lines = {audience: (two.folder / "ledger" / audience / "chain.jsonl").read_text("utf-8").splitlines() for audience in ("public", "restricted")}
    assert {audience: len(each) for audience, each in lines.items()} == {"public": 1, "restricted": 1}


def test_a_restricted_document_without_a_marking_is_refused(two: Two, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(two.folder, folder)
    (folder / "declarations" / "markings" / "restricted.toml").write_text('marking = ""\nhandling = ""\n', "utf-8")
    refused = upriver("publish", folder, "--for", "restricted")
    assert refused.code == 1 and "without a marking" in refused.err


@pytest.fixture(scope="module")
def fiction_in_two(fiction: Journey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional partnership, published for everyone and then for its own people."""
    folder = tmp_path_factory.mktemp("both") / "demo"
    shutil.copytree(fiction.folder, folder)
    made = upriver("assess", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--for", "restricted")
    assert made.code == 0, made.err
    released(folder, "--for", "restricted")
    return folder


@pytest.mark.big
def test_the_restricted_document_shows_figures_that_the_public_one_leaves_out(fiction_in_two: Path) -> None:
    here, there = (names(fiction_in_two / place) for place in ("restricted", "published"))
    alone = here - there
    assert {name[2] for name in alone} == {"council_asb_licensing"} and {name[1][:3] for name in alone} == {"E06", "E07"}
    assert there - here == set()


@pytest.mark.big
def test_nothing_that_is_restricted_alone_is_in_any_byte_of_the_public_site(fiction_in_two: Path) -> None:
    inside = (fiction_in_two / "restricted" / "about" / "inside" / "index.html").read_text("utf-8")
    assert "council_disorder" in inside and "Norsea City Council" in inside
    words = {path: words_in(path, data) for path, data in bytes_of(fiction_in_two / "published").items() if not path.endswith((".js", ".css"))}
    leaks = ("about/inside", MARKING, "council_disorder@", "schools_termly", "schools termly")
    assert [(path, leak) for path, said in words.items() for leak in leaks if leak in said] == []


def names(place: Path) -> set[tuple[str, str, str]]:
    return {(row["table"], row["area_code"], row["measure"]) for row in cells(place / "data" / "cells.csv").rows}
