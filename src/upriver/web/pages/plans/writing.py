"""Adding, changing and taking out a row of any register: the same checks as files and commands, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse

from upriver.desk.planning.changing import Meanwhile, add, change
from upriver.desk.planning.history import last_state
from upriver.desk.registers.taking import take_out
from upriver.pipeline.registers.judging import Faulty
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.plans.fields import Question, faulted, fields_of, values_in, wrong
from upriver.web.pages.plans.gone import gone
from upriver.web.pages.plans.known import known_of
from upriver.web.pages.plans.words import BY_SLUG, called, may_read, row_of, short, since, text_of
from upriver.web.showing.forms import Field, Filled, empty, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.registers.register import RegisterOf

OPENED = "opened"
"""The hidden field that says at which state of its row a form was opened."""
ONE_PATH = "It is checked as a spreadsheet's row is. Nobody's earlier words are lost: each state of it stays in its history."


@page("plans/registers/<slug:slug>/add/", right=Right.EDIT_PLANS, name="plan_add", posts=True)
def plan_add(asked: Asked, slug: str) -> HttpResponse:
    """Add a row to a register. What it belongs to may stand in the address."""
    register = BY_SLUG.get(slug)
    if register is None or not may_read(asked, slug):
        raise Http404
    fields = fields_of(asked, register)
    if not asked.posted:
        return _adding(asked, register, shown(fields, asked.kept, known_of(asked, register)))
    form = filled(fields, asked.typed)
    if not form.sound:
        return _adding(asked, register, form, 422)
    try:
        row = add(asked.folder, slug=slug, given=values_in(form), by=asked.by, at=asked.at)
    except Faulty as faulty:
        return _adding(asked, register, faulted(form, faulty.faults, register), 422)
    except Refusal as refusal:
        return _adding(asked, register, wrong(form, "", f"{refusal.what}. {refusal.do}"), 422)
    return asked.go("plan_row", ident=f"{slug}:{row.id}", flash=say("Added: {what}", what=called(row, asked)))


def _adding(asked: Asked, register: RegisterOf[Any], form: Filled, status: int = 200) -> HttpResponse:
    return asked.render("plans/change.html", status=status, title=say("Add: {noun}", noun=say(register.noun)), over=say(register.sheet.title), fields=form.fields,
                        button=say("Add it"), cancel=asked.url("plan_register", slug=register.slug), hidden=[], meanwhile=None,
                        help=[say(register.sheet.says), say("Its id is made from its words, so you needn't think of one.") , say(ONE_PATH)])


@page("plans/row/<str:ident>/change/", right=Right.EDIT_PLANS, name="plan_change", of="row", posts=True)
def plan_change(asked: Asked, ident: str) -> HttpResponse:
    """Change a row. Where somebody else changed it meanwhile, both are shown and what was typed stays."""
    found = row_of(asked, ident)
    if found is None:
        return gone(asked, ident)
    if found[0].only_added:
        raise Http404
    register, row = found
    fields = fields_of(asked, register, now=row.values)
    opened = last_state(register.slug, row.id)
    if not asked.posted:
        return _changing(asked, register, row.id, shown(fields, asked.kept, row.values), opened)
    form, number = filled(fields, asked.typed), (asked.typed.get(OPENED) or [""])[-1]
    opened = int(number) if number.isdecimal() and len(number) < 18 else opened
    if not form.sound:
        return _changing(asked, register, row.id, form, opened, 422)
    try:
        change(asked.folder, slug=register.slug, ident=row.id, given=values_in(form), opened=opened, by=asked.by, at=asked.at)
    except Faulty as faulty:
        return _changing(asked, register, row.id, faulted(form, faulty.faults, register), opened, 422)
    except Meanwhile as other:
        if not other.now:
            return gone(asked, ident)
        return _changing(asked, register, row.id, merged(form, other.before, other.now), other.number, 409, beside(asked, register, form, other))
    except Refusal as refusal:
        return _changing(asked, register, row.id, wrong(form, "", f"{refusal.what}. {refusal.do}"), opened, 422)
    return asked.go("plan_row", ident=ident, flash=say("Kept."))


def merged(form: Filled, before: Mapping[str, str], now: Mapping[str, str]) -> Filled:
    """What was typed, with what the other changed where nothing else was typed there."""
    theirs = {name: now.get(name, "") for name, value in values_in(form).items() if value == before.get(name, "")}
    return empty(form.fields, {**values_in(form), **theirs})


def beside(asked: Asked, register: RegisterOf[Any], form: Filled, other: Meanwhile) -> dict[str, Any]:
    """What somebody else changed, beside what was typed: a table of (what, theirs, yours), and who it was."""
    typed, rows = values_in(form), []
    for column in register.sheet.columns:
        name = column.name
        if name in typed and other.now.get(name, "") != other.before.get(name, ""):
            yours = typed[name] != other.before.get(name, "")
            rows.append([say(column.heading), short(text_of(column, other.now, asked), 300) or say("nothing"),
                         short(text_of(column, typed, asked), 300) or say("nothing") if yours else say("You didn't change this, so theirs is in the form now")])
    return {"says": "", "by": other.by, "at": since(other.at), "rows": rows}


def _changing(asked: Asked, register: RegisterOf[Any], ident: str, form: Filled, opened: int, status: int = 200,
              meanwhile: dict[str, Any] | None = None) -> HttpResponse:
    return asked.render("plans/change.html", status=status, title=say("Change: {noun}", noun=say(register.noun)), over=say(register.sheet.title),
                        fields=form.fields, button=say("Keep mine") if meanwhile else say("Keep"), cancel=asked.url("plan_row", ident=f"{register.slug}:{ident}"),
                        hidden=[(OPENED, opened)], meanwhile=meanwhile, help=[say(register.sheet.says), say(ONE_PATH)])


def _why() -> Field:
    return Question("why", say("Why is it taken out?"), "textarea", say("It stands in the log beside your name."), True, max=500, rows=3)


@page("plans/row/<str:ident>/take-out/", right=Right.EDIT_PLANS, name="plan_take_out", of="row", posts=True)
def plan_take_out(asked: Asked, ident: str) -> HttpResponse:
    """Take a row out, saying why."""
    found = row_of(asked, ident)
    if found is None:
        return gone(asked, ident, (_why(),))
    if found[0].only_added:
        raise Http404
    register, row = found
    fields = (_why(),)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        try:
            take_out(slug=register.slug, ident=row.id, by=asked.by, at=asked.at, why=form.values["why"])
            return asked.go("plan_register", slug=register.slug, flash=say("Taken out: {what}. Its earlier states stay in the log.", what=called(row, asked)))
        except Refusal as refusal:
            form = form.wrong("why", f"{refusal.what}. {refusal.do}")
    return asked.render("confirm.html", status=422 if asked.posted else 200, title=say("Take out: {what}", what=called(row, asked)), over=say(register.sheet.title),
                        text=[say("It is no longer counted or shown from now on. What it said stays in the history and can be seen on earlier days.")],
                        fields=form.fields, button=say("Take it out"), cancel=asked.url("plan_row", ident=ident), kind="warning", hidden=[])
