"""One state of the exploration, as it stands in an address, and what can be chosen from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from upriver.report.exploring.rows import Row, measure_said, period_words, unit_said
from upriver.report.titles import titles
from upriver.words.area import LEVEL_NAMES, LEVEL_PLURALS, LEVELS
from upriver.words.refusal import Refusal
from upriver.words.text import sentence

NAMES = ("table", "what", "unit", "where", "area", "who", "when", "with")
LONGEST = 4_000
"""Characters of an address that are read; no state is a tenth as long."""
EVERY, NOBODY, ALL_TIMES = "", "", "all"


@dataclass(frozen=True, slots=True)
class State:
    """What is asked: table, measure, unit, level, area ("" for all), split, period ("all" for every one), comparison."""

    table: str = ""
    what: str = ""
    unit: str = ""
    where: str = ""
    area: str = ""
    who: str = ""
    when: str = ""
    with_: str = ""

    @property
    def address(self) -> str:
        """The state as a query string, without what is left open."""
        held = (self.table, self.what, self.unit, self.where, self.area, self.who, self.when, self.with_)
        return urlencode([(name, value) for name, value in zip(NAMES, held, strict=True) if value])


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
    areas: tuple[tuple[str, str], ...]


def find(rows: Sequence[Row], state: State) -> Found:
    """The rows of a state, question after question; what is left open is filled with the first there is.

    Raises:
        Refusal: something was asked by a name that is in no figure of what was chosen before it.
    """
    if not rows:
        raise Refusal("no figure is published here", do="Publish an assessment first.")
    choices: dict[str, tuple[Choice, ...]] = {}

    def chosen(name: str, wanted: str, left: Iterable[Row], of: Callable[[Row], str], says: Callable[[str], str],
               *, order: Callable[[str], tuple[object, ...]] | None = None, also: tuple[tuple[str, str], ...] = ()) -> str:
        there = Counter(of(row) for row in left)
        ordered = sorted(there, key=order or (lambda value: (says(value).casefold(), value)))
        every = [*also, *((value, says(value)) for value in ordered)]
        value = wanted if wanted or also else next((value for value, _ in every), "")
        if value not in {each for each, _ in every}:
            raise Refusal(f"nothing is published for what was asked under \u201c{WORDS[name]}\u201d",
                          do="Choose again: the page offers only what there is.")
        choices[name] = tuple(Choice(each, words, each == value) for each, words in every)
        return value

    table = chosen("table", state.table, rows, lambda row: row.table, table_said, order=lambda slug: (slug not in FIRST, slug))
    left = [row for row in rows if row.table == table]
    what = chosen("what", state.what, left, lambda row: row.measure, measure_said)
    left = [row for row in left if row.measure == what]
    where = chosen("where", state.where, left, lambda row: row.level, level_said, order=lambda slug: (_place(slug),))
    left = [row for row in left if row.level == where]
    unit = chosen("unit", state.unit, left, lambda row: row.unit, unit_said, order=lambda slug: (slug == "count", slug))
    left = [row for row in left if row.unit == unit]
    split = chosen("who", state.who if any(state.who == ";".join(row.splits) for row in left) or not left else _first_split(state.who, left),
                   left, lambda row: ";".join(row.splits), split_said, order=lambda slug: (slug,))
    left = [row for row in left if ";".join(row.splits) == split]
    names = {row.code: row.name for row in left}
    area = chosen("area", state.area, left, lambda row: row.code, lambda code: names[code], also=((EVERY, f"All {LEVEL_PLURALS.get(where, where)}"),))
    when = _when(state, left, chosen)
    with_ = chosen("with", state.with_, left, lambda row: row.code, lambda code: names[code], also=((NOBODY, "Nobody"),))
    in_time = [row for row in left if when == ALL_TIMES or f"{row.start}..{row.end}" == when]
    mine = tuple(row for row in in_time if not area or row.code == area)
    other = tuple(row for row in in_time if with_ and row.code == with_ and with_ != area)
    return Found(State(table, what, unit, where, area, split, when, with_), mine, other, choices, tuple(sorted(names.items())))


WORDS = {"table": "About", "what": "What", "unit": "Measured as", "where": "Where: level", "area": "Where: area", "who": "Who, or split by",
         "when": "When", "with": "Compared with"}
"""What each question is called on the page, in the order in which they are asked."""
FIRST = ("assessment/kinds/rates",)


def _when(state: State, left: Sequence[Row], chosen: Callable[..., str]) -> str:
    """One period or all: all where there are several and the area is given; else the last."""
    periods = sorted({(row.end, row.start) for row in left}, reverse=True)
    also = ((ALL_TIMES, "Every period"),) if len(periods) > 1 else ()
    first = ALL_TIMES if also and state.area else f"{periods[0][1]}..{periods[0][0]}"
    return chosen("when", state.when or first, left, lambda row: f"{row.start}..{row.end}", lambda value: period_words(*value.split("..")),
                  order=lambda value: (tuple(-ord(sign) for sign in value.split("..")[1]), value), also=also)


def _first_split(wanted: str, left: Sequence[Row]) -> str:
    """The split asked for; where none was asked for, none if there is such, else the first."""
    if wanted:
        return wanted
    there = {";".join(row.splits) for row in left}
    return "" if "" in there else min(there)


def _place(level: str) -> int:
    """Larger areas first, as a reader comes from them."""
    return -LEVELS.index(level) if level in LEVELS else 1


def table_said(table: str) -> str:
    """A table by its title, else by its name."""
    return titles().get(table) or sentence(table.partition("/")[2].replace("/", ": ").replace("_", " "))


def level_said(level: str) -> str:
    """A level of areas, in words."""
    return sentence(LEVEL_NAMES.get(level, level))


def split_said(split: str) -> str:
    """What is split by, in words."""
    return sentence(" and ".join(split.replace("_", " ").split(";"))) if split else "Everybody together, unsplit"
