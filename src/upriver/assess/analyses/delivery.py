"""How many people did what is delivered reach, and whom?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.delivery.need import NEEDS as OF_NEED
from upriver.assess.delivery.need import shares_of_residents
from upriver.assess.delivery.returns import MEASURES, NOT_KNOWN, SPLITS, WITHIN, Told, alike, told, years
from upriver.assess.delivery.telling import Teller
from upriver.places.ground import Ground
from upriver.words.finding import Finding
from upriver.words.period import Period
from upriver.words.registers.delivery import ProviderReturn

QUESTION = "whom_does_delivery_reach"
NEEDS = OF_NEED
LEVELS = ("partnership",)
RETURNS, PACE = table_name("delivery", "returns"), table_name("delivery", "pace")
DROPPED = {"referred": ("started", "not_started"), "started": ("completed", "not_completed")}
"""A whole, the part of it that went on, and the rest."""
COMPLETION = {"referred": table_name("delivery", "take_up"), "started": table_name("delivery", "completion")}
BY = {split: table_name("delivery", f"by_{split}") for split in SPLITS}
NEED = table_name("delivery", "need")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """People referred, started and completed by action, stretch of time and financial year; by group a year; shares and days.

    From the partnership's own records of provider returns. A stretch that wasn't told is missing, and so is the year around it. The
    same person may be counted in two actions, so a sum over actions is of referrals, starts and completions, not of persons.
    """
    found = told(ask.plan.of(ProviderReturn))
    yearly = years(found)
    for each in found:
        if any(each.period == year.period and each.action == year.action for year in yearly):
            continue  # a year of one stretch: told once
        tell = _teller(ask, ground, each)
        yield from _of_stretch(tell, each)
        if each.days is not None and (started := each.number("started")) is not None:
            yield tell.days(PACE, "days_to_start", each.days, started, rests_on=[tell.key(RETURNS, "started")])
    by_year: dict[int, list[Told]] = defaultdict(list)
    for each in yearly:
        by_year[_year(each.period)].append(each)
        yield from _of_year(_teller(ask, ground, each), each)
    for parts in by_year.values():
        yield from _together(ask, ground, parts)


def _year(period: Period) -> int:
    return period.start.year - (period.start.month < 4)


def _teller(ask: Ask, ground: Ground, each: Told) -> Teller:
    return Teller(QUESTION, ground.partnership, ask.definition.name, each.period, (("action", each.action),))


def _of_stretch(tell: Teller, each: Told) -> Iterator[Finding]:
    """A stretch's counts, and those who dropped out in it: a count too, so that nobody can subtract what would be hidden."""
    for measure in MEASURES:
        whole, (part, other) = each.number(measure), DROPPED.get(measure, ("", ""))
        on = each.number(part)
        if whole is None or on is None or on > whole:
            yield tell.count(RETURNS, measure, whole)
        else:
            yield tell.count(RETURNS, measure, whole, adds=[tell.key(RETURNS, part), tell.key(RETURNS, other)])
            yield tell.count(RETURNS, other, whole - on)


def _of_year(tell: Teller, year: Told) -> Iterator[Finding]:
    """One action's year: its counts, whom they were, how many finished, how soon they began."""
    for measure in MEASURES:
        yield tell.count(RETURNS, measure, year.number(measure))
    for split, table in BY.items():
        # Those who started alone: groups of those referred and of those who completed would tell how few dropped out of each.
        yield from _by_group(tell, table, split, "started", year.groups(split, "started"))
    for whole, (part, other) in DROPPED.items():
        yield from _parts(tell, COMPLETION[whole], (part, other, whole), year.number(whole), year.number(part))
    yield from _parts(tell, PACE, (WITHIN, "later_than_28_days", "started"), year.number("started"), year.number(WITHIN))


