"""What is wrong in one value of one row of a register, wherever the row came from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Slip:
    """The register, the row's id, the column ("" for the whole row), and what is wrong; never the value.

    `whose` True: somebody else changed it meanwhile, and it is to be said who and when.
    """

    register: str
    ident: str
    column: str
    says: str
    whose: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Lists outside the registers that their values must stand in, by name (`authorities`, `people`, `areas`, ...).

    Each is id -> words ("" where there are none, or where they may not be told); a list that isn't there isn't known, and anything
    of the right shape passes.
    """

    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    figures: Callable[[str], Collection[str] | None] = lambda run: None
    """The names of the figures of a run ("" the latest), asked for only where one is cited anew; None where they aren't known."""
