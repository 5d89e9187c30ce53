"""What did people say, was it answered, and who was not heard?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.definitions import category_slug
from upriver.assess.hearing.answers import RESIDENTS, Margin, Wave, against_residents, wave
from upriver.assess.materials import Laid, lay_tally
from upriver.assess.people.residents import BY_AGE, BY_GROUP, BY_SEX_AND_AGE
from upriver.places.ground import Ground
from upriver.stats.intervals import proportion
from upriver.words.figure import UNITS, Key, TallySpec
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period, month_name, month_number, months_period

QUESTION = "what_did_people_say"
INSIGHT = TallySpec("community_insight", ("theme", "setting", "group", "answered", "district"))
NEEDS = (INSIGHT, RESIDENTS, BY_AGE, BY_SEX_AND_AGE, BY_GROUP)
LEVELS = ("partnership",)
THEMES, ANSWERED, HEARD = table_name("voices", "themes"), table_name("voices", "answered"), table_name("voices", "who_answered")
SPOKE = table_name("voices", "who_spoke")
GROUPS = ("children", "young adults", "parents and carers", "people who were harmed", "people who have harmed", "residents", "businesses",
          "workers", "other")
ALL = "points"


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Points made with consent by theme and by whose voice, whether they were answered; and a survey's make-up.

    Points are counted over the last months without a gap that every group which holds sessions has sent. They are no sample:
    a share of them has no interval and is no share of residents. Of the survey, each group's share of answers is set against
    its share of residents.
    """
    found = ask.materials.tallies.get(INSIGHT)
    if found is not None:
        laid = lay_tally(found, ground, ask.period)
        if run := _last_run(laid.observed):
            kept = laid.where(np.isin(laid.columns["period"].astype(str), list(run)))
            yield from _points(kept, months_period(run[0], run[-1]), ground, ask)
    heard = wave(RESIDENTS, ground, ask)
    if heard is not None:
        for margin in against_residents(heard, ground, ask):
            yield from _make_up(heard, margin, ground, ask)


def _last_run(months: Sequence[str]) -> tuple[str, ...]:
    """The last months of those observed that follow one another without a gap."""
    run: list[str] = []
    for month in sorted(months, reverse=True):
        if run and month_name(month_number(run[0]) - 1) != month:
            break
        run.insert(0, month)
    return tuple(run)


def _points(laid: Laid, period: Period, ground: Ground, ask: Ask) -> Iterator[Finding]:
    both = {(category_slug(theme), category_slug(group) or "not_stated"): events for (theme, group), (events, _) in laid.by("theme", "group").items()}
    themes = sorted({theme for theme, _ in both})
    whole = Key(THEMES, ground.partnership, period, ALL, "count")
    theme_keys = tuple(Key(THEMES, ground.partnership, period, theme, "count") for theme in themes)
    yield _count(whole, laid.total, ask, adds=theme_keys)
    for theme, key in zip(themes, theme_keys, strict=True):
        number = sum(events for (name, _), events in both.items() if name == theme)
        split = {group: Key(THEMES, ground.partnership, period, theme, "count", (("group", group),)) for name, group in both if name == theme}
        yield _count(key, number, ask, adds=tuple(split.values()))
        yield _share(Key(THEMES, ground.partnership, period, theme, "percent"), number, laid.total, ask, (key, whole))
        for group, own in split.items():
            yield _count(own, both[(theme, group)], ask)
    yield from _spoke(both, period, ground, ask)
    yield from _parts(ANSWERED, {name or "not stated": events for (name,), (events, _) in laid.by("answered").items()}, laid, period, ground, ask)


def _spoke(both: Mapping[tuple[str, str], int], period: Period, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Points by whose voice they are, groups that said nothing too: those are the ones nobody heard."""
    every = [*(category_slug(group) for group in GROUPS), *sorted({group for _, group in both if group == "not_stated"})]
    for group in every:
        themes = [theme for theme, own in both if own == group]
        adds = tuple(Key(THEMES, ground.partnership, period, theme, "count", (("group", group),)) for theme in themes)
        number = sum(both[(theme, group)] for theme in themes)
        yield _count(Key(SPOKE, ground.partnership, period, group, "count"), number, ask, adds=adds)


def _parts(table: str, parts: Mapping[str, int], laid: Laid, period: Period, ground: Ground, ask: Ask) -> Iterator[Finding]:
    keys = {name: Key(table, ground.partnership, period, category_slug(name), "count") for name in parts}
    whole = Key(table, ground.partnership, period, ALL, "count")
    yield _count(whole, laid.total, ask, adds=tuple(keys.values()))
    for name, number in parts.items():
        yield _count(keys[name], number, ask)
        yield _share(Key(table, ground.partnership, period, category_slug(name), "percent"), number, laid.total, ask, (keys[name], whole))


def _make_up(found: Wave, margin: Margin, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Each group's share of answers, its share of residents, and the one over the other."""
    known = margin.of >= 0
    numbers, people = np.bincount(margin.of[known], minlength=len(margin.groups)), np.array(margin.residents)
    sources = tuple(dict.fromkeys((found.contract, margin.source)))
    total, shares = int(numbers.sum()), 100 * people / people.sum()
    # The sum stands beside its parts, so that a small part can't be had by taking the others from it.
    whole = Key(HEARD, ground.partnership, found.period, margin.name, "count")
    parts = tuple(Key(HEARD, ground.partnership, found.period, margin.name, "count", (("group", group),)) for group in margin.groups)
    yield Finding(QUESTION, whole, Estimate(total, events=total), sources, ask.definition.name, "surveys", (), parts)
    for group, number, share in zip(margin.groups, numbers.tolist(), shares.tolist(), strict=True):
        name = (("group", group),)
        count = Key(HEARD, ground.partnership, found.period, margin.name, "count", name)
        yield Finding(QUESTION, count, Estimate(number, events=number), sources, ask.definition.name, "surveys")
        own = proportion(number, total)
        of_answers = Estimate(*own.limits(times=100.0), 0.95, own.method, made="model",
                              decimals=UNITS["percent"][1])
        key = Key(HEARD, ground.partnership, found.period, margin.name, "percent", (*name, ("of", "answers")))
        yield Finding(QUESTION, key, of_answers, sources, ask.definition.name, "surveys", (count,))
        key = Key(HEARD, ground.partnership, found.period, margin.name, "percent", (*name, ("of", "residents")))
        yield Finding(QUESTION, key, Estimate(share, made="model", decimals=UNITS["percent"][1]), (margin.source,), ask.definition.name, "surveys")
        ratio = Estimate(
            float(own.value) * 100 / share,
            float(own.lower) * 100 / share,
            float(own.upper) * 100 / share,
            0.95,
            own.method,
            made="model",
            decimals=UNITS["ratio"][1],
        )
        key = Key(HEARD, ground.partnership, found.period, margin.name, "ratio", name)
        yield Finding(QUESTION, key, ratio, sources, ask.definition.name, "surveys", (count,))


def _count(key: Key, number: int, ask: Ask, *, adds: tuple[Key, ...] = ()) -> Finding:
    return Finding(QUESTION, key, Estimate(number, events=number), (INSIGHT.contract,), ask.definition.name, "themes", (), adds)


def _share(key: Key, number: int, total: int, ask: Ask, rests: tuple[Key, ...]) -> Finding:
    value = 100 * number / total if total else None
    estimate = Estimate(value, made="model", flags=() if total else ("no_denominator",), decimals=UNITS[key.unit][1])
    return Finding(QUESTION, key, estimate, (INSIGHT.contract,), ask.definition.name, "themes", rests)
