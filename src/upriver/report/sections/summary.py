"""The first page: the findings that matter, what they rest on, where to go next."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.coded import in_a_sentence
from upriver.report.drawn import explain_of
from upriver.report.leading.first_page import coded_years, pressing
from upriver.report.leading.pressing import SCORES, most_pressing, scored
from upriver.report.story import Story, between, month_words, shown, unit_words
from upriver.words.area import LEVEL_PLURALS, Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Callout, Heading, KeyFigure, KeyFigures, Page, Paragraph
from upriver.words.language.speaking import say
from upriver.words.period import month_period
from upriver.words.text import listed, number, plural

ORDER = 0
TABLES = {SCORES: "What is most pressing: scores of each kind"}
MADE = {
    "summary": "Each kind is scored from 0 to 10 on volume, harm, trend, inequality and tractability, as far as data allow, and the scores "
    "are averaged with the weights that the partnership has set. A kind with fewer than three scores isn't ranked. The places it could "
    "take are those with each weight in turn left out or doubled.",
}


def pages(story: Story) -> tuple[Page, ...]:
    """The front page: headline figures, findings in sentences, limits first among them."""
    measure = story.definition.slug
    overall = story.rate("assessment/places/partnership", story.partnership, measure)
    lead = _first(story)
    if not story.definition.limbs:
        lead += f" police.uk shows no part of this definition: {story.definition.agreed.title}."
    elif not scored(story):
        lead += f" {story.definition.title}: {between(overall)} {story.rate_words}."
    blocks: list[Block] = [
        *_warnings(story),
        *pressing(story),
        *((Heading("What police.uk shows"), _headline(story, overall)) if story.definition.limbs else ()),
        Heading("Also found" if story.headlines else "What we found"),
        Bullets(tuple(_findings(story))),
        Heading("Before you use it"),
        Bullets(tuple(_limits(story))),
        Heading("The data"),
        Paragraph(
            "Every printed figure is in one file, and the tables are in spreadsheets. Each links to how it was made.",
            (
                ("All figures (CSV)", "data/cells.csv"),
                ("Tables (ODS)", "data/tables.ods"),
                ("Tables (Excel)", "data/tables.xlsx"),
                ("The whole as PDF", f"{story.clearance.document}.pdf"),
                ("The whole for Word", f"{story.clearance.document}.docx"),
                ("Leading findings as slides", f"{story.clearance.document}-slides.pptx"),
            ),
        ),
    ]
    return (Page("", say("Strategic needs assessment: {partnership}", partnership=story.partnership.name), "Summary", lead, tuple(blocks)),)


def _first(story: Story) -> str:
    """What the page is, what it is made from, and what ranks first, before any rate."""
    partners = sum(1 for feed in story.feeds if feed.state == "used" and not feed.open)
    made_from = f"open data and {plural(partners, 'data set')} that partners share" if partners else "open data alone"
    said = f"What is known of serious violence in {story.partnership.name}, {story.period.words}, from {made_from}."
    titles = {profile.slug: profile.title.lower() for profile in story.profiles}
    first = [titles[slug] for slug, _ in scored(story)[:3] if slug in titles]
    if len(first) > 1:
        of = coded_years(story)
        when = (
            f", by offence-coded numbers of {listed(of)}, the latest held"
            if of and not any(str(story.period.start.year) in each for each in of)
            else ""
        )
        said += f" By volume, harm, trend, inequality and what can be done, {listed(first)} rank first of the kinds that can be ranked{when}."
    return said


def _warnings(story: Story) -> list[Block]:
    found: list[Block] = []
    if story.odd:
        months = listed(sorted({month_words(each.month) for each in story.odd}))
        found.append(
            Callout(
                f"{months} look{'s' if len(story.odd) == 1 else ''} miscoded in the published data, and nobody has decided about "
                "it yet. Figures that rest on it are provisional.",
                "warning",
            )
        )
    if story.faults:
        left = plural(len(story.faults), "part")
        found.append(Callout(f"{left} of this assessment {'is' if len(story.faults) == 1 else 'are'} left out because of a fault in Upriver. "
                             "What is not known names each.", "warning"))
    if not story.whole:
        used, asked = len(story.months_observed), len(story.period.months)
        found.append(
            Callout(
                f"{used} of {asked} months are used. No annual figure is given; rates are per year of the months observed.",
                "warning",
            )
        )
    return found


def _headline(story: Story, overall: Cell | None) -> KeyFigures:
    items = [
        KeyFigure(
            story.definition.title,
            shown(overall),
            story.rate_words,
            _interval(overall),
            explain_of("assessment/places/partnership"),
        )
    ]
    for limb in story.definition.limbs:
        cell = story.rate("assessment/places/partnership", story.partnership, limb.slug)
        if cell is not None:
            items.append(
                KeyFigure(limb.title, shown(cell), story.rate_words, _interval(cell), explain_of(cell.key.table))
            )
    return KeyFigures(tuple(items[:4]))


def _interval(cell: Cell | None) -> str:
    if cell is None or cell.lower is None or cell.upper is None:
        return ""
    mark = " [p]" if "p" in cell.marker.split(";") else ""
    return f"95% interval {number(cell.lower, cell.decimals)} to {number(cell.upper, cell.decimals)}{mark}"


def _highest(story: Story, level: str) -> tuple[Area, Cell] | None:
    table = f"assessment/places/{level}"
    rows = [
        (area, cell)
        for area in story.areas.get(level, ())
        if (cell := story.rate(table, area, story.definition.slug)) and cell.value is not None
    ]
    return max(rows, key=lambda row: row[1].value or 0.0) if rows else None


def _findings(story: Story) -> list[str]:
    coded = [says] if (says := in_a_sentence(story)) else []
    areas = () if any(each.theme == "places" for each in most_pressing(story)) else _areas(story)  # said above already
    said = [*coded, *_largest(story), *areas, *_clusters(story), *_concentrated(story), *_deprived(story)]
    return said or ["The data held don't answer any of the questions for this period."]


def _largest(story: Story) -> Iterator[str]:
    table = "assessment/places/partnership"
    rows = [(limb, story.rate(table, story.partnership, limb.slug)) for limb in story.definition.limbs if limb.takes]
    given = [(limb, cell) for limb, cell in rows if cell is not None and cell.value is not None]
    if given:
        limb, cell = max(given, key=lambda row: row[1].value or 0)
        yield f"Of the police.uk types counted, {limb.title.lower()} is the largest: {between(cell)} {unit_words(cell.key.unit)}."


def _changed(story: Story) -> Iterator[str]:
    """Parts with several months of the period on one side of what is usual."""
    table = "assessment/change/months"
    for limb in story.definition.limbs:
        cells = [story.cell(table, story.partnership, limb.slug, "count", period=month_period(month))
                 for month in story.period.months]
        said = [story.signal(cell, "signal") for cell in cells]
        for side in ("above", "below"):
            count = sum(1 for says in said if side in says)
            if count >= 3:
                yield (
                    f"{limb.title}: {count} months of the period lie {side} what is usual since the last change of recording, by "
                    "more than chance."
                )


def _areas(story: Story) -> Iterator[str]:
    for level in ("csp", "ltla"):
        top = _highest(story, level)
        if top and len(story.areas.get(level, ())) > 2:
            yield f"Among {LEVEL_PLURALS[level]} the rate is highest in {top[0].name}, {between(top[1])}."
            return


def _clusters(story: Story) -> Iterator[str]:
    table, measure = "assessment/hot_spots/gi_star", story.definition.slug
    if story.clearance.table(table):
        cells = [story.cell(table, area, measure, "z_score") for area in story.areas.get("lsoa21", ())]
        hot = sum(1 for cell in cells if story.signal(cell, "hot"))
        yield (
            f"{plural(hot, 'small area')} {'lies' if hot == 1 else 'lie'} in clusters of high rates that are more than "
            "chance, once hospitals, prisons and police stations are left out."
        )


def _concentrated(story: Story) -> Iterator[str]:
    table, measure = "assessment/concentration/shares", story.definition.slug
    half, chance = (
        story.cell(table, story.partnership, measure, "percent", split=split)
        for split in ((("events", "50%"),), (("events", "50%"), ("by", "chance")))
    )
    if half and half.value is not None:
        yield (
            f"Half of the police.uk events counted happened in {shown(half)}% of small areas, where chance alone would give "
            f"{shown(chance)}%."
        )


def _deprived(story: Story) -> Iterator[str]:
    split = (("domain", "income"), ("index", "rii"))
    index = story.cell("assessment/deprivation/slope", story.partnership, story.definition.slug, "ratio", split=split)
    if index and index.value is not None:
        yield (
            f"Fitted over all tenths of income deprivation, the rate at the most deprived end is {between(index)} times that at "
            "the least. That is an association between areas, not a cause."
        )


def _limits(story: Story) -> list[str]:
    return [
        "It is what was recorded, not what happened. Much violence is never reported to the police.",
        "A police.uk type holds minor offences with grave ones; none of them is a count of serious violence.",
        "Changes of recording move these series; the page on change marks them.",
        f"Rates are set against {story.basis}. Town centres have few residents and many visitors." if story.populated
        else "No population is held, so there are no rates.",
    ]
