"""What a rule finds, and the few things that several rules ask of what is held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Objective, Priority, Strategy
from upriver.words.sharing.agreement import Agreement
from upriver.words.sharing.authority import RELEVANT, SPECIFIED, Authority
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Evidence
from upriver.words.text import day, listed

A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: evidence, what lacks for the whole of it, and the one next thing to do."""

    evidence: tuple[Evidence, ...] = ()
    lacks: tuple[str, ...] = ()
    do: str = ""

    @property
    def shown(self) -> str:
        """How much the evidence shows: `whole`, `part` or `nothing`."""
        if not self.evidence:
            return "nothing"
        return "part" if self.lacks or not all(each.whole for each in self.evidence) else "whole"


Find = Callable[[Held, tuple[str, ...]], Found]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of looking for evidence: its name, what it looks for in a sentence, and the looking."""

    slug: str
    says: str
    find: Find


def strategy_of(held: Held) -> Strategy | None:
    """The final strategy that covers the day; else the latest draft; None where there is neither."""
    def order(each: Strategy) -> tuple[bool, date]:
        return in_force(each, held.on), each.starts or date.min

    return max((each for each in held.plan.of(Strategy) if each.state != "superseded"), key=order, default=None)


def in_force(strategy: Strategy, on: date) -> bool:
    """Whether a strategy is final and covers the day."""
    return strategy.state == "final" and (strategy.starts or date.max) <= on <= (strategy.ends or date.min)


def priorities_of(held: Held) -> tuple[Priority, ...]:
    """The priorities of the strategy that holds, or is being written."""
    strategy = strategy_of(held)
    return tuple(each for each in held.plan.of(Priority) if strategy and each.strategy == strategy.id)


def objectives_of(held: Held) -> tuple[Objective, ...]:
    """The objectives of those priorities."""
    chosen = {each.id for each in priorities_of(held)}
    return tuple(each for each in held.plan.of(Objective) if each.priority in chosen)


def actions_of(held: Held) -> tuple[Action, ...]:
    """Actions of those priorities, and those that serve no priority at all, which are nobody's and therefore everybody's."""
    chosen = {each.id for each in priorities_of(held)}
    return tuple(each for each in held.plan.of(Action) if each.priority in chosen or not each.priority)


def bodies(held: Held, kinds: Iterable[str]) -> tuple[Authority, ...]:
    """Bodies of these kinds that are there on the day."""
    wanted = set(kinds)
    return tuple(each for each in held.register.authorities if each.kind in wanted and each.holds_on(held.on))


def specified(held: Held) -> tuple[Authority, ...]:
    """The specified authorities of the day."""
    return bodies(held, SPECIFIED)


def relevant(held: Held) -> tuple[Authority, ...]:
    """The educational, prison and youth custody authorities of the day."""
    return bodies(held, RELEVANT)


def csps(held: Held) -> tuple[Authority, ...]:
    """The community safety partnerships of the day."""
    return bodies(held, ("community_safety_partnership",))


def live(held: Held) -> tuple[Agreement, ...]:
    """The agreements that are live on the day."""
    return tuple(each for each in held.agreements if each.id in held.live)


def within_a_year(when: date | None, on: date) -> bool:
    """Whether something happened in the year that ends on that day."""
    return when is not None and on - A_YEAR < when <= on


def some(names: Sequence[str]) -> str:
    """Names as they stand in a sentence: the first four, and how many more."""
    return listed(tuple(names), most=4)


def when(on: date | None) -> str:
    """A day as people write it; "a day that isn't recorded" where there is none."""
    return day(on.isoformat()) if on else "a day that isn't recorded"


def of(count: int, whole: int, noun: str, many: str = "") -> str:
    """"3 of 40 actions"; "all 40 actions"; "both actions"; "the one action"."""
    plural = many or f"{noun}s"
    if count == whole:
        return {1: f"the one {noun}", 2: f"both {plural}"}.get(whole, f"all {whole} {plural}")
    return f"{count} of {whole} {plural}"


ONE = {"are": "is", "were": "was", "have": "has", "say": "says", "name": "names", "cite": "cites", "refer": "refers", "follow": "follows",
       "belong": "belongs", "reach": "reaches", "their": "its", "they": "it", "meet": "meets", "rest": "rests"}


def verbs(says: str, count: int) -> str:
    """A sentence about several, said of one where there is one."""
    return re.sub(r"\b(" + "|".join(ONE) + r")\b", lambda found: ONE[found[0]], says) if count == 1 else says


def shares(items: Sequence[object], good: Sequence[object], says: str, *, noun: str, many: str = "", where: str = "", lack: str,
           do: str) -> Found:
    """Found by counting: whole where every item is good, in part where some are, nothing where none is or there are no items.

    `says` holds {n} for "3 of 40 actions"; `lack` is said where some aren't.
    """
    if not items or not good:
        return Found((), (lack,), do)
    says = verbs(says, len(good)).format(n=of(len(good), len(items), noun, many))
    complete = len(good) == len(items)
    lack = f"{lack}: {some(left)}" if (left := _left(items, good)) and not any(each in lack for each in left) else lack
    return Found((Evidence(says[:1].upper() + says[1:], whole=complete, where=where),), () if complete else (lack,), "" if complete else do)


def _left(items: Sequence[object], good: Sequence[object]) -> list[str]:
    """What the items that lack something are called, where they have a name; so that a person needn't look for them."""
    bad = [each for each in items if each not in good and not isinstance(each, str)]
    return [str(name) for each in bad if (name := getattr(each, "title", "") or getattr(each, "name", "") or getattr(each, "asked", ""))]


def together(*found: Found) -> Found:
    """Several findings as one: whole only where each of them is."""
    lacks = tuple(dict.fromkeys(lack for each in found for lack in each.lacks))
    missing = tuple(f.do for f in found if f.do)
    return Found(tuple(e for each in found for e in each.evidence), lacks, missing[0] if missing else "")
