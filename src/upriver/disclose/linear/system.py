"""All counts that tell something, as one system of linear equations: what is true, what a reader knows, what must stay open to him."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from upriver.disclose.linear.equations import Equation
from upriver.disclose.rules import hides, rounded
from upriver.words.cleared import Rule
from upriver.words.releasing.released import Quantity

PRINTED, KNOWN, UNSAID = 0, 1, 2
"""A number of this document, which may be hidden; one that readers know already; one that stands nowhere and could be worked out."""
FAR = 10**9  # more than any count: nothing that is shown bounds it
WIDE = 10
"""How much a count that was left out must be able to differ."""
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Known:
    """A count that readers of earlier releases know, within what it was rounded to; `release` is where it stood."""

    shown: int
    base: int
    release: str

    @property
    def range(self) -> tuple[int, int]:
        return around(self.shown, self.base)


@dataclass(frozen=True, slots=True)
class Window:
    """Values of a number that its rule hides: at least `room` of those from `low` to `high` must stay possible.

    `why` is small (a count that the rule hides), rest (what parts leave of a whole), or revision (how much a count
    that stood in an earlier release has changed since).
    """

    number: int
    low: int
    high: int
    room: int
    why: str


@dataclass(frozen=True, slots=True)
class System:
    """Numbers in the order of their names, and equations between them that all come to nought.

    Attributes:
        names: of each number, the first of those that it goes by. index: number of every name.
        true: counts. least: the least that a number can be where it is hidden. low, high: what a reader knows of it where
            it is shown: its rounding. kind: PRINTED, KNOWN or UNSAID. must: hidden by its rule.
        matrix: one row an equation, with 1 and -1. windows: what must stay open. by_line: counts of families too large to be
            taken to pieces, bound by sums along each line (areas, times, limbs) alone.
    """

    names: tuple[Quantity, ...]
    index: Mapping[Quantity, int]
    true: Ints
    least: Ints
    low: Ints
    high: Ints
    kind: npt.NDArray[np.int8]
    must: npt.NDArray[np.bool_]
    matrix: sparse.csr_array
    windows: tuple[Window, ...]
    releases: Mapping[int, str]
    by_line: int = 0

    @property
    def choices(self) -> npt.NDArray[np.bool_]:
        """Which numbers may be hidden besides: a nought never is, so that every hidden number is known to be 1 or more."""
        return np.asarray((self.kind == PRINTED) & ~self.must & (self.true > 0))


def around(shown: int, base: int) -> tuple[int, int]:
    """The least and the most that is printed as this number, halves rounded up."""
    return max(0, shown - base // 2), shown + (base - 1) // 2


def system(
    counts: Mapping[Quantity, int], rules: Mapping[Quantity, Rule], equations: Iterable[Equation], *,
    printed: Mapping[Quantity, int], unsaid: Mapping[Quantity, int], known: Mapping[Quantity, Sequence[Known]],
    left: Collection[Quantity] = (), besides: Collection[Quantity] = (),
) -> System:
    """Put counts, sums and what earlier releases said into one system.

    Args:
        counts, rules: every count that is printed now, or was before, with its rule; for one printed now its value of now.
        printed: those printed now. unsaid: stretches of time that stand in no table, with their counts.
        known: what earlier releases said of a count, oldest first. besides: those that are hidden anyway.
        left: those among them that a person left out, so that they mustn't be worked out, however large.

    Two names of one count are one number. What one side of a sum holds besides the other is a number too, that stands nowhere.
    """
    found = sorted(set(equations), key=lambda each: (each.left, each.right))
    values = {**unsaid, **counts}
    first = _same(found, values)
    names = sorted({first.get(name, name) for name in values})
    index = {name: at for at, name in enumerate(names)}
    index |= {name: index[one] for name, one in first.items()}
    made = _Making(names, index, values, unsaid, rules)
    for name in values:
        made.add(name, printed=name in printed, known=known.get(name, ()))
        made.must[index[name]] |= name in besides
        if name in left:
            made.leave(index[name])
    for equation in found:
        made.equate(equation)
    return made.done()


def _same(equations: Iterable[Equation], values: Mapping[Quantity, int]) -> dict[Quantity, Quantity]:
    """Names of one number: of every name the first in order, where it isn't itself."""
    first: dict[Quantity, Quantity] = {}

    def of(name: Quantity) -> Quantity:
        while name in first:
            name = first[name]
        return name

    for each in equations:
        if each.exact and len(each.left) == len(each.right) == 1 and values[each.left[0]] == values[each.right[0]]:
            one, other = sorted((of(each.left[0]), of(each.right[0])))
            if one != other:
                first[other] = one
    return {name: of(name) for name in first}


def _not_hidden(shown: tuple[int, int], value: int, rule: Rule) -> tuple[int, int]:
    """The range of a rounded number without what its rule hides: what is shown isn't small, and a printed nought is one."""
    if shown[0] == shown[1] or rule.high < rule.low or rule.low <= value <= rule.high:
        return shown
    return (max(shown[0], rule.high + 1), shown[1]) if value > rule.high else (shown[0], min(shown[1], rule.low - 1))


