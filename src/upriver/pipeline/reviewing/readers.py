"""Who must read a document before it is released: by the strictest source that its figures rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from upriver.store.feeds import Given
from upriver.words.cleared import Clearance
from upriver.words.declared import Contract
from upriver.words.finding import Finding
from upriver.words.releasing.gate import readers_for


def with_readers(
    clearance: Clearance,
    findings: Sequence[Finding],
    contracts: Mapping[str, Contract],
    given: Mapping[str, tuple[Given, ...]],
    *,
    left: int = 0,
) -> Clearance:
    """The clearance with how many people must read it, and why, and how many things a person `left` out.

    A contract of records that a partner met by a protected table counts as that table. `given` is what stands of each feed.
    """
    many, why = readers_for(_protections({source for each in findings for source in each.sources}, contracts, given))
    return replace(
        clearance, reviewers=many, reason=why, record={**clearance.record, "reviewers": many, "left_out": left}
    )


def shared_tables(findings: Sequence[Finding], contracts: Mapping[str, Contract]) -> frozenset[str]:
    """The tables with a number that rests on a partner's data, and not on open data alone."""
    shared = {slug for slug, contract in contracts.items() if contract.protection != "open"}
    return frozenset(each.key.table for each in findings if shared & set(each.sources))


def _protections(
    sources: Iterable[str], contracts: Mapping[str, Contract], given: Mapping[str, tuple[Given, ...]]
) -> set[str]:
    """How each source was protected, as it was held; one that no contract names is taken for records."""
    found = set()
    for source in sources:
        held = {layout.protection for _, layout, _ in given.get(source, ())}
        found |= held or {contracts[source].protection if source in contracts else ""}
    return found
