"""What is left out of a release because it could endanger someone: a figure, a table or an area, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.figure import Key


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that is left out. `subject` is the name of a figure or a table, or the code of an area.

    `why` and `by` are for those who read a document before it is released, and for nobody else.
    """

    subject: str
    why: str
    by: str
    at: str

    @property
    def kind(self) -> str:
        """figure, table or area."""
        return "figure" if "#" in self.subject else "table" if "/" in self.subject else "area"

    def takes(self, key: Key) -> bool:
        """Whether a figure is left out by this."""
        if self.kind == "figure":
            return str(key) == self.subject
        return self.subject == (key.table if self.kind == "table" else key.area.code)
