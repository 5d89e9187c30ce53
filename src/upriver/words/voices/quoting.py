"""Whether words repeat what somebody wrote: a summary that quotes could tell who wrote it."""

from __future__ import annotations

import re

RUN = 5
"""So many words in a row count as a quote."""


def quoted(summary: str, entry: str) -> bool:
    """Whether a summary repeats a run of an entry's words, or a short entry whole."""
    ours, theirs = _plain(summary), _plain(entry)
    run = min(RUN, len(theirs))
    if run == 0 or len(ours) < run:
        return False
    held = {tuple(theirs[at:at + run]) for at in range(len(theirs) - run + 1)}
    return any(tuple(ours[at:at + run]) in held for at in range(len(ours) - run + 1))


def _plain(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())
