"""What adds up to what: areas that nest or overlap, limbs of a definition, sums that an analysis names, rows that it selects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from upriver.words.area import Nesting
from upriver.words.figure import Key
from upriver.words.finding import Finding, Selection
from upriver.words.releasing.released import Quantity

Place = tuple[str, str]
Counts = Mapping[Quantity, int]


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up to what: areas that nest, and limbs in a definition; stretches of time are known by their dates."""

    nestings: tuple[Nesting, ...]
    limbs: Mapping[str, tuple[str, ...]]
    parts: tuple[tuple[Quantity, Quantity], ...] = ()
    """A count and another that is a part of it, as they were counted otherwise before."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Some counts that come to as much as others, all of them known to somebody.

    `exact` is False where the left side may hold more than the right one: what it holds besides is a count too.
    """

    left: tuple[Quantity, ...]
    right: tuple[Quantity, ...]
    exact: bool = True


def quantity(finding: Finding) -> Quantity:
    """What a finding counts, whatever table or unit it stands in."""
    return quantity_of(finding.key, finding.sources[0])


def quantity_of(key: Key, source: str) -> Quantity:
    """What a key counts by a source."""
    return (
        key.area.level, key.area.code, key.period.start.isoformat(), key.period.end.isoformat(), key.measure,
        key.breakdown_text, source,
    )


def of_areas(counts: Counts, nestings: Sequence[Nesting]) -> Iterator[Equation]:
    """Areas and the smaller ones in them, whether or not what lies between is in the document; then areas that overlap."""
    by_area: dict[Place, list[Quantity]] = defaultdict(list)
    for term in counts:
        by_area[term[0], term[1]].append(term)
    direct = {(_place(each.parent), each.children[0].level): each for each in nestings if each.children}
    for nesting in direct.values():
        for found in by_area.get(_place(nesting.parent), ()):
            there = [part for child in nesting.children if (part := _at(found, _place(child))) in counts]
            if there:
                yield Equation((found,), tuple(there), nesting.exact and len(there) == len(nesting.children))
    yield from _through(counts, by_area, direct)
    yield from _overlapping(counts, by_area, nestings)


def _place(area: object) -> Place:
    return (area.level, area.code)  # type: ignore[attr-defined]


def _at(term: Quantity, place: Place) -> Quantity:
    return (place[0], place[1], term[2], term[3], term[4], term[5], term[6])


def _through(counts: Counts, by_area: Mapping[Place, list[Quantity]], direct: Mapping[tuple[Place, str], Nesting]) -> Iterator[Equation]:
    """Wards of a partnership, where the districts between them aren't all in the document."""
    below: dict[Place, list[Nesting]] = defaultdict(list)
    for (parent, _), nesting in direct.items():
        below[parent].append(nesting)
    for parent, found in by_area.items():
        seen = {nesting.children[0].level for nesting in below[parent]}
        todo = list(below[parent])
        while todo:
            between = todo.pop(0)
            grand: dict[str, list[Nesting]] = defaultdict(list)
            for child in between.children:
                for each in below.get(_place(child), ()):
                    grand[each.children[0].level].append(each)
            for level, parts in sorted(grand.items()):
                if level in seen or level == parent[0]:
                    continue
                seen.add(level)
                whole = between.exact and len(parts) == len(between.children) and all(each.exact for each in parts)
                made = Nesting(between.parent, tuple(child for each in parts for child in each.children), whole)
                todo.append(made)
                for term in found:
                    there = [part for child in made.children if (part := _at(term, _place(child))) in counts]
                    if there and not all(_at(term, _place(child)) in counts for child in between.children):
                        yield Equation((term,), tuple(there), whole and len(there) == len(made.children))


def _overlapping(counts: Counts, by_area: Mapping[Place, list[Quantity]], nestings: Sequence[Nesting]) -> Iterator[Equation]:
    """Areas of two levels that cut across each other: together they cover the same ground."""
    pieces = ground(nestings)
    levels: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(pieces):
        if place in by_area:
            levels[place[0]].append(place)
    names = sorted(levels)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            for left, right in _tangles(levels[one], levels[other], pieces):
                yield from _together(counts, by_area, left, right, pieces)


def _together(counts: Counts, by_area: Mapping[Place, list[Quantity]], left: list[Place], right: list[Place],
              pieces: Mapping[Place, frozenset[Place]]) -> Iterator[Equation]:
    ours, theirs = (frozenset().union(*(pieces[place] for place in side)) for side in (left, right))
    if ours < theirs:
        left, right, ours, theirs = right, left, theirs, ours
    if not ours >= theirs:
        return
    for term in by_area[left[0]]:
        terms = tuple(_at(term, place) for place in left), tuple(_at(term, place) for place in right)
        if all(each in counts for side in terms for each in side):
            yield Equation(*terms, ours == theirs)


