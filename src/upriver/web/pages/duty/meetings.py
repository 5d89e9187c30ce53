"""Meetings, who attended and what was decided: a log that is only added to."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from upriver.desk.duty.minutes import Minutes, keep_minutes
from upriver.desk.partners.convert import register
from upriver.desk.registers.convert import plan
from upriver.pipeline.registers.judging import Faulty
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import first_up, when
from upriver.web.pages.duty.dashboard import views
from upriver.web.pages.partnership.places import way
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.registers.governing import ATTENDED, BODIES, Attendance, BoardDecision, Meeting, MeetingAction

CAME = "came-"


@page("duty/meetings/", right=Right.READ_PLANS, name="duty_meetings", whole=True)
def duty_meetings(asked: Asked) -> HttpResponse:
    """Every meeting, the latest first."""
    held = plan()
    decisions, attended = held.of(BoardDecision), held.of(Attendance)
    rows = sorted((each for each in held.of(Meeting) if each.held_on), key=lambda each: str(each.held_on), reverse=True)
    actions = [{"words": say("Add a meeting"), "href": way(asked, "plan_add", slug="meetings"), "kind": ""}] if way(asked, "plan_add",
        slug="meetings") else []
    return listing(
        asked,
        title=say("Meetings and decisions"),
        intro=say("A log that is only added to: a decision is ended by a later one that names it."),
        rows=rows,
        columns=(
            Column("title", say("Meeting"), lambda each: each.title or say(BODIES[each.body]),
                   href=lambda each: asked.url("duty_meeting", meeting=each.id)),
            Column("held", say("Held on"), lambda each: when(each.held_on), sort=lambda each: str(each.held_on)),
            Column("body", say("Whose"), lambda each: say(BODIES[each.body])),
            Column("came", say("Attendance"), lambda each: _came(each, attended)),
            Column("decided", say("Decisions"), lambda each: str(sum(one.meeting == each.id for one in decisions)),
                   sort=lambda each: sum(one.meeting == each.id for one in decisions)),
        ),
        filters=(Filter("body", say("Whose"), [(key, say(words)) for key, words in BODIES.items()], lambda each, value: each.body == value),
                 ),
        template="duty/list.html",
        sub=views(asked, "duty_meetings"),
        actions=[*actions, {"words": say("Every decision"), "href": way(asked, "plan_register", slug="decisions"), "kind": "secondary"}]
        if way(asked, "plan_register", slug="decisions") else actions,
    )


def _came(meeting: Meeting, attended: tuple[Attendance, ...]) -> str:
    mine = [each for each in attended if each.meeting == meeting.id]
    return say("{n} of {all} came or sent a deputy", n=sum(each.attended in ("attended", "deputy") for each in mine),
               all=len(mine)) if mine else say("Not recorded")


def _meeting(ident: str) -> Meeting:
    found = plan().one(Meeting, ident)
    if found is None:
        raise Http404
    return found


@page("duty/meetings/<slug:meeting>/", right=Right.READ_PLANS, name="duty_meeting", whole=True)
def duty_meeting(asked: Asked, meeting: str) -> HttpResponse:
    """One meeting: agenda, attendance, decisions, and what it asked for."""
    found, held = _meeting(meeting), plan()
    bodies = {body.id: body.name for body in register().authorities}
    came = [[bodies.get(each.authority, each.authority), say(ATTENDED[each.attended])] for each in held.of(Attendance)
            if each.meeting == meeting]
    decided = [[each.decision, each.reason, _ended(each, held.of(BoardDecision))] for each in held.of(BoardDecision)
               if each.meeting == meeting]
    tasks = [[each.says, bodies.get(each.owner, each.owner), when(each.due), when(each.done_on) or say("Not done yet")]
             for each in held.of(MeetingAction) if each.meeting == meeting]
    actions = []
    if asked.may(Right.EDIT_PLANS):
        actions.append({"words": say("Record who came and what was decided"), "href": asked.url("duty_minutes", meeting=meeting),
                        "kind": ""})
    if asked.may(Right.MAKE_PACKS):
        actions.append({"words": say("Make the record of the meeting"),
                        "href": f"{asked.url('pack_make', document='meeting_minutes')}?about={meeting}", "kind": "secondary"})
    agenda = [each.strip() for each in found.agenda.split(";") if each.strip()]
    above = [(way(asked, "duty"), say("The Duty")), (way(asked, "duty_meetings"), say("Meetings and decisions"))]
    return asked.render("show.html", title=found.title or say(BODIES[found.body]), over=when(found.held_on),
                        crumbs=[(href, words) for href, words in above if href],
                        actions=actions,
                        lists=[{"rows": [{"words": say("Whose"), "value": say(BODIES[found.body])},
                                         {"words": say("Agenda"), "value": agenda},
                                                          {"words": say("Had to attend"),
                                                           "value": [bodies.get(each, each) for each in found.required]}]}],
                        tables=[{"caption": say("Attendance"), "columns": [say("Authority"), say("Attended")], "rows": came,
                                 "empty": say("Not recorded yet.")},
                                {"caption": say("Decisions"), "columns": [say("Decision"), say("Why"), say("State")], "rows": decided,
                                 "empty": say("No decision is recorded.")},
                                {"caption": say("What it asked for"), "columns": [say("What"), say("Who"), say("By"), say("Done on")],
                                 "rows": tasks, "empty": say("Nothing was asked for.")}])


def _ended(one: BoardDecision, every: tuple[BoardDecision, ...]) -> str:
    return say("Ended by a later decision") if any(each.corrects == one.id for each in every) else say("Holds")


@page("duty/meetings/<slug:meeting>/minutes/", right=Right.EDIT_PLANS, name="duty_minutes", posts=True)
def duty_minutes(asked: Asked, meeting: str) -> HttpResponse:
    """After the meeting, on one page: who came, one decision, and what was asked for; sent again for the next decision."""
    found, held = _meeting(meeting), plan()
    bodies = register().by_id()
    told = {each.authority for each in held.of(Attendance) if each.meeting == meeting}
    asks = [bodies[ident] for ident in found.required if ident in bodies and ident not in told]
    everybody = [("", say("Nobody")), *((body.id, body.name) for body in bodies.values())]
    fields = [
        *([Field("part-came", say("Who came"), "heading")] if asks else []),
        *(Field(f"{CAME}{number}", body.name, "select",
                choices=[("", say("Not said")), *((key, say(words)) for key, words in ATTENDED.items())]) for number,
                body in enumerate(asks)),
        Field("part-decided", say("What was decided"), "heading", hint=say("One decision at a time; leave it empty where there was none.")),
        Field("decision", say("Decision"), "textarea", max=2_000), Field("reason", say("Why"), "textarea", max=2_000, rows=3),
        Field("part-asked", say("What was asked for"), "heading"),
        Field("says", say("What is to be done"), "textarea", max=1_000, rows=3),
        Field("owner", say("Who does it"), "select", choices=everybody), Field("due", say("By when"), "date"),
    ]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted:
        values = form.values
        for name, needs in (("decision", "reason"), ("says", "owner"), ("says", "due")):
            if values[name] and not values[needs]:
                form = form.wrong(needs, say("Give this too: the log keeps both together"))
        if form.sound:
            came = {body.id: values[f"{CAME}{number}"] for number, body in enumerate(asks) if values[f"{CAME}{number}"]}
            try:
                kept = keep_minutes(asked.folder,
                                    Minutes(meeting, came, values["decision"], values["reason"], values["says"], values["owner"],
                                            values["due"]), by=asked.by, at=asked.at)
                return asked.go("duty_meeting", meeting=meeting,
                                flash=several("Kept: {n} line of the log.", "Kept: {n} lines of the log.", kept))
            except Faulty as faulty:
                for fault in faulty.faults:
                    form = form.wrong(fault.column.casefold(), f"{first_up(fault.column)}: {fault.says}.")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Record who came and what was decided"),
                        over=f"{found.title or say(BODIES[found.body])}, {when(found.held_on)}",
                        fields=form.fields, errors=form.errors, button=say("Keep in the log"),
                        cancel=asked.url("duty_meeting", meeting=meeting),
                        help=say("What is kept is never changed. A later decision may end an earlier one."))
