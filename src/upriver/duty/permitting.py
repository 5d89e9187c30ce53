"""Turning wishes and clauses into a permission: what is allowed and by which clause, and why the rest is barred."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from upriver import shelf
from upriver.duty.agreements.standing import in_dates, last_day, standing
from upriver.duty.gateways import gateways as shipped_gateways
from upriver.words.declared import Contract
from upriver.words.sharing.agreement import (
    AUDIENCES,
    DETAILS,
    NEVER,
    PURPOSES,
    STATES,
    Agreement,
    Barred,
    Clause,
    Permission,
    Use,
    as_coarse,
)
from upriver.words.sharing.gateway import Gateway
from upriver.words.text import day, listed

Within = Mapping[str, Collection[str]]
"""For each area's code, the codes of the areas that it lies in."""

NOWHERE: Within = {}
RECEIVING = "data_quality"
"""Receiving and checking is part of every purpose, so that every agreement allows it to the partnership's own people."""


def open_clauses(contracts: Iterable[Contract]) -> tuple[Clause, ...]:
    """The clauses that the open-data gateway grants by itself: one a contract with an open licence, and audience."""
    gateway = shelf.declared("gateways")["open_data"]
    return tuple(
        Clause(
            id=f"open_data:{contract.slug}:{audience}",
            gateway="open_data",
            parties=(contract.publisher,),
            allows=Use(contract.slug, (), (), "record", "", audience),
            says=f"{contract.title}: {gateway['says']} Licence: {contract.licence}.",
        )
        for contract in contracts
        if contract.licence in gateway["licences"] and contract.protection == "open"
        for audience in ("public", "restricted")
    )


def clauses_of(agreements: Iterable[Agreement], contracts: Iterable[Contract], *, on: date,
               gateways: Mapping[str, Gateway] | None = None, names: Mapping[str, str] | None = None) -> tuple[Clause, ...]:
    """What agreements allow as they stand on a day: a clause for each data set, purpose and audience.

    The clauses of an agreement that isn't live come too, with their state and what is missing: they allow nothing, and
    say why. A data set's own table or form is allowed with it where all the fields that it is made of are. `names` are
    people's names by id, for who confirmed; the id stands where a name isn't known.
    """
    declared = shipped_gateways() if gateways is None else gateways
    known = list(contracts)
    return tuple(
        clause
        for agreement in agreements
        for clause in _clauses(agreement, known, declared, names or {}, on)
    )


def _clauses(agreement: Agreement, contracts: Sequence[Contract], gateways: Mapping[str, Gateway],
             names: Mapping[str, str], on: date) -> Iterable[Clause]:
    stands = standing(agreement, gateways, on=on)
    first = stands.lacks[0] if stands.lacks else None
    gateway = gateways.get(agreement.gateway)
    law = agreement.gateway_words or (gateway.law if gateway else agreement.gateway)
    why = f"{first.section}: {first.why}" if first and first.section else first.why if first else ""
    for slug, fields in _layouts(agreement, contracts):
        for purpose in dict.fromkeys((*agreement.purposes, RECEIVING)):
            for audience in AUDIENCES:
                detail = agreement.onward if audience == "public" else agreement.detail
                if detail == NEVER or (audience == "public" and purpose not in agreement.purposes):
                    continue
                yield Clause(
                    id=":".join((f"{agreement.id}@{agreement.version}", slug, purpose, audience)),
                    gateway=agreement.gateway,
                    parties=tuple(party.name for party in agreement.parties),
                    allows=Use(slug, fields, agreement.areas, detail, purpose, audience),
                    says=f"{agreement.title}, under {law}.",
                    starts=agreement.starts,
                    ends=last_day(agreement),
                    confirmed_by=_who(agreement, names),
                    state=stands.state,
                    why=why,
                    do=first.do if first else "",
                    givers=tuple(party.name for party in agreement.parties if party.part in ("gives", "both")),
                    given_under=tuple(sorted({party.regime for party in agreement.parties if party.part in ("gives", "both")})),
                    taken_under=tuple((party.id, party.regime) for party in agreement.parties if party.part in ("receives", "both")),
                )


