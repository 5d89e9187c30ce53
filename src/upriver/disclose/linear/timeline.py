"""Stretches of time that make up others: months in quarters and years, years that overlap, a year less its first nine months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from upriver.disclose.linear.equations import Counts, Equation
from upriver.words.releasing.released import Quantity

Span = tuple[int, int]
"""A stretch of days: its first, and the one after its last, counted from the year 1."""


def of_times(counts: Counts) -> tuple[list[Equation], dict[Quantity, int]]:
    """Every sum over time of one thing, and what such sums would tell of stretches that are in no table.

    Counts are differences between moments: moments that printed stretches link, however they overlap, leave every
    stretch between two of them known. What stands between neighbouring moments of one such group makes up all its stretches.
    Stretches that share no moment with a longer one still leave the rest of it.
    """
    groups: dict[tuple[str, ...], dict[Span, Quantity]] = defaultdict(dict)
    days: dict[str, int] = {}
    for term in counts:
        for text in term[2:4]:
            if text not in days:
                days[text] = date.fromisoformat(text).toordinal()
        groups[(term[0], term[1], *term[4:])][days[term[2]], days[term[3]] + 1] = term
    equations: list[Equation] = []
    unsaid: dict[Quantity, int] = {}
    for found in groups.values():
        if len(found) > 1:
            equations.extend(_of_one(found, counts, unsaid))
    return equations, unsaid


def _of_one(found: Mapping[Span, Quantity], counts: Counts, unsaid: dict[Quantity, int]) -> Iterator[Equation]:
    spans = sorted(found, key=lambda span: (span[1] - span[0], span))
    linked, height = _linked(spans, found, counts)
    chains: dict[int, list[int]] = defaultdict(list)
    for moment in sorted(linked):
        chains[linked[moment]].append(moment)
    pieces = {group: list(pairwise(moments)) for group, moments in chains.items()}
    for span in spans:
        for group, steps in pieces.items():
            inside = [step for step in steps if span[0] <= step[0] and step[1] <= span[1]]
            if group != linked[span[0]]:
                if there := tuple(found[step] for step in inside if step in found):
                    yield Equation((found[span],), there, exact=False)
            elif len(inside) > 1:
                made = [(step, height[step[1]] - height[step[0]]) for step in inside]
                if all(step in found or value >= 0 for step, value in made):
                    names = tuple(found.get(step) or _named(found[span], step) for step, _ in made)
                    unsaid.update({name: value for name, (step, value) in zip(names, made, strict=True) if step not in found})
                    yield Equation((found[span],), names)


def _linked(spans: list[Span], found: Mapping[Span, Quantity], counts: Counts) -> tuple[dict[int, int], dict[int, int]]:
    """Which moments stretches link, by the first of each group, and how much was counted up to each since then."""
    group = {moment: moment for span in spans for moment in span}
    members = {moment: [moment] for moment in group}
    height = dict.fromkeys(group, 0)
    for start, end in spans:
        if group[start] == group[end]:
            continue
        shift = height[start] + counts[found[start, end]] - height[end]
        kept, moved = group[start], group[end]
        for moment in members.pop(moved):
            height[moment] += shift
            group[moment] = kept
            members[kept].append(moment)
    return group, height


def _named(like: Quantity, span: Span) -> Quantity:
    start, end = date.fromordinal(span[0]).isoformat(), date.fromordinal(span[1] - 1).isoformat()
    return (like[0], like[1], start, end, like[4], like[5], like[6])
