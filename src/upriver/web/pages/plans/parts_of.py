"""The parts of a strategy's page, as blocks: what the documents of the response say, with ways to the records behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from upriver.desk.planning.seen import kept, mark
from upriver.report.documents.said_and_did import pages as said_and_did
from upriver.report.plans.asking.standing import request_rows
from upriver.report.plans.strategy.annexes import consultation
from upriver.report.plans.strategy.approach import where_they_sit
from upriver.report.plans.strategy.chosen import Chosen, chosen
from upriver.report.plans.strategy.money import money as money_page
from upriver.report.plans.strategy.opening import still_open
from upriver.report.plans.told import Told
from upriver.web.framework.asked import Asked
from upriver.web.pages.plans.words import ident_href
from upriver.words.document import Block, Bullets, Column, Heading, Paragraph, Table, TableCell
from upriver.words.language.speaking import mark as marked
from upriver.words.language.speaking import say
from upriver.words.registers.asking import Request
from upriver.words.registers.strategy import Strategy
from upriver.words.standing.response import Lacking
from upriver.words.text import day

WAY = "row:"
"""How a link inside these blocks names a register's row."""
NONE = marked("There is nothing of the kind.")


def ground(asked: Asked, told: Told, own: Strategy) -> list[Block]:
    """Actions and priorities that lack a finding, evidence or a plan, and theories that aren't whole; each leads to its record."""
    whole = _chosen(told, own)
    response = whole.response
    blocks: list[Block] = []
    orphans = [each for each in response.lacking if each.orphan]
    others = [each for each in response.lacking if each.kind == "action" and not each.orphan]
    priorities = [each for each in response.lacking if each.kind == "priority"]
    for title, found, slug in ((say("Actions without a finding, evidence or a plan"), orphans, "actions"), (say("Actions that lack something else"), others, "actions"),
                               (say("Priorities that lack something"), priorities, "priorities")):
        blocks.append(Heading(title))
        blocks.append(_lacking(title, found, slug) if found else Paragraph(say(NONE)))
    if gaps := [f"{whole.title(each.priority)}: {' '.join(each.gaps)}" for each in response.theories.values() if each.gaps]:
        blocks += [Heading(say("Theories of change that aren't whole")), Bullets(tuple(gaps))]
    if moved := [f"{each.title} ({each.where or say('place not known')}): {each.changed}" for each in whole.cited if each.changed]:
        blocks += [Heading(say("Cited findings that have changed")), Bullets(tuple(moved))]
    return blocks


def _lacking(title: str, found: list[Lacking], slug: str) -> Table:
    rows = tuple((TableCell(each.title, href=f"{WAY}{slug}:{each.id}"), TableCell("; ".join(each.says))) for each in found)
    return Table(f"lacking-{slug}", title, (Column(say("What")), Column(say("What it lacks"))), rows, shown_rows=20)


def balance(asked: Asked, told: Told, own: Strategy) -> list[Block]:
    """How actions and money are spread over levels of prevention, stages of life and priorities."""
    return list(where_they_sit(_chosen(told, own)))


def money(asked: Asked, told: Told, own: Strategy) -> list[Block]:
    """What is planned, and what stops on which day."""
    return list(money_page(_chosen(told, own)).blocks)


def consulted(asked: Asked, told: Told, own: Strategy) -> list[Block]:
    """The consultation log, and the requests made of schools, prisons and youth custody."""
    blocks = list(consultation(_chosen(told, own)).blocks)
    requests = [each for each in told.plan.of(Request) if each.strategy in ("", own.id)]
    blocks += [Heading(say("Requests")), request_rows(told, requests) if requests else Paragraph(say("No request has been made."))]
    return blocks


def heard(asked: Asked, told: Told, own: Strategy) -> list[Block]:
    """What people said, and what became of it."""
    first = said_and_did(told)[0]
    return [Paragraph(first.lead), *first.blocks]


def final(asked: Asked, told: Told, own: Strategy) -> list[Block]:
    """What stands between a draft and final, who signed, and the questions that nobody answered."""
    whole = _chosen(told, own)
    response = whole.response
    blocks: list[Block] = [Heading(say("What stands in the way"))]
    if response.blockers:
        blocks.append(Bullets(response.blockers))
    else:
        blocks.append(Paragraph(say("Everybody who must be consulted has been: it may be final.") if own.state == "draft" else say("Nothing. It is final.")))
    if response.loose:
        blocks += [Heading(say("To settle besides")), Bullets(response.loose)]
    rows = tuple((TableCell(told.name(each.authority)), TableCell(day(each.signed_on.isoformat()) if each.signed_on else say("Not signed yet"), tone="" if each.signed_on else "worse"),
                  TableCell(told.names.get(each.signed_by, each.signed_by)), TableCell(say("Yes") if each.part else say("Not written yet"))) for each in response.signed)
    if rows:
        columns = (Column(say("Specified authority")), Column(say("Signed on")), Column(say("By")), Column(say("Its part is written")))
        blocks += [Heading(say("Sign-offs")), Table("signed", say("Who has signed"), columns, rows)]
    blocks += _after_questions(still_open(whole).blocks)
    return blocks


def _after_questions(blocks: tuple[Block, ...]) -> list[Block]:
    """The last part of what is open: questions that nobody answered."""
    at = next((index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith("Questions not yet answered")), len(blocks))
    return list(blocks[at:])


def to(asked: Asked) -> Callable[[str], str]:
    """Where a link of these blocks leads: to a row's page, or nowhere."""
    def way(target: str) -> str:
        if not target.startswith(WAY):
            return ""
        slug, _, ident = target.removeprefix(WAY).partition(":")
        return ident_href(asked, slug, ident)

    return way


def _chosen(told: Told, own: Strategy) -> Chosen:
    return kept(("chosen", own.id, told.on, *mark()), lambda: chosen(replace(told, about=own.id, slug="strategy")))
