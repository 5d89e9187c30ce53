"""What is wrong with an agreement that reads well: its parts against each other, its gateway and its data set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from upriver.duty.register import may_see
from upriver.words.declared import Contract
from upriver.words.sharing.agreement import NEVER, Agreement, Amiss, Party, as_coarse
from upriver.words.sharing.authority import Authority
from upriver.words.sharing.gateway import Gateway
from upriver.words.sharing.terms import at_least
from upriver.words.text import listed


def amiss(agreement: Agreement, gateways: Mapping[str, Gateway], contracts: Mapping[str, Contract]) -> tuple[Amiss, ...]:
    """Every contradiction of an agreement. What its gateway forbids is none of them: it is recorded, and never live."""
    return (
        *unknown(agreement.gateway, agreement.contract, agreement.fields, gateways, contracts),
        *_of_gateway(agreement, gateways),
        *_of_contract(agreement, contracts),
        *_of_dates(agreement),
        *_of_parties(agreement),
        *_of_people(agreement, gateways),
        *_of_onward(agreement),
    )


def unknown(
    gateway: str, contract: str, fields: Iterable[str], gateways: Mapping[str, Gateway], contracts: Mapping[str, Contract]
) -> Iterator[Amiss]:
    """A gateway, a data set or fields that nobody knows. One that is empty was told already and is passed over."""
    if gateway and gateway not in gateways:
        yield Amiss("gateway", "isn't a gateway", f"write one of {', '.join(gateways)}")
    found = contracts.get(contract)
    if contract and found is None:
        near = sorted(slug for slug, each in contracts.items() if not each.of and slug.split("_")[0] == contract.split("_")[0])
        yield Amiss("contract", "isn't a data set that Upriver knows",
                    f"did you mean {listed(near, last='or')}?" if near else "`upriver spec` lists them")
    strange = sorted(set(fields) - {field.name for field in found.fields}) if found else []
    if found and strange:
        yield Amiss("fields", f"has {listed(strange)}, which {found.slug} doesn't have",
                    f"its fields are {', '.join(field.name for field in found.fields)}")


def _of_gateway(agreement: Agreement, gateways: Mapping[str, Gateway]) -> Iterator[Amiss]:
    gateway = gateways.get(agreement.gateway)
    if gateway is None:
        return
    if gateway.own_words and not agreement.gateway_words:
        yield Amiss("gateway_words", "is missing", "this gateway needs the law named in your own words")
    elif not gateway.own_words and agreement.gateway_words:
        yield Amiss("gateway_words", "is only for a gateway without words of its own", "take it out, or write gateway = \"other\"")
    if not agreement.addresses and any("addresses" in limit.only for limit in gateway.limits):
        yield Amiss("addresses", "is missing", "this gateway limits how finely a row may say where; say it")


def _of_contract(agreement: Agreement, contracts: Mapping[str, Contract]) -> Iterator[Amiss]:
    contract = contracts.get(agreement.contract)
    if contract is not None and not at_least(agreement.information, contract.protection):
        yield Amiss("information", f"says {agreement.information}, but {contract.slug} holds more than that",
                    f"write {contract.protection}, or agree on a data set that holds less")


def _of_dates(agreement: Agreement) -> Iterator[Amiss]:
    if agreement.ends < agreement.starts:
        yield Amiss("ends", "lies before `starts`", "write the last day of the agreement")
    if not agreement.starts <= agreement.review:
        yield Amiss("review", "lies before `starts`", "write the day by which it is looked at again")
    elif agreement.review > agreement.ends:
        yield Amiss("review", "lies after `ends`", "look at it again before it ends")
    if agreement.version < 1:
        yield Amiss("version", "starts at 1", "leave it out; Upriver counts")


def _of_parties(agreement: Agreement) -> Iterator[Amiss]:
    ids = [party.id for party in agreement.parties]
    if len(set(ids)) != len(ids):
        yield Amiss("parties", "names a party twice", "give each party one table; write part = \"both\" where it does both")
    if not any(party.part in ("gives", "both") for party in agreement.parties):
        yield Amiss("parties", "has nobody who gives the data", "write part = \"gives\" or \"both\" for one of them")
    if not any(party.part in ("receives", "both") for party in agreement.parties):
        yield Amiss("parties", "has nobody who receives the data", "write part = \"receives\" or \"both\" for one of them")
    if len(agreement.parties) < 2:
        yield Amiss("parties", "has one party", "an agreement needs two")
    for number, party in enumerate(agreement.parties, 1):
        yield from _of_party(party, f"parties[{number}].", agreement)


def _of_party(party: Party, where: str, agreement: Agreement) -> Iterator[Amiss]:
    needs = {"uk_gdpr": ("article_6", "article_9"), "part_3": ("part_3",), "no_personal_data": ()}[party.regime]
    for key in ("article_6", "article_9", "part_3"):
        given = bool(getattr(party, key))
        if key in needs and not given:
            yield Amiss(f"{where}{key}", "is missing", f"a party under {party.regime} needs it")
        if given and key not in needs:
            yield Amiss(f"{where}{key}", f"doesn't go with regime {party.regime}", "take it out, or change the regime")
    widest = Authority(party.id, party.kind, party.name, rights="small_area_figures")
    if party.part != "gives" and agreement.information != "open" and not may_see(widest, agreement.detail):
        yield Amiss(f"{where}part", "has an invited participant receive rows, and it never sees rows about people",
                    "write part = \"gives\", or agree on a coarser detail")
    personal = agreement.information in ("personal", "patient")
    if personal and party.regime == "no_personal_data":
        yield Amiss(f"{where}regime", f"says no_personal_data, but the agreement shares {agreement.information} information",
                    "write uk_gdpr or part_3")
    if personal and party.confidence == "not_owed":
        yield Amiss(f"{where}confidence", f"says not_owed, but the agreement shares {agreement.information} information",
                    "say how the duty of confidence is met")
    if agreement.information == "patient" and party.opt_out == "does_not_apply":
        yield Amiss(f"{where}opt_out", "says does_not_apply, but patient information is shared", "write applied or not_applied, and why")


def _of_people(agreement: Agreement, gateways: Mapping[str, Gateway]) -> Iterator[Amiss]:
    ids = {party.id for party in agreement.parties}
    for number, signature in enumerate(agreement.signatures, 1):
        if signature.party not in ids:
            yield Amiss(f"signatures[{number}].party", "isn't a party of this agreement", f"write one of {', '.join(sorted(ids))}")
    signed = [(signature.party, signature.person) for signature in agreement.signatures]
    if len(set(signed)) != len(signed):
        yield Amiss("signatures", "has somebody sign twice for a party", "keep the latest")
    gateway = gateways.get(agreement.gateway)
    if gateway is not None and agreement.confirmation is not None:
        known = [question.slug for question in gateway.questions]
        strange = sorted(set(agreement.confirmation.questions) - set(known))
        if strange:
            yield Amiss("confirmation.questions", f"has {listed(strange)}, which {gateway.slug} doesn't ask",
                        f"its questions are {', '.join(known) or 'none'}")


def _of_onward(agreement: Agreement) -> Iterator[Amiss]:
    if agreement.onward != NEVER and not as_coarse(agreement.onward, agreement.detail):
        yield Amiss("onward", "is finer than `detail`", "everyone can't see more than the partnership may")
    if agreement.onward == "record" and agreement.information != "open":
        yield Amiss("onward", "lets everyone see rows", "write small_area, district, partnership or never")
