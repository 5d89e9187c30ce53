"""The pictures of a profile, each with its table: months, small areas, clusters, concentration, deprivation."""

from __future__ import annotations

from upriver.report.drawn import LIMITS, choropleth, compared_words, months_chart, number_cell, point, rate_table
from upriver.report.story import Story, month_words, shown
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Chart,
    Column,
    Heading,
    Map,
    MapShape,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.period import month_period
from upriver.words.text import number, plural

AGAINST_ALL = (("against", "all_areas_held"),)
MONTHS, SMALL, CLUSTERS = "assessment/change/months", "assessment/places/lsoa21", "assessment/hot_spots/gi_star"
SHARES, CURVE, TENTHS = "assessment/concentration/shares", "assessment/concentration/curve", "assessment/deprivation/tenths"
SOURCE = "data.police.uk, ONS Census 2021; Open Government Licence v3.0"
BOUNDARIES = "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
BANDS = ("lower than chance", "no cluster", "higher than chance")


def months(story: Story) -> list[Block]:
    """All months held against their control limits, and those of the period as a table."""
    area, measure = story.partnership, story.definition.slug
    held = sorted({f"{cell.key.period.start:%Y-%m}" for cell in story.cells_of(MONTHS, area=area)})
    if not held:
        return []
    cells = {month: story.cell(MONTHS, area, measure, "count", period=month_period(month)) for month in held}
    marked = [month for month in held if story.signal(cells[month], "signal")]
    title = (f"{plural(len(marked), 'month')} of {len(held)} {'says' if len(marked) == 1 else 'say'} more than chance"
             if marked else "No month says more than chance")
    odd = sum(1 for cell in cells.values() if cell is not None and "p" in cell.marker.split(";"))
    title += f"; {plural(odd, 'provisional month')} left out of the judgement" if odd else ""
    return [Heading("Month by month"), months_chart(story, "months", title, area, measure, held), _months_table(story, held, cells)]


def _months_table(story: Story, held: list[str], cells: dict[str, Cell | None]) -> Table:
    def limit(month: str, name: str) -> TableCell:
        found = story.cell(MONTHS, story.partnership, story.definition.slug, "count", period=month_period(month), split=(("limit", name),))
        return TableCell("") if found is None else number_cell(found)

    body = tuple(
        (TableCell(month_words(month)), number_cell(cells[month]), *(limit(month, name) for name in ("centre", "lower", "upper")),
         TableCell(story.signal(cells[month], "signal")))
        for month in reversed(held)
    )
    columns = (Column("Month"), Column("Events", 0), Column("Average", 1), Column("Lower limit", 1), Column("Upper limit", 1), Column("What it says"))
    notes = ("Limits are those of an individuals chart, made anew at each change of recording; a month without a file is missing, not zero.",)
    return Table("months", f"{story.definition.title} by month, latest first", columns, body, notes, "data.police.uk; OGL v3.0", shown_rows=12)


def _smoothed(story: Story, small: Area) -> Cell | None:
    return story.cell(SMALL, small, story.definition.slug, "smoothed_per_1000_residents", split=AGAINST_ALL)


def small_areas(story: Story) -> list[Block]:
    """Smoothed rates on a map, and every small area in a table, the highest smoothed first."""
    rows = [(small, story.rate(SMALL, small, story.definition.slug), _smoothed(story, small)) for small in story.areas.get("lsoa21", ())]
    rows.sort(key=lambda row: (-(row[2].value if row[2] and row[2].value is not None else -1.0), row[0].code))
    if not any(cell for _, cell, _ in rows):
        return []
    plan, blocks = story.plans.get("small"), list[Block]([Heading("Its small areas")])
    if plan is not None:
        subtitle = f"{story.definition.title}, {story.rate_words}, smoothed, {story.period.words}"
        drawn = choropleth(story, "map", f"Highest after smoothing: {rows[0][0].name}", plan, [(small, smoothed) for small, _, smoothed in rows],
                           subtitle=subtitle, table="small", source=BOUNDARIES)
        blocks += [drawn] if drawn else []
    body = tuple(
        (TableCell(f"{small.name} {small.code}"), *(number_cell(cell, part) for part in ("count", "value", "lower", "upper")),
         number_cell(smoothed), TableCell(compared_words(story, cell).partition(", rank")[0]))
        for small, cell, smoothed in rows
    )
    columns = (
        Column("Small area"),
        Column("Events", 0),
        Column("Rate", 2),
        *LIMITS,
        Column("Smoothed", 2),
        Column("Beside all small areas with data"),
    )
    notes = (f"Rates are {story.rate_words}. Smoothing draws a rate that rests on few events towards that of all small areas with data.",)
    return [*blocks, Table("small", "Its small areas, the highest smoothed rate first", columns, body, notes, SOURCE, shown_rows=10)]


