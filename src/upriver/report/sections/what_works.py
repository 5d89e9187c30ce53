"""What is known to work beside each need: dated ratings with their links, conflicts and all."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from upriver import shelf
from upriver.report.drawn import explain_of, number_cell, worth_printing
from upriver.report.harm.lookup import one
from upriver.report.story import Headline, Story
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import day, listed, plural

ORDER = 68
RATED, BEST, IN_USE = "assessment/what_works/ratings", "assessment/what_works/best", "assessment/what_works/in_use"
TABLES = {
    RATED: "Ratings of approaches, as read on one day",
    BEST: "The best-rated approach for each kind of violence",
    IN_USE: "Services by rated approach",
}
MADE = {
    "what_works": "Each rating is cited from the collection that gives it, with the day on which it was read. Scores are 10 for high impact, 7 for moderate, "
    "4 for low, 1 for no clear evidence and 0 for no effect or harm. Which approach is for which kind of violence is Upriver's own judgement.",
}
WORDS = {
    "high": "High impact", "moderate": "Moderate impact", "low": "Low impact", "reduces": "Reduces offending", "mixed": "Mixed results",
    "none": "No clear evidence", "no_effect": "No effect on violence", "harmful": "Harmful",
}
SEEN = {"yes": "", "direction": "only the direction was seen", "no": "recalled, not seen"}
SOURCE = "YEF Toolkit and College of Policing Crime Reduction Toolkit, single ratings cited; register of provision"


def pages(story: Story) -> tuple[Page, ...]:
    """One page: for each kind of violence told in depth, the approaches, their ratings and what of them is here."""
    ratings = story.cells_of(RATED)
    if not ratings:
        return ()
    blocks: list[Block] = [
        Callout(
            "A rating is of an approach where it was tried, not of a service here. The Toolkits of the Youth Endowment Fund and the College of Policing are "
            "theirs: single ratings are cited, in our own words, with the day they were read. Read the page itself before you decide."
        ),
        *_warnings(ratings),
    ]
    for profile in story.profiles:
        mine = sorted(
            (cell for cell in ratings if profile.slug in cell.key.names.get("needs", "").split()),
            key=lambda cell: (-(cell.value or 0), cell.key.names["name"]),
        )
        blocks.append(Heading(profile.title))
        blocks.append(_table(story, profile.slug, profile.title, mine) if mine else
                      Paragraph("No rated approach is listed for this: that nothing is listed doesn't mean that nothing works."))
    blocks += [Heading("Where collections disagree"), *_conflicts(ratings), Heading("The ratings and where they stand"), *_links(ratings)]
    return (Page("questions/what_works", "What works for each need?", "Questions", _lead(story, ratings), tuple(blocks)),)


def headlines(story: Story) -> tuple[Headline, ...]:
    """Rated approaches of which the register holds nothing, where they are rated high."""
    absent = [(cell, use) for cell in story.cells_of(RATED) if cell.key.names["impact"] == "high" and cell.key.names["seen"] == "yes"
              and (use := _use(story, cell)) is not None and use.value == 0]
    if not absent:
        return ()
    names = listed([cell.key.names["name"].lower() for cell, _ in absent], last="or")
    says = f"The register lists no service of {names}, rated as high impact on violent crime by the Youth Endowment Fund."
    rests = tuple(use for _, use in absent)
    return (Headline("what_works_absent", says, "questions/what_works", "provision", rests, ("local_policing_body", "police", "youth_justice"),
                     "Ask whether it would fit here."),)


def lacking(story: Story) -> tuple[str, ...]:
    """What of the evidence wasn't seen."""
    ratings = story.cells_of(RATED)
    recalled = sum(1 for cell in ratings if cell.key.names["seen"] == "no")
    return (
        (
            f"How well {plural(recalled, 'rated approach', 'rated approaches')} of {len(ratings)} are rated today: their ratings are recalled and must be checked.",
        )
        if recalled
        else ()
    )


def _lead(story: Story, ratings: tuple[Cell, ...]) -> str:
    best = sorted({cell.key.names["name"] for cell in ratings if cell.key.names["impact"] == "high" and cell.key.names["seen"] != "no"})
    said = [f"Rated as high impact on violent crime: {listed([name.lower() for name in best])}."] if best else []
    return " ".join([*said, *(each.says for each in headlines(story))]) or "Approaches by kind of violence, with their ratings."


