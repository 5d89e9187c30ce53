"""What the attack found, in words: each number that could be worked out, from which printed ones, and what to hide against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from scipy.optimize import linprog

from upriver.disclose.linear.attacking import Block, Mask, Reach, attack, blocks
from upriver.disclose.linear.settling import Settled
from upriver.disclose.linear.system import KNOWN, PRINTED, UNSAID, System, Window
from upriver.words.area import LEVEL_NAMES
from upriver.words.cleared import Audit, Way
from upriver.words.period import Period
from upriver.words.releasing.released import Quantity

WHAT = {
    "small": "a count that its rule hides",
    "rest": "what the parts leave of a whole",
    "left out": "a count that a person left out",
    "revision": "how much a count has changed since it was first released",
}
MOST = 6  # printed numbers that a way names


def audit(found: System | None, hidden: Mask | None, settled: Settled | None, tables: Mapping[Quantity, Iterable[str]]) -> Audit:
    """What a reader could work out of a system with these numbers hidden; `settled` where that is known already.

    `tables` are those that each count stands in.
    """
    if found is None or hidden is None:
        return Audit()
    told = settled.told if settled is not None else tuple(attack(found, hidden))
    open_ = [each for each in told if not each.held(int(found.true[each.window.number]))]
    ways: list[Way] = []
    out: list[Way] = []
    if open_:
        known = known_before(found)
        every = blocks(found, hidden)
        names = _names(found)
        for each in open_:
            way = _way(found, hidden, every, each, names, tables)
            (out if each.window in known else ways).append(way)
    count = settled.blocks if settled is not None else len(blocks(found, hidden))
    lost, bound = (settled.lost, settled.bound) if settled is not None else (0.0, 0.0)
    how = [each.how for each in told if each not in open_]
    return Audit(count, len(told), how.count("witnessed") + how.count("free"), how.count("solved"), lost, bound, tuple(ways), tuple(out),
                 by_line=found.by_line)


def known_before(found: System) -> frozenset[Window]:
    """What earlier releases alone tell: what stays too narrow where nothing at all is printed now.

    All that stands in no earlier release is taken as free, noughts too. What isn't solved within the budget is not known.
    """
    before = np.array([number in found.releases for number in range(len(found.true))], dtype=bool)
    free = (found.kind == PRINTED) | ~before
    bare = replace(found, kind=np.where(free, UNSAID, found.kind), least=np.where(free, 0, found.least), must=np.zeros_like(found.must))
    told = attack(bare, bare.must)
    return frozenset(each.window for each in told if each.how != "unsolved" and not each.held(int(found.true[each.window.number])))


def together(found: Sequence[Audit]) -> Audit:
    """What any of several readers could work out."""
    last = found[-1]
    ways = tuple(dict.fromkeys(way for each in found for way in each.ways))
    out = tuple(dict.fromkeys(way for each in found for way in each.out))
    return replace(last, protected=sum(each.protected for each in found), witnessed=sum(each.witnessed for each in found),
                   solved=sum(each.solved for each in found), ways=ways, out=out)


def figure(name: Quantity) -> str:
    """A count in words: what, where and when; no number of it."""
    # A name with ~ in it is of an earlier release, by its own boundary, definition or data.
    level, code, start, end, measure, breakdown, source = (part.partition("~")[0] for part in name)
    split = f" ({breakdown.replace(';', ', ').replace('=', ' ').replace('_', ' ')})" if breakdown else ""
    where = f"{LEVEL_NAMES.get(level, level)} {code}"
    what = measure.replace("_", " ") or "rows"
    then = " as an earlier release counted it" if any("~" in part for part in name) else ""
    return f"{what}{split}, {where}, {Period(date.fromisoformat(start), date.fromisoformat(end)).words}, by {source.replace('_', ' ')}{then}"


def _names(found: System) -> dict[int, Quantity]:
    """Of each number a name that people know: a measure's, not that of the rows it selects."""
    names: dict[int, Quantity] = {}
    for name, number in found.index.items():
        if name[2] and name[3] and (number not in names or (not names[number][4] and name[4])):
            names[number] = name
    return names


def _way(found: System, hidden: Mask, every: list[Block], reach: Reach, names: Mapping[int, Quantity], tables: Mapping[Quantity, Iterable[str]]) -> Way:
    window, true = reach.window, int(found.true[reach.window.number])
    used = [number for number in _used(found, hidden, every, window) if number != window.number]
    shown = [number for number in used if number in names and (found.kind[number] == KNOWN or not hidden[number])]
    what = figure(names[window.number]) if window.number in names else _rest(found, window.number, names)
    releases = sorted({found.releases[number] for number in (*shown, window.number) if number in found.releases})
    named = sorted({table for number in (*shown, window.number) if number in names for table in tables.get(names[number], ())})
    choices = found.choices & ~hidden
    cheapest = sorted((number for number in shown if choices[number]), key=lambda number: (found.true[number], number))[:2]
    proposes = tuple(f"hide {figure(names[number])}" for number in cheapest) or tuple(f"leave out the table {table}" for table in named)
    return Way(what, true - reach.down, true + reach.up, tuple(named), tuple(releases), proposes, _says(found, reach, what, shown, names, releases))


def _says(found: System, reach: Reach, what: str, shown: list[int], names: Mapping[int, Quantity], releases: list[str]) -> str:
    if reach.how == "unsolved":
        return f"It could not be shown within the budget that {what} can't be worked out."
    if found.kind[reach.window.number] == KNOWN:
        return f"{what} is already out: release {found.releases.get(reach.window.number, '')} printed it."
    parts = "; ".join(figure(names[number]) for number in shown[:MOST]) + (f"; and {len(shown) - MOST} more" if len(shown) > MOST else "")
    before = f" Some of these stand in earlier releases ({', '.join(releases)})." if releases else ""
    return f"{what}, {WHAT[reach.window.why]}, can be worked out from numbers that are printed: {parts or 'itself'}.{before}"


def _rest(found: System, number: int, names: Mapping[int, Quantity]) -> str:
    """The number that a sum leaves, by the whole of that sum."""
    rows = found.matrix.tocsc()[:, [number]].tocoo().row
    for row in rows:
        terms = found.matrix[[row]].tocoo()
        for sign, term in zip(terms.data, terms.col, strict=True):
            if sign > 0 and int(term) in names:
                return f"what the parts leave of {figure(names[int(term)])}"
    return "what the parts of a sum leave of it"


def _used(found: System, hidden: Mask, every: list[Block], window: Window) -> list[int]:
    """The numbers in the sums that an attacker's two programmes lean on, in order."""
    rows = found.matrix.tocsc()[:, [window.number]].tocoo().row.tolist()
    down_up = {int(number): at for block in every for at, number in enumerate(block.numbers) if window.number in block.numbers}
    if down_up:
        loose = np.array(sorted(down_up))
        block = next(block for block in every if window.number in block.numbers)
        order = [down_up[int(number)] for number in loose]
        part = found.matrix[:, loose]
        for sign in (1.0, -1.0):
            cost = np.zeros(len(loose))
            cost[np.searchsorted(loose, window.number)] = -sign
            limits = np.column_stack([-block.down[order], block.up[order]])
            solved = linprog(cost, A_eq=part, b_eq=np.zeros(part.shape[0]), bounds=limits, method="highs")
            if solved.status == 0:
                rows += np.flatnonzero(np.abs(solved.eqlin.marginals) > 1e-7).tolist()
    wanted = found.matrix[sorted(set(rows))]
    return sorted({int(number) for number in wanted.indices})
