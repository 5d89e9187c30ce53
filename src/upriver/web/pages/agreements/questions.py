"""An agreement's terms as questions, and the answers as its table again: the closed lists are those of `duty/agreements/keys.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from upriver.duty.agreements.keys import EVERY_FIELD, ONWARD
from upriver.web.pages.agreements.words import first_up
from upriver.web.showing.forms import Field, Filled
from upriver.words.declared import Contract
from upriver.words.language.speaking import say
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import DETAILS, PURPOSES, Amiss
from upriver.words.sharing.gateway import Gateway

Table = dict[str, Any]
OF_A_PARTY = ("controller", "regime", "article_6", "article_9", "part_3", "confidence", "confidence_how", "opt_out", "opt_out_why",
              "assurance")
LISTS = ("fields", "purposes", "areas")
PARTIES = re.compile(r"parties\[(\d+)\]\.(\w+)")


def _choices(words: Mapping[str, str], *, none: str = "") -> list[tuple[str, str]]:
    return [*([("", none)] if none else []), *((key, first_up(say(value))) for key, value in words.items())]


def fields_of(table: Table, contract: Contract, gateway: Gateway, areas: Mapping[str, str]) -> list[Field]:
    """The questions about an agreement's terms."""
    places = {**{code: areas.get(code, code) for code in table["areas"]}, **areas}
    own = [Field("gateway_words", say("Which law does it mean, in the agreement's own words?"), "textarea", required=True,
                 max=2_000)] if gateway.own_words else []
    found = [
        Field("part-what", say("What is shared"), "heading"),
        Field("title", say("What shall it be called?"), required=True, max=200),
        *own,
        Field("fields", say("Which fields?"), "checkboxes", required=True, hint=say("Leave out what isn't needed."),
              choices=[(each.name, first_up(each.says.rstrip("."))) for each in contract.fields]),
        Field("information", say("What is it, as the law sees it?"), "select", required=True, choices=_choices(terms.INFORMATION)),
        Field("addresses", say("How finely does a row say where?"), "select",
              choices=_choices(terms.ADDRESSES, none=say("Doesn't matter under this law"))),
        Field("purposes", say("What may it be used for?"), "checkboxes", required=True, choices=_choices(PURPOSES)),
        Field("areas", say("For which areas?"), "checkboxes", required=True,
              choices=[(code, f"{name} ({code})" if name != code else code) for code, name in places.items()]),
        Field("detail", say("How finely may the partnership use it?"), "radios", required=True, choices=_choices(DETAILS)),
        Field("onward", say("How finely may everyone see what is made of it?"), "radios", required=True, choices=_choices(ONWARD)),
        Field("part-long", say("How, and for how long"), "heading"),
        Field("frequency", say("How often is it shared?"), "select", required=True, choices=_choices(terms.FREQUENCIES)),
        Field("form", say("In what form?"), "select", required=True, choices=_choices(terms.FORMS)),
        Field("retention_months", say("How long is it kept after the end of its period?"), "number", required=True, suffix=say("months"),
              check=_months),
        Field("starts", say("First day"), "date", required=True),
        Field("ends", say("Last day"), "date", required=True),
        Field("review", say("Looked at again by"), "date", required=True),
        Field("dpia", say("Reference of the impact assessment (DPIA)"), required=True, max=200,
              hint=say("As your information governance team numbers it. Upriver writes its first draft for you, once this is saved.")),
    ]
    for number, party in enumerate(table["parties"], 1):
        found += _party_fields(number, party)
    return found


def _party_fields(number: int, party: Mapping[str, Any]) -> list[Field]:
    def named(key: str) -> str:
        return f"party-{number}-{key}"

    none = say("Not under this law")
    return [
        Field(f"part-{number}", say("{party} {does}", party=party["name"], does=say(terms.PARTS[party["part"]])), "heading"),
        Field(named("controller"), say("What is it in data-protection law?"), "select", required=True, choices=_choices(terms.CONTROLLERS)),
        Field(named("regime"), say("Which law does it process the data under?"), "select", required=True,
              choices=[(key, say(words)) for key, words in terms.REGIMES.items()]),
        Field(named("article_6"), say("Lawful basis"), "select", choices=_choices(terms.ARTICLE_6, none=none),
              hint=say("Only under UK GDPR.")),
        Field(named("article_9"), say("Condition for special category data"), "select", choices=_choices(terms.ARTICLE_9, none=none),
              hint=say("Only under UK GDPR.")),
        Field(named("part_3"), say("Ground"), "select", choices=_choices(terms.PART_3, none=none),
              hint=say("Only under Part 3 of the Data Protection Act 2018.")),
        Field(named("confidence"), say("How is the duty of confidence met?"), "select", required=True, choices=_choices(terms.CONFIDENCE)),
        Field(named("confidence_how"), say("The same in more words"), max=2_000),
        Field(named("opt_out"), say("National data opt-out"), "select", required=True, choices=_choices(terms.OPT_OUT)),
        Field(named("opt_out_why"), say("Why?"), required=True, max=2_000),
        Field(named("assurance"), say("How are its systems assured?"), required=True, max=2_000,
              hint=say("Its Data Security and Protection Toolkit status, or what stands in for it, such as Cyber Essentials Plus.")),
    ]


def _months(value: str) -> str:
    return "" if value.isdecimal() and len(value) < 5 and int(value) <= 1_200 else say("Write a whole number of months, such as 36")


def values_of(table: Table, contract: Contract) -> dict[str, str]:
    """A table as the values of its questions."""
    found = {key: ";".join(value) if isinstance(value, list | tuple) else str(value) for key,
             value in table.items() if key not in ("parties", "signatures", "confirmation")}
    if list(table["fields"]) == [EVERY_FIELD]:
        found["fields"] = ";".join(each.name for each in contract.fields)
    for number, party in enumerate(table["parties"], 1):
        found |= {f"party-{number}-{key}": str(party.get(key, "")) for key in OF_A_PARTY}
    return found


def table_from(values: Mapping[str, str], before: Table, contract: Contract) -> Table:
    """The answers as an agreement's table; what isn't asked stays as it was, without any signature or confirmation."""
    table: Table = {key: value for key, value in before.items() if key not in ("signatures", "confirmation", "version", "withdrawn")}
    for key, value in values.items():
        if key.startswith(("part-", "party-")):
            continue
        table[key] = [each for each in value.split(";") if each] if key in LISTS else value
    if set(table["fields"]) == {each.name for each in contract.fields}:
        table["fields"] = [EVERY_FIELD]
    table["retention_months"] = int(values["retention_months"])
    table["parties"] = [
        {**{key: party[key] for key in ("id", "name", "kind", "part")},
         **{key: values[f"party-{number}-{key}"] for key in OF_A_PARTY if values.get(f"party-{number}-{key}")}}
        for number, party in enumerate(before["parties"], 1)
    ]
    return {key: value for key, value in table.items() if value not in ("", [])}


def with_faults(form: Filled, faults: Iterable[Amiss]) -> Filled:
    """The form with each fault at the question that it is about."""
    for fault in faults:
        found = PARTIES.match(fault.key)
        name = f"party-{found[1]}-{found[2]}" if found else fault.key.partition("[")[0]
        label = next((field.label for field in form.fields if field.name == name), "")
        says = f"{first_up(fault.says)}: {fault.do}" if label else f"{fault.key} {fault.says}: {fault.do}"
        form = form.wrong(name if label else "title", says)
    return form
