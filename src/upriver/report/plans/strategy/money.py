"""Money: by priority and year, by level of prevention, and what stops when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from upriver.report.drawing.described import described
from upriver.report.plans.strategy.chosen import WORK, Chosen
from upriver.report.plans.tables import coded, date_words, money_words
from upriver.words.document import (
    Block,
    Bullets,
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
from upriver.words.period import year_period
from upriver.words.registers.delivery import LEVELS, STAGES, Action, Funding
from upriver.words.standing.response import Ending
from upriver.words.text import plural

OWN = "The partnership's own running"


def money(chosen: Chosen) -> Page:
    """What is planned for each priority in each year, how it is spread, and what would stop."""
    lines = _lines(chosen)
    known = [each.planned for each in lines if each.planned is not None]
    blocks: list[Block] = []
    if known:
        blocks += [Heading("By priority and year"), by_year(chosen, lines)]
        if chosen.inside:  # one place of these tables may be one action or one payer, whose amount the public doesn't read
            blocks += [*_levels(chosen, lines), Heading("By priority, level and stage of life"), _spread(chosen), Heading("Who pays"), _sources(lines)]
    else:
        blocks.append(Callout("No amount of money has been recorded yet.", "warning"))
    blocks += _exposed(chosen)
    lead = f"{money_words(sum(known, Decimal(0)))} is planned on {plural(len(known), 'line')} of money." if known else "Nothing is known of money yet."
    return Page("strategy/money", "Money", WORK, lead, tuple(blocks))


def _lines(chosen: Chosen) -> list[Funding]:
    ids = {each.id for each in chosen.actions}
    return [each for each in chosen.plan.of(Funding) if each.action in ids or (not each.action and in_its_years(chosen, each))]


def in_its_years(chosen: Chosen, line: Funding) -> bool:
    """Whether a line's financial year touches the strategy's own years: the partnership's running belongs to the strategy that held."""
    starts, ends = chosen.strategy.starts, chosen.strategy.ends
    whole = year_period(line.year)
    return (starts is None or whole.end >= starts) and (ends is None or whole.start <= ends)


def _priority_of(chosen: Chosen, line: Funding) -> str:
    action = next((each for each in chosen.actions if each.id == line.action), None)
    return chosen.title(action.priority) if action else OWN


def _total(lines: Sequence[Funding]) -> float | None:
    known = [each.planned for each in lines if each.planned is not None]
    return float(sum(known, Decimal(0))) if known else None


def by_year(chosen: Chosen, lines: Sequence[Funding]) -> Table:
    """Pounds planned by priority and financial year. An empty place is money that nobody recorded, not nothing."""
    years = sorted({each.year for each in lines})
    names = list(dict.fromkeys([*(each.title for each in chosen.priorities), *(_priority_of(chosen, each) for each in lines)]))
    rows = []
    for name in names:
        own = [each for each in lines if _priority_of(chosen, each) == name]
        rows.append((TableCell(name), *(_cell(_total([each for each in own if each.year == year])) for year in years), _cell(_total(own))))
    rows.append((TableCell("All"), *(_cell(_total([each for each in lines if each.year == year])) for year in years), _cell(_total(lines))))
    columns = (Column("Priority"), *(Column(year, 0) for year in years), Column("All years", 0))
    missing = len([each for each in lines if each.planned is None])
    notes = ("Pounds, as planned; what is given in kind is counted in. [x]: nothing is recorded, which isn't the same as nothing.",
             *((f"{plural(missing, 'line')} of money {'has' if missing == 1 else 'have'} no amount and {'is' if missing == 1 else 'are'} in no sum.",) if missing else ()))
    return Table("strategy-money", "Money planned, by priority and financial year", columns, tuple(rows), notes, source="the partnership's register of money")


def _cell(value: float | None) -> TableCell:
    return TableCell(value, "" if value is not None else "x")


def _levels(chosen: Chosen, lines: Sequence[Funding]) -> list[Block]:
    """How the money is spread over levels of prevention, a bar for each priority and level."""
    level_of = {each.id: each.level for each in chosen.actions}
    levels = [level for level in (*LEVELS, "") if any(level_of.get(each.action, "-") == level and each.planned is not None for each in lines)]
    called = {**{level: level.capitalize() for level in LEVELS}, "": "Not said"}
    priorities = [each for each in chosen.priorities if any(each.id == one.priority for one in chosen.actions)]
    held: dict[tuple[str, str], float | None] = {}
    for level in levels:
        for priority in priorities:
            own = {each.id for each in chosen.of(priority.id) if each.level == level}
            # No action is no money, a real nought; actions without an amount are not known.
            held[(level, priority.id)] = _total([each for each in lines if each.action in own]) if own else 0.0
    if not levels:
        return []
    series = tuple(Series(called[level], tuple(Point(each.title, held[(level, each.id)]) for each in priorities))
                   for level in levels)
    whole = {level: sum(held[(level, each.id)] or 0.0 for each in priorities) for level in levels}
    top = max(whole, key=lambda level: whole[level])
    chart = Chart("strategy-money-levels", "bars", f"Most of the money goes to {called[top].lower()} prevention" if top and whole[top] * 2 > sum(whole.values())
                  else f"{called[top]} prevention has the largest share of the money",
                  "Pounds planned over all years, by priority and level of prevention", series, "", "pounds", "the partnership's register of money", "",
                  table="strategy-money-levels")
    columns = (Column("Priority"), *(Column(called[level], 0) for level in levels))
    rows = tuple((TableCell(each.title), *(_cell(held[(level, each.id)]) for level in levels)) for each in priorities)
    return [Heading("By level of prevention"), replace(chart, alt=described(chart)),
            Table("strategy-money-levels", "Money planned, by priority and level of prevention", columns, rows, source="the partnership's register of money")]


