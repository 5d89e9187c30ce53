"""One row's page: its values in words, what it belongs to and what belongs to it, and its history."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from markupsafe import Markup, escape

from upriver.desk.planning.history import Changed, history, row_on
from upriver.intake.records.between import named_by
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.plans.fields import grouped
from upriver.web.pages.plans.gone import gone
from upriver.web.pages.plans.words import (
    BY_SHEET,
    BY_SLUG,
    Value,
    called,
    ident_href,
    may_see,
    row_of,
    rows_by_key,
    short,
    since,
    text_of,
    values_of,
)
from upriver.web.showing.forms import Field as FormField
from upriver.web.showing.forms import filled
from upriver.words.access.rights import Right, Thing
from upriver.words.language.speaking import mark, say, several
from upriver.words.registers.plan import Row
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.sheet import SheetColumn
from upriver.words.text import day

KINDS = {"added": mark("Added"), "changed": mark("Changed"), "taken_out": mark("Taken out")}
MACHINES = ("run", "release")
"""Columns for commands alone: which run and release a figure was cited from."""
FEW = 8
WITHIN: dict[str, tuple[tuple[str, str], ...]] = {
    "priorities": (("becauses", "priority"), ("objectives", "priority"), ("theory", "priority"), ("actions", "priority")),
    "objectives": (("measures", "objective"),),
    "actions": (("milestones", "action"), ("money", "action"), ("studies", "action"), ("returns", "action")),
    "consultations": (("consulted", "consultation"),),
    "meetings": (("attendances", "meeting"), ("decisions", "meeting"), ("meeting_actions", "meeting")),
    "strategies": (("priorities", "strategy"), ("contributions", "strategy"), ("risks", "strategy"), ("enablers", "strategy"), ("linked", "strategy")),
}
"""What is added from within a row's page, with the column that names the row."""
CHILDREN = frozenset(slug for within in WITHIN.values() for slug, _ in within) - {"becauses"}
"""Registers whose rows come several to one: from one of them the next is begun."""


@page("plans/row/<str:ident>/", right=Right.READ_PLANS, name="plan_row", of="row")
def plan_row(asked: Asked, ident: str) -> HttpResponse:
    """One row whole, as it stands or as it stood at the end of a day."""
    found = row_of(asked, ident)
    if found is None:
        return gone(asked, ident)
    register, row = found
    asked_on, wrong = _day_asked(asked)
    shown = row_on(register.slug, row.id, asked_on) if asked_on else row
    title = called(row, asked)
    return asked.render(
        "plans/row.html", title=title, over=say(register.sheet.title),
        intro=[], lists=lists_of(asked, register, shown) if shown else [], tables=[] if asked_on else naming(asked, row),
        actions=[] if asked_on else ways(asked, register, row), events=events(asked, register, row) if not asked_on else [],
        on=wrong, told_on=day(asked_on) if asked_on else "", missing=asked_on and shown is None, here_now=asked.url("plan_row", ident=ident),
        since=since(row.at), ident=row.id, machines=[(say(each.heading), row.values[each.name]) for each in register.sheet.columns if each.name in MACHINES and row.values.get(each.name)], listed=(asked.url("plan_register", slug=register.slug), say(register.sheet.title)),
    )


def _day_asked(asked: Asked) -> tuple[str, FormField]:
    """The day whose state is asked for, "" for now; and the field that asks for it."""
    field = FormField("on", say("Show it as it stood at the end of"), "date")
    given = filled([field], {name: [value] for name, value in asked.query.items()}).fields[0]
    return ("" if given.errors else given.value), given


def lists_of(asked: Asked, register: RegisterOf[Any], row: Row) -> list[dict[str, Any]]:
    """The row's values by what they are about; a group that says nothing at all is left out."""
    columns = {each.name: each for each in register.sheet.columns if each.name not in ("id", *MACHINES)}
    made = []
    for title, names in grouped(register.slug, list(columns)):
        rows = [{"words": say(columns[name].heading), "value": _folded(columns[name], in_words(values_of(columns[name], row.values, asked)))} for name in names]
        if title and not any(row.values.get(name) for name in names):
            continue
        made.append({"title": say(title) if title else "", "rows": rows})
    return made


def _folded(column: SheetColumn, told: str | Markup | list[str | Markup]) -> str | Markup | list[str | Markup]:
    """More areas than can be taken in at a glance: how many, and their names behind it."""
    if column.known != "areas" or not isinstance(told, list) or len(told) <= FEW:
        return told
    lines = Markup("").join(Markup("<li>{}</li>").format(each) for each in told)
    return Markup('<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{}</span></summary>'
                  '<div class="govuk-details__text"><ul class="govuk-list">{}</ul></div></details>').format(several("{n} area", "{n} areas", len(told)), lines)


