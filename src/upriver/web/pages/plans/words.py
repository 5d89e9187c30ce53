"""Rows and their values in words: what a row is called, what a value means, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar, cast

from upriver.desk.partners.ground import area_names
from upriver.desk.partners.people import names
from upriver.desk.planning.seen import by_key, kept, lists, mark, reached, whose_row
from upriver.desk.planning.telling import figures_now, people_of, told_now
from upriver.intake.records.between import parts
from upriver.report.exploring.rows import measure_said
from upriver.report.plans.told import Told
from upriver.web.framework.asked import Asked
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.registers import asking, delivery, governing, learning, strategy
from upriver.words.registers.plan import REGISTERS, Row
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.sheet import SheetColumn
from upriver.words.text import day, number

T = TypeVar("T")
GSS = re.compile(r"[EWKN]\d{8}")
SHORT_NAME = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
TITLES = ("title", "name", "says", "decision", "asked", "said", "question", "agenda")
"""Columns by whose words a row is called, in this order."""
BY_SHEET = {each.sheet.name: each for each in REGISTERS}
BY_SLUG = {each.slug: each for each in REGISTERS}
OTHERWISE = {"returns": Right.READ_DATA, "clauses": Right.READ_ALIGNMENT}
"""Registers that ask for a right of their own besides that of reading plans: numbers of people, and what is a CSP's own."""
KINDS = ((strategy.ALL, "The strategy"), (delivery.ALL, "What is done, and its money"), (asking.ALL, "Asking and being asked"),
         (learning.ALL, "What was heard and learnt"), (governing.ALL, "Meetings and sign-offs"))


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words, and where it leads."""

    words: str
    href: str = ""


def once(asked: Asked, name: str, made: Callable[[], T]) -> T:
    """What is asked for many times while one page is made, made once for it."""
    held: dict[str, Any] = asked.request.__dict__.setdefault("said_once", {})
    if name not in held:
        held[name] = made()
    return cast(T, held[name])


def rows_by_key(asked: Asked) -> dict[tuple[str, str], Row]:
    """Every row by register and id, as this page shows them."""
    return once(asked, "rows", by_key)


def inside(asked: Asked) -> bool:
    """Whether whoever asks may read the whole of the restricted assessment; else pages tell from what everybody may see."""
    return asked.scope(Right.READ_ASSESSMENT).all


def told_for(asked: Asked, *, duty: bool = False) -> Told:
    """How the response stands today, for whoever asks."""
    return told_now(asked.folder, name=asked.office.name, on=asked.today, duty=duty, inside=inside(asked))


def may_read(asked: Asked, slug: str) -> bool:
    """Whether whoever asks may open a register at all."""
    return bool(asked.scope(Right.READ_PLANS)) and (slug not in OTHERWISE or bool(asked.scope(OTHERWISE[slug])))


def rows_for(asked: Asked, slug: str) -> tuple[Row, ...]:
    """The rows of a register that whoever asks may see."""
    return tuple(row for row in reached(asked.scope(Right.READ_PLANS), slug) if slug not in OTHERWISE or may_see(asked, row))


def may_see(asked: Asked, row: Row) -> bool:
    """Whether whoever asks may see a row."""
    reaches = once(asked, f"reach {row.register}", lambda: [asked.scope(right) for right in
                   (Right.READ_PLANS, *([OTHERWISE[row.register]] if row.register in OTHERWISE else []))])
    return all(reach.all or reach.reaches(whose_row(row)) for reach in reaches)


def row_of(asked: Asked, ident: str) -> tuple[RegisterOf[Any], Row] | None:
    """The row that an address names (`register:id`), for whoever may see it."""
    slug, _, own = ident.partition(":")
    row = rows_by_key(asked).get((slug, own))
    return (BY_SLUG[slug], row) if row and slug in BY_SLUG and may_see(asked, row) else None


def called(row: Row, asked: Asked) -> str:
    """What a row is called: its title, or what it is about where it has none."""
    for name in TITLES:
        if row.values.get(name):
            return short(spaced(row.values[name]))
    columns = [each for each in BY_SLUG[row.register].sheet.columns if each.required and each.name != "id"]
    told = [words for column in columns[:3] if (words := ", ".join(each.words for each in values_of(column, row.values, asked, link=False)))]
    return ": ".join(told) or row.id


def short(text: str, most: int = 90) -> str:
    """Words cut at a whole word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0].rstrip(".,;:") + " ..."