def ground(nestings: Sequence[Nesting]) -> dict[Place, frozenset[Place]]:
    """Each area as the smallest pieces of ground that are known to make it up.

    One of which none are known is itself a piece; one of which only some are known holds a piece besides, named for it.
    """
    one = _one_extent(nestings)
    whole: dict[Place, list[Place]] = {}
    some: dict[Place, list[Place]] = defaultdict(list)
    for each in sorted((each for each in nestings if each.children), key=lambda each: -len(each.children)):
        parent, children = _place(each.parent), [_place(child) for child in each.children]
        name = one.get(parent, parent)
        if each.exact and len(children) > 1:
            whole.setdefault(name, children)
        elif not each.exact:
            some[name] += children
    found: dict[Place, frozenset[Place]] = {}

    def of(place: Place) -> frozenset[Place]:
        name = one.get(place, place)
        if name not in found:
            found[name] = frozenset([name])  # where declarations go in a circle, the first stands for itself
            inside = whole.get(name) or some.get(name, [])
            if inside:
                rest = frozenset() if name in whole else frozenset([("rest of", "/".join(name))])
                found[name] = rest.union(*(of(child) for child in inside))
        return found[name]

    every = {_place(area) for each in nestings for area in (each.parent, *each.children)}
    return {place: of(place) for place in sorted(every)}


def _one_extent(nestings: Sequence[Nesting]) -> dict[Place, Place]:
    """Areas that cover the same ground as another: of each, the first of them in order."""
    first: dict[Place, Place] = {}

    def of(place: Place) -> Place:
        while place in first:
            place = first[place]
        return place

    for each in nestings:
        if each.exact and len(each.children) == 1:
            low, high = sorted((of(_place(each.parent)), of(_place(each.children[0]))))
            if low != high:
                first[high] = low
    return {place: of(place) for place in first}


def _tangles(one: list[Place], other: list[Place], pieces: Mapping[Place, frozenset[Place]]) -> Iterator[tuple[list[Place], list[Place]]]:
    """Groups of areas of two levels that hang together by shared ground, several on either side."""
    holder = {leaf: place for place in other for leaf in pieces[place]}
    group: dict[Place, int] = {}
    sides: dict[int, tuple[list[Place], list[Place]]] = {}
    for number, place in enumerate(one):
        met = sorted({holder[leaf] for leaf in pieces[place] if leaf in holder})
        joined = sorted({group[each] for each in met if each in group})
        left, right = [place], [each for each in met if each not in group]
        for each in joined:
            left, right = sides[each][0] + left, sides.pop(each)[1] + right
        sides[number] = (left, right)
        group.update(dict.fromkeys(right, number))
    yield from ((left, right) for left, right in sides.values() if len(left) > 1 and len(right) > 1)


def of_limbs(counts: Counts, limbs: Mapping[str, tuple[str, ...]]) -> Iterator[Equation]:
    """A definition and all of its limbs."""
    for found in [term for term in counts if term[4] in limbs]:
        parts = tuple((*found[:4], limb, *found[5:]) for limb in limbs[found[4]])
        if parts and all(part in counts for part in parts):
            yield Equation((found,), parts)


def of_parts(counts: Counts, parts: Iterable[tuple[Quantity, Quantity]]) -> Iterator[Equation]:
    """Counts that are parts of others, as those of an earlier release that were counted otherwise."""
    yield from (Equation((whole,), (part,), exact=False) for whole, part in parts if whole in counts and part in counts)


def of_additions(counting: Sequence[Finding], counts: Counts) -> Iterator[Equation]:
    """Sums that an analysis names itself: a group of areas that no nesting knows."""
    for finding in counting:
        parts = tuple(quantity_of(key, finding.sources[0]) for key in finding.adds)
        whole = quantity(finding)
        if parts and all(term in counts for term in (whole, *parts)):
            yield Equation((whole,), parts)


Rows = dict[Quantity, tuple[Selection, list[Quantity]]]
"""What is counted, named by the rows that are counted: their selection, and the same under the names of measures."""


def rows_counted(selecting: Iterable[tuple[Quantity, Selection]]) -> Rows:
    """Every selection that is counted, beside the measures that count it."""
    found: Rows = {}
    for term, selects in selecting:
        found.setdefault(selected(term, selects), (selects, []))[1].append(term)
    return found


def selected(like: Quantity, selects: Selection) -> Quantity:
    """The rows of a selection, in the place and time and by the source of a count."""
    return (*like[:4], "", ";".join(f"{field}={value}" for field, value in selects), like[6])


def of_selections(rows: Rows, counts: Counts) -> Iterator[Equation]:
    """The same rows under several names are one number, and rows chosen by one field more are parts of the rest.

    Values that are lists may overlap, so each of those stands against the whole by itself.
    """
    parts: dict[tuple[Quantity, str], list[Quantity]] = defaultdict(list)
    for term, (selects, others) in rows.items():
        yield from (Equation((other,), (term,), counts[other] == counts[term]) for other in dict.fromkeys(others))
        for at, (field, value) in enumerate(selects):
            whole = selected(term, selects[:at] + selects[at + 1 :])
            if whole in rows:
                listed = value if "|" in value or (value.startswith("not ") and value != "not known") else ""
                parts[whole, f"{field} {listed}"].append(term)
    for (whole, _), some in parts.items():
        yield Equation((whole,), tuple(some), counts[whole] == sum(counts[part] for part in some))