def in_words(values: list[Value]) -> str | Markup | list[str | Markup]:
    """Values as a summary list takes them: nothing, one, or several; long words keep their lines."""
    told = [_linked(each) for each in values]
    return "" if not told else told[0] if len(told) == 1 else told


def _linked(value: Value) -> str | Markup:
    if value.href:
        return Markup('<a class="govuk-link" href="{}">{}</a>').format(value.href, value.words)
    lines = value.words.split("\n")
    return Markup("<br>").join(escape(line) for line in lines) if len(lines) > 1 else value.words


def naming(asked: Asked, row: Row) -> list[dict[str, Any]]:
    """The rows that name this one, a table for each register, with what may be added from here."""
    held = rows_by_key(asked)
    names = dict.fromkeys(key for _, key in named_by({key: each.values for key, each in held.items() if key[0] in BY_SLUG}, {(row.register, row.id)}))
    by_register: dict[str, list[Row]] = {}
    for key in names:
        if may_see(asked, held[key]):
            by_register.setdefault(key[0], []).append(held[key])
    tables = []
    for slug, rows in by_register.items():
        from upriver.web.pages.plans.registers import telling

        register = BY_SLUG[slug]
        columns = [each for each in telling(register) if not (each.refers and BY_SHEET[each.refers[0]].slug == row.register)][:3]
        tables.append({
            "caption": say(register.sheet.title), "columns": [say("What"), *(say(each.heading) for each in columns)],
            "rows": [[{"words": called(each, asked), "href": ident_href(asked, slug, each.id)}, *(short(text_of(column, each.values, asked), 60) for column in columns)]
                     for each in rows[:30]],
            "empty": "", "stack": True,
            "more": asked.url("plan_register", slug=slug) if len(rows) > 30 else "",
        })
    return tables


def ways(asked: Asked, register: RegisterOf[Any], row: Row) -> list[dict[str, str]]:
    """What whoever asks may do with the row."""
    made = []
    ident = f"{register.slug}:{row.id}"
    if register.slug == "strategies":
        made.append({"words": say("See how it stands"), "href": asked.url("strategy", ident=ident), "kind": ""})
    own = Thing(register.slug, row.id, *_whose(row))
    if register.slug == "actions" and asked.may(Right.UPDATE_ACTIONS, own):
        made.append({"words": say("Say how it goes"), "href": asked.url("action_update", ident=ident), "kind": ""})
    if asked.may(Right.EDIT_PLANS):
        if not register.only_added:
            made.append({"words": say("Change"), "href": asked.url("plan_change", ident=ident), "kind": "secondary"})
        if register.slug == "priorities":
            made.append({"words": say("Rest it on a finding"), "href": asked.url("plan_cite", ident=ident), "kind": "secondary"})
        for slug, column in WITHIN.get(register.slug, ()):
            if slug != "becauses":
                made.append({"words": say("Add: {noun}", noun=say(BY_SLUG[slug].noun)), "href": f"{asked.url('plan_add', slug=slug)}?{urlencode({column: row.id})}", "kind": "secondary"})
        if register.slug in CHILDREN:
            made.append({"words": say("Add another: {noun}", noun=say(register.noun)), "href": f"{asked.url('plan_add', slug=register.slug)}?{urlencode({'of': ident})}",
                         "kind": "secondary"})
        if not register.only_added:
            made.append({"words": say("Take out"), "href": asked.url("plan_take_out", ident=ident), "kind": "warning"})
    return made


def _whose(row: Row) -> tuple[frozenset[str], frozenset[str]]:
    from upriver.desk.planning.seen import whose_row

    thing = whose_row(row)
    return thing.authorities, thing.areas


def events(asked: Asked, register: RegisterOf[Any], row: Row) -> list[dict[str, Any]]:
    """The row's history: who changed what, when and why, from what to what."""
    return [_event(asked, register, each) for each in history(register.slug, row.id)]


def _event(asked: Asked, register: RegisterOf[Any], each: Changed) -> dict[str, Any]:
    columns = {column.name: column for column in register.sheet.columns}
    notes = []
    for name, before, now in each.changes:
        column = columns[name]
        old, new = (short(text_of(column, {name: value}, asked), 120) or say("nothing") for value in (before, now))
        notes.append(say("{what}: from {before} to {after}", what=say(column.heading), before=old, after=new))
    if each.why:
        notes.append(say("Why: {why}", why=each.why))
    return {"words": say(KINDS[each.kind]), "by": each.by, "at": since(each.at), "iso": each.at,
            "note": Markup("<br>").join(escape(note) for note in notes) if notes else ""}
