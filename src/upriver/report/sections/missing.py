"""What is not known: holes, odd months, decisions, places that couldn't be given."""

from __future__ import annotations

from itertools import groupby

from upriver.report.story import Story, month_words
from upriver.words.area import LEVEL_NAMES
from upriver.words.document import Block, Bullets, Callout, Heading, Page, Paragraph
from upriver.words.part import Anomaly
from upriver.words.period import month_number
from upriver.words.text import listed, number, plural

ORDER = 75
TABLES = {
    "assessment/placing/unplaced": "Share of a force's rows without a place, by month",
    "assessment/placing/district_only": "Rows known no closer than their district",
}
MADE = {
    "placing": "Rows without a small-area code are counted by force and month and divided by all rows of that force's files. Rows of "
    "an area that was split in 2021, whose point lies in none of its parts, count for their district.",
}


def pages(story: Story) -> tuple[Page, ...]:
    """One page of limits, each a thing that a reader must know before using a figure."""
    blocks: list[Block] = [
        *_broken(story),
        *_denied(story),
        *_left_out(story),
        Heading("What the data can't show"),
        *_never(story),
        Heading("Months"),
        *_months(story),
        Heading("What looks odd"),
        *_odd(story),
        Heading("Decisions"),
        *_decisions(story),
        Heading("Places"),
        *_places(story),
    ]
    lost = len(story.period.months) - len(story.months_observed)
    lead = (
        f"{plural(lost, 'month')} of the period {'is' if lost == 1 else 'are'} not used, so no figure for the whole of it is given: only the months observed, as rates per year of them."
        if lost
        else "Every month of the period is held and used."
    )
    if left := len(_unanswered(story)) + len(story.lacking):
        lead = f"{plural(left, 'thing')} can't be said for want of data: each is named here. {lead}"
    return (Page("about/missing", "What is not known", "About", lead, tuple(blocks)),)


def _months(story: Story) -> list[Block]:
    blocks: list[Block] = []
    for force, area in sorted(story.forces.items()):
        held = [month for each, month in story.coverage.present if each == force]
        gone = [month for each, month in story.coverage.missing if each == force]
        blocks.append(
            Paragraph(
                f"For {area} {plural(len(held), 'month')} of street-level crime are held: {runs(held) or 'none'}. "
                + (
                    f"Not held: {runs(gone)}. A missing month is never counted as zero, and no rate is scaled up across one."
                    if gone
                    else ""
                )
            )
        )
        thin = [month for each, month in story.coverage.treated_missing if each == force]
        if thin:
            blocks.append(Paragraph(f"Nearly empty, and treated as missing until a person decides: {runs(thin)}."))
    return blocks or [Paragraph("No force is known for the area.")]


def _odd(story: Story) -> list[Block]:
    mine = [each for each in story.coverage.anomalous if each.provider in story.forces]
    undecided = [each for each in mine if each.subject not in story.coverage.decided]
    inside = [each for each in undecided if each.month in story.period.months]
    blocks: list[Block] = []
    if inside:
        blocks.append(
            Callout(
                f"{listed([month_words(each.month) for each in inside])} look{'s' if len(inside) == 1 else ''} miscoded and nobody has decided yet. "
                "Figures that rest on it are marked [p], provisional, and may change.",
                "warning",
            )
        )
    if mine:
        blocks.append(
            Bullets(
                tuple(f"{_said(story, each)}. {'Undecided' if each in undecided else 'Decided, see below'}." for each in mine)
            )
        )
    return blocks or [Paragraph("No month of the forces concerned looks unlike the months around it.")]


def _said(story: Story, each: Anomaly) -> str:
    """What is odd; without its numbers where the source's rule hides any."""
    street = next((source for source in story.sources if source.contract.slug == "police_uk_street"), None)
    if street is None or street.open:
        return each.says
    return f"{month_words(each.month)}: {listed([name.lower() for name in each.categories]) or 'the total'} unlike the months around it"


def _decisions(story: Story) -> list[Block]:
    words = {"keep": "kept", "exclude": "left out", "annotate": "kept, with a note"}
    said = tuple(f"{_subject(story, each.subject)}: {words[each.answer]}. {each.reason}" for each in story.decisions)
    return [Bullets(said)] if said else [Paragraph("No decision has been recorded about any part of the data.")]