def _parts(tell: Teller, table: str, measures: tuple[str, str, str], whole: int | None, part: int | None) -> Iterator[Finding]:
    """A part of a whole and its share; the rest is a count too, so that nobody can subtract what would be hidden.

    `measures` are of the part, the rest and the whole. Nothing where the part is more than the whole: more finished in that time than
    began in it.
    """
    if part is None or whole is None or part > whole:
        return
    measure, other, of = measures
    names = [tell.key(table, measure), tell.key(table, other)]
    yield tell.count(table, measure, part)
    yield tell.count(table, other, whole - part)
    yield tell.count(table, of, whole, adds=names)
    yield tell.share(table, measure, part, whole, rests_on=[*names, tell.key(table, of)])


def _by_group(tell: Teller, table: str, split: str, measure: str, groups: dict[str, int]) -> Iterator[Finding]:
    """Counts of each group with their whole, and each group's share of those whose group is known."""
    if not groups:
        return
    keys = {group: tell.key(table, measure, more=((split, group),)) for group in groups}
    whole = sum(groups.values())
    yield tell.count(table, measure, whole, adds=list(keys.values()))
    known = whole - groups[NOT_KNOWN]
    for group, people in groups.items():
        yield tell.count(table, measure, people, ((split, group),))
        if group != NOT_KNOWN and known:
            # Whole and not known are printed beside it, so that the share tells nothing which they don't.
            yield tell.share(table, measure, people, known, ((split, group),), rests_on=[keys[group], keys[NOT_KNOWN], tell.key(table, measure)])


def _together(ask: Ask, ground: Ground, parts: Sequence[Told]) -> Iterator[Finding]:
    """All actions of a year together, over the time that any of them told; without a number where one has a hole."""
    period = Period(min(each.period.start for each in parts), max(each.period.end for each in parts))
    tell = Teller(QUESTION, ground.partnership, ask.definition.name, period)
    for measure in MEASURES:
        numbers = [each.number(measure) for each in parts]
        gone = any(number is None for number in numbers)
        adds = () if gone else tuple(_teller(ask, ground, each).key(RETURNS, measure) for each in parts)
        yield tell.count(RETURNS, measure, None if gone else sum(number or 0 for number in numbers), adds=adds)
    for split, table in BY.items():
        known = alike([(each, groups) for each in parts if (groups := each.groups(split, "started"))])
        whole: dict[str, int] = defaultdict(int)
        for _, groups in known:
            for group, people in groups.items():
                whole[group] += people
        yield from _whole_groups(ask, ground, tell, (split, table), known, whole)
        yield from shares_of_residents(tell, NEED, split, [group for group in whole if group != NOT_KNOWN], ask, ground)


def _whole_groups(
    ask: Ask, ground: Ground, tell: Teller, of: tuple[str, str], known: Sequence[tuple[Told, dict[str, int]]], whole: dict[str, int]
) -> Iterator[Finding]:
    """Starts of all actions that tell a split, by its groups: each the sum of what the actions tell of it."""
    split, table = of
    measure = "started_where_told"
    if not known:
        return
    people_known = sum(people for group, people in whole.items() if group != NOT_KNOWN)
    keys = {group: tell.key(table, measure, more=((split, group),)) for group in whole}
    for group, people in whole.items():
        adds = [_teller(ask, ground, each).key(table, "started", more=((split, group),)) for each, groups in known if group in groups]
        yield tell.count(table, measure, people, ((split, group),), adds=adds)
        if group != NOT_KNOWN and people_known:
            rests = [keys[group], keys[NOT_KNOWN], tell.key(table, measure, more=(("split", split),))]
            yield tell.share(table, measure, people, people_known, ((split, group),), rests_on=rests)
    # The whole is the sum of its groups and the sum of its actions: each sum stands in a table of its own.
    yield tell.count(table, measure, sum(whole.values()), (("split", split),), adds=[_teller(ask, ground, each).key(table, "started") for each, _ in known])
    yield tell.count(NEED, measure, sum(whole.values()), (("split", split),), adds=list(keys.values()))
