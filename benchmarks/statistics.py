"""The statistics over every small area, from `gi_star`, and the near-repeat test, as lines of the table."""

from __future__ import annotations

from benchmarks import gi_star, near_repeat
from benchmarks.measuring import Row

LIMITS = (0.02, 0.02, 0.1, 0.05)
"""Seconds that each of them may take, in their order."""


def run() -> list[Row]:
    """CPU seconds, the best of three."""
    return [
        Row(f"{each['what']}, CPU seconds", each["ours_s"], each["alternative"], each["alternative_s"], f"{limit} s",
            each["ours_s"] <= limit)
        for each, limit in zip(gi_star.run(), LIMITS, strict=True)
    ] + [
        Row(f"{each['what']}, CPU seconds", each["ours_s"], each["alternative"], each["alternative_s"], each["limit"], each["met"])
        for each in near_repeat.run()
    ]  # fmt: skip
