"""The ladder of words for what a study found, read from its declaration, and which rung a result stands on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from upriver import shelf

LARGE = 0.7
"""A design that could only have seen a fall to less than this share of what was expected could hardly have seen any real effect."""
NEAR = 1.0
"""Standard errors from no effect within which there is no sign of a change."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: `says` the words for a result, `means` what they say and don't, `rank` how far up it stands."""

    slug: str
    rank: int
    says: str
    means: str


@dataclass(frozen=True, slots=True)
class Carries:
    """What a design is and can carry. `found_by_chance` is how many of 100 programmes without effect it may call a change, at most."""

    slug: str
    says: str
    needs: str
    cannot: str
    highest: str
    found_by_chance: int


@cache
def ladder() -> tuple[Mapping[str, Rung], Mapping[str, Carries]]:
    """Every rung and every design, by slug, as declared."""
    table = tomllib.loads(shelf.data_file("evaluation/ladder.toml").read_text("utf-8"))
    return {each["slug"]: Rung(**each) for each in table["rungs"]}, {each["slug"]: Carries(**each) for each in table["designs"]}


def rung_of(design: str, *, side: int, error_away: float, sure: bool, least: float) -> str:
    """The rung of a result that could be made.

    Args:
        side: -1 where fewer than expected, 1 where more.
        error_away: how many standard errors it lies from no effect.
        sure: whether no effect lies outside the interval, and whatever else the design asks.
        least: the least fall that could have been seen, as a share of what was expected (0.8 is a fall by a fifth); NaN = none.
    """
    rungs, designs = ladder()
    if sure:
        found = "fewer" if side < 0 else "more"
    elif not least >= LARGE:
        found = "not_seen"
    elif error_away < NEAR:
        found = "no_sign"
    else:
        found = "fewer_chance" if side < 0 else "more_chance"
    highest = designs[design].highest
    return found if rungs[found].rank <= rungs[highest].rank else highest
