"""Whether the latest months hold more than the past leads one to expect, and whether rare events come closer together."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.drawn import explain_of, number_cell
from upriver.report.series.changes import HOME_OFFICE, POLICE, cell_name
from upriver.report.story import Headline, Story, measure_words, shown
from upriver.words.area import LEVEL_NAMES
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import listed, number, plural, sentence

ORDER = 32
LATEST, RARE = "assessment/spikes/latest", "assessment/spikes/rare"
TABLES = {
    LATEST: "The latest months against what the past leads one to expect",
    RARE: "Rare offences: control limits by quarter, or days between events",
}
MADE = {
    "spikes": "Each of the last three months is set against a threshold made from the months before it since recording last changed, counts being "
    "for months of 30 days: Farrington's method of 1996 where three years lie before it, else the mean and standard deviation of the seven "
    "months before (EARS C1; the standard deviation never less than Poisson's). Fewer than five events in four months never alarm. Rare "
    "offences have exact Poisson limits by quarter, or a chart of days between events where even a quarter seldom holds one.",
}
HREF = "questions/spikes"
EXPECTED = (("expected", "from_the_past"),)


def pages(story: Story) -> tuple[Page, ...]:
    """One page: spikes among the latest months, what was expected, and rare offences."""
    latest, rare = _latest(story), _rare(story)
    if not latest and not rare:
        return ()
    spikes = [cell for cell in latest if story.signal(cell, "spike")]
    lead = _lead(story, latest, spikes) if latest else "No month has enough before it to say what was expected."
    watched = plural(len(latest), "monthly figure")
    blocks: list[Block] = [
        Callout(
            "A spike is a reason to look, not a finding: a series of incidents, a new way of recording, an operation and chance all make one. "
            f"{watched} are watched, of all areas and kinds: with nothing going on, one to three in a hundred alarm by chance alone (tried on "
            "made-up series). Set the number of spikes against that."
        )
    ]
    if latest:
        blocks += [Heading("The latest months"), _table(story, [cell for cell in latest if cell.key.area == story.partnership])]
    if spikes_there := [cell for cell in _once(story, spikes) if cell.key.area != story.partnership]:
        said = [_said(story, cell) for cell in spikes_there if cell.key.measure in _counted(story)]
        blocks += [Heading("Spikes in single areas"), Bullets(tuple(said))] if said else [Heading("Spikes in single areas")]
        if other := len(spikes_there) - len(said):
            blocks.append(Paragraph(f"{plural(other, 'more month')} of single areas stand out in kinds of crime that the definition doesn't count: "
                                    "they are in the file of all figures."))
    blocks += _rare_blocks(story, rare)
    return (Page(HREF, "Were the latest months out of the ordinary?", "Questions", lead, tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """That no month can be judged."""
    if story.clearance.table("assessment/kinds/by_month") is None or _latest(story):
        return ()
    return ("The latest months can't be judged for spikes: seven months held before each, since recording last changed, are needed.",)


def headlines(story: Story) -> tuple[Headline, ...]:
    """Spikes of the whole partnership, the latest first."""
    found = []
    for cell in reversed(_latest(story)):
        if story.signal(cell, "spike") and cell.key.area == story.partnership:
            name = measure_words(story, cell.key.measure)
            slug = f"spike_{cell.key.measure}_{cell.key.period.start:%Y_%m}"
            rests = (cell, *([expected] if (expected := _expected(story, cell)) else []))
            follows = f"Look at what lies behind {name} in {cell.key.period.words} before anything is said of it."
            found.append(Headline(slug, _said(story, cell), HREF, cell.key.measure, rests, ("police", "local_authority"), follows))
    return tuple(found[:3])


def _latest(story: Story) -> list[Cell]:
    cells = [cell for cell in story.cells_of(LATEST) if not cell.key.breakdown]
    return sorted(cells, key=lambda cell: (cell.key.area != story.partnership, cell.key.area.name, cell.key.period, cell.key.measure))


def _counted(story: Story) -> tuple[str, ...]:
    """The definition and its parts, in its order: what this assessment is about, before every other published type."""
    return (story.definition.slug, *(limb.slug for limb in story.definition.limbs))


def _once(story: Story, spikes: Sequence[Cell]) -> list[Cell]:
    """Each spike once: an area that is of two kinds at the same time, such as a unitary council, is one place."""
    return list({(story.profiled(cell.key.area), cell.key.measure, cell.key.period): cell for cell in reversed(spikes)}.values())[::-1]


def _expected(story: Story, cell: Cell) -> Cell | None:
    return story.cell(LATEST, cell.key.area, cell.key.measure, "count", period=cell.key.period, split=EXPECTED)


def _said(story: Story, cell: Cell) -> str:
    """ "Robbery, Norsea, December 2025: 61 where 38.2 were expected and up to 57.9 might have come by chance." """
    expected = _expected(story, cell)
    where = "" if cell.key.area == story.partnership else f", {cell.key.area.name} ({LEVEL_NAMES[cell.key.area.level]})"
    upper = number(expected.upper, 1) if expected and expected.upper is not None else "not given"
    name = sentence(measure_words(story, cell.key.measure))
    return (
        f"{name}{where}, {cell.key.period.words}: {shown(cell)} where {shown(expected)} were expected and up to {upper} might have come "
        f"by chance, {story.signal(cell, 'spike')}."
    )


def _lead(story: Story, latest: Sequence[Cell], spikes: Sequence[Cell]) -> str:
    whole = [cell for cell in spikes if cell.key.area == story.partnership]
    months = listed(list(dict.fromkeys(cell.key.period.words for cell in latest)))
    if whole:
        return " ".join(_said(story, cell) for cell in whole[:2])
    areas = [cell for cell in _once(story, spikes) if cell.key.area != story.partnership and cell.key.measure in _counted(story)]
    rest = f"; {plural(len(areas), 'month')} of single areas did, of the kinds that the definition counts" if areas else ""
    return f"In {months} no kind rose above what the past leads one to expect for the whole partnership{rest}."


def _table(story: Story, cells: Sequence[Cell]) -> Table:
    columns = (Column("Kind"), Column("Month"), Column("Recorded", 0), Column("Expected", 1), Column("Threshold", 1), Column("What it means"))
    rows = []
    for cell in sorted(cells, key=lambda cell: (not story.signal(cell, "spike"), *_place(story, cell), cell.key.period)):
        expected = _expected(story, cell)
        means = f"Spike, {story.signal(cell, 'spike')}" if story.signal(cell, "spike") else "As expected"
        rows.append((
            TableCell(sentence(measure_words(story, cell.key.measure))), TableCell(cell.key.period.words), number_cell(cell),
            number_cell(expected), number_cell(expected, "upper"), TableCell(means),
        ))  # fmt: skip
    caption = f"The latest months against what the past leads one to expect, {story.partnership.name}"
    notes = ("Only rises are looked for. A month that is missing, odd or without enough months before it has no row.",)
    return Table("spikes-latest", caption, columns, tuple(rows), notes, POLICE, explain_of(LATEST), 18)


def _place(story: Story, cell: Cell) -> tuple[int, str]:
    """Where a kind stands in a table: the definition's own first, then the rest by name."""
    own = _counted(story)
    return (own.index(cell.key.measure) if cell.key.measure in own else len(own), cell.key.measure)