def _subject(story: Story, subject: str) -> str:
    """A part of the data in words: "August 2025, Hampshire"."""
    _, force, month = subject.split(":")
    return f"{month_words(month)}, {story.forces.get(force, force)}"


def _denied(story: Story) -> list[Block]:
    """What is held and no agreement lets be used: it must never be taken for something that nobody holds."""
    if not story.denied:
        return []
    says = "Questions that need these are left out, wholly or in part. Where a sentence below says that such data aren't held, this is why."
    return [Heading("Held, and not allowed for these questions"), Paragraph(says), Bullets(story.denied)]


def _broken(story: Story) -> list[Block]:
    """What a fault of ours left out: it must never be taken for something that the data can't show."""
    if not story.faults:
        return []
    says = (
        "These could not be worked out or told here because of a fault in Upriver. Nothing follows from that about what they ask, "
        "and what is said below to want data may only want these."
    )
    return [Heading("Left out by a fault in Upriver"), Callout(says, "warning"), Bullets(story.faults)]


def _left_out(story: Story) -> tuple[Block, ...]:
    left = (*_unanswered(story), *story.lacking)
    return (Heading("Questions left out for want of data"), Bullets(left)) if left else ()


def _unanswered(story: Story) -> list[str]:
    """Questions that had to be left out for want of data, and what would answer them."""
    return [says for table, says in UNANSWERED.items() if story.clearance.table(table) is None]


UNANSWERED = {
    "assessment/hot_spots/gi_star": "Which hot spots are more than chance: it needs outlines of every small area, and residents.",
    "assessment/deprivation/tenths": "How it follows deprivation: it needs the Indices of Deprivation 2025 by small area.",
    "assessment/recorded/rates": "What the offence-coded tables show: it needs the Home Office's open tables by force or CSP.",
}


def _places(story: Story) -> list[Block]:
    said = []
    if story.partly:
        names = [f"{area.name} ({LEVEL_NAMES[area.level]})" for area in story.partly]
        said.append(
            f"These lie only partly in the partnership, so no figure is given for them: {listed(names, most=12)}."
        )
    said += [f"{each} areas of that kind by the look-up, so it is in none of them." for each in story.notes]
    said += _unplaced(story) + _district_only(story)
    return (
        [Bullets(tuple(said))]
        if said
        else [Paragraph("Every area that touches the partnership lies wholly inside it.")]
    )


def _never(story: Story) -> list[Block]:
    return [
        Bullets(
            (
                "Violence that nobody reported. Studies that set hospital records beside police records found more than half of treated assaults unknown to the police.",
                "Age, sex, ethnicity or relation of anyone: the street-level files have none of them.",
                "The hour or the day: a row has its month.",
                "Domestic abuse, weapons used and injury: there is no flag for them.",
                "How grave an offence was: a police.uk type holds minor offences with grave ones.",
                "Residents are the denominator. In town centres and at night many more people are there than live there.",
            )
        )
    ]


def runs(months: list[str]) -> str:
    """Months as runs in words: "January 2014 to November 2014, October 2018"."""
    parts = []
    for _, group in groupby(enumerate(sorted(months)), key=lambda item: month_number(item[1]) - item[0]):
        run = [month for _, month in group]
        parts.append(month_words(run[0]) if len(run) == 1 else f"{month_words(run[0])} to {month_words(run[-1])}")
    return ", ".join(parts)


def _unplaced(story: Story) -> list[str]:
    """The span of a force's share of rows without a place: a swing in it moves every area's trend by the back door."""
    table = story.clearance.table("assessment/placing/unplaced")
    said = []
    for area in story.areas.get("force", ()):
        cells = [cell for cell in table.cells if cell.key.area == area and cell.value is not None] if table else []
        if cells:
            low, high = min(cells, key=lambda cell: cell.value or 0), max(cells, key=lambda cell: cell.value or 0)
            said.append(
                f"Rows without a place are {number(low.value or 0, 2)}% to {number(high.value or 0, 2)}% of a month's rows in "
                f"{area.name}, most in {month_words(f'{high.key.period.start:%Y-%m}')}. Where that share swings, an area's "
                "trend swings with it."
            )
    return said


def _district_only(story: Story) -> list[str]:
    cells = [cell for cell in story.cells_of("assessment/placing/district_only") if cell.value is not None]
    return [
        f"{number(cell.value or 0)} rows of the period in {cell.key.area.name} are known no closer than the district, because "
        "their small area was split in 2021. They count from the district upwards."
        for cell in cells
    ]
