"""Which kinds of recorded crime and violence are most prevalent?"""

from __future__ import annotations

from collections.abc import Iterator

from upriver.assess.asking import (
    Ask,
    Counts,
    by_area,
    defined,
    every_category,
    flags_of,
    month_counts,
    period_counts,
    period_rates,
    table_name,
)
from upriver.assess.definitions import category_slug
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import month_period

QUESTION = "which_kinds_are_most_prevalent"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("partnership", "force", "csp", "utla", "ltla", "icb", "fra", "region", "country")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Counts by month and for the period, and rates, for every category and the definition, CSP and upwards."""
    period = counts.of(ask.months)
    names, matrix = every_category(period)
    own, own_matrix = defined(period, ask)
    for level in LEVELS:
        if level not in ground.levels:
            continue
        categories = by_area(period, ground, level, names, matrix)
        definition = by_area(period, ground, level, own[:1], own_matrix[:1])
        for found in (categories, definition):
            if level in ("partnership", "force", "csp", "ltla"):
                yield from month_counts(
                    found, ask, ask.months, table=table_name("kinds", "by_month"), question=QUESTION
                )
            yield from period_counts(found, ask, table=table_name("kinds", "counts"), question=QUESTION)
            yield from period_rates(found, ask, table=table_name("kinds", "rates"), question=QUESTION)
    yield from _adrift(period, ground, ask)


def _adrift(period: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Rows without a place, and rows outside the partnership's ground: rows of their own, in no area's total."""
    for (force, kind), table in sorted(period.adrift.items()):
        area = ground.forces.get(force, Area("force", force, force))
        for column, month in enumerate(period.months):
            gone = not ask.coverage.usable(force, month)
            odd = any((each.provider, each.month) == (force, month) for each in ask.coverage.undecided)
            for at, category in enumerate(period.categories):
                count = None if gone else int(table[column, at])
                key = Key(
                    table_name("kinds", "by_month"),
                    area,
                    month_period(month),
                    category_slug(category),
                    "count",
                    (("location", kind),),
                )
                estimate = Estimate(count, events=count, flags=flags_of(gone, odd))
                yield Finding(QUESTION, key, estimate, ("police_uk_street",), ask.definition.name, "counts")
