"""Set up your partnership: nine tasks, each of which knows by itself how far it is; and the name and areas."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.partners.actions import partnership as known_partnership
from upriver.desk.partners.ground import filled_in, ground, settled
from upriver.desk.partners.setting_up import Step, renamed, steps
from upriver.web.framework.asked import Asked
from upriver.web.framework.office import serve_office
from upriver.web.framework.page import page
from upriver.web.framework.remembering import remembered
from upriver.web.framework.waiting import Task, waits
from upriver.web.opening import office_of
from upriver.web.pages.agreements.words import first_up
from upriver.web.pages.partnership.places import way
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal
from upriver.words.text import listed

GROUPS = (
    (mark("Who you are"), ("areas", "specified", "relevant", "people")),
    (mark("How you decide"), ("governance", "definition", "dates")),
    (mark("What you share"), ("agreements", "data")),
)
WORDS = {
    "areas": mark("Name and areas"),
    "specified": mark("Specified authorities"),
    "relevant": mark("Relevant authorities: schools, prisons, youth custody"),
    "people": mark("People and roles"),
    "governance": mark("How you meet and decide"),
    "definition": mark("Your agreed definition of serious violence"),
    "dates": mark("The strategy's dates and its review"),
    "agreements": mark("Agreements to share data"),
    "data": mark("First data"),
}
PAGES = {"areas": "partnership_areas", "specified": "authorities_confirm", "relevant": "authorities_relevant",
         "people": "partnership_people",
         "governance": "partnership_governance", "definition": "partnership_definition", "dates": "partnership_dates",
         "agreements": "agreements"}


@page("partnership/", right=Right.READ_PARTNERSHIP, name="partnership")
def partnership(asked: Asked) -> HttpResponse:
    """The task list for whoever sets the partnership up; its authorities for everyone else."""
    if not asked.may(Right.EDIT_PARTNERSHIP):
        return asked.go("authorities")
    found = {step.name: step for step in steps(asked.folder, on=asked.today)}
    groups = [{"title": say(title), "tasks": [_task(asked, found[name]) for name in names]} for title, names in GROUPS]
    done = sum(step.done for step in found.values())
    return asked.render(
        "partnership/tasks.html", title=say("Set up your partnership"), groups=groups, done=done, total=len(found),
        intro=say("Nine tasks, in any order you like. Each is saved as you go, and Upriver fills in what it knows."),
        links=[(asked.url("authorities"), say("Register of authorities")), (asked.url("agreements"), say("Agreements")),
               *([(href, words) for href,
                  words in ((way(asked, "duty"), say("The Duty: how it is met, and what is due")),
                            (way(asked, "cycle"), say("The year: what comes when"))) if href])],
    )


def _task(asked: Asked, step: Step) -> dict[str, str]:
    state, colour = (say("Done"), "green") if step.done else (say("Begun"), "blue") if step.begun else (say("Not begun"), "")
    href = way(asked, PAGES[step.name]) if step.name in PAGES else way(asked, "sharing") or way(asked, "data")
    if not step.ready:
        state, colour, href = say("Can't begin yet"), "", ""
    return {"words": say(WORDS[step.name]), "href": href, "state": state, "colour": colour, "hint": _hint(step)}


def _hint(step: Step) -> str:
    if not step.ready:
        return say("Give the areas first.") if step.name in ("specified", "relevant") else say("List the authorities first.")
    if step.name == "areas":
        return several("{n} district", "{n} districts",
                       step.count) if step.count else say("Which districts, counties or police area you work in.")
    if step.name == "people":
        return say("{n} of {all} authorities have a person to speak to.", n=step.count, all=step.of)
    if step.name in ("specified", "relevant") and step.of:
        return say("{n} of {all} confirmed.", n=step.count, all=step.of)
    if step.name == "agreements":
        return say("{n} of {all} live.", n=step.count, all=step.of) if step.of else say("Make the first one from a template.")
    return {"specified": say("Filled in from your areas; you confirm them."),
            "relevant": say("They may be asked to work with you, and must be consulted."),
            "governance": say("Who meets, when, and who must attend."),
            "definition": say("What you count as serious violence, and that you agreed it."),
            "dates": say("They start the statutory clock."),
            "data": say("Take in the first file, or invite a data officer to send it.")}.get(step.name, "")


@waits
def waiting(asked: Asked) -> list[Task]:
    """For the manager, until the partnership is set up: what is still to be done."""
    if not asked.may(Right.EDIT_PARTNERSHIP):
        return []
    found = remembered(asked, "steps", lambda: steps(asked.folder, on=asked.today))
    left = [step for step in found if not step.done]
    if not left:
        return []
    return [Task(say("Set up your partnership"), asked.url("partnership"),
                 say("{done} of {all} done", done=len(found) - len(left), all=len(found)), "blue",
                 say("Next: {task}", task=say(WORDS[left[0].name])), order=40 if len(left) < 5 else 5)]


@page("partnership/areas/", right=Right.EDIT_PARTNERSHIP, name="partnership_areas", posts=True)
def partnership_areas(asked: Asked) -> HttpResponse:
    """Its name, and the areas that it works in: from them the authorities are filled in."""
    found = known_partnership()
    fields = [
        Field("name", say("What is the partnership called?"), required=True, max=200, hint=say("As it is printed on documents.")),
        Field("areas", say("Which areas does it work in?"), "textarea", required=True, max=2_000, rows=4,
              hint=say("A police force, county, community safety partnership or district, by name or by GSS code, one on a line. "
                       "For example: Hampshire, or E10000014.")),
    ]
    values = {"name": found.name if found else asked.office.name, "areas": "\n".join(found.areas_named) if found else ""}
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, values)
    if asked.posted and form.sound:
        form, done = _set(asked, form)
        if done:
            return done
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Name and areas"), fields=form.fields, errors=form.errors,
                        button=say("Save and fill in the authorities"), cancel=asked.url("partnership"), crumbs=crumbs(asked),
                        help=say("Upriver knows which police force, fire service, health board, councils, probation region and "
                                 "youth justice services cover each district of England and Wales. You check them next."))


def _set(asked: Asked, form: Filled) -> tuple[Filled, HttpResponse | None]:
    named = tuple(dict.fromkeys(each.strip() for each in form.values["areas"].replace(";", "\n").split("\n") if each.strip()))
    try:
        renamed(asked.folder, slug=asked.office.slug, name=form.values["name"], areas=named, by=asked.by, at=asked.at)
        settled(asked.folder, by=asked.by, at=asked.at)
    except Refusal as refusal:
        return form.wrong("areas", f"{first_up(refusal.what)}. {refusal.do}"), None
    office = office_of(asked.folder.root, public=asked.office.public, secure=asked.office.secure)
    serve_office(office)
    there = ground(asked.folder)
    if there.unknown:
        return form.wrong("areas", say("No shipped list knows {names}: write the area's GSS code, or its name as the police, county "
                                       "or council has it.",
                                       names=listed(there.unknown))), None
    added = filled_in(asked.folder, on=asked.today, by=asked.by, at=asked.at)
    words = several("Saved. {n} authority of your areas was filled in: check them now.",
                    "Saved. {n} authorities of your areas were filled in: check them now.", len(added))
    return form, asked.go("authorities_confirm" if added else "partnership", flash=words if added else say("Saved."))


def crumbs(asked: Asked) -> list[tuple[str, str]]:
    """The way back to the task list."""
    return [(asked.url("partnership"), say("Partnership"))]
