"""Which columns of a table stand beside its picture on a slide: the names of a row, and the numbers that are drawn."""

from __future__ import annotations

from upriver.words.document import Chart, Map, Table

MOST_NAMES, MOST_NUMBERS = 2, 3
MOST_OF = 0.6
"""A column is the picture's when at least this share of its numbers are drawn."""


def columns_shown(table: Table, block: Chart | Map) -> tuple[list[int], int]:
    """Places of the columns to show, and how many of them are names.

    Names are the columns of words that a table begins with, two at most. Numbers are the columns whose name or whose
    values the picture has, each with its limits; where none is found, the last ones.
    """
    first = next((at for at, column in enumerate(table.columns) if at and column.decimals is not None), len(table.columns))
    names = list(range(min(first, MOST_NAMES)))
    numbers = [at for at, column in enumerate(table.columns) if at >= first and column.decimals is not None]
    if not numbers:
        return list(range(min(len(table.columns), MOST_NUMBERS))), min(len(table.columns), MOST_NUMBERS)
    chosen: list[int] = []
    for at in [each for each in numbers if _is_drawn(table, each, block)] or numbers[-MOST_NUMBERS:]:
        more = [at, *(each for each in (at + 1, at + 2) if each in numbers and _is_limit(table, each))]
        chosen += [each for each in more if each not in chosen]
    return [*names, *chosen[:MOST_NUMBERS]], len(names)


def _is_limit(table: Table, at: int) -> bool:
    return "limit" in table.columns[at].name.lower()


def _is_drawn(table: Table, at: int, block: Chart | Map) -> bool:
    """Whether the picture has a series of the column's name, or most of the column's values."""
    column = table.columns[at]
    if _is_limit(table, at):
        return False
    if isinstance(block, Map):
        return column.name.lower() in block.title.lower()[: len(column.name)]
    if any(one.name == column.name for one in block.series):
        return True
    values = [value for row in table.rows if isinstance(value := row[at].value, int | float)]
    drawn = {round(float(point.y), column.decimals or 0) for one in block.series for point in one.points if point.y is not None}
    return bool(values) and sum(round(float(value), column.decimals or 0) in drawn for value in values) >= MOST_OF * len(values)
