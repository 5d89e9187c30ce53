"""Cleared figures of the fictional partnership as its assessment printed them in November 2026: 1,000 of its rows, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from upriver.report.exploring.rows import Row, rows_of_csv
from upriver.report.saying.claim.times import Today
from upriver.report.saying.figures import Figures
from upriver.report.saying.judging import Ground
from upriver.report.saying.places import places_of
from upriver.report.saying.subjects import subjects
from upriver.words.period import read_period

HERE = Path(__file__).parent
TODAY = Today(date(2026, 2, 1), read_period("2025"))


@cache
def norsea() -> tuple[Row, ...]:
    return rows_of_csv((HERE / "norsea.csv").read_text("utf-8"))


@cache
def ground() -> Ground:
    return ground_of(norsea())


def ground_of(rows: tuple[Row, ...]) -> Ground:
    return Ground(Figures(rows), subjects(rows), places_of(rows), TODAY, "a draft")


def with_value(rows: tuple[Row, ...], wanted: Row, **changed: object) -> tuple[Row, ...]:
    """The same rows with one of them changed."""
    return tuple(replace(row, **changed) if row is wanted else row for row in rows)
