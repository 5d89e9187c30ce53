"""Every intervention on a row: who delivers it, at which level, on what evidence, at what cost, whom it reached, how it is evaluated."""

from __future__ import annotations

from upriver.report.drawn import number_cell
from upriver.report.plans.delivered import reach
from upriver.report.plans.delivered.actions import OWN
from upriver.report.plans.delivered.words import pounds_cell, text
from upriver.report.plans.tables import coded, evidence_words, inside
from upriver.report.plans.told import Told
from upriver.words.document import Column, Table, TableCell
from upriver.words.monitoring.effect import Effect
from upriver.words.registers.delivery import EVALUATIONS, LEVELS, Action
from upriver.words.standing.delivered import ActionStands


def interventions(told: Told, slug: str, year: str) -> list[Table]:
    """What each is, and beside it what it reached and spent. Single amounts of money are for readers inside alone."""
    chosen = [each for each in told.delivered.actions if told.delivered.lines(action=each.action.id, year=year) or each.pace not in ("stopped", "not_begun")]
    return [_what(told, f"{slug}-what", chosen), _reached(told, f"{slug}-reach", chosen, year)]


def _what(told: Told, slug: str, chosen: list[ActionStands]) -> Table:
    rows = tuple(
        (TableCell(each.action.title), text(each.action.provider or told.name(each.action.lead)), text(coded(each.action.level, LEVELS)),
         text(evidence_words(told, each.action)), text(_evaluated(told, each.action)))
        for each in chosen
    )
    columns = tuple(Column(name) for name in ("Intervention", "Who delivers it", "Level of prevention", "Approach and evidence", "How it is evaluated"))
    notes = ("A rating is of an approach where it was tried, not of what is done here.",)
    return Table(slug, "Interventions: who, what for, on what evidence", columns, rows, notes, OWN, "", 50)


def _reached(told: Told, slug: str, chosen: list[ActionStands], year: str) -> Table:
    own = inside(told)
    rows = []
    for each in chosen:
        ident, planned = each.action.id, each.action.planned_reach
        spent = told.delivered.spending(year=year, action=ident)
        money = (pounds_cell(spent.planned), pounds_cell(spent.spent)) if own else ()
        rows.append((TableCell(each.action.title), *money, TableCell(None, "x") if planned is None else TableCell(float(planned)),
                     number_cell(reach.whole(told, "returns", "started", year, action=ident)),
                     number_cell(reach.whole(told, "completion", "completed", year, "percent", action=ident)), text(_outcome(told, each.action))))
    money_columns = (Column("Planned, \u00a3", 0), Column("Spent, \u00a3", 0)) if own else ()
    columns = (Column("Intervention"), *money_columns, Column("Planned to reach in a year", 0), Column("Started", 0), Column("Completed of those started, %", 1),
               Column("Outcome measure"))
    return Table(slug, f"Interventions: reach and outcome, {year}", columns, tuple(rows), (reach.HIDDEN, reach.TWICE), f"{OWN}; {reach.SOURCE.lower()}", "", 50)


def _evaluated(told: Told, action: Action) -> str:
    found = next((each for each in told.effects if each.study.action == action.id), None)
    plan = EVALUATIONS.get(action.evaluation, "No plan recorded")
    return f"{plan}. {_result(found)}" if found else plan


def _result(effect: Effect) -> str:
    return "A study is written down and not looked at yet." if not effect.looked else "The design can't carry these data." if effect.refused else effect.verdict


def _outcome(told: Told, action: Action) -> str:
    found = [each.study.outcome.replace("_", " ") for each in told.effects if each.study.action == action.id]
    return "; ".join(dict.fromkeys(found))
