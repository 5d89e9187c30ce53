"""Whom delivery reached, from figures that left the lock: by action and year, by group, beside the residents of those groups."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import number_cell, worth_printing
from upriver.report.plans.delivered.words import text
from upriver.report.plans.told import Told
from upriver.words.cleared import Cell
from upriver.words.document import Block, Column, KeyFigure, Paragraph, Table, TableCell
from upriver.words.period import financial_year
from upriver.words.registers.delivery import Action
from upriver.words.text import number

TABLE = "assessment/delivery/{}"
SOURCE = "Provider returns, cleared by the lock"
SPLITS = {"age": "Age", "sex": "Sex", "ethnicity": "Ethnicity"}
STAGES = {"referred": "Referred", "started": "Started", "completed": "Completed"}
TWICE = "The same person may be counted in two actions or years: these are referrals, starts and completions, not persons."
HIDDEN = ("[c] is hidden because it, or a number that it could be worked out from, is below the rule for counts of people. "
          "[x] was not told for all of that time, and isn't nought.")


def cells(told: Told, name: str, year: str = "") -> tuple[Cell, ...]:
    """The cleared cells of a table of delivery; of one financial year where it is named."""
    found = told.clearance.table(TABLE.format(name)) if told.clearance else None
    return tuple(each for each in (found.cells if found else ()) if not year or financial_year(each.key.period.start) == year)


def years(told: Told) -> tuple[str, ...]:
    """The financial years that any return is of, in order."""
    return tuple(sorted({financial_year(each.key.period.start) for each in cells(told, "returns")}))


def latest(told: Told, year: str) -> str:
    """That year where it has returns, else the last one before it that has; "" where none has."""
    return max((each for each in years(told) if each <= year), default="")


def whole(told: Told, name: str, measure: str, year: str, unit: str = "count", **split: str) -> Cell | None:
    """The cell of the longest stretch of a year: what stands for the year so far."""
    found = [each for each in cells(told, name, year)
             if each.key.measure == measure and each.key.unit == unit and each.key.names == split]
    return max(found, key=lambda each: (each.key.period.end - each.key.period.start, each.key.period.end), default=None)


def headlines(told: Told, year: str) -> tuple[KeyFigure, ...]:
    """Referred, started and completed in all actions of a year, each with the time it is of and how many of them told less of it."""
    found = []
    for measure, words in STAGES.items():
        if (cell := whole(told, "returns", measure, year)) is not None:
            part = _told_less(told, measure, year, cell)
            of = f"in all actions, {part} of which told only a part of that time" if part else "in all actions"
            found.append(KeyFigure(words, shown(cell), of, cell.key.period.words))
    return tuple(found)


def _told_less(told: Told, measure: str, year: str, together: Cell) -> int:
    """How many actions' own longest stretch of the year is shorter than that of all together."""
    actions = {each.key.names["action"] for each in cells(told, "returns", year) if "action" in each.key.names}
    own = [whole(told, "returns", measure, year, action=each) for each in actions]
    return sum(1 for each in own if each is None or each.key.period != together.key.period)


def shown(cell: Cell | None, decimals: int | None = None) -> str:
    """A cell's number as it is printed, or the word for why there is none."""
    if cell is None or cell.value is None:
        return {"c": "hidden"}.get(cell.marker if cell else "", "not known")
    return number(cell.value, cell.decimals if decimals is None else decimals)


