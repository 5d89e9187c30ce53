"""Forty agreements: each allows its own use, and after one change blocks the next use with the clause named (G1)."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date

import pytest
from agreed import AREAS, FIELDS, TODAY, a_contract, a_use, an_agreement

from upriver.duty.gateways import gateways
from upriver.duty.permitting import allowed, clauses_of
from upriver.words.sharing.agreement import DETAILS, PURPOSES, Agreement, Confirmation, Use

GATEWAYS = gateways()
UNDER = {
    "pcsc_s16": ("police", "local_authority"), "pcsc_s17": ("fire_and_rescue", "local_policing_body"),
    "cda_s115": ("invited_participant", "local_authority"), "consent": ("education", "police"),
    "not_personal_data": ("invited_participant", "invited_participant"), "other": ("local_authority", "police"),
}


def forty() -> list[tuple[Agreement, Use]]:
    """Agreements over gateways, purposes, details and random fields and areas, each with a use at its very edge."""
    chance = random.Random(2026)
    made = []
    for number, (gateway, purpose) in enumerate(itertools.cycle(itertools.product(UNDER, PURPOSES))):
        if number == 40:
            return made
        giver, taker = UNDER[gateway]
        fields = tuple(chance.sample(FIELDS, chance.randint(2, 4)))
        areas = tuple(chance.sample(AREAS, chance.randint(2, 3)))
        detail = chance.choice(tuple(DETAILS)[:3])
        audience = chance.choice(("public", "restricted")) if detail != "record" else "restricted"
        one = an_agreement(
            id=f"agreement_{number}", gateway=gateway, fields=fields, areas=areas, detail=detail,
            purposes=(purpose, *({"monitoring"} - {purpose})), onward="never" if detail == "record" else detail,
            frequency="as_asked" if gateway == "pcsc_s17" else "monthly", gateway_words="A local Act" if gateway == "other" else "",
            confirmation=Confirmation("p3", "IG lead", date(2026, 1, 1), tuple(each.slug for each in GATEWAYS[gateway].questions)),
        )
        one = replace(one, parties=(replace(one.parties[0], kind=giver), replace(one.parties[1], kind=taker)))
        made.append((one, a_use(fields=fields, areas=areas, detail=detail, purpose=purpose, audience=audience)))
    return made


def less(made: Agreement, use: Use, what: str) -> Agreement:
    """The agreement after one change that takes this use out of it."""
    coarser = tuple(DETAILS)[tuple(DETAILS).index(use.detail) + 1]
    return {
        "field": replace(made, fields=made.fields[1:]),
        "area": replace(made, areas=made.areas[:-1]),
        "detail": replace(made, detail=coarser, onward=made.onward if made.onward == "never" else coarser),
        "purpose": replace(made, purposes=tuple(set(made.purposes) - {use.purpose})),
        "audience": replace(made, onward="never"),
        "expired": replace(made, ends=date(2026, 2, 28)),
        "withdrawn": replace(made, withdrawn=TODAY),
        "confirmation": replace(made, confirmation=None),
        "signature": replace(made, signatures=made.signatures[1:]),
    }[what]


CHANGES = ("field", "area", "detail", "purpose", "audience", "expired", "withdrawn", "confirmation", "signature")
ALL = [pytest.param(made, use, id=made.id) for made, use in forty()]


def of(made: Agreement):
    return clauses_of([made], [a_contract()], on=TODAY, gateways=GATEWAYS)


def test_there_are_forty_over_every_gateway_that_needs_an_agreement_and_every_purpose():
    every = [made for made, _ in forty()]
    assert len(every) == 40 and {made.gateway for made in every} == set(UNDER)
    assert {purpose for made in every for purpose in made.purposes} == set(PURPOSES)


@pytest.mark.parametrize(("made", "use"), ALL)
def test_its_own_use_is_allowed(made: Agreement, use: Use):
    assert allowed([use], of(made), on=TODAY).clauses[0].id.startswith(f"{made.id}@1:")


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize(("made", "use"), ALL)
def test_the_next_use_after_a_change_is_blocked_and_the_clause_named(made: Agreement, use: Use, what: str):
    if what == "audience" or (what == "purpose" and use.purpose == "data_quality"):
        # The partnership's own people receive and check under every purpose: what is taken out is everyone's sight.
        made, use = replace(made, onward="district", detail="record"), replace(use, audience="public", detail="district")
    assert allowed([use], of(made), on=TODAY).uses
    after = allowed([use], of(less(made, use, what)), on=TODAY)
    assert not after.uses and f"{made.id}@1:" in after.barred[0].why
