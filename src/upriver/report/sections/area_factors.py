"""What areas with more of it have in common."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.story import Headline, Story, between, shown
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Line,
    Page,
    Paragraph,
    Series,
    Table,
    TableCell,
)
from upriver.words.text import listed

ORDER = 73
TABLES = {
    "assessment/area_factors/ratios": "Rate ratios of features of small areas",
    "assessment/area_factors/checks": "Checks of the models of small areas",
    "assessment/area_factors/added": "What each feature adds where the model has not been",
}
MADE = {
    "area_factors": "A negative binomial model of the events of small areas, with log residents as offset, on features that are each put on one "
    "scale; residuals are tested for clusters, and the model is tried on blocks of areas that it was not fitted to.",
}
RATIOS, CHECKS, ADDED = (f"assessment/area_factors/{name}" for name in ("ratios", "checks", "added"))
ADDRESS = "questions/what-areas-share"
TITLE = "What do areas with more of it have in common?"
FACTORS = {
    "income": "more income deprivation", "education": "more deprivation of education and skills", "health": "more ill health and disability",
    "housing": "more barriers to housing and services", "environment": "a poorer living environment", "young": "a larger share aged 15 to 24",
    "density": "more residents to the hectare",
}  # fmt: skip
SOURCE = "data.police.uk, Indices of Deprivation 2025, ONS Census 2021, mid-year estimates and boundaries; OGL v3.0"
GUARD = (
    "This is about areas, never about people: it does not say who does harm or who comes to harm, and nothing here is shown to be a cause. "
    "Recorded events also follow where police look and who reports."
)
LEFT_OUT = (
    "The crime domain of the deprivation index is left out, since it is made of police records. Ethnicity is left out: it would stand for "
    "other features of areas and be read as one of people. Unequal harm is told by rates of people instead."
)
CLUSTERED = 0.05


def pages(story: Story) -> tuple[Page, ...]:
    """One page: the ratios on one chart, what they mean, and how far they can be trusted."""
    rows = _ratios(story, "residents")
    if not rows:
        return ()
    blocks: list[Block] = [
        Callout(GUARD, "warning"), _chart(story, rows), Paragraph(READING), _table(story, rows), Heading("How far can it be trusted?"),
        Bullets(tuple(_trusted(story))),
    ]  # fmt: skip
    if added := _added(story):
        blocks.append(_added_table(added))
    blocks += [Heading("What is not in it"), Paragraph(" ".join([LEFT_OUT, *_dropped(story)])), _checks(story)]
    return (Page(ADDRESS, TITLE, "Questions", _lead(rows), tuple(blocks)),)


READING = (
    "Each figure compares small areas that are alike in everything else shown here and differ by one standard deviation (about the step from a middling area to "
    "one higher than five in six). 1.25 means a quarter more events for as many residents; where the interval reaches across 1, no difference can be told."
)


def lacking(story: Story) -> tuple[str, ...]:
    """Where no model could be fitted, with the reason."""
    if _ratios(story, "residents"):
        return ()
    why = story.signal(
        story.cell(CHECKS, story.partnership, story.definition.slug, "percent", split=(("check", "explained"), ("model", "residents"))),
        "withheld",
    )
    return (f"What areas with more of it have in common can't be told: {why or 'deprivation and residents by small area are not all held'}.",)


def headlines(story: Story) -> Iterator[Headline]:
    """The feature that goes with most events, if any does."""
    rows = _ratios(story, "residents")
    if up := _sure(rows, higher=True):
        yield Headline(
            "area_factors",
            _lead(rows),
            ADDRESS,
            "area",
            tuple(cell for _, cell in up),
            ("local_authority", "health", "community_safety_partnership"),
        )


def _cell(story: Story, table: str, unit: str, **split: str) -> Cell | None:
    return story.own(table, story.definition.slug, unit, **split)


def _ratios(story: Story, model: str, after: str = "") -> list[tuple[str, Cell]]:
    """(factor, ratio) that have a number, the highest first."""
    found = [(name, _cell(story, RATIOS, "rate_ratio", factor=f"{name}{after}", model=model)) for name in FACTORS]
    return sorted(((name, cell) for name, cell in found if cell is not None and cell.value is not None), key=lambda row: -(row[1].value or 0.0))


def _sure(rows: list[tuple[str, Cell]], *, higher: bool) -> list[tuple[str, Cell]]:
    return [
        (name, cell) for name, cell in rows
        if cell.lower is not None and cell.upper is not None and (cell.lower > 1 if higher else cell.upper < 1)
    ]  # fmt: skip


def _lead(rows: list[tuple[str, Cell]]) -> str:
    up, down = _sure(rows, higher=True), _sure(rows, higher=False)
    if not up and not down:
        return "None of the features held tells areas with more recorded events from areas with fewer."
    said = []
    if up:
        most = f"Areas with {FACTORS[up[0][0]]} tend to have more recorded events: {between(up[0][1])} times as many for "
        said.append(f"{most}each step of one standard deviation, all else in the model alike.")
    if len(up) > 1:
        said.append(f"So do, less strongly, areas with {listed([FACTORS[name] for name, _ in up[1:]])}.")
    if down:
        said.append(f"Areas with {listed([FACTORS[name] for name, _ in down])} tend to have fewer.")
    return " ".join((*said, "That is of areas, not of the people in them, and no cause."))


def _chart(story: Story, rows: list[tuple[str, Cell]]) -> Chart:
    top = rows[0]
    alt = (
        f"Points with 95% intervals for {len(rows)} features of small areas; 1 is no difference. The highest is {FACTORS[top[0]]} at {shown(top[1])}, "
        f"the lowest {FACTORS[rows[-1][0]]} at {shown(rows[-1][1])}."
    )
    up = _sure(rows, higher=True)
    title = f"Areas with {FACTORS[up[0][0]]} tend to have more" if up else "No feature stands out"
    return Chart(
        "area-factors", "forest", title, f"{story.definition.title}, rate ratio for one standard deviation more, {story.partnership.name}, {story.period.words}",
        (Series("rate ratio", tuple(point(FACTORS[name], cell) for name, cell in rows)),), "", "times as many events for as many residents", SOURCE, alt,
        (Line("no difference", 1.0),), table="area-factors",
    )  # fmt: skip


def _table(story: Story, rows: list[tuple[str, Cell]]) -> Table:
    beside, ground = dict(_ratios(story, "surroundings")), dict(_ratios(story, "hectares"))
    body = tuple(
        (TableCell(FACTORS[name]), number_cell(cell), number_cell(cell, "lower"), number_cell(cell, "upper"),
         TableCell(between(beside[name]) if name in beside else "not fitted"), TableCell(between(ground[name]) if name in ground else "not in it"))
        for name, cell in rows
    )  # fmt: skip
    columns = (Column("Areas with"), Column("Rate ratio", 2), Column("Lower 95% limit", 2), Column("Upper 95% limit", 2),
               Column("With the areas around put in too"), Column("By size of the ground, not residents"))  # fmt: skip
    notes = (
        "Each ratio is for one standard deviation more of the feature, all others alike; institutions are left out.",
        "The share aged 15 to 24 is over all the years of estimates held.",
        "By size of the ground the number of residents is no longer allowed for, so features of crowded places stand higher.",
    )
    return Table("area-factors", f"What goes with more events, {story.period.words}", columns, body, notes, SOURCE, explain_of(RATIOS))


def _trusted(story: Story) -> Iterator[str]:
    explained, elsewhere = (
        _cell(story, CHECKS, "percent", check="explained", model="residents"),
        _cell(story, CHECKS, "percent", check="explained_elsewhere", model="residents"),
    )
    if explained is not None and explained.value is not None:
        yield f"The features explain {shown(explained)}% of the differences between areas that residents leave; the rest is other things."
    if elsewhere is not None and elsewhere.value is not None:
        blocks = story.signal(elsewhere, "blocks")
        yield f"Tried on neighbouring areas that were left out of the fit, they explain {shown(elsewhere)}% (from {blocks} in the middle eight of ten blocks)."
    elif elsewhere is not None:
        yield f"It could not be tried on areas left out of the fit: {story.signal(elsewhere, 'withheld')}."
    yield from _clusters(story)
    alike = [
        (name, cell)
        for name in FACTORS
        if (cell := _cell(story, CHECKS, "ratio", check=f"vif_{name}", model="residents")) is not None and (cell.value or 0) > 2.5
    ]
    if alike:
        words = listed([FACTORS[name] for name, _ in alike])
        yield f"{words[0].upper()}{words[1:]} often go together, so the share of each is less certain than its interval says."


def _clusters(story: Story) -> Iterator[str]:
    before, after = (_cell(story, CHECKS, "p_value", check="residual_moran_p", model=model) for model in ("residents", "surroundings"))
    if before is None or before.value is None:
        return
    if before.value >= CLUSTERED:
        yield "What the model leaves over does not cluster, as it should be."
        return
    said = "What the model leaves over still clusters: neighbouring areas share something that isn't in it, so the intervals are too narrow."
    if after is not None and after.value is not None:
        said += f" With the features of the areas around put in too, it {'still does' if after.value < CLUSTERED else 'no longer does'}."
    yield said


def _added(story: Story) -> list[tuple[str, Cell]]:
    found = [(name, _cell(story, ADDED, "percent", factor=name)) for name in FACTORS]
    return sorted(((name, cell) for name, cell in found if cell is not None and cell.value is not None), key=lambda row: -(row[1].value or 0.0))


def _added_table(rows: list[tuple[str, Cell]]) -> Table:
    body = tuple((TableCell(FACTORS[name]), number_cell(cell), number_cell(cell, "lower"), number_cell(cell, "upper")) for name, cell in rows)
    columns = (Column("Feature"), Column("Explained less without it (percentage points)", 1), Column("Lowest of the middle 80% of blocks", 1),
               Column("Highest of them", 1))  # fmt: skip
    note = "How much less is explained in the areas left out when the feature is shuffled among them. Near or below zero, it adds nothing there."
    return Table("area-factors-added", "What each feature adds where the model has not been", columns, body, (note,), SOURCE, explain_of(ADDED))


def _dropped(story: Story) -> Iterator[str]:
    for name, words in FACTORS.items():
        if why := story.signal(_cell(story, RATIOS, "rate_ratio", factor=name, model="residents"), "withheld"):
            yield f"{words[0].upper()}{words[1:]} is left out: {why}."


CHECKED = {
    "areas_used": ("Small areas used", "areas"), "explained": ("Share of the differences explained (%)", "percent"), "residual_moran": ("How far what is left over clusters (0: not at all)", "index"),
    "residual_moran_p": ("Its probability by chance", "p_value"), **{f"vif_{name}": (f"How far the others tell it too (1: not at all): {words}", "ratio") for name, words in FACTORS.items()},
}  # fmt: skip


def _checks(story: Story) -> Table:
    ways = ("residents", "surroundings", "hectares")
    rows = [(words, [_cell(story, CHECKS, unit, check=name, model=way) for way in ways]) for name, (words, unit) in CHECKED.items()]
    body = tuple(
        (TableCell(words), *(TableCell(shown(cell) if cell is not None and cell.value is not None else "-") for cell in cells))
        for words, cells in rows
        if any(cells)
    )
    columns = (Column("Check"), Column("By residents"), Column("With the areas around"), Column("By ground"))
    return Table("area-factors-checks", "Checks of the three models", columns, body, (), SOURCE, explain_of(CHECKS))
