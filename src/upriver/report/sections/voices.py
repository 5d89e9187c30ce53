"""What people said, whether they were answered, and who was not heard."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.harm.lookup import in_words, one
from upriver.report.people.ages import band_words
from upriver.report.story import Headline, Story, shown
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
    Series,
    Table,
    TableCell,
)
from upriver.words.text import listed, number

ORDER = 66
THEMES, SPOKE = "assessment/voices/themes", "assessment/voices/who_spoke"
ANSWERED, HEARD = "assessment/voices/answered", "assessment/voices/who_answered"
TABLES = {
    THEMES: "Points made with consent, by theme", SPOKE: "Points by whose voice they are", ANSWERED: "Whether those who spoke were answered",
    HEARD: "Who answered the survey, against residents",
}
MADE = {
    "voices": "Points that people made in sessions, with consent, are counted by theme over the months sent without a gap; they are no sample. "
    "Of the survey, each group's share of answers is divided by its share of residents; the interval is Wilson's.",
}
SOURCE = "Community insight and surveys under agreement; ONS population estimates"
DIMENSIONS = {"district": "District", "age_band": "Age", "sex": "Sex", "ethnicity": "Ethnic group"}


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where points or a survey are held and used; none otherwise."""
    points, heard = story.cells_of(THEMES), story.cells_of(HEARD)
    if not points and not heard:
        return ()
    blocks: list[Block] = [
        Callout("Whoever comes to a session isn't whoever lives there: themes are not shares of residents. Nobody is quoted: words stay with whoever "
                "held the session, and only themes are counted, with consent."),
    ]
    if points:
        blocks += [Heading("What people said"), *_themes(story, points), Heading("Was it answered?"), _answered(story)]
    blocks += [Heading("Who was not heard"), *_not_heard(story)]
    return (Page("questions/voices", "What do people say, and who was not heard?", "Questions", _lead(story), tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """What no voice is held for."""
    said = []
    if not story.cells_of(THEMES):
        said.append("What people say about violence where they live: no community insight is held for the period.")
    elif silent := _silent(story):
        said.append(f"What {listed([each.lower() for each in silent], last='or')} say: no point of theirs was noted.")
    if not story.cells_of(HEARD):
        said.append("Whether those who answer surveys are like those who live there: no survey is held with its rows.")
    return tuple(said)


def headlines(story: Story) -> tuple[Headline, ...]:
    """What is said most, and what came of it."""
    top, yes = _top(story), one(story.cells_of(ANSWERED), "yes", "percent")
    if top is None or top.value is None:
        return ()
    told = f"; {shown(yes)}% of points have been answered" if yes is not None and yes.value is not None else ""
    says = f"{in_words(top.key.measure)} is what people raise most, in {shown(top)}% of the points made in sessions of {top.key.period.words}{told}."
    rests = tuple(cell for cell in (top, yes) if cell is not None)
    return (Headline("voices_top", says, "questions/voices", "voices", rests, ("local_authority", "police", "education"),
                     "Tell those who spoke what came of it."),)


def _top(story: Story) -> Cell | None:
    shares = [cell for cell in story.cells_of(THEMES) if cell.key.unit == "percent" and cell.value is not None]
    return max(shares, key=lambda cell: cell.value or 0, default=None)


def _silent(story: Story) -> list[str]:
    return [in_words(cell.key.measure) for cell in story.cells_of(SPOKE) if cell.value == 0 and cell.key.measure != "other"]


def _lead(story: Story) -> str:
    said = [each.says for each in headlines(story)]
    silent = _silent(story)
    if silent:
        said.append(f"No point is noted from {listed([each.lower() for each in silent], last='or')}.")
    under = _under(story)
    if under:
        said.append(f"Least reached by the survey for their number: {listed(under, most=3)}.")
    return " ".join(said) or "A survey is held; those who answered are set against residents."


def _under(story: Story) -> list[str]:
    """Groups whose share of answers lies below their share of residents, the interval too; least reached first."""
    cells = [cell for cell in story.cells_of(HEARD) if cell.key.unit == "ratio" and cell.value is not None and (cell.upper or 1) < 1]
    return [f"{_group(story, cell)} ({shown(cell)} of their share)" for cell in sorted(cells, key=lambda cell: cell.value or 0)]


MEN_AND_WOMEN = {"male": "men", "female": "women"}


def _group(story: Story, cell: Cell) -> str:
    value = cell.key.names.get("group", "")
    if cell.key.measure == "district":
        return next((area.name for area in story.areas.get("ltla", ()) if area.code == value), value)
    return f"aged {band_words(value)}" if cell.key.measure == "age_band" else MEN_AND_WOMEN.get(value, value)


def _themes(story: Story, cells: tuple[Cell, ...]) -> list[Block]:
    shares = sorted((cell for cell in cells if cell.key.unit == "percent"), key=lambda cell: -(cell.value if cell.value is not None else -1.0))
    groups = sorted({cell.key.names["group"] for cell in cells if "group" in cell.key.names})
    total = one(cells, "points", "count")
    rows = []
    for share in shares:
        theme = share.key.measure
        split = (number_cell(one(cells, theme, "count", group=group)) for group in groups)
        rows.append((TableCell(in_words(theme)), number_cell(one(cells, theme, "count")), number_cell(share), *split))
    columns = (Column("Theme"), Column("Points", 0), Column("Share of points, %", 1), *(Column(in_words(group), 0) for group in groups))
    when = shares[0].key.period.words if shares else ""
    table = Table("voices-themes", f"Points by theme, {story.partnership.name}, {when}", columns, tuple(rows), ("[c] hides small numbers.",), SOURCE,
                  explain_of(THEMES))
    said = Paragraph(f"{shown(total)} points were noted with consent, {when}. Themes are given by whoever held the session.")
    given = [cell for cell in shares if cell.value is not None]
    if not given:
        return [said, table]
    title = f"{in_words(given[0].key.measure)} is raised most"
    alt = f"Bars of {len(given)} themes by their share of points. {title}, {shown(given[0])}%. The table holds every number."
    chart = Chart(
        "voices-themes",
        "bars",
        title,
        f"Share of points, %, {when}",
        (Series("share", tuple(point(in_words(c.key.measure), c) for c in given)),),
        "",
        "%",
        SOURCE,
        alt,
        table="voices-themes",
    )
    return [said, chart, table]


def _answered(story: Story) -> Table:
    cells = story.cells_of(ANSWERED)
    rows = tuple((TableCell(in_words(name)), number_cell(one(cells, name, "count")), number_cell(one(cells, name, "percent")))
                 for name in ("yes", "not_yet", "no", "not_stated") if one(cells, name, "count") is not None)
    columns = (Column("Told what came of it"), Column("Points", 0), Column("Share, %", 1))
    return Table("voices-answered", "Whether those who spoke were told what came of it", columns, rows, (), SOURCE, explain_of(ANSWERED))


def _not_heard(story: Story) -> list[Block]:
    blocks: list[Block] = []
    spoke = sorted(story.cells_of(SPOKE), key=lambda cell: -(cell.value if cell.value is not None else -1.0))
    if spoke:
        rows = tuple((TableCell(in_words(cell.key.measure)), number_cell(cell)) for cell in spoke)
        blocks.append(Table("voices-spoke", "Whose voice the points are", (Column("Voice of"), Column("Points", 0)), rows,
                            ("0 means that no point of theirs was noted, not that they have nothing to say.",), SOURCE, explain_of(SPOKE)))
    cells = story.cells_of(HEARD)
    if not cells:
        return [*blocks, Paragraph("No survey is held with its rows, so those who answered can't be set against residents.")]
    rows2 = []
    for dimension, title in DIMENSIONS.items():
        for ratio in (cell for cell in cells if cell.key.measure == dimension and cell.key.unit == "ratio"):
            group = ratio.key.names["group"]
            of = [one(cells, dimension, "percent", group=group, of=whom) for whom in ("answers", "residents")]
            name = _group(story, ratio)
            limits = f"{number(ratio.lower, 2)} to {number(ratio.upper, 2)}" if ratio.lower is not None and ratio.upper is not None else ""
            rows2.append((TableCell(f"{title}: {name.removeprefix('aged ')}"), number_cell(one(cells, dimension, "count", group=group)),
                          *(number_cell(cell) for cell in of), number_cell(ratio), TableCell(limits)))
    columns = (Column("Group"), Column("Answers", 0), Column("Of answers, %", 1), Column("Of residents, %", 1), Column("Ratio", 2), Column("95% interval"))
    notes = ("A ratio below 1: fewer answers than their number among residents would give. Residents of the ages asked; ethnic group: of every age.",)
    under = _under(story)
    said = f"Fewer answered than their number would give among {listed(under)}." if under else "No group answered clearly less often than its number would give."
    return [
        *blocks,
        Paragraph(said),
        Table(
            "voices-heard",
            "Who answered the residents' survey, against who lives there",
            columns,
            tuple(rows2),
            notes,
            SOURCE,
            explain_of(HEARD),
        ),
        Bullets(("Weights mend what is known of who didn't answer: district, age and sex. They can't mend what isn't asked.",)),
    ]
