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


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one analysis: its key, the estimate, and what it rests on.

    `sources` are slugs of contracts; `definition` is slug@version; `rests_on` are other keys whose hiding hides
    this one too (the counts behind a smoothed value). `adds` are keys of the counts that add up to this one's, where
    no nesting of areas or months says so.
    """

    question: str
    key: Key
    estimate: Estimate
    sources: tuple[str, ...]
    definition: str
    steps: str
    rests_on: tuple[Key, ...] = field(default=())
    adds: tuple[Key, ...] = field(default=())
