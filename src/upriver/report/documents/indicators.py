"""The indicators: what each counts, how it stands, and whether it moves by more than chance."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.plans.told import Told
from upriver.report.plans.watched.charting import (
    control_chart,
    reading_words,
    readings_table,
    said_when,
    signal_words,
)
from upriver.report.plans.watched.describing import about_table, key_figures, others_table, target_blocks
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.monitoring.indicator import FAMILIES, SIGNALS, Standing
from upriver.words.text import plural

SLUG = "indicators"
TITLE = "Indicators"
AUDIENCES = ("restricted", "public")
ABOUT = ""
FORMS = ("pdf", "docx")
TABLES = {
    "assessment/indicators/readings": "Readings of indicators, month by month, quarter by quarter or year by year",
    "assessment/indicators/published": "Published figures of councils, year by year",
}
MADE = {
    "indicators": "Knife offences and admissions are as the publisher gives them; rows of partners' feeds are counted in each month or quarter that "
    "every provider has sent. Where a part was too small to be sent, the reading is hidden.",
}


def pages(told: Told) -> tuple[Page, ...]:
    """What moved, all indicators in one table, a page for each that has readings, and what can't be read yet."""
    whole = [each for each in told.standings if each.measure is None]
    return (
        Page("indicators", "Indicators", "Summary", _lead(whole), tuple(_first(told, whole))),
        *(_page(told, each) for each in whole if each.series),
        Page("indicators/not-held", "Indicators without readings", "About", "On the shelf, and nothing held can carry them yet: what would.",
             (_not_held(whole),)),
    )


def address_of(told: Standing) -> str:
    """The page of an indicator; of one that is read by area, the area's own."""
    end = "" if told.area_level in ("partnership", "force") else f"-{told.area_code}"
    return f"indicators/{told.indicator.slug.replace('_', '-')}{end}"


def _lead(whole: list[Standing]) -> str:
    slugs = {each.indicator.slug for each in whole}
    read = {each.indicator.slug for each in whole if each.series}
    return (f"{plural(len(slugs), 'indicator')} on the shelf, {len(read)} with readings. A chart says whether a level has moved by more than "
            "chance; nothing here says why.")


def _first(told: Told, whole: list[Standing]) -> Iterator[Block]:
    moved = [each for each in whole if each.signal in ("better", "worse", "unusual")]
    yield Heading("What moved")
    if moved:
        yield Bullets(tuple(f"{each.indicator.title}{_where(told, each)}: {each.says}" for each in moved))
    else:
        yield Paragraph("Nothing signals more than chance.")
    aimed = [each for each in told.standings if each.measure is not None and each.measure.target is not None]
    if aimed:
        yield Heading("Targets")
        yield Bullets(tuple(f"{each.indicator.title}{_where(told, each)}: {each.chance_says}" for each in aimed))
    for family, title in FAMILIES.items():
        held = [each for each in whole if each.indicator.family == family and each.series]
        if held:
            yield Heading(title)
            yield _table(told, f"indicators-{family}", title, held)
    yield Paragraph("What can't be read yet, and what would carry it.", (("Indicators without readings", "indicators/not-held"),))


def _where(told: Told, each: Standing) -> str:
    return "" if each.area_level == "partnership" else f" ({each.area_name})"


def _table(told: Told, slug: str, caption: str, held: list[Standing]) -> Table:
    columns = (Column("Indicator"), Column("Latest reading"), Column("When"), Column("Against the year before"), Column("Does it move?"))
    rows = tuple(
        (
            TableCell(f"{each.indicator.code} {each.indicator.title}{_where(told, each)}", href=address_of(each)),
            TableCell(reading_words(each)),
            TableCell(said_when(each.latest.key.period) if each.latest else ""),
            TableCell(each.change.says if each.change else ""),
            TableCell(signal_words(each), tone=each.signal if each.signal in ("better", "worse") else ""),
        )
        for each in held
    )
    return Table(slug, caption, columns, rows, ("▼ and ▲ lower and higher than it was, ● no signal, ◆ out of the ordinary, ○ too few to judge.",))


def _page(told: Told, each: Standing) -> Page:
    indicator = each.indicator
    slug = address_of(each).replace("/", "-").lower()
    blocks: list[Block] = [Callout(_said(each), "warning" if each.signal == "worse" else "inset"), key_figures(each)]
    chart = control_chart(each, slug)
    blocks += [Heading("Is it moving?"), chart] if chart else [Heading("Readings")]
    blocks.append(readings_table(each, slug))
    blocks += [block for other in told.standings if other.measure is not None and other.indicator == indicator and other.area_code == each.area_code
               for block in target_blocks(other)]
    if (others := others_table(each)) is not None:
        blocks += [Heading("Other areas"), others]
    blocks += [Heading("What it is"), about_table(indicator, each)]
    return Page(address_of(each), f"{indicator.title}{_where(told, each)}", FAMILIES[indicator.family], indicator.says, tuple(blocks))


def _said(each: Standing) -> str:
    return each.says if each.says.startswith(SIGNALS[each.signal]) else f"{SIGNALS[each.signal]}. {each.says}"


def _not_held(whole: list[Standing]) -> Table:
    columns = (Column("Indicator"), Column("What it counts"), Column("What would carry it"), Column("Verified at source"))
    rows = tuple(
        (TableCell(f"{each.indicator.code} {each.indicator.title}"), TableCell(each.indicator.says), TableCell(each.says.removeprefix("No readings are held. ")),
         TableCell("yes" if each.indicator.verified else "no, for the partnership to confirm"))
        for each in whole if not each.series
    )
    return Table("indicators-not-held", "On the shelf without readings", columns, rows)
