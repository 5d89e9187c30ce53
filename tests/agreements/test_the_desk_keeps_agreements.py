"""Recording, signing, confirming, narrowing and withdrawing: each change its own event, names apart and erasable."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from agreed import TODAY, a_use, an_agreement

from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Confirmation

SAID = {"by": "tester", "at": "2026-03-01T10:00:00Z"}


@pytest.fixture
def desk(tmp_path: Path):
    """The verbs, on a new desk."""
    from upriver.desk.opening import open_desk

    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.agreements import actions

    return actions


def stored():
    from upriver.desk.agreements.convert import agreement

    return agreement("our_calls")


def events() -> list[tuple[str, str]]:
    from upriver.desk.audit.models import EventRecord

    return [(row.verb, row.body) for row in EventRecord.objects.order_by("number")]


def test_an_agreement_is_kept_as_it_was_written(desk):
    desk.agree(an_agreement(fields=("month",)), names={}, **SAID)
    assert stored() == an_agreement(fields=("month",))


def test_recording_the_same_again_changes_nothing(desk):
    desk.agree(an_agreement(), names={}, **SAID)
    desk.agree(an_agreement(), names={}, **SAID)
    assert len(events()) == 1


def test_recording_the_unsigned_file_again_takes_no_signature_away(desk):
    signed = an_agreement()
    desk.agree(signed, names={}, **SAID)
    desk.agree(replace(signed, signatures=(), confirmation=None), names={}, **SAID)
    assert stored() == signed and len(events()) == 1


def test_names_stand_in_no_event_and_in_no_agreement(desk):
    desk.agree(an_agreement(), names={"p1": "Ann Own"}, **SAID)
    desk.sign("our_calls", party="police", person="p9", name="Nia New", role="SIRO", on=TODAY, **SAID)
    from upriver.desk.agreements.models import AgreementRecord

    kept = json.dumps([*events(), *AgreementRecord.objects.values_list("body", flat=True)])
    assert "Ann" not in kept and "Nia" not in kept and "p9" in kept


def test_a_name_can_be_erased_and_the_signature_stands(desk):
    from upriver.desk.partners.actions import erase_person
    from upriver.desk.partners.people import names

    desk.agree(an_agreement(), names={"p1": "Ann Own"}, **SAID)
    erase_person(ident="p1", **SAID)
    assert "p1" not in names() and stored().signatures[0].person == "p1"


def test_an_erased_name_does_not_come_back_by_recording_the_old_file(desk):
    from upriver.desk.partners.actions import erase_person

    desk.agree(an_agreement(), names={"p1": "Ann Own"}, **SAID)
    erase_person(ident="p1", **SAID)
    with pytest.raises(Refusal, match="was erased"):
        desk.agree(an_agreement(title="Another title"), names={"p1": "Ann Own"}, **SAID)


def test_an_id_that_tells_the_name_is_refused_since_it_would_outlive_it(desk):
    desk.agree(an_agreement(signatures=(), confirmation=None), names={}, **SAID)
    with pytest.raises(Refusal, match="tells who it is"):
        desk.sign("our_calls", party="police", person="p_finn", name="Tomas Finn", role="Chief", on=TODAY, **SAID)


def test_an_id_never_comes_to_mean_somebody_else(desk):
    desk.agree(an_agreement(), names={"p1": "Ann Own"}, **SAID)
    with pytest.raises(Refusal, match="somebody else") as refusal:
        desk.sign("our_calls", party="police", person="p1", name="Nia New", role="SIRO", on=TODAY, **SAID)
    assert "Ann" not in str(refusal.value) and "Nia" not in str(refusal.value)


def test_each_change_is_kept_with_its_event(desk):
    from upriver.desk.agreements.models import AgreementRecord

    desk.agree(an_agreement(), names={}, **SAID)
    desk.narrow(an_agreement(detail="district"), why="Rows are not needed.", **SAID)
    desk.withdraw("our_calls", on=TODAY, why="Ended by the police.", **SAID)
    assert list(AgreementRecord.objects.order_by("number").values_list("revision", "version")) == [(1, 1), (2, 2), (3, 2)]
    assert [verb for verb, _ in events()] == ["agreed", "narrowed agreement", "withdrew agreement"]


def test_signing_and_confirming_bring_an_agreement_to_life(desk):
    from upriver.duty.agreements.standing import standing
    from upriver.duty.gateways import gateways

    desk.agree(an_agreement(signatures=(), confirmation=None), names={}, **SAID)
    for party in ("police", "council"):
        desk.sign("our_calls", party=party, person="p1", name="", role="SIRO", on=TODAY, **SAID)
    asked = ["data_protection", "investigatory_powers"]
    desk.confirm("our_calls", person="p3", name="", role="IG lead", on=TODAY, questions=asked, known=asked, **SAID)
    assert standing(stored(), gateways(), on=TODAY).live and stored().version == 1


@pytest.mark.parametrize("but", [
    {"fields": ("month",)}, {"areas": ("E07009901",)}, {"purposes": ("monitoring",)}, {"detail": "district"}, {"onward": "never"},
    {"ends": date(2026, 12, 31), "review": date(2026, 12, 31)}, {"retention_months": 12},
])
def test_an_agreement_can_be_narrowed_and_stays_signed(desk, but: dict[str, object]):
    desk.agree(an_agreement(), names={}, **SAID)
    made = desk.narrow(an_agreement(**but), why="Less is enough.", **SAID)
    assert made.signatures == an_agreement().signatures and stored() == made and made.version == 2


@pytest.mark.parametrize("but", [
    {"areas": ("E08000001",)}, {"onward": "record"}, {"ends": date(2030, 1, 1)}, {"purposes": ("evaluation",)},
    {"gateway": "other"}, {"frequency": "weekly"}, {"retention_months": 36},
])
def test_narrowing_never_widens(desk, but: dict[str, object]):
    desk.agree(an_agreement(), names={}, **SAID)
    with pytest.raises(Refusal, match="reaches further"):
        desk.narrow(an_agreement(**but), why="Less.", **SAID)


def test_fields_once_narrowed_cannot_come_back_unsigned(desk):
    desk.agree(an_agreement(fields=("month",)), names={}, **SAID)
    with pytest.raises(Refusal, match="reaches further"):
        desk.narrow(an_agreement(fields=()), why="Less.", **SAID)


def test_wider_terms_need_new_signatures(desk):
    desk.agree(an_agreement(), names={}, **SAID)
    wider = an_agreement(retention_months=60)
    with pytest.raises(Refusal, match="a signature for police stands unchanged"):
        desk.agree(wider, names={}, **SAID)
    anew = tuple(replace(each, on=TODAY) for each in wider.signatures)
    with pytest.raises(Refusal, match="the confirmation stands unchanged"):
        desk.agree(replace(wider, signatures=anew), names={}, **SAID)
    again = replace(wider, signatures=anew, confirmation=replace(wider.confirmation, on=TODAY))
    assert desk.agree(again, names={}, **SAID).version == 2


def test_narrowing_and_withdrawing_need_a_reason(desk):
    desk.agree(an_agreement(), names={}, **SAID)
    with pytest.raises(Refusal, match="reason"):
        desk.withdraw("our_calls", on=TODAY, why=" ", **SAID)
    with pytest.raises(Refusal, match="reason"):
        desk.narrow(an_agreement(onward="never"), why="", **SAID)


def test_what_is_not_there_is_refused_by_name(desk):
    desk.agree(an_agreement(), names={}, **SAID)
    with pytest.raises(Refusal, match="our_calls"):
        desk.withdraw("your_calls", on=TODAY, why="No.", **SAID)
    with pytest.raises(Refusal, match="police, council"):
        desk.sign("our_calls", party="army", person="p1", name="", role="x", on=TODAY, **SAID)
    with pytest.raises(Refusal, match="doesn't ask"):
        desk.confirm("our_calls", person="p3", name="", role="x", on=TODAY, questions=["weather"], known=["law"], **SAID)


def test_a_narrowed_agreement_stops_the_next_use_at_once(desk):
    from upriver.desk.agreements.convert import agreements
    from upriver.duty.permitting import allowed, clauses_of

    desk.agree(an_agreement(), names={}, **SAID)
    assert allowed([a_use()], clauses_of(agreements(), [], on=TODAY), on=TODAY).uses
    desk.narrow(an_agreement(onward="partnership"), why="Too small.", **SAID)
    assert not allowed([a_use()], clauses_of(agreements(), [], on=TODAY), on=TODAY).uses


def test_a_withdrawn_agreement_does_not_come_back_by_recording_its_old_file(desk):
    desk.agree(an_agreement(), names={}, **SAID)
    desk.withdraw("our_calls", on=TODAY, why="The police asked.", **SAID)
    with pytest.raises(Refusal, match="a signature for police stands unchanged"):
        desk.agree(an_agreement(), names={}, **SAID)
    assert stored().withdrawn == TODAY


def test_a_narrowed_agreement_does_not_widen_by_recording_its_old_file(desk):
    desk.agree(an_agreement(), names={}, **SAID)
    desk.narrow(an_agreement(detail="district"), why="Rows are not needed.", **SAID)
    with pytest.raises(Refusal, match="reaches further"):
        desk.agree(an_agreement(), names={}, **SAID)
    assert stored().detail == "district"


def test_what_an_agreement_under_a_gateway_of_the_workspace_promises_is_expected(desk, tmp_path: Path):
    from upriver.desk.submissions.due import expected

    (tmp_path / "gateways").mkdir()
    (tmp_path / "gateways" / "local_act.toml").write_text(
        'title = "Local Act"\nsays = "A made-up Act."\nlaw = "Norsea Act 1999"\nverified = false\nunverified = "Read by nobody."\nduty = false\nlimits = []\nexamples = []\n'
        '[[questions]]\nslug = "law"\nsection = "Section 1"\nsays = "It covers this."\n', "utf-8")
    desk.agree(an_agreement(gateway="local_act", confirmation=Confirmation("p3", "IG lead", date(2026, 1, 1), ("law",))), names={}, **SAID)
    assert [(each.provider, each.since, each.until) for each in expected(own=tmp_path, on=TODAY)] == [("Police", "2026-01", "2027-12")]
    desk.withdraw("our_calls", on=date(2026, 6, 1), why="Ended.", **SAID)
    assert [each.until for each in expected(own=tmp_path, on=TODAY)] == ["2026-05"], "June is the first day without it"
