"""Every rule of the closed set says in SQL what it says in plain Python here, at its boundaries most of all."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from checking.made_up import a_contract, a_field, broken, look
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from upriver.words.declared import PATTERNS

few = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
ZS = " \u00a0\u2003"
cells = st.text(st.sampled_from("abcAB019 .,-_/:TZ+\t\u00a0éµ"), max_size=12)


def several(*known: str, more: st.SearchStrategy[str] = cells) -> st.SearchStrategy[list[str]]:
    """Columns of a table: values that matter, mixed with any others."""
    return st.lists(st.one_of(st.sampled_from(known), more), min_size=1, max_size=60)


def trimmed(text: str) -> str:
    return text.strip(ZS)


def column(rules: dict[str, object], type: str, values: Sequence[str], rule: str, work: Path) -> set[int]:
    """Rows of one column that break a rule; a second column keeps a row from being blank."""
    contract = a_contract(a_field("x", type, **rules), a_field("kept", "code", pattern="reference"))
    return broken(look(contract, [[value, "k"] for value in values], work), rule)


def wrong(values: Sequence[str], good: Callable[[str], bool]) -> set[int]:
    """Rows that plain Python says are broken: filled, and not good."""
    return {row for row, value in enumerate(values, 1) if trimmed(value) and not good(trimmed(value))}


def is_number(text: str) -> bool:
    plain = re.fullmatch(r"[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?", text)
    thousands = re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?", text)
    return bool(plain or thousands) and math.isfinite(float(text.replace(",", "")))


def is_whole(text: str) -> bool:
    return is_number(text) and float(text.replace(",", "")).is_integer() and abs(float(text.replace(",", ""))) < 1e15


def is_day(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        return date.fromisoformat(text) is not None
    except ValueError:
        return False


def is_date(text: str) -> bool:
    return is_day(text[:10]) and bool(re.fullmatch(r"([ T]00:00(:00([.]0+)?)?)?", text[10:]))


def is_datetime(text: str) -> bool:
    clock = r"([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?( ?(Z|UTC|[-+][0-9]{2}(:?[0-9]{2})?))?)?"
    return is_day(text[:10]) and bool(re.fullmatch(clock, text[10:]))


def follows(years: str) -> bool:
    return (int(years[2:4]) + 1) % 100 == int(years[-2:])


def is_quarter(text: str) -> bool:
    found = re.fullmatch(r"(20[0-9]{2}[-/][0-9]{2}) ?[Qq][1-4]", text)
    return bool(found) and follows(found[1])


def is_financial_year(text: str) -> bool:
    found = re.fullmatch(r"(?i)(?:apr(?:il)?[ -]*)?((?:19|20)[0-9]{2})(?: ?(?:/|-|to) ?| to mar(?:ch)?[ -]*)((?:19|20)?[0-9]{2})", text)
    return bool(found) and (int(found[1][2:]) + 1) % 100 == int(found[2][-2:])


TYPES: dict[str, tuple[Callable[[str], bool], tuple[str, ...]]] = {
    "number": (is_number, ("1", "-1.5", "+5", "+.5", ".5", "5.", "1e3", "9e9", "1e309", "1_000", "0x10", "inf", "nan", "Infinity", "+-5", "1,000",
                           "1,00", "1,000.5", "\t5", "5\t", "5\n", " 5 ", "\u00a05", "-", ".", "e5", "1e", "٣", "5%", "£5", "--5", "1e-400")),
    "integer": (is_whole, ("0", "-0", "850.0", "850.5", "1e3", "999999999999999", "1000000000000000", "1,000", "1_0", "0x1F", "5.")),
    "date": (is_date, ("2024-02-29", "2025-02-29", "2025-12-31", "2025-13-01", "2025-1-2", "2025/01/02", "20250102", "0000-01-01", "0001-01-01",
                       "2025-01-02T00:00:00", "2025-01-02 00:00", "2025-01-02T00:01", "epoch", "infinity", "2025-01-02 (BC)", "-2025-01-02", "31/01/2025")),
    "datetime": (is_datetime, ("2025-01-31T23:59:59", "2025-01-31T24:00:00", "2025-01-31 10:00", "2025-01-31T10", "2025-01-31", "2025-01-31T10:00:60",
                               "2025-01-31T10:00:00Z", "2025-01-31T10:00:00+01:00", "2025-01-31T10:00:00 UTC", "2025-01-31T10:00:00 Europe/London",
                               "2025-01-31T10:00:00.123", "2025-01-31T10:00:00.1234567891", "2025-01-31t10:00", "2025-02-30T10:00", "0000-01-01T10:00")),
    "month": (lambda text: bool(re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text)), ("2025-01", "2025-12", "2025-00", "2025-13", "2025-1", "01/2025")),
    "year": (lambda text: bool(re.fullmatch(r"(19|20)[0-9]{2}", text)), ("1900", "2099", "1899", "2100", "25", "2025.0")),
    "quarter": (is_quarter, ("2025-26 Q1", "2025/26 q4", "2025-26Q2", "2025-27 Q1", "2099-00 Q1", "2025-26 Q5", "2025-26 Q0", "2025 Q1")),
    "financial_year": (is_financial_year, ("2024/25", "2024-25", "2024/2025", "Apr 2024 to Mar 2025", "1999/00", "2024/26", "24/25", "2024")),
}


@pytest.mark.parametrize("type", TYPES)
def test_every_boundary_of_a_type_is_read_the_same(type: str, tmp_path: Path) -> None:
    good, known = TYPES[type]
    assert column({}, type, known, "type", tmp_path) == wrong(known, good)


@few
@given(values=several(*(value for _, known in TYPES.values() for value in known)))
def test_any_text_is_of_each_type_or_not_the_same(values: list[str], tmp_path: Path) -> None:
    contract = a_contract(*(a_field(type, type) for type in TYPES), a_field("kept"))
    found = look(contract, [[*[value] * len(TYPES), "k"] for value in values], tmp_path)
    assert {fault.field: set(fault.rows) for fault in found.faults} == {
        type: rows for type, (good, _) in TYPES.items() if (rows := wrong(values, good))}


@few
@given(values=several("", " ", "\u00a0", "\t", "a"))
@example(values=["", " ", "\u00a0", "\t"])
def test_what_must_be_filled_is_more_than_spaces(values: list[str], tmp_path: Path) -> None:
    empty = {row for row, value in enumerate(values, 1) if not trimmed(value)}
    assert column({"must_fill": True}, "code", values, "required", tmp_path) == empty


@few
@given(rows=st.lists(st.tuples(st.sampled_from(["other", "knife", "", "Other", " other "]), st.sampled_from(["", " ", "w"])), min_size=1, max_size=20))
@example(rows=[("other", ""), ("other", "w"), ("knife", ""), ("", ""), (" other ", " ")])
def test_what_must_be_filled_where_another_says_so(rows: list[tuple[str, str]], tmp_path: Path) -> None:
    contract = a_contract(a_field("method"), a_field("words", "text", required_if=["method", "other", "unknown"]), a_field("kept", "code"))
    found = look(contract, [[*row, "k"] for row in rows], tmp_path)
    assert broken(found, "required_if") == {row for row, (method, words) in enumerate(rows, 1)
                                            if trimmed(method) in ("other", "unknown") and not trimmed(words)}


@pytest.mark.parametrize("fold", [True, False])
@few
@given(values=several("Knife", "KNIFE", " knife ", "glass", "Glas", "", "knife "))
def test_codes_are_held_to_their_list(values: list[str], fold: bool, tmp_path: Path) -> None:
    codes = ["knife", "Glass"]
    listed = {code.lower() for code in codes} if fold else set(codes)
    told = column({"codes": codes, "fold_case": fold}, "code", values, "codes", tmp_path)
    assert told == wrong(values, lambda text: (text.lower() if fold else text) in listed)


@few
@given(values=several("34A", "34a", "104", "", "nothing"))
def test_a_list_that_is_looked_up_is_held_to_like_codes(values: list[str], tmp_path: Path) -> None:
    contract = a_contract(a_field("x", look_up="offence_codes"), a_field("kept"))
    known = set(contract.field("x").codes)
    assert broken(look(contract, [[value, "k"] for value in values], tmp_path), "look_up") == wrong(values, known.__contains__)


EDGES = ("E01000001", "E0100001", "E010000011", "W01000001", "SO14", "SO141", "so14", "X99", "X99.0", "X9", "10-17", "65+", "unknown", "1-", "RZZ01",
         "rzz01", "AB", "a" * 64, "A" * 64, "a" * 63, "a-b/c_d", "x" * 40, "x" * 41, "2024/25", "E08000001", "SO14 3", "34A", "85+", "85 and over")


@few
@given(values=several(*EDGES))
@example(values=list(EDGES))
def test_every_pattern_is_of_the_whole_value(values: list[str], tmp_path: Path) -> None:
    contract = a_contract(*(a_field(name, pattern=name) for name in PATTERNS), a_field("kept"))
    found = look(contract, [[*[value] * len(PATTERNS), "k"] for value in values], tmp_path)
    assert {fault.field: set(fault.rows) for fault in found.faults} == {
        name: rows for name, (expression, _) in PATTERNS.items() if (rows := wrong(values, lambda text, held=expression: bool(re.fullmatch(held, text))))}


@pytest.mark.parametrize(("low", "high"), [(0, 10), (None, 10), (0, None), (-1.5, 1.5)])
@few
@given(values=several("0", "10", "-1", "11", "-0.0001", "10.0001", "-1.5", "1.5", "x", "", "1e400"))
def test_both_ends_of_a_range_are_in_it(values: list[str], low: float | None, high: float | None, tmp_path: Path) -> None:
    rules = {name: end for name, end in (("low", low), ("high", high)) if end is not None}
    ends = (-math.inf if low is None else low, math.inf if high is None else high)
    numbers = {row: float(trimmed(value).replace(",", "")) for row, value in enumerate(values, 1) if is_number(trimmed(value))}
    outside = {row for row, number in numbers.items() if not ends[0] <= number <= ends[1]}
    assert column(rules, "number", values, "range", tmp_path) == outside


OPERATORS = {"<=": operator.le, "<": operator.lt, "=": operator.eq, ">=": operator.ge, ">": operator.gt}
TIMES = ["2025-01-01T10:00", "2025-01-01T10:00:00", "2025-01-01 10:00:00Z", "2025-01-01T10:00:01", "2025-01-01", "2024-12-31T23:59:59", "2025-01-01T11:00+01:00", "2025-07-01T09:00Z", "2025-07-01T10:00", "2025-10-26 00:30Z", "2025-10-26 01:30 UTC", "2025-03-30T01:30", "", "x"]


def moment(text: str) -> str | None:
    """What London's clock shows as text that sorts, or None where there is none; by the machine's own table of zones."""
    if not text or not is_datetime(text):
        return None
    clock, zone = re.fullmatch(r"(.*?) ?(Z|UTC|(?<=:..)[-+][0-9:]+)?", text).groups()
    read = datetime.fromisoformat(clock)
    if zone:
        offset = "+00:00" if zone in ("Z", "UTC") else zone
        read = datetime.fromisoformat(clock + offset).astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)
    return read.isoformat(" ")


@pytest.mark.parametrize("sign", OPERATORS)
@few
@given(rows=st.lists(st.tuples(st.sampled_from(TIMES), st.sampled_from(TIMES)), min_size=1, max_size=20))
@example(rows=[(one, other) for one in TIMES[:12] for other in TIMES])
def test_two_times_of_a_row_are_compared_where_both_are_given(sign: str, rows: list[tuple[str, str]], tmp_path: Path) -> None:
    contract = a_contract(a_field("a", "datetime"), a_field("b", "datetime"), a_field("kept"),
                          compares=[{"left": "a", "operator": sign, "right": "b", "says": "is not so"}])
    expected = {row for row, (one, other) in enumerate(rows, 1)
                if moment(one) and moment(other) and not OPERATORS[sign](moment(one), moment(other))}
    assert broken(look(contract, [[*row, "k"] for row in rows], tmp_path), "compare") == expected


@few
@given(values=several("a", "A", " a ", "", " ", "b"))
@example(values=["", ""])
@example(values=["a", " a ", "b"])
def test_what_may_stand_once_stands_once_and_an_empty_one_is_not_asked(values: list[str], tmp_path: Path) -> None:
    contract = a_contract(a_field("x"), a_field("kept"), unique=["x"])
    plain = [trimmed(value) for value in values]
    assert broken(look(contract, [[value, "k"] for value in values], tmp_path), "unique") == {
        row for row, value in enumerate(plain, 1) if value and plain.count(value) > 1}


@few
@given(rows=st.lists(st.tuples(st.sampled_from(["a", "", "b"]), st.sampled_from(["1", "1.0", "2", ""])), min_size=1, max_size=12))
@example(rows=[("a", ""), ("a", ""), ("", "1"), ("", "1.0")])
def test_of_several_fields_together_empty_is_as_empty(rows: list[tuple[str, str]], tmp_path: Path) -> None:
    contract = a_contract(a_field("x"), a_field("n", "number"), a_field("kept"), unique=["x", "n"])
    plain = [(x, float(n) if n else None) for x, n in rows]
    assert broken(look(contract, [[*row, "k"] for row in rows], tmp_path), "unique") == {
        row for row, pair in enumerate(plain, 1) if plain.count(pair) > 1}
