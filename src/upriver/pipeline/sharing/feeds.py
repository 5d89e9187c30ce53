"""From held parts of partners' feeds to counts, as far as a clause allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from upriver.intake import vintages
from upriver.store.feeds import FeedCounts, Given, feed_counts
from upriver.store.folder import Folder
from upriver.words.declared import Contract
from upriver.words.part import Receipt
from upriver.words.sharing.agreement import Permission, Use

COUNTED_IN = ("district", "partnership")
"""The details that an assessment asks a feed for, finest first."""


def feeds_held(receipts: Sequence[Receipt], layouts: Mapping[str, Contract]) -> dict[str, tuple[Given, ...]]:
    """What stands today of each feed under an agreement, by feed. Records stand before a table, a table before a form."""
    best: dict[str, dict[tuple[str, str], tuple[int, Given]]] = {}
    order = ("records", "table", "form")
    for layout in layouts.values():
        if layout.protection == "open" or layout.mode not in order:
            continue
        for part, pairs in vintages.current(receipts, layout.slug):
            for pair in pairs:
                taken = best.setdefault(layout.feed, {})
                if pair not in taken or order.index(layout.mode) < taken[pair][0]:
                    taken[pair] = (order.index(layout.mode), (part, layout, (pair,)))
    return {feed: _gathered(given for _, given in taken.values()) for feed, taken in sorted(best.items())}


def _gathered(given: Iterable[Given]) -> tuple[Given, ...]:
    by_part: dict[str, Given] = {}
    for part, layout, pairs in given:
        before = by_part.get(part.id)
        by_part[part.id] = (part, layout, tuple(sorted({*(before[2] if before else ()), *pairs})))
    return tuple(by_part[name] for name in sorted(by_part))


def uses_of(held: Mapping[str, tuple[Given, ...]], *, areas: Sequence[str], purpose: str, audience: str) -> tuple[Use, ...]:
    """What an assessment asks of each feed: its period and place, nothing else, by district and for the whole."""
    uses = []
    for layout in {layout.slug: layout for given in held.values() for _, layout, _ in given}.values():
        fields = tuple(sorted({name for name in (layout.period_from, layout.place_from) if name}))
        uses += [Use(layout.slug, fields, tuple(areas), detail, purpose, audience) for detail in COUNTED_IN]
    return tuple(uses)


def counted(
    folder: Folder, held: Mapping[str, tuple[Given, ...]], *, permission: Permission, audience: str
) -> tuple[FeedCounts, ...]:
    """Every feed that the permission covers, counted; the others are left out, and the permission says why.

    So are those whose rows are no count of anything, as answers to a survey.
    """
    found = []
    for feed, given in held.items():
        if may := tuple(each for each in given if each[1].tally != "none" and permission.covers(each[1].slug, audience)):
            found.append(feed_counts(folder, feed, may, permission=permission, audience=audience))
    return tuple(found)
