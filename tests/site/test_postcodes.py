"""Your area by postcode, where the partnership has supplied a list; by name alone where it hasn't."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from site_made import a_case_with_answers, a_document, a_site, pages_of

from upriver.pipeline.public.laying import site_of
from upriver.pipeline.public.postcodes import postcodes_of
from upriver.store.folder import Folder
from upriver.words.document import Page
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Register


def supplied(root: Path, text: str, name: str = "postcodes.csv") -> Path:
    place = root / "declarations" / "site"
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return root / "declarations"


def area() -> tuple[str, str]:
    """The code of a district of the made-up ground, and of a small area in it."""
    case, _ = a_case_with_answers()
    level = case.ground.levels["ltla"]
    return level.areas[0].code, case.ground.small[level.member[0].indices[0]]


@pytest.mark.parametrize("name", ["postcodes.csv", "postcodes.csv.gz"])
def test_postcodes_are_placed_by_their_small_area_or_their_district(tmp_path: Path, name: str) -> None:
    district, small = area()
    ground = a_case_with_answers()[0].ground
    by_small = supplied(tmp_path / "a", f"pcds,doterm,lsoa21cd\nNS10 1AA,,{small}\nns2 9zz,,{small}\nNS1 1AA,202401,{small}\nEH1 1AA,,S01\n", name)
    by_district = supplied(tmp_path / "b", f"postcode,laua\nNS2 9ZZ,{district}\nNS10 1AA,{district}\nnot one,{district}\n", name)
    wanted = {"NS2": {district: ["9ZZ"]}, "NS10": {district: ["1AA"]}}
    assert postcodes_of(by_small, ground, {district: district}) == wanted == postcodes_of(by_district, ground, {district: district})
    assert list(wanted) == list(postcodes_of(by_small, ground, {district: district})), "2 comes before 10"


def test_a_list_without_the_columns_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="pcds and lsoa21cd"):
        postcodes_of(supplied(tmp_path, "a,b\n1,2\n"), a_case_with_answers()[0].ground, {})


def test_the_site_says_so_where_no_list_is_supplied(tmp_path: Path) -> None:
    page = pages_of(a_site(tmp_path))["your-area"]
    assert "has not given this site a list of postcodes" in page and 'id="postcode"' not in page


def test_a_supplied_list_gives_a_table_without_scripts_and_a_file_for_each_first_part(tmp_path: Path) -> None:
    case, story = a_case_with_answers()
    district, small = area()
    supplied(tmp_path, f"pcds,lsoa21cd\nNS1 1AA,{small}\nNS1 1AB,{small}\n")
    home = story.profiled(next(each for each in story.areas["ltla"] if each.code == district))
    document = a_document(story, Page(f"areas/{home.code}", home.name, "Areas", "1.", ()))
    site, _ = site_of(Folder(tmp_path), document, story, case.ground, register=Register(), run="run")
    assert site is not None
    assert site.words["postcode_firsts"] == "NS1" and b"1AA1AB" in site.files["your-area/postcodes/ns1.js"]
    from dataclasses import replace

    page = pages_of(replace(document, site=site))["your-area"]
    assert "NS1" in page and home.name in page and 'id="postcode"' in page
