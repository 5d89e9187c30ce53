"""Bodies by their names: what is sent stands under its sender's name, so a name is one body's alone, or nobody's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from upriver.desk.partners.models import AuthorityRecord
from upriver.words.refusal import Refusal
from upriver.words.releasing.gate import plain_name
from upriver.words.sharing.authority import Authority
from upriver.words.text import listed


@dataclass(frozen=True, slots=True)
class Named:
    """A body with what its name is compared by, and the bodies that carry it on."""

    ident: str
    name: str
    plain: str
    next: frozenset[str]


def bodies_named(name: str) -> frozenset[str]:
    """The ids of the body that has a name: none where no body or more than one has it, so that nobody is taken for another.

    What providers send stands under the name that their agreement has: capitals don't count.
    """
    alike = _alike(name, _all())
    if not any(each.name.casefold() == name.casefold() for each in alike) or not _one(alike):
        return frozenset()
    return frozenset(each.ident for each in alike)


def own_names(bodies: Collection[str]) -> tuple[str, ...]:
    """The names of bodies that no other body has: what the second wall goes by."""
    every = _all() if bodies else []
    return tuple(each.name for each in every if each.ident in bodies and _one(_alike(each.name, every)))


def is_taken(name: str) -> bool:
    """Whether a body has a name already: capitals, spaces, accents, invisible letters and letters that look alike don't tell two apart."""
    return bool(_alike(name, _all()))


def refuse_twins(before: Sequence[Authority], after: Sequence[Authority]) -> None:
    """Refuse a register in which a body takes a name that another has. Those that had one name before, as official lists have it, may stay.

    Raises:
        Refusal: two bodies have one name, neither of which carries the other on.
    """
    there = _of(before)
    every = _of(after)
    for each in every:
        alike = _alike(each.name, every)
        if not _one(alike) and not {one.ident for one in alike} <= {one.ident for one in _alike(each.name, there)}:
            raise Refusal(f"{listed([one.ident for one in alike])} have one name", do="Call each body so that nobody takes it for another.")


def _all() -> list[Named]:
    columns = AuthorityRecord.objects.values_list("ident", "name", "continues_as", "successors")
    return [Named(ident, name, plain_name(name), frozenset({carried, *successors})) for ident, name, carried, successors in columns]


def _of(bodies: Iterable[Authority]) -> list[Named]:
    return [Named(each.id, each.name, plain_name(each.name), frozenset({each.continues_as, *each.successors})) for each in bodies]


def _alike(name: str, every: Iterable[Named]) -> list[Named]:
    plain = plain_name(name)
    return [each for each in every if each.plain == plain]


def _one(alike: Sequence[Named]) -> bool:
    """Whether they are one body: a council whose code was changed stands in the register twice, and its old row says what carries it on."""
    idents = {each.ident for each in alike}
    return sum(1 for each in alike if not each.next & (idents - {each.ident})) <= 1
