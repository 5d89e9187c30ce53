"""Internal numbers: what an analysis found, before the lock. The report room may never import this."""

from __future__ import annotations

from dataclasses import dataclass, field

from upriver.words.figure import Key


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with what it rests on.

    value, lower, upper are None where the number can't be given; `flags` then says why. `made` is `count` for
    a plain count, `recompute` where the printed number is made again from the printed count and denominator,
    `model` where it comes out of a model or a permutation.
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    level: float | None = None
    method: str = ""
    events: int | None = None
    denominator: float | None = None
    made: str = "count"
    flags: tuple[str, ...] = ()
    decimals: int = 0
    per: float = 1.0


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that an analysis says about a figure in words a chart can mark: a rank, a run, a break."""

    key: Key
    kind: str
    says: str


Selection = tuple[tuple[str, str], ...]
"""Which rows of one source are counted: (field, value) pairs in order, by the contract's own names and words; () is all of them.

A value `a|b` takes any of several, `not a|b` all others; blank is `not known`. What no field says has a pair of its own, as
`kind` with the slug of a profile.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one analysis: its key, the estimate, and what it rests on.

    `sources` are slugs of contracts; `definition` is slug@version; `rests_on` are other keys whose hiding hides
    this one too (the counts behind a smoothed value). `adds` are keys of the counts that add up to this one's, where
    no nesting of areas or months says so. `selects` says which rows of the first source a count counts, so that the lock knows
    the same rows, and parts of them, under whatever measure and table; None where they can't be said plainly.
    """

    question: str
    key: Key
    estimate: Estimate
    sources: tuple[str, ...]
    definition: str
    steps: str
    rests_on: tuple[Key, ...] = field(default=())
    adds: tuple[Key, ...] = field(default=())
    selects: Selection | None = None


def selection(*pairs: tuple[str, str]) -> Selection:
    """A selection in its canonical order."""
    return tuple(sorted(pairs))
