"""An area's page that was published once answers for ever: what became of the area stands at its old address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from report.sample import a_document, a_page

from upriver.duty.known_authorities import known
from upriver.pipeline.publish import pages_of, publish
from upriver.report.site import tombstone_files
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.document import Document
from upriver.words.sharing.authority import Became

OLD, NEW, OTHER = "E07000026", "E06000063", "E06000064"
ENDED = {OLD: Became(OLD, "Allerdale", "2023-04-01", ((NEW, "Cumberland"), (OTHER, "Westmorland and Furness")), True)}
CELLS = "area_code,area_name\n{}\n"


def a_site(*codes: str, as_of: str = "2026-02-01", rows: str = "") -> Document:
    pages = tuple(a_page(slug=f"areas/{code}", title=f"Area {code}") for code in codes)
    made = a_document(*(page for page in pages), as_of=as_of)
    return replace(made, files={**made.files, "data/cells.csv": CELLS.format(rows).encode()})


def the_page(document: Document, code: str = OLD, **more: Became) -> str:
    return tombstone_files(document, [code], more or ENDED, {})[f"areas/{code}/index.html"].decode()


def published(folder: Path, document: Document) -> Path:
    cleared = Clearance(document.slug, document.audience, (), {}, (), 0, 0, "")
    publish(Folder(folder).made(), document, run="r", previous=None, by="x", at="2026-02-01T12:00:00+00:00", clearance=cleared)
    return folder / "published" / "areas"


def test_it_says_what_the_area_was_called_and_since_when_others_stand_in_its_place() -> None:
    page = the_page(a_site(NEW))
    assert "Allerdale" in page and "1 April 2023" in page


def test_a_successor_with_a_page_is_linked_and_one_without_is_named() -> None:
    page = the_page(a_site(NEW))
    assert f'href="../../areas/{NEW}/index.html"' in page
    assert "Westmorland and Furness" in page and f"areas/{OTHER}/" not in page


def test_an_area_of_which_nothing_is_known_says_that() -> None:
    assert "What became of the area is not known here" in the_page(a_site(NEW), "E07009999")


def test_a_change_that_lies_ahead_is_not_told_as_done() -> None:
    page = the_page(a_site(NEW, as_of="2023-03-31"))
    assert "is not part of the latest assessment" in page and "1 April 2023" not in page


def test_a_recode_says_that_the_area_goes_on() -> None:
    recode = Became(OLD, "Barnsley", "2025-04-01", ((NEW, "Barnsley"),), True, recoded=True)
    assert "another code" in the_page(a_site(NEW), OLD, **{OLD: recode})


def test_what_was_not_verified_says_so() -> None:
    unsure = replace(ENDED[OLD], verified=False)
    assert "not verified at source" in the_page(a_site(NEW), OLD, **{OLD: unsure})
    assert "not verified at source" not in the_page(a_site(NEW))


def test_a_name_is_text_and_never_mark_up() -> None:
    hostile = replace(ENDED[OLD], name="<script>alert(1)</script>")
    assert "<script>alert" not in the_page(a_site(NEW), OLD, **{OLD: hostile})


def test_publishing_without_an_area_leaves_its_page_at_the_old_address(tmp_path: Path) -> None:
    published(tmp_path, a_site(OLD, NEW))
    areas = published(tmp_path, a_site(NEW, as_of="2026-03-01"))
    assert "Cumberland" in (areas / OLD / "index.html").read_text("utf-8")


def test_a_tombstone_stays_through_later_publications(tmp_path: Path) -> None:
    published(tmp_path, a_site("E07009999", rows="E07009999,Sunken Vale"))
    for month in ("03", "04"):
        areas = published(tmp_path, a_site(NEW, as_of=f"2026-{month}-01"))
    assert "Sunken Vale" in (areas / "E07009999" / "index.html").read_text("utf-8")


def test_an_area_that_comes_back_has_its_own_page_again(tmp_path: Path) -> None:
    published(tmp_path, a_site(OLD, NEW))
    published(tmp_path, a_site(NEW, as_of="2026-03-01"))
    areas = published(tmp_path, a_site(OLD, NEW, as_of="2026-04-01"))
    assert "what became of this area" not in (areas / OLD / "index.html").read_text("utf-8")


def test_a_first_publication_leaves_no_tombstones(tmp_path: Path) -> None:
    assert [path.parent.name for path in published(tmp_path, a_site(NEW)).glob("*/index.html")] == [NEW]


def test_the_pages_of_areas_are_told_with_their_names(tmp_path: Path) -> None:
    published(tmp_path, a_site(NEW, rows=f"{NEW},Cumberland"))
    assert pages_of(Folder(tmp_path)) == (("page", f"areas/{NEW}/", "Cumberland", NEW),)


@pytest.mark.parametrize(("code", "into"), [("E07000163", {"E06000065"}), ("E10000006", {"E06000063", "E06000064"})])
def test_the_shipped_list_knows_what_became_of_a_district_and_of_a_county_that_was_split(code: str, into: set[str]) -> None:
    assert {key for key, _ in known().became[code].into} == into
