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


def layers(contract: Contract, columns: Mapping[str, str]) -> tuple[str, str, str]:
    """Three steps from the file's own text to typed values, each over the one before; every value is made once.

    First `text FIELD`, trimmed unless it is free text and NULL where empty; then `number FIELD`, where the field
    holds one; last FIELD itself in its type, NULL where it is empty, a publisher's mark or not of the type, and
    `FIELD_mark` with the mark. `columns` maps fields to columns of the reading.
    """
    fields = present(contract, columns)
    texts = ", ".join(f"{_source(field, columns)} AS {_text(field)}" for field in fields)
    numbers = ", ".join(f"{number(_text(field))} AS {_number(field)}" for field in fields if field.type in _NUMBERS)
    values = [f"{_typed(field)} AS {named(field.name)}" for field in fields]
    values += [f"CASE WHEN {_text(field)} IN ({_listed(field.marks)}) THEN {_text(field)} END AS "
               f"{named(field.name + '_mark')}" for field in fields if field.marks]
    return texts, numbers, ", ".join(values)


def present(contract: Contract, columns: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields that a file with these columns gives, by a column or by what its layout implies."""
    return tuple(field for field in contract.fields if field.name in columns or field.constant is not None)


def outputs(contract: Contract, columns: Mapping[str, str]) -> str:
    """The columns that are kept, in order: every field, then the marks beside them."""
    fields = present(contract, columns)
    names = [field.name for field in fields] + [f"{field.name}_mark" for field in fields if field.marks]
    return ", ".join(named(name) for name in names)


def _source(field: Field, columns: Mapping[str, str]) -> str:
    if field.name not in columns:
        return literal(field.constant or "")
    column = named(columns[field.name])
    return column if field.type == "text" else f"nullif(trim({column}), '')"


def _text(field: Field) -> str:
    return named(f"text {field.name}")


def _number(field: Field) -> str:
    return named(f"number {field.name}")


def _typed(field: Field) -> str:
    text = _text(field)
    if field.fold_case and field.codes:
        spelled = " ".join(f"WHEN {literal(code.casefold())} THEN {literal(code)}" for code in field.codes)
        return f"CASE WHEN {text} IN ({_listed(field.codes)}) THEN {text} ELSE CASE lower({text}) {spelled} END END"
    if field.type in _NUMBERS:
        return _NUMBERS[field.type](_number(field))
    return _WAYS[field.type](text) if field.type in _WAYS else text


def checks_of(contract: Contract, columns: Mapping[str, str], wide: Sequence[str] = ()) -> tuple[Check, ...]:
    """Every rule of a contract that a file with these columns is held to, over the last of its layers.

    `wide` are the columns of the reading that become rows; each must hold a number of nought or more.
    """
    checks = [check for field in contract.fields if field.name in columns for check in _checks(field)]
    return tuple(checks + (_wide_checks(contract.wide[1], wide) if contract.wide and wide else []))


def _checks(field: Field) -> list[Check]:
    text, shown = _text(field), named(field.name)
    filled = f"{text} IS NOT NULL" + (f" AND {text} <> ''" if field.type == "text" else "")
    if field.marks:
        filled += f" AND {named(field.name + '_mark')} IS NULL"
    checks = []
    if field.must_fill:
        empty = f"({text} IS NULL OR trim({text}) = '')" if field.type == "text" else f"{text} IS NULL"
        checks.append(Check(field.name, "required", "is empty; it must be filled", empty))
    if field.codes:
        more = f" and {len(field.codes) - 14} more" if len(field.codes) > 14 else ""
        says = f"is not one of {', '.join(field.codes[:14])}{more}"
        wrong = f"{shown} IS NULL" if field.fold_case else f"{text} NOT IN ({_listed(field.codes)})"
        checks.append(Check(field.name, "codes", says, f"({filled} AND {wrong})"))
    elif field.type not in ("text", "code"):
        checks.append(Check(field.name, "type", TYPE_WORDS[field.type], f"({filled} AND {shown} IS NULL)"))
    if field.pattern:
        pattern, words = PATTERNS[field.pattern]
        matches = f"regexp_full_match({text}, {literal(pattern)})"
        checks.append(Check(field.name, "pattern", f"is not {words}", f"({filled} AND NOT {matches})"))
    if field.low is not None or field.high is not None:
        outside = " OR ".join(f"{shown} {sign} {end}" for sign, end in (("<", field.low), (">", field.high))
                              if end is not None)
        checks.append(Check(field.name, "range", _range_words(field), f"coalesce({outside}, FALSE)"))
    return checks


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
              some(f"{text} IS NOT NULL AND NOT coalesce(isfinite({number(text)}), FALSE)")),
        Check(column, "range", "is less than 0 in at least one column",
              some(f"coalesce({number(text)} < 0, FALSE)")),
    ]


def number(text: str) -> str:
    """Text as a number; commas are taken out only where they part thousands, so `1,5` is no number."""
    return f"coalesce(TRY_CAST({text} AS DOUBLE), CASE WHEN regexp_full_match({text}, " \
           f"'[-+]?[0-9]{{1,3}}(,[0-9]{{3}})+([.][0-9]*)?') THEN TRY_CAST(replace({text}, ',', '') AS DOUBLE) END)"


def _finite(found: str) -> str:
    return f"CASE WHEN isfinite({found}) THEN {found} END"


def _whole(found: str) -> str:
    return f"CASE WHEN {found} = floor({found}) AND abs({found}) < 1e15 THEN CAST({found} AS BIGINT) END"


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


_NUMBERS: dict[str, Callable[[str], str]] = {"integer": _whole, "number": _finite}
_WAYS: dict[str, Callable[[str], str]] = {
    "month": _month,
    "date": lambda text: f"TRY_CAST({text} AS DATE)",
    "datetime": lambda text: f"TRY_CAST({text} AS TIMESTAMP)",
    "year": _year,
    "financial_year": _financial_year,
}


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(literal(text) for text in texts)