def _spread(chosen: Chosen) -> Table:
    """Actions and money together, a row for each priority, level of prevention and stage of life that any action has."""
    order = [each.id for each in chosen.priorities]
    rows = tuple(
        (TableCell(chosen.title(each.priority)), TableCell(coded(each.level, LEVELS)), TableCell(coded(each.stage, STAGES)),
         TableCell(float(each.actions)), _cell(None if each.planned is None else float(each.planned)), TableCell(float(each.unpriced)))
        for each in sorted(chosen.response.shares, key=lambda share: order.index(share.priority) if share.priority in order else len(order)))
    columns = (Column("Priority"), Column("Prevention"), Column("Stage of life"), Column("Actions", 0), Column("Pounds planned", 0),
               Column("Actions without an amount", 0))
    return Table("strategy-spread", "Actions and money planned, by priority, level of prevention and stage of life", columns, rows,
                 ("Actions that are stopped or done are left out. [x]: no amount is recorded, which isn't the same as nothing.",),
                 source="the partnership's registers of actions and money", shown_rows=12)


def _sources(lines: Sequence[Funding]) -> Table:
    names = list(dict.fromkeys(each.source for each in lines))
    rows = []
    for name in names:
        own = [each for each in lines if each.source == name]
        ends = [each.ends for each in own if each.ends]
        rows.append((TableCell(name), _cell(_total(own)), TableCell(date_words(max(ends)) if ends and len(ends) == len(own) else "not known")))
    return Table("strategy-sources", "Who pays, and until when", (Column("Who pays"), Column("Pounds planned", 0), Column("Money ends")), tuple(rows))


def _exposed(chosen: Chosen) -> list[Block]:
    """What stops when the money stops. The names of actions at risk are for the partnership; in public, that there are some."""
    exposure = chosen.response.exposure
    if not chosen.actions:
        return []
    blocks: list[Block] = [Heading("What stops when money stops")]
    stops = [each for each in exposure.endings if each.goes_on]
    says = [f"{plural(len(stops), 'action')} of {len(chosen.actions)} {'is' if len(stops) == 1 else 'are'} meant to go on after the last known money ends."
            if stops else "No action with known money is meant to go on after it ends."]
    in_part = {each.action for each in exposure.partly}
    says += [f"Of {plural(len(in_part - {''}), 'action')} a part of the money ends before the rest."] if in_part - {""} else []
    says += ["A part of the money for the partnership's own running ends before the rest."] if "" in in_part else []
    says += [f"Of {plural(len(exposure.without_money), 'action')} no money is recorded at all."] if exposure.without_money else []
    says += [f"Of {plural(len(exposure.open_ended), 'action')} the end of some money isn't known."] if exposure.open_ended else []
    blocks.append(Bullets(tuple(says)))
    if not chosen.inside or not (exposure.endings or exposure.partly):
        return blocks
    by_id = {each.id: each for each in chosen.actions}
    rest = [each for each in exposure.endings if not each.goes_on]
    for caption, slug, held in (("Actions that are to go on after their money ends", "outlast", stops),
                                ("Actions that end with their money, or whose last day isn't known", "with-money", rest)):
        if held:
            rows = tuple(_ending_row(chosen, each, by_id[each.action]) for each in held if each.action in by_id)
            blocks.append(Table(f"strategy-{slug}", caption, ENDING, rows, ENDING_NOTES, shown_rows=12))
    if exposure.partly:
        rows = tuple(_part_row(chosen, each, by_id.get(each.action)) for each in exposure.partly)
        blocks.append(Table("strategy-in-part", "Money of which a part ends before the rest", PART, rows, PART_NOTES, shown_rows=12))
    for title, ids in (("No money recorded", exposure.without_money), ("End of some money not known", exposure.open_ended)):
        if ids:
            blocks += [Paragraph(f"{title}: {'; '.join(by_id[each].title for each in ids if each in by_id)}.")]
    return blocks


ENDING = (Column("Money ends"), Column("Action"), Column("Who pays"), Column("Pounds that end", 0), Column("People planned a year", 0))
ENDING_NOTES = ("Pounds are those of the lines of money that end on that day. People are planned, each action for itself: somebody may be in several.",)


PART = (*ENDING[:3], Column("Pounds that end", 0), Column("Of all pounds planned", 0))
PART_NOTES = ("Other money of the action goes on after that day; whether it can carry the action alone is for the partnership to say.",)


def _part_row(chosen: Chosen, each: Ending, action: Action | None) -> tuple[TableCell, ...]:
    """A part of an action's money that ends first; the partnership's own running where no action is named."""
    row = _ending_row(chosen, each, action)
    return (*row[:4], _cell(float(each.whole) if each.whole is not None else None))


def _ending_row(chosen: Chosen, each: Ending, action: Action | None) -> tuple[TableCell, ...]:
    """One action's last money; what isn't known says so."""
    past = " (past)" if each.on < chosen.told.on else ""
    return (TableCell(f"{date_words(each.on)}{past}"), TableCell(action.title if action else OWN), TableCell(", ".join(each.sources)),
            _cell(float(each.amount) if each.amount is not None else None), _cell(float(each.reach) if each.reach is not None else None))
