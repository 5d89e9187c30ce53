"""Sums that an attacker makes of numbers of several releases: of what was printed before data were put right, and of small parts.

Both leave a rest that stands nowhere and is known: what a whole holds besides the parts that are shown. A whole that has been
revised since keeps its old number under a name of its own, and stands in the sums that it stood in then, beside parts of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from upriver.disclose.linear.equations import Counts, Equation
from upriver.disclose.linear.system import Known
from upriver.disclose.rules import rounded
from upriver.words.releasing.released import Quantity

Versions = dict[str, dict[Quantity, Quantity]]
"""By release, each count that it gave otherwise than today, with the name that its number of then goes by."""


def revised(known: Mapping[Quantity, Sequence[Known]], counts: Counts) -> tuple[Versions, dict[Quantity, Known]]:
    """Which counts earlier releases gave otherwise, and those old numbers by their own names; the same number has one name.

    A count that isn't among those of today was hidden since, and all that was said of it is of then.
    """
    versions: Versions = {}
    old: dict[Quantity, Known] = {}
    for name, said in sorted(known.items()):
        for each in said:
            if name not in counts or rounded(counts[name], each.base) != each.shown:
                then = (*name[:6], f"{name[6]}~{each.shown}")
                versions.setdefault(each.release, {})[name] = then
                old.setdefault(then, each)
    return versions, old


def of_versions(versions: Versions, old: Mapping[Quantity, Known], counts: Counts, small: Set[Quantity],
                sums: Callable[[Counts], Iterable[Equation]]) -> Iterator[Equation]:
    """The sums of each release with its numbers of then, wherever one of them has changed since.

    Args:
        small: counts that their rule hides: they make up the rest, with whatever was late.
        sums: every sum over some counts; what it names besides them stands nowhere and is part of the rest.
    """
    told: set[Equation] = set()
    for _, names in sorted(versions.items()):
        then = {**counts, **{name: old[other].shown for name, other in names.items()}}
        for each in sums(then):
            if any(name in names for name in (*each.left, *each.right)) and not small & set(each.left):
                kept = tuple(name for name in each.right if name in names or (name in counts and name not in small))
                made = Equation(tuple(names.get(name, name) for name in each.left), tuple(names.get(name, name) for name in kept), False)
                if kept and made not in told:
                    told.add(made)
                    yield made


def of_small_parts(equations: Iterable[Equation], small: Set[Quantity]) -> Iterator[Equation]:
    """What the parts that are shown leave of a whole, where several small ones make it up: together they may be small as well."""
    for each in equations:
        kept = tuple(name for name in each.right if name not in small)
        if each.exact and kept and len(each.right) - len(kept) > 1 and not small & set(each.left):
            yield Equation(each.left, kept, False)
