"""Who lives with it: harm that nobody is told of, fear, and how safe pupils feel, from surveys with weights."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.harm.lookup import one
from upriver.report.leading.plain import of_survey
from upriver.report.story import Headline, Story, between, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Callout, Chart, Column, Heading, Page, Series, Table, TableCell
from upriver.words.text import sentence

ORDER = 29
ANSWERS, SURVEYS = "assessment/affected/answers", "assessment/affected/surveys"
TABLES = {ANSWERS: "Fear and harm as people answered, weighted", SURVEYS: "The surveys and what their weights cost"}
MADE = {
    "affected": "Shares are of answers weighted to residents by district, age and sex (raking, weights kept between 0.3 and 3 times the mean); "
    "intervals are linearised and on the logit scale. On fewer than 30 answers there is no share.",
}
SOURCE = "Surveys under agreement"
ASKED = {
    "feels_safe_after_dark": ("unsafe", "feel unsafe walking alone near home after dark"),
    "feels_safe_by_day": ("unsafe", "feel unsafe walking alone near home by day"),
    "was_harmed": ("yes", "met violence or threats in the last twelve months"),
    "told_anyone": ("nobody", "of those who met it told nobody"),
    "feels_safe_at_school": ("unsafe", "feel unsafe at school"),
    "feels_safe_on_the_way": ("unsafe", "feel unsafe on the way to and from school"),
    "knows_someone_with_a_knife": ("yes", "know of someone of their age who carries a knife"),
    "trusted_adult": ("no", "have no adult they could tell"),
}
"""Each question with the answer that is told, in words."""
PUPILS = ("feels_safe_at_school", "feels_safe_on_the_way", "knows_someone_with_a_knife", "trusted_adult")
NOT_ASKED = (
    "Witnesses and bystanders: no source held counts those who saw it and were not hurt.",
    "Families: what it does to those who live with someone harmed, harming or in prison is in no count held here.",
)


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where a survey's rows are held and used; none otherwise."""
    cells = story.cells_of(ANSWERS)
    if not cells:
        return ()
    blocks: list[Block] = [
        Callout("A survey sees harm that no service records, and fear. Each share is an estimate with an interval; pupils out of school, and people "
                "who live in institutions, are not asked.")
    ]
    for title, mine in (("Residents", False), ("Pupils", True)):
        asked = [name for name in ASKED if (name in PUPILS) == mine and _whole(story, name) is not None]
        if asked:
            blocks += [Heading(title), *_chart_and_table(story, title, asked), *_groups(story, cells, title, asked)]
    blocks += [Heading("How sure this is"), _quality(story), Heading("Who else lives with it"), Bullets(NOT_ASKED)]
    return (Page("questions/affected", "Who lives with it?", "Questions", _lead(story), tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """Whose burden no source held shows."""
    cells = story.cells_of(ANSWERS)
    measures = {cell.key.measure for cell in cells}
    said = []
    if "feels_safe_after_dark" not in measures:
        said.append("How many residents live in fear, or were harmed and told nobody: no residents' survey is held with its weights.")
    if "feels_safe_at_school" not in measures:
        said.append("How safe pupils feel, and whom they could tell: no school survey is held with its weights.")
    return (*said, "How many witness violence or live with someone who was harmed or has harmed: no source held counts them.")


def headlines(story: Story) -> tuple[Headline, ...]:
    """Hidden harm, fear, and children without anyone to tell."""
    found = []
    for name, kinds, follows in (
        ("was_harmed", ("police", "health", "local_authority"), "Read every recorded number as the visible part."),
        ("feels_safe_after_dark", ("local_authority", "police"), "Ask where people feel unsafe, and set it beside where they are harmed."),
        ("trusted_adult", ("education", "local_authority"), "Make sure every child has an adult to tell."),
    ):
        cell = _whole(story, name)
        if cell is not None and cell.value is not None:
            found.append(
                Headline(
                    f"affected_{name}",
                    _words(story, name, cell),
                    "questions/affected",
                    "victims" if name == "was_harmed" else "voices",
                    (cell,),
                    kinds,
                    follows,
                    of_survey("pupils" if name in PUPILS else "residents", ASKED[name][1], cell, _whole(story, "told_anyone") if name == "was_harmed" else None),
                )
            )
    return tuple(found)


def _words(story: Story, name: str, cell: Cell) -> str:
    who = "pupils" if name in PUPILS else "residents" if name != "told_anyone" else ""
    says = f"{shown(cell)}% {'of ' + who + ' ' if who else ''}{ASKED[name][1]} (95% interval {_limits(cell)}"
    more = _whole(story, "told_anyone") if name == "was_harmed" else None
    nobody = f"; {shown(more)}% of them told nobody, {_limits(more)}" if more is not None and more.value is not None else ""
    return f"{says}{nobody}), as a survey of {cell.key.period.words} found."


def _limits(cell: Cell) -> str:
    return between(cell).partition("interval ")[2].rstrip(")")


def _lead(story: Story) -> str:
    said = [_words(story, name, cell) for name in ("was_harmed", "feels_safe_after_dark", "feels_safe_at_school")
            if (cell := _whole(story, name)) is not None and cell.value is not None]
    return " ".join(said) or "Surveys are held, and too few answered for an estimate."


def _whole(story: Story, name: str, unit: str = "percent") -> Cell | None:
    return one(story.cells_of(ANSWERS), name, unit, story.partnership, answer=ASKED[name][0])


def _chart_and_table(story: Story, title: str, asked: list[str]) -> list[Block]:
    slug, cells = f"affected-{title.lower()}", story.cells_of(ANSWERS)
    rows = []
    for name in asked:
        cell = _whole(story, name)
        base = one(cells, name, "count", story.partnership)
        rows.append(
            (
                TableCell(sentence(ASKED[name][1])),
                number_cell(base, "count"),
                *(number_cell(cell, part) for part in ("value", "lower", "upper")),
            )
        )
    columns = (Column(f"{title} who"), Column("Answers", 0), Column("Share, %", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1))
    table = Table(slug, f"{title}: what they answered, {story.partnership.name}", columns, tuple(rows), (), SOURCE, explain_of(ANSWERS))
    given = [(name, cell) for name in asked if (cell := _whole(story, name)) is not None and cell.value is not None]
    if not given:
        return [table]
    first = given[0]
    headline = f"{shown(first[1])}% of {title.lower()} {ASKED[first[0]][1]}"
    alt = f"Bars of {len(given)} shares with 95% intervals. {headline}. The table holds every number."
    series = (Series("share", tuple(point(sentence(ASKED[name][1]), cell) for name, cell in given)),)
    return [
        Chart(
            slug,
            "bars",
            headline,
            f"Share, %, {story.partnership.name}, {first[1].key.period.words}",
            series,
            "",
            "%",
            SOURCE,
            alt,
            table=slug,
        ),
        table,
    ]


def _groups(story: Story, cells: tuple[Cell, ...], title: str, asked: list[str]) -> list[Block]:
    """The same by district, sex, age and school year, where enough answered."""
    first = asked[0]
    told = [name for name in asked if name != "told_anyone"]
    keys = dict.fromkeys((cell.key.area, tuple(sorted((n, v) for n, v in cell.key.breakdown if n != "answer"))) for cell in cells
                         if cell.key.measure == first and cell.key.unit == "percent")
    rows = []
    for area, split in sorted(keys, key=lambda key: (bool(key[1]), [(kind, int(value) if value.isdigit() else 0, value) for kind, value in key[1]])):
        if area == story.partnership and not split:
            continue
        found = [one(cells, name, "percent", area, **dict(split), answer=ASKED[name][0]) for name in told]
        name = area.name if not split else ", ".join(_group(kind, value) for kind, value in split)
        if any(cell is not None and cell.value is not None for cell in found):
            rows.append((TableCell(name), *(each for cell in found for each in (number_cell(cell), TableCell(_range(cell))))))
    columns = [Column("Group")]
    for name in told:
        columns += [Column(f"{sentence(ASKED[name][1])}, %", 1), Column("95% interval")]
    notes = ("[x] stands for fewer than 30 answers, or fewer than ten who gave or didn't give the answer.",)
    if not rows:
        return []
    return [
        Table(
            f"affected-{title.lower()}-groups",
            f"{title} by district and group",
            tuple(columns),
            tuple(rows),
            notes,
            SOURCE,
            explain_of(ANSWERS),
        )
    ]


def _group(kind: str, value: str) -> str:
    return {"year_group": f"Year {value}", "age_band": f"Aged {value}"}.get(kind, sentence(value))


def _range(cell: Cell | None) -> str:
    return _limits(cell) if cell is not None and cell.lower is not None else ""


def _quality(story: Story) -> Table:
    cells = story.cells_of(SURVEYS)
    rows = []
    for survey in sorted({cell.key.measure for cell in cells}):
        mine = [cell for cell in cells if cell.key.measure == survey]
        by = {cell.key.names.get("of", "answers"): cell for cell in mine}
        rows.append(
            (
                TableCell({"school_survey": "Pupils", "community_safety_survey": "Residents"}.get(survey, survey)),
                TableCell(mine[0].key.period.words),
                *(number_cell(by.get(name)) for name in ("answers", "effective_answers", "design_effect", "margin_missed")),
            )
        )
    columns = (Column("Survey"), Column("When"), Column("Answers", 0), Column("Worth as many of equal weight", 0), Column("Design effect", 2),
               Column("Margins missed by, points", 1))
    notes = ("The design effect is how much larger the weights make a variance (Kish 1965).",)
    return Table(
        "affected-surveys",
        "The surveys, and what their weights cost in certainty",
        columns,
        tuple(rows),
        notes,
        SOURCE,
        explain_of(SURVEYS),
    )
