"""A new agreement begins with all that is known, and its questions give back what they were asked about."""

from __future__ import annotations

import importlib
from datetime import date
from types import ModuleType

import pytest

from upriver.desk.opening import open_desk
from upriver.duty.agreements.consistency import amiss
from upriver.duty.agreements.drafting import drafted, new_id
from upriver.duty.agreements.files import from_table
from upriver.duty.gateways import gateways
from upriver.intake.contracts import layouts
from upriver.words.sharing.authority import Authority

LAWS, CONTRACTS = gateways(), layouts()
FEEDS = sorted(slug for slug, each in CONTRACTS.items() if each.protection != "open" and not each.of)
POLICE, COUNCIL = Authority("E23000030", "police", "A police force"), Authority("E10000014", "local_authority", "A council")
LEFT = {"dpia", "parties[1].assurance", "parties[2].assurance"}
"""What nobody but the parties can know."""


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The pages' own module, which is imported once the desk's tables are declared."""
    open_desk(tmp_path_factory.mktemp("desk") / "db.sqlite3")
    return importlib.import_module("upriver.web.pages.agreements.questions")


def a_draft(contract: str, gateway: str = "not_personal_data") -> dict[str, object]:
    return drafted(CONTRACTS[contract], LAWS[gateway], POLICE, COUNCIL, areas=["E10000014"], on=date(2026, 2, 1), taken=())


@pytest.mark.parametrize("contract", FEEDS)
def test_a_draft_lacks_only_what_the_parties_alone_can_know(contract: str) -> None:
    assert {fault.key for fault in from_table(a_draft(contract)).faults} == LEFT


@pytest.mark.parametrize("contract", FEEDS)
def test_a_draft_with_that_filled_in_has_nothing_amiss(contract: str) -> None:
    table = a_draft(contract) | {"dpia": "1"}
    for party in table["parties"]:  # type: ignore[attr-defined]
        party["assurance"] = "Cyber Essentials Plus"
    agreement = from_table(table).agreement
    assert agreement is not None and [(fault.key, fault.says) for fault in amiss(agreement, LAWS, CONTRACTS)] == []


@pytest.mark.parametrize("contract", FEEDS)
def test_questions_that_nobody_changed_give_the_same_table_back(contract: str, questions: ModuleType) -> None:
    table = a_draft(contract) | {"dpia": "1"}
    for party in table["parties"]:  # type: ignore[attr-defined]
        party["assurance"] = "Cyber Essentials Plus"
    assert questions.table_from(questions.values_of(table, CONTRACTS[contract]), table, CONTRACTS[contract]) == table


def test_a_field_that_is_unticked_is_left_out(questions: ModuleType) -> None:
    contract = CONTRACTS["fire_deliberate"]
    kept = [each.name for each in contract.fields][1:]
    values = questions.values_of(a_draft("fire_deliberate"), contract) | {"fields": ";".join(kept), "dpia": "1"}
    assert questions.table_from(values, a_draft("fire_deliberate"), contract)["fields"] == kept


def test_every_question_that_a_fault_may_name_is_asked(questions: ModuleType) -> None:
    asked = {field.name for field in questions.fields_of(a_draft("fire_deliberate"), CONTRACTS["fire_deliberate"], LAWS["other"], {})}
    assert {"gateway_words", "title", "fields", "information", "purposes", "areas", "detail", "onward", "starts", "ends", "review", "dpia", "party-2-assurance"} <= asked


def test_an_id_is_never_one_that_is_taken() -> None:
    assert new_id("spend", "E10000014", ("spend_e10000014", "spend_e10000014_2")) == "spend_e10000014_3"