def _warnings(ratings: tuple[Cell, ...]) -> list[Block]:
    bad, unclear = (
        [cell.key.names["name"] for cell in ratings if cell.key.names["impact"] == impact and cell.key.names["seen"] != "no"]
        for impact in ("harmful", "none")
    )
    said = []
    if bad:
        said.append(f"Rated as harmful: {listed(sorted({each.lower() for each in bad}))}. Don't fund these without reading why.")
    if unclear:
        said.append(f"No clear evidence: {listed(sorted({each.lower() for each in unclear}))}. Nobody knows whether these help.")
    return [Callout(" ".join(said), "warning")] if said else []


def _table(story: Story, slug: str, title: str, ratings: list[Cell]) -> Table:
    rows: list[tuple[TableCell, ...]] = []
    for cell in ratings:
        told = cell.key.names
        grade = " of ".join(each for each in (told.get("evidence", ""), "5") if each) if told.get("evidence") else "not held"
        recalled = cell.key.measure in _shipped()
        seen = SEEN.get(told["seen"], "")
        rows.append(
            (
                TableCell(told["name"]),
                TableCell(WORDS[told["impact"]] + (f" ({seen})" if seen else "")),
                TableCell(_graded(grade, recalled)),
                TableCell(_graded(f"{told['cost']} of 3" if told.get("cost") else "not held", recalled)),
                TableCell(told["collection"]),
                _used(story, cell),
                TableCell(_shipped().get(cell.key.measure, {}).get("caution", "")),
            )
        )
    columns = (
        Column("Approach"),
        Column("Impact on violent crime"),
        Column("Strength of evidence"),
        Column("Cost"),
        Column("Rated by"),
        Column("Services here", 0),
        Column("What to mind"),
    )
    caption = f"Approaches for {title.lower()}, and what of them the register holds"
    if all(row[-2].value is None for row in rows):
        caption = f"Approaches for {title.lower()}"
    return Table(f"what-works-{slug}", caption, *worth_printing(columns, rows), (), SOURCE, explain_of(RATED))


def _graded(words: str, recalled: bool) -> str:
    return f"{words} (recalled)" if recalled and words != "not held" else words


def _use(story: Story, rating: Cell) -> Cell | None:
    approach = rating.key.names.get("approach", "")
    return one(story.cells_of(IN_USE), approach.replace(" ", "_"), "count") if approach else None


def _used(story: Story, rating: Cell) -> TableCell:
    """Services of the approach; not applicable where the register's list of approaches has none such."""
    return number_cell(_use(story, rating)) if rating.key.names.get("approach") else TableCell(None, "z")


def _conflicts(ratings: tuple[Cell, ...]) -> list[Block]:
    """Approaches that two collections rate differently, both said."""
    by_name: dict[str, list[Cell]] = {}
    for cell in ratings:
        by_name.setdefault(cell.key.names["name"].casefold(), []).append(cell)
    said = []
    for mine in by_name.values():
        if len({cell.key.names["impact"] for cell in mine}) > 1:
            told = [f"{cell.key.names['collection']} says {WORDS[cell.key.names['impact']].lower()}" for cell in mine]
            said.append(f"{mine[0].key.names['name']}: {listed(told)}.")
    return [Bullets(tuple(said))] if said else [Paragraph("No two collections held here rate one approach differently.")]


def _links(ratings: tuple[Cell, ...]) -> list[Block]:
    return [Paragraph(f"{cell.key.names['name']}, {cell.key.names['collection']}: {_seen(cell)}.", (("Read the rating", cell.key.names["url"]),))
            for cell in sorted(ratings, key=lambda cell: cell.key.names["name"]) if cell.key.names.get("url")]


def _seen(cell: Cell) -> str:
    at = _shipped().get(cell.key.measure, {})
    if at.get("impact_verified") == "no":
        return "recalled, not seen; check it before you rely on it"
    return f"read {day(cell.key.names.get('read', ''))}" + (f" at {at['seen_at']}" if at else "")


@cache
def _shipped() -> Mapping[str, Mapping[str, str]]:
    """The shipped ratings by slug, for what isn't in a cell: the caution, and where it was seen."""
    with shelf.data_file("evidence/approaches.csv").open(encoding="utf-8", newline="") as lines:
        return {row["slug"]: row for row in csv.DictReader(lines)}


