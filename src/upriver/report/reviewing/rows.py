"""Tables of words on the reviewer's pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upriver.words.document import Column, Table, TableCell

GROUP = "Before release"
MOST, FOLD = 500, 20
"""How many rows of one kind a page holds, and how many it shows before the rest are folded away."""


def texts(*words: str) -> tuple[TableCell, ...]:
    """A row of words."""
    return tuple(TableCell(each) for each in words)


def table(
    slug: str, caption: str, names: Sequence[str], rows: Iterable[tuple[TableCell, ...]], notes: tuple[str, ...] = ()
) -> Table:
    """A table of words, its later rows folded away."""
    return Table(slug, caption, tuple(Column(name) for name in names), tuple(rows), notes, shown_rows=FOLD)