def hot_spots(story: Story) -> list[Block]:
    """Clusters among all small areas with data that lie in this partnership."""
    measure = story.definition.slug
    cells = [(area, story.cell(CLUSTERS, area, measure, "z_score", split=AGAINST_ALL)) for area in story.areas.get("lsoa21", ())]
    given = [(area, cell) for area, cell in cells if cell is not None]
    if not given:
        return []
    hot = sorted((row for row in given if story.signal(row[1], "hot")), key=lambda row: -(row[1].value or 0.0))
    says = (f"{len(hot):,} of {len(cells):,} small areas lie in clusters of high rates that survive a correction for looking at every "
            "small area with data at once.")
    blocks: list[Block] = [Heading("Clusters"), Paragraph(says)]
    if plan := story.plans.get("small"):
        shapes = tuple(
            MapShape(area.code, area.name, plan.paths[area.code], band, "no figure" if band is None else BANDS[band])
            for area, cell in cells if area.code in plan.paths for band in [_band(story, cell)]
        )
        alt = f"Map of {len(shapes):,} small areas in three classes: {len(hot):,} in clusters of high rates. The table names them."
        blocks.append(Map("clusters", f"{plural(len(hot), 'small area')} in clusters of high rates",
                          f"{story.definition.title}, Gi*, institutions apart, false-discovery rate 5%, {story.period.words}",
                          shapes, BANDS, plan.box, BOUNDARIES, alt, (), "clusters", middle_is_plain=True))
    if hot:
        body = tuple((TableCell(f"{area.name} {area.code}"), number_cell(cell),
                      number_cell(story.cell(CLUSTERS, area, measure, "q_value", split=AGAINST_ALL))) for area, cell in hot)
        columns = (Column("Small area"), Column("Gi* (standard deviations)", 2), Column("q-value", 4))
        blocks.append(Table("clusters", "Small areas in clusters of high rates", columns, body, (), BOUNDARIES, shown_rows=10))
    return blocks


def _band(story: Story, cell: Cell | None) -> int | None:
    if cell is None or cell.value is None:
        return None
    return 2 if story.signal(cell, "hot") else 0 if story.signal(cell, "cold") else 1


def concentration(story: Story) -> list[Block]:
    """The Lorenz curve, and shares of its small areas beside what chance alone would give."""
    area, measure = story.partnership, story.definition.slug

    def share(events: str, *by: tuple[str, str]) -> Cell | None:
        return story.cell(SHARES, area, measure, "percent", split=(("events", events), *by))

    half = share("50%")
    if half is None or half.value is None:
        return []
    curve = tuple(point(float(each), story.cell(CURVE, area, measure, "percent", split=(("areas", f"{each:03d}%"),))) for each in range(0, 101, 5))
    even = tuple(Point(float(each), float(each)) for each in range(0, 101, 20))
    chart = Chart("concentration", "curve", f"Half of the events happen in {shown(half)}% of the small areas",
                  f"{story.definition.title}, share of events in the most affected small areas, {area.name}, {story.period.words}",
                  (Series("recorded", curve), Series("spread evenly", even)), "share of small areas, most affected first (%)",
                  "share of events (%)", "data.police.uk; OGL v3.0",
                  f"Curve of the share of events against the share of small areas. Half of the events lie in {number(half.value, 1)}% of them.",
                  table="concentration")
    body = tuple((TableCell(events), *(number_cell(share(events), part) for part in ("value", "lower", "upper")),
                  number_cell(share(events, ("by", "chance")))) for events in ("25%", "50%", "80%", "100%"))
    columns = (Column("Share of events"), Column("Small areas that hold it (%)", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1),
               Column("By chance alone (%)", 1))
    notes = ("Only what goes beyond the column for chance is a finding.",)
    table = Table("concentration", "How few small areas hold how much of it", columns, body, notes, SOURCE)
    return [Heading("How concentrated it is"), chart, table]


def deprivation(story: Story) -> list[Block]:
    """Rates by tenth of income deprivation among its own small areas."""
    measure = story.definition.slug
    cells = [story.rate(TENTHS, story.partnership, measure, split=(("domain", "income"), ("tenth", f"{tenth:02d}"))) for tenth in range(1, 11)]
    if not any(cell and cell.value is not None for cell in cells):
        return []
    source = "data.police.uk, Indices of Deprivation 2025, ONS Census 2021; OGL v3.0"
    title = f"From {shown(cells[0])} in the most deprived tenth to {shown(cells[-1])} in the least"
    chart = Chart(
        "deprivation",
        "steps",
        title,
        f"{story.definition.title}, {story.rate_words}, by tenth of income deprivation, {story.period.words}",
        (Series("rate", tuple(point(str(at), cell) for at, cell in enumerate(cells, 1))),),
        "tenth of small areas (1 = most income deprivation)",
        story.rate_words,
        source,
        f"Chart of rates by tenth of income deprivation with 95% intervals, {title[0].lower()}{title[1:]}.",
        table="tenths",
    )
    notes = ("Tenths are of the partnership's own small areas, by income rank. An association between areas says nothing of any person.",)
    rows = [(f"{at}, {'most' if at == 1 else 'least'} deprived" if at in (1, 10) else str(at), "", cell) for at, cell in enumerate(cells, 1)]
    table = rate_table(story, "tenths", f"{story.definition.title} by tenth of income deprivation", "Tenth", rows, notes=notes)
    return [Heading("How it follows deprivation"), chart, table]
