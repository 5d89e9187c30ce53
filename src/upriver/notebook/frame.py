"""An answer as a frame: rows and columns, what state of disclosure they are in, and what may be done with them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from upriver.notebook.showing import Picture, html_of, picture_of, writable
from upriver.report.cells import COLUMNS
from upriver.report.exploring.rows import Row
from upriver.words.refusal import Refusal

CLEARED, UNCLEARED = "cleared", "uncleared"
WHOLE, NUMBERS = ("count",), ("denominator", "value", "lower", "upper")
KEPT = tuple((name,) for name in ("held", "cubes", "runs", "drafts", "published", "ledger", "receipts", "partners", "declarations"))
"""Folders of a workspace that hold what Upriver wrote itself."""
GUARD = "This holds a mistake back, not a person: whoever may read the workspace's files can read its counts."
DO = "Ask again without cleared=False: cleared answers may leave. Inside the workspace's folder the file may be written."


@dataclass(frozen=True, slots=True)
class Frame:
    """The rows of one answer, in the columns of cells.csv.

    `state` is `cleared` (every figure has been through the lock, for the audience of the published document) or `uncleared`
    (as counted). An uncleared frame shows its numbers inside the workspace and refuses to leave it. None is a number that is
    hidden or not available, never zero.
    """

    held: tuple[Row, ...]
    state: str
    question: str
    period: str
    root: Path

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return COLUMNS

    @property
    def rows(self) -> tuple[tuple[object, ...], ...]:
        """Every row as a tuple, in the order of the columns."""
        return tuple(tuple(row.plain.values()) for row in self.held)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.held), len(COLUMNS)

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Iterator[dict[str, object]]:
        return (row.plain for row in self.held)

    def __getitem__(self, name: str) -> list[object]:
        """One column, by its name."""
        if name not in COLUMNS:
            raise KeyError(f"{name}: there are {', '.join(COLUMNS)}")
        return [row.plain[name] for row in self.held]

    def where(self, **wanted: object) -> Frame:
        """The rows whose columns hold these values: `where(unit="count", area_level="csp")`."""
        if unknown := set(wanted) - set(COLUMNS):
            raise Refusal(f"no column is called {', '.join(sorted(unknown))}", do=f"There are {', '.join(COLUMNS)}.")
        kept = tuple(row for row in self.held if all(row.plain[name] == value for name, value in wanted.items()))
        return Frame(kept, self.state, self.question, self.period, self.root)

    def to_csv(self, path: str | Path) -> Path:
        """Write the rows as CSV and say where; an uncleared frame only below the workspace's folder.

        Raises:
            Refusal: an uncleared frame would leave, there is no such folder, or Upriver's own files lie there.
        """
        place = Path(path).resolve()
        inside = place.is_relative_to(self.root)
        first = place.relative_to(self.root).parts[:1] if inside else ()
        if self.state != CLEARED and (not inside or first in (("published",), ("outbox",))):
            self._stays("be written outside its workspace, nor among what is published or sent")
        if inside and (first in KEPT or place == self.root / "workspace.toml" or place == self.root / "db.sqlite3"):
            raise Refusal("Upriver keeps files of its own there", do="Write it beside them: to_csv(\"NAME.csv\").")
        writable(place)
        out = io.StringIO()
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows([_inert(text) for text in row.printed] for row in self.held)
        place.write_bytes(out.getvalue().encode())
        return place

    def to_pandas(self) -> Any:
        """A pandas frame, where pandas is installed; missing numbers are its own missing values."""
        if self.state != CLEARED:
            self._stays("become a frame of another library, which would keep no guard")
        try:
            import pandas
        except ImportError:
            raise Refusal("pandas isn't installed", do="Install it beside Upriver, or read the rows as they are.") from None
        found = pandas.DataFrame.from_records(self.rows, columns=list(COLUMNS))
        return found.astype({**dict.fromkeys(WHOLE, "Int64"), **dict.fromkeys(NUMBERS, "Float64")})

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as an Arrow stream, which polars, pandas, pyarrow, DuckDB and others read."""
        if self.state != CLEARED:
            self._stays("be handed to another library")
        from upriver.store.frames.framing import arrow_stream

        kinds = {**dict.fromkeys(COLUMNS, str), **dict.fromkeys(WHOLE, int), **dict.fromkeys(NUMBERS, float)}
        return arrow_stream({name: (kinds[name], self[name]) for name in COLUMNS}, requested_schema)

    @property
    def __array__(self) -> Any:
        """Nothing: libraries that look for it find the rows. Of an uncleared frame they find the refusal, before any row."""
        if self.state != CLEARED:
            self._stays("be handed to another library")
        raise AttributeError("__array__")

    def plot(self) -> Picture:
        """The first measure and unit of the frame drawn: months as a line, else the highest as bars."""
        self._inside("be drawn")
        return picture_of(self.held, cleared=self.state == CLEARED)

    def __reduce_ex__(self, protocol: Any) -> Any:
        if self.state != CLEARED:
            self._stays("be pickled")
        return Frame, (self.held, self.state, self.question, self.period, self.root)

    def __copy__(self) -> Frame:
        return self

    def __deepcopy__(self, memo: object) -> Frame:
        return self

    def _stays(self, what: str) -> NoReturn:
        raise Refusal(f"an uncleared frame can't {what}", do=DO)

    @property
    def shows(self) -> bool:
        """Whether its numbers may be shown here: a notebook keeps what it shows in its own file, so that must lie inside."""
        return self.state == CLEARED or Path.cwd().resolve().is_relative_to(self.root)

    def _inside(self, what: str) -> None:
        if not self.shows:
            raise Refusal(f"an uncleared frame can't {what} here: a notebook keeps what it shows, and this one lies outside the workspace",
                          do="Move the notebook into the workspace's folder, or ask again without cleared=False.")

    def __repr__(self) -> str:
        return f"Frame({self.question}, {self.period or 'last release'}: {len(self.held):,} rows, {self.state})"

    def _repr_html_(self) -> str:
        return html_of(self.held, self.question, self.period, cleared=self.state == CLEARED, shows=self.shows, guard=GUARD)


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a number below zero is one already."""
    starts = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"-\d+(?:\.\d+)?", text)
    return f"'{text}" if starts else text
