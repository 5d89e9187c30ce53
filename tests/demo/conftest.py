"""One fictional partnership for all tests of this folder, and small ways to count in its files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from upriver.demo import Truths, write_files


@dataclass(frozen=True)
class Demo:
    """The written folder and what was planted in it."""

    folder: Path
    truths: Truths

    def rows(self, path: str) -> list[dict[str, str]]:
        """All rows of one file."""
        with (self.folder / path).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def street(self, first: str = "0000-00", last: str = "9999-99") -> Iterator[dict[str, str]]:
        """Rows of the street-level files from one month to another, both included."""
        for path in sorted(self.folder.glob("police/*/*-street.csv")):
            if first <= path.name[:7] <= last:
                yield from self.rows(str(path.relative_to(self.folder)))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder, write_files(folder))
