"""The three answers of the board's page: each in one sentence, its few numbers, and where its evidence is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from upriver.report.plans.tables import money_words
from upriver.report.plans.told import Told
from upriver.report.plans.watched.charting import decimals_of, said_when, unit_of, value_words
from upriver.words.document import KeyFigure
from upriver.words.monitoring.indicator import SIGNALS, Standing
from upriver.words.standing.delivered import Delivered, Exceptional, Spending
from upriver.words.standing.requirement import STANDINGS
from upriver.words.text import number, plural

MOST_POINTS = 2
"""Of what presses, so many stand on the first page; the evidence behind it holds all."""
PAST = ("overspent", "late_action", "late_start", "late_step", "meeting_action")
"""Kinds of exceptions that are past a day or a sum that was agreed."""
TRIO = ("homicide", "sharp_object_admissions", "knife_enabled_violence")
"""The national outcome measures that come first, in this order."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three: the short answer in a word or two, the sentence, numbers, and what a board should know before it trusts it."""

    short: str
    says: str
    figures: tuple[KeyFigure, ...] = ()
    points: tuple[str, ...] = ()
    worry: bool = False


def duty_answer(told: Told) -> Answer:
    """Are we meeting the Duty? Musts alone decide; evidence without a name under it isn't met."""
    musts = [each for each in told.requirements if each.requirement.level == "must" and each.standing != "not_applicable"]
    if not musts:
        return Answer("Not yet judged", "The register of requirements has not been judged for this day, so nothing can be said.",
                      points=("upriver duty looks for the evidence of each requirement.",))
    counted = Counter(each.standing for each in musts)
    met, bare, rest = counted["met"], counted["not_attested"], counted["partly"] + counted["not_met"]
    short = "Yes, as attested" if met == len(musts) else "In part" if met else "Not attested yet" if bare else "Not shown"
    says = (f"{met} of {len(musts)} things that the law requires are met, with evidence and a named person's word. "
            f"{bare} more have evidence that nobody has attested, and {rest} {'is' if rest == 1 else 'are'} not met or met in part.")
    figures = tuple(KeyFigure(words, str(number_of), f"of {len(musts)}") for words, number_of in
                    ((STANDINGS["met"], met), (STANDINGS["not_attested"], bare), ("Not met, or in part", rest)))
    lacking = [each for each in musts if each.standing in ("not_met", "partly") and each.next_step][:MOST_POINTS]
    points = tuple(f"{each.requirement.says} Next: {plainly(each.next_step)}" for each in lacking)
    return Answer(short, says, figures, points, worry=rest > 0)


def plainly(step: str) -> str:
    """A next step without the command that does it: a board reads what, whoever does it finds how on the page behind."""
    return re.sub(r":?\s*`?upriver [^.]*\.", ".", step)


def national(told: Told) -> list[Standing]:
    """The national outcome measures, the first three of them first."""
    found = [each for each in told.standings if each.measure is None and each.indicator.national]
    first = [each for slug in TRIO for each in found if each.indicator.slug == slug]
    return [*first, *(each for each in found if each.indicator.slug not in TRIO)]


def violence_answer(told: Told) -> Answer:
    """Is violence falling? Only a level that has moved by more than chance counts as falling or rising."""
    found = national(told)
    read = [each for each in found if each.latest is not None]
    if not read:
        return Answer("Can't be said", "No national outcome measure has a reading, so nothing can be said.")
    counted = Counter(each.signal for each in read)
    falling, rising = counted["better"], counted["worse"]
    judged = sum(counted[signal] for signal in ("better", "worse", "unusual", "none"))
    short = ("Mixed" if falling and rising else "Falling in part" if falling else "Rising in part" if rising
             else "No sign of it" if judged else "Too soon to say")
    says = (f"Of {plural(len(found), 'national outcome measure')}, {falling} {_show(falling)} a lower level by more than chance and {rising} a higher one; "
            f"{counted['none'] + counted['unusual']} {_show(counted['none'] + counted['unusual'])} no lasting change, {counted['too_few']} "
            f"{'has' if counted['too_few'] == 1 else 'have'} too few readings to judge, and {len(found) - len(read)} can't be read.")
    points = tuple(f"{each.indicator.title}: {each.says}{_old(each)}" for each in found if each.latest is not None and (each.signal in ("better", "worse", "unusual") or (each.indicator.slug in TRIO and _old(each))))
    return Answer(short, says, tuple(_figure(each) for each in found if each.indicator.slug in TRIO), points, worry=rising > 0)


