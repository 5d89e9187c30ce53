"""What the offence-coded tables say: which year and area stand for the whole, and one sentence of it."""

from __future__ import annotations

from upriver.report.story import Story, between, shown, unit_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Paragraph
from upriver.words.period import Period
from upriver.words.text import listed

BY_QUARTER, RATES, SHARES = (
    "assessment/recorded/by_quarter",
    "assessment/recorded/rates",
    "assessment/made_of/shares",
)
UNIT = "per_1000_residents"
SOURCE = "Home Office, police recorded crime open tables; ONS Census 2021; Open Government Licence v3.0"



def headline(story: Story) -> tuple[Area, Period] | None:
    """The area that stands for the whole and its latest year: the partnership, else its first force."""
    for level in ("partnership", "force"):
        for cell in story.cells_of(RATES, level=level):
            return cell.key.area, cell.key.period
    return None


def year_words(period: Period) -> str:
    """Twelve months as people say them: "2017/18" from April to March, "2025", else "the year to June 2025"."""
    if period.start.month == 1:
        return f"{period.start.year}"
    if period.start.month == 4:
        return f"{period.start.year}/{period.end.year % 100:02d}"
    return f"the year to {period.end:%B %Y}"


def quarter_words(period: Period) -> str:
    """A quarter as people say it: "Apr to Jun 2017"."""
    return f"{period.start:%b} to {period.end:%b %Y}"


def in_a_sentence(story: Story) -> str:
    """What the latest offence-coded year says of the definition; "" where the tables held say nothing of it."""
    definition, found = story.definition.agreed, headline(story)
    if found is None:
        return ""
    area, year = found
    cell = story.cell(RATES, area, definition.slug, UNIT, period=year)
    if cell is None or cell.value is None:
        return ""
    return (
        f"In {year_words(year)}, the latest offence-coded year held, {definition.title} came to {between(cell)} "
        f"{unit_words(UNIT)} in {area.name}."
    )


def make_up(story: Story, measure: str) -> list[Cell]:
    """The largest parts of a police.uk type, largest first: subgroups, and sexual offences as one."""
    found = [cell for cell in story.cells_of(SHARES, level="force") if cell.key.measure == measure and cell.value is not None]
    area = next((cell.key.area for cell in found), None)
    own = [cell for cell in found if cell.key.area == area]
    sexual = any(("group", "sexual_offences") in cell.key.breakdown for cell in own)
    parts = [
        cell
        for cell in own
        for kind, name in cell.key.breakdown
        if (kind == "subgroup" and not (sexual and name in SEXUAL)) or (kind, name) == ("group", "sexual_offences")
    ]
    return sorted(parts, key=lambda cell: -(cell.value or 0.0))


SEXUAL = ("rape", "rape_offences", "other_sexual_offences")


def made_of_sentence(story: Story, measure: str, title: str) -> str:
    """The make-up of a type in a sentence that states its year; "" where no table is held."""
    parts = make_up(story, measure)
    if not parts:
        return ""
    year, area = year_words(parts[0].key.period), parts[0].key.area.name
    said = [f"{part_words(cell)} {shown(cell)}%" for cell in parts[:4]]
    return f"In {year}, the latest offence-coded year held for {area}, {title} was made of {listed(said)}."


def part_words(cell: Cell) -> str:
    """The name of a subgroup or group, in lower case."""
    return cell.key.breakdown[0][1].replace("_", " ")


def made_of(story: Story) -> list[Block]:
    """What the largest police.uk type of the definition is made of, for beside its totals; or that it isn't known."""
    limbs = [limb for limb in story.definition.limbs if limb.takes.get("police_uk_street")]
    if not limbs:
        return []
    said = [made_of_sentence(story, limb.slug, limb.title.lower()) for limb in limbs]
    return [Paragraph(next((each for each in said if each), UNKNOWN))]


UNKNOWN = (
    "What these types are made of can't be said: no offence-coded table of the force is held. The Home Office publishes it "
    "by quarter."
)
