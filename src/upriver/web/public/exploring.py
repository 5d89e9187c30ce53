"""Exploring a published release: its cells read once, every state of the page in its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from upriver.report.exploring.page import Answer, explore_csv, explore_page
from upriver.report.exploring.rows import rows_of_csv
from upriver.report.exploring.state import Arranged, arranged

PAGE, TABLE = "/explore/", "/explore/cells.csv"
STATUS = {200: "200 OK", 400: "400 Bad Request", 404: "404 Not Found"}


@dataclass(slots=True)
class Explorer:
    """The cells of the release in a published folder; read again when a newer release is put in its place."""

    published: Path
    figures: Arranged = field(default_factory=lambda: arranged(()))
    partnership: str = ""
    read: tuple[int, int] = field(default=(0, 0))

    def answer(self, path: str, query: str) -> Answer:
        """The page of a state, or its rows as CSV."""
        figures = self._current()
        return explore_csv(figures, query) if path == TABLE else explore_page(figures, query, partnership=self.partnership)

    def _current(self) -> Arranged:
        place = self.published / "data" / "cells.csv"
        try:
            found = place.stat()
            seen = (found.st_mtime_ns, found.st_size)
            if seen != self.read:
                # Set together at the end: another thread sees the old cells or the new ones.
                rows = rows_of_csv(place.read_text("utf-8"))
                self.partnership = next((row.name for row in rows if row.level == "partnership"), "")
                self.figures, self.read = arranged(rows), seen
        except (OSError, ValueError):
            return arranged(())
        return self.figures