class _Making:
    """A system while its numbers and rows are put in."""

    def __init__(self, names: list[Quantity], index: dict[Quantity, int], values: Mapping[Quantity, int],
                 unsaid: Mapping[Quantity, int], rules: Mapping[Quantity, Rule]) -> None:
        self.names, self.index, self.values, self.unsaid, self.rules = names, index, values, unsaid, rules
        many = len(names)
        self.true = [values[name] for name in names]
        self.least, self.low, self.high = [1] * many, [-FAR] * many, [FAR] * many
        self.kind, self.must = [UNSAID] * many, [False] * many
        self.windows: dict[Window, None] = {}
        self.releases: dict[int, str] = {}
        self.rows: dict[tuple[tuple[int, int], ...], None] = {}

    def add(self, name: Quantity, *, printed: bool, known: Sequence[Known]) -> None:
        """One name of a number: what is known of it, what must stay open, and whether it may be hidden."""
        at, rule, value = self.index[name], self.rules.get(name), self.values[name]
        if rule is None:
            return
        if not rule.zero:
            self.least[at] = 0
        if name in self.unsaid:
            self._unsaid(at, value, rule)
            return
        said = [each for each in known if rounded(value, each.base) == each.shown]
        if said and self.kind[at] != KNOWN:
            self.kind[at] = KNOWN
            self.releases[at] = said[-1].release
        elif printed and self.kind[at] == UNSAID:
            self.kind[at] = PRINTED
        ranges = [around(rounded(value, rule.round_to), rule.round_to)] if printed and not hides(rule, value) else []
        for least, most in (_not_hidden(each, value, rule) for each in (*ranges, *(one.range for one in said))):
            self.low[at], self.high[at] = max(self.low[at], least, 0), min(self.high[at], most)
        if printed and hides(rule, value):
            self.must[at] = True
            self._open(at, 0, rule, "small")
        elif printed and not said:
            for each in known:
                self._revised(at, value, each, rule)

    def leave(self, at: int) -> None:
        """A count that a person left out: about as much must stay possible above it or below."""
        self.must[at] = True
        self.least[at] = 0
        self.windows[Window(at, max(0, self.true[at] - WIDE), self.true[at] + WIDE, WIDE, "left out")] = None

    def _unsaid(self, at: int, value: int, rule: Rule) -> None:
        """A stretch of time in no table: where nothing was counted in it, it may be a month that isn't held, and that is known."""
        if not value:
            self.kind[at], self.low[at], self.high[at] = KNOWN, 0, 0
        elif hides(rule, value):
            self._open(at, 0, rule, "rest")

    def _revised(self, at: int, value: int, before: Known, rule: Rule) -> None:
        """A count that an earlier release gave otherwise: by how much is a count of its own."""
        change = value - before.shown
        if before.base > 1 or not hides(rule, abs(change)):
            return
        low, high = sorted((self.low[at] - before.shown, self.high[at] - before.shown))
        least, most = (rule.low, rule.high) if change > 0 else (-rule.high, -rule.low)
        if min(high, most) - max(low, least) + 1 < rule.room:
            self.must[at] = True
        self.releases.setdefault(at, before.release)
        self._open(at, before.shown, rule, "revision", change < 0)

    def _open(self, at: int, base: int, rule: Rule, why: str, down: bool = False) -> None:
        low, high = (0 if not rule.zero and rule.low <= 1 else rule.low), rule.high
        if self.true[at] - base == 0 and not rule.zero:
            low, high = 0, max(rule.high, 1)
        high = max(high, low + 1)
        low, high = (base - high, base - low) if down else (base + low, base + high)
        self.windows[Window(at, low, high, rule.room, why)] = None

    def equate(self, equation: Equation) -> None:
        """One sum as a row; what its left side holds besides is a number that stands nowhere."""
        row: dict[int, int] = {}
        for sign, side in ((1, equation.left), (-1, equation.right)):
            for name in side:
                row[self.index[name]] = row.get(self.index[name], 0) + sign
        row = {at: sign for at, sign in row.items() if sign}
        rest = sum(sign * self.true[at] for at, sign in row.items())
        if not row or rest < 0:  # definitions or revisions that don't agree are no sum
            return
        if rest or not equation.exact:
            rule = self.rules[equation.left[0]]
            at = len(self.true)
            name = ("rest", str(len(self.rows)), *equation.left[0][2:])
            self.names.append(name)
            self.true.append(rest)
            for given, what in ((self.least, 0), (self.low, -FAR), (self.high, FAR), (self.kind, UNSAID)):
                given.append(what)
            self.must.append(False)
            if rest and hides(rule, rest):
                self._open(at, 0, rule, "rest")
            row[at] = -1
        self.rows[tuple(sorted(row.items()))] = None

    def done(self) -> System:
        self.least = [0 if kind == UNSAID else least for least, kind in zip(self.least, self.kind, strict=True)]
        rows = [(number, at, sign) for number, row in enumerate(self.rows) for at, sign in row]
        numbers, places, signs = (np.array(part, dtype=np.int64) for part in zip(*rows, strict=True)) if rows else (np.zeros(0, np.int64),) * 3
        matrix = sparse.csr_array((signs.astype(float), (numbers, places)), shape=(len(self.rows), len(self.true)))
        return System(tuple(self.names), self.index, np.array(self.true, dtype=np.int64), np.array(self.least), np.array(self.low),
                      np.array(self.high), np.array(self.kind, dtype=np.int8), np.array(self.must, dtype=bool), matrix,
                      tuple(sorted(self.windows, key=lambda each: (each.number, each.low))), self.releases)
