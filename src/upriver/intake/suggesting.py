"""Which of a partner's columns and codes could be which of a contract's: by their names and by what they hold.

Only suggestions: a person says yes to them, or takes the sure ones together. What a cell holds is looked at and never told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import lru_cache

from upriver.words.checks import IDENTIFIER_PATTERNS, names_person
from upriver.words.declared import PATTERNS, Contract, Field
from upriver.words.sharing.profile import DATE_FORMATS

MOST_SAMPLED = 5_000
MOST_CODES, LONGEST_CODE = 60, 60
"""A column with no more different values than this, none longer, looks like one with closed codes."""
SURE, CLOSE, LIKELY = 0.9, 0.75, 0.62
ITS_HEADING = "its heading"
"""Why a column is suggested that would be read for its field without any mapping."""
_ALIKE = ("arrival arr arrived attendance attended", "date dt day datetime time timestamp when at on", "sex gender",
          "location place loc where", "method weapon mechanism implement", "reference ref id number no urn unique",
          "offence crime", "site hospital hosp organisation org trust establishment provider", "district lad ltla council borough la",
          "recorded reported created logged", "committed occurred incident happened event", "lsoa lsoa21 lsoa21cd small area",
          "age agegroup ageband", "ethnicity ethnic", "type kind category class", "description desc text notes details other",
          "flag indicator marker yn", "police", "victim patient injured", "suspect offender")
_CANON = {word: words.split()[0] for words in _ALIKE for word in words.split()}
_KNOWN = {"m": "male", "f": "female", "y": "yes", "n": "no", "true": "yes", "false": "no", "1": "yes", "0": "no"}
_UNKNOWN = frozenset({"u", "unk", "unknown", "nk", "not known", "not recorded", "not stated", "missing", "na", "n/a", "unspecified"})
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_TYPED = {
    "date": re.compile(r"\d{4}-\d\d-\d\d(?:[ T]00:00(?::00(?:\.0+)?)?)?"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d.*)?"),
    "month": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"),
    "integer": re.compile(r"[-+]?\d{1,15}(?:\.0+)?"),
    "number": re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)"),
    "year": re.compile(r"(?:19|20)\d\d"),
    "quarter": re.compile(r"20\d\d[-/]\d\d ?[Qq][1-4]"),
    "financial_year": re.compile(r"(?:19|20)\d\d[-/](?:\d\d)?\d\d"),
}
_TELLING = frozenset({"lsoa21", "lsoa", "gss", "outward_postcode", "postcode_sector", "person_key", "icd10", "crime_id"})
"""Patterns that few other things follow, so that what a column holds says what it is."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a partner's file: its heading, its place from 1, and the different values of its first rows."""

    header: str
    place: int
    values: frozenset[str]
    filled: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """Its values, where they look like closed codes and no word of them could be a person's; else none."""
        if len(self.values) > MOST_CODES or any(len(value) > LONGEST_CODE for value in self.values):
            return ()
        if names_person(self.header):
            return ()
        if any(re.search(pattern, value) for value in self.values for pattern in IDENTIFIER_PATTERNS.values()):
            return ()
        return tuple(sorted(self.values))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a field could be read from: a column, with how its dates are written. `sure` where nothing speaks against it."""

    field: Field
    column: Column | None
    sure: bool
    why: str
    dates: str = ""


def suggest(contract: Contract, columns: Sequence[Column]) -> tuple[Suggestion, ...]:
    """For each field of a contract the column that is most like it; every column is suggested once."""
    scored = []
    for order, field in enumerate(contract.fields):
        for column in columns:
            name, (held, form) = name_likeness(field, column.header), content_likeness(field, column)
            telling = held >= 0.95 and column.filled and (field.pattern in _TELLING or len(field.codes) > 2)
            if held > 0.5 and (name >= LIKELY or (telling and name > 0.2)):
                scored.append((0.7 * name + 0.3 * held, -order, -column.place, field.name, column, name, held, form))
    found: dict[str, Suggestion] = {}
    taken: set[int] = set()
    fields = {field.name: field for field in contract.fields}
    for *_, field_name, column, name, held, form in sorted(scored, key=lambda each: each[:3], reverse=True):
        if field_name in found or column.place in taken:
            continue
        taken.add(column.place)
        closed = fields[field_name].pattern in _TELLING or bool(fields[field_name].codes)
        # Under the contract's own heading it is read in any case, whatever it holds.
        sure = name == 1 or (held >= SURE and (name >= SURE or (closed and column.filled and name >= CLOSE)))
        why = ITS_HEADING if name == 1 else "a heading like it" if name >= LIKELY else "what it holds"
        found[field_name] = Suggestion(fields[field_name], column, sure, why, form)
    return tuple(found.get(field.name) or Suggestion(field, None, False, "") for field in contract.fields)


def suggest_one(field: Field, column: Column) -> Suggestion:
    """The suggestion for a column that a person has chosen: how its dates are written."""
    return Suggestion(field, column, True, "chosen", content_likeness(field, column)[1])


def name_likeness(field: Field, header: str) -> float:
    """How like a heading is to a field, from 0 to 1; 1 where it is one of the contract's own spellings."""
    wanted = _plain(header)
    if wanted in {_plain(spelling) for spelling in (*field.headers, field.name)}:
        return 1.0
    return max((_likeness(wanted, _plain(spelling)) for spelling in (field.name, *field.headers)), default=0.0)


