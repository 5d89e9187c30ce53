"""Two laws kept apart: rows given under Part 3 and rows given under UK GDPR are joined only where agreements let somebody do it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from upriver.words.declared import Contract
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Clause
from upriver.words.sharing.terms import REGIMES
from upriver.words.text import listed

LAWS = ("part_3", "uk_gdpr")
"""The laws of personal data. A party that shares none (`no_personal_data`) is under neither."""
RULE = "Data Protection Act 2018, section 36(3) and (4)"
"""Data collected for law enforcement are used for something else only where the law authorises it."""


def joined(first: Contract, second: Contract, clauses: Sequence[Clause], *, audience: str) -> None:
    """Hold a question that joins rows of two data sets to the laws under which they were given.

    Where one comes under Part 3 and the other under UK GDPR, every two clauses that it rests on have to name one purpose, and a
    party that takes both under one law: it is the one who joins them. What is counted apart and cleared, and open data, aren't
    joined and never come here.

    Raises:
        Refusal: some two of them don't. It names both data sets, their laws and the rule.
    """
    mine, other = _about(first, clauses, audience), _about(second, clauses, audience)
    if first.slug == second.slug or all(_agree(one, two) for one, two in product(mine, other)):
        return
    raise Refusal(
        f"{_given(first, mine)} and {_given(second, other)} may not be joined row by row: their agreements name no purpose for which one "
        f"party takes both under one law ({RULE})",
        do="Count each apart, or agree on it: both agreements have to name one purpose, and the same party as receiving under the same law "
           "(upriver agree FILE.toml). An assessment leaves out what needs both and answers the rest.",
    )


def _given(contract: Contract, clauses: Sequence[Clause]) -> str:
    """A data set with the laws under which it was given."""
    laws = sorted({REGIMES[law] for each in clauses for law in each.given_under if law in LAWS})
    return f"{contract.title} (given under {listed(laws)})"


def _about(contract: Contract, clauses: Sequence[Clause], audience: str) -> tuple[Clause, ...]:
    return tuple(each for each in clauses if each.allows.contract == contract.slug and each.allows.audience == audience)


def _agree(one: Clause, two: Clause) -> bool:
    """Whether rows under both may be joined: one law gave both, or one purpose and one party's law hold for both."""
    laws = {law for each in (one, two) for law in each.given_under if law in LAWS}
    takers = {(party, law) for party, law in one.taken_under if law in LAWS} & set(two.taken_under)
    return len(laws) < len(LAWS) or (one.allows.purpose == two.allows.purpose and bool(takers))
