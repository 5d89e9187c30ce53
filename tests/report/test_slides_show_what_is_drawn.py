"""The few columns that stand beside a picture on a slide: the names of a row, and the numbers that are drawn."""

from __future__ import annotations

from upriver.report.slides.choosing import columns_shown
from upriver.words.document import Chart, Column, Map, Point, Series, Table, TableCell

LIMITS = (Column("Lower 95% limit", 1), Column("Upper 95% limit", 1))


def a_chart(*series: Series) -> Chart:
    return Chart("c", "bars", "Title", "Sub", series, "", "", "", "Alt.")


def a_table(columns: tuple[Column, ...], *rows: tuple[object, ...]) -> Table:
    return Table("t", "Caption", columns, tuple(tuple(TableCell(each) for each in row) for row in rows))  # type: ignore[arg-type]


def test_a_row_keeps_both_of_its_names() -> None:
    table = a_table((Column("Sex"), Column("Age"), Column("Number", 0), Column("Rate", 1), *LIMITS), ("Women", "0 to 9", 5, 6.6, 5.6, 7.7), ("Men", "0 to 9", 9, 8.8, 7.7, 9.9))
    assert columns_shown(table, a_chart(Series("rate", (Point("0 to 9", 6.6), Point("0 to 9", 8.8))))) == ([0, 1, 3, 4, 5], 2)


def test_numbers_that_are_drawn_come_before_numbers_that_stand_last() -> None:
    table = a_table((Column("Kind"), Column("Share", 1), *LIMITS, Column("Cost", 0)), ("Rape", 10.5, 9.5, 11.5, 900), ("Assault", 20.5, 19.5, 21.5, 800))
    assert columns_shown(table, a_chart(Series("s", (Point("Rape", 10.5), Point("Assault", 20.5))))) == ([0, 1, 2, 3], 1)


def test_a_column_of_the_drawn_series_name_is_shown() -> None:
    table = a_table((Column("Month"), Column("Calls", 0), Column("Fires", 0), Column("Returns", 0), Column("Visits", 0)), ("May", 5, 1, 2, 3))
    assert columns_shown(table, a_chart(Series("Calls", (Point("May", None),)))) == ([0, 1], 1)


def test_a_map_of_smoothed_rates_shows_the_smoothed_ones() -> None:
    shown = Map("m", "Smoothed rates by ward", "", (), (), (0, 0, 1, 1), "", "Alt.")
    table = a_table((Column("Area"), Column("Rate", 1), *LIMITS, Column("Smoothed", 1), Column("Without institutions", 1)), ("A", 5.0, 4.0, 6.0, 5.5, 5.6))
    assert columns_shown(table, shown) == ([0, 4], 1)


def test_a_table_that_holds_nothing_of_the_picture_shows_its_last_numbers() -> None:
    table = a_table((Column("Area"), Column("A", 0), Column("B", 0), Column("C", 0), Column("D", 0)), ("X", 1, 2, 3, 4))
    assert columns_shown(table, a_chart(Series("s", (Point("X", 99.0),)))) == ([0, 2, 3, 4], 1)
