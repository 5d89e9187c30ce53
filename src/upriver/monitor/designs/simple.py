"""The two lowest rungs: counts that are only watched, and before and after without a comparison."""

from __future__ import annotations

import numpy as np
from scipy import special

from upriver.monitor.designs.answer import SHORT, Answer, number, refuse
from upriver.monitor.designs.observed import Observed
from upriver.stats.evaluation.displacement import POWER, fano_factor

LEVEL = 0.95


def monitoring(seen: Observed) -> Answer:
    """Nothing but the counts."""
    return Answer("not_claimed", method="counts alone")


def before_after(seen: Observed) -> Answer:
    """The rate after over the rate before, as a number to look at: whatever it is, this design can't tell why.

    The error of its log is 1/after + 1/before, times the Fano factor of the months before where that is above 1.
    """
    if min(int(seen.before.sum()), int(seen.after.sum())) < SHORT:
        return refuse(f"There are fewer than {SHORT} whole months on one side of the start.")
    before, after = seen.sums("treated")
    if not before or not after:
        return refuse("One side has no event at all, so no change can be given.")
    months = int(seen.before.sum()), int(seen.after.sum())
    spread = max(1.0, float(np.nan_to_num(fano_factor(seen.series("treated")[seen.before]), nan=1.0)))
    z = float(special.ndtri(0.5 + LEVEL / 2))
    ratio, error = after / before * months[0] / months[1], float(np.sqrt(spread * (1 / before + 1 / after)))
    expected = before * months[1] / months[0]
    least = float(np.exp(-(z + float(special.ndtri(POWER))) * np.sqrt(spread * (1 / before + 1 / expected))))
    return Answer(
        "cannot_tell", "rate_ratio", number(ratio), number(ratio * np.exp(-z * error)), number(ratio * np.exp(z * error)), least, least,
        "monthly rate after over the monthly rate before, without a comparison",
    )
