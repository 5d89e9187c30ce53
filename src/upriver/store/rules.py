"""The closed set of rules as SQL: what makes a value typed, what makes it broken, and the sentence for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from upriver.store.engine import literal, named
from upriver.store.reading.types import NUMBERS, WAYS, number
from upriver.words.checks import IDENTIFIER_PATTERNS, IDENTIFIERS, TEN_DIGITS, Check, checks_of
from upriver.words.declared import PATTERNS, Contract, Field
from upriver.words.sharing.profile import DATE_FORMATS, Profile

NO_COLUMNS: Mapping[int, str] = MappingProxyType({})
_TEN_DIGITS = f"({TEN_DIGITS})"


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule of one field: an SQL condition over the last layer that is true where a row breaks it, and its sentence."""

    field: str
    rule: str
    says: str
    broken: str


def layers(contract: Contract, columns: Mapping[str, str], profile: Profile | None = None) -> tuple[str, str, str]:
    """Three steps from the file's own text to typed values, each over the one before; every value is made once.

    First `text FIELD`, trimmed unless it is free text and NULL where empty; then `number FIELD`, where the field
    holds one; last FIELD itself in its type, NULL where it is empty, a publisher's mark or not of the type, and
    `FIELD_mark` with the mark. `columns` maps fields to columns of the reading. With a profile the texts are the
    contract's already: codes said anew, dates rewritten, constants put in.
    """
    fields = present(contract, columns, profile)
    texts = ", ".join(f"{_mapped(field, columns, profile)} AS {_text(field)}" for field in fields)
    numbers = ", ".join(f"{number(_text(field))} AS {_number(field)}" for field in fields if field.type in NUMBERS)
    values = [f"{_typed(field)} AS {named(field.name)}" for field in fields]
    values += [f"CASE WHEN {_text(field)} IN ({_listed(field.marks)}) THEN {_text(field)} END AS "
               f"{named(field.name + '_mark')}" for field in fields if field.marks]
    return texts, numbers, ", ".join(values)


def present(contract: Contract, columns: Mapping[str, str], profile: Profile | None = None) -> tuple[Field, ...]:
    """The fields that a file with these columns gives, by a column, a profile or what its layout implies."""
    given = {*columns, *(profile.constants if profile else ())}
    return tuple(field for field in contract.fields if field.name in given or field.constant is not None)


def outputs(contract: Contract, columns: Mapping[str, str], profile: Profile | None = None) -> str:
    """The columns that are kept, in order: every field, then the marks beside them.

    Of free text only `FIELD_given` is kept: whether somebody wrote anything.
    """
    fields = present(contract, columns, profile)
    kept = [f"{_filled(field)} AS {named(field.name + '_given')}" if field.free_text else named(field.name)
            for field in fields]
    return ", ".join(kept + [named(f"{field.name}_mark") for field in fields if field.marks])


def text_outputs(contract: Contract, columns: Mapping[str, str], profile: Profile | None = None) -> str:
    """The fields as they were given, mapped and trimmed, in the contract's order; of free text only the word `given`."""
    fields = present(contract, columns, profile)
    said = [f"CASE WHEN {_filled(field)} THEN 'given' END" if field.free_text else _text(field) for field in fields]
    return ", ".join(f"{text} AS {named(field.name)}" for text, field in zip(said, fields, strict=True))


def _mapped(field: Field, columns: Mapping[str, str], profile: Profile | None) -> str:
    """The contract's own text for a field: the file's, or what a partner's profile makes of it."""
    source = _source(field, columns)
    if profile is None:
        return source
    if field.name in profile.constants:
        return literal(profile.constants[field.name])
    if codes := profile.codes.get(field.name):
        spelled = " ".join(f"WHEN {literal(theirs)} THEN {literal(ours)}" for theirs, ours in codes.items())
        return f"nullif(CASE trim({source}) {spelled} ELSE {source} END, '')"
    if form := profile.dates.get(field.name):
        timed = field.type == "datetime" and "HH" in form
        written = "%Y-%m" if field.type == "month" else "%Y-%m-%dT%H:%M:%S" if timed else "%Y-%m-%d"
        read = f"try_strptime({source}, {literal(DATE_FORMATS[form])})"
        return f"coalesce(strftime({read}, {literal(written)}), {source})"
    return source


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
    if field.type in NUMBERS:
        return NUMBERS[field.type](_number(field))
    return WAYS[field.type](text) if field.type in WAYS else text


def conditions_of(contract: Contract, columns: Collection[str], wide: Sequence[str] = (),
                  beside: Mapping[int, str] = NO_COLUMNS, *, staying: bool = False) -> tuple[Condition, ...]:
    """Every rule of a contract that a file with these columns is held to, over the last of its layers.

    `wide` are the columns of the reading that become rows; each must hold a number of nought or more. `beside` are
    the columns that a protected contract doesn't ask for, by their place in the file from 1: they are searched for
    identifiers, and by nothing else. Free text that is `staying` in its building isn't searched.
    """
    fields = {field.name: field for field in contract.fields}
    conditions = [
        Condition(check.field, check.rule, check.says, _broken(check, fields)) for check in checks_of(contract, columns)
        if not (staying and check.rule == "identifier" and fields[check.field].free_text)
    ]
    conditions += [Condition(f"column {place}", "identifier", says, identifier(named(column), kind))
                   for place, column in beside.items() for kind, says in IDENTIFIERS.items()]
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


def _breaks_too_small(field: Field, fields: Mapping[str, Field], arguments: Sequence[Any]) -> str:
    low, high = arguments
    return f"coalesce({named(field.name)} BETWEEN {low} AND {high}, FALSE)"


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
    # The mark after each candidate is doubled, so that a second number right behind it has a mark of its own before it.
    spread = f"regexp_replace({text}, '{_TEN_DIGITS}([^0-9])', '\\1\\2\\2', 'g')"
    digits = "regexp_replace(found, '[^0-9]', '', 'g')"
    weighed = " + ".join(f"{10 - place} * CAST({digits}[{place + 1}] AS INTEGER)" for place in range(9))
    right = f"(11 - ({weighed}) % 11) % 11 = CAST({digits}[10] AS INTEGER)"
    seen = f"len(list_filter(regexp_extract_all({spread}, {pattern}, 1), lambda found: {right})) > 0"
    return f"CASE WHEN regexp_matches({text}, '{_TEN_DIGITS}') THEN {seen} ELSE FALSE END"


_BREAKS: dict[str, Callable[[Field, Mapping[str, Field], Sequence[Any]], str]] = {
    "filled": lambda field, fields, arguments: _empty(field),
    "filled_if": _breaks_filled_if,
    "codes": _breaks_codes,
    "type": lambda field, fields, arguments: f"({_filled(field)} AND {named(field.name)} IS NULL)",
    "pattern": _breaks_pattern,
    "range": _breaks_range,
    "too_small": _breaks_too_small,
    "compare": _breaks_compare,
    "no_identifier": lambda field, fields, arguments: identifier(_text(field), arguments[0]),
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


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(literal(text) for text in texts)
