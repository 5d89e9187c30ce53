"""The closed set of rules that a file can break, as plain data: the engine and the checker in a browser run the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from upriver.words.declared import PATTERNS, Contract, Field

TYPE_WORDS = {
    "month": "is not a month; write it as YYYY-MM",
    "date": "is not a date; write it as YYYY-MM-DD",
    "datetime": "is not a date and time; write it as YYYY-MM-DDTHH:MM:SS",
    "integer": "is not a whole number",
    "number": "is not a number",
    "year": "is not a year; write it as YYYY",
    "quarter": "is not a quarter of a financial year; write it as 2025-26 Q1",
    "financial_year": "is not a financial year; write it as YYYY/YY",
}

OPERATORS = ("<=", "<", "=", ">=", ">")

IDENTIFIERS = {
    "nhs_number": "holds what reads as an NHS number; take it out",
    "email": "holds what reads as an e-mail address; take it out",
    "postcode": "holds what reads as a full postcode; keep the first half alone",
    "birth_date": "holds what reads as a date of birth; keep an age band alone",
    "person_name": "holds what reads as a person's name; take it out",
}
"""What no cell of a depersonalised or aggregate file may hold, with the sentence for a person. Closed."""

IDENTIFIER_PATTERNS = {
    "nhs_number": r"(?:^|[^0-9])([0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?:[^0-9]|$)",
    "email": r"[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}",
    "postcode": r"(?:^|[^A-Za-z0-9])[A-Za-z]{1,2}[0-9][0-9A-Za-z]?\s?[0-9][A-Za-z]{2}(?:[^A-Za-z0-9]|$)",
    "birth_date": r"(?:^|[^A-Za-z])(?:[Dd]\.?[Oo]\.?[Bb]\.?|[Dd]ate of [Bb]irth|[Bb]orn)(?:[^A-Za-z]|$)",
    "person_name": r"(?:^|[^A-Za-z])(?:Mr|Mrs|Miss|Ms|Mx)\.? [A-Z][a-z]",
}
"""Plain expressions that mean the same to the engine and to a browser. An NHS number's check digit is tested besides:
one ten-digit number in eleven has a right one by chance, so contracts give references a pattern instead."""

IDENTIFYING_HEADERS = frozenset({
    "name", "names", "forename", "forenames", "first name", "firstname", "surname", "last name", "lastname", "family name",
    "full name", "fullname", "known as", "alias", "victim name", "suspect name", "patient name", "child name", "pupil name",
    "dob", "d.o.b", "d.o.b.", "date of birth", "birth date", "birthdate", "victim dob", "suspect dob", "nhs number", "nhs no",
    "nhs no.", "nhsnumber", "nhs num", "national insurance number", "ni number", "nino", "upn", "unique pupil number", "email",
    "e-mail", "email address", "e-mail address", "phone", "phone number", "telephone", "telephone number", "mobile",
    "mobile number", "address", "home address", "address line 1", "street address", "full address", "postcode", "post code",
    "home postcode", "full postcode", "passport number", "pnc id", "pncid", "cro number",
})
"""Headers, in small letters with plain spaces, of columns that name a person. A depersonalised file that has one is
refused whole, unless the contract asks for that very column."""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that a column is held to, in the order in which faults are told.

    `test` is its name and its arguments: ("filled",), ("filled_if", other, values), ("codes", codes, fold_case),
    ("type", type), ("pattern", name), ("range", low, high), ("compare", operator, other) or ("no_identifier", kind).
    """

    field: str
    rule: str
    says: str
    test: tuple[object, ...]


def checks_of(contract: Contract, columns: Collection[str]) -> tuple[Check, ...]:
    """Every rule of a contract that a file with columns for these fields is held to, field by field, then compares.

    A rule that needs a field the file hasn't is passed over.
    """
    checks: list[Check] = []
    for field in contract.fields:
        if field.name in columns:
            checks += _of_field(field, columns)
            if contract.protection != "open":
                checks += identifier_checks(field)
    for compare in contract.compares:
        if compare.left in columns and compare.right in columns:
            checks.append(Check(compare.left, "compare", compare.says, ("compare", compare.operator, compare.right)))
    return tuple(checks)


def _of_field(field: Field, columns: Collection[str]) -> list[Check]:
    checks = []
    if field.must_fill:
        checks.append(Check(field.name, "required", "is empty; it must be filled", ("filled",)))
    if field.required_if and field.required_if[0] in columns:
        other, *values = field.required_if
        says = f"is empty; it must be filled where {other} is {' or '.join(values)}"
        checks.append(Check(field.name, "required_if", says, ("filled_if", other, tuple(values))))
    if field.codes:
        checks.append(_codes(field))
    elif field.type not in ("text", "code"):
        checks.append(Check(field.name, "type", TYPE_WORDS[field.type], ("type", field.type)))
    if field.pattern:
        checks.append(Check(field.name, "pattern", f"is not {PATTERNS[field.pattern][1]}", ("pattern", field.pattern)))
    if field.low is not None or field.high is not None:
        checks.append(Check(field.name, "range", _range_words(field), ("range", field.low, field.high)))
    return checks


def _codes(field: Field) -> Check:
    if field.look_up:
        says = f"is not in the list {field.look_up.replace('_', ' ')}"
        return Check(field.name, "look_up", says, ("codes", field.codes, field.fold_case))
    more = f" and {len(field.codes) - 14} more" if len(field.codes) > 14 else ""
    says = f"is not one of {', '.join(field.codes[:14])}{more}"
    return Check(field.name, "codes", says, ("codes", field.codes, field.fold_case))


def _range_words(field: Field) -> str:
    if field.low is None:
        return f"is more than {field.high}"
    return f"is less than {field.low}" if field.high is None else f"lies outside {field.low} to {field.high}"


def identifier_checks(field: Field) -> list[Check]:
    """What the cells of a column of words may not hold; a column held to codes, a pattern or a type can't hold it."""
    if field.codes or field.pattern or field.type not in ("text", "code"):
        return []
    return [Check(field.name, "identifier", says, ("no_identifier", kind)) for kind, says in IDENTIFIERS.items()]
