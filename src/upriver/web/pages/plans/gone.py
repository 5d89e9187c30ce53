"""A row that was taken out: who took it out and why; and what somebody was typing into it meanwhile, which is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse

from upriver.desk.planning.history import history
from upriver.desk.registers.convert import stood_last
from upriver.web.framework.asked import Asked
from upriver.web.pages.plans.fields import fields_of
from upriver.web.pages.plans.words import BY_SLUG, called, may_see, since
from upriver.web.showing.forms import Field, Filled, filled
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.registers.plan import Row


def gone(asked: Asked, ident: str, fields: Sequence[Field] = (), *, anew: str = "", leave: Sequence[str] = ()) -> HttpResponse:
    """What is answered at the address of a row that was taken out.

    Where a form was sent, all that was typed is shown; whoever may add such rows keeps it as a new one by one press. `fields` are the
    form's own, those of the whole row unless given; `anew` is the address that adds such a row, if not the register's own.

    Raises:
        Http404: there never was such a row, or it isn't for whoever asks.
    """
    row = taken_out(asked, ident)
    if row is None or row.register not in BY_SLUG:
        raise Http404
    register = BY_SLUG[row.register]
    last = history(row.register, row.id)[0]
    title = say("This was taken out: {what}", what=called(row, asked))
    told = [say("{name} took it out on {when}.", name=last.by, when=since(last.at)), *([say("Why: {why}", why=last.why)] if last.why else [])]
    listed = asked.url("plan_register", slug=register.slug)
    if not asked.posted:
        return asked.render("error.html", status=404, title=title, what=told, do=say("What it said stays in the history of the workspace. If it should come back, add it anew."),
                            links=[(listed, say(register.sheet.title))] if asked.may(Right.READ_PLANS) else [])
    form = filled(fields or fields_of(asked, register, now=row.values, leave=leave), asked.typed)
    anew = anew or (asked.url("plan_add", slug=register.slug) if asked.may(Right.EDIT_PLANS) and not fields else "")
    if anew:
        return asked.render("plans/change.html", status=409, title=title, over=say(register.sheet.title), fields=form.fields, action=anew,
                            button=say("Keep it as a new one"), cancel=listed, cancel_words=say("Leave it"), hidden=[], meanwhile=None, taken_out=told, help=[])
    return asked.render("plans/gone.html", status=409, title=title, over=say(register.sheet.title), told=told, rows=_typed(form))


def taken_out(asked: Asked, ident: str) -> Row | None:
    """The row of an address as it stood last, where it was taken out since and whoever asks may see it."""
    slug, _, own = ident.partition(":")
    row = stood_last(slug, own) if slug in BY_SLUG else None
    return row if row is not None and may_see(asked, row) else None


def _typed(form: Filled) -> list[dict[str, Any]]:
    rows = []
    for field in form.fields:
        if field.kind != "heading":
            words = {each[0]: each[1] for each in field.choices}
            rows.append({"words": field.label, "value": "; ".join(words.get(part, part) for part in field.value.split(";")) if words else field.value})
    return rows
