"""What waits for whom: each part of the workspace says which of its tasks wait for whoever signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.web.framework.page import declared

if TYPE_CHECKING:
    from upriver.web.framework.asked import Asked


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: its words, where it is done, its state in words with the colour of its tag, and a sentence beside it.

    `order` puts the tasks of all parts in one order: the most pressing first.
    """

    words: str
    href: str
    state: str = ""
    colour: str = ""
    hint: str = ""
    late: bool = False
    order: int = 50


Waits = Callable[["Asked"], "list[Task]"]
_PARTS: list[Waits] = []


def waits(part: Waits) -> Waits:
    """Mark a function that says which tasks of a part wait for whoever asks; it is asked by the first page alone."""
    _PARTS.append(part)
    return part


def tasks_of(asked: Asked) -> list[Task]:
    """Everything that waits for whoever asks, the most pressing first."""
    declared()
    return sorted((task for part in _PARTS for task in part(asked)), key=lambda task: (not task.late, task.order, task.words))