def _old(each: Standing) -> str:
    return "".join(f" {note}" for note in each.notes if note.startswith("The latest reading ends"))


def _show(count: int) -> str:
    return "shows" if count == 1 else "show"


def _figure(each: Standing) -> KeyFigure:
    if each.year is not None:
        odd = ", with a provisional month" if each.year.provisional else ""
        change = f"; {each.change.says}" if each.change else ""
        return KeyFigure(each.indicator.title, number(each.year.count), "in twelve months", f"{SIGNALS[each.signal]}. {each.year.period.words}{odd}{change}")
    when = f". {said_when(each.latest.key.period)}" if each.latest else ""
    shown = value_words(each.latest, decimals_of(each)) if each.latest else "hidden" if each.series else "not held"
    said = f"{SIGNALS[each.signal]}{when}" if each.latest else each.says
    return KeyFigure(each.indicator.title, shown, unit_of(each) if each.latest else "", said)


def doing_answer(told: Told) -> Answer:
    """Are we doing what we said? Actions against their dates, milestones, and spend against plan."""
    found = told.delivered
    if not found.actions:
        return Answer("Nothing to go by", "No actions are recorded, so nothing can be said.")
    late = found.counted("late")
    running = len(found.actions) - found.counted("done") - found.counted("not_begun") - found.counted("stopped")
    keeping = found.counted("on_time")
    steps = [step for each in found.actions for step in each.steps]
    fallen = [step for step in steps if step.milestone.due is not None and step.milestone.due <= told.on]
    kept = [step for step in fallen if step.state == "done"]
    spending = found.spending(year=found.year)
    short = "Yes" if not late else "Mostly" if late <= max(running, 1) / 4 else "Not enough"
    paused = found.counted("paused")
    rest = f" and {paused} {'is' if paused == 1 else 'are'} paused" if paused else ""
    says = (f"{keeping} of {plural(running, 'action')} under way {'is' if keeping == 1 else 'are'} on time{',' if paused else ' and'} {late} "
            f"{'is' if late == 1 else 'are'} late{rest}; {found.counted('done')} of all {len(found.actions)} are done.")
    figures = [KeyFigure("Actions on time", str(keeping), f"of {running} under way", f"{late} late"),
               KeyFigure("Milestones kept", str(len(kept)), f"of {len(fallen)} that were due", _late_steps(fallen, kept))]
    if spending.planned is not None:
        figures.append(KeyFigure(f"Spent of the plan for {found.year}", _share(spending), "", _money(spending)))
    return Answer(short, says, tuple(figures), _worries(found), worry=late > 0)


def _late_steps(fallen: Sequence[object], kept: Sequence[object]) -> str:
    return f"{plural(len(fallen) - len(kept), 'milestone')} late or done after the day"


def _share(spending: Spending) -> str:
    """Spent of planned; not known where any line is silent, whose plan would count and whose spending wouldn't."""
    if spending.spent is None or spending.silent or not spending.planned:
        return "not known"
    return f"{number(float(100 * spending.spent / spending.planned))}%"


def _money(spending: Spending) -> str:
    silent = f"; {plural(spending.silent, 'line')} without a figure for spend" if spending.silent else ""
    return f"{money_words(spending.spent)} of {money_words(spending.planned)}{silent}"


def _worries(found: Delivered) -> tuple[str, ...]:
    return tuple(each.says for each in pressing(found.exceptions) if each.kind in PAST)[:MOST_POINTS]


def pressing(every: Sequence[Exceptional]) -> list[Exceptional]:
    """What a board is told of, what presses most first: money spent beyond its plan, then what has been past its day the longest, then
    what nobody has told of and money that goes slowly."""
    return sorted(every, key=lambda each: (each.kind not in PAST, each.kind != "overspent", each.since or date.max, each.about))


