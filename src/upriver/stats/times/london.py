"""The clock of London on whole arrays: summer time from the last Sunday of March to the last of October, at 01:00 UTC.

The rule stands here rather than in a table of zones, so that every machine reads alike (Windows has no such table of
its own) and so that the engine and the browser, which hold the same rule, can't drift from it. It is that of the law
since 1996; earlier moments are read by it too, which is an hour out for a few weeks of some Octobers.

Source: Summer Time Act 1972 as amended by the Summer Time Order 2002 (SI 2002/262).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.datetime64]
_HOUR = np.timedelta64(3600, "s")


def _last_sunday(year: Any, month: int) -> Any:
    """The last Sunday of a month of 31 days, for years as datetime64[Y]."""
    last = (year.astype("datetime64[M]") + np.timedelta64(month, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    # Day 0 of the count, 1970-01-01, was a Thursday: four days after a Sunday.
    return last - ((last.astype("int64") + 4) % 7).astype("timedelta64[D]")


def from_utc(moments: Moments) -> Moments:
    """What London's clock shows at moments of universal time; NaT stays NaT."""
    utc = moments.astype("datetime64[s]")
    year = utc.astype("datetime64[Y]")
    first, last = (_last_sunday(year, month).astype("datetime64[s]") + _HOUR for month in (3, 10))
    return np.where((utc >= first) & (utc < last), utc + _HOUR, utc)


def to_utc(shown: Moments) -> Moments:
    """Universal time of what London's clock shows; NaT stays NaT.

    An hour that comes twice (01:00 to 02:00 when summer time ends) is taken as the first of the two. One that never
    comes (01:00 to 02:00 when it begins) is taken as the hour after: the clock had not been put forward.
    """
    wall = shown.astype("datetime64[s]")
    year = wall.astype("datetime64[Y]")
    first, last = (_last_sunday(year, month).astype("datetime64[s]") + 2 * _HOUR for month in (3, 10))
    return np.where((wall >= first) & (wall < last), wall - _HOUR, wall)
