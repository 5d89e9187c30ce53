"""A gateway: a rule of law by which data may be shared, its limits as data, its questions and worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FACTS = ("discloser", "recipient", "information", "contract", "frequency", "form", "addresses", "detail", "purpose", "audience")
"""What a limit may speak of. Each is a word from a closed list; `contract` is a slug. Closed."""

Facts = Mapping[str, str]
"""One flow from one party to another, in these words. A fact that isn't known is left out."""

Choice = Mapping[str, tuple[str, ...]]
"""For each fact, the words that are meant."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. Where all of `where` holds (always, if empty): each fact of `only` must be one of its words, and not
    all of `never` may hold together. A fact that isn't known doesn't satisfy `only`, and doesn't meet `never`.

    `section` names the law, `says` is the sentence for a person, `do` what would make it a yes.
    """

    section: str
    says: str
    do: str
    verified: bool
    where: Choice
    only: Choice
    never: Choice


@dataclass(frozen=True, slots=True)
class Question:
    """What the partnership itself must confirm, with name, role and date, before a flow may start.

    Asked of the flows for which all of `where` holds; of every flow, if that is empty.
    """

    slug: str
    section: str
    says: str
    where: Choice


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a flow and whether the gateway allows it; where it doesn't, the section that stands against."""

    says: str
    allowed: bool
    facts: Facts
    section: str = ""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A rule of law by which data may be shared.

    `verified` is whether its text was read at its source; where it wasn't, `unverified` says what wasn't, and a
    question asks for the partnership's own confirmation. `duty` is True where it obliges, False where it only allows.
    """

    slug: str
    title: str
    says: str
    law: str
    verified: bool
    unverified: str
    duty: bool
    limits: tuple[Limit, ...]
    questions: tuple[Question, ...]
    examples: tuple[Example, ...]
    own_words: bool = False
    """Whether an agreement must say in its own words which law it means."""
