"""Lists that a workspace takes in reach its register: schools and colleges, places of custody, look-ups for boundaries."""

from __future__ import annotations

from pathlib import Path

import pytest
from register.commands import upriver

from upriver.store.holding import parquet_columns

LOOK_UP = """LSOA21CD,LSOA21NM,LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM
E01990001,Norsea 001A,E06009901,Norsea,E22009901,Norsea,E23009901,Norsea
E01990002,Harrowmere 001A,E07009901,Harrowmere,E22009902,Inland,E23009901,Norsea
"""
SCHOOLS = """URN,LA (code),LA (name),EstablishmentName,EstablishmentTypeGroup (name),EstablishmentStatus (name),Trusts (code),Trusts (name),HeadLastName,DistrictAdministrative (code)
900001,998,Norsea,Quay Academy,Academies,Open,9001,Tideway Trust,Zimmerblum,E06009901
900002,998,Norsea,Tide Academy,Academies,"Open, but proposed to close",9001,Tideway Trust,Zimmerblum,E07009901
900003,998,Norsea,Old Academy,Academies,Closed,9002,Gone Trust,Zimmerblum,E06009901
900004,998,Norsea,Harbour Primary,Local authority maintained schools,Open,,,Zimmerblum,E06009901
900005,998,Norsea,Cliff House,Independent schools,Open,,,Zimmerblum,E06009901
900006,998,Norsea,Norsea College,Colleges,Open,,,Zimmerblum,E06009901
900007,1,Elsewhere,Far Academy,Academies,Open,9003,Far Trust,Zimmerblum,E08009901
"""
CUSTODY = """prison_id,prison_name,establishment_kind,LAD24CD,opened_on,closed_on
NXI,Norsea (HMP),prison,E06009901,,
HWC,Harrowmere Secure Training Centre,youth_custody,E07009901,2001-04-01,2024-03-31
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two districts that took the three lists in, its register filled in."""
    base = tmp_path_factory.mktemp("lists")
    files = base / "files"
    files.mkdir()
    for name, text in (("lookup", LOOK_UP), ("schools", SCHOOLS), ("custody", CUSTODY)):
        (files / f"{name}.csv").write_text(text, "utf-8")
    assert upriver("init", base / "w", "--areas", "E23009901", "--by", "x").code == 0
    taken = upriver("take-in", base / "w", files)
    assert taken.code == 0, taken.out + taken.err
    filled = upriver("who", base / "w", "--fill", "--on", "2026-02-01")
    assert filled.code == 0, filled.err
    return base / "w"


def bodies(workspace: Path, on: str = "2026-02-01") -> list[str]:
    return upriver("who", workspace, "--on", on, "--json").json["proposed"]


def test_one_education_authority_a_proprietor_of_open_schools_here(workspace: Path) -> None:
    education = {each for each in bodies(workspace) if each.startswith(("trust-", "schools-", "urn-"))}
    assert education == {"trust-9001", "schools-Norsea", "urn-900005", "urn-900006"}


def test_a_place_of_custody_that_has_closed_is_not_proposed(workspace: Path) -> None:
    assert [each for each in bodies(workspace) if each.startswith("custody-")] == ["custody-nxi"]


def test_the_matrix_counts_the_relevant_authorities(workspace: Path) -> None:
    found = upriver("who", workspace, "--on", "2026-02-01", "--json").json
    assert found["relevant"] == {"prison": 1, "youth_custody": 0, "education": 4}


def test_no_column_about_a_head_teacher_is_held(workspace: Path) -> None:
    (held,) = workspace.rglob("gias_establishments/**/*.parquet")
    assert "urn" in parquet_columns(held)
    assert [name for name in parquet_columns(held) if "head" in name.casefold() or "props" in name.casefold()] == []


def test_the_real_look_ups_give_the_board_its_small_areas_by_command(real_files: Path, tmp_path: Path) -> None:
    folder, files = tmp_path / "hampshire", tmp_path / "files"
    files.mkdir()
    for name in ("lookup_lsoa21_icb24", "lookup_lsoa21_msoa21_ward24_ltla24_csp24_pfa24_DERIVED", "lookup_ltla24_fra24"):
        (files / f"{name}.csv.gz").write_bytes((real_files / "hampshire" / f"{name}.csv.gz").read_bytes())
    upriver("init", folder, "--areas", "Hampshire", "--by", "x")
    assert upriver("take-in", folder, files).code == 0
    sizes = {}
    for code, on in (("E54000042", "2026-03-31"), ("E54000067", "2026-04-01"), ("E31000048", "2026-04-01")):
        found = upriver("who", folder, "--boundary", code, "--on", on, "--json").json
        sizes[code] = (found["exact"], sum(len(part["small_areas"]) for part in found["districts"]))
    assert sizes == {"E54000042": (True, 1126), "E54000067": (True, 1231), "E31000048": (True, 1231)}
