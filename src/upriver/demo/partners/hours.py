"""When and where what police record and what ambulances meet differ: planted for tests to find."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from upriver.demo.ground.places import FloatArray, Places

PEAK = (5, 1)
"""Violence is most frequent on Saturdays (0 is Monday) in the hour from 01:00."""
AFTER_SCHOOL_MONTHS = (3, 6, 9, 11)
UNDER_18 = "10-17"
BEYOND_POLICE = ("E07009903", 2.5)
"""The district with so many times the ambulance calls that its police records lead to expect."""


def way_home(at: datetime, age_band: str, number: int) -> datetime:
    """Four in five crimes against people from 10 to 17 on weekdays of some school months fall between 15:00 and 18:00."""
    if age_band != UNDER_18 or at.weekday() >= 5 or at.month not in AFTER_SCHOOL_MONTHS or number % 5 == 0:
        return at
    return at.replace(hour=15 + number % 3)


def calls_by_area(places: Places, rate: FloatArray) -> FloatArray:
    """How often ambulances are called to each small area: as police records say, but in the one district more."""
    code, times = BEYOND_POLICE
    inside = places.lsoa21.within(places.lad) == places.lad.codes.index(code)
    return np.where(inside, times * rate, rate)
