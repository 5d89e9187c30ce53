"""People by age and sex: a table of numbers, a table and a chart of rates, and the group that stands highest."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell, point, worth_printing
from upriver.report.story import Story, between, shown, unit_words
from upriver.words.cleared import Cell
from upriver.words.document import Block, Chart, Column, Series, Table, TableCell
from upriver.words.text import number

SEXES = {"female": "Women and girls", "male": "Men and boys"}
OTHERS = {"other": "Another sex", "not_known": "Sex not known"}
NOT_KNOWN = "not_known"
LEAST_RATIO = 1.2


def bands_of(story: Story, table: str, measure: str) -> list[str]:
    """The age bands that a table is split by, youngest first, those not known last."""
    bands = {cell.key.names.get("age", "") for cell in story.cells_of(table, measure)}
    return sorted(bands - {""}, key=_first)


def _first(band: str) -> int:
    digits = band.split("-")[0].rstrip("+")
    return int(digits) if digits.isdigit() else 999


def band_words(band: str) -> str:
    """An age band as people say it: 18 to 24, 65 and over, not known."""
    if band == NOT_KNOWN:
        return "Not known"
    return f"{band[:-1]} and over" if band.endswith("+") else band.replace("-", " to ")


def person_words(band: str, sex: str) -> str:
    """Who a group is, in words: "men from 18 to 24", "girls from 10 to 17", "women of 65 and over"."""
    last = band.rstrip("+").split("-")[-1]
    young = not band.endswith("+") and last.isdigit() and int(last) < 18
    one = {"female": ("girls", "women"), "male": ("boys", "men"), "": ("children", "people")}[sex][0 if young else 1]
    return f"{one} of {band_words(band)}" if band.endswith("+") else f"{one} from {band_words(band)}"


def by_age_and_sex(age: str = "", sex: str = "") -> tuple[tuple[str, str], ...]:
    """The breakdown of a cell by age, by sex, by both or by neither."""
    return tuple((name, value) for name, value in (("age", age), ("sex", sex)) if value)


def counts_table(story: Story, slug: str, table: str, measure: str, caption: str, source: str, notes: tuple[str, ...] = ()) -> Table:
    """Numbers by age, down, and sex, across; those not known keep their row and column."""
    there = {cell.key.names.get("sex", "") for cell in story.cells_of(table, measure)}
    sexes = [sex for sex in (*SEXES, *OTHERS) if sex in there]
    rows = [(band_words(band), band) for band in bands_of(story, table, measure)] + [("All", "")]
    body = tuple(
        (TableCell(name), *(number_cell(story.cell(table, story.partnership, measure, "count", split=by_age_and_sex(band, sex))) for sex in sexes),
         number_cell(story.cell(table, story.partnership, measure, "count", split=by_age_and_sex(band))))
        for name, band in rows
    )
    columns = (Column("Age"), *(Column({**SEXES, **OTHERS}[sex], 0) for sex in sexes), Column("All", 0))
    return Table(slug, caption, columns, body, notes, source, explain_of(table))


def groups_of(story: Story, counts: str, rates: str, measure: str) -> list[tuple[str, str, Cell, Cell | None]]:
    """Each age of each sex with a rate, else each age: band, sex, the rate, and its ratio to everybody's."""
    found = []
    bands = [band for band in bands_of(story, counts, measure) if band != NOT_KNOWN]
    for sexes in (tuple(SEXES), ("",)):
        for sex in sexes:
            for band in bands:
                rate = story.rate(rates, story.partnership, measure, split=by_age_and_sex(band, sex))
                ratio = story.cell(rates, story.partnership, measure, "rate_ratio", split=by_age_and_sex(band, sex))
                if rate is not None:
                    found.append((band, sex, rate, ratio))
        if found:
            break
    return found


def rates_blocks(story: Story, slug: str, counts: str, rates: str, measure: str, *, who: str, source: str, basis: str) -> list[Block]:
    """A chart of rates by age and sex and the table that holds its numbers; nothing where no residents are held so."""
    groups = groups_of(story, counts, rates, measure)
    given = [each for each in groups if each[2].value is not None]
    if len(given) < 2:
        return []
    unit = unit_words(given[0][2].key.unit)
    top = max(given, key=lambda each: each[2].value or 0)
    body = tuple(
        (TableCell({**SEXES, "": "All"}[sex]), TableCell(band_words(band)),
         *(number_cell(rate, part) for part in ("count", "denominator", "value", "lower", "upper")), TableCell(between_short(ratio)))
        for band, sex, rate, ratio in groups
    )
    residents = "Residents" if given[0][2].key.unit == "per_1000_residents" else "Person-years"
    columns = (Column("Sex"), Column("Age"), Column("Number", 0), Column(residents, 0), Column("Rate", 2), Column("Lower 95% limit", 2),
               Column("Upper 95% limit", 2), Column("Times the rate of everybody (95% interval)"))
    caption = f"{who}, {unit}, by age and sex, {story.period.words}"
    table = Table(
        f"{slug}-rates",
        caption,
        *worth_printing(columns, body),
        (f"Divided by {basis}. Those whose age or sex isn't known are in no rate.",),
        source,
        explain_of(rates),
    )
    series = tuple(
        Series({**SEXES, "": "All"}[sex], tuple(point(band_words(band), rate) for band, of, rate, _ in groups if of == sex))
        for sex in dict.fromkeys(of for _, of, _, _ in groups)
    )
    title = f"Highest for {person_words(top[0], top[1])}: {shown(top[2])} {unit}"
    kind = "pyramid" if {of for _, of, _, _ in groups} == set(SEXES) else "steps"
    chart = Chart(f"{slug}-rates", kind, title, caption, series, "Age", unit, source, "", table=f"{slug}-rates")
    return [chart, table]


def between_short(cell: Cell | None) -> str:
    """A number and its interval for a narrow cell: "3.00 (2.88 to 3.12)"."""
    if cell is None or cell.value is None or cell.lower is None or cell.upper is None:
        return "" if cell is None else shown(cell)
    return f"{shown(cell)} ({number(cell.lower, cell.decimals)} to {number(cell.upper, cell.decimals)})"



def highest(story: Story, counts: str, rates: str, measure: str) -> tuple[str, tuple[Cell, ...]] | None:
    """The group whose rate stands highest above everybody's, said in words, with the cells that it is said from."""
    able = [each for each in groups_of(story, counts, rates, measure)
            if each[2].value is not None and each[3] is not None and each[3].value is not None and "few_events" not in each[2].flags]
    if not able:
        return None
    band, sex, rate, ratio = max(able, key=lambda each: each[3].value or 0 if each[3] else 0)
    if ratio is None or (ratio.lower or 0) < LEAST_RATIO:
        return None
    words = (f"{person_words(band, sex)} at {between(rate)} {unit_words(rate.key.unit)}, {shown(ratio)} times the rate of everybody "
             f"({number(ratio.lower or 0, 2)} to {number(ratio.upper or 0, 2)})")
    return words, (rate, ratio)
