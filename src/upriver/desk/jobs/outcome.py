"""What becomes of a piece of work that was done: a sentence for whoever asked, and the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Tell = Callable[[str, int], None]
"""Says how far the work is: what is being done now, and the share done in percent."""


@dataclass(frozen=True, slots=True)
class Done:
    """`says` tells what was done; `page` is the name of the page that shows it, with `parts` of its address; "" where none does."""

    says: str
    page: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
