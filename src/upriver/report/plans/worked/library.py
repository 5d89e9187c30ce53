"""The evidence library as tables: approaches by rating, the actions that use each, and what local studies found."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.told import Told
from upriver.report.plans.worked.studies import action_of, verdict
from upriver.words.document import Block, Column, Heading, Paragraph, Table, TableCell
from upriver.words.monitoring.approach import SAID, SEEN, Approach
from upriver.words.registers.delivery import LEVELS, Action
from upriver.words.text import day, listed, plural, sentence

ORDER = ("high", "moderate", "reduces", "low", "mixed", "none", "unclear", "harmful", "")
COLUMNS = ("Approach", "How sure and what cost", "Level, for whom, where", "What it does", "Who rates it, and whether it was read", "Used by")
OWN = "The partnership's own records"
CITED = "Each collection named, cited singly; read on the days given"


def used(told: Told, actions: Sequence[Action]) -> list[Block]:
    """Each action with the approach it names, its rating and the reason recorded where one is needed."""
    rows = []
    for each in actions:
        approach = told.approaches.get(each.approach)
        rated = approach.says if approach else ("not in the library" if each.approach else "no approach named")
        name = approach.name if approach else each.approach.replace("_", " ") or "none"
        reason = each.approach_reason or ("needed, and not recorded" if approach and approach.needs_reason else "not needed" if approach else "")
        rows.append((TableCell(each.title), TableCell(name), TableCell(sentence(rated)), TableCell(reason)))
    if not rows:
        return [Paragraph("No action is recorded yet.")]
    columns = tuple(Column(name) for name in ("Action", "Approach it follows", "How that is rated", "Reason for using it all the same"))
    return [Table("evidence-used", "Actions and the approaches they follow", columns, tuple(rows), (), OWN, "", 15)]


def without_reason(told: Told, actions: Sequence[Action]) -> str:
    """Which actions follow an approach that is rated doubtful or harmful, or isn't rated, without a recorded reason; "" where none does."""
    found = [each.title for each in actions
             if (approach := told.approaches.get(each.approach)) and approach.needs_reason and not each.approach_reason]
    if not found:
        return ""
    return (f"{plural(len(found), 'action')} {'follows' if len(found) == 1 else 'follow'} an approach without clear evidence, or with evidence of no effect or "
            f"of harm, and no reason is recorded: {listed(found, most=8)}.")


def own(told: Told) -> list[Block]:
    """What local studies found, beside the library."""
    if not told.effects:
        return [Paragraph("No local study has been written down.")]
    columns = tuple(Column(name) for name in ("Study", "Action", "What was found", "In the library as"))
    notes = ("One study in one place: it is entered in the library by a person, as hardly sure.",)
    entered = {each.study: each for each in told.approaches.values() if each.study}
    rows = tuple(
        (TableCell(each.study.question), TableCell(action_of(told, each.study)), TableCell(verdict(each)),
         TableCell(SAID[entered[each.study.id].impact] if each.study.id in entered else "not entered"))
        for each in told.effects
    )
    return [Table("evidence-local", "What was found here", columns, rows, notes, OWN)]


def by_rating(told: Told, held: Sequence[Approach]) -> list[Block]:
    """A table for each rating, the most helpful first; each can be sorted and filtered by its columns."""
    users: dict[str, list[str]] = {}
    for action in told.plan.of(Action):
        if action.approach:
            users.setdefault(action.approach, []).append(action.title)
    blocks: list[Block] = []
    for impact in ORDER:
        mine = sorted((each for each in held if each.impact == impact), key=lambda each: (each.seen == "no", each.name.casefold(), each.collection))
        if mine:
            name = SAID[impact]
            rows = tuple(_row(each, users.get(each.id, [])) for each in mine)
            blocks += [Heading(name, 3), Table(f"evidence-{impact or 'not-held'}", f"{name}: {plural(len(mine), 'approach', 'approaches')}",
                                               tuple(Column(each) for each in COLUMNS), rows, (), CITED, "", 15)]
    return blocks


def _row(each: Approach, users: Sequence[str]) -> tuple[TableCell, ...]:
    recalled = "" if each.grades_seen else " (recalled)"
    sure, cost = (f"{grade} of {most}{recalled}" if grade else "not known" for grade, most in ((each.strength, 5), (each.cost, 3)))
    level = LEVELS[each.level].partition(":")[0] + (" (our judgement)" if each.level_by_us else "") if each.level in LEVELS else ""
    whom = "; ".join(part for part in (level, each.life_stage, each.setting) if part)
    what = " ".join(f"{sentence(part).rstrip('.')}." for part in (each.effect, each.caution) if part)
    return (
        TableCell(each.name, href=each.url), TableCell(f"Sure: {sure}; cost: {cost}"), TableCell(whom or "not said"),
        TableCell(what or "not held"), TableCell(f"{each.collection}. {SEEN[each.seen]}. {sentence(_source(each))}."), TableCell(listed(list(users), most=6) if users else "no action"),
    )


def _source(each: Approach) -> str:
    dated = day(each.dated) if len(each.dated) == 10 else each.dated
    parts = [_site(each.source), f"of {dated}" if dated else "undated", f"read {day(each.read_on)}" if each.read_on else ""]
    return "; ".join(part for part in parts if part)


def _site(source: str) -> str:
    """The sites of a source that is addresses: an address in full is as wide as a page, and the library's data hold it."""
    addresses = [part.strip() for part in source.split(" ; ")]
    if all("." in each.partition("/")[0] and " " not in each for each in addresses):
        return listed(list(dict.fromkeys(each.partition("/")[0] for each in addresses)))
    return source
