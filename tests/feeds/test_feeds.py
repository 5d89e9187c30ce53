"""Every feed is whole: it says why, can be told from all others, and its made-up rows keep its own rules."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from upriver import shelf
from upriver.disclose.rules import rules
from upriver.intake.contracts import contracts, layouts
from upriver.intake.feeds.made_up import made_up
from upriver.intake.recognising import Match, best_match, csv_headers
from upriver.store.checking import Checked, Layout, check_rows
from upriver.words.checks import IDENTIFYING_HEADERS, checks_of
from upriver.words.declared import Contract
from upriver.words.sharing.authority import KINDS
from upriver.words.sharing.feed import QUESTIONS

FEEDS = (
    "police_crime_extract", "police_incidents", "ed_assault_attendances", "ambulance_assault_calls", "hospital_assault_admissions",
    "s17a_hospital_returns", "fire_deliberate", "fire_staff_violence", "youth_justice_caseload", "probation_caseload",
    "custody_assaults", "education_suspensions_absence", "children_social_care", "council_asb_licensing", "drug_alcohol_treatment",
    "community_safety_survey", "school_survey", "community_insight", "provision_interventions", "spend",
)
KNOWN = contracts()
LAYOUTS = layouts()
OURS = [slug for slug, layout in LAYOUTS.items() if layout.feed in FEEDS]
SCORING = ("risk_score", "risk_level", "rosh", "ogrs", "oasys", "vulnerability_score")


def text_of(header: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def told_from(text: bytes) -> Match:
    match = best_match(csv_headers(text), LAYOUTS)
    assert match is not None
    return match


def checked(text: bytes, work: Path) -> tuple[str, Checked]:
    match = told_from(text)
    path = work / "sent.csv"
    path.write_bytes(text)
    layout = Layout("csv", match.header.columns, match.columns)
    return match.contract.slug, check_rows(path, match.contract, layout, work / "typed.parquet", spill=work / "spill")


def headers_by(contract: Contract, spelling: int) -> list[str]:
    """A header that names each field by one of its spellings, the last where it has fewer."""
    return [field.headers[min(spelling, len(field.headers) - 1)].replace("{yy}", "24") for field in contract.fields]


def test_every_feed_that_was_promised_is_there() -> None:
    assert set(FEEDS) <= set(KNOWN)


@pytest.mark.parametrize("slug", FEEDS)
def test_a_feed_says_who_is_asked_for_what_and_why(slug: str) -> None:
    contract = KNOWN[slug]
    assert contract.why.endswith(".") and contract.due_in_days
    assert contract.asked_of and set(contract.asked_of) <= set(KINDS)
    assert contract.answers and set(contract.answers) <= set(QUESTIONS)
    assert contract.licence == "By agreement" and contract.protection != "open"
    assert contract.rule in rules()
    assert [field.name for field in contract.fields if not field.why.endswith(".")] == []


@pytest.mark.parametrize("slug", FEEDS)
def test_a_feed_has_one_good_example_and_two_bad_ones(slug: str) -> None:
    goods = [example["good"] for example in shelf.declared("contracts")[slug]["examples"]]
    assert goods.count(True) >= 1 and goods.count(False) >= 2


def test_every_kind_of_rule_is_shown_broken_by_some_example() -> None:
    broken = {fault.rpartition(": ")[2] for slug in FEEDS for example in shelf.declared("contracts")[slug]["examples"]
              for fault in example.get("faults", ())}
    assert broken == {"required", "required_if", "type", "codes", "look_up", "range", "pattern", "compare", "unique", "identifier"}


@pytest.mark.parametrize("slug", FEEDS)
def test_no_feed_asks_for_a_person_by_name_or_scores_one(slug: str) -> None:
    spelled = {" ".join(header.replace("_", " ").split()).casefold() for field in KNOWN[slug].fields for header in field.headers}
    assert not spelled & IDENTIFYING_HEADERS
    assert not [field.name for field in KNOWN[slug].fields if field.name in SCORING]


@pytest.mark.parametrize("slug", FEEDS)
def test_a_feed_is_known_by_the_plain_names_of_its_fields(slug: str) -> None:
    header = [field.name for field in KNOWN[slug].fields]
    assert told_from(text_of(header)).contract.slug == slug


@pytest.mark.parametrize("spelling", [0, 1, 2, 9])
@pytest.mark.parametrize("slug", OURS)
def test_a_layout_is_told_from_all_others_by_any_of_its_spellings(slug: str, spelling: int) -> None:
    header = headers_by(LAYOUTS[slug], spelling)
    assert len(set(header)) == len(header)
    assert told_from(text_of(header)).contract.slug == slug


@pytest.mark.parametrize("slug", OURS)
def test_the_fewest_columns_that_a_layout_needs_tell_it(slug: str) -> None:
    header = [field.headers[0] for field in LAYOUTS[slug].fields if field.required]
    assert told_from(text_of(header)).contract.slug == slug


@pytest.mark.parametrize("slug", [slug for slug, contract in KNOWN.items() if slug not in FEEDS and not contract.wide])
def test_no_feed_takes_a_file_that_another_contract_has(slug: str) -> None:
    for example in shelf.declared("contracts")[slug].get("examples", ()):
        if example["good"] and "csv" in example:
            assert told_from(example["csv"].strip().encode()).contract.slug == slug


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("slug", OURS)
def test_made_up_rows_keep_every_rule_of_their_own_contract(slug: str, seed: int, tmp_path: Path) -> None:
    known_as, found = checked(text_of(*made_up(LAYOUTS[slug], rows=60, seed=seed)), tmp_path)
    assert (known_as, found.faults) == (slug, ())
    assert found.kept == found.rows > 0


@pytest.mark.parametrize("slug", FEEDS)
def test_twenty_rows_are_twenty_rows(slug: str) -> None:
    assert len(made_up(LAYOUTS[slug], rows=20)[1]) == 20


def test_made_up_rows_are_the_same_for_a_seed_and_others_for_another() -> None:
    contract = KNOWN["police_crime_extract"]
    assert made_up(contract, seed=3) == made_up(contract, seed=3)
    assert made_up(contract, seed=3) != made_up(contract, seed=4)


def test_made_up_rows_lie_in_the_month_that_was_asked_for() -> None:
    header, rows = made_up(KNOWN["ambulance_assault_calls"], month="2024-11")
    assert {row[header.index("call_at")][:7] for row in rows} == {"2024-11"}


@pytest.mark.parametrize("slug", [slug for slug in OURS if LAYOUTS[slug].mode == "form"])
def test_a_form_has_each_of_its_numbers_once_and_in_their_order(slug: str) -> None:
    header, rows = made_up(LAYOUTS[slug], rows=20)
    at = header.index(f"{LAYOUTS[slug].feed} measure")
    assert [row[at] for row in rows] == [number.name for number in KNOWN[LAYOUTS[slug].feed].form]


@pytest.mark.parametrize("slug", [slug for slug in OURS if LAYOUTS[slug].mode != "records"])
def test_a_derived_layout_holds_its_rows_to_rules(slug: str, tmp_path: Path) -> None:
    header, rows = made_up(LAYOUTS[slug], rows=3)
    spoilt = [(*row[:-1], "1 to 4") for row in rows]
    known_as, found = checked(text_of(header, spoilt), tmp_path)
    assert known_as == slug
    assert {(fault.field, fault.rule) for fault in found.faults} == {("events", "type")}


@pytest.mark.parametrize("slug", [slug for slug in OURS if LAYOUTS[slug].mode != "records"])
def test_a_number_too_small_to_send_is_a_mark_and_no_fault(slug: str, tmp_path: Path) -> None:
    header, rows = made_up(LAYOUTS[slug], rows=3)
    assert checked(text_of(header, [(*row[:-1], "c") for row in rows]), tmp_path)[1].faults == ()


@pytest.mark.parametrize("slug", FEEDS)
def test_an_identifier_is_refused_in_any_column_that_could_hold_one(slug: str, tmp_path: Path) -> None:
    contract = KNOWN[slug]
    header, rows = made_up(contract, rows=4)
    held_to: dict[str, set[object]] = {}
    for check in checks_of(contract, [field.name for field in contract.fields]):
        if check.rule == "identifier":
            held_to.setdefault(check.field, set()).add(check.test[1])
    fields = [field.name for field in contract.fields if field.pattern != "person_key"]
    for name in set(held_to) & set(fields):
        at = fields.index(name)
        planted = "write to someone@example.org" if "email" in held_to[name] else "9434765919"
        spoilt = [(*row[:at], planted, *row[at + 1 :]) for row in rows]
        work = tmp_path / name
        work.mkdir()
        assert (name, "identifier") in {(fault.field, fault.rule) for fault in checked(text_of(header, spoilt), work)[1].faults}
