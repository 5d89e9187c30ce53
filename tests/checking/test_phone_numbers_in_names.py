"""A file's name that holds somebody's phone number is refused, and no sound name is."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upriver.words.checks import names_identifier

DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2035, 12, 31))
ENDS = st.sampled_from([".csv", ".xlsx", " final.zip", "_v2.csv"])


@pytest.mark.parametrize("name", [
    "Joe 07700900123.csv", "07700 900123.csv", "07700 900 123.csv", "ring 07700-900-123.xlsx", "020 7946 0000.csv", "(01632) 960120.csv", "01632_960120.csv", "0161 496 0000.csv",
    "+447700900123.csv", "+44 (0)7700 900123.csv", "0044 7700 900123.csv", "447700900123.csv", "07700\u00a0900123.csv", "07700\u2013900123.csv", "\uff10\uff17\uff17\uff10\uff10900123.csv",
    "077\u200b00900123.csv", "0113 496 0000.csv",
])
def test_a_phone_number_is_found(name: str) -> None:
    assert "phone number" in names_identifier(name)


@given(DAYS, DAYS, st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d_%m_%y", "%Y-%m", "%m-%Y", "%y%m%d", "%d%m%Y"]), st.sampled_from(["-", "_", " to ", " ", ".."]), ENDS)
def test_days_and_periods_are_none(one: date, other: date, written: str, between: str, end: str) -> None:
    assert "phone" not in names_identifier(f"crimes {one.strftime(written)}{between}{other.strftime(written)}{end}")


@given(TIMES, st.sampled_from(["%Y%m%d%H%M%S", "%Y%m%d-%H%M", "%Y-%m-%dT%H%M%S", "%Y%m%d_%H%M%S", "%d%m%Y %H%M", "%Y-%m-%d %H.%M.%S"]), ENDS)
def test_times_are_none(at: datetime, written: str, end: str) -> None:
    assert "phone" not in names_identifier(f"{at.strftime(written)}{end}")


@given(st.integers(2000, 2035), st.integers(1, 4), ENDS)
def test_financial_years_are_none(year: int, quarter: int, end: str) -> None:
    short = f"{(year + 1) % 100:02}"
    assert not any(names_identifier(f"{each}{end}") for each in (f"{year}-{short}", f"{year}-{short} Q{quarter}", f"{year}_{year + 1}", f"Q{quarter} {year}"))


@given(st.binary(min_size=8, max_size=32), st.uuids(), ENDS)
def test_hashes_are_none(made: bytes, other: object, end: str) -> None:
    # ten figures in a row at a boundary is what a short hash has once in 100,000 times; the long ones that systems give have it never
    assert "phone" not in names_identifier(f"{made.hex().ljust(40, 'a')}{end}") and "phone" not in names_identifier(f"{other}{end}")


@given(st.sampled_from("ENSWK"), st.integers(0, 99_999_999), ENDS)
def test_codes_of_areas_are_none(country: str, number: int, end: str) -> None:
    assert not names_identifier(f"{country}{number:08}{end}")
    assert not names_identifier(f"E01{number % 1_000_000:06}-E02{number % 1_000_000:06}{end}")
