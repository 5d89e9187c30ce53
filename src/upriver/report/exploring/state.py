"""One state of the exploration, as it stands in an address, and what can be chosen from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from upriver.report.exploring.rows import Row, is_definition, measure_said, unit_said
from upriver.report.titles import titles
from upriver.words.area import LEVEL_NAMES, LEVEL_PLURALS, LEVELS
from upriver.words.refusal import Refusal
from upriver.words.text import sentence

NAMES = ("table", "what", "where", "unit", "who", "area", "when", "with")
LONGEST = 4_000
"""Characters of an address that are read; no state is a tenth as long."""
EVERY, NOBODY, ALL_TIMES = "", "", "all"


@dataclass(frozen=True, slots=True)
class State:
    """What is asked: table, measure, level, unit, split, area ("" for all), period ("all" for every one), comparison."""

    table: str = ""
    what: str = ""
    where: str = ""
    unit: str = ""
    who: str = ""
    area: str = ""
    when: str = ""
    with_: str = ""

    @property
    def address(self) -> str:
        """The state as a query string, without what is left open."""
        return urlencode([(name, value) for name, value in zip(NAMES, self.values, strict=True) if value])

    @property
    def values(self) -> tuple[str, ...]:
        """What is asked under each question, in their order."""
        return (self.table, self.what, self.where, self.unit, self.who, self.area, self.when, self.with_)


def read_state(query: str) -> State:
    """The state of a query string; names that are none of ours are passed over.

    Raises:
        Refusal: it is too long, holds a name twice, or a value that no figure could have.
    """
    if len(query) > LONGEST:
        raise Refusal("the address is too long to be one of these pages", do="Start again from the first choice.")
    try:
        given = [(name, value) for name, value in parse_qsl(query, strict_parsing=False, max_num_fields=50, errors="strict") if name in NAMES]
    except ValueError:
        raise Refusal("the address can't be read", do="Start again from the first choice.") from None
    if len({name for name, _ in given}) != len(given):
        raise Refusal("the address gives something twice", do="Start again from the first choice.")
    if any(len(value) > 300 or not value.isprintable() for _, value in given):
        raise Refusal("the address holds something that no figure is called", do="Start again from the first choice.")
    held = dict(given)
    return State(*(held.get(name, "") for name in NAMES))


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its value in the address, its words, whether it is chosen now."""

    value: str
    says: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a state finds: the state with what was left open filled in, its rows, and the choices of each question."""

    state: State
    rows: tuple[Row, ...]
    beside: tuple[Row, ...]
    """Rows of the area compared with."""
    choices: Mapping[str, tuple[Choice, ...]]
    instead: tuple[str, ...]
    """What was asked for, is published elsewhere and not here, so that something else stands in its place."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the page: the value that a row has for it, its words, its order, and what may be chosen besides."""

    name: str
    of: Callable[[Row], str]
    says: Callable[[str, Row], str]
    order: Callable[[str], tuple[object, ...]]
    also: Callable[[Sequence[Row]], tuple[tuple[str, str], ...]] = lambda left: ()
    narrows: bool = True
    """Whether the rows of what isn't chosen are left out of the questions after it."""


Below = dict[str, Any]
"""The rows of what was chosen so far: by the values of the next question, and under the last that narrows a list of rows."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Figures laid out once by the questions that narrow them, so that no state of the page goes through all of them."""

    below: Below
    known: Mapping[str, frozenset[str]]
    """Every value that a figure has, by question."""


def arranged(rows: Sequence[Row]) -> Arranged:
    """Rows laid out for `find`; those of one place keep their order."""
    below: Below = {}
    narrowing = [question for question in QUESTIONS if question.narrows]
    for row in rows:
        here, (*above, last) = below, [question.of(row) for question in narrowing]
        for value in above:
            here = here.setdefault(value, {})
        here.setdefault(last, []).append(row)
    return Arranged(below, {question.name: frozenset(map(question.of, rows)) for question in QUESTIONS})


def _one_of(below: Below | list[Row]) -> Row:
    while isinstance(below, dict):
        below = next(iter(below.values()))
    return below[0]


