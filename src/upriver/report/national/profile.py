"""The profile of one community safety partnership: one page, six pictures at most, each beside its table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from upriver.report.drawn import LIMITS, bars, number_cell
from upriver.report.national.pictures import concentration, deprivation, hot_spots, months, small_areas
from upriver.report.story import Story, between, measure_words, month_words, shown
from upriver.report.titles import how_made
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.text import listed, number, sentence

KINDS = "assessment/kinds/rates"
SOURCE = "data.police.uk, ONS Census 2021; Open Government Licence v3.0"
MADE = ("kinds", "change", "places", "hot_spots", "concentration", "deprivation")
AGAINST = (
    "Smoothed rates and clusters are held against every small area of England and Wales with data. An assessment of one "
    "partnership alone holds them against its own small areas, and so has other numbers for both."
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a partnership is told beside: its police force areas and the whole with data."""

    forces: tuple[Area, ...]
    whole: Area

    @property
    def areas(self) -> tuple[Area, ...]:
        return (*self.forces, self.whole)


def profile(story: Story, beside: Beside) -> Page:
    """The page of the partnership that the story is about."""
    area, measure = story.partnership, story.definition.slug
    blocks: list[Block] = [
        _figures(story, beside),
        Callout(
            "These are crimes that the police recorded and data.police.uk published. Its kinds are wide: violence and sexual "
            "offences holds assault without injury, stalking and harassment. None of it is a count of serious violence."
        ),
        *_kinds(story, beside),
        *months(story),
        *small_areas(story),
        *hot_spots(story),
        *concentration(story),
        *deprivation(story),
        *_limits(story, beside),
    ]
    own = story.rate(f"assessment/places/{area.level}", area, measure)
    return Page(f"csp/{area.code}", f"{area.name}: community safety partnership", "Profiles", _lead(story, beside, own), tuple(blocks))


def _lead(story: Story, beside: Beside, own: Cell | None) -> str:
    measure = story.definition.slug
    if not story.definition.limbs:
        return f"police.uk shows no part of this definition: {story.definition.agreed.title}."
    others = [f"{between(cell)} in {_called(area)}" for area in beside.areas if (cell := _rate(story, area, measure)) and cell.value is not None]
    side = next((words for kind, words in SIDES if story.signal(own, kind)), "")
    said = f"{story.definition.title}: {between(own)} {story.rate_words} in {story.period.words}"
    return f"{said}{side}. Beside it: {listed(others)}." if others else f"{said}{side}."


SIDES = (("higher", ", higher than all partnerships with data together"), ("lower", ", lower than all partnerships with data together"),
         ("similar", ", not different by more than chance from all partnerships with data together"))


def _called(area: Area) -> str:
    return area.name if area.level == "partnership" else f"the police force area {area.name}"


def _rate(story: Story, area: Area, measure: str) -> Cell | None:
    return story.rate(f"assessment/places/{area.level}", area, measure)


def _figures(story: Story, beside: Beside) -> KeyFigures:
    measure = story.definition.slug
    table = f"assessment/places/{story.partnership.level}"
    count = story.cell(table, story.partnership, measure, "count")
    own = _rate(story, story.partnership, measure)
    rank = story.signal(own, "rank")
    low, _, high = rank.partition(" to ")
    placed = f"rank {low}" if low == high else f"rank {low} to {high} by its interval, 1 is highest" if rank else ""
    events = count if count is not None and count.value is not None else None
    return KeyFigures((
        KeyFigure("Recorded events", shown(events) if events else shown_count(own), f"{story.definition.title}, {story.period.words}"),
        KeyFigure("Rate", shown(own), story.rate_words, placed),
        *(KeyFigure(area.name, shown(_rate(story, area, measure)), story.rate_words) for area in beside.areas),
    ))  # fmt: skip


def shown_count(cell: Cell | None) -> str:
    """The events that a rate rests on, or why there are none."""
    return shown(cell) if cell is None or cell.count is None else number(cell.count)


