"""The Duty's first page: what arrived and what is late, signals, actions, agreements, requirements; and the board pack in one click."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from upriver.desk.duty.standing import Stand, closest_to_done, stand_on
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.agreements.listed import reached
from upriver.web.pages.agreements.words import SOON, first_up, when
from upriver.web.pages.partnership.places import way
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.monitoring.indicator import SIGNALS
from upriver.words.standing.requirement import LEVELS, STANDINGS
from upriver.words.text import sentence

SOON_IN_DAYS, FEW = 30, 5


def views(asked: Asked, now: str) -> list[tuple[str, str, bool]]:
    """The parts of the Duty, each at its own address."""
    parts = (("duty", say("How we stand")), ("duty_requirements", say("Requirements")), ("duty_clock", say("What is due when")),
             ("duty_meetings", say("Meetings and decisions")),
             ("duty_readiness", say("Readiness")), ("cycle", say("The year")))
    return [(asked.url(name), words, name == now) for name, words in parts if way(asked, name)]


def standing(asked: Asked) -> Stand:
    """How the partnership stands today."""
    return stand_on(asked.folder, asked.today, name=asked.office.name)


@page("duty/", right=Right.READ_ASSESSMENT, name="duty", whole=True)
def duty(asked: Asked) -> HttpResponse:
    """How the partnership stands on the Duty today."""
    found = standing(asked)
    actions = []
    if asked.may(Right.MAKE_PACKS):
        actions = [{"words": say("Make the board pack"), "action": asked.url("pack_make", document="board_pack"), "kind": ""},
                   {"words": say("Make the evidence file for inspectors"), "action": asked.url("pack_make", document="inspection_file"),
                    "kind": "secondary"},
                   {"words": say("Other documents and packs"), "href": asked.url("packs"), "kind": "secondary"}]
    return asked.render("duty/dashboard.html", title=say("The Duty: how we stand"),
                        intro=say("Told on {day} from what the workspace holds.", day=when(asked.today)), views=views(asked, "duty"),
                        actions=actions, cards=_cards(asked, found), tables=_tables(asked, found))


def _cards(asked: Asked, found: Stand) -> list[dict[str, Any]]:
    counted = found.counted("must")
    total = sum(counted.values()) - counted["not_applicable"]
    cards = [
        {"question": say("How much of what the law requires is met?"), "answer": say("{n} of {all}", n=counted["met"], all=total),
         "href": asked.url("duty_requirements"), "link": say("Every requirement"),
         "sentence": several("{n} more has evidence that nobody has attested.", "{n} more have evidence that nobody has attested.",
                             counted["not_attested"]),
         "colour": "green" if counted["met"] == total else "orange"},
        {"question": say("What is late?"), "answer": several("{n} thing", "{n} things", len(found.late)) if found.late else say("Nothing"),
         "href": asked.url("duty_clock"), "link": say("What is due when"),
         "sentence": several("{n} more is due within 30 days.", "{n} more are due within 30 days.", len(found.ahead(SOON_IN_DAYS))),
         "colour": "red" if found.late else "green"},
        {"question": say("Did the data come?"),
         "answer": several("{n} period came in the last quarter", "{n} periods came in the last quarter", len(found.arrived)),
         "href": way(asked, "data"), "link": say("Data we hold"),
         "sentence": several("{n} period hasn't come though its day is past.", "{n} periods haven't come though their day is past.",
                             len(found.missing)) if found.missing else say("Nothing is missing."),
         "colour": "orange" if found.missing else "green"},
        {"question": say("Has anything moved by more than chance?"),
         "answer": several("{n} indicator", "{n} indicators", len(found.moved)) if found.moved else say("Nothing has"),
         "href": way(asked, "monitoring"),
         "link": say("Every indicator"), "sentence": _moved(found),
         "colour": "orange" if any(each.signal == "worse" for each in found.moved) else "blue"},
        {"question": say("Are actions on time?"),
         "answer": several("{n} action is late", "{n} actions are late", len(found.overdue)) if found.overdue else say("None is late"),
         "href": way(asked, "plan_register", slug="actions"), "link": say("Every action"),
         "sentence": say("{late} of {all} actions.", late=len(found.overdue), all=len(found.delivered.actions)),
         "colour": "orange" if found.overdue else "green"},
    ]
    if asked.scope(Right.READ_AGREEMENTS).all:
        cards.append(_agreements(asked))
    return cards


def _agreements(asked: Asked) -> dict[str, Any]:
    """How many agreements hold, and which don't for long."""
    mine = reached(asked)
    soon = [each for each in mine if each.standing.live and each.standing.soon]
    ended = [each for each in mine if each.standing.state == "expired"]
    return {"question": say("Do our agreements hold?"),
            "answer": say("{n} of {all} live", n=sum(each.standing.live for each in mine), all=len(mine)),
            "href": f"{asked.url('agreements')}?state={SOON}",
            "link": say("Those that end soon"),
            "sentence": say("{soon} end or are reviewed within 90 days; {ended} lapsed.", soon=len(soon), ended=len(ended)),
            "colour": "orange" if soon or ended else "green"}