def _layouts(agreement: Agreement, contracts: Sequence[Contract]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The data set of an agreement and the layouts derived from it that its fields reach, each with its own fields."""
    yield agreement.contract, agreement.fields
    for contract in contracts:
        made_of = {field.name for field in contract.fields} | {group.field for group in contract.table}
        if contract.of == agreement.contract and (not agreement.fields or _reached(agreement, contract, contracts, made_of)):
            yield contract.slug, ()


def _reached(agreement: Agreement, derived: Contract, contracts: Sequence[Contract], made_of: Collection[str]) -> bool:
    """Whether all of a derived layout's fields that its data set has are agreed on."""
    whole = next((contract for contract in contracts if contract.slug == derived.of), None)
    own = {field.name for field in whole.fields} if whole else set(made_of)
    groups = {group.field for group in whole.table} if whole and derived.mode == "table" else set()
    return (groups | (set(made_of) & own)) <= set(agreement.fields)


def _who(agreement: Agreement, names: Mapping[str, str]) -> str:
    """NAME, ROLE, DATE of who confirmed; where the gateway asks nothing, of the latest signature."""
    found = agreement.confirmation or max(agreement.signatures, key=lambda signature: signature.on, default=None)
    if found is None:
        return ""
    return f"{names.get(found.person) or found.person}, {found.role}, {day(found.on.isoformat())}"


def allowed(uses: Sequence[Use], clauses: Sequence[Clause], *, on: date, within: Within = NOWHERE) -> Permission:
    """The permission for those uses that clauses allow; the rest with why, and what would make it a yes.

    One clause must allow the fields, detail, purpose and audience of a use. Its areas may be allowed by several
    together, as where each hospital has its own agreement. `within` tells which areas an area lies in.
    """
    good: list[Use] = []
    rests: list[Clause] = []
    barred: list[Barred] = []
    for use in uses:
        found = _covering(use, clauses, on, within)
        if found:
            good.append(use)
            rests += found
        else:
            barred.append(_barred(use, clauses, on, within))
    return Permission(tuple(good), tuple(dict.fromkeys(rests)), on, tuple(barred))


def words_of(use: Use) -> str:
    """A use in words."""
    fields = f"the fields {listed(use.fields)}" if use.fields else "all fields"
    areas = f", of {listed(use.areas)}" if use.areas else ""
    purpose = f" for {PURPOSES[use.purpose]}" if use.purpose in PURPOSES else ""
    return f"{use.contract} ({fields}{areas}), {DETAILS[use.detail]},{purpose} to be seen by {AUDIENCES[use.audience]}"


def _covering(use: Use, clauses: Sequence[Clause], on: date, within: Within) -> list[Clause]:
    """The clauses that together allow a use: one where one does, several where their areas add up; none otherwise."""
    fitting = [clause for clause in clauses if not _misses(clause, use, on)]
    alone = next((clause for clause in fitting if _outside(use.areas, clause, within) == ()), None)
    if alone is not None:
        return [alone]
    left: tuple[str, ...] = use.areas
    chosen: list[Clause] = []
    for clause in fitting if use.areas else ():
        still = _outside(left, clause, within)
        if still is not None and len(still) < len(left):
            left, chosen = still, [*chosen, clause]
    return chosen if not left else []


def _outside(areas: tuple[str, ...], clause: Clause, within: Within) -> tuple[str, ...] | None:
    """The areas of a use that lie outside a clause; None where the use means all areas and the clause only some."""
    if not clause.allows.areas:
        return ()
    if not areas:
        return None
    own = set(clause.allows.areas)
    return tuple(code for code in areas if code not in own and own.isdisjoint(within.get(code, ())))


def _misses(clause: Clause, use: Use, on: date) -> str:
    """What of a use, other than its areas, a clause doesn't allow, in words; "" where it allows it."""
    allows = clause.allows
    if allows.contract != use.contract:
        return "is about other data"
    if allows.audience != use.audience:
        return f"lets only {AUDIENCES[allows.audience]} see what is made of it"
    if allows.purpose not in ("", use.purpose):
        return f"is for {PURPOSES[allows.purpose]}"
    if clause.state != "live":
        return clause.why or f"is {STATES[clause.state]}"
    if not in_dates(clause, on):
        return f"holds from {clause.starts} to {clause.ends}"
    if not as_coarse(use.detail, allows.detail):
        return f"allows {DETAILS[allows.detail]}, nothing finer"
    if allows.fields and (not use.fields or not set(use.fields) <= set(allows.fields)):
        over = sorted(set(use.fields) - set(allows.fields))
        return f"doesn't allow the fields {listed(over)}" if over else f"allows only the fields {listed(allows.fields)}"
    return ""


def _barred(use: Use, clauses: Sequence[Clause], on: date, within: Within) -> Barred:
    """Why nothing allows a use: by the clause that comes nearest to it."""
    about = [clause for clause in clauses if clause.allows.contract == use.contract]
    if not about:
        return Barred(use, f"no agreement or gateway speaks of {use.contract}, so no clause allows it on {on}",
                      "Make an agreement for it with those who hold the data: upriver agree FILE.toml.")
    near = max(about, key=lambda clause: _nearness(clause, use, on, within))
    missed = _misses(near, use, on)
    if near.state != "live" and missed == near.why:
        return Barred(use, f"clause {near.id} is {STATES[near.state]}: {near.why.rstrip('.')}", near.do)
    if not missed:
        outside = _outside(use.areas, near, within)
        over = f"doesn't take in {listed(outside)}" if outside else f"takes in only {listed(near.allows.areas)}"
        return Barred(use, f"clause {near.id} {over}", f"Ask {listed(near.parties)} to add the areas, or use fewer.")
    return Barred(use, f"clause {near.id} {missed}",
                  f"Ask {listed(near.parties)} to widen the agreement, or use less.")


def _nearness(clause: Clause, use: Use, on: date, within: Within) -> tuple[bool, ...]:
    """How near a clause comes to a use: first of all whom it is for and why."""
    allows = clause.allows
    fields = not allows.fields or (bool(use.fields) and set(use.fields) <= set(allows.fields))
    return (
        allows.audience == use.audience,
        allows.purpose in ("", use.purpose),
        clause.state not in ("withdrawn", "expired", "refused") and in_dates(clause, on),
        as_coarse(use.detail, allows.detail),
        fields,
        clause.state == "live",
        _outside(use.areas, clause, within) == (),
    )
