"""Disproportionality figures for an equality impact assessment: cleared ratios by ethnic group, age and sex, and those not known."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.drawn import number_cell
from upriver.report.people.ages import SEXES, band_words, bands_of, between_short, by_age_and_sex
from upriver.report.people.groups import GROUPS, UNKNOWN, WORDS, on
from upriver.report.plans.told import Told
from upriver.report.story import Story, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Column, Paragraph, Table, TableCell
from upriver.words.figure import UNITS
from upriver.words.text import number, sentence

STAGES = "assessment/disproportionality/stages"
STAGE_WORDS = {
    "searched": "Stopped and searched (as they said themselves)", "searched_as_seen": "Stopped and searched (as the officer saw it)",
    "victims": "Harmed", "suspects": "Suspected", "in_youth_justice": "In the youth justice system", "on_probation": "On probation",
}
RATES = {"victims": ("assessment/victims/rates", "Harmed"), "suspects": ("assessment/people_who_harm/rates", "Suspected")}


def by_ethnic_group(story: Story) -> list[Block]:
    """Each stage's rate for each ethnic group beside that of White residents; nothing where no stage is held."""
    groups = [group for group in GROUPS if group != "White"]
    rows = []
    for measure, words in STAGE_WORDS.items():
        found = {group: _latest(story, measure, "rate_ratio", group) for group in groups}
        if any(cell is not None and cell.value is not None for cell in found.values()):
            unknown = _latest(story, measure, "percent", UNKNOWN)
            rows.append((TableCell(words), *(TableCell(_ratio(found[group])) for group in groups), number_cell(unknown)))
    if not rows:
        return [Paragraph("No figure by ethnic group has been cleared. That is a gap, not a sign that all is well.")]
    columns = (Column("Stage"), *(Column(WORDS[group]) for group in groups), Column("Group not known, %", 1))
    notes = ("How many times the rate of White residents, for each resident of the group at the 2021 census; 95% interval in brackets. Each stage is "
             "of its own source. Where much isn't known, a ratio can't be settled.",)
    return [Table("equality-ethnicity", "Ethnic groups at each stage, beside White residents", columns, tuple(rows), notes)]


def _latest(story: Story, measure: str, unit: str, group: str) -> Cell | None:
    found = [cell for cell in story.cells_of(STAGES, measure, unit=unit) if cell.key.breakdown == on(group)]
    return max(found, key=lambda cell: cell.key.period, default=None)


def _ratio(cell: Cell | None) -> str:
    if cell is None:
        return "not held"
    if cell.value is None:
        return "hidden" if "c" in cell.marker else "too few to say" if "few_events" in cell.flags else "not available"
    return between_short(cell)


def by_age_sex(story: Story) -> list[Block]:
    """How often each age and sex is harmed and suspected, beside everybody."""
    rows = []
    for measure, (table, words) in RATES.items():
        bands = [band for band in bands_of(story, table, measure) if band != "not_known"]
        splits = [(sex_words, by_age_and_sex(sex=sex)) for sex, sex_words in SEXES.items()]
        splits += [(f"Aged {band_words(band)}", by_age_and_sex(age=band)) for band in bands]
        for name, split in splits:
            cell = story.cell(table, story.partnership, measure, "rate_ratio", split=split)
            if cell is not None:
                rows.append((TableCell(words), TableCell(name), TableCell(_ratio(cell))))
    if not rows:
        return [Paragraph("No figure by age or sex has been cleared. That is a gap, not a sign that all is well.")]
    columns = (Column("Who"), Column("Group"), Column("Times the rate of everybody (95% interval)"))
    return [Table("equality-age-sex", "Age and sex, beside everybody", columns, tuple(rows), shown_rows=10)]


def cited(told: Told, names: Sequence[str], slug: str, whose: str) -> list[Block]:
    """The figures that a row cites on a characteristic (`whose`), as they are today; one that is hidden or gone is said to be."""
    rows = []
    for name in names:
        cell = told.cells.get(name)
        if cell is None:
            rows.append((TableCell(_name_alone(name)), TableCell("not in the latest assessment"), TableCell("")))
            continue
        value = f"{shown(cell)}{'' if cell.key.unit == 'percent' else ' '}{UNITS[cell.key.unit][0]}" if cell.value is not None else _ratio(cell)
        limits = f" ({number(cell.lower, cell.decimals)} to {number(cell.upper, cell.decimals)})" if cell.lower is not None and cell.upper is not None else ""
        rows.append((TableCell(_called(told, cell)), TableCell(value + (limits if cell.value is not None else "")), TableCell(cell.key.period.words)))
    columns = (Column("Figure"), Column("Today (95% interval)"), Column("When"))
    return [Table(slug, f"Figures that bear on {whose[:1].lower()}{whose[1:]}", columns, tuple(rows))] if rows else []


def _called(told: Told, cell: Cell) -> str:
    table = told.clearance.table(cell.key.table) if told.clearance else None
    split = ", ".join(_value(name, value) for name, value in cell.key.breakdown)
    return f"{table.title if table else sentence(cell.key.measure.replace('_', ' '))}" + (f": {split}" if split else "")


def _value(name: str, value: str) -> str:
    if name == "sex":
        return SEXES.get(value, value).lower()
    if value in ("yes", "no"):
        return f"{name.replace('_', ' ')}: {value}"
    return f"aged {band_words(value)}" if name == "age" else WORDS.get(value, value.replace("_", " "))


def _name_alone(name: str) -> str:
    parts = name.partition("#")[2].split(",")
    return sentence(parts[2].replace("_", " ")) if len(parts) > 2 else name

