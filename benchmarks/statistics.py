"""The statistics over every small area, from `gi_star`, as lines of the table."""

from __future__ import annotations

from benchmarks import gi_star
from benchmarks.measuring import Row

LIMITS = (0.02, 0.02, 0.1, 0.05)
"""Seconds that each of them may take, in their order."""


def run() -> list[Row]:
    """CPU seconds, the best of three."""
    return [
        Row(f"{each['what']}, CPU seconds", each["ours_s"], each["alternative"], each["alternative_s"], f"{limit} s",
            each["ours_s"] <= limit)
        for each, limit in zip(gi_star.run(), LIMITS, strict=True)
    ]  # fmt: skip
