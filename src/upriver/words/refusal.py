"""What a person is told when something can't be done: a refusal that they can act on, or a fault of ours."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
LOUD = "UPRIVER_FAULTS"
"""Where the environment sets this to `raise`, as all our tests do, a fault stops the work instead of being kept."""


class Refusal(Exception):
    """A refusal that a person can act on: what is refused, and what to do next.

    Never carries a row's value. Commands end with exit code 1 and no traceback.
    """

    def __init__(self, what: str, *, do: str = "") -> None:
        self.what = what.rstrip(". ")
        self.do = do
        super().__init__(str(self))

    def __str__(self) -> str:
        return f"{self.what}. {self.do}".strip() if self.do else f"{self.what}."


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of a document that a fault in our own code keeps from being made.

    `says` names the part in words that stand in the chapter on limits. `trace` is for whoever mends it, on the screen of
    whoever ran the command: it may quote data, so it never reaches a page, a record or an answer.
    """

    part: str
    says: str
    trace: str = ""


def loud() -> bool:
    """Whether a fault of ours stops the work."""
    return os.environ.get(LOUD) == "raise"


def attempted(work: Callable[[], T], part: str, says: str, *, passing: tuple[type[Exception], ...] = ()) -> T | Fault:
    """What some work gives, or the fault that stopped it, so that one part of many never takes the others down.

    A refusal goes on to the person, who can act on it, and so does what `passing` names. Nobody can act on anything else
    but us.
    """
    try:
        return work()
    except Exception as fault:
        if isinstance(fault, (Refusal, *passing)) or loud():
            raise
        return Fault(part, says, traceback.format_exc())
