"""No form asks for what the workspace knows already."""

from __future__ import annotations

import re
from datetime import date

import pytest
from web.plans.test_registers_on_the_web import opened
from web.served import Served, Visit

from upriver.words.period import financial_year


@pytest.fixture
def mina(served: Served) -> Visit:
    return served.visit("Mina Fictional")


def test_a_study_of_an_action_begins_where_and_when_the_action_did(mina: Visit) -> None:
    assert opened(mina, "/plans/registers/studies/add/?of=actions:a25")["action"] == "a25"
    page = mina.get("/plans/registers/studies/add/?of=actions:a25")
    assert page.fields()["starts-year"]


def test_a_row_beside_another_belongs_to_the_same(mina: Visit) -> None:
    way = next(each for each in mina.get("/plans/row/milestones:k01/").links() if "of=milestones" in each)
    form = opened(mina, way)
    assert form["action"] == re.search(r"/plans/row/actions:(\w+)/", mina.get("/plans/row/milestones:k01/").text)[1]
    assert form["title"] == "" and not form.get("due-day")


def test_money_is_of_this_financial_year_and_a_contribution_of_the_strategy_that_holds(mina: Visit) -> None:
    assert opened(mina, "/plans/registers/money/add/")["year"] == financial_year(date.today())
    assert opened(mina, "/plans/registers/contributions/add/")["strategy"] == "s2025"


def test_a_review_of_the_strategy_names_which(mina: Visit) -> None:
    form = opened(mina, "/plans/registers/reviews/add/?of=strategy")
    assert form["which"] == "s2025" and not form.get("held_on-day")


def test_the_next_return_begins_the_day_after_the_last(mina: Visit) -> None:
    listed = mina.get("/plans/registers/returns/")
    action = re.search(r"/plans/row/actions:(\w+)/", listed.text)
    ident = action[1] if action else re.search(r"/plans/row/(returns:[^/]+)/", listed.text)[1]
    way = f"/plans/registers/returns/add/?action={ident}" if action else f"/plans/registers/returns/add/?of={ident}"
    assert mina.get(way).fields()["period_from-day"] == "01"


def test_a_row_that_is_not_there_fills_in_nothing(mina: Visit) -> None:
    assert opened(mina, "/plans/registers/milestones/add/?of=actions:none")["action"] == ""


def test_whoever_is_invited_for_a_body_is_the_one_to_speak_to(served: Served, mina: Visit) -> None:
    form = opened(mina, "/people/invite/?authority=E31009901")
    assert form["authority"] == "E31009901" and form["role"] == "data_officer" and form["name"]
    assert opened(mina, "/people/invite/?authority=E22009901")["role"] == "csp_officer"
    assert "role" not in opened(mina, "/people/invite/?authority=nobody")
