"""People who come again: how many, how unevenly, and what chance would have made of it; in numbers of people alone."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.people.ages import between_short
from upriver.report.story import Story, between, percent_words, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Chart, Column, Paragraph, Series, Table, TableCell

TIMES = {"1": "Once", "2": "Twice", "3": "Three times", "4": "Four times", "5_or_more": "Five times or more"}
TOPS = {"01": "The 1% with most", "05": "The 5% with most", "10": "The 10% with most"}



def told(story: Story, table: str, what: str) -> bool:
    """Whether there is anything to say of people who come again."""
    found = story.own(table, f"{what}_repeat_people", "percent")
    return found is not None and found.value is not None


def blocks(story: Story, slug: str, table: str, what: str, source: str, *, done: str, of: str) -> list[Block]:
    """A table of people by how often, a table of shares, a chart of how unevenly, and sentences. `done`: "were harmed"."""
    if not told(story, table, what):
        return []
    people, more = story.own(table, f"{what}_people", "people"), story.own(table, f"{what}_people", "people", times="2_or_more")
    chance = story.own(table, f"{what}_by_chance", "people")
    keyed, bare = story.own(table, f"{what}_keyed", "count"), story.own(table, f"{what}_unkeyed", "count")
    share, on_them = story.own(table, f"{what}_repeat_people", "percent"), story.own(table, f"{what}_events_on_repeat", "percent")
    by_chance = f" Were every resident at the same risk, about {shown(chance)} would." if chance and chance.value is not None else ""
    wide = story.own(table, f"{what}_design", "ratio")
    return [
        Paragraph(f"{shown(people)} people {done} in the {shown(keyed)} {of} whose record holds a keyed hash. {shown(bare)} other records hold "
                  f"none, so more may be repeats. {shown(more)} {done} twice or more, {percent_words(share, short=True)} of them, and on them fell "
                  f"{percent_words(on_them, short=True)} of those {of}.{by_chance} Some people are at more risk than others, or one event brings "
                  "the next; these numbers can't tell which."),
        *_uneven(story, slug, table, what, source, of),
        _by_times(story, slug, table, what, source, done),
        _measures(story, slug, table, what, source, of),
        Paragraph(f"Events that fall on the same people are not independent: the variance of a count here is {shown(wide)} times that of events "
                  "that each fall on somebody else, and intervals of ratios on this page are widened by it."),
    ]


def _by_times(story: Story, slug: str, table: str, what: str, source: str, done: str) -> Table:
    rows = [(words, story.own(table, f"{what}_people", "people", times=times)) for times, words in TIMES.items()]
    rows.append(("All", story.own(table, f"{what}_people", "people")))
    return Table(f"{slug}-times", f"People who {done}, by how often, {story.period.words}", (Column("How often"), Column("People", 0)),
                 tuple((TableCell(words), number_cell(cell)) for words, cell in rows),
                 ("Within the period alone: what came before or after it isn't seen.",), source, explain_of(table))


def _measures(story: Story, slug: str, table: str, what: str, source: str, of: str) -> Table:
    followed = story.own(table, f"{what}_followed", "percent")
    rate_unit = next((unit for unit in ("per_1000_residents", "per_1000_person_years") if story.own(table, f"{what}_incidence", unit)), "")
    lines: list[tuple[str, Cell | None, str]] = [
        ("Incidence: crimes per 1,000 residents", story.own(table, f"{what}_incidence", rate_unit), ""),
        ("Prevalence: people per 1,000 residents", story.own(table, f"{what}_prevalence", rate_unit), ""),
        ("Concentration: crimes a person", story.own(table, f"{what}_concentration", "events_each"), ""),
        ("People with two or more", story.own(table, f"{what}_repeat_people", "percent"), "%"),
        (f"Share of {of} that fell on them", story.own(table, f"{what}_events_on_repeat", "percent"), "%"),
        *((f"{words}: share of {of}", story.own(table, f"{what}_on_top", "percent", top=top), "%") for top, words in TOPS.items()),
        ("Again within six months, of those whose first left six months to see", followed, "%"),
    ]
    rows = tuple(
        (TableCell(words), TableCell("" if cell.value is None else percent_words(cell) if unit else between(cell)))
        for words, cell, unit in lines
        if cell
    )
    return Table(f"{slug}-measures", f"How often the same people, {story.period.words}", (Column("What"), Column("Value (95% interval)")), rows,
                 ("Incidence is prevalence times concentration. Intervals of shares that fall on people are made by drawing the people again, "
                  "each with all of theirs.",), source, explain_of(table))


def _uneven(story: Story, slug: str, table: str, what: str, source: str, of: str) -> list[Block]:
    cells = [(words, story.own(table, f"{what}_on_top", "percent", top=top)) for top, words in TOPS.items()]
    given = [(words, cell) for words, cell in cells if cell is not None and cell.value is not None]
    if len(given) < len(TOPS):
        return []
    top = given[-1][1]
    alt = f"Bars of the share of {of} by people with most: " + "; ".join(f"{words} {between_short(cell)}%" for words, cell in given) + "."
    return [Chart(f"{slug}-uneven", "bars", f"The tenth of people with most have {shown(top)}% of {of}",
                  f"Share of {of} that fell on those with most, %, {story.partnership.name}, {story.period.words}",
                  (Series("share", tuple(point(words, cell) for words, cell in given)),), "", "% of all", source, alt, table=f"{slug}-measures")]
