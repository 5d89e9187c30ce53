"""Indicators as a pack shows them: those that the strategy is measured by and the national ones, each with its control chart."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.told import Told
from upriver.report.plans.watched.charting import control_chart, reading_words, readings_table, said_when, signal_words
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.monitoring.indicator import Standing
from upriver.words.registers.strategy import Objective, Priority
from upriver.words.text import day, plural

NO_CAUSE = ("A fall or a rise is said only where a level has moved by more than chance. Nothing here says why it moved: a fall beside our work "
            "is not an effect of our work. What can be said of effects stands under what was evaluated.")
TWO_QUESTIONS = ("\u201cDoes it move?\u201d asks of the chart whether the level has moved for good; \u201csince the baseline\u201d asks whether one whole year differs from another. "
                 "They can answer differently.")
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


def moved_words(standings: Sequence[Standing]) -> str:
    """How many stand at a lasting new level, how many had an odd reading, and how many differ from their baseline: three questions, kept apart."""
    lasting = sum(1 for each in standings if each.signal in ("better", "worse"))
    odd = sum(1 for each in standings if each.signal == "unusual")
    since = sum(1 for each in standings if beyond_baseline(each))
    parts = [f"{lasting or 'None'} of {plural(len(standings), 'indicator')} {'has' if lasting < 2 else 'have'} moved to a lasting new level"]
    if odd:
        parts.append(f"{odd} had readings out of the ordinary")
    if since:
        parts.append(f"{since} {'differs' if since == 1 else 'differ'} from the baseline year by more than chance")
    return "; ".join(parts) + "."


def beyond_baseline(each: Standing) -> bool:
    """Whether its latest year differs from its baseline by more than chance."""
    change = each.since_baseline
    return change is not None and change.lower is not None and change.upper is not None and (change.lower > 0 or change.upper < 0)


def drawn(standings: Sequence[Standing], most: int) -> list[Standing]:
    """Those that get a chart, in their order: what moves first, then what has a target, a baseline or is a national measure; never the first that come."""
    def rank(each: Standing) -> int:
        aimed = each.measure is not None and each.measure.target is not None
        return 0 if each.signal in ("better", "worse", "unusual") else 1 if aimed else 2 if each.since_baseline or each.indicator.national else 3

    held = sorted((each for each in standings if control_chart(each, "") is not None), key=rank)[:most]
    return [each for each in standings if any(each is one for one in held)]


def summary(told: Told, slug: str, caption: str, standings: Sequence[Standing]) -> Table:
    """Where each indicator stands, in words and a mark; what has no readings says so."""
    columns = tuple(Column(name) for name in ("Indicator", "Area", "Latest reading", "When", "Does it move?", "Since the baseline", "Target"))
    rows = tuple(
        (TableCell(each.indicator.title), TableCell(each.area_name or "\u2013"), TableCell(reading_words(each) if each.latest else "no reading"),
         TableCell(said_when(each.latest.key.period) if each.latest else "\u2013"),
         TableCell(signal_words(each), tone=each.signal if each.signal in ("better", "worse") else ""),
         TableCell(each.since_baseline.says if each.since_baseline else "\u2013"), TableCell(_short(each)))
        for each in standings
    )
    notes = ("\u25bc lower and \u25b2 higher than it was by more than chance, \u25cf no signal, \u25c6 out of the ordinary, \u25cb too few to judge, \u2013 no readings.", TWO_QUESTIONS)
    return Table(slug, caption, columns, rows, notes)


def pages(prefix: str, group: str, standings: Sequence[Standing], *, most: int = MOST_CHARTS) -> list[Page]:
    """The same, a page for each, so that each becomes a slide; what has too few readings has none."""
    found: list[Page] = []
    for at, each in enumerate(drawn(standings, most)):
        slug = f"{prefix}-{each.indicator.slug.replace('_', '-')}-{at}"
        if (chart := control_chart(each, slug)) is not None:
            chance = (Paragraph(_target(each)),) if _target(each) else ()
            found.append(Page(f"{prefix}/indicator-{len(found) + 1}", each.indicator.title, group, _stands(each), (chart, *chance, readings_table(each, slug))))
    return found


def _stands(each: Standing) -> str:
    """Where it stood last: the chart below says what that means."""
    when = f" ({said_when(each.latest.key.period)})" if each.latest else ""
    return f"{each.area_name}: {reading_words(each)}{when}." if each.area_name else f"{reading_words(each)}{when}."


def charts(prefix: str, standings: Sequence[Standing], *, most: int = MOST_CHARTS) -> list[Block]:
    """A control chart and its table for each indicator that has readings enough; what isn't drawn is named."""
    blocks: list[Block] = [Callout(NO_CAUSE)]
    chosen_ones = drawn(standings, most)
    left: list[str] = []
    for each in standings:
        slug = f"{prefix}-{each.indicator.slug.replace('_', '-')}{'-' + each.area_code.lower() if each.area_code and each.measure and each.measure.area else ''}"
        chart = control_chart(each, slug) if any(each is one for one in chosen_ones) else None
        if chart is None:
            left.append(each.indicator.title)
            continue
        blocks += [Heading(f"{each.indicator.title}, {each.area_name}" if each.area_name else each.indicator.title), chart,
                   readings_table(each, slug)]
        if _target(each):
            blocks.append(Paragraph(_target(each)))
    if left:
        blocks.append(Paragraph(f"Not drawn here, for want of readings or of room: {'; '.join(dict.fromkeys(left))}."))
    return blocks


def _target(each: Standing) -> str:
    """The chance of meeting its target in words; nothing where none is set."""
    return each.chance_says if each.measure is not None and each.measure.target is not None else ""


def _short(each: Standing) -> str:
    """Its target and the chance of meeting it in as few words as a column holds; the sentence stands beside its chart."""
    measure = each.measure
    if measure is None or measure.target is None:
        return "none set"
    by = f" by {day(measure.target_by.isoformat())}" if measure.target_by else ""
    return f"{measure.target.normalize():,f}{by}; {_chance(each.chance)}"


def _chance(chance: float | None) -> str:
    """As the sentence says it, to the nearest 5%; a chance of none or one is a target whose time is over."""
    if chance is None:
        return "chance can't be said yet"
    if chance in (0.0, 1.0):
        return "met" if chance else "missed"
    return "chance under 5%" if chance < 0.025 else "chance over 95%" if chance > 0.975 else f"chance about {round(20 * chance) * 5}%"
