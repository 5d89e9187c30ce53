"""The words that agreements' pages share: states with their colours, days, and what an agreement says, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from upriver.desk.agreements.standing import Stands
from upriver.web.framework.asked import Asked
from upriver.words.language.speaking import mark, say, several
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import DETAILS, NEVER, PURPOSES, STATES, Party
from upriver.words.text import day

COLOURS = {"live": "green", "unsigned": "yellow", "unconfirmed": "yellow", "not_started": "blue", "expired": "red", "withdrawn": "grey",
           "refused": "red"}
SOON = "soon"
STATE_WORDS = {**STATES, SOON: mark("ends or is reviewed soon")}
VERBS = {
    "agreed": mark("Recorded"),
    "amended agreement": mark("Changed"),
    "signed agreement": mark("Signed"),
    "confirmed gateway": mark("Gateway's questions confirmed"),
    "narrowed agreement": mark("Narrowed"),
    "withdrew agreement": mark("Withdrawn"),
    "sent for signature": mark("Sent for signature"),
    "kept signed paper": mark("Signed paper kept"),
    "exported agreement paper": mark("Paper taken away"),
    "opened signed paper": mark("Signed paper opened"),
}
"""What each verb of an agreement's events is called."""


def state_of(found: Stands) -> tuple[str, str]:
    """How it stands in words, with the colour of its tag: a live one that ends or is reviewed soon says so."""
    state = SOON if found.standing.live and found.standing.soon else found.standing.state
    return first_up(say(STATE_WORDS[state])), "orange" if state == SOON else COLOURS[state]


def first_up(words: str) -> str:
    """A sentence that begins with a capital."""
    return words[:1].upper() + words[1:]


def when(found: date | None) -> str:
    """A day as people write it."""
    return day(found.isoformat()) if found else ""


def onward_words(onward: str) -> str:
    """How finely everyone may see what is made of the data."""
    return say("nobody outside the partnership sees anything") if onward == NEVER else say(DETAILS[onward])


def terms_rows(asked: Asked, found: Stands, places: Mapping[str, str], *, change: str = "") -> list[dict[str, Any]]:
    """What was agreed, as rows of a summary list; `change` is the address of the form whose fields are changed."""
    one = found.agreement
    fields = say("every field of the data set") if not one.fields else list(one.fields)
    rows: list[tuple[str, Any, str]] = [
        (say("What it is called"), one.title, "title"),
        (say("Data set"), found.contract.title if found.contract else one.contract, ""),
        (say("Law that it rests on"), found.gateway.title if found.gateway else one.gateway, ""),
        *([(say("Which law it means"), one.gateway_words, "gateway_words")] if one.gateway_words else []),
        (say("Fields"), fields, "fields"),
        (say("What is shared"), first_up(say(terms.INFORMATION[one.information])), "information"),
        *([(say("Places in it"), first_up(say(terms.ADDRESSES[one.addresses])), "addresses")] if one.addresses else []),
        (say("What for"), [first_up(say(PURPOSES[each])) for each in one.purposes], "purposes"),
        (say("Areas"), [places.get(code) or code for code in one.areas], "areas"),
        (say("How finely we may use it"), first_up(say(DETAILS[one.detail])), "detail"),
        (say("How finely everyone may see it"), first_up(onward_words(one.onward)), "onward"),
        (say("How often"), first_up(f"{say(terms.FREQUENCIES[one.frequency])}, {say(terms.FORMS[one.form])}"), "frequency"),
        (say("Kept for"), several("{n} month after its period", "{n} months after its period", one.retention_months), "retention_months"),
        (say("First day"), when(one.starts), "starts"),
        (say("Last day"), when(one.ends), "ends"),
        (say("Looked at again by"), when(one.review), "review"),
        (say("Impact assessment (DPIA)"), one.dpia, "dpia"),
    ]
    return [{"words": words, "value": value, **({"change": f"{change}#{field}"} if change and field else {})} for words, value,
            field in rows]


def party_rows(party: Party, *, change: str = "") -> list[dict[str, Any]]:
    """What one party does and on which basis."""
    basis = [say(list_[value]) for list_,
             value in ((terms.ARTICLE_6, party.article_6), (terms.ARTICLE_9, party.article_9), (terms.PART_3, party.part_3)) if value]
    rows: Sequence[tuple[str, Any]] = (
        (say("What it does"), first_up(f"{say(terms.PARTS[party.part])}; {say(terms.CONTROLLERS[party.controller])}")),
        (say("Data-protection law"), [say(terms.REGIMES[party.regime]), *basis]),
        (say("Duty of confidence"), first_up(say(terms.CONFIDENCE[party.confidence]) + (f": {party.confidence_how}" if party.confidence_how
            else ""))),
        (say("National data opt-out"), f"{first_up(say(terms.OPT_OUT[party.opt_out]))}. {party.opt_out_why}"),
        (say("How its systems are assured"), party.assurance),
    )
    return [{"words": words, "value": value, **({"change": change} if change else {})} for words, value in rows]
