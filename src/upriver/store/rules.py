"""The closed set of rules as SQL: what makes a value typed, what makes it broken, and the sentence for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upriver.store.engine import literal, named
from upriver.words.checks import IDENTIFIER_PATTERNS, Check, checks_of
from upriver.words.declared import PATTERNS, Contract, Field


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule of one field: an SQL condition over the last layer that is true where a row breaks it, and its sentence."""

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


def conditions_of(contract: Contract, columns: Mapping[str, str], wide: Sequence[str] = ()) -> tuple[Condition, ...]:
    """Every rule of a contract that a file with these columns is held to, over the last of its layers.

    `wide` are the columns of the reading that become rows; each must hold a number of nought or more.
    """
    fields = {field.name: field for field in contract.fields}
    conditions = [
        Condition(check.field, check.rule, check.says, _broken(check, fields)) for check in checks_of(contract, columns)
    ]
    return tuple(conditions + (_wide_checks(contract.wide[1], wide) if contract.wide and wide else []))


def _filled(field: Field) -> str:
    text = _text(field)
    filled = f"{text} IS NOT NULL" + (f" AND trim({text}) <> ''" if field.type == "text" else "")
    return filled + (f" AND {named(field.name + '_mark')} IS NULL" if field.marks else "")


def _empty(field: Field) -> str:
    text = _text(field)
    return f"({text} IS NULL OR trim({text}) = '')" if field.type == "text" else f"{text} IS NULL"


def _broken(check: Check, fields: Mapping[str, Field]) -> str:
    """The SQL of one rule; each kind of rule is one line of the table at the end of this file."""
    field = fields[check.field]
    kind, *arguments = check.test
    return _BREAKS[str(kind)](field, fields, arguments)


def _breaks_codes(field: Field, fields: Mapping[str, Field], arguments: Sequence[Any]) -> str:
    codes, fold = arguments
    wrong = f"{named(field.name)} IS NULL" if fold else f"{_text(field)} NOT IN ({_listed(codes)})"
    return f"({_filled(field)} AND {wrong})"


def _breaks_pattern(field: Field, fields: Mapping[str, Field], arguments: Sequence[Any]) -> str:
    matches = f"regexp_full_match({_text(field)}, {literal(PATTERNS[arguments[0]][0])})"
    return f"({_filled(field)} AND NOT {matches})"


def _breaks_range(field: Field, fields: Mapping[str, Field], arguments: Sequence[Any]) -> str:
    ends = zip(("<", ">"), arguments, strict=True)
    outside = " OR ".join(f"{named(field.name)} {sign} {end}" for sign, end in ends if end is not None)
    return f"coalesce({outside}, FALSE)"


def _breaks_compare(field: Field, fields: Mapping[str, Field], arguments: Sequence[Any]) -> str:
    operator, other = arguments
    return f"coalesce(NOT ({named(field.name)} {operator} {named(other)}), FALSE)"


def _breaks_filled_if(field: Field, fields: Mapping[str, Field], arguments: Sequence[Any]) -> str:
    other, values = arguments
    return f"({_empty(field)} AND coalesce({_text(fields[other])} IN ({_listed(values)}), FALSE))"


def identifier(text: str, kind: str) -> str:
    """SQL that is true where a text holds an identifier of this kind."""
    pattern = literal(IDENTIFIER_PATTERNS[kind])
    if kind != "nhs_number":
        return f"coalesce(regexp_matches({text}, {pattern}), FALSE)"
    digits = "regexp_replace(found, '[^0-9]', '', 'g')"
    weighed = " + ".join(f"{10 - place} * CAST({digits}[{place + 1}] AS INTEGER)" for place in range(9))
    right = f"(11 - ({weighed}) % 11) % 11 = CAST({digits}[10] AS INTEGER)"
    return f"len(list_filter(regexp_extract_all({text}, {pattern}, 1), lambda found: {right})) > 0"


_BREAKS: dict[str, Callable[[Field, Mapping[str, Field], Sequence[Any]], str]] = {
    "filled": lambda field, fields, arguments: _empty(field),
    "filled_if": _breaks_filled_if,
    "codes": _breaks_codes,
    "type": lambda field, fields, arguments: f"({_filled(field)} AND {named(field.name)} IS NULL)",
    "pattern": _breaks_pattern,
    "range": _breaks_range,
    "compare": _breaks_compare,
    "no_identifier": lambda field, fields, arguments: f"coalesce({identifier(_text(field), arguments[0])}, FALSE)",
}


def _wide_checks(column: str, wide: Sequence[str]) -> list[Condition]:
    """One rule each for all the columns together: a fault of a person's row, not of 91 fields."""
    together = f"[{', '.join(named(name) for name in wide)}]"
    text = "nullif(trim(cell), '')"

    def some(condition: str) -> str:
        return f"len(list_filter({together}, lambda cell: {condition})) > 0"

    return [
        Condition(column, "required", "is empty in at least one column; each must be filled", some(f"{text} IS NULL")),
        Condition(column, "type", "is not a number in at least one column",
              some(f"{text} IS NOT NULL AND NOT coalesce(isfinite({number(text)}), FALSE)")),
        Condition(column, "range", "is less than 0 in at least one column",
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


_NUMBERS: dict[str, Callable[[str], str]] = {"integer": _whole, "number": _finite}
_WAYS: dict[str, Callable[[str], str]] = {
    "month": _month,
    "date": lambda text: f"TRY_CAST({text} AS DATE)",
    "datetime": lambda text: f"TRY_CAST({text} AS TIMESTAMP)",
    "year": _year,
    "quarter": _quarter,
    "financial_year": _financial_year,
}


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(literal(text) for text in texts)
