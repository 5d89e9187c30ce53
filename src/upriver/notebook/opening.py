"""Opening a workspace from Python, and asking it."""

from __future__ import annotations

import asyncio
import difflib
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import TypeVar

from upriver.notebook.frame import CLEARED, UNCLEARED, Frame
from upriver.notebook.uncleared import rows_of_findings
from upriver.report.exploring.rows import Row, rows_of_cells, rows_of_csv
from upriver.store import folder as folders
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal

T = TypeVar("T")


def open_workspace(path: str | Path) -> Workspace:
    """The workspace in a folder, to be asked questions. Nothing in it is changed, save that counts are kept for the next time.

    Raises:
        Refusal: no workspace.toml lies there, or it can't be read.
    """
    folder = folders.opened(Path(path))
    try:
        table = tomllib.loads(folder.settings.read_text("utf-8"))
        return Workspace(folder, str(table["slug"]), str(table["name"]), str(table.get("database", "")))
    except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as fault:
        raise Refusal("workspace.toml can't be read", do="It needs lines slug = and name =; mend it.") from fault


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. `ask` answers one question, `published` reads what the last release says."""

    folder: Folder
    slug: str
    name: str
    database: str = ""

    def questions(self) -> dict[str, str]:
        """What can be asked: each question with its sentence."""
        from upriver.assess.answering import questions

        return questions()

    def ask(
        self, question: str, *, level: str = "", period: str | int = "", definition: str = "police_uk_proxy", area: str = "",
        measure: str = "", cleared: bool = True, as_of: date | str | None = None,
    ) -> Frame:
        """The answer to one question, as a frame.

        Args:
            question: a name that `questions()` lists, such as `where_violence_is_highest`.
            level: a kind of area, such as `lsoa21`, `ltla`, `csp`; all kinds that are answered where none is given.
            period: as commands read it: `2025-01..2025-12`, `2025`, `2025-26`; the latest twelve months where none is given.
                A year may be a number.
            definition: what is counted, by its slug.
            area, measure: rows of that area (its code or name) or that measure alone.
            cleared: every figure through the lock, for the audience of the published document. With False the frame holds
                what was counted; it can't leave the workspace.
            as_of: the day the answer is made as of, as `2026-02-01`; today where none is given.

        Raises:
            Refusal: nobody answers that question, nothing is held for it, no row is of that level, area or measure, or what
                is asked with isn't text.
        """
        _texts(question=question, level=level or "", definition=definition, area=area or "", measure=measure or "")
        today = datetime.now(UTC).date()
        made_as_of = _day(as_of) or today

        def asking() -> tuple[tuple[Row, ...], str]:
            from upriver.desk.opening import open_desk

            open_desk(self.folder.database, self.database)
            from upriver.desk.assessments.asking import asked  # its tables can be named only once the desk is open

            made = asked(self.folder, question, slug=self.slug, name=self.name, period=str(period or ""), definition=definition,
                         as_of=made_as_of, today=today)
            if not cleared:
                return tuple(rows_of_findings(made.run.findings)), made.wish.period.words
            return tuple(row for table in made.clearance.tables for row in rows_of_cells(table.cells)), made.wish.period.words

        rows, when = apart(asking)
        kept = _kept(rows, level=level, area=area, measure=measure)
        return Frame(kept, CLEARED if cleared else UNCLEARED, question, when, self.folder.root)

    def published(self, *, table: str = "", level: str = "", area: str = "", measure: str = "") -> Frame:
        """The cells of the last release, as a cleared frame.

        Raises:
            Refusal: nothing is published, or no cell is of that table, level, area or measure.
        """
        place = self.folder.published / "data" / "cells.csv"
        if not place.is_file():
            raise Refusal("nothing is published here yet", do="Run `upriver assess` and `upriver publish` first.")
        every = rows_of_csv(place.read_text("utf-8"))
        rows = tuple(row for row in every if not table or row.table == table)
        if not rows and table:
            close = difflib.get_close_matches(table, sorted({row.table for row in every}), n=3, cutoff=0.3)
            raise Refusal(
                "no published table is called so",
                do=f"Near it are {', '.join(close)}." if close else "cells.csv names each in its first column.",
            )
        return Frame(_kept(rows, level=level, area=area, measure=measure), CLEARED, table or "published", "", self.folder.root)

    def __repr__(self) -> str:
        return f"Workspace({self.name!r})"

    def _repr_html_(self) -> str:
        listed = "".join(f"<li><code>{escape(name)}</code> {escape(says)}</li>" for name, says in self.questions().items())
        return f"<p><strong>{escape(self.name)}</strong>: an Upriver workspace. It can be asked:</p><ul>{listed}</ul>"


def _texts(**given: object) -> None:
    """Hold what is asked with to being text.

    Raises:
        Refusal: names the first that isn't.
    """
    for name, value in given.items():
        if not isinstance(value, str):
            raise Refusal(f"{name} must be text", do=f'Write it in quotes: {name}="...".')


def _day(given: date | str | None) -> date | None:
    """A day as a person or a library gives it.

    Raises:
        Refusal: it is none.
    """
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise Refusal("as_of isn't a day", do='Write it as "2026-02-01".') from None


def _kept(rows: tuple[Row, ...], *, level: str, area: str, measure: str) -> tuple[Row, ...]:
    """The rows of a level, an area and a measure, each asked for by itself so that a refusal can name what there is."""
    for name, wanted, of in (
        ("level", level, lambda row: (row.level,)), ("area", area, lambda row: (row.code, row.name)),
        ("measure", measure, lambda row: (row.measure,)),
    ):
        if wanted:
            there = sorted({of(row)[-1] for row in rows})
            rows = tuple(row for row in rows if wanted.casefold() in (each.casefold() for each in of(row)))
            if not rows:
                raise Refusal(f"no figure of the answer is of that {name}",
                              do=f"There are {', '.join(there[:12])}{' and more' if len(there) > 12 else ''}." if there
                              else "Nothing held answers this question: `upriver status` says what is held.")
    return rows


def apart(work: Callable[[], T]) -> T:
    """Do something that the database takes part in. In a notebook, whose own thread runs an event loop, in a thread without."""
    return _beside().submit(work).result() if _looping() else work()


def _looping() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@cache
def _beside() -> ThreadPoolExecutor:
    """One thread for all workspaces of a notebook, so that its connection is always the same."""
    return ThreadPoolExecutor(1, thread_name_prefix="upriver")