def values_of(column: SheetColumn, values: Mapping[str, str], asked: Asked, *, link: bool = True) -> list[Value]:
    """The values of one column of a row, each in words and with where it leads; none where it is empty."""
    held = values.get(column.name, "")
    return [_one(column, part, asked, link) for part in parts(held, column)]


def text_of(column: SheetColumn, values: Mapping[str, str], asked: Asked) -> str:
    """The same as one text."""
    return "; ".join(each.words for each in values_of(column, values, asked, link=False))


def _one(column: SheetColumn, part: str, asked: Asked, link: bool) -> Value:
    if column.codes:
        return Value(say(column.codes.get(part, part)).partition(":")[0])
    if column.refers:
        return _referred(BY_SHEET[column.refers[0]].slug, part, asked, link)
    if column.known:
        return Value(known_words(column.known, part, asked))
    if column.kind == "date":
        return Value(day(part))
    if column.kind == "money":
        return Value(pounds(part) if column.name not in ("target", "days_to_start") else part)
    if GSS.fullmatch(part):
        return Value(area_words(part, asked))
    return Value(number(int(part)) if column.kind == "number" and part.isdecimal() else spaced(part))


def _referred(slug: str, ident: str, asked: Asked, link: bool) -> Value:
    row = rows_by_key(asked).get((slug, ident))
    if row is None:
        return Value(ident)
    title = next((short(row.values[name], 70) for name in TITLES if row.values.get(name)), ident)
    return Value(title, row_href(asked, row) if link and may_see(asked, row) else "")


def known_words(name: str, ident: str, asked: Asked) -> str:
    """What an id of a list outside the registers is called; the id itself where nobody says."""
    if name == "people":
        return once(asked, "people", lambda: kept(("people", *mark()), names)).get(ident, ident)
    if name == "authorities":
        return once(asked, "bodies", people_of).get(ident, ident)
    if name == "areas":
        return area_words(ident, asked)
    if name == "figures":
        return figure_words(ident, asked)
    return once(asked, "lists", lambda: lists(asked.folder)).lists.get(name, {}).get(ident, "") or spaced(ident)


def area_words(code: str, asked: Asked) -> str:
    """What the area, or else the body, of a code is called; the code itself where no look-up says."""
    return once(asked, "areas", lambda: area_names(asked.folder)).get(code) or once(asked, "bodies", people_of).get(code, code)


def figure_words(name: str, asked: Asked) -> str:
    """What a figure is of, in words; its value stands where it was cited, and what it is called where it is no longer made."""
    found = once(asked, "figures", lambda: kept(("figures by name", asked.folder.root, *mark()), lambda: {each.figure: each for each in figures_now(asked.folder)[1]}))
    if name not in found:
        return say("A figure of an earlier assessment")
    one, titles = found[name], once(asked, "titles", lambda: figures_now(asked.folder)[0])
    split = one.breakdown.replace("_", " ").replace("=", " ").replace(";", ", ")
    return ", ".join(part for part in (titles.get(one.table, "") or measure_said(one.measure), split, one.name, one.when) if part)


def spaced(ident: str) -> str:
    """A short name that nobody gave words to, with its underscores as spaces: violence_and_sexual_offences as people read it; others as they stand."""
    return ident.replace("_", " ").capitalize() if SHORT_NAME.fullmatch(ident) else ident


def pounds(text: str) -> str:
    """An amount of money."""
    amount = Decimal(text)
    return f"£{amount:,.0f}" if amount == amount.to_integral() else f"£{amount:,.2f}"


def row_href(asked: Asked, row: Row) -> str:
    """Where a row's page is; a strategy and a priority have pages of their own."""
    return ident_href(asked, row.register, row.id)


def ident_href(asked: Asked, slug: str, ident: str) -> str:
    """Where the page of a row is."""
    return asked.url("plan_row", ident=f"{slug}:{ident}")


def since(at: str) -> str:
    """An instant of the log in words, in universal time as the log has it."""
    return say("{day} at {time} UTC", day=day(at[:10]), time=at[11:16])
