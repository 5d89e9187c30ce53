"""What the machine notes for those who read a document before it is released."""

from __future__ import annotations

from dataclasses import dataclass

STANDS = {
    "stop": "Must be put right: it can't be released so",
    "look": "For you to judge",
    "fine": "In order",
}
"""How serious a note is, the most serious first. Closed."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that the machine found: stop, look or fine; a sentence; the reviewer's page that shows all of it.

    `confirm` is whether who approves has to say that they read this one.
    """

    stands: str
    says: str
    page: str
    confirm: bool = False