def content_likeness(field: Field, column: Column) -> tuple[float, str]:
    """How much of what a column holds could be the field's, from 0 to 1, and how dates are written if not as ours.

    An empty column could hold anything: 1. One with a few short values is less likely to be somebody's own words.
    """
    values = [value for value in column.values if value]
    if not values or field.free_text:
        return (0.55 if values and column.codes else 1.0), ""
    if field.type in ("date", "datetime", "month"):
        return _dated(field, values)
    if field.codes:
        ours = {_bare(code) for code in field.codes}
        known = sum(1 for value in values if _bare(value) in ours or code_for(field, value)[0])
        # Local codes tell nothing by themselves: a few short ones may well be this field's.
        return (max(known / len(values), 0.6 if len(values) <= MOST_CODES and not field.look_up else 0.0), "")
    expression = PATTERNS[field.pattern][0] if field.pattern else None
    test = re.compile(expression) if expression else _TYPED.get(field.type)
    if test is None:  # words of any kind: nothing in them speaks for it or against it
        return SURE, ""
    return sum(1 for value in values if test.fullmatch(value.strip())) / len(values), ""


def _dated(field: Field, values: Sequence[str]) -> tuple[float, str]:
    plain = sum(1 for value in values if _TYPED[field.type].fullmatch(value.strip())) / len(values)
    if plain >= 0.95:
        return plain, ""
    best, form = plain, ""
    for name, format_ in DATE_FORMATS.items():
        if field.type != "month" and "DD" not in name:
            continue
        share = sum(1 for value in values if _reads(value.strip(), format_)) / len(values)
        if share > best:  # of two that read as much the first stands: days come before months in these countries
            best, form = share, name
    return best, form


def code_for(field: Field, theirs: str) -> tuple[str, bool]:
    """The code of ours that one of theirs could be, and whether that is sure; ("", False) where none comes near."""
    bare = _bare(theirs)
    by_bare = {_bare(code): code for code in field.codes}
    if bare in by_bare:
        return by_bare[bare], True
    if _KNOWN.get(bare) in by_bare:
        return by_bare[_KNOWN[bare]], True
    if bare in _UNKNOWN and (unknown := next((by_bare[word] for word in ("not known", "unknown", "not stated") if word in by_bare), "")):
        return unknown, True
    near = "" if field.look_up else max(by_bare, key=lambda code: _likeness(bare, code, "codes"), default="")
    return (by_bare[near], False) if near and _likeness(bare, near, "codes") >= 0.75 else ("", False)


def codes_of(field: Field, column: Column) -> Mapping[str, tuple[str, bool]]:
    """Each of their codes that isn't written as ours, with the one it could be and whether that is sure."""
    folded = {code.casefold() for code in field.codes} if field.fold_case else set()
    return {theirs: code_for(field, theirs) for theirs in column.codes
            if theirs and theirs not in field.codes and theirs.casefold() not in folded}


@lru_cache(maxsize=100_000)
def _reads(value: str, format_: str) -> bool:
    try:
        return datetime.strptime(value, format_) is not None
    except ValueError:
        return False


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _bare(code: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", code.casefold()))


@lru_cache(maxsize=100_000)
def _tokens(name: str, of: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORDS.findall(name))
    return frozenset(words if of == "codes" else (_CANON.get(word, word) for word in words))


@lru_cache(maxsize=100_000)
def _likeness(one: str, other: str, of: str = "headings") -> float:
    """By letters or by words, whichever is more; less than 1 for two that aren't the same. Only headings have synonyms."""
    if not one or not other:
        return 0.0
    mine, theirs = _tokens(one, of), _tokens(other, of)
    if not mine or not theirs:
        return 0.0
    same = len(mine & theirs)
    return min(0.97, max(SequenceMatcher(None, one, other).ratio(), same / len(mine | theirs), 0.8 * same / min(len(mine), len(theirs))))