def find(figures: Arranged, state: State) -> Found:
    """The rows of a state, question after question; what is left open is filled with the first there is.

    What is published elsewhere and not with what was chosen before it gives way to the first there is, and that is said:
    who changes the first question of a form can't know what the others may be.

    Raises:
        Refusal: something was asked by a name that no published figure has.
    """
    if not figures.below:
        raise Refusal("no figure is published here", do="Publish an assessment first.")
    left: Any = figures.below
    choices: dict[str, tuple[Choice, ...]] = {}
    instead: list[str] = []
    held: list[str] = []
    for question, wanted in zip(QUESTIONS, state.values, strict=True):
        there = {value: _one_of(each) for value, each in left.items()} if question.narrows else {question.of(row): row for row in left}
        every = (*question.also(left), *((value, question.says(value, there[value])) for value in sorted(there, key=question.order)))
        value = wanted if wanted and wanted in dict(every) else _first(question, every, state)
        if wanted and value != wanted and (question.name, wanted) != ("when", ALL_TIMES):  # where there is one period alone, it is all of them
            if wanted not in figures.known[question.name]:
                raise Refusal(f"no published figure is called so under \u201c{WORDS[question.name]}\u201d",
                              do="Choose again: the page offers what there is.")
            instead.append(f"\u201c{WORDS[question.name]}\u201d was set back: what was chosen isn't published with the rest.")
        choices[question.name] = tuple(Choice(each, words, each == value) for each, words in every)
        held.append(value)
        if question.narrows:
            left = left[value]
    done = State(*held)
    in_time = [row for row in left if done.when in (ALL_TIMES, _period(row))]
    mine = tuple(row for row in in_time if done.area in (EVERY, row.code))
    other = tuple(row for row in in_time if done.with_ == row.code != done.area)
    return Found(done, mine, other, choices, tuple(instead))


def _first(question: Question, every: Sequence[tuple[str, str]], state: State) -> str:
    """What stands where nothing was asked: every period where one area is looked at, else the first that is offered."""
    if question.name == "when" and not state.area:
        return next(value for value, _ in every if value != ALL_TIMES)
    return every[0][0]


WORDS = {"table": "About", "what": "What", "where": "Where: kind of area", "unit": "Measured as", "who": "Who, or split by",
         "area": "Where: area", "when": "When", "with": "Compared with"}
"""What each question is called on the page, in the order in which they are asked."""
FIRST = ("assessment/places/csp",)
LIKELY = ("csp", "partnership", "ltla", "utla", "lsoa21")
"""The kinds of area that readers want first."""


def _period(row: Row) -> str:
    return f"{row.start}..{row.end}"


def _latest_first(value: str) -> tuple[object, ...]:
    """Later ends first, then longer periods."""
    start, end = value.split("..")
    return (*(-int(part) for part in end.split("-")), start)


def _areas_of(left: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    level = left[0].level
    return ((EVERY, f"All {LEVEL_PLURALS.get(level, level)}"),)


QUESTIONS = (
    Question("table", lambda row: row.table, lambda value, _: table_said(value), lambda value: (value not in FIRST, value)),
    Question("what", lambda row: row.measure, lambda value, _: measure_said(value), lambda value: (not is_definition(value), measure_said(value))),
    Question("where", lambda row: row.level, lambda value, _: sentence(LEVEL_NAMES.get(value, value)),
             lambda value: (LIKELY.index(value) if value in LIKELY else 9, -LEVELS.index(value) if value in LEVELS else 1)),
    Question("unit", lambda row: row.unit, lambda value, _: sentence(unit_said(value)), lambda value: (value == "count", value)),
    Question("who", lambda row: ";".join(row.splits), lambda value, _: split_said(value), lambda value: (value,)),
    Question("area", lambda row: row.code, lambda _, row: row.name, lambda value: (value,), _areas_of, narrows=False),
    Question("when", _period, lambda _, row: row.when, _latest_first,
             lambda left: ((ALL_TIMES, "Every period"),) if len({_period(row) for row in left}) > 1 else (), narrows=False),
    Question("with", lambda row: row.code, lambda _, row: row.name, lambda value: (value,), lambda left: ((NOBODY, "Nobody"),), narrows=False),
)


def table_said(table: str) -> str:
    """A table by its title, else by its name."""
    return titles().get(table) or sentence(table.partition("/")[2].replace("/", ": ").replace("_", " "))


def split_said(split: str) -> str:
    """What is split by, in words."""
    return sentence(" and ".join(split.replace("_", " ").split(";"))) if split else "Nothing: all together"
