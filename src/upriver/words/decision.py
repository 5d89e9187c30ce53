"""Who decided what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit log. `id` is a hash over everything else, `parent` the event before it."""

    id: str
    parent: str
    at: str
    by: str
    verb: str
    subject: str
    body: str
    why: str


ANSWERS = ("keep", "exclude", "annotate")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a part of the data. answer: keep, exclude or annotate."""

    subject: str
    answer: str
    reason: str
    event: str = ""
    answered_by: str = ""
    """Who at the provider answered what was asked about it, where they did."""
