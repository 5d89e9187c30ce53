"""What the police.uk types are made of, and that none of them is headed as what it is not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from assess.coded import CSP, NO_STREET, OFFENCES, a_definition, a_ground, a_table, an_ask
from journeys.made import Journey
from journeys.workspaces import Cells, cells, upriver
from report.page_reader import read

from upriver import shelf
from upriver.assess.analyses.made_of import TABLE, answer
from upriver.assess.recorded_counts import category_of
from upriver.words.declared import Definition
from upriver.words.finding import Finding

PROXY = a_definition(street=("Violence and sexual offences", "Robbery"))


def shares(*tables: object, definition: Definition = PROXY, **built: object) -> dict[tuple[str, str], Finding]:
    table = a_table(**built) if not tables else tables[0]  # type: ignore[arg-type]
    found = answer(NO_STREET, a_ground(), an_ask(table, definition=definition))  # type: ignore[arg-type]
    return {(each.key.measure, each.key.breakdown_text): each for each in found}


def test_a_share_is_a_subgroups_part_of_its_type():
    found = shares()[("violence_and_sexual_offences", "subgroup=violence_with_injury")].estimate
    assert (found.value, found.events, found.denominator) == (50.0, 40, 80.0)


def test_a_share_has_wilsons_interval():
    found = shares()[("violence_and_sexual_offences", "subgroup=violence_with_injury")].estimate
    # Wilson (1927): 40 of 80 at z = 1.95996 is 0.5 plus or minus 0.1070.
    assert (round(found.lower or 0, 2), round(found.upper or 0, 2)) == (39.3, 60.7)


def test_the_violence_type_is_told_whatever_the_definition_takes():
    assert {measure for measure, _ in shares(definition=a_definition("8N"))} == {"violence_and_sexual_offences"}


def test_a_group_stands_beside_its_subgroups_only_where_a_type_has_several():
    rape = ("19C", "Sexual offences", "Rape")
    assert ("violence_and_sexual_offences", "group=sexual_offences") in shares(offences=(*OFFENCES, rape))
    assert not [split for _, split in shares() if split.startswith("group=")]


def test_a_year_with_a_missing_quarter_says_nothing():
    assert not shares(without=[(0, 3)])


def test_the_table_by_partnership_serves_where_none_by_force_is_held():
    table = a_table(CSP, places=[("Norsea Police", "E22009901", "Norsea"), ("Norsea Police", "", "Unassigned")])
    assert shares(table)[("robbery", "subgroup=robbery_of_personal_property")].estimate.events == 80


def test_a_code_that_is_not_in_the_list_goes_by_its_group():
    assert category_of("75Z", "Violence against the person") == "Violence and sexual offences"


def test_a_code_of_a_group_that_lies_in_several_types_is_left_out():
    assert category_of("75Z", "Theft offences") == ""


@pytest.fixture(scope="module")
def with_offences(hampshire: Journey, real_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """Hampshire 2025 with the open table of 2017/18 by force, under the Home Office core."""
    folder = tmp_path_factory.mktemp("coded") / "hampshire"
    shutil.copytree(hampshire.folder, folder)
    taken = upriver("take-in", folder, real_files / "offences" / "prc-pfa-201718_new.csv.gz")
    made = upriver("assess", folder, "--period", "2025-01..2025-12", "--definition", "home_office_core", "--json")
    assert taken.code == made.code == 0, taken.err + made.err
    return cells(folder / "drafts" / made.json["run"] / "cells.csv")


VIOLENCE = {"table": TABLE, "measure": "violence_and_sexual_offences"}


@pytest.mark.parametrize(
    ("split", "percent"),
    [
        ("subgroup=violence_with_injury", 36),
        ("subgroup=violence_without_injury", 41),
        ("subgroup=stalking_and_harassment", 13),
        ("group=sexual_offences", 9),
    ],
)
def test_hampshires_violence_of_2017_is_made_up_as_published(with_offences: Cells, split: str, percent: int):
    # METHODS.md, "What a category is made of": 36, 41, 13 and 9%.
    row = with_offences.one(**VIOLENCE, breakdown=split)
    assert round(100 * int(row["count"]) / int(row["denominator"])) == percent
    assert (row["area_name"], row["period_start"], row["period_end"]) == ("Hampshire", "2017-04-01", "2018-03-31")


def test_hampshires_quarters_since_2018_are_missing_and_never_zero(with_offences: Cells):
    rows = with_offences.where(table="assessment/recorded/by_quarter", measure="home_office_core", area_level="force")
    assert {(row["marker"], row["value"]) for row in rows if row["period_start"] >= "2018-04"} == {("x", "")}
    assert all(row["marker"] == "" for row in rows if row["period_start"] < "2018-04")


def test_police_uk_shows_its_part_of_the_core_under_a_measure_of_its_own(with_offences: Cells):
    assert with_offences.where(table="assessment/places/ltla", measure="home_office_core_in_police_uk_street")
    assert not with_offences.where(table="assessment/places/ltla", measure="home_office_core")


def test_the_page_says_so_where_no_offence_coded_table_is_held(hampshire: Journey):
    page = (hampshire.folder / "published" / "questions" / "recorded" / "index.html").read_text("utf-8")
    assert "No offence-coded table is held" in page


def headings(folder: Path) -> Iterator[tuple[str, str]]:
    """Every title, heading and caption of a published site, with its page; in capitals or not."""
    for path in sorted(folder.rglob("*.html")):
        for element in read(path.read_text("utf-8")).elements:
            if element.tag in ("title", "h1", "h2", "h3", "h4", "caption", "figcaption"):
                yield path.relative_to(folder).as_posix(), element.text.casefold()


@pytest.fixture(scope="module")
def under_every_definition(fiction: Journey, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The fictional partnership under two other definitions, as it is drafted for those who read it before its release: one that its
    tables show, and one that police.uk shows nothing of."""
    folder = tmp_path_factory.mktemp("coded") / "fiction"
    shutil.copytree(fiction.folder, folder)
    found = {"police_uk_proxy": fiction.folder / "published"}
    for definition in ("home_office_core", "hmicfrs_14_24"):
        told = [upriver("assess", folder, "--period", "2025-01..2025-12", "--definition", definition),
                upriver("publish", folder, "--context", "A test.", "--controls", "The lock.", "--json")]
        assert not any(ran.code for ran in told), "".join(ran.err for ran in told)
        found[definition] = (folder / told[-1].json["page"]).parent / "draft"
    return found


