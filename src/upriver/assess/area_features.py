"""What is known of small areas beside their events: how large they are, how old their residents, how deprived."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from upriver.assess.materials import Columns
from upriver.places.sizes import hectares

YOUNG = range(15, 25)
"""Ages from 15 to 24, the years in which harm by violence peaks."""


def hectares_of(outlines: Columns | None, small: Sequence[str]) -> np.ndarray:
    """The size of each small area in hectares, from the outlines held; NaN where there is none."""
    if outlines is None:
        return np.full(len(small), np.nan)
    wanted = set(small)
    rows = {code: wkb for level, code, wkb in zip(outlines["level"], outlines["code"], outlines["wkb"], strict=True)
            if level == "lsoa21" and code in wanted}  # fmt: skip
    codes = sorted(rows)
    size = dict(zip(codes, hectares([bytes(rows[code]) for code in codes]).tolist(), strict=True))
    return np.array([size.get(code, np.nan) for code in small])


def column_of(table: Columns | None, column: str, small: Sequence[str], *, place: str = "lsoa21") -> np.ndarray:
    """A column of an open table, one value for each small area; NaN where there is none."""
    if table is None or column not in table:
        return np.full(len(small), np.nan)
    value = {code: _number(each) for code, each in zip(table[place], table[column], strict=True)}
    return np.array([value.get(code, np.nan) for code in small], dtype=float)


def young_share(people: Columns | None, changes: Columns | None, small: Sequence[str]) -> np.ndarray:
    """The share of residents who are 15 to 24, from estimates by single year of age for 2011 areas; NaN where not known.

    A 2021 area that was cut out of one of 2011 has the share of the whole, one made of several the share of them together.
    Where several years are held, it is the share over all of them: the tables don't say their year.
    """
    if people is None:
        return np.full(len(small), np.nan)
    of: dict[str, set[str]] = {code: {code} for code in small}
    if changes is not None:
        of = {code: set() for code in small}
        for old, new in zip(changes["lsoa11"], changes["lsoa21"], strict=True):
            if new in of:
                of[new].add(old)
    wanted = set().union(*of.values())  # the files hold the whole country
    every: dict[str, float] = {}
    young: dict[str, float] = {}
    for code, age, residents in zip(people["lsoa11"], people["age"], people["residents"], strict=True):
        if code not in wanted:
            continue
        digits = "".join(letter for letter in str(age) if letter.isdigit())
        if not digits or not np.isfinite(_number(residents)):
            continue
        every[code] = every.get(code, 0.0) + float(residents)
        if int(digits) in YOUNG:
            young[code] = young.get(code, 0.0) + float(residents)
    parts = ([every.get(code, 0.0) for code in of[new]] for new in small)
    return np.array([
        sum(young.get(code, 0.0) for code in of[new]) / sum(whole) if sum(whole) > 0 else np.nan
        for new, whole in zip(small, parts, strict=True)
    ])


def _number(value: object) -> float:
    try:
        return float(str(value)) if value is not None else np.nan
    except ValueError:
        return np.nan
