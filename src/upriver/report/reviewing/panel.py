"""The summary of every table that an output checker looks at first: least number above zero, how it is rounded, its sum."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from upriver.words.cleared import ClearedTable, Rule
from upriver.words.releasing.released import Fact


@dataclass(frozen=True, slots=True)
class Panel:
    """One table in numbers. `least` is its least printed count above zero, None where it prints none; `total` their sum.

    `fives`, `sixes`: whether all its counts divide by 5, by 6; `midpoint` whether all above zero are 3, 9, 15 ... as midpoint-6
    rounding leaves them. `none` and `whole` are how many of its percentages are 0 and 100. `shared` is whether it
    rests on partners' data.
    """

    table: str
    title: str
    cells: int
    hidden: int
    counts: int
    zeros: int
    least: int | None
    total: int
    fives: bool
    sixes: bool
    midpoint: bool
    none: int
    whole: int
    shared: bool

    @property
    def family(self) -> str:
        """How its counts look rounded, in words."""
        return "to 5" if self.fives else "to 6" if self.sixes else "midpoint 6" if self.midpoint else "not rounded"


def panels(tables: Iterable[ClearedTable], shared: Collection[str] = ()) -> tuple[Panel, ...]:
    """Every table in numbers, those that rest on partners' data (`shared`) first. Printed counts alone are summed."""
    return tuple(sorted((_panel(table, table.slug in shared) for table in tables), key=lambda each: not each.shared))


def _panel(table: ClearedTable, shared: bool) -> Panel:
    counts = [cell.count for cell in table.cells if cell.count is not None]
    above = [count for count in counts if count]
    shares = [cell.value for cell in table.cells if cell.key.unit == "percent" and cell.value is not None]
    hidden = sum(1 for cell in table.cells if "c" in cell.marker.split(";"))
    return Panel(
        table.slug,
        table.title,
        len(table.cells),
        hidden,
        len(counts),
        len(counts) - len(above),
        min(above, default=None),
        sum(counts),
        bool(above) and all(count % 5 == 0 for count in above),
        bool(above) and all(count % 6 == 0 for count in above),
        bool(above) and all(count % 6 == 3 for count in above),
        sum(1 for share in shares if share == 0),
        sum(1 for share in shares if share == 100),
        shared,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """How the counts under one rule came out: shown, hidden, zeros shown, the least shown above zero, and those that break it."""

    rule: str
    says: str
    shown: int
    hidden: int
    zeros: int
    least: int | None
    broken: int


def held_to(facts: Sequence[Fact], rules: Sequence[Rule]) -> tuple[Held, ...]:
    """Every rule that hides something, and whether all counts under it keep to it; asked of what is printed, not of the lock."""
    known = {rule.slug: rule for rule in rules}
    found = []
    for slug in sorted({fact.rule for fact in facts}):
        parts = [known[part] for part in slug.split("+") if part in known]
        counts = [(fact.shown, fact.base) for fact in facts if fact.rule == slug]
        shown = [count for count, _ in counts if count is not None]
        found.append(
            Held(
                slug,
                " ".join(rule.says for rule in parts),
                len(shown),
                len(counts) - len(shown),
                sum(1 for count in shown if not count),
                min((count for count in shown if count), default=None),
                sum(1 for count, base in counts if count is not None and _breaks(count, base, parts)),
            )
        )
    return tuple(found)


def _breaks(count: int, base: int, rules: Sequence[Rule]) -> bool:
    """Whether a printed count isn't rounded as it says, or every count that rounds to it is one that a rule hides."""
    behind = range(max(count - base // 2, 0), count + (base - 1) // 2 + 1)
    hidden = all(
        any(rule.low <= each <= rule.high or (each == 0 and not rule.zero) for rule in rules) for each in behind
    )
    return hidden or count % base != 0
