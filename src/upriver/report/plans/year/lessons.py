"""What didn't work: what studies couldn't show, what was stopped or paused and why, what is late, and approaches that evidence doesn't support."""

from __future__ import annotations

from upriver.report.plans.delivered.actions import OWN
from upriver.report.plans.delivered.typed import without_numbers
from upriver.report.plans.delivered.words import pace_cell, text
from upriver.report.plans.tables import evidence_words, inside
from upriver.report.plans.told import Told
from upriver.report.plans.worked.studies import CLAIMS, action_of, verdict
from upriver.words.document import Block, Callout, Column, Heading, Paragraph, Table, TableCell
from upriver.words.registers.asking import Request
from upriver.words.text import plural

DOUBTFUL = ("none", "mixed", "unclear", "harmful")


def lessons(told: Told, slug: str) -> list[Block]:
    """Each kind under its own heading; a sentence where there is nothing of it."""
    return [
        Callout("That nothing was found doesn't show that there is no effect: read the least effect that could have been seen first."),
        Heading("What studies could and couldn't show"), *_studies(told, f"{slug}-studies"),
        Heading("What was stopped or paused"), *_stopped(told, f"{slug}-stopped"),
        Heading("What was promised and is late"), *_late(told, f"{slug}-late"),
        Heading("What we do without good evidence"), *_doubtful(told, f"{slug}-evidence"),
        Heading("What we asked for and didn't get"), *_refused(told, f"{slug}-refused"),
    ]


def _studies(told: Told, slug: str) -> list[Block]:
    if not told.effects:
        return [Paragraph("No action has been studied yet, so what works here isn't known.")]
    rows = tuple((TableCell(action_of(told, each.study)), text(each.study.question), text(each.least_seen), text(each.refused or verdict(each)))
                 for each in sorted(told.effects, key=lambda one: one.rung in CLAIMS))
    columns = tuple(Column(name) for name in ("Action", "Question", "Least effect that could have been seen", "What can be said"))
    return [Table(slug, plural(len(rows), "study", "studies") + ", what showed nothing first", columns, rows, (), "Counts of the latest assessment, through the lock")]


def _stopped(told: Told, slug: str) -> list[Block]:
    found = [each for each in told.delivered.actions if each.pace in ("stopped", "paused")]
    return _table(told, slug, found, "Nothing was stopped or paused.")


def _late(told: Told, slug: str) -> list[Block]:
    return _table(told, slug, [each for each in told.delivered.actions if each.pace == "late"], "Nothing is late by its own dates.")


def _table(told: Told, slug: str, found: list, nothing: str) -> list[Block]:  # type: ignore[type-arg]
    if not found:
        return [Paragraph(nothing)]
    own = inside(told)
    rows = tuple((TableCell(each.action.title), text(told.name(each.action.lead)), pace_cell(each.pace), text(each.why),
                  text(each.action.progress if own else without_numbers(each.action.progress))) for each in found)
    columns = tuple(Column(name) for name in ("Action", "Lead", "Where it stands", "Why", "What is recorded"))
    return [Table(slug, plural(len(found), "action"), columns, rows, (), OWN)]


def _doubtful(told: Told, slug: str) -> list[Block]:
    found = [each.action for each in told.delivered.actions if each.pace not in ("stopped", "done")
             and (approach := told.approaches.get(each.action.approach)) and getattr(approach, "impact", "") in DOUBTFUL]
    if not found:
        return [Paragraph("No action that goes on follows an approach that is rated as mixed, unclear, without effect or harmful.")]
    rows = tuple((TableCell(each.title), text(evidence_words(told, each)), text(each.approach_reason or "No reason is recorded.")) for each in found)
    columns = tuple(Column(name) for name in ("Action", "Approach and rating", "Why it is done all the same"))
    return [Table(slug, plural(len(found), "action"), columns, rows, (), OWN)]


def _refused(told: Told, slug: str) -> list[Block]:
    found = [each for each in told.plan.of(Request) if each.answer in ("declined", "partly")]
    if not found:
        return [Paragraph("No request to an educational, prison or youth custody authority was declined.")]
    rows = tuple((text(told.name(each.authority)), text(each.asked), text("Declined" if each.answer == "declined" else "Accepted in part"),
                  text(each.note if inside(told) else without_numbers(each.note))) for each in found)
    columns = tuple(Column(name) for name in ("Authority", "What was asked", "Answer", "What it said"))
    return [Table(slug, plural(len(found), "request"), columns, rows, (), OWN)]