def _kinds(story: Story, beside: Beside) -> list[Block]:
    area = story.partnership
    rows = []
    for limb in story.parts:
        name = sentence(measure_words(story, limb))
        rows += [(f"{name}: {other.name}", _rate(story, other, limb)) for other in (area, *beside.areas)]
    blocks: list[Block] = [Heading("What is recorded")]
    if rows:
        top = max((row for row in rows[:: 1 + len(beside.areas)]), key=lambda row: row[1].value or 0.0 if row[1] else 0.0)
        title = f"{top[0].partition(':')[0]} is the largest part here, at {shown(top[1])}"
        blocks.append(bars(story, "parts", title, rows, subject="Parts of the definition", table="kinds"))
    return [*blocks, _kinds_table(story, beside)]


def _kinds_table(story: Story, beside: Beside) -> Table:
    measures = {cell.key.measure for cell in story.cells_of(KINDS, area=story.partnership)}
    rates = {measure: story.rate(KINDS, story.partnership, measure) for measure in measures - {story.definition.slug}}
    order = sorted(rates, key=lambda measure: (-(rates[measure].value or 0.0) if rates[measure] else 0.0, measure))  # type: ignore[union-attr]
    body = tuple(
        (
            TableCell(sentence(measure_words(story, measure))),
            *(number_cell(rates[measure], part) for part in ("count", "value", "lower", "upper")),
            *(number_cell(story.rate(KINDS, area, measure)) for area in beside.areas),
        )
        for measure in order
    )
    columns = (Column("Type"), Column("Events", 0), Column("Rate", 2), *LIMITS, *(Column(area.name, 2) for area in beside.areas))
    notes = (f"Rates are {story.rate_words}. {sentence(story.basis)}.",)
    return Table("kinds", f"Recorded crime by type, {story.partnership.name}, {story.period.words}", columns, body, notes, SOURCE)


def _limits(story: Story, beside: Beside) -> list[Block]:
    made = how_made()
    return [
        Heading("What this page cannot say"),
        Bullets(tuple(limits(story, beside))),
        Heading("How these figures were made"),
        Bullets((*(made[name] for name in MADE if name in made), AGAINST)),
        Paragraph("Every figure of this page with its name, count and interval:", (("cells.csv", f"csp/{story.partnership.code}/cells.csv"),)),
    ]


def limits(story: Story, beside: Beside) -> list[str]:
    """What is missing, odd or wide of the mark, written from what is held."""
    said = []
    for force, name in sorted(story.forces.items()):
        gone = [month for month in story.period.months if not story.coverage.usable(force, month)]
        if gone:
            said.append(f"{name} has no file that can be used for {listed([month_words(month) for month in gone], most=12)}: "
                        "there is no annual figure, and rates are of the months observed.")
    said += [f"{story.forces.get(each.provider, each.provider)}: {each.says}. Nobody has decided about it: the figures are provisional."
             for each in story.odd]
    if story.clearance.table("assessment/deprivation/tenths") is None:
        said.append("No index of deprivation is held for its small areas, so nothing is said of how crime follows deprivation.")
    if not story.populated:
        said.append("No residents are held, so there are no rates.")
    said += [
        "Map points are moved to the nearest of a fixed list, so a small area more or less at an edge is chance; rows without a "
        "place are in no small area.",
        "Rates are of residents. A town centre, a hospital or a station draws people who do not live there.",
        "Nothing here is known of who was harmed or who did it, of the hour, of weapons, or of what the health services saw: "
        "for these a partnership needs its partners' data.",
        f"{beside.whole.name} takes in the partnerships whose police force has a usable file for every month; the others are left out of it.",
    ]
    return said


def without_pages_of_explanation(page: Page) -> Page:
    """The page with its tables leading nowhere: a profile stands alone and says below how its figures were made."""
    return replace(page, blocks=tuple(replace(block, explain="") if isinstance(block, Table) else block for block in page.blocks))
