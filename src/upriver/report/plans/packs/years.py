"""The financial year that a pack is asked for."""

from __future__ import annotations

import re

from upriver.report.plans.told import Told
from upriver.words.refusal import Refusal


def year_asked(told: Told) -> str:
    """The year of `about`, as 2025-26; the one that the day lies in where none was asked for.

    Raises:
        Refusal: what was asked for is no financial year.
    """
    if not told.about:
        return told.delivered.year
    if not re.fullmatch(r"20\d{2}-\d{2}", told.about) or int(told.about[5:]) != (int(told.about[2:4]) + 1) % 100:
        raise Refusal(f"{told.about} is no financial year", do="Write it as 2025-26: --about 2025-26. Without it the year of the day is taken.")
    return told.about
