"""How the work is done: six principles of public health, levels of prevention, trauma-informed, Child First, and equality."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from upriver.report.drawing.described import described
from upriver.report.plans.strategy.chosen import START, WORK, Chosen
from upriver.report.plans.tables import NOT_SAID, coded
from upriver.words.document import (
    Block,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.registers.delivery import LEVELS, STAGES
from upriver.words.registers.learning import CHARACTERISTICS, CHECKS, EFFECTS, EqualityEffect
from upriver.words.registers.strategy import ANSWERS
from upriver.words.standing.response import Answered

AGES = {"before_birth_to_4": "Up to 4", "5_to_10": "5 to 10", "11_to_17": "11 to 17", "18_to_24": "18 to 24", "25_and_over": "25 and over",
        "all_ages": "All ages"}
"""Stages of life in few enough letters to stand over a column."""


def approach(chosen: Chosen) -> Page:
    """The principles with what shows each, where the actions sit, and the checks that the strategy was held against."""
    blocks: list[Block] = [Heading("Six principles of public health"), Paragraph(
        "Violence is treated as something that spreads and can be prevented, as an illness can. Beside each principle stands what in this "
        "strategy shows it.")]
    for each in chosen.response.principles:
        shows = [*each.shows]
        if each.answer and each.answer.shows:
            shows.append(each.answer.shows)
        blocks += [Heading(each.question.title, 3), Paragraph(" ".join(shows) or "Nothing in the records shows this yet.")]
    blocks += [Heading("Where the actions sit"), *where_they_sit(chosen)]
    for check in ("trauma_informed", "child_first"):
        blocks += _check(chosen, check)
    return Page("strategy/approach", "Our approach", START, "A public health approach: with communities, on evidence, early, and for the long term.",
                tuple(blocks))


def where_they_sit(chosen: Chosen) -> list[Block]:
    """Actions by level of prevention and stage of life, as a shaded table and in numbers."""
    counted = Counter((each.level, each.stage) for each in chosen.actions)
    if not counted:
        return [Paragraph("There are no actions yet.")]
    levels = [*LEVELS, *([""] if any(not level for level, _ in counted) else [])]
    stages = [*STAGES, *([""] if any(not stage for _, stage in counted) else [])]
    short = {level: coded(level, LEVELS).capitalize() for level in levels}
    stage_words = {stage: AGES.get(stage, NOT_SAID.capitalize()) for stage in stages}
    empty = [coded(stage, STAGES).lower() for stage in STAGES if stage != "all_ages" and not any(counted[(level, stage)] for level in levels)]
    title = "No action is aimed at " + " or ".join(empty[:2]) if empty else "Every stage of life has an action"
    chart = Chart(
        "strategy-balance", "heat", title, "Number of actions by level of prevention and stage of life",
        tuple(Series(short[level], tuple(Point(stage_words[stage], float(counted[(level, stage)])) for stage in stages)) for level in levels),
        "stage of life", "actions", "the partnership's register of actions", "", table="strategy-balance",
    )
    columns = (Column("Level of prevention"), *(Column(stage_words[stage], 0) for stage in stages))
    rows = tuple((TableCell(coded(level, LEVELS, NOT_SAID).capitalize()), *(TableCell(float(counted[(level, stage)])) for stage in stages))
                 for level in levels)
    notes = ("Primary: before anything happens, for everybody. Secondary: for those at more risk. Tertiary: after violence, so that it doesn't "
             "happen again.", "A nought here is a real nought: no action of that kind is recorded.")
    return [replace(chart, alt=described(chart)), Table("strategy-balance", "Actions by level of prevention and stage of life", columns, rows, notes)]


def _check(chosen: Chosen, check: str) -> list[Block]:
    """A check's questions with their answers; in public only those that were answered."""
    held = [each for each in chosen.response.checks if each.question.check == check]
    shown = [each for each in held if each.answer or chosen.inside]
    blocks: list[Block] = [Heading(CHECKS[check])]
    if not shown:
        return [*blocks, Paragraph("These questions haven't been answered yet.")]
    blocks.append(check_table(shown, f"check-{check.replace('_', '-')}", f"{CHECKS[check]}: questions and answers"))
    if any(not each.question.verified for each in shown):
        blocks.append(Paragraph("The questions are in our own words; what they rest on is for the partnership to confirm."))
    return blocks


def check_table(answers: list[Answered], slug: str, caption: str) -> Table:
    """Questions of a check, each with its answer and what shows it."""
    rows = tuple((TableCell(each.question.says), TableCell(ANSWERS[each.answer.answer] if each.answer else "not answered yet"),
                  TableCell(each.answer.shows if each.answer else each.question.why)) for each in answers)
    return Table(slug, caption, (Column("Question"), Column("Answer"), Column("What shows it, or why it is asked")), rows)


def equality(chosen: Chosen) -> Page:
    """What the strategy may do to people who share a characteristic, in short; the whole is in the equality impact assessment."""
    held = [each for each in chosen.plan.of(EqualityEffect) if each.strategy == chosen.strategy.id]
    blocks: list[Block] = [Paragraph(
        "Public bodies must weigh what their decisions do to people who share a characteristic that the law protects (Equality Act 2010, section "
        "149, for the partnership to confirm). This is the summary; the equality impact assessment holds the figures.")]
    if held:
        rows = tuple((TableCell(CHARACTERISTICS[each.characteristic]), TableCell(EFFECTS[each.effect]), TableCell(each.says or "not said"),
                      TableCell(each.answer or "nothing recorded yet")) for each in held)
        columns = (Column("Characteristic"), Column("Effect expected"), Column("What is known, and what isn't"), Column("What will be done"))
        blocks.append(Table("strategy-equality", "Effects expected, by characteristic", columns, rows))
    missing = [words for slug, words in CHARACTERISTICS.items() if slug not in {each.characteristic for each in held}]
    if missing:
        blocks.append(Callout(f"Not yet considered: {', '.join(missing)}."))
    blocks += _check(chosen, "equality")
    lead = f"{len(held)} of {len(CHARACTERISTICS)} characteristics considered."
    return Page("strategy/equality", "Equality", WORK, lead, tuple(blocks))
