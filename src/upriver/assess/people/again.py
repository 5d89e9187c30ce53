"""Findings on people who come several times: how many, how often, how unevenly, and what chance would have done."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.people.telling import Teller
from upriver.stats.people import repeats
from upriver.store.partners.people import Peopled
from upriver.words.figure import Key
from upriver.words.finding import Finding

TOPS = (("01", 0.01), ("05", 0.05), ("10", 0.10))
MOST = 5
FOLLOW = 6
"""Months for which everybody is followed, where the period is longer."""
FEWEST = 100
"""Under so many people a top hundredth is less than one person: no share of the top is told."""


def again(tell: Teller, found: Peopled, residents: float, table: str, what: str) -> Iterator[Finding]:
    """All there is to say of one kind of people (`what`: victims, suspects), in numbers of people alone.

    Nothing where a month is missing: people can't be put together over a hole.
    """
    people = found.by_times
    if tell.gone or not people.sum():
        return
    keyed = found.rows - found.unkeyed
    total, more = int(people.sum()), int(people[1:].sum())
    key = _Keys(tell, table, what)
    yield tell.count(table, f"{what}_people", total, unit="people", adds=[key.people(str(n)) for n in (1, "2_or_more")])
    yield tell.count(table, f"{what}_people", total - more, (("times", "1"),), unit="people")
    parts = _times(people)
    yield tell.count(table, f"{what}_people", more, (("times", "2_or_more"),), unit="people", adds=[key.people(name) for name, _ in parts])
    for name, number in parts:
        yield tell.count(table, f"{what}_people", number, (("times", name),), unit="people")
    yield tell.count(table, f"{what}_keyed", keyed)
    yield tell.count(table, f"{what}_unkeyed", found.unkeyed)
    rests = [key.people("2_or_more"), key.people("1")]
    yield tell.result(table, f"{what}_repeat_people", "percent", repeats.repeat_people(people), times=100, rests_on=rests)
    seed = tell.ask.seed
    on_repeat = repeats.events_on_repeat_people(people, seed=seed)
    yield tell.result(table, f"{what}_events_on_repeat", "percent", on_repeat, times=100, rests_on=rests)
    if total >= FEWEST:
        for name, top in TOPS:
            shown = repeats.share_on_top(people, top, seed=seed)
            yield tell.result(table, f"{what}_on_top", "percent", shown, (("top", name),), times=100, rests_on=rests)
    yield from _burden(tell, people, residents, table, what, rests)
    yield from _followed(tell, found, table, what, rests)


def _burden(tell: Teller, people: np.ndarray, residents: float, table: str, what: str, rests: list[Key]) -> Iterator[Finding]:
    wide = repeats.design(people)
    yield tell.plain(table, f"{what}_design", "ratio", wide, "variance beside that of events that each fall on somebody else", rests_on=rests)
    if not residents > 0:
        return
    per_year = residents * tell.years
    found = repeats.burden(people, per_year)
    basis = ("census_residents",)
    for name, unit, each in (("incidence", tell.rate_unit, found.incidence), ("prevalence", tell.rate_unit, found.prevalence),
                             ("concentration", "events_each", found.concentration)):
        yield tell.result(table, f"{what}_{name}", unit, each, rests_on=rests, more=basis)
    events = float(people @ np.arange(1, len(people) + 1))
    chance, mixed = repeats.expected_people(events, residents, 60)[1:].sum(), repeats.expected_people_mixed(people, residents, 60)[1:].sum()
    said = "people with two or more, were all residents at the same risk (Poisson)"
    yield tell.plain(table, f"{what}_by_chance", "people", float(chance), said, rests_on=rests, more=basis)
    said = "people with two or more, were risk spread among residents as a gamma distribution (negative binomial by moments)"
    yield tell.plain(table, f"{what}_mixed_risk", "people", float(mixed), said, rests_on=rests, more=basis)


def _followed(tell: Teller, found: Peopled, table: str, what: str, rests: list[Key]) -> Iterator[Finding]:
    """Another within six months, of those whose first left six months: the cut-off end of the period can't hide it."""
    months = len(tell.ask.months)
    if months > FOLLOW:
        shown = repeats.followed_alike(found.first, found.wait, found.people, months=months, follow=FOLLOW)
        kept = found.first < months - FOLLOW
        within = int(found.people[kept & (found.wait <= FOLLOW)].sum())
        yield tell.count(table, f"{what}_followed", within, (("again", "yes"),), unit="people")
        yield tell.count(table, f"{what}_followed", int(found.people[kept].sum()) - within, (("again", "no"),), unit="people")
        mine = [tell.key(table, f"{what}_followed", "people", (("again", said),)) for said in ("yes", "no")]
        yield tell.result(table, f"{what}_followed", "percent", shown, times=100, rests_on=[*rests, *mine])


def _times(people: np.ndarray) -> list[tuple[str, int]]:
    """People with 2, 3, 4 and with 5 or more."""
    single = [(str(times), int(people[times - 1]) if times <= len(people) else 0) for times in range(2, MOST)]
    return [*single, (f"{MOST}_or_more", int(people[MOST - 1 :].sum()))]


class _Keys:
    def __init__(self, tell: Teller, table: str, what: str) -> None:
        self.tell, self.table, self.what = tell, table, what

    def people(self, times: str) -> Key:
        return self.tell.key(self.table, f"{self.what}_people", "people", (("times", times),))
