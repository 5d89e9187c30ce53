"""My actions: those that one's own authority leads or supports, and saying in at most three fields how one goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from upriver.desk.planning.changing import Meanwhile, change
from upriver.desk.planning.history import last_state
from upriver.desk.planning.seen import by_key, whose_row
from upriver.pipeline.registers.judging import Faulty
from upriver.report.plans.told import Told
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.plans.fields import Question, faulted, values_in, wrong
from upriver.web.pages.plans.gone import gone
from upriver.web.pages.plans.words import BY_SLUG, told_for
from upriver.web.pages.plans.writing import OPENED, beside, merged
from upriver.web.showing.forms import Filled, filled, shown
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal
from upriver.words.registers.delivery import STATUSES
from upriver.words.standing.delivered import PACES, ActionStands
from upriver.words.text import day

COLOURS = {"done": "green", "on_time": "blue", "late": "red", "not_begun": "grey", "paused": "orange", "stopped": "grey", "not_said": "yellow"}
EVIDENCE = mark("What has happened, and what shows it?")
NEXT = mark("What comes next, and by when?")


def mine(asked: Asked, told: Told) -> list[ActionStands]:
    """The actions that whoever asks may tell of: late ones first, then by their last day."""
    reach = asked.scope(Right.UPDATE_ACTIONS)
    held = by_key()
    found = [each for each in told.delivered.actions
             if (row := held.get(("actions", each.action.id))) is not None and (reach.all or reach.reaches(whose_row(row)))]
    order = list(PACES)
    return sorted(found, key=lambda each: (each.pace in ("done", "stopped"), each.pace != "late", order.index(each.pace), str(each.action.due or "9"), each.action.title))


def paces(asked: Asked, found: Sequence[ActionStands]) -> list[Task]:
    """Actions as things to do: each leads to saying how it goes."""
    return [Task(each.action.title, asked.url("action_update", ident=f"actions:{each.action.id}"), say(PACES[each.pace]), COLOURS[each.pace],
                 _told_on(each), late=each.pace == "late") for each in found]


def _told_on(each: ActionStands) -> str:
    return say("Last told of on {day}.", day=day(each.action.status_on.isoformat())) if each.action.status_on else say("Nobody has told of it yet.")


@page("board/actions/", right=Right.UPDATE_ACTIONS, name="actions_mine")
def actions_mine(asked: Asked) -> HttpResponse:
    """One's own authority's actions, with how each goes."""
    told = told_for(asked)
    columns: list[Column[ActionStands]] = [
        Column("action", say("Action"), lambda each: each.action.title, lambda each: asked.url("action_update", ident=f"actions:{each.action.id}")),
        Column("pace", say("How it goes"), lambda each: say(PACES[each.pace]), tag=lambda each: COLOURS[each.pace]),
        Column("lead", say("Led by"), lambda each: told.name(each.action.lead) if each.action.lead else ""),
        Column("due", say("Last day"), lambda each: day(each.action.due.isoformat()) if each.action.due else "", sort=lambda each: str(each.action.due or "")),
        Column("told", say("Last told of"), lambda each: day(each.action.status_on.isoformat()) if each.action.status_on else say("never"), sort=lambda each: str(each.action.status_on or "")),
    ]
    filters: list[Filter[ActionStands]] = [
        Filter("pace", say("How it goes"), [(slug, say(words)) for slug, words in PACES.items()], lambda each, wanted: each.pace == wanted)]
    return listing(asked, title=say("My actions"), rows=mine(asked, told), columns=columns, filters=filters, over=say("For the board"),
                   intro=say("Choose one to say how it goes: three questions at most."), empty=say("No action names your authority."))


@page("board/actions/<str:ident>/", right=Right.UPDATE_ACTIONS, name="action_update", of="row", posts=True)
def action_update(asked: Asked, ident: str) -> HttpResponse:
    """Say how an action goes: its status, what shows it, and what comes next."""
    slug, _, own = ident.partition(":")
    row = by_key().get((slug, own))
    if slug != "actions":
        raise Http404
    fields, register, opened = questions(), BY_SLUG["actions"], last_state(slug, own)
    if row is None:
        return gone(asked, ident, fields)
    if not asked.posted:
        return _asking(asked, ident, row.values["title"], shown(fields, asked.kept, row.values), opened)
    form, number = filled(fields, asked.typed), (asked.typed.get(OPENED) or [""])[-1]
    opened = int(number) if number.isdecimal() and len(number) < 18 else opened
    if not form.sound:
        return _asking(asked, ident, row.values["title"], form, opened, 422)
    try:
        change(asked.folder, slug=slug, ident=own, given={**values_in(form), "status_on": asked.today.isoformat()}, opened=opened, by=asked.by, at=asked.at)
    except Faulty as faulty:
        return _asking(asked, ident, row.values["title"], faulted(form, faulty.faults, register), opened, 422)
    except Meanwhile as other:
        if not other.now:
            return gone(asked, ident, fields)
        if all(other.now.get(name, "") == other.before.get(name, "") for name in ("status", "progress", "next_step")):
            change(asked.folder, slug=slug, ident=own, given={**values_in(form), "status_on": asked.today.isoformat()}, opened=other.number, by=asked.by, at=asked.at)
        else:
            return _asking(asked, ident, row.values["title"], merged(form, other.before, other.now), other.number, 409, beside(asked, register, form, other))
    except Refusal as refusal:
        return _asking(asked, ident, row.values["title"], wrong(form, "", f"{refusal.what}. {refusal.do}"), opened, 422)
    return asked.go("actions_mine", flash=say("Kept: {title}", title=row.values["title"]))


def questions() -> tuple[Question, ...]:
    """At most three."""
    return (
        Question("status", say("Where does it stand?"), "radios", "", True, [(code, say(words)) for code, words in STATUSES.items()]),
        Question("progress", say(EVIDENCE), "textarea", say("Numbers of people only where they are large. Nobody's name."), False, max=2_000, rows=4),
        Question("next_step", say(NEXT), "text", say("For example: visit the last ten venues by 30 June"), False, max=1_000),
    )


def _asking(asked: Asked, ident: str, title: str, form: Filled, opened: int, status: int = 200, meanwhile: dict[str, object] | None = None) -> HttpResponse:
    return asked.render("plans/change.html", status=status, title=title, over=say("How does it go?"), fields=form.fields, button=say("Keep mine") if meanwhile else say("Keep"),
                        cancel=asked.url("actions_mine"), hidden=[(OPENED, opened)], meanwhile=meanwhile,
                        help=[say("The day of what you say is today. Everybody in the partnership reads it, and the board is told of what is late.")])


@waits
def actions_wait(asked: Asked) -> list[Task]:
    """For whoever tells of actions: those of their own authority that are late, or that nobody has told of for a quarter."""
    reach = asked.scope(Right.UPDATE_ACTIONS)
    if not reach or reach.all:
        return []
    told = told_for(asked)
    press = [each for each in mine(asked, told) if each.pace not in ("done", "stopped") and (each.action.status_on is None or (asked.today - each.action.status_on).days > 90)]
    if not press:
        return []
    return [Task(say("Say how your actions go"), asked.url("actions_mine"), several("{n} action", "{n} actions", len(press)), "yellow",
                 say("Nobody has told of them for a quarter."), order=30)]
