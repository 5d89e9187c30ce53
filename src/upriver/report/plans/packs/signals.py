"""Indicators as a pack shows them: those that the strategy is measured by and the national ones, each with its control chart."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.told import Told
from upriver.report.plans.watched.charting import control_chart, reading_words, readings_table, said_when, signal_words
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.monitoring.indicator import Standing
from upriver.words.registers.strategy import Objective, Priority

NO_CAUSE = ("A fall or a rise is said only where a level has moved by more than chance. Nothing here says why it moved: a fall beside our work "
            "is not an effect of our work. What can be said of effects stands under what was evaluated.")
MOST_CHARTS = 8


def chosen(told: Told) -> list[Standing]:
    """Each indicator once: the strategy's own measures, then the national ones, then others that signal something; with readings first."""
    ours = {each.id for each in told.plan.of(Priority) if each.strategy == told.in_force}
    objectives = {each.id for each in told.plan.of(Objective) if each.priority in ours}
    aimed = [each for each in told.standings if each.measure is not None and (not objectives or each.measure.objective in objectives)]
    national = [each for each in told.standings if each.measure is None and each.indicator.national]
    moving = [each for each in told.standings if each.measure is None and each.signal in ("better", "worse", "unusual")]
    found: dict[tuple[str, str], Standing] = {}
    for each in (*aimed, *national, *moving):
        found.setdefault((each.indicator.slug, each.area_name), each)
    return sorted(found.values(), key=lambda each: not each.series)


def summary(told: Told, slug: str, caption: str, standings: Sequence[Standing]) -> Table:
    """Where each indicator stands, in words and a mark; what has no readings says so."""
    columns = tuple(Column(name) for name in ("Indicator", "Area", "Latest reading", "When", "Does it move?", "Since the baseline", "Target"))
    rows = tuple(
        (TableCell(each.indicator.title), TableCell(each.area_name or "\u2013"), TableCell(reading_words(each) if each.latest else "no reading"),
         TableCell(said_when(each.latest.key.period) if each.latest else "\u2013"),
         TableCell(signal_words(each), tone=each.signal if each.signal in ("better", "worse") else ""),
         TableCell(each.since_baseline.says if each.since_baseline else "\u2013"), TableCell(each.chance_says or "none set"))
        for each in standings
    )
    notes = ("\u25bc lower and \u25b2 higher than it was by more than chance, \u25cf no signal, \u25c6 one reading out of the ordinary, \u25cb too few to judge, \u2013 no readings.",)
    return Table(slug, caption, columns, rows, notes)


def pages(prefix: str, group: str, standings: Sequence[Standing], *, most: int = MOST_CHARTS) -> list[Page]:
    """The same, a page for each, so that each becomes a slide; what has too few readings has none."""
    found: list[Page] = []
    for at, each in enumerate(standings):
        slug = f"{prefix}-{each.indicator.slug.replace('_', '-')}-{at}"
        if len(found) < most and (chart := control_chart(each, slug)) is not None:
            chance = (Paragraph(each.chance_says),) if each.chance_says else ()
            found.append(Page(f"{prefix}/indicator-{len(found) + 1}", each.indicator.title, group, each.says, (chart, *chance, readings_table(each, slug))))
    return found


def charts(prefix: str, standings: Sequence[Standing], *, most: int = MOST_CHARTS) -> list[Block]:
    """A control chart and its table for each indicator that has readings enough; what isn't drawn is named."""
    blocks: list[Block] = [Callout(NO_CAUSE)]
    drawn = 0
    left: list[str] = []
    for each in standings:
        slug = f"{prefix}-{each.indicator.slug.replace('_', '-')}{'-' + each.area_code.lower() if each.area_code and each.measure and each.measure.area else ''}"
        chart = control_chart(each, slug) if drawn < most else None
        if chart is None:
            left.append(each.indicator.title)
            continue
        drawn += 1
        blocks += [Heading(f"{each.indicator.title}, {each.area_name}" if each.area_name else each.indicator.title), chart,
                   readings_table(each, slug)]
        if each.chance_says:
            blocks.append(Paragraph(each.chance_says))
    if left:
        blocks.append(Paragraph(f"Not drawn here, for want of readings or of room: {'; '.join(dict.fromkeys(left))}."))
    return blocks
