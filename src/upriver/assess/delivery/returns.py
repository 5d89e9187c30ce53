"""Provider returns as they were told: by action and stretch of time, and by financial year where no stretch of it is missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from upriver.words.period import Period
from upriver.words.registers.delivery import ProviderReturn

MEASURES = ("referred", "started", "completed")
WITHIN = "within_28_days"
SPLITS = ("age", "sex", "ethnicity")
NOT_KNOWN = "not_known"
_BLANK = frozenset(("", "unknown", "not known", "not_known", "not stated", "not recorded", "n/a"))

Group = tuple[str, str]
"""A split and one group of it; ("all", "") for everybody."""
ALL: Group = ("all", "")


@dataclass(frozen=True, slots=True)
class Told:
    """What one action's provider told for one stretch of time: group -> measure -> people. What wasn't told stands nowhere.

    `whole` False where a stretch of the year between two told ones is missing: nothing of it adds up to the year then.
    """

    action: str
    period: Period
    numbers: Mapping[Group, Mapping[str, int]]
    days: float | None = None
    whole: bool = True

    def number(self, measure: str, group: Group = ALL) -> int | None:
        """People of a group; None where it wasn't told."""
        return self.numbers.get(group, {}).get(measure)

    def groups(self, split: str, measure: str) -> dict[str, int]:
        """People by group of a split, adding up to everybody: whom no group holds are not known. Empty where they come to more."""
        whole = self.number(measure)
        told = {group: counts[measure] for (name, group), counts in self.numbers.items() if name == split and measure in counts}
        if whole is None or not told or sum(told.values()) > whole:
            return {}
        told[NOT_KNOWN] = told.get(NOT_KNOWN, 0) + whole - sum(told.values())
        return told




def told(rows: Iterable[ProviderReturn]) -> tuple[Told, ...]:
    """By action and stretch of time, in order. A later row for the same group and time takes the place of an earlier one."""
    numbers: dict[tuple[str, Period], dict[Group, dict[str, int]]] = defaultdict(dict)
    days: dict[tuple[str, Period], float] = {}
    for row in rows:
        if row.period_from is None or row.period_to is None or row.period_to < row.period_from:
            continue
        key = (row.action, Period(row.period_from, row.period_to))
        group = ALL if row.split == "all" else (row.split, group_named(row.group))
        said = {name: getattr(row, name) for name in (*MEASURES, WITHIN)}
        numbers[key][group] = {name: value for name, value in said.items() if value is not None and value >= 0}
        if group == ALL and row.days_to_start is not None:
            days[key] = float(row.days_to_start)
    return tuple(Told(*key, found, days.get(key)) for key, found in sorted(numbers.items(), key=lambda pair: (pair[0][0], pair[0][1])))


def group_named(words: str) -> str:
    """A group's words fit for the name of a figure: "11 to 17" is 11-17, and all ways of not knowing are one."""
    plain = re.sub(r"[;=,#]+", " ", words).strip()
    if plain.casefold() in _BLANK:
        return NOT_KNOWN
    span = re.fullmatch(r"(?:ages?\s+)?(\d{1,2})\s*(?:-|\u2013|to)\s*(\d{1,2})", plain, re.IGNORECASE)
    over = re.fullmatch(r"(?:ages?\s+)?(\d{1,2})\s*(?:\+|and over)", plain, re.IGNORECASE)
    return f"{span[1]}-{span[2]}" if span else f"{over[1]}+" if over else plain[:1].upper() + plain[1:]


def years(found: Iterable[Told]) -> tuple[Told, ...]:
    """By action and financial year: from the first stretch told in it to the last, added up where none between is missing.

    A stretch that lies in two financial years is in neither. A measure that some stretch doesn't tell has no sum.
    """
    chains: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for each in found:
        first, last = (day.year - (day.month < 4) for day in (each.period.start, each.period.end))
        if first == last:
            chains[each.action, first].append(each)
    return tuple(_year(action, parts) for (action, _), parts in sorted(chains.items()))


def _year(action: str, parts: list[Told]) -> Told:
    period = Period(parts[0].period.start, max(each.period.end for each in parts))
    whole = all(two.period.start == one.period.end + timedelta(days=1) for one, two in zip(parts, parts[1:], strict=False))
    numbers: dict[Group, dict[str, int]] = {}
    for measure in (*MEASURES, WITHIN):
        if not whole or any(each.number(measure) is None for each in parts):
            continue
        numbers.setdefault(ALL, {})[measure] = sum(each.number(measure) or 0 for each in parts)
        for split in SPLITS:
            for each in parts:
                for group, people in each.groups(split, measure).items():
                    held = numbers.setdefault((split, group), {})
                    held[measure] = held.get(measure, 0) + people
    return Told(action, period, numbers, None, whole)


def alike(found: list[tuple[Told, dict[str, int]]]) -> list[tuple[Told, dict[str, int]]]:
    """Those whose groups can be added: bands of age as most actions have them, without any that overlaps one of these.

    By age 10-13 and 11-13 can't stand in one table; the set that most people were told by is kept.
    """
    sets: dict[frozenset[str], int] = defaultdict(int)
    for _, groups in found:
        sets[frozenset(groups) - {NOT_KNOWN}] += sum(groups.values())
    kept: list[frozenset[str]] = []
    for each in sorted(sets, key=lambda one: (-sets[one], sorted(one))):
        if all(not _overlap(mine, theirs) for mine in each for other in kept for theirs in other):
            kept.append(each)
    return [(told_of, groups) for told_of, groups in found if frozenset(groups) - {NOT_KNOWN} in kept]


def _overlap(one: str, other: str) -> bool:
    """Whether two different bands of age share a year."""
    spans = [(int(found[1]), int(found[2] or 200)) for each in (one, other) if (found := re.fullmatch(r"(\d{1,2})(?:-(\d{1,2})|\+)", each))]
    return one != other and len(spans) == 2 and spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
