"""Every register as a list: filtered by its codes and by what its rows belong to, and taken away as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from upriver.intake.records.between import parts
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.plans.words import BY_SLUG, called, may_read, row_href, rows_for, text_of, values_of
from upriver.web.showing.listing import FORMS, Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.registers.plan import Row
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.sheet import SheetColumn

BESIDE_TITLE = 4
"""So many columns stand beside a row's name on a page; a file holds all."""
FIRST_DAYS = ("due", "reply_by", "target_by", "ends", "held_on", "attested_on", "judged_on", "planned")
"""The days and amounts that tell most, before others of the same row."""
COLOURS = {
    "late": "red", "gap": "red", "stopped": "red", "declined": "red", "not_met": "red", "met": "green", "done": "green", "final": "green",
    "accepted": "green", "replied": "green", "under_way": "blue", "partly": "yellow", "waiting": "yellow", "paused": "orange", "draft": "yellow",
    "planned": "grey", "open": "yellow", "doing": "blue", "silence": "orange", "superseded": "grey",
}
"""The colour of a code's tag; the words beside it say the same."""
ADDED = mark("Rows here are only added: what is wrong is put right by a later row.")


@page("plans/registers/<slug:slug>/", right=Right.READ_PLANS, name="plan_register")
def plan_register(asked: Asked, slug: str) -> HttpResponse:
    """The rows of one register, as far as whoever asks may see them."""
    register = BY_SLUG.get(slug)
    if register is None or not may_read(asked, slug):
        raise Http404
    held = rows_for(asked, slug)
    may_add = asked.may(Right.EDIT_PLANS)
    actions = [{"words": say("Add to this list"), "href": asked.url("plan_add", slug=slug), "kind": ""}] if may_add else []
    if asked.query.get("as") not in FORMS and may_add:
        actions.append({"words": say("Edit as a spreadsheet"), "href": asked.url("plan_exchange") + f"?only={slug}", "kind": "secondary"})
    return listing(
        asked, title=say(register.sheet.title), rows=held, columns=columns(asked, register, whole=False), filed=columns(asked, register, whole=True),
        filters=filters(asked, register, held), intro=say(register.sheet.says) + (f" {say(ADDED)}" if register.only_added else ""),
        over=say("Response"), empty=say("Nobody has written anything here yet."), actions=actions,
    )


def columns(asked: Asked, register: RegisterOf[Any], *, whole: bool) -> list[Column[Row]]:
    """What a list shows of each row: its name with the way to it, then what tells rows apart; in a file every column."""
    first: Column[Row] = Column("row", say("What"), lambda row: called(row, asked), lambda row: row_href(asked, row))
    if whole:
        return [Column("id", say("Id"), lambda row: row.id), *(_column(asked, each) for each in register.sheet.columns if each.name != "id")]
    return [first, *(_column(asked, each) for each in telling(register))]


def telling(register: RegisterOf[Any]) -> list[SheetColumn]:
    """The few columns that tell rows apart: codes first, then what a row belongs to, then days."""
    title = next((name for name in ("title", "name", "says", "decision", "asked", "said", "question") if _has(register, name)), "")
    those = [each for each in register.sheet.columns if each.name not in ("id", title) and not (each.several or each.most > 400)]
    marks = [each for each in those if each.codes and each.required]
    bodies = [each for each in those if each.refers or each.known in ("authorities", "indicators", "requirements")]
    days = sorted((each for each in those if each.kind in ("date", "money")), key=lambda each: each.name not in FIRST_DAYS)
    chosen = [*marks[:2], *bodies[:2], *days, *(each for each in those if each.kind == "number"), *(each for each in those if each.codes and not each.required)][:BESIDE_TITLE]
    return [each for each in register.sheet.columns if each in chosen]


def filters(asked: Asked, register: RegisterOf[Any], held: tuple[Row, ...]) -> list[Filter[Row]]:
    """A filter for each closed list and each reference that parts the rows that are here."""
    made = []
    for column in register.sheet.columns:
        if not (column.codes or column.refers or column.known in ("authorities", "requirements", "indicators")):
            continue
        used: dict[str, str] = {}
        for row in held:
            used |= dict(zip(parts(row.values.get(column.name, ""), column), (each.words for each in values_of(column, row.values, asked, link=False)), strict=True))
        if 1 < len(used) <= 80:
            order = list(column.codes or ())
            offered = sorted(used.items(), key=lambda pair, order=order: (order.index(pair[0]) if pair[0] in order else 0, pair[1].casefold()))  # type: ignore[misc]
            made.append(Filter(f"by-{column.name}", say(column.heading), offered,
                                    lambda row, wanted, column=column: wanted in parts(row.values.get(column.name, ""), column)))  # type: ignore[misc]
    return made[:6]


def _column(asked: Asked, column: SheetColumn) -> Column[Row]:
    def says(row: Row) -> str:
        return text_of(column, row.values, asked)

    def colour(row: Row) -> str | None:
        return COLOURS.get(row.values.get(column.name, ""), "grey") if row.values.get(column.name) else None

    sort = (lambda row: row.values.get(column.name, "")) if column.kind in ("date",) else (lambda row: _amount(row.values.get(column.name, ""))) if column.kind in ("number", "money") else None
    return Column(column.name, say(column.heading), says, tag=colour if column.codes and column.required else None, sort=sort,
                  numeric=column.kind in ("number", "money"))


def _amount(text: str) -> float:
    """For an order alone: what isn't known stands first."""
    return float(text) if text else -1.0


def _has(register: RegisterOf[Any], name: str) -> bool:
    return any(each.name == name for each in register.sheet.columns)
