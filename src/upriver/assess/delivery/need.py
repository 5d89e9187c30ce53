"""The residents whom reach is set beside: the share of each group among residents of the same groups, from open tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver.assess.asking import Ask
from upriver.assess.delivery.telling import Teller
from upriver.assess.people.residents import (
    BY_AGE,
    BY_GROUP,
    BY_SEX_AND_AGE,
    bounds_of,
    group_of,
    residents_by_age,
    residents_by_group,
)
from upriver.places.ground import Ground
from upriver.words.finding import Estimate, Finding

NEEDS = (BY_AGE, BY_SEX_AND_AGE, BY_GROUP)
SEXES = {"female": "female", "male": "male", "woman": "female", "man": "male", "girl": "female", "boy": "male"}


def shares_of_residents(tell: Teller, table: str, split: str, groups: Sequence[str], ask: Ask, ground: Ground) -> Iterator[Finding]:
    """Each group's share of residents in all the groups told of. Nothing where one of them isn't a group of residents, or two overlap.

    A whole population has no interval of chance.
    """
    source, people = _residents(split, groups, ask, ground)
    whole = sum(people.values())
    if not people or len(people) < len(groups) or not whole:
        return
    for group, residents in people.items():
        said = f"share of residents in these {len(groups)} groups; a whole population has no interval of chance"
        estimate = Estimate(100 * residents / whole, None, None, None, said, None, None, "model", (), 1)
        yield Finding(tell.question, tell.key(table, "residents", "percent", ((split, group),)), estimate, (source,), tell.definition, "residents")


def _residents(split: str, groups: Sequence[str], ask: Ask, ground: Ground) -> tuple[str, dict[str, float]]:
    if split == "ethnicity":
        held = residents_by_group(ask, ground)
        named = {group: group_of(group) for group in groups}
        clear = held and len(set(named.values())) == len(named) and all(named.values())
        return BY_GROUP.contract, {group: held[broad] for group, broad in named.items()} if clear else {}
    ages = residents_by_age(ask, ground)
    if ages is None:
        return "", {}
    if split == "sex":
        found = {group: ages.of("", SEXES[group.casefold()]) for group in groups if group.casefold() in SEXES}
    else:
        spans = sorted(span for group in groups if (span := bounds_of(group)))
        apart = all(one[1] < two[0] for one, two in zip(spans, spans[1:], strict=False))
        found = {group: ages.of(group) for group in groups if bounds_of(group)} if apart else {}
    return ages.source, {group: number for group, number in found.items() if number == number and number > 0}
