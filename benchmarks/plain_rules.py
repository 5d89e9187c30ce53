"""A contract's rules in plain Python over the standard csv module: what checking is measured against.

`python -m benchmarks.plain_rules FILE SLUG [TABLE]` checks every row, and with TABLE counts the groups of the contract's
table into that file. It ends with 1 where a row breaks a rule.
"""

from __future__ import annotations

import csv
import operator
import re
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from upriver.intake.contracts import contracts
from upriver.words.checks import IDENTIFIER_PATTERNS, TEN_DIGITS, Check, checks_of
from upriver.words.declared import PATTERNS, Contract

Row = list[str]
COMPARES = {"<=": operator.le, "<": operator.lt, "=": operator.eq, ">=": operator.ge, ">": operator.gt}
TYPES: dict[str, Callable[[str], object]] = {"date": date.fromisoformat, "datetime": datetime.fromisoformat, "integer": int, "number": float}
CANDIDATE = re.compile(TEN_DIGITS)


def breaks(check: Check, place: dict[str, int]) -> Callable[[Row], bool]:
    """Whether a row breaks one rule."""
    at = place[check.field]
    kind, *arguments = check.test
    if kind == "filled":
        return lambda row: not row[at].strip()
    if kind == "filled_if":
        other, values = place[arguments[0]], frozenset(arguments[1])
        return lambda row: row[other].strip() in values and not row[at].strip()
    if kind == "codes":
        codes = frozenset(code.casefold() if arguments[1] else code for code in arguments[0])
        fold = str.casefold if arguments[1] else str
        return lambda row: bool(row[at].strip()) and fold(row[at].strip()) not in codes
    if kind == "pattern":
        whole = re.compile(PATTERNS[arguments[0]][0]).fullmatch
        return lambda row: bool(row[at].strip()) and not whole(row[at].strip())
    if kind == "compare":
        holds, beside = COMPARES[arguments[0]], place[arguments[1]]
        return lambda row: bool(row[at] and row[beside]) and not holds(row[at], row[beside])
    if kind == "no_identifier":
        return _identifier(at, str(arguments[0]))
    low, high = (arguments if kind == "range" else (None, None))
    read = TYPES["number"] if kind == "range" else TYPES[str(arguments[0])]
    return lambda row: _misread(row[at].strip(), read, low, high)


def _misread(text: str, read: Callable[[str], object], low: object, high: object) -> bool:
    try:
        value = read(text) if text else None
    except ValueError:
        return True
    return value is not None and ((low is not None and value < low) or (high is not None and value > high))  # type: ignore[operator]


def _identifier(at: int, kind: str) -> Callable[[Row], bool]:
    if kind != "nhs_number":
        found = re.compile(IDENTIFIER_PATTERNS[kind]).search
        return lambda row: bool(row[at]) and bool(found(row[at]))
    return lambda row: any(_checks_out(re.sub("[^0-9]", "", each)) for each in CANDIDATE.findall(row[at]))


def _checks_out(digits: str) -> bool:
    """Whether ten digits end with the check digit of an NHS number."""
    weighed = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    return (11 - weighed % 11) % 11 == int(digits[9])


def run(file: str, contract: Contract, table: str = "") -> int:
    """Check a file and perhaps count it; how many rows break a rule."""
    named = {heading: field.name for field in contract.fields for heading in (*field.headers, field.name)}
    groups: Counter[tuple[str, ...]] = Counter()
    broken = 0
    with Path(file).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        place = {named[heading]: at for at, heading in enumerate(next(rows))}
        rules = [breaks(check, place) for check in checks_of(contract, place)]
        cut = [(place[each.field], {"month": 7}.get(each.grain)) for each in contract.table]
        for row in rows:
            if sum(rule(row) for rule in rules):  # all of them: every fault of a row is told
                broken += 1
            elif table:
                groups[tuple(row[at][:end] for at, end in cut)] += 1
    if table:
        with Path(table).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows((*cells, count) for cells, count in sorted(groups.items()))
    return broken


if __name__ == "__main__":
    sys.exit(1 if run(sys.argv[1], contracts()[sys.argv[2]], *sys.argv[3:]) else 0)
