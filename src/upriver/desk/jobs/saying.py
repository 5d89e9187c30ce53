"""Refusals as whoever sits at a browser can act on them: what commands suggest to type means nothing there."""

from __future__ import annotations

import re

from upriver.words.language.speaking import mark, say
from upriver.words.refusal import Refusal

INSTEAD = (
    ("upriver leave-out", mark("Leave one of what is proposed out (Releases, Left out), then ask again.")),
    ("upriver prose", mark("Open the sentences of the assessment, accept them as they read today, then ask again.")),
    ("upriver assess", mark("Make the assessment again, read it, then ask for its release.")),
    ("upriver publish", mark("Ask for its release again.")),
    ("upriver review", mark("The list of releases says which wait.")),
    ("upriver agree", mark("Look at the agreements, then ask again.")),
    ("upriver take-in", mark("Take the files in, then ask again.")),
    ("upriver init", mark("Ask the administrator: the areas of the partnership are chosen when its workspace is set up.")),
    ("upriver audit", mark("Tell the administrator at once.")),
)
"""What a suggestion to type a command becomes, by what it begins with; the first that fits."""
_TYPED = re.compile(r"upriver [a-z]|--[a-z]")


def in_a_browser(refusal: Refusal) -> Refusal:
    """The same refusal with what to do said without commands."""
    if not _TYPED.search(refusal.do):
        return refusal
    return Refusal(refusal.what, do=next((say(words) for typed, words in INSTEAD if typed in refusal.do), ""))
