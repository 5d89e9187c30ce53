"""A new agreement by questions: which data, whose, under which law; then its terms, with all that is known already filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from upriver.desk.agreements import actions
from upriver.desk.agreements.convert import agreements
from upriver.desk.agreements.standing import known, stand
from upriver.desk.partners.convert import register
from upriver.desk.partners.ground import areas_known, own_areas
from upriver.duty.agreements.consistency import amiss
from upriver.duty.agreements.drafting import drafted
from upriver.duty.agreements.files import from_table, table_of
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.questions import fields_of, table_from, values_of, with_faults
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.declared import Contract
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import KINDS, Authority
from upriver.words.sharing.gateway import Gateway

Table = dict[str, Any]


@page("new-agreement/", right=Right.EDIT_AGREEMENTS, name="agreement_new", posts=True)
def agreement_new(asked: Asked) -> HttpResponse:
    """Which data, from whom, to whom, and under which law."""
    laws, contracts = known(asked.folder)
    bodies = register().authorities
    fields = _first_fields(contracts, laws, bodies)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, _guessed(asked, contracts, bodies))
    if asked.posted and form.sound:
        if form.values["giver"] == form.values["taker"]:
            form = form.wrong("taker", say("Who gives and who receives must be two"))
        else:
            chosen = "&".join(f"{name}={form.values[name]}" for name in ("contract", "giver", "taker", "gateway"))
            return asked.go("agreement_terms", query=chosen)
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Make a new agreement"), fields=form.fields,
                        errors=form.errors,
                        intro=say("Four questions first. Everything else is then filled in as far as it is known, and you change "
                                  "what is different."),
                        button=say("Continue"), crumbs=_crumbs(asked), cancel=asked.url("agreements"),
                        warning="" if bodies
                        else say("The register of authorities is empty: fill it in first, so that parties can be chosen."))


def _crumbs(asked: Asked) -> list[tuple[str, str]]:
    return [(asked.url("agreements"), say("Agreements"))]


def _first_fields(contracts: Mapping[str, Contract], laws: Mapping[str, Gateway], bodies: tuple[Authority, ...]) -> list[Field]:
    feeds = sorted(((each.slug, each.title) for each in contracts.values() if each.protection != "open" and not each.of),
                   key=lambda pair: pair[1])
    who = [(body.id, f"{body.name} ({say(KINDS[body.kind])})") for body in sorted(bodies, key=lambda body: body.name.casefold())]
    ways = [(law.slug, law.title, law.says) for law in laws.values() if law.slug != "open_data"]
    return [
        Field("contract", say("Which data?"), "select", required=True, choices=[("", say("Choose a data set")), *feeds]),
        Field("giver", say("Who gives them?"), "select", required=True, choices=[("", say("Choose an authority")), *who]),
        Field("taker", say("Who receives them for the partnership?"), "select", required=True,
              choices=[("", say("Choose an authority")), *who],
              hint=say("The authority that runs the partnership's analysis, such as the council or the policing body.")),
        Field("gateway", say("Under which law?"), "radios", required=True, choices=ways,
              hint=say("If nobody can be identified from what is shared, that is the simplest. Each law's own limits are checked "
                       "when you continue.")),
    ]


def _guessed(asked: Asked, contracts: Mapping[str, Contract], bodies: tuple[Authority, ...]) -> dict[str, str]:
    """What the address says, and whom the last agreement had receive the data."""
    last = agreements()
    takers = [party.id for each in last for party in each.parties if party.part != "gives"]
    contract = contracts.get(asked.query.get("contract", ""))
    likely = [body.id for body in bodies if contract is not None and body.kind in contract.asked_of]
    common = max(set(takers), key=takers.count) if takers else ""
    return {"contract": contract.slug if contract else "", "giver": asked.query.get("giver", "") or (likely[0] if len(likely) == 1 else ""),
            "taker": common, "gateway": asked.query.get("gateway", "")}


@page("new-agreement/terms/", right=Right.EDIT_AGREEMENTS, name="agreement_terms", posts=True)
def agreement_terms(asked: Asked) -> HttpResponse:
    """The terms of a new agreement, filled in as far as they are known."""
    laws, contracts = known(asked.folder)
    bodies, query = register().by_id(), asked.query
    contract, gateway = contracts.get(query.get("contract", "")), laws.get(query.get("gateway", ""))
    giver, taker = bodies.get(query.get("giver", "")), bodies.get(query.get("taker", ""))
    if contract is None or gateway is None or giver is None or taker is None:
        return asked.go("agreement_new")
    areas = areas_known(asked.folder)
    taken = {each.id for each in agreements()}
    table = drafted(contract, gateway, giver, taker, areas=list(own_areas(asked.folder)), on=asked.today, taken=taken)
    return _terms(asked, table, contract, gateway, areas, title=say("The terms"), cancel=asked.url("agreements"))


@page("agreements/<slug:ident>/terms/", right=Right.EDIT_AGREEMENTS, name="agreement_terms_of", of="agreement", posts=True)
def agreement_terms_of(asked: Asked, ident: str) -> HttpResponse:
    """The terms of an agreement that is there, to be changed; who signed keeps standing only where the terms stay the same."""
    found = stand(asked.folder, ident, on=asked.today)
    if found.contract is None or found.gateway is None:
        raise Refusal(say("its data set or law isn't declared any more"), do=say("Make a new agreement."))
    table = table_of(found.agreement)
    warning = say("If you change what is agreed, every party has to sign it again.") if found.agreement.signatures else ""
    return _terms(asked, table, found.contract, found.gateway, areas_known(asked.folder), title=say("Change the terms"),
                  cancel=asked.url("agreement", ident=ident), warning=warning)


def _terms(asked: Asked, table: Table, contract: Contract, gateway: Gateway, areas: Mapping[str, str], *, title: str, cancel: str,
           warning: str = "") -> HttpResponse:
    fields = fields_of(table, contract, gateway, areas)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, values_of(table, contract))
    if asked.posted and form.sound:
        form, done = _recorded(asked, form, table, contract)
        if done:
            return asked.go("agreement_send", ident=done)
    return asked.render("form.html", status=200 if form.sound else 422, title=title, over=contract.title, fields=form.fields,
                        errors=form.errors,
                        button=say("Save and check the answers"), cancel=cancel, crumbs=_crumbs(asked), warning=warning,
                        help_title=gateway.title,
                        help=[gateway.says,
                              *([say("Not verified at its source: {words}", words=gateway.unverified)] if gateway.unverified else []),
                                                        *([contract.why] if contract.why else [])])


def _recorded(asked: Asked, form: Filled, before: Table, contract: Contract) -> tuple[Filled, str]:
    """Record what was typed; gives the form with what is wrong with it, or the id of the agreement as recorded."""
    table = table_from(form.values, before, contract)
    read = from_table(table)
    faults = read.faults if read.agreement is None else amiss(read.agreement, *known(asked.folder))
    if faults or read.agreement is None:
        return with_faults(form, faults), ""
    try:
        return form, actions.agree(read.agreement, names={}, by=asked.by, at=asked.at).id
    except Refusal as refusal:
        return form.wrong("title", f"{refusal.what}. {refusal.do}"), ""
