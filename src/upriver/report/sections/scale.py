"""How much there is of each kind, and whether it is more or fewer than the year before."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.areas.amount import more_or_fewer
from upriver.report.coded import year_words
from upriver.report.drawn import explain_of, number_cell
from upriver.report.series.changes import (
    BY_OFFENCE,
    CHANGE,
    HOME_OFFICE,
    POLICE,
    POOLED,
    POOLED_BY_OFFENCE,
    cell_name,
    change_sentence,
    change_table,
    changes_of,
    counts_of,
    pooled_table,
)
from upriver.report.story import Headline, Story, measure_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
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
from upriver.words.text import listed, number, plural, sentence

ORDER = 28
LIMITS = "assessment/scale/limits"
TABLES = {
    CHANGE: "Change against the same months of the year before, by kind",
    POOLED: "Rates of few events, pooled over up to three years",
    LIMITS: "Control limits in force at the end of the period, by kind",
    BY_OFFENCE: "Change against the four quarters before, by offence",
    POOLED_BY_OFFENCE: "Rates of rare offences, pooled over up to twelve quarters",
}
MADE = {
    "scale": "Months (or quarters) that both years hold are set beside each other, never across a declared change of recording; odd months "
    "that nobody has decided about are left out. The ratio of the two counts has an exact conditional interval, widened where the "
    "months differ among themselves by more than chance. Limits are Laney's for events a day, or exact Poisson limits "
    "where a month holds fewer than four. Fewer than ten events a year are pooled over up to three years, in person-years.",
}
HREF = "questions/scale"
READ = (
    "Only months that both years hold are compared, and never across a change of recording. A change whose interval holds zero may be "
    "chance. Of twenty kinds that haven't changed at all, one will still look as if it had."
)

ONE_IN_TWENTY = "Each is tested by itself: of twenty that didn't change, one will seem to have."
"""What many tests at 95% do; they aren't corrected, since each row is also read alone by those whom it concerns."""


