"""Findings by ethnic group: counts, the share not known, rates of residents, ratios, and what the unknown could make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upriver.assess.people.residents import BY_GROUP, GROUPS, group_of
from upriver.assess.people.telling import Counted, Split, Teller
from upriver.stats.people.overlap import range_of_ratio, rate_ratio_repeats
from upriver.words.finding import Finding

AGAINST = "White"
UNKNOWN = "not_known"


def counts_of(found: Counted, field: str) -> dict[str, int]:
    """Events by broad group, those without one under `not_known`; every group is there, at nought if need be."""
    counts = {**dict.fromkeys(GROUPS, 0), UNKNOWN: 0}
    for (words,), events in found.by(field).items():
        counts[group_of(words) or UNKNOWN] += events
    return counts


def by_group(
    tell: Teller, counts: Mapping[str, int], residents: Mapping[str, float], table: str, measure: str, *,
    design: float = 1.0, split: Split = (),
) -> Iterator[Finding]:  # fmt: skip
    """Counts and shares of each group; where residents are held, rates per 1,000 of the group and ratios to White residents.

    A ratio leaves those not known out, as if they were spread as the known are; beside it stands the range that it could
    have whoever they are (`rate_ratio` of the measure with `_range`).
    """

    def at(group: str) -> Split:
        return tuple(sorted((*split, ("ethnicity", group))))

    keys = {group: tell.key(table, measure, "count", at(group)) for group in counts}
    whole = sum(counts.values())
    yield tell.count(table, measure, whole, split, adds=list(keys.values()))
    for group, events in counts.items():
        yield tell.count(table, measure, events, at(group))
    yield tell.share(table, measure, counts[UNKNOWN], whole, at(UNKNOWN), rests_on=[keys[UNKNOWN]])
    if not residents:
        return
    for group in GROUPS:
        yield tell.rate(table, measure, counts[group], residents[group], at(group), BY_GROUP.contract)
        if group == AGAINST:
            continue
        pair = counts[group], residents[group], counts[AGAINST], residents[AGAINST]
        rests = [keys[group], keys[AGAINST], keys[UNKNOWN]]
        found = rate_ratio_repeats(*pair, design=max(design, 1.0))
        yield tell.result(table, measure, "rate_ratio", found, at(group), rests_on=rests[:2], more=(BY_GROUP.contract,))
        low, high = range_of_ratio(*pair, counts[UNKNOWN], design=max(design, 1.0))
        said = "lower limit with all of unknown group White, upper limit with all of them in this group: what can't be known, and chance"
        yield tell.plain(table, f"{measure}_range", "rate_ratio", float(found.value), said, at(group), ends=(low, high), rests_on=rests,
                         more=(BY_GROUP.contract,))
