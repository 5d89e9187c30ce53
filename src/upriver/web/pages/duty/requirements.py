"""Requirements by how they stand, one with its evidence, attesting it by name, and readiness."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from upriver.desk.duty.attesting import attest
from upriver.desk.partners.people import names
from upriver.desk.registers.convert import plan
from upriver.pipeline.registers.judging import Faulty
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import first_up, when
from upriver.web.pages.duty.dashboard import standing, standings_table, views
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.registers.governing import ATTESTED, Attestation
from upriver.words.standing.requirement import FAMILIES, LEVELS, STANDINGS, HowItStands
from upriver.words.text import sentence

COLOURS = {"met": "green", "not_attested": "yellow", "partly": "orange", "not_met": "red", "not_applicable": "grey"}


@page("duty/requirements/", right=Right.READ_ASSESSMENT, name="duty_requirements", whole=True)
def duty_requirements(asked: Asked) -> HttpResponse:
    """Every requirement with how it stands."""
    found = standing(asked)
    return listing(
        asked,
        title=say("Requirements of the Duty"),
        intro=say("Met needs evidence in the workspace and a named person's word; neither alone is enough."),
        rows=found.rows,
        columns=(
            Column("id", say("Requirement"), lambda each: f"{each.requirement.name}. {each.requirement.says}",
                   href=lambda each: asked.url("duty_requirement", requirement=each.requirement.id),
                   sort=lambda each: (each.requirement.family, int(each.requirement.id[1:]))),
            Column("level", say("Level"), lambda each: say(LEVELS[each.requirement.level]).partition(":")[0],
                   sort=lambda each: tuple(LEVELS).index(each.requirement.level)),
            Column("standing", say("How it stands"), lambda each: say(STANDINGS[each.standing]), tag=lambda each: COLOURS[each.standing],
                   sort=lambda each: tuple(STANDINGS).index(each.standing)),
            Column("lacks", say("What it lacks"),
                   lambda each: sentence(each.lacks[0]) if each.lacks else "" if each.standing in ("met", "not_applicable")
                   else say("A named person's word")),
        ),
        filters=(
            Filter("standing", say("How it stands"), [(key, say(words)) for key, words in STANDINGS.items()], lambda each,
                   value: each.standing == value),
            Filter("level", say("Level"), [(key, say(words)) for key, words in LEVELS.items()], lambda each,
                   value: each.requirement.level == value),
            Filter("family", say("About"), [(key, say(words)) for key, words in FAMILIES.items()], lambda each,
                   value: each.requirement.family == value),
        ),
        template="duty/requirements.html",
        sub=views(asked, "duty_requirements"),
        counts=standings_table(asked, found),
    )


def _one(asked: Asked, ident: str) -> HowItStands:
    found = next((each for each in standing(asked).rows if each.requirement.id == ident.casefold()), None)
    if found is None:
        raise Http404
    return found


@page("duty/requirements/<slug:requirement>/", right=Right.READ_ASSESSMENT, name="duty_requirement", whole=True)
def duty_requirement(asked: Asked, requirement: str) -> HttpResponse:
    """One requirement: what it asks, what was found, what lacks, and who attested it."""
    found = _one(asked, requirement)
    wanted = found.requirement
    rows: list[dict[str, Any]] = [
        {"words": say("Level"), "value": say(LEVELS[wanted.level])},
        {"words": say("For"), "value": wanted.who},
        {"words": say("Source"), "value": wanted.source},
        *([{"words": say("For the partnership to confirm"), "value": wanted.unverified}] if wanted.unverified else []),
        *([{"words": say("What is looked for"), "value": found.looks_for}] if found.looks_for else []),
        {"words": say("Found"), "value": [first_up(each.says) + ("" if each.whole else f" ({say('in part')})") for each in found.evidence]
         or say("Nothing yet")},
        {"words": say("What it lacks"), "value": [sentence(each) for each in found.lacks] or say("Nothing")},
        *([{"words": say("Next"), "value": found.next_step}] if found.next_step else []),
        {"words": say("Attested"), "value": f"{found.attested}: {found.why}" if found.attested else say("Nobody has attested it")},
    ]
    called = names()
    events = [{"words": say(ATTESTED[each.says]), "by": called.get(each.person, ""), "at": when(each.attested_on), "note": each.evidence}
              for each in reversed(plan().of(Attestation)) if each.requirement.casefold() == wanted.id]
    actions = [{"words": say("Attest"), "href": asked.url("duty_attest", requirement=requirement),
                "kind": ""}] if asked.may(Right.EDIT_PARTNERSHIP) else []
    return asked.render("show.html", title=wanted.title, over=say(FAMILIES[wanted.family]), state=say(STANDINGS[found.standing]),
                        colour=COLOURS[found.standing], lists=[{"rows": rows}],
                        actions=actions, events=events, events_title=say("What people attested"),
                        crumbs=[(asked.url("duty"), say("The Duty")), (asked.url("duty_requirements"), say("Requirements"))])


@page("duty/requirements/<slug:requirement>/attest/", right=Right.EDIT_PARTNERSHIP, name="duty_attest", posts=True)
def duty_attest(asked: Asked, requirement: str) -> HttpResponse:
    """A named person's word, with its day, that a requirement is met or why it isn't."""
    found = _one(asked, requirement)
    fields = [
        Field("says", say("How does it stand?"), "radios", required=True, choices=[(key, say(words)) for key, words in ATTESTED.items()]),
        Field("evidence", say("What shows it?"), "textarea", required=True, max=2_000,
              hint=say("A link, a paper, a page; or why it doesn't apply here.")),
        Field("name", say("Who attests?"), required=True, max=200,
              hint=say("First and last name. Kept in the register of people alone, and erasable.")),
        Field("attested_on", say("On which day?"), "date", required=True),
    ]
    likely = "met" if found.standing == "not_attested" else ""
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {
        "says": likely, "name": asked.by, "attested_on": asked.today.isoformat(),
        "evidence": "; ".join(first_up(each.says) for each in found.evidence) if likely else ""})
    if asked.posted and form.sound:
        values = form.values
        try:
            attest(asked.folder, requirement=found.requirement.name, says=values["says"], evidence=values["evidence"], name=values["name"],
                   on=values["attested_on"], by=asked.by, at=asked.at)
            return asked.go("duty_requirement", requirement=requirement, flash=say("Attested. It stands in the log with name and day."))
        except Faulty as faulty:
            for fault in faulty.faults:
                form = form.wrong({"Evidence": "evidence", "Attested on": "attested_on", "Says": "says"}.get(fault.column, "evidence"),
                                  f"{first_up(fault.column)}: {fault.says}.")
        except Refusal as refusal:
            form = form.wrong("name", f"{first_up(refusal.what)}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Attest a requirement"), over=found.requirement.title,
                        fields=form.fields, errors=form.errors,
                        inset=" ".join(sentence(each) for each in found.lacks), button=say("Attest"),
                        cancel=asked.url("duty_requirement", requirement=requirement),
                        crumbs=[(asked.url("duty"), say("The Duty")), (asked.url("duty_requirements"), say("Requirements"))],
                        help=[say("An earlier word stays in the history; the latest holds."),
                              say("Met is told only where there is evidence too.")])
