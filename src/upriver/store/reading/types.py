"""What makes a text a value of each type, as SQL: the whole text, in plain digits, the same as in a browser."""

from __future__ import annotations

from collections.abc import Callable

from upriver.store.engine import literal


def number(text: str) -> str:
    """Text as a number; commas are taken out only where they part thousands, so `1,5` is no number.

    A plain number is a sign, digits with a point, and an exponent. The engine's own cast takes a little more (`1_000`,
    `+-5`, a tab or a line end beside it); what is more is held back by its first and last character, which costs a
    tenth of the expression that says the same, and a year of street crime holds twelve million numbers.
    """
    plain = f"{text} BETWEEN '+.' AND 'A' AND NOT contains({text}, '_') AND {text}[-1] > ' '"
    return f"coalesce(CASE WHEN {plain} THEN TRY_CAST({text} AS DOUBLE) END, CASE WHEN regexp_full_match({text}, " \
           f"'[-+]?[0-9]{{1,3}}(,[0-9]{{3}})+([.][0-9]*)?') THEN TRY_CAST(replace({text}, ',', '') AS DOUBLE) END)"


def _finite(found: str) -> str:
    return f"CASE WHEN isfinite({found}) THEN {found} END"


def _whole(found: str) -> str:
    return f"CASE WHEN {found} = floor({found}) AND abs({found}) < 1e15 THEN CAST({found} AS BIGINT) END"


def _month(text: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, '[0-9]{{4}}-(0[1-9]|1[0-2])') THEN {text} END"


_DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?"
_ZONE = "(?:Z|UTC|[-+][0-9]{2}(?::?[0-9]{2})?)"
_OFFSET = f"(?: ?{_ZONE})?"


def _date(text: str) -> str:
    """A day as YYYY-MM-DD; a time of midnight behind it, as exports add, is let go."""
    spelled = literal(_DAY + "(?:[ T]00:00(?::00(?:[.]0+)?)?)?")
    return f"CASE WHEN regexp_full_match({text}, {spelled}) AND left({text}, 4) <> '0000' " \
           f"THEN TRY_CAST(left({text}, 10) AS DATE) END"


def _datetime(text: str) -> str:
    """A day and a time by London's clock: as written, or turned into it where an offset stands behind it.

    Z, UTC and +00:00 are universal time, +01:00 an hour before what it says. What has no offset is what the clock on the
    wall showed, and stands: also an hour that never came, or came twice, on a night when the clocks change. Of two
    moments of universal time that London's clock shows alike (01:00 to 02:00 in October) both read as that hour.
    """
    spelled = literal(f"{_DAY}(?:[ T]{_CLOCK}{_OFFSET})?")
    zoned = literal(f"{_DAY}[ T]{_CLOCK} ?{_ZONE}")
    clock = f"TRY_CAST(regexp_extract({text}, {literal(f'^{_DAY}(?:[ T]{_CLOCK})?')}) AS TIMESTAMP)"
    shown = f"CASE WHEN regexp_full_match({text}, {zoned}) THEN {_in_london(_universal(text, clock))} ELSE {clock} END"
    return f"CASE WHEN regexp_full_match({text}, {spelled}) AND left({text}, 4) <> '0000' THEN {shown} END"


def _universal(text: str, clock: str) -> str:
    """Universal time of a clock with an offset behind it, in whole minutes."""
    zone = f"regexp_extract({text}, {literal(_ZONE + '$')})"
    minutes = f"60 * CAST({zone}[2:3] AS INTEGER) + CASE WHEN length({zone}) > 3 THEN CAST(right({zone}, 2) AS INTEGER) ELSE 0 END"
    sign = f"CASE {zone}[1] WHEN '+' THEN -1 WHEN '-' THEN 1 END"
    return f"CASE WHEN {zone}[1] IN ('+', '-') THEN {clock} + to_minutes(({sign}) * ({minutes})) ELSE {clock} END"


def _in_london(utc: str) -> str:
    """What London's clock shows: an hour more from the last Sunday of March to the last of October, both at 01:00 UTC.

    The rule of law since 1996 (Summer Time Order 2002) rather than a table of zones, so that every machine and the
    browser read alike. NULL outside the years 1 to 9999.
    """
    first, last = (
        f"make_date(year(moment), {month}, 31) - CAST(isodow(make_date(year(moment), {month}, 31)) % 7 AS INTEGER) + INTERVAL 1 HOUR"
        for month in (3, 10)
    )
    summer = f"CASE WHEN moment >= {first} AND moment < {last} THEN moment + INTERVAL 1 HOUR ELSE moment END"
    return f"list_transform([{utc}], lambda moment: CASE WHEN year(moment) BETWEEN 1 AND 9999 THEN {summer} END)[1]"


def _year(text: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, '(19|20)[0-9]{{2}}') THEN CAST({text} AS INTEGER) END"


def _quarter(text: str) -> str:
    """2025-26 Q1 and 2025/26 q1 as 2025-26 Q1; NULL where the years don't follow. Q1 is April to June."""
    parts = "'(20[0-9]{2})[-/]([0-9]{2}) ?[Qq]([1-4])'"
    first, second = f"regexp_extract({text}, {parts}, 1)", f"regexp_extract({text}, {parts}, 2)"
    follows = f"(CAST(right({first}, 2) AS INTEGER) + 1) % 100 = CAST({second} AS INTEGER)"
    whole = f"concat({first}, '-', {second}, ' Q', regexp_extract({text}, {parts}, 3))"
    return f"CASE WHEN regexp_full_match({text}, {parts}) THEN CASE WHEN {follows} THEN {whole} END END"


def _financial_year(text: str) -> str:
    """2017/18, 2017-18, 2017/2018 and `Apr 2017 to Mar 2018` as 2017-18; NULL where the years don't follow."""
    spelled = "(?i)(?:apr(?:il)?[ -]*)?((?:19|20)[0-9]{2})(?: ?(?:/|-|to) ?| to mar(?:ch)?[ -]*)" \
              "((?:19|20)?[0-9]{2})"
    first = f"regexp_extract({text}, {literal(spelled)}, 1)"
    second = f"right(regexp_extract({text}, {literal(spelled)}, 2), 2)"
    follows = f"(CAST(right({first}, 2) AS INTEGER) + 1) % 100 = CAST({second} AS INTEGER)"
    return f"CASE WHEN regexp_full_match({text}, {literal(spelled)}) THEN " \
           f"CASE WHEN {follows} THEN concat({first}, '-', {second}) END END"


NUMBERS: dict[str, Callable[[str], str]] = {"integer": _whole, "number": _finite}
WAYS: dict[str, Callable[[str], str]] = {
    "month": _month,
    "date": _date,
    "datetime": _datetime,
    "year": _year,
    "quarter": _quarter,
    "financial_year": _financial_year,
}
