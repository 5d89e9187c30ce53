"""How much one point's surprise carries into the next, and how much wider that makes an interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

MOST = 0.7
"""A correlation above which so short a series tells nothing; higher ones are taken as this."""
PUT_BACK = 1.5
"""Times the bias that is put back: by simulation this brings what is found without an effect near to its rate (docs/evaluation-simulations.md)."""


def widening(residuals: ArrayLike, columns: int) -> float:
    """(1 + r) / (1 - r): how much wider the variance of a mean is where r, the correlation of one point with the next, is above zero; else 1.

    The correlation of residuals is too low, by about (columns + 3 r) / n; that is put back, half as much again.

    Args:
        residuals: shape (times,), what a model left over, each over its own standard deviation; NaN = missing.
        columns: what the model fitted besides its level and with it.

    Source: Marriott and Pope (1954) Biometrika 41:390-402 for the bias; Bayley and Hammersley (1946) J R Stat Soc Suppl 8:184-197 for the
        widening.
    """
    residual = np.asarray(residuals, dtype=np.float64)
    near = np.isfinite(residual[1:]) & np.isfinite(residual[:-1])
    whole, points = float(np.nansum(residual**2)), int(np.isfinite(residual).sum())
    if not whole > 0 or not near.any():
        return 1.0
    raw = float((residual[1:] * residual[:-1])[near].sum()) / whole * points / int(near.sum())
    r = min(max(raw + PUT_BACK * (columns + 3 * raw) / points, 0.0), MOST)
    return (1 + r) / (1 - r)
