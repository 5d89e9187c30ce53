"""Months in forms: typed as people write them, and what is wrong with one said at its field."""

from __future__ import annotations

from upriver.words.language.months import read_month
from upriver.words.language.speaking import say


def wrong_month(written: str) -> str:
    """What is wrong with a month as it was typed; "" where nothing is."""
    return "" if read_month(written) else say("Write a month and a year, like January 2025")
