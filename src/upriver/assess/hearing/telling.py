"""A survey's estimates as findings: shares with design-based intervals, and the counts of answers that they rest on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.hearing.answers import Question, Wave
from upriver.places.ground import Ground
from upriver.stats.surveys.shares import weighted_share
from upriver.words.area import Area
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding

FEW = 10
"""In a group, an answer that fewer gave, or fewer didn't give, isn't told."""
Names = tuple[tuple[str, str], ...]


def estimates(found: Wave, question: Question, table: str, asked: str, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Each answer's share of all residents, then by group and by district.

    Counts of answers are given for the whole alone, so that no two tables of them can be subtracted from each other. In a
    group there is no share where fewer than 30 answered, or fewer than 10 gave or didn't give the answer.
    """
    counts, said = found.asked(question)
    if not counts.any():
        return
    whole, base = ground.partnership, int(counts.sum())
    keys = [_key(table, whole, found, question, "count", (("answer", name),)) for name in question.told]
    all_of_them = _key(table, whole, found, question, "count")
    yield _finding(asked, all_of_them, Estimate(base, events=base), found, ask, adds=tuple(keys))
    for at, (name, key) in enumerate(zip(question.told, keys, strict=True)):
        number = int((counts & (said == at)).sum())
        yield _finding(asked, key, Estimate(number, events=number), found, ask)
        share = _key(table, whole, found, question, "percent", (("answer", name),))
        yield _finding(asked, share, _share(found, counts, said == at), found, ask, rests=(key, all_of_them))
        for area, names, rows in _groups(found, ground):
            if (part := counts & rows).any():
                own = _key(table, area, found, question, "percent", (("answer", name), *names))
                yield _finding(asked, own, _share(found, part, said == at, least=FEW), found, ask, rests=(key, all_of_them))


def _groups(found: Wave, ground: Ground) -> Iterator[tuple[Area, Names, np.ndarray]]:
    """Districts, then sexes, age bands and school years, with the answers of each."""
    level = ground.levels.get("ltla")
    for area in level.areas if level else ():
        yield area, (), found.columns["district"] == area.code
    for name in ("sex", "age_band", "year_group"):
        values = found.columns.get(name)
        for value in sorted({str(each) for each in values if each is not None and each == each}) if values is not None else ():
            word = value.removesuffix(".0")
            if values is not None and word not in ("not known", "unknown"):
                yield ground.partnership, ((name, word),), values.astype(str) == value


def _share(found: Wave, counts: np.ndarray, hit: np.ndarray, *, least: int = 0) -> Estimate:
    result = weighted_share(hit[counts].astype(float), found.weights[counts])
    gave = int(result.events)
    if np.isnan(result.value) or not (least <= gave and least <= int(result.denominator) - gave):
        return Estimate(None, method=result.method, made="model", flags=("withheld",), decimals=UNITS["percent"][1])
    value, lower, upper = result.limits(times=100.0)
    return Estimate(value, lower, upper, result.level, result.method, made="model", decimals=UNITS["percent"][1])


def quality(found: Wave, table: str, asked: str, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Answers, how many of equal weight they are worth, and the design effect."""
    whole, base = ground.partnership, found.answers
    count = Key(table, whole, found.period, found.contract, "count")
    yield _finding(asked, count, Estimate(base, events=base), found, ask)
    for name, value, unit in (("effective_answers", found.effective, "people"), ("design_effect", found.design, "ratio"),
                              ("margin_missed", 100 * found.gap, "percent")):
        key = Key(table, whole, found.period, found.contract, unit, (("of", name),))
        yield _finding(asked, key, Estimate(float(value), method="Kish (1965)", made="model", decimals=UNITS[unit][1]), found, ask, rests=(count,))


def _key(table: str, area: Area, found: Wave, question: Question, unit: str, names: Names = ()) -> Key:
    return Key(table, area, found.period, question.field, unit, tuple(sorted(names)))


def _finding(
    asked: str, key: Key, estimate: Estimate, found: Wave, ask: Ask, *, rests: tuple[Key, ...] = (), adds: tuple[Key, ...] = ()
) -> Finding:
    sources = tuple(dict.fromkeys((found.contract, *(margin.source for margin in found.margins))))
    return Finding(asked, key, estimate, sources, ask.definition.name, "surveys", rests, adds)


