"""A clause of a CSP's plan, typed against one priority: added or changed by whoever keeps that plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpResponse

from upriver.desk.planning.changing import Meanwhile, add, change
from upriver.desk.planning.history import last_state
from upriver.desk.planning.seen import by_key
from upriver.pipeline.registers.judging import Faulty
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.area.ground import ground, one
from upriver.web.pages.plans.fields import faulted, fields_of, values_in, wrong
from upriver.web.pages.plans.gone import gone, taken_out
from upriver.web.pages.plans.words import BY_SLUG
from upriver.web.pages.plans.writing import OPENED, beside, merged
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal

OURS = ("csp", "judged_on")
"""What the page itself knows."""


@page("area/<str:ident>/clauses/add/", right=Right.EDIT_ALIGNMENT, name="area_clause_add", of="authority", posts=True)
def area_clause_add(asked: Asked, ident: str) -> HttpResponse:
    """Type a clause against a priority; the priority may stand in the address."""
    body, fields = one(asked, ident), _fields(asked, ident)
    plan = ground(asked, ident).alignment.strand(ident).plan
    if not asked.posted:
        return _asking(asked, ident, body.name, shown(fields, asked.kept, {"plan": plan, "priority": asked.query.get("priority", "")}), say("Add a clause"))
    form = filled(fields, asked.typed)
    if not form.sound:
        return _asking(asked, ident, body.name, form, say("Add a clause"), 422)
    given = {**values_in(form), "csp": ident, "judged_on": asked.today.isoformat()}
    try:
        add(asked.folder, slug="clauses", given={**given, "id": proposed(given, ident)}, by=asked.by, at=asked.at)
    except Faulty as faulty:
        return _asking(asked, ident, body.name, faulted(form, faulty.faults, BY_SLUG["clauses"]), say("Add a clause"), 422)
    except Refusal as refusal:
        return _asking(asked, ident, body.name, wrong(form, "", f"{refusal.what}. {refusal.do}"), say("Add a clause"), 422)
    return asked.go("area_plan", ident=ident, flash=say("Kept. The matrix shows it."))


def proposed(given: Mapping[str, str], ident: str) -> str:
    """An id made from what the clause is about, and free."""
    from upriver.intake.records.ids import made_from

    taken = {own for slug, own in by_key() if slug == "clauses"}
    return made_from({"title": f"{ident} {given['priority']} {given.get('clause', '')}"}, BY_SLUG["clauses"], taken)


@page("area/clauses/<str:ident>/change/", right=Right.EDIT_ALIGNMENT, name="area_clause", of="row", posts=True)
def area_clause(asked: Asked, ident: str) -> HttpResponse:
    """Change a clause of one's own plan, or what is thought of it."""
    slug, _, own = ident.partition(":")
    row = by_key().get((slug, own))
    if slug != "clauses":
        raise Http404
    if row is None:
        return _gone(asked, ident)
    csp = row.values["csp"]
    body, fields, opened = one(asked, csp), _fields(asked, csp, row.values), last_state(slug, own)
    title = say("Change a clause")
    if not asked.posted:
        return _asking(asked, csp, body.name, shown(fields, asked.kept, row.values), title, opened=opened)
    form, number = filled(fields, asked.typed), (asked.typed.get(OPENED) or [""])[-1]
    opened = int(number) if number.isdecimal() and len(number) < 18 else opened
    if not form.sound:
        return _asking(asked, csp, body.name, form, title, 422, opened)
    try:
        change(asked.folder, slug=slug, ident=own, given={**values_in(form), "judged_on": asked.today.isoformat()}, opened=opened, by=asked.by, at=asked.at)
    except Faulty as faulty:
        return _asking(asked, csp, body.name, faulted(form, faulty.faults, BY_SLUG["clauses"]), title, 422, opened)
    except Meanwhile as other:
        if not other.now:
            return _gone(asked, ident)
        return _asking(asked, csp, body.name, merged(form, other.before, other.now), title, 409, other.number, beside(asked, BY_SLUG["clauses"], form, other))
    except Refusal as refusal:
        return _asking(asked, csp, body.name, wrong(form, "", f"{refusal.what}. {refusal.do}"), title, 422, opened)
    return asked.go("area_plan", ident=csp, flash=say("Kept. The matrix shows it."))


def _gone(asked: Asked, ident: str) -> HttpResponse:
    row = taken_out(asked, ident)
    return gone(asked, ident, anew=asked.url("area_clause_add", ident=row.values["csp"]) if row else "", leave=OURS)


def _fields(asked: Asked, ident: str, now: Mapping[str, str] | None = None) -> tuple[Field, ...]:
    """The clause's questions; of the priorities only those of the strategy that holds, and the one that stands."""
    from dataclasses import replace

    held = {each.id for each in ground(asked, ident).priorities} | {(now or {}).get("priority", ""), ""}
    return tuple(replace(field, choices=[each for each in field.choices if each[0] in held]) if field.name == "priority" else field
                 for field in fields_of(asked, BY_SLUG["clauses"], leave=OURS, now=now))


def _asking(asked: Asked, csp: str, name: str, form: Filled, title: str, status: int = 200, opened: int = 0, meanwhile: dict[str, object] | None = None) -> HttpResponse:
    return asked.render("plans/change.html", status=status, title=title, over=name, fields=form.fields, button=say("Keep mine") if meanwhile else say("Keep"),
                        cancel=asked.url("area_plan", ident=csp), hidden=[(OPENED, opened)], meanwhile=meanwhile,
                        help=[say("Met: the clause aims at the same as the priority. Partly: it names it and lacks something. Gap: nothing in the plan answers it."),
                              say("The day of your answer is today.")])