def _rare(story: Story) -> list[Cell]:
    """The centres of rare offences' charts, the whole first."""
    cells = [cell for cell in story.cells_of(RARE) if ("limit", "centre") in cell.key.breakdown]
    whole = any(cell.key.area == story.partnership for cell in cells)
    cells = [cell for cell in cells if not (whole and cell.key.area.level == "force")]  # the same ground twice
    order = {"partnership": 0, "force": 1}
    return sorted(cells, key=lambda cell: (order.get(cell.key.area.level, 2), cell.key.area.name, cell.key.breakdown))


def _rare_blocks(story: Story, cells: Sequence[Cell]) -> list[Block]:
    if not cells:
        return []
    columns = (
        Column("Area"),
        Column("Offence"),
        Column("Charted"),
        Column("Average", 1),
        Column("Lower limit", 1),
        Column("Upper limit", 1),
        Column("Out of the ordinary"),
    )
    rows, out = [], 0
    for cell in cells:
        split = cell.key.names
        lower, upper = (
            story.cell(RARE, cell.key.area, cell.key.measure, cell.key.unit, period=cell.key.period,
                       split=tuple({**split, "limit": name}.items()))
            for name in ("lower", "upper")
        )  # fmt: skip
        says = _out(story, cell)
        out += bool(says)
        charted = "days between events" if cell.key.unit == "days" else "number a quarter"
        rows.append((
            TableCell(cell.key.area.name), TableCell(sentence(cell_name(story, cell))), TableCell(charted), number_cell(cell),
            number_cell(lower), number_cell(upper), TableCell(sentence(says) or "Nothing"),
        ))  # fmt: skip
    says = f"{out or 'None'} of {plural(len(cells), 'series', 'series')} {'shows' if out == 1 else 'show'} anything out of the ordinary."
    notes = ("No date of a single offence is published: where days are charted, offences are set evenly inside their quarter.",)
    table = Table("spikes-rare", "Rare offences against their limits", columns, tuple(rows), notes, HOME_OFFICE, explain_of(RARE), 18)
    return [Heading("Rare offences"), Paragraph(says), table]


def _out(story: Story, cell: Cell) -> str:
    above, below = (story.signal(cell, side) for side in ("above", "below"))
    if cell.key.unit == "days":
        return above or below
    parts = [f"high in {above}" if above else "", f"low in {below}" if below else ""]
    return ", ".join(part for part in parts if part)