def pages(story: Story) -> tuple[Page, ...]:
    """One page: change by kind, area by area, months outside their limits, pooled rates, offences."""
    kinds, offences = _kinds(story), _offences(story)
    if not kinds and not offences:
        return ()
    parts = sorted((cell for cell in kinds if cell.key.measure in story.parts), key=lambda cell: story.parts.index(cell.key.measure))
    lead = _in_short(story, parts) or _lead(story, kinds or offences)
    blocks: list[Block] = [Callout(READ)]
    if any(cell.value is not None for cell in parts):
        blocks.append(Bullets(tuple(change_sentence(story, cell) for cell in parts)))
    if kinds:
        blocks += [Heading("Every published type"), *_chart(story, kinds), _kind_table(story, kinds), *_areas(story)]
    blocks += [*_limits(story), *_by_offence(story, offences), *_pooled(story)]
    return (Page(HREF, "How much is there, and is it more or fewer than the year before?", "Questions", lead, tuple(blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """The area against the year before."""
    return more_or_fewer(story, area)


def lacking(story: Story) -> tuple[str, ...]:
    """Kinds for which no change can be given, and why."""
    gone: dict[str, list[str]] = {}
    for cell in _kinds(story):
        if cell.value is None and (why := story.signal(cell, "why")):
            gone.setdefault(why, []).append(measure_words(story, cell.key.measure))
    every = len(_kinds(story))
    return tuple(
        f"{'No kind has' if len(names) == every else sentence(', '.join(names)) + ': no'} "
        f"{'a ' if len(names) == every else ''}change against the year before, because {why}."
        for why, names in sorted(gone.items())
    )


def headlines(story: Story) -> tuple[Headline, ...]:
    """Changes beyond chance: parts of the definition by month, and by offence code."""
    found = []
    for cell in [cell for cell in _kinds(story) if cell.key.measure in story.parts]:
        found += _headline(story, cell, HREF, "")
    for cell in [cell for cell in _offences(story) if not cell.key.breakdown]:
        found += _headline(story, cell, f"{HREF}", f" (offences by code, {year_words(cell.key.period)})")
    return tuple(found)


def _headline(story: Story, cell: Cell, href: str, after: str) -> list[Headline]:
    side = "more" if story.signal(cell, "more") else "fewer" if story.signal(cell, "fewer") else ""
    if not side or "few_events" in cell.flags:
        return []
    measure = cell.key.measure
    says = change_sentence(story, cell, measure_words(story, measure) + after)
    follows = (
        f"Ask what lies behind the rise in {measure_words(story, measure)}: recording, policing or violence itself."
        if side == "more"
        else f"Ask whether the fall in {measure_words(story, measure)} is seen by health services too."
    )
    rests = tuple(each for each in (cell, *counts_of(story, cell)) if each is not None)
    theme = measure if measure != story.definition.slug else "change"
    slug = f"change_{measure}{'_by_offence' if after else ''}"
    return [Headline(slug, says, href, theme, rests, ("police", "local_authority"), follows)]



def _kinds(story: Story) -> list[Cell]:
    return changes_of(story, CHANGE, story.partnership)


def _offences(story: Story) -> list[Cell]:
    """The changes of the area that stands for the whole: the partnership, else its first force."""
    areas = list(dict.fromkeys(cell.key.area for cell in story.cells_of(BY_OFFENCE)))
    for level in ("partnership", "force"):
        for area in areas:
            if area.level == level:
                return changes_of(story, BY_OFFENCE, area)
    return []


def _in_short(story: Story, parts: Sequence[Cell]) -> str:
    """Which parts rose, fell or did neither by more than chance, and which months that compares; their numbers follow it."""
    given = [cell for cell in parts if cell.value is not None]
    if not given:
        return ""
    names = {side: [cell_name(story, cell) for cell in given if story.signal(cell, side)] for side in ("more", "fewer")}
    neither = [cell_name(story, cell) for cell in given if not story.signal(cell, "more") and not story.signal(cell, "fewer")]
    said = [f"{listed(names[side])} {word} by more than chance" for side, word in (("more", "rose"), ("fewer", "fell")) if names[side]]
    if neither:
        said.append(f"no change beyond chance can be told in {listed(neither, last='or')}")
    months = {story.signal(cell, "compared") for cell in given}
    compared = f", {found}" if (found := months.pop() if len(months) == 1 else "").startswith("without") else f" ({found})" if found else ""
    return sentence(f"{'; '.join(said)}: {story.period.words} against the year before{compared}.")


def _lead(story: Story, cells: Sequence[Cell]) -> str:
    given = [cell for cell in cells if cell.value is not None]
    if not given:
        return f"No kind has a change against the year before: {story.signal(cells[0], 'why') or 'too few months are held'}."
    return " ".join(change_sentence(story, cell) for cell in given[:3])


def _chart(story: Story, kinds: Sequence[Cell]) -> list[Block]:
    given = sorted((cell for cell in kinds if cell.value is not None), key=lambda cell: -(cell.value or 0.0))
    if not given:
        return []
    moved = [cell for cell in given if story.signal(cell, "more") or story.signal(cell, "fewer")]
    points = tuple(Point(sentence(cell_name(story, cell)), cell.value, cell.lower, cell.upper) for cell in given)
    title = f"{plural(len(moved), 'kind')} of {len(given)} changed by more than chance" if moved else "No kind changed by more than chance"
    alt = (
        f"Bars of the change of {len(given)} kinds in percent with 95% intervals, from {number(given[0].value or 0.0, 1)}% "
        f"({points[0].x}) to {number(given[-1].value or 0.0, 1)}% ({points[-1].x})."
    )
    subtitle = f"Change against the same months of the year before, %, {story.partnership.name}, {given[0].key.period.words}"
    return [Chart("scale-change", "bars", title, subtitle, (Series("change", points),), "", "change, %", POLICE, alt, table="scale-change")]


def _kind_table(story: Story, kinds: Sequence[Cell]) -> Table:
    rows = [(sentence(cell_name(story, cell)), cell) for cell in sorted(kinds, key=lambda cell: _size(story, cell))]
    caption = f"Each kind against the year before, {story.partnership.name}, {kinds[0].key.period.words}"
    notes = ("Counts of the compared months, not of the whole period where a month of either year is missing or odd.", ONE_IN_TWENTY)
    return change_table(story, "scale-change", caption, "Kind", rows, table=CHANGE, source=POLICE, notes=notes)


def _size(story: Story, cell: Cell) -> tuple[float, str]:
    now, _ = counts_of(story, cell)
    return (-(now.value or 0.0) if now else 1.0, cell.key.measure)


def _areas(story: Story) -> list[Block]:
    """The definition's parts in every community safety partnership, else district."""
    level = next((level for level in ("csp", "ltla") if story.areas.get(level)), "")
    if not level or not story.parts:
        return []
    blocks: list[Block] = [Heading("Area by area")]
    for part in story.parts:
        rows = [
            (area.name, cell) for area in story.areas[level] for cell in changes_of(story, CHANGE, area) if cell.key.measure == part
        ]
        moved = [name for name, cell in rows if story.signal(cell, "more") or story.signal(cell, "fewer")]
        if rows:
            says = f"{sentence(measure_words(story, part))}: {len(moved) or 'none'} of {plural(len(rows), 'area')} changed by more than chance. {ONE_IN_TWENTY}"
            blocks.append(Paragraph(says))
            caption = f"{sentence(measure_words(story, part))} against the year before, {rows[0][1].key.period.words}"
            slug = f"scale-{part}-areas"
            blocks.append(change_table(story, slug, caption, "Area", rows, table=CHANGE, source=POLICE, shown_rows=15))
    return blocks


def _limits(story: Story) -> list[Block]:
    """Each kind's limits for a month of 30 days and the months of the period outside them."""
    cells = list(story.cells_of(LIMITS, area=story.partnership))
    measures = list(dict.fromkeys(cell.key.measure for cell in cells))
    if not measures:
        return []
    columns = (
        Column("Kind"),
        Column("Average", 1),
        Column("Lower limit", 1),
        Column("Upper limit", 1),
        Column("Months above"),
        Column("Months below"),
    )
    rows, signalling = [], 0
    for measure in measures:
        own = {cell.key.names["limit"]: cell for cell in cells if cell.key.measure == measure}
        said = [story.signal(own.get("centre"), side) for side in ("above", "below")]
        signalling += any(said)
        limits = (number_cell(own.get(name)) for name in ("centre", "lower", "upper"))
        rows.append((TableCell(sentence(measure_words(story, measure))), *limits, *(TableCell(words or "none") for words in said)))
    caption = f"Usual range of a month of 30 days, and months outside it, {story.partnership.name}"
    says = f"{signalling or 'None'} of {plural(len(measures), 'kind')} had a month outside what chance would give since recording last changed."
    notes = ("Each month is judged by its own number of days. A season widens the limits; the page on season tells of it.",)
    table = Table("scale-limits", caption, columns, tuple(rows), notes, POLICE, explain_of(LIMITS))
    return [Heading("Months out of the ordinary"), Paragraph(says), table]


def _by_offence(story: Story, cells: Sequence[Cell]) -> list[Block]:
    if not cells:
        return []
    area, period = cells[0].key.area, cells[0].key.period
    own = [cell for cell in cells if not cell.key.breakdown]
    rows = [(sentence(cell_name(story, cell)), cell) for cell in sorted(cells, key=lambda cell: (bool(cell.key.breakdown), *_size(story, cell)))]
    caption = f"Offences against the four quarters before, {area.name}, {year_words(period)}"
    table = change_table(story, "scale-offences", caption, "Offence", rows, table=BY_OFFENCE, source=HOME_OFFICE, shown_rows=15)
    said = [change_sentence(story, cell) for cell in own]
    lead = Paragraph(f"The offence-coded tables for {year_words(period)} are of the quarters that both years hold.")
    return [Heading("By offence code"), lead, *([Bullets(tuple(said))] if said else []), table]


def _pooled(story: Story) -> list[Block]:
    """Kinds with fewer than ten events a year in an area: what several years together can say."""
    blocks: list[Block] = []
    for slug, name, source in (("scale-pooled", POOLED, POLICE), ("scale-pooled-offences", POOLED_BY_OFFENCE, HOME_OFFICE)):
        cells = [cell for cell in story.cells_of(name) if cell.key.unit != "count" and _told_once(story, cell.key.area)]
        if table := pooled_table(story, slug, "Few events: rates pooled over several years", cells, table=name, source=source):
            blocks.append(table)
    if not blocks:
        return []
    says = Paragraph("A year of these kinds in these areas holds fewer than ten events, so years are pooled instead of printing none.")
    return [Heading("Where a year holds too few"), says, *blocks]


def _told_once(story: Story, area: Area) -> bool:
    """A district that is its own partnership is told once."""
    return story.profiled(area) == area
