"""Definitions of what is counted: the templates, their codes, and what each source shows of them."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from assess.coded import a_definition

from upriver import shelf
from upriver.assess.definitions import CODED, FACTORS, definitions, measures, shown_by
from upriver.words.declared import Limb

STREET = "police_uk_street"
TEMPLATES = (
    "police_uk_proxy",
    "home_office_core",
    "core_with_domestic_abuse_and_sexual_violence",
    "london_minimum_standard",
    "hmicfrs_14_24",
)


def offence_codes() -> dict[str, dict[str, str]]:
    with shelf.data_file("offence_codes.csv").open(encoding="utf-8", newline="") as rows:
        return {row["code"]: row for row in csv.DictReader(rows)}


def limbs() -> list[tuple[str, Limb]]:
    return [(slug, limb) for slug, definition in definitions().items() for limb in definition.limbs]


def codes() -> list[tuple[str, str]]:
    return [(slug, code) for slug, limb in limbs() for contract in CODED for code in limb.takes.get(contract, ())]


def test_the_five_templates_are_shipped():
    assert set(TEMPLATES) <= set(definitions())


def test_every_code_of_a_definition_is_a_known_and_checked_offence():
    known = offence_codes()
    assert codes() and not [(slug, code) for slug, code in codes() if known.get(code, {}).get("verified") != "yes"]


def test_no_code_of_a_definition_is_or_may_hold_a_terrorism_offence():
    known = offence_codes()
    assert [code for code, row in known.items() if row["terrorism"] != "no"], "the list names the residual codes"
    assert not [(slug, code) for slug, code in codes() if known[code]["terrorism"] != "no"]


def test_every_template_but_the_proxy_says_that_terrorism_is_outside():
    assert all("Terrorism is outside it" in definitions()[slug].says for slug in TEMPLATES[1:])


def test_a_template_that_was_not_verified_asks_the_partnership_to_confirm_it():
    assert all("The partnership must confirm" in each.says for each in definitions().values() if not each.verified)
    assert not any(definitions()[slug].verified for slug in TEMPLATES[1:])


def test_every_offence_coded_limb_is_graded_in_every_source():
    graded = {STREET, *CODED}
    assert not [(slug, limb.slug) for slug, limb in limbs() if slug in TEMPLATES[1:] and set(limb.fidelity) != graded]


@pytest.mark.parametrize("contract", [STREET, *CODED])
def test_a_limb_takes_something_from_a_source_exactly_where_it_is_not_graded_none(contract: str):
    for slug, limb in limbs():
        assert bool(limb.takes.get(contract)) == (limb.fidelity.get(contract, "none") != "none"), (slug, limb.slug)


def test_a_limb_without_any_source_says_so():
    silent = [limb for _, limb in limbs() if not limb.takes]
    assert silent and all("No o" in limb.says or "not the age" in limb.says for limb in silent)


def test_no_offence_is_in_two_limbs_so_the_limbs_add_up():
    for slug, definition in definitions().items():
        taken = [code for limb in definition.limbs for code in limb.takes.get(CODED[0], ())]
        assert len(taken) == len(set(taken)), slug


def test_every_limb_has_a_score_or_an_empty_one_for_each_statutory_factor():
    assert all(set(limb.scores) == set(FACTORS) for _, limb in limbs())


def test_prevalence_and_community_are_for_the_partnership_to_score():
    assert all(limb.scores[factor] is None for _, limb in limbs() for factor in FACTORS[2:])


def test_no_open_source_shows_any_of_the_definition_by_age():
    assert not any(limb.takes for limb in definitions()["hmicfrs_14_24"].limbs)


def test_a_source_that_shows_every_limb_shows_the_definition_itself():
    proxy = definitions()["police_uk_proxy"]
    assert shown_by(proxy, STREET, "police.uk") is proxy


def test_a_source_that_shows_a_part_shows_it_under_a_name_and_a_measure_of_its_own():
    part = shown_by(definitions()["home_office_core"], STREET, "police.uk")
    assert part.title == "Robbery and possession of weapons (Home Office core, police.uk part)"
    assert part.slug == "home_office_core_in_police_uk_street"


def test_a_part_still_names_the_definition_that_was_agreed():
    part = shown_by(definitions()["home_office_core"], STREET, "police.uk")
    assert part.name == "home_office_core@1" and part.agreed.slug == "home_office_core"


def test_a_definition_that_a_source_shows_nothing_of_has_no_measure_there():
    part = shown_by(a_definition("8N"), STREET, "police.uk")
    names, matrix = measures(part, STREET, ("Robbery", "Drugs"))
    assert names == () and matrix.shape == (0, 2)


def test_a_category_in_two_limbs_counts_once_in_the_whole():
    both = a_definition(street=("Robbery", "Robbery"))
    _, matrix = measures(both, STREET, ("Robbery", "Drugs"))
    np.testing.assert_array_equal(matrix[0], [1, 0])


def test_every_police_uk_type_of_the_list_of_codes_is_one_the_contract_knows():
    from upriver.intake.contracts import contracts

    types = set(contracts()[STREET].field("category").codes)
    assert {row["police_uk_category"] for row in offence_codes().values()} <= types


def test_the_list_of_codes_agrees_with_the_publishers_table(real_files):
    import gzip

    path = real_files / "offences" / "prc-pfa-201718_new.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        published = {
            row["Offence_Code"]: (row["Offence_Description"], row["Offence_Group"], row["Offence_Subgroup"])
            for row in csv.DictReader(rows)
        }
    checked = {
        code: (row["name"], row["group"], row["subgroup"])
        for code, row in offence_codes().items()
        if row["verified"] == "yes"
    }
    assert checked == published



def test_no_definition_and_no_limb_is_headed_serious_violence():
    titles = [each.title.casefold() for each in definitions().values()] + [limb.title.casefold() for _, limb in limbs()]
    assert not [title for title in titles if "serious violence" in title]
