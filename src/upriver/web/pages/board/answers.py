"""One page for the board: are we meeting the Duty, is violence falling, are we doing what we said; each one click from its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse

from upriver.desk.packs.made import latest
from upriver.desk.planning.seen import kept, mark
from upriver.report.documents import board_page
from upriver.report.plans.told import Told
from upriver.report.plans.watched.answers import Answer, doing_answer, duty_answer, violence_answer
from upriver.web.documents.blocks import folded, laid
from upriver.web.framework import page as pages
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.board.actions import mine, paces
from upriver.web.pages.board.signing import waiting_signs
from upriver.web.pages.plans.words import inside, told_for
from upriver.words.access.rights import Right, Role
from upriver.words.language.speaking import mark as marked
from upriver.words.language.speaking import say, spoken
from upriver.words.text import day

QUESTIONS = {"duty": marked("Are we meeting the Duty?"), "violence": marked("Is violence falling?"), "doing": marked("Are we doing what we said?")}
ANSWERS = {"duty": duty_answer, "violence": violence_answer, "doing": doing_answer}
AT = {"duty": 1, "violence": 2, "doing": 3}
"""Which page of the board's paper holds the evidence of an answer."""


@page("board/", right=Right.READ_PLANS, name="board", whole=True)
def board(asked: Asked) -> HttpResponse:
    """Three answers on one page, then what waits for whoever asks."""
    told = told_for(asked, duty=True)
    figures = say("Figures of {period}, told on {day}.", period=told.period, day=day(asked.today.isoformat())) if told.run else say("No assessment has been made yet.")
    own = mine(asked, told) if asked.may(Right.UPDATE_ACTIONS) else []
    open_ones = [each for each in own if each.pace not in ("done", "stopped")]
    return asked.render("board/board.html", title=say("For the board"), intro=figures, cards=cards(asked, told), tasks=[*waiting_signs(asked, told), *paces(asked, open_ones[:6])],
                        tasks_title=say("For you to do"), more=asked.url("actions_mine") if own else "", many=len(open_ones), papers=papers(asked), every_paper=asked.url("packs_made") if asked.may(Right.READ_PACKS) else "",
                        note=say("A fall or a rise is said only where a level has moved by more than chance. Nothing here says why it moved."))


def papers(asked: Asked) -> list[tuple[str, str, str]]:
    """What was made for the board last, for whoever may read it: (address, title, the day it is told on)."""
    if not asked.may(Right.READ_PACKS):
        return []
    found = latest(asked.folder, asked.actor, ("board_pack", "meeting_minutes", "annual_report"))
    return [(asked.url("pack", called=each.called), each.title, say("Told on {day}.", day=day(each.on))) for each in found]


def cards(asked: Asked, told: Told) -> list[dict[str, str]]:
    """The three answers as they stand today."""
    made = []
    for slug, question in QUESTIONS.items():
        answer: Answer = ANSWERS[slug](told)
        made.append({"question": say(question), "answer": answer.short, "sentence": answer.says, "href": asked.url("board_evidence", part=slug),
                     "link": say("See the evidence"), "colour": "orange" if answer.worry else "green", "state": ""})
    return made


@waits
def board_waits(asked: Asked) -> list[Task]:
    """For board members: the way to their page."""
    if Role.BOARD_MEMBER not in asked.actor.roles:
        return []
    return [Task(say("Read the three answers for the board"), asked.url("board"), hint=say("Are we meeting the Duty, is violence falling, are we doing what we said?"), order=5)]


@page("board/evidence/<slug:part>/", right=Right.READ_PLANS, name="board_evidence", whole=True)
def board_evidence(asked: Asked, part: str) -> HttpResponse:
    """The evidence behind one answer: every requirement, every reading, or every action."""
    if part not in QUESTIONS:
        raise Http404
    told = told_for(asked, duty=part == "duty")
    answer = ANSWERS[part](told)
    blocks = kept(("board", part, inside(asked), asked.today, spoken().code, *mark()), lambda: _laid(told, part))
    views = [(asked.url("board"), say("The three answers"), False), *((asked.url("board_evidence", part=slug), say(words), slug == part) for slug, words in QUESTIONS.items())]
    return asked.render("documents/page.html", title=f"{say(QUESTIONS[part])} {answer.short}", over=say("For the board"), intro=[answer.says, *(answer.points if part != "doing" else ())], views=views,
                        laid=blocks, actions=[{"words": words, "href": href, "kind": "secondary"} for words, href in _on(asked, part)])


def _laid(told: Told, part: str) -> list[dict[str, Any]]:
    whole = board_page.pages(replace(told, slug="board_page", about=""))
    return folded(laid(whole[AT[part]].blocks, prefix=part))


def _on(asked: Asked, part: str) -> list[tuple[str, str]]:
    """Where the records behind an answer are kept, for whoever may open them."""
    where = {"duty": ("duty", say("Open the register of requirements")), "violence": ("monitoring", say("Open every indicator")), "doing": ("plan_register", say("Open every action"))}
    name, words = where[part]
    there = pages.one(name)
    if there is None or not pages.opens(there, asked.actor):
        return []
    return [(words, asked.url(name, slug="actions") if name == "plan_register" else asked.url(name))]
