"""Each gateway's own worked examples, and each of its limits, by one test for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from agreed import TODAY, a_party, an_agreement, from_kinds

from upriver import shelf
from upriver.duty.agreements.standing import standing
from upriver.duty.gateways import broken, gateways, questions
from upriver.words.sharing.gateway import Example, Gateway

GATEWAYS = gateways()
EXAMPLES = [pytest.param(gateway, example, id=f"{gateway.slug}: {example.says}")
            for gateway in GATEWAYS.values() for example in gateway.examples]
LIMITS = [pytest.param(gateway, number, id=f"{gateway.slug}: {gateway.limits[number].says[:60]}")
          for gateway in GATEWAYS.values() for number in range(len(gateway.limits))]


def test_the_gateways_that_the_duty_needs_are_there():
    assert {"pcsc_s16", "pcsc_s17", "cda_s17a", "cda_s115", "open_data", "consent", "not_personal_data", "other"} <= set(GATEWAYS)


@pytest.mark.parametrize(("gateway", "example"), EXAMPLES)
def test_a_worked_example_comes_out_as_it_says(gateway: Gateway, example: Example):
    against = {limit.section for limit in broken(gateway, example.facts)}
    assert not against if example.allowed else example.section in against


@pytest.mark.parametrize(("gateway", "number"), LIMITS)
def test_each_limit_refuses_an_example_that_would_pass_without_it(gateway: Gateway, number: int):
    limit = gateway.limits[number]
    refused = [each for each in gateway.examples if not each.allowed and limit in broken(gateway, each.facts)]
    without = replace(gateway, limits=tuple(each for each in gateway.limits if each is not limit))
    assert any(limit not in broken(without, each.facts) and each.section == limit.section for each in refused)


def test_a_gateway_that_nobody_read_at_its_source_says_so_and_asks_for_confirmation():
    for gateway in GATEWAYS.values():
        if not gateway.verified:
            assert gateway.unverified and any(not question.where for question in gateway.questions), gateway.slug
        if any(not limit.verified for limit in gateway.limits):
            assert gateway.unverified and gateway.questions, gateway.slug


def test_patient_information_never_passes_section_16_whoever_gives_it():
    for kind in ("police", "probation", "youth_justice", "fire_and_rescue", "health", "local_authority", "prison", "education"):
        made = from_kinds(kind, "police", information="patient")
        assert standing(made, GATEWAYS, on=TODAY).lacks[0].section.startswith("PCSC Act 2022 section 16(4)(a)")


def test_personal_information_of_a_council_waits_for_its_own_answer_about_social_care():
    made = from_kinds("local_authority", "police", information="personal")
    stand = standing(made, GATEWAYS, on=TODAY)
    assert stand.state == "unconfirmed" and "reach of that term is not verified" in stand.lacks[0].why


def test_every_pair_of_parties_is_held_against_the_limits():
    made = an_agreement(parties=(*an_agreement().parties, a_party("charity", kind="invited_participant", part="receives")))
    stand = standing(made, GATEWAYS, on=TODAY)
    assert stand.state == "refused" and "16(1)-(2)" in stand.lacks[0].section


def test_a_workspace_cannot_stand_its_own_text_in_for_shipped_law(tmp_path: Path):
    (tmp_path / "gateways").mkdir()
    (tmp_path / "gateways" / "pcsc_s16.toml").write_text('title = "Ours"\n', "utf-8")
    with pytest.raises(shelf.Unreadable, match="stand in for the law"):
        gateways(tmp_path)


ASKED = '[[questions]]\nslug = "law"\nsection = "s"\nsays = "Our adviser is content."\n'


def _own(tmp_path: Path, limit: str, verified: str = "false", asked: str = ASKED) -> Path:
    (tmp_path / "gateways").mkdir()
    text = f'title = "A"\nsays = "B"\nlaw = "C"\nverified = {verified}\nduty = false\nexamples = []\n[[limits]]\nsection = "s"\n' \
           f'says = "t"\ndo = "u"\nverified = true\n{limit}\n{asked}'
    (tmp_path / "gateways" / "ours.toml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(("limit", "says"), [
    ('[limits.only]\ninformation = ["secret"]', "says secret of `information`"),
    ('[limits.only]\ncolour = ["red"]', "which isn't a fact"),
    ("", "limits nothing"),
])
def test_a_limit_in_words_that_mean_nothing_is_refused(tmp_path: Path, limit: str, says: str):
    with pytest.raises(shelf.Unreadable, match=says):
        gateways(_own(tmp_path, limit))


def test_an_unverified_gateway_that_asks_nobody_is_refused(tmp_path: Path):
    with pytest.raises(shelf.Unreadable, match="asks nobody"):
        gateways(_own(tmp_path, '[limits.only]\ninformation = ["open"]', asked=""))


def test_a_workspace_adds_a_gateway_of_its_own(tmp_path: Path):
    assert "ours" in gateways(_own(tmp_path, '[limits.only]\ninformation = ["open"]'))


def test_none_of_its_own_passes_for_verified_so_that_a_person_must_confirm_it(tmp_path: Path):
    with pytest.raises(shelf.Unreadable, match="nobody has verified it for Upriver"):
        gateways(_own(tmp_path, '[limits.only]\ninformation = ["open"]', verified="true"))


@pytest.mark.parametrize("gateway", ["pcsc_s16", "pcsc_s17"])
@pytest.mark.parametrize("discloser", ["local_authority", "youth_justice"])
def test_who_may_hold_social_care_information_is_asked_whether_the_limit_reaches_it(gateway: str, discloser: str):
    facts = {"discloser": discloser, "recipient": "local_policing_body", "information": "personal", "frequency": "as_asked"}
    assert "social_care" in [question.slug for question in questions(GATEWAYS[gateway], (facts,))]
