"""How long "have your say" stays open without being read."""

from __future__ import annotations

from datetime import date, timedelta

from upriver.words.language.speaking import mark

OFTEN = {"day": mark("every working day"), "week": mark("every week")}
LAPSES = {"day": 5, "week": 10}
"""After how many days without being read the form closes by itself."""


def lapses_on(read: date, often: str) -> date:
    """The last day on which the form is open if nobody reads any more."""
    return read + timedelta(days=LAPSES[often])