def by_action(told: Told, slug: str, year: str) -> list[Block]:
    """A row for each action that a provider told of in the year."""
    mine = cells(told, "returns", year)
    actions = list(dict.fromkeys(each.key.names["action"] for each in mine if "action" in each.key.names))
    if not actions:
        return [Paragraph("No provider return of that year is among the figures of the latest assessment: whom actions reached isn't known.")]
    rows = []
    for ident in actions:
        action = told.plan.one(Action, ident)
        main = [whole(told, "returns", measure, year, action=ident) for measure in STAGES]
        span = next((each.key.period.words for each in main if each), "")
        more = (whole(told, "completion", "completed", year, "percent", action=ident), whole(told, "pace", "within_28_days", year, "percent", action=ident))
        plan = TableCell(float(action.planned_reach)) if action and action.planned_reach is not None else TableCell(None, "x")
        rows.append((TableCell(action.title if action else ident), text(span), plan, *(number_cell(each) for each in (*main, *more))))
    columns = (Column("Action"), Column("Time told"), Column("Planned to reach in a year", 0), *(Column(words, 0) for words in STAGES.values()),
               Column("Completed of those started, %", 1), Column("Started within 28 days, %", 1))
    notes = (HIDDEN, TWICE, "Some who complete began in an earlier year, so a share completed is rough.")
    return [Table(slug, f"Reach by action, {year}", columns, tuple(rows), notes, SOURCE, "", 40)]


def against_need(told: Told, slug: str, year: str) -> list[Block]:
    """Of those who started, the share of each group beside its share of residents, by age, sex and ethnicity."""
    blocks: list[Block] = []
    for split, words in SPLITS.items():
        rows = tuple(_against(told, split, year))
        if rows:
            columns = (Column(words), Column("Started", 0), Column("Share of starts, %", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1),
                       Column("Share of residents, %", 1), Column("Share of people harmed, %", 1))
            harmed = ("People harmed are victims of recorded violence in the period of the assessment, of those whose group is known.",) * bool(_harmed(told, split))
            notes = (HIDDEN, *_left_out(told, split, year), "Actions that tell these groups, together. Shares are of those whose group is known. A difference from residents is no fault by itself: need isn't spread as residents are.",
                     *harmed)
            kept, body = worth_printing(columns, rows)
            blocks.append(Table(f"{slug}-{split}", f"Whom delivery reached by {words.lower()}, {year}, beside those who live here", kept, body, notes, SOURCE))
    return blocks or [Paragraph("Returns of that year aren't split by age, sex or ethnicity, or everything in them is hidden.")]


def _left_out(told: Told, split: str, year: str) -> tuple[str, ...]:
    """How many of all starts a table of groups is of, where an action's own bands don't fit with the others' or it tells none."""
    of, everybody = whole(told, f"by_{split}", "started_where_told", year, split=split), whole(told, "returns", "started", year)
    if of is None or everybody is None or of.count is None or everybody.count is None or of.count == everybody.count:
        return ()
    return (f"{number(of.count)} of {number(everybody.count)} starts are in this table: the other actions tell no such groups, or bands that don't fit with these.",)


def _against(told: Told, split: str, year: str) -> Iterator[tuple[TableCell, ...]]:
    mine = [each for each in cells(told, f"by_{split}", year) if "action" not in each.key.names and split in each.key.names]
    counts = {each.key.names[split]: each for each in mine if each.key.unit == "count" and each.key.measure.startswith("started")}
    shares = {each.key.names[split]: each for each in mine if each.key.unit == "percent"}
    residents = {each.key.names[split]: each for each in cells(told, "need", year) if split in each.key.names}
    harmed = _harmed(told, split)
    for group, cell in counts.items():
        share = shares.get(group)
        known = harmed.get(group.casefold())
        yield (TableCell("Not known" if group == "not_known" else group), number_cell(cell), number_cell(share), number_cell(share, "lower"),
               number_cell(share, "upper"), number_cell(residents.get(group)), TableCell(known, "" if known is not None else "x"))


def _harmed(told: Told, split: str) -> dict[str, float]:
    """Shares of people harmed by group, from printed counts of one table; nothing where one of its groups is hidden."""
    if split != "ethnicity" or told.clearance is None:
        return {}
    table = told.clearance.table("assessment/disproportionality/stages")
    found = {each.key.names[split].casefold(): each.count for each in (table.cells if table else ())
             if each.key.measure == "victims" and each.key.unit == "count" and set(each.key.names) == {split}}
    found.pop("not_known", None)
    if not found or any(count is None for count in found.values()):
        return {}
    total = sum(count or 0 for count in found.values())
    return {group: 100 * (count or 0) / total for group, count in found.items()} if total else {}
