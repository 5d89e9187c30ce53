"""An agreement's file: every fault at once, each with its key and what to do, and the same file written out again."""

from __future__ import annotations

import tomllib

import pytest
from agreed import a_contract, an_agreement
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.duty.agreements.files import agreement_toml, from_table, read_agreement, table_of
from upriver.duty.gateways import gateways

GATEWAYS, CONTRACTS = gateways(), {"calls": a_contract()}
NAMES = {"p1": "Ann Own", "p2": "Bo Other"}


def read(text: str):
    return read_agreement(text, GATEWAYS, CONTRACTS)


def keys(text: str) -> list[str]:
    return [fault.key for fault in read(text).faults]


def test_what_is_written_out_is_read_as_the_same_agreement():
    made = an_agreement(fields=("month", "lsoa"))
    assert read(agreement_toml(made, NAMES)).agreement == made


def test_names_are_read_apart_from_the_agreement():
    text = agreement_toml(an_agreement(), NAMES)
    assert read(text).names == NAMES
    assert "Ann" not in str(table_of(read(text).agreement))


@given(st.text(min_size=1).filter(lambda text: 0 < len(text.strip()) < 2_000))
@example('"quoted" \\ back')
@example("a\x7fb")
@example("line\nbreak\ttab")
@example("'''")
@example("é漢 \u2028")
def test_any_words_survive_being_written_and_read(words: str):
    made = an_agreement(title=words.strip(), dpia=words.strip())
    assert from_table(tomllib.loads(agreement_toml(made, {}))).agreement == made


def test_all_faults_are_told_at_once():
    text = agreement_toml(an_agreement(), {})
    text = text.replace('gateway = "pcsc_s16"', 'gateway = "magic"').replace("ends = 2027-12-31", "ends = 2025-12-31")
    text = text.replace('contract = "calls"', 'contract = "letters"')
    assert {"gateway", "contract", "ends", "review"} <= set(keys(text))


def test_every_missing_key_is_named():
    missing = {fault.key for fault in read("").faults}
    assert {"id", "gateway", "contract", "fields", "purposes", "areas", "retention_months", "review", "dpia", "parties"} <= missing


@pytest.mark.parametrize(("old", "new", "key"), [
    ('detail = "record"', 'detail = "fine"', "detail"),
    ('purposes = ["strategic_needs_assessment", "monitoring"]', 'purposes = ["research"]', "purposes"),
    ('onward = "district"', 'onward = "record"', "onward"),
    ('areas = ["E07009901", "E07009902", "E06009901"]', 'areas = ["Hampshire"]', "areas"),
    ('fields = ["all"]', 'fields = ["colour"]', "fields"),
    ('fields = ["all"]', 'fields = []', "fields"),
    ('information = "depersonalised"', 'information = "aggregate"', "information"),
    ("retention_months = 24", "retention_months = -1", "retention_months"),
    ("retention_months = 24", "retention_months = true", "retention_months"),
    ("starts = 2026-01-01", 'starts = "soon"', "starts"),
    ("starts = 2026-01-01", "starts = 2026-01-01T10:00:00", "starts"),
    ('id = "our_calls"', 'id = "../calls"', "id"),
    ('article_9 = "none"\n', "", "parties[1].article_9"),
    ('regime = "uk_gdpr"', 'regime = "part_3"', "parties[1].part_3"),
    ('party = "police"', 'party = "army"', "signatures[1].party"),
    ('"investigatory_powers"]', '"weather"]', "confirmation.questions"),
    ('title = "Our calls"', 'title = "Our calls"\ncolour = "red"', "colour"),
    ('part = "receives"', 'part = "gives"', "parties"),
])
def test_one_wrong_key_is_named_with_what_to_do(old: str, new: str, key: str):
    text = agreement_toml(an_agreement(), {})
    assert old in text
    faults = read(text.replace(old, new, 1)).faults
    assert key in [fault.key for fault in faults]
    assert all(fault.says and fault.do for fault in faults)


@pytest.mark.parametrize("key", ["regime", "confidence"])
def test_personal_information_needs_a_law_and_a_way_to_keep_confidence(key: str):
    made = agreement_toml(an_agreement(information="personal"), {})
    made = made.replace('regime = "uk_gdpr"', 'regime = "no_personal_data"').replace('article_6 = "public_task"\n', "")
    made = made.replace('article_9 = "none"\n', "")
    assert f"parties[1].{key}" in keys(made)


@pytest.mark.parametrize(("detail", "fault"), [("record", True), ("small_area", False), ("district", False)])
def test_an_invited_participant_never_receives_rows(detail: str, fault: bool):
    made = agreement_toml(an_agreement(detail=detail), {}).replace('kind = "local_authority"', 'kind = "invited_participant"')
    assert ("parties[2].part" in keys(made)) == fault


def test_a_gateway_that_limits_addresses_asks_how_they_are_given():
    assert "addresses" in keys(agreement_toml(an_agreement(gateway="cda_s17a", confirmation=None), {}))


def test_another_gateway_must_be_named_in_words():
    assert "gateway_words" in keys(agreement_toml(an_agreement(gateway="other", confirmation=None), {}))


@pytest.mark.parametrize("text", ["id = ", "\x00", "[[parties]]\nid=1\n[[parties]]\n", "parties = 3", "confirmation = 1", 'signatures = ["a"]'])
def test_a_file_in_any_shape_is_refused_and_never_a_bug(text: str):
    assert read(text).agreement is None and read(text).faults


def test_a_file_that_is_never_right_says_nothing_of_names():
    text = agreement_toml(an_agreement(), NAMES).replace('party = "police"', 'party = "army"')
    assert "Ann" not in str([(fault.key, fault.says, fault.do) for fault in read(text).faults])


def test_an_unknown_gateway_data_set_and_field_are_told_beside_every_other_fault():
    text = agreement_toml(an_agreement(fields=("month", "lsoa")), {}).replace('"lsoa"', '"lsao"', 1).replace("dpia = ", "dpai = ", 1)
    assert {"fields", "dpia", "dpai"} <= set(keys(text))
    strange = text.replace('gateway = "', 'gateway = "no_', 1).replace('contract = "calls"', 'contract = "cals"', 1)
    assert {"gateway", "contract", "dpia"} <= set(keys(strange))
