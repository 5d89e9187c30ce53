"""Every count as a sum of the same smallest pieces: places by months by limbs, as no printed number tells them further apart.

Sums along one line (areas, times, limbs) miss what two lines tell together: a district's month from the year of one table and
the quarters of another. Over pieces that stand in no table all of it is one system. Large families of counts are left to
the sums along each line, which tell all of a table that has all its margins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, milp

from upriver.disclose.linear.equations import Counts, Equation, Place, ground
from upriver.disclose.rules import hides
from upriver.words.area import Nesting
from upriver.words.cleared import Rule
from upriver.words.releasing.released import Quantity

MOST = 60_000
"""Pieces in sums, counted once for each sum, of a family that is looked at so."""
PAIRS = 2_500
"""Counts of a family of which every two are compared."""
NODES = 200


@dataclass(frozen=True, slots=True)
class Family:
    """Counts of one thing by one source, and which smallest pieces are in which: one row a count."""

    terms: tuple[Quantity, ...]
    pieces: sparse.csr_array


def of_pieces(counts: Counts, rules: Mapping[Quantity, Rule], nestings: Sequence[Nesting], limbs: Mapping[str, tuple[str, ...]]
              ) -> tuple[list[Equation], dict[Quantity, int], int]:
    """Each count as the sum of its pieces, with how many of each there may be; small differences of one count within another;
    and how many counts are in families too large for it, so that only the sums along each line bind them."""
    equations: list[Equation] = []
    unsaid: dict[Quantity, int] = {}
    by_line = 0
    for number, (group, family) in enumerate(families(counts, nestings, limbs)):
        if family is None:
            by_line += len(group)
            continue
        equations += _small_differences(family, counts, rules)
        if _apart(family):
            continue
        values = _world(family, counts)
        if values is None:
            by_line += len(group)
            continue
        for row, term in enumerate(family.terms):
            inside = family.pieces.indices[family.pieces.indptr[row] : family.pieces.indptr[row + 1]].tolist()
            names: list[Quantity] = [("piece", str(number), str(each), "", "", "", term[6]) for each in inside]
            unsaid.update({name: int(values[each]) for name, each in zip(names, inside, strict=True)})
            equations.append(Equation((term,), tuple(names)))
    return equations, unsaid, by_line


def families(counts: Counts, nestings: Sequence[Nesting], limbs: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[list[Quantity], Family | None]]:
    """Groups of two counts and more that may share pieces; None beside those that have too many."""
    held = ground(nestings)
    leaves = {whole: _leaves(whole, limbs) for whole in limbs}
    first = _kin(leaves)
    groups: dict[tuple[str, ...], list[Quantity]] = defaultdict(list)
    for term in counts:
        groups[first.get(term[4], term[4]), term[5], term[6]].append(term)
    for group in groups.values():
        if len(group) > 1:
            yield group, _family(sorted(group), held, leaves)


def _leaves(whole: str, limbs: Mapping[str, tuple[str, ...]], above: tuple[str, ...] = ()) -> frozenset[str]:
    inside = [each for each in limbs.get(whole, ()) if each not in above]
    return frozenset().union(*(_leaves(each, limbs, (*above, whole)) for each in inside)) if inside else frozenset([whole])


def _kin(leaves: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Of each measure that is a sum or a limb, the first in order of those that it shares limbs with."""
    first: dict[str, str] = {}
    for whole, inside in sorted(leaves.items()):
        names = {first.get(each, each) for each in (whole, *inside)}
        chosen = min(names)
        first |= dict.fromkeys({whole, *inside, *(each for each, one in first.items() if one in names)}, chosen)
    return first


