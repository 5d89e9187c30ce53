"""What the papers about sharing have in common: tables of words, a party's basis, the sentence that says draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from upriver.words.declared import Contract
from upriver.words.document import Column, Table, TableCell
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import AUDIENCES, DETAILS, NEVER, PURPOSES, Agreement, Party
from upriver.words.sharing.gateway import Gateway
from upriver.words.text import day, listed, plural, sentence

DRAFT = ("Filled in from the partnership's records. It is not legal advice and nobody has approved it: each partner's own "
         "legal adviser and data protection officer must read it first.")
BLANK = "To be filled in"
"""Stands where the records don't know: a person writes it. Never left empty, so that it isn't overlooked."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def words_table(slug: str, caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *notes: str) -> Table:
    """A table of words; an empty cell says that it is to be filled in."""
    cells = tuple(tuple(TableCell(words or BLANK) for words in row) for row in rows)
    return Table(slug, caption, tuple(Column(name) for name in columns), cells, notes)


def data_name(agreement: Agreement, contracts: Mapping[str, Contract]) -> str:
    """What the data set is called."""
    contract = contracts.get(agreement.contract)
    return contract.title if contract else agreement.contract.replace("_", " ")


def fields_of(agreement: Agreement, contract: Contract | None) -> tuple[str, ...]:
    """The fields that are shared, by name."""
    return agreement.fields or (tuple(field.name for field in contract.fields) if contract else ())


def purposes_of(agreement: Agreement) -> str:
    """What the data are used for, as a list in words."""
    return listed([PURPOSES[purpose] for purpose in agreement.purposes])


def basis_of(party: Party) -> str:
    """The data-protection law that a party processes under, and on which ground."""
    grounds = [terms.ARTICLE_6.get(party.article_6, ""), terms.ARTICLE_9.get(party.article_9, ""), terms.PART_3.get(party.part_3, "")]
    return ": ".join(part for part in (sentence(terms.REGIMES[party.regime]), "; ".join(ground for ground in grounds if ground)) if part)


def confidence_of(party: Party) -> str:
    """The duty of confidence and how a party meets it."""
    return ". ".join(part for part in (sentence(terms.CONFIDENCE[party.confidence]), party.confidence_how) if part)


def opt_out_of(party: Party) -> str:
    """What a party does about the national data opt-out, and why."""
    return f"{sentence(terms.OPT_OUT[party.opt_out])}. {party.opt_out_why}"


def onward_of(agreement: Agreement) -> str:
    """What everyone may see."""
    if agreement.onward == NEVER:
        return "Nobody outside the partnership sees anything made of the data."
    return f"Published to {AUDIENCES['public']}: {DETAILS[agreement.onward]}, each figure after the partnership's disclosure rules."


def kept_for(agreement: Agreement) -> str:
    """How long it is kept."""
    return f"{plural(agreement.retention_months, 'month')} from the end of the period that the data are of, then deleted."


def law_of(agreement: Agreement, gateway: Gateway | None) -> str:
    """The law under which it is shared, and whether anybody of us has read it."""
    if gateway is None:
        return agreement.gateway
    law = agreement.gateway_words or gateway.law
    return law if was_read(agreement, gateway) else f"{law}. {terms.UNVERIFIED}"


def was_read(agreement: Agreement, gateway: Gateway) -> bool:
    """Whether the law was read at its source, and each of its limits that speaks of those who give these data."""
    givers = {party.kind for party in agreement.parties if party.part in ("gives", "both")}
    return gateway.verified and all(
        limit.verified for limit in gateway.limits if not limit.where.get("discloser") or givers & set(limit.where["discloser"])
    )


def areas_of(agreement: Agreement, places: Mapping[str, str]) -> str:
    """The areas by name and code, by code alone where no name is known."""
    return ", ".join(f"{places[code]} ({code})" if code in places else code for code in agreement.areas)


def date_words(agreement: Agreement) -> str:
    """From when to when, and when it is looked at again."""
    start, end, review = (day(each.isoformat()) for each in (agreement.starts, agreement.ends, agreement.review))
    return f"{start} to {end}, both included; looked at again by {review}."


def parties_in(agreement: Agreement, *parts: str) -> str:
    """The names of the parties that do this."""
    return listed([party.name for party in agreement.parties if party.part in (*parts, "both")], most=20)
