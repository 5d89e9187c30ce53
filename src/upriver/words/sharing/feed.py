"""How each feed stands for a partnership: used, held, barred, declared elsewhere, or still dark."""

from __future__ import annotations

from dataclasses import dataclass

QUESTIONS = {
    "kinds": "Which kinds of violence are most prevalent?",
    "change": "How is it changing?",
    "places": "Where does it happen?",
    "times": "When does it happen?",
    "victims": "Who is harmed?",
    "people_who_harm": "Who harms, in aggregate?",
    "weapons": "With what?",
    "health": "What do health services see?",
    "custody": "What happens in custody?",
    "risk_and_protective_factors": "Why: which risk and protective factors?",
    "voice": "What do communities and young people say?",
    "provision": "What is already offered?",
    "spend": "What does it cost, and who pays?",
    "inequality": "Who bears more of it?",
}
"""The questions of an assessment that data are asked for. Closed."""

STATES = {
    "used": "held and used",
    "held": "held, and no figure rests on it yet",
    "barred": "held, and may not be used",
    "elsewhere": "flows already between partners; counted as met, nothing is held",
    "dark": "not held",
}
"""How a feed can stand, best first. Closed."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """One feed and how it stands. `why` says what bars it or what it is waiting for; `asked_of` are kinds of authority."""

    slug: str
    title: str
    asked_of: tuple[str, ...]
    answers: tuple[str, ...]
    state: str
    why: str = ""
    open: bool = False
    silent: tuple[str, ...] = ()
    """Who has agreed to send it, and of whom nothing is held: what others sent doesn't speak for them."""
