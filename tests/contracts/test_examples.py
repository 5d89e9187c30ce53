"""Every contract carries its own worked examples, good and bad; these run them all."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from checked_text import read_text

from upriver import shelf
from upriver.intake.contracts import contract_from, contracts
from upriver.words.refusal import Refusal

DECLARED = shelf.declared("contracts")
EXAMPLES = [
    pytest.param(slug, example, id=f"{slug}: {example['says']}")
    for slug, table in DECLARED.items()
    for example in table.get("examples", ())
]
WANTED = {
    "police_uk_street", "police_uk_outcomes", "police_uk_stop_search", "recorded_crime_csp", "recorded_crime_force",
    "knife_crime_force", "homicide_force", "assault_admissions", "boundaries", "area_lookup", "lsoa_2011_to_2021",
    "population_mid_year", "population_sex_age", "population_sex_age_single", "census_residents",
    "census_residents_nomis", "deprivation_2019", "deprivation_2025", "deprivation_wimd", "dfe_lait",
    "education_statistics", "fingertips", "fingertips_district",
}


def values_of(text: str) -> set[str]:
    """The values that stand in the rows of a text, too short ones left out: a rule's own words may hold them."""
    rows = list(csv.reader(text.strip().splitlines()))
    return {cell for row in rows[1:] for cell in row if len(cell) > 3} - set(rows[0])


@pytest.mark.parametrize(("slug", "example"), EXAMPLES)
def test_an_example_is_read_as_its_contract_says(slug: str, example: Mapping[str, Any], tmp_path: Path) -> None:
    given = read_text((example.get("csv") or example["geojson"]).lstrip("\n"), tmp_path)
    if "the file: contract" in example.get("faults", ()):
        assert given.slug is None
        return
    assert given.slug == slug
    assert sorted(given.faults) == sorted(example.get("faults", ()))
    assert example["good"] == (not given.faults)


@pytest.mark.parametrize(("slug", "example"), [each for each in EXAMPLES if not each.values[1]["good"]])
def test_no_fault_tells_a_value_of_the_row(slug: str, example: Mapping[str, Any], tmp_path: Path) -> None:
    text = (example.get("csv") or example["geojson"]).lstrip("\n")
    given = read_text(text, tmp_path)
    told = " ".join(fault.says for fault in given.checked.faults) if given.checked else ""
    words = {code for field in contracts()[slug].fields for code in field.codes}
    spoken = {value for value in values_of(text) if not any(value in word for word in words)}
    assert [value for value in spoken if value in told] == []


def test_every_contract_that_was_promised_is_there() -> None:
    assert set(DECLARED) >= WANTED


@pytest.mark.parametrize("slug", DECLARED)
def test_a_contract_has_a_good_and_a_bad_example_and_a_caveat(slug: str) -> None:
    table = DECLARED[slug]
    assert {example["good"] for example in table["examples"]} == {True, False}
    assert table["caveats"]


@pytest.mark.parametrize("slug", DECLARED)
def test_every_field_has_a_sentence_of_its_own(slug: str) -> None:
    says = [field.says for field in contracts()[slug].fields]
    assert all(sentence.endswith(".") and len(sentence.split()) >= 1 for sentence in says)
    assert len(says) == len(set(says))


@pytest.mark.parametrize("slug", DECLARED)
def test_a_layout_that_was_not_seen_says_so(slug: str) -> None:
    contract = contracts()[slug]
    assert contract.layout_verified == ("Layout not verified at source." not in contract.caveats)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"holds": "things"}, "holds something unknown"),
        ({"unique": ["nothing"]}, "names `nothing`"),
        ({"wide": ["age", "residents", "shoe size"]}, "unknown `wide`"),
        ({"fields": [{"name": "a", "type": "colour", "says": "A."}]}, "no known type"),
        ({"fields": [{"name": "a", "type": "text", "says": "A.", "regex": "x"}]}, "`regex` is unknown"),
        ({"fields": [{"name": "a", "type": "text", "says": "A.", "pattern": "x+"}]}, "unknown pattern"),
        ({"fields": [{"name": "a", "type": "text", "says": "A."}] * 2}, "`a` twice"),
    ],
)
def test_a_declaration_that_asks_for_what_does_not_exist_is_refused(change: dict[str, Any], told: str) -> None:
    table = {**DECLARED["homicide_force"], **change}
    with pytest.raises(Refusal, match="homicide_force") as refused:
        contract_from(table)
    assert told in str(refused.value)


def test_a_declaration_without_its_publisher_is_refused() -> None:
    table = {key: given for key, given in DECLARED["homicide_force"].items() if key != "publisher"}
    with pytest.raises(Refusal, match="no `publisher`"):
        contract_from(table)
