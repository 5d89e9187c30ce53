"""Ways round an agreement that were tried and are shut: declarations of one's own, another's clause, a date in the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from agreed import AREAS, a_contract, a_party, an_agreement

from upriver import shelf
from upriver.disclose.rules import rules
from upriver.duty.gateways import gateways
from upriver.duty.permitting import clauses_of
from upriver.intake.contracts import contracts
from upriver.pipeline.sharing.permission import clauses_on, permission_for, with_their_clauses
from upriver.words.declared import Contract, Field
from upriver.words.part import Part
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Agreement, Signature

NOW = date(2026, 3, 1)
CALLS = a_contract(modes=("records",), fields=(Field("month", "month", "The month.", ("month",)), Field("place", "code", "Where.", ("place",))),
                   period_from="month", place_from="place")


def of_both(north: Agreement, south: Agreement, *, on: date = NOW):
    return clauses_of([north, south], [CALLS], on=on, gateways=gateways())


def from_(name: str, **but: object) -> Agreement:
    made = an_agreement(id=f"{name}_calls", **but)
    giver = a_party(name, name=name)
    return replace(made, parties=(giver, made.parties[1]), signatures=(Signature(name, "p1", "SIRO", date(2026, 1, 1)), made.signatures[1]))


def sent(provider: str, *months: str) -> tuple[Part, Contract, tuple[tuple[str, str], ...]]:
    pairs = tuple((provider, month) for month in months)
    return Part("calls", 1, provider, None, pairs, 9, provider, "", "", f"{provider}.parquet", provider), CALLS, pairs


GIVEN = {"calls": (sent("north", "2026-01", "2026-02"), sent("south", "2026-02"))}
ALONE = {"calls": (sent("north", "2026-02"), sent("south", "2026-02"))}


def permission(clauses, given):
    return permission_for({"calls": CALLS}, clauses, given, areas=AREAS, within={}, audience="public", on=NOW)


def test_both_are_used_while_both_agree_and_the_run_rests_on_both():
    clauses = of_both(from_("north"), from_("south"))
    given, barred = with_their_clauses(GIVEN, clauses, audience="public", on=NOW)
    assert (given, barred) == (GIVEN, ())
    assert {clause.id.split("@")[0] for clause in permission(clauses, given).clauses} == {"north_calls", "south_calls"}


@pytest.mark.parametrize("but", [{"withdrawn": NOW}, {"ends": date(2026, 2, 28)}, {"onward": "never"}, {"purposes": ("evaluation",)}])
def test_what_one_provider_sent_isn_t_used_under_the_agreement_of_another(but: dict[str, object]):
    given, (barred,) = with_their_clauses(GIVEN, of_both(from_("north"), from_("south", **but)), audience="public", on=NOW)
    assert [pairs for _, _, pairs in given["calls"]] == [(("north", "2026-01"),)], "nor do the others' data of those periods pass for the whole"
    assert barred.provider == "south" and "south_calls@1" in barred.why


def test_a_feed_of_which_nothing_would_be_left_is_barred_with_the_clause_named():
    clauses = of_both(from_("north"), from_("south", withdrawn=NOW))
    given, _ = with_their_clauses(ALONE, clauses, audience="public", on=NOW)
    found = permission(clauses, given)
    assert not found.covers("calls", "public") and {each.provider for each in found.barred} == {"south"}
    assert "south_calls@1" in found.barred[0].why


def test_one_provider_that_agreed_to_coarser_figures_makes_them_coarser():
    clauses = of_both(from_("north"), from_("south", onward="partnership"))
    found = permission(clauses, with_their_clauses(GIVEN, clauses, audience="public", on=NOW)[0])
    assert found.covers("calls", "public") and not found.covers("calls", "public", "district")


def test_a_provider_that_no_agreement_names_isn_t_used():
    _, (barred,) = with_their_clauses(GIVEN, of_both(from_("north"), from_("east")), audience="public", on=NOW)
    assert barred.why == "no agreement about it has south as a party that gives"


def test_a_date_in_the_future_starts_no_agreement_early(tmp_path: Path):
    later = [from_("north", starts=date(2026, 6, 1))]
    how = {"own": tmp_path, "names": {}, "on": date(2026, 7, 1)}
    assert {clause.state for clause in clauses_on({"calls": CALLS}, later, **how)} == {"live"}
    assert {clause.state for clause in clauses_on({"calls": CALLS}, later, **how, today=NOW)} == {"not_started"}


def declare(own: Path, kind: str, slug: str, text: str) -> Path:
    (own / kind).mkdir(parents=True, exist_ok=True)
    (own / kind / f"{slug}.toml").write_text(text, "utf-8")
    return own


SHIPPED = Path(shelf.__file__).parent / "declarations" / "contracts" / "ed_assault_attendances.toml"
OPENED = (SHIPPED.read_text("utf-8").replace('protection = "depersonalised"', 'protection = "open"')
          .replace('licence = "By agreement"', 'licence = "Open Government Licence v3.0"'))


def test_a_workspace_can_t_declare_a_partner_s_data_open(tmp_path: Path):
    with pytest.raises(Refusal, match="would stand in for the contract of a partner's data"):
        contracts(declare(tmp_path, "contracts", SHIPPED.stem, OPENED))


def test_nor_under_another_name(tmp_path: Path):
    with pytest.raises(Refusal, match="is of open data and asks for keys of persons or for free text"):
        contracts(declare(tmp_path, "contracts", "our_attendances", OPENED))


def test_a_workspace_may_declare_more_and_stand_in_for_open_data(tmp_path: Path):
    street = SHIPPED.with_name("police_uk_street.toml").read_text("utf-8")
    own = declare(declare(tmp_path, "contracts", "police_uk_street", street), "contracts", "our_returns", SHIPPED.read_text("utf-8"))
    assert {"police_uk_street", "our_returns"} <= set(contracts(own))


@pytest.mark.parametrize("text", ['says = "All is shown."', 'says = "Less."\nlow = 1\nhigh = 4\nmin_rate_events = 10',
                                  'says = "No more is hidden."\nlow = 1\nhigh = 9\nmin_rate_events = 10\nsecondary = false',
                                  'says = "Rates."\nlow = 1\nhigh = 9'])
def test_a_workspace_s_rule_of_a_shipped_name_hides_no_less(text: str, tmp_path: Path):
    with pytest.raises(Refusal, match="hides less than the rule of that name"):
        rules(declare(tmp_path, "rules", "threshold_10", text))


def test_it_may_hide_more(tmp_path: Path):
    text = 'says = "More."\nlow = 0\nhigh = 19\nzero = false\nround_to = 5\nmin_rate_events = 20'
    assert rules(declare(tmp_path, "rules", "threshold_10", text))["threshold_10"].high == 19