def without_official_titles(heading: str) -> str:
    """A heading whose lines are without the title of an indicator that may say so: one is the national measure's own name, and the other is counted by
    the offence codes of a definition, never by the proxy of police.uk."""
    titles = [str(shelf.declared("indicators")[slug]["title"]).casefold() for slug in ("under_25_serious_violence", "knife_enabled_violence")]
    return re.sub(rf"^(?:{'|'.join(map(re.escape, titles))})(?=[,:])", "", heading, flags=re.MULTILINE)


def test_only_the_two_official_titles_may_say_serious_violence():
    kept = "serious violence in norsea", "serious violence with a victim under 30: every reading", "knife-enabled serious violence rose"
    assert [without_official_titles(each) for each in kept] == list(kept)
    assert without_official_titles("knife-enabled serious violence: every reading, norsea") == ": every reading, norsea"


@pytest.mark.big
def test_nothing_published_is_headed_serious_violence(under_every_definition: dict[str, Path]):
    found = {slug: list(headings(site)) for slug, site in under_every_definition.items()}
    assert all(len(each) > 100 for each in found.values())
    assert not [(slug, each) for slug, told in found.items() for each in told if re.search(r"serious\s+violence", without_official_titles(each[1]))]


@pytest.mark.big
def test_a_definition_that_police_uk_shows_nothing_of_has_no_page_of_places(under_every_definition: dict[str, Path]):
    assert (under_every_definition["hmicfrs_14_24"] / "questions" / "recorded" / "index.html").is_file()
    assert not (under_every_definition["hmicfrs_14_24"] / "questions" / "places" / "index.html").exists()


@pytest.mark.big
def test_the_offence_coded_definition_leads_the_front_page(under_every_definition: dict[str, Path]):
    front = (under_every_definition["home_office_core"] / "assessment" / "index.html").read_text("utf-8")
    assert "the latest offence-coded year held, Home Office core came to" in front


@pytest.mark.big
def test_the_fictional_forces_make_up_states_its_year(under_every_definition: dict[str, Path]):
    page = (under_every_definition["police_uk_proxy"] / "questions" / "made_of" / "index.html").read_text("utf-8")
    assert "In 2025, the latest offence-coded year held for Norsea, violence and sexual offences was made of" in page
