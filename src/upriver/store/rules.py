"""The closed set of rules as SQL: what makes a value typed, what makes it broken, and the sentence for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from upriver.store.engine import literal, named
from upriver.words.declared import PATTERNS, Contract, Field

TYPE_WORDS = {
    "month": "is not a month; write it as YYYY-MM",
    "date": "is not a date; write it as YYYY-MM-DD",
    "datetime": "is not a date and time; write it as YYYY-MM-DDTHH:MM:SS",
    "integer": "is not a whole number",
    "number": "is not a number",
    "year": "is not a year; write it as YYYY",
    "financial_year": "is not a financial year; write it as YYYY/YY",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of one field: an SQL condition over `raw` that is true where a row breaks it, and its sentence."""

    field: str
    rule: str
    says: str
    broken: str


def value(field: Field, columns: Mapping[str, str]) -> str:
    """The field's text, trimmed unless it is free text; NULL where empty."""
    if field.name not in columns:
        return literal(field.constant or "")
    column = named(columns[field.name])
    return column if field.type == "text" else f"nullif(trim({column}), '')"


def typed(field: Field, columns: Mapping[str, str]) -> str:
    """The field's value in its own type, NULL where it is empty, a publisher's mark or not of the type."""
    text = value(field, columns)
    if field.fold_case and field.codes:
        spelled = " ".join(f"WHEN {literal(code.casefold())} THEN {literal(code)}" for code in field.codes)
        return f"CASE WHEN {text} IN ({_listed(field.codes)}) THEN {text} ELSE CASE lower({text}) {spelled} END END"
    return _WAYS[field.type](text) if field.type in _WAYS else text


def mark(field: Field, columns: Mapping[str, str]) -> str:
    """The publisher's mark where one stands in the number's stead, else NULL."""
    text = value(field, columns)
    return f"CASE WHEN {text} IN ({_listed(field.marks)}) THEN {text} END"


def checks_of(contract: Contract, columns: Mapping[str, str], wide: Sequence[str] = ()) -> tuple[Check, ...]:
    """Every rule of a contract that a file with these columns is held to.

    `wide` are the columns of the file that become rows; each must hold a number of nought or more.
    """
    checks = [check for field in contract.fields if field.name in columns for check in _checks(field, columns)]
    return tuple(checks + (_wide_checks(contract.wide[1], wide) if contract.wide and wide else []))


def _checks(field: Field, columns: Mapping[str, str]) -> list[Check]:
    text, shown = value(field, columns), typed(field, columns)
    present = f"{text} IS NOT NULL" + (f" AND {text} <> ''" if field.type == "text" else "")
    if field.marks:
        present += f" AND {text} NOT IN ({_listed(field.marks)})"
    checks = []
    if field.must_fill:
        empty = f"({text} IS NULL OR trim({text}) = '')" if field.type == "text" else f"{text} IS NULL"
        checks.append(Check(field.name, "required", "is empty; it must be filled", empty))
    if field.codes:
        more = f" and {len(field.codes) - 14} more" if len(field.codes) > 14 else ""
        says = f"is not one of {', '.join(field.codes[:14])}{more}"
        wrong = f"{shown} IS NULL" if field.fold_case else f"{text} NOT IN ({_listed(field.codes)})"
        checks.append(Check(field.name, "codes", says, f"({present} AND {wrong})"))
    elif field.type not in ("text", "code"):
        checks.append(Check(field.name, "type", TYPE_WORDS[field.type], f"({present} AND {shown} IS NULL)"))
    if field.pattern:
        pattern, words = PATTERNS[field.pattern]
        matches = f"regexp_full_match({text}, {literal(pattern)})"
        checks.append(Check(field.name, "pattern", f"is not {words}", f"({present} AND NOT {matches})"))
    if field.low is not None or field.high is not None:
        checks.append(Check(field.name, "range", _range_words(field), f"coalesce({_outside(field, shown)}, FALSE)"))
    return checks


def _outside(field: Field, shown: str) -> str:
    ends = [f"{shown} < {field.low}" if field.low is not None else "",
            f"{shown} > {field.high}" if field.high is not None else ""]
    return " OR ".join(end for end in ends if end)


def _range_words(field: Field) -> str:
    if field.low is None:
        return f"is more than {field.high}"
    return f"is less than {field.low}" if field.high is None else f"lies outside {field.low} to {field.high}"


def _wide_checks(column: str, wide: Sequence[str]) -> list[Check]:
    """One rule each for all the columns together: a fault of a person's row, not of 91 fields."""
    together = f"[{', '.join(named(name) for name in wide)}]"
    text = "nullif(trim(cell), '')"

    def some(condition: str) -> str:
        return f"len(list_filter({together}, lambda cell: {condition})) > 0"

    return [
        Check(column, "required", "is empty in at least one column; each must be filled", some(f"{text} IS NULL")),
        Check(column, "type", "is not a number in at least one column",
              some(f"{text} IS NOT NULL AND {number(text)} IS NULL")),
        Check(column, "range", "is less than 0 in at least one column",
              some(f"coalesce({number(text)} < 0, FALSE)")),
    ]


def number(text: str) -> str:
    """Text as a finite number; commas are taken out only where they part thousands, so `1,5` is no number."""
    commas = f"CASE WHEN regexp_full_match({text}, '[-+]?[0-9]{{1,3}}(,[0-9]{{3}})+([.][0-9]*)?') " \
             f"THEN TRY_CAST(replace({text}, ',', '') AS DOUBLE) END"
    plain = f"coalesce(TRY_CAST({text} AS DOUBLE), {commas})"
    return f"CASE WHEN isfinite({plain}) THEN {plain} END"


def _integer(text: str) -> str:
    whole = number(text)
    return f"CASE WHEN {whole} = floor({whole}) AND abs({whole}) < 1e15 THEN CAST({whole} AS BIGINT) END"


def _month(text: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, '[0-9]{{4}}-(0[1-9]|1[0-2])') THEN {text} END"


def _year(text: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, '(19|20)[0-9]{{2}}') THEN CAST({text} AS INTEGER) END"


def _financial_year(text: str) -> str:
    """2017/18, 2017-18, 2017/2018 and `Apr 2017 to Mar 2018` as 2017-18; NULL where the years don't follow."""
    spelled = "(?i)(?:apr(?:il)?[ -]*)?((?:19|20)[0-9]{2})(?: ?(?:/|-|to) ?| to mar(?:ch)?[ -]*)" \
              "((?:19|20)?[0-9]{2})"
    first = f"regexp_extract({text}, {literal(spelled)}, 1)"
    second = f"right(regexp_extract({text}, {literal(spelled)}, 2), 2)"
    follows = f"(CAST(right({first}, 2) AS INTEGER) + 1) % 100 = CAST({second} AS INTEGER)"
    return f"CASE WHEN regexp_full_match({text}, {literal(spelled)}) THEN " \
           f"CASE WHEN {follows} THEN concat({first}, '-', {second}) END END"


_WAYS: dict[str, Callable[[str], str]] = {
    "month": _month,
    "date": lambda text: f"TRY_CAST({text} AS DATE)",
    "datetime": lambda text: f"TRY_CAST({text} AS TIMESTAMP)",
    "integer": _integer,
    "number": number,
    "year": _year,
    "financial_year": _financial_year,
}


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(literal(text) for text in texts)