def _family(group: list[Quantity], held: Mapping[Place, frozenset[Place]], leaves: Mapping[str, frozenset[str]]) -> Family | None:
    """The pieces of a group of counts; None where there are too many."""
    places = {term[:2]: held.get((term[0], term[1]), frozenset([(term[0], term[1])])) for term in group}
    kinds = {term[4]: leaves.get(term[4], frozenset([term[4]])) for term in group}
    moments = sorted({moment for term in group for moment in _moments(term)})
    spans = {_moments(term): frozenset(range(moments.index(_moments(term)[0]), moments.index(_moments(term)[1]))) for term in group}
    area, kind, time = _classes(places), _classes(kinds), _classes(spans)
    sizes = [len(area[term[:2]]) * len(kind[term[4]]) * len(time[_moments(term)]) for term in group]
    if sum(sizes) > MOST:
        return None
    shape = [1 + max(max(each) for each in classes.values()) for classes in (area, time, kind)]
    rows, columns = [], []
    for row, term in enumerate(group):
        at = np.add.outer(np.multiply(sorted(area[term[:2]]), shape[1]), sorted(time[_moments(term)])).ravel()
        at = np.add.outer(at * shape[2], sorted(kind[term[4]])).ravel()
        rows.append(np.full(len(at), row))
        columns.append(at)
    return Family(tuple(group), _told_apart(np.concatenate(rows), np.concatenate(columns), len(group)))


def _moments(term: Quantity) -> tuple[int, int]:
    return date.fromisoformat(term[2]).toordinal(), date.fromisoformat(term[3]).toordinal() + 1


def _classes(held: Mapping[Any, frozenset[Any]]) -> dict[Any, list[int]]:
    """What is in each, as numbers of the classes of things that are in the same ones."""
    inside: dict[Any, list[int]] = defaultdict(list)
    for at, parts in enumerate(held.values()):
        for part in parts:
            inside[part].append(at)
    numbers = {own: number for number, own in enumerate(sorted({tuple(own) for own in inside.values()}))}
    found: dict[int, list[int]] = defaultdict(list)
    for own, number in numbers.items():
        for at in own:
            found[at].append(number)
    return {name: found[at] for at, name in enumerate(held)}


def _told_apart(rows: np.ndarray, columns: np.ndarray, many: int) -> sparse.csr_array:
    """Pieces that are in the same counts are one."""
    _, columns = np.unique(columns, return_inverse=True)
    matrix = sparse.csc_array((np.ones(len(rows)), (rows, columns)), shape=(many, int(columns.max()) + 1))
    matrix.sort_indices()
    first: dict[bytes, int] = {}
    for column in range(matrix.shape[1]):
        first.setdefault(matrix.indices[matrix.indptr[column] : matrix.indptr[column + 1]].tobytes(), column)
    return sparse.csr_array(matrix[:, list(first.values())])


def _apart(family: Family) -> bool:
    """Whether no count shares a piece with another."""
    return bool(family.pieces.shape[1] == len(family.terms) == np.diff(family.pieces.indptr).sum())


def _world(family: Family, counts: Counts) -> np.ndarray | None:
    """Whole numbers of each piece that come to the counts; what is counted besides in some is left over; None where none are found."""
    true = np.array([counts[term] for term in family.terms], dtype=np.float64)
    many = family.pieces.shape[1]
    every = sparse.hstack([family.pieces, sparse.eye_array(len(true))], format="csr")
    cost = np.concatenate([np.zeros(many), np.ones(len(true))])
    found = milp(cost, constraints=LinearConstraint(every, true, true), integrality=np.ones(len(cost)), options={"node_limit": NODES})
    return None if found.x is None or found.status not in (0, 1) else np.round(found.x[:many]).astype(np.int64)


def _small_differences(family: Family, counts: Counts, rules: Mapping[Quantity, Rule]) -> Iterator[Equation]:
    """Counts within others that are larger by so few that the few are a count to hide."""
    if len(family.terms) > PAIRS:
        return
    sizes = np.diff(family.pieces.indptr)
    true = np.array([counts[term] for term in family.terms])
    high = max(rules[term].high for term in family.terms)
    shared = (family.pieces @ family.pieces.T).tocoo()
    for inner, outer in zip(shared.row[found := np.flatnonzero(shared.data == sizes[shared.row])], shared.col[found], strict=True):
        apart = int(true[outer] - true[inner])
        if inner != outer and sizes[outer] > sizes[inner] and 0 < apart <= high and hides(rules[family.terms[outer]], apart):
            yield Equation((family.terms[outer],), (family.terms[inner],), exact=False)
