"""What a reviewer's page is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upriver.report.exploring.rows import Row, measure_said, unit_said
from upriver.words.cleared import Clearance
from upriver.words.releasing.leaving_out import LeftOut
from upriver.words.releasing.released import Fact


@dataclass(frozen=True, slots=True)
class Reading:
    """A document before it is released, for those who must read it.

    `before` are the cells of the last release, None where there is none to compare with, and `last` its name. `earlier` is
    what the ledger knows of counts released before, `shared` the tables that rest on partners' data. `because` says of each
    hidden figure, by its name, why it is hidden.
    """

    clearance: Clearance
    rows: tuple[Row, ...]
    partnership: str
    title: str
    period: str
    as_of: str
    before: tuple[Row, ...] | None = None
    last: str = ""
    earlier: tuple[Fact, ...] = ()
    shared: frozenset[str] = frozenset()
    left: tuple[LeftOut, ...] = ()
    because: Mapping[str, str] = field(default_factory=dict)
    typed: tuple[tuple[str, str, str], ...] = ()
    """Texts of records that hold a number and are printed in a document of the response: the page's title, the row, the words."""

    @property
    def since(self) -> str:
        """The last release in words."""
        return f"release {self.last}" if self.last else "the last release"

    @property
    def titles(self) -> dict[str, str]:
        """The title of each table by its slug."""
        return {table.slug: table.title for table in self.clearance.tables}


def in_words(row: Row) -> str:
    """A figure as people name it: what is counted, of whom, where, when."""
    split = row.breakdown.replace(";", ", ").replace("=", " ").replace("_", " ")
    said = [
        measure_said(row.measure),
        unit_said(row.unit),
        *([split] if split else []),
        f"{row.name} ({row.code})",
        row.when,
    ]
    return ", ".join(said)
