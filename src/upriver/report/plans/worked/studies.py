"""One study as blocks: the question, how it was asked, what could have been seen, then what was found and what it can't tell."""

from __future__ import annotations

from upriver.report.drawn import number_cell
from upriver.report.plans.tables import date_words, inside
from upriver.report.plans.told import Told
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Break,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.monitoring.effect import COUNTS, GROUPS, MONTHS, Effect
from upriver.words.registers.delivery import Action
from upriver.words.registers.learning import DESIGNS, Study
from upriver.words.text import listed, sentence

SOURCE = "Counts of the latest assessment, through the lock"
CLAIMS = ("fewer", "more")
NO_CAUSE = "A result more than chance explains is no proof of a cause. Something else that happened in the same places at the same time would look the same."


def page_of(study: Study) -> str:
    """The page of a study."""
    return f"evaluation/{study.id.replace('_', '-')}"


def action_of(told: Told, study: Study) -> str:
    """The title of the action that is evaluated."""
    action = told.plan.one(Action, study.action)
    return action.title if action else study.action


def verdict(effect: Effect) -> str:
    """The rung in words, with its label where the study was written down too late."""
    return f"Exploratory only. {effect.verdict}" if effect.exploratory and effect.rung in CLAIMS else effect.verdict


def blocks_of(told: Told, effect: Effect) -> tuple[Block, ...]:
    """Everything about one study, the least effect before its result."""
    study = effect.study
    blocks: list[Block] = [Callout(each, "warning") for each in effect.warnings if each.startswith("Exploratory")]
    blocks += [Heading("How it was asked"), Paragraph(f"{DESIGNS[study.design]}. {effect.design}"), Bullets(_asked(told, effect))]
    blocks += [Heading("What could have been seen"), Paragraph(_seen(effect)), Heading("What was found"),
               Callout(_result(effect)), Paragraph(effect.says)]
    if effect.refused:
        blocks.append(Callout(effect.refused, "warning"))
    if effect.beside:
        blocks.append(Bullets(effect.beside))
    if drawn := chart(effect):
        blocks.append(drawn)
    if counted := table(effect):
        blocks.append(counted)
    warnings = tuple(each for each in effect.warnings if not each.startswith("Exploratory"))
    blocks += [Heading("What to keep in mind"), Bullets((*warnings, f"What this design can't tell: {effect.cannot[0].lower()}{effect.cannot[1:]}",
                                                         *((f"What else happened: {study.note}",) if study.note else ())))]
    if effect.rung in CLAIMS:
        blocks.append(Callout(NO_CAUSE))
    if effect.worth:
        blocks += [Heading("Costs and benefits"), Paragraph(effect.worth)]
    if inside(told):
        blocks.append(Paragraph(f"Study {study.id}. Areas by code: {_codes(study)}."))
    return tuple(blocks)


def _result(effect: Effect) -> str:
    said = verdict(effect)
    return f"{said}. {effect.means}" if effect.means and effect.means not in effect.says else f"{said}."


def lead(effect: Effect) -> str:
    """The line below a study's question: the least effect first, never the result."""
    return effect.least_seen or ("Nothing is claimed: the counts are watched." if effect.rung == "not_claimed" else "No result is given.")


def _asked(told: Told, effect: Effect) -> tuple[str, ...]:
    study = effect.study
    left = f" Left out until {date_words(study.phased_in_by)}, while it was brought in." if study.phased_in_by else ""
    places = [f"{GROUPS[name]}: {effect.areas[name]}." for name in GROUPS if name in effect.areas]
    return (
        f"Action: {action_of(told, study)}.", f"What is counted: {study.counted}.", *places,
        f"Before: from {date_words(study.before_from)}. It began on {date_words(study.starts)}.{left} After: until {date_words(study.after_to)}.",
        f"Written down on {date_words(study.declared_on)}.",
    )


def _seen(effect: Effect) -> str:
    least = effect.least_seen or "This can't be said: no result was made."
    if not effect.chance or effect.refused or not effect.least_seen:
        return least
    return f"{least} Of 100 programmes without any effect, this design would call about {effect.chance} a change at most, up or down: so see a result again elsewhere before you build on it."


def _codes(study: Study) -> str:
    return "; ".join(f"{GROUPS[name].lower()} {listed(list(getattr(study, name)), most=60)}" for name in GROUPS if getattr(study, name))


def chart(effect: Effect) -> Chart | None:
    """The months of the treated and the compared areas, with the start marked; None where single months aren't told."""
    study = effect.study
    rows = {name: _months(effect, name) for name in ("treated", "compared")}
    if not any(cell.value is not None for cell in rows["treated"]) or study.starts is None:
        return None
    series = tuple(Series(GROUPS[name], tuple(Point(f"{cell.key.period.start:%Y-%m}", cell.value, marker=cell.marker if cell.value is not None else "x")
                                              for cell in cells)) for name, cells in rows.items() if cells)
    alt = f"Line chart of {study.counted} a month, {listed([each.name.lower() for each in series])}. It began in {study.starts:%B %Y}. "
    alt += " ".join(_told(each) for each in series)
    slug = f"study-{study.id.replace('_', '-')}"
    title = f"{sentence(study.counted)} month by month" if effect.refused or not effect.least_seen else verdict(effect)
    return Chart(slug, "months", title, f"{sentence(study.counted)}, number a month", series, "", "number a month", SOURCE, alt,
                 breaks=(Break(f"{study.starts:%Y-%m}", "It began"),), table=f"{slug}-counts")


def _told(series: Series) -> str:
    given = [point for point in series.points if point.y is not None]
    return f"{series.name}: from {given[0].y:,.0f} in the first month to {given[-1].y:,.0f} in the last." if given and given[0].y is not None and given[-1].y is not None else ""


def _months(effect: Effect, group: str) -> list[Cell]:
    found = [cell for cell in effect.cells if cell.key.table == MONTHS and cell.key.names["group"] == group]
    return sorted(found, key=lambda cell: cell.key.period.start)


def table(effect: Effect) -> Table | None:
    """The counts before and after by group of areas, and a month on each side."""
    rows = []
    for name in GROUPS:
        before, after = (_side(effect, name, side) for side in ("before", "after"))
        if before is not None and after is not None:
            rows.append((TableCell(GROUPS[name]), number_cell(before), _each(before), number_cell(after), _each(after)))
    if not rows:
        return None
    months = [_side(effect, "treated", side) for side in ("before", "after")]
    held = [cell.key.names["months"] if cell else "0" for cell in months]
    columns = (Column("Areas"), Column(f"Before ({held[0]} months)", 0), Column("A month", 1), Column(f"After ({held[1]} months)", 0), Column("A month", 1))
    slug = f"study-{effect.study.id.replace('_', '-')}-counts"
    return Table(slug, f"{sentence(effect.study.counted)} before and after", columns, tuple(rows), ("Months are those held in every area.",), SOURCE)


def _side(effect: Effect, group: str, side: str) -> Cell | None:
    return next((cell for cell in effect.cells if cell.key.table == COUNTS and cell.key.names.get("group") == group and cell.key.names["when"] == side
                 and "months" in cell.key.names), None)


def _each(cell: Cell) -> TableCell:
    if cell.value is None:
        return TableCell(None, cell.marker)
    return TableCell(round(cell.value / max(int(cell.key.names["months"]), 1), 1))
