"""Turning wishes and clauses into a permission or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from upriver import shelf
from upriver.words.declared import Contract
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Clause, Permission, Use


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
        if contract.licence in gateway["licences"]
        for audience in gateway["allows_audiences"]
    )


def permit(uses: Sequence[Use], clauses: Sequence[Clause], *, on: date) -> Permission:
    """The permission for all uses together.

    Raises:
        Refusal: some use has no live clause; names the contract, the audience and what would help.
    """
    chosen = []
    for use in uses:
        clause = next((clause for clause in clauses if _allows(clause, use, on)), None)
        if clause is None:
            raise Refusal(
                f"no agreement or gateway allows {use.contract} for a {use.audience} product on {on}",
                do="Add an agreement that covers it, or leave that source out.",
            )
        chosen.append(clause)
    return Permission(tuple(uses), tuple(dict.fromkeys(chosen)), on)


def _allows(clause: Clause, use: Use, on: date) -> bool:
    allowed = clause.allows
    live = (clause.starts is None or clause.starts <= on) and (clause.ends is None or on <= clause.ends)
    same = allowed.contract == use.contract and allowed.audience == use.audience
    fields = not allowed.fields or set(use.fields) <= set(allowed.fields)
    areas = not allowed.areas or set(use.areas) <= set(allowed.areas)
    return live and same and fields and areas and allowed.purpose in ("", use.purpose)
