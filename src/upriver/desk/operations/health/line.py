"""One line of the doctor's page."""

from __future__ import annotations

from dataclasses import dataclass

OK, LOOK, WRONG = "ok", "look", "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at. stands: ok; look (it works, and somebody should see to it); wrong. `do` says what to do."""

    about: str
    stands: str
    says: str
    do: str = ""


def ok(about: str, says: str) -> Line:
    """All is well with it."""
    return Line(about, OK, says)


def look(about: str, says: str, do: str = "") -> Line:
    """It works, and somebody should see to it."""
    return Line(about, LOOK, says, do)


def wrong(about: str, says: str, do: str) -> Line:
    """It doesn't work, or isn't safe."""
    return Line(about, WRONG, says, do)
