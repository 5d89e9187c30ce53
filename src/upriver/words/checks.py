"""The closed set of rules that a file can break, as plain data: the engine and the checker in a browser run the same."""

from __future__ import annotations

import re
import unicodedata
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

_BETWEEN = "[ _/\u00a0\u2000-\u200b\u2010-\u2015\u202f\u2212-]{0,3}"
TEN_DIGITS = f"[0-9]{{3}}{_BETWEEN}[0-9]{{3}}{_BETWEEN}[0-9]{{4}}"
"""Ten digits as an NHS number is written: in one, or in three groups with spaces or dashes of any kind between them."""

IDENTIFIER_PATTERNS = {
    "nhs_number": f"(?:^|[^0-9])({TEN_DIGITS})(?:[^0-9]|$)",
    "email": r"[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}",
    "postcode": "(?:^|[^A-Za-z0-9])[A-Za-z]{1,2}[0-9][0-9A-Za-z]?[\\s\u00a0]{0,3}[0-9][A-Za-z]{2}(?:[^A-Za-z0-9]|$)",
    "birth_date": r"(?:^|[^A-Za-z])(?:[Dd]\.?[Oo]\.?[Bb]\.?|[Dd]ate of [Bb]irth|[Bb]orn)(?:[^A-Za-z]|$)",
    "person_name": r"(?:^|[^A-Za-z])(?:Mr|Mrs|Miss|Ms|Mx)\.? [A-Z][a-z]",
}
"""Plain expressions that mean the same to the engine and to a browser. An NHS number's check digit is tested besides:
one ten-digit number in eleven has a right one by chance."""

PHONE = "phone"
IN_NAMES = {**IDENTIFIERS, PHONE: "holds what reads as a phone number; take it out"}
"""What a short text, as a file's name, can hold. A cell isn't asked for phone numbers: codes read as such too easily."""
_S = "[ ()./_-]{1,3}"
_UK_PHONE = re.compile(
    f"(?<![0-9A-Za-z])(?:(?:\\+|00)44[ ()./_-]{{0,3}}0?|44(?=[1-9][0-9]{{9}}(?![0-9]))|0)[ )]{{0,2}}"
    f"(?:[1-35-9][0-9]{{8,9}}|[1-9][0-9]{{3}}{_S}(?:[0-9]{{5,6}}|[0-9]{{3}}{_S}[0-9]{{3}})|[1-9][0-9]{{2}}{_S}[0-9]{{3}}{_S}[0-9]{{4}}|[1-9][0-9]{_S}[0-9]{{4}}{_S}[0-9]{{4}})"
    "(?![0-9A-Za-z])")
"""As numbers are written in the United Kingdom: in one, or in the groups that areas and mobiles have."""

IDENTIFYING_HEADERS = frozenset({
    "name", "names", "first name", "firstname", "last name", "lastname", "family name", "full name", "fullname", "known as", "alias",
    "address", "home address", "address line", "street address", "full address",
})
"""Headers, as `plain_header` gives them, of columns that name a person. A depersonalised file that has one is refused
whole, unless the contract asks for that very column."""

IDENTIFYING_WORDS = frozenset(
    {
        "forename",
        "forenames",
        "surname",
        "surnames",
        "dob",
        "d o b",
        "date of birth",
        "birth date",
        "birthdate",
        "nhs number",
        "nhs no",
        "nhsnumber",
        "nhs num",
        "national insurance",
        "ni number",
        "nino",
        "upn",
        "unique pupil number",
        "email",
        "e mail",
        "phone",
        "telephone",
        "mobile",
        "postcode",
        "post code",
        "passport",
        "pnc id",
        "pncid",
        "cro number",
        "next of kin",
        *(
            f"{person} {name}"
            for person in ("victim", "suspect", "offender", "patient", "client", "child", "pupil", "person", "witness", "parent", "carer")
            for name in ("name", "address")
        ),
    }
)
"""Words that name a person wherever they stand in a header, as in `Victim date of birth (verified)`."""

COARSE_WORDS = frozenset({"outward", "sector", "district", "area", "partial"})
"""With one of these a postcode in a header isn't a full one."""


def plain_header(header: str) -> str:
    """A header in small letters, with a space for whatever is no letter of a to z."""
    return re.sub("[^a-z]+", " ", unicodedata.normalize("NFKC", header).lower()).strip()


def names_person(header: str) -> str:
    """The entry of the closed lists by which a header names a person; "" where none does."""
    plain = plain_header(header)
    if plain in IDENTIFYING_HEADERS:
        return plain
    found = [words for words in IDENTIFYING_WORDS if f" {words} " in f" {plain} "
             and not (words in ("postcode", "post code") and COARSE_WORDS & set(plain.split()))]
    return min(found, key=lambda words: (-len(words), words), default="")


def names_identifier(text: str, *, but: Collection[str] = ()) -> str:
    """The sentence of the first identifier that a short text, as a file's name, holds; "" where it holds none.

    `but` are kinds that aren't looked for.
    """
    for kind, pattern in IDENTIFIER_PATTERNS.items():
        if kind in but:
            continue
        found = [hit.group(1) for hit in re.finditer(f"(?={pattern})", text)] if kind == "nhs_number" else re.search(pattern, text)
        if found and (kind != "nhs_number" or any(checks_out(digits) for digits in found)):  # type: ignore[union-attr]
            return IDENTIFIERS[kind]
    return IN_NAMES[PHONE] if PHONE not in but and _UK_PHONE.search(_as_typed(text)) else ""


def _as_typed(text: str) -> str:
    """A text with plain figures, spaces and dashes and nothing that can't be seen."""
    kinds = ((each, unicodedata.category(each)) for each in unicodedata.normalize("NFKC", text))
    return "".join(" " if kind == "Zs" else "-" if kind == "Pd" else each for each, kind in kinds if kind != "Cf")


def checks_out(written: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11)."""
    digits = [int(digit) for digit in written if digit in "0123456789"]
    return (11 - sum((10 - place) * digits[place] for place in range(9)) % 11) % 11 == digits[9]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that a column is held to, in the order in which faults are told.

    `test` is its name and its arguments: ("filled",), ("filled_if", other, values), ("codes", codes, fold_case),
    ("type", type), ("pattern", name), ("range", low, high), ("too_small", low, high), ("compare", operator, other) or ("no_identifier", kind).
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
    if field.too_small:
        low, high = field.too_small
        says = f"is a number from {low} to {high}, too small to be sent; write {' or '.join(field.marks)}"
        checks.append(Check(field.name, "too_small", says, ("too_small", low, high)))
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
    """What the cells of a column may not hold: words none of it; numbers, and codes by a pattern that ten digits fit, no
    NHS number. A column held to closed codes, another pattern or another type can't hold it."""
    ten_digits = "0" * 10
    if field.codes:
        return []
    if field.pattern:
        kinds = ["nhs_number"] if re.fullmatch(PATTERNS[field.pattern][0], ten_digits) else []
    elif field.type in ("text", "code"):
        kinds = list(IDENTIFIERS)
    else:
        kinds = ["nhs_number"] if field.type in ("integer", "number") and (field.high is None or field.high > int("9" * 9)) else []
    return [Check(field.name, "identifier", IDENTIFIERS[kind], ("no_identifier", kind)) for kind in kinds]