def _moved(found: Stand) -> str:
    counted = [(say(SIGNALS[signal]), sum(each.signal == signal for each in found.moved)) for signal in ("worse", "better", "unusual")]
    return "; ".join(f"{words}: {number}" for words, number in counted if number) + "." if found.moved else say("No lasting change shows.")


def _tables(asked: Asked, found: Stand) -> list[dict[str, Any]]:
    late = [[first_up(sentence(each.what)), when(each.due), each.whose or ""] for each in found.late[:FEW]]
    came = [[each.title, each.provider, each.says or each.period, when(each.came_on)] for each in found.arrived[:FEW]]
    gone = [[each.title, each.provider, each.says or each.period, when(each.due_on)] for each in found.missing[:FEW]]
    close = [[{"words": f"{each.requirement.name}. {each.requirement.says}",
               "href": asked.url("duty_requirement", requirement=each.requirement.id)},
              {"words": say(STANDINGS[each.standing]), "tag": "yellow"}, each.lacks[0] if each.lacks else say("A named person's word")]
              for each in closest_to_done(found.rows)[:FEW]]
    return [
        {"caption": say("Late"), "columns": [say("What"), say("Was due"), say("Whose")], "rows": late, "empty": say("Nothing is late."),
         "more": asked.url("duty_clock")},
        {"caption": say("Data that came in the last quarter"), "columns": [say("Data"), say("From"), say("Period"), say("Came on")],
         "rows": came, "empty": say("Nothing came in the last quarter.")},
        {"caption": say("Data that hasn't come"), "columns": [say("Data"), say("From"), say("Period"), say("Was due")], "rows": gone,
         "empty": say("Nothing is missing.")},
        {"caption": say("Closest to being met"), "columns": [say("Requirement"), say("How it stands"), say("What it lacks")], "rows": close,
         "empty": say("Everything that applies is met."),
         "more": asked.url("duty_requirements")},
    ]


def standings_table(asked: Asked, found: Stand) -> dict[str, Any]:
    """How many requirements stand how, by level: the same numbers as `upriver duty`."""
    rows: list[list[Any]] = []
    for slug, words in STANDINGS.items():
        numbers = [found.counted(level)[slug] for level in LEVELS]
        rows.append([{"words": say(words), "href": f"{asked.url('duty_requirements')}?standing={slug}"}, *numbers, sum(numbers)])
    columns = [say("How it stands"), *({"words": say(words).partition(":")[0], "numeric": True} for words in LEVELS.values()),
               {"words": say("All"), "numeric": True}]
    return {"caption": say("Requirements by how they stand"), "columns": columns, "rows": rows}


@waits
def waiting(asked: Asked) -> list[Task]:
    """For the manager: the way to how the Duty stands. It is told on that page; the first page isn't held up by it."""
    if not asked.may(Right.EDIT_PARTNERSHIP) or not asked.scope(Right.READ_ASSESSMENT).all:
        return []
    return [Task(say("See what is late and due"), asked.url("duty"), "", "", say("And make the board pack."), order=60)]
