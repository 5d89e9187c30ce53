"""The one kind of thing every statistic returns, and the errors this room raises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEW = 10  # a rate on fewer events is shown without rank


class BadInput(ValueError):
    """The arrays given cannot be used; the message says which rule they break and where."""


class IslandError(BadInput):
    """Some units have no neighbour, so the statistic is not defined there; `positions` names them."""

    def __init__(self, positions: Iterable[int]) -> None:
        self.positions = tuple(int(p) for p in positions)
        shown = ", ".join(str(p) for p in self.positions[:10])
        more = f" and {len(self.positions) - 10} more" if len(self.positions) > 10 else ""
        super().__init__(
            f"{len(self.positions)} units have no neighbour (positions {shown}{more}); "
            "give them neighbours, leave them out, or use a statistic that allows islands"
        )


@dataclass(frozen=True)
class Result:
    """Estimates with their intervals, and what they rest on: one array element for each unit.

    Attributes:
        value, lower, upper: float64, all of one shape. NaN means "not available" and never zero; a NaN
            without a flag at the same position is refused.
        level: the confidence level of the interval, 0.95 for 95%; 0 where there is no interval.
        method: how it was made, in words.
        events: the number of events each value rests on.
        denominator: what they were divided by, in the caller's unit; NaN where there is none.
        flags: name of a flag to a boolean array of the same shape. Flags used in this room:
            `few_events` (fewer than 10), `no_denominator`, `missing`, `no_interval`, `no_neighbours`,
            `constant`, `not_given` (the method refuses the case and says why in its docstring).
    """

    value: Floats
    lower: Floats
    upper: Floats
    level: float
    method: str
    events: Floats
    denominator: Floats
    flags: Mapping[str, Flags] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = np.shape(self.value)
        for name in ("lower", "upper", "events", "denominator"):
            if np.shape(getattr(self, name)) != shape:
                raise BadInput(f"{name} has not the shape of value")
        said = np.zeros(shape, dtype=bool)
        for name, flag in self.flags.items():
            if np.shape(flag) != shape:
                raise BadInput(f"the flag {name} has not the shape of value")
            said |= flag
        silent = (np.isnan(self.value) | np.isnan(self.lower) | np.isnan(self.upper)) & ~said
        if np.any(silent):
            raise BadInput(f"{int(np.sum(silent))} values are not available and no flag says why")

    def limits(self, at: int | tuple[int, ...] = (), *, times: float = 1.0, less: float = 0.0) -> tuple[float, float, float]:
        """Value, lower and upper at one position as plain numbers: each less `less`, then `times` as large; NaN stays.

        Without `at`, those of a result that is one number. A ratio becomes a change in percent by `times=100, less=1`.
        """
        value, lower, upper = (times * (float(part[at]) - less) for part in (self.value, self.lower, self.upper))
        return value, lower, upper

    def flags_at(self, position: int | tuple[int, ...]) -> tuple[str, ...]:
        """The names of the flags raised at one position, in alphabetical order."""
        return tuple(sorted(name for name, flag in self.flags.items() if flag[position]))


def as_floats(name: str, values: ArrayLike, *, negative: bool = False) -> Floats:
    """The values as float64; NaN stays and means missing. Infinite is refused, so is negative by default.

    Raises:
        BadInput: names the argument and the first position at fault, never the value.
    """
    out = np.asarray(values, dtype=np.float64)
    wrong = np.isinf(out) if negative else (np.isinf(out) | (out < 0))
    if np.any(wrong):
        rule = "must be finite" if negative else "must be finite and zero or more"
        raise BadInput(f"{name} {rule}; position {int(np.flatnonzero(wrong)[0])} is not")
    return out


def check_level(level: float) -> float:
    """The confidence level, if it lies strictly between 0 and 1 (0.95 for 95%).

    Raises:
        BadInput: for anything else, 95 included.
    """
    if not 0 < level < 1:
        raise BadInput("level must lie between 0 and 1, for instance 0.95")
    return float(level)
