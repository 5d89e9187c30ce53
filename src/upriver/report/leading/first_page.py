"""What stands first: the findings that matter most, how kinds rank, and where most difference can be made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upriver.report.areas.kinds import address
from upriver.report.coded import year_words
from upriver.report.drawn import explain_of, number_cell, worth_printing
from upriver.report.leading.pressing import SCORES, most_pressing, scored
from upriver.report.story import Story
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Column, Heading, Paragraph, Table, TableCell
from upriver.words.text import listed

ORDERED = (
    "First the kinds of violence that rank highest by the scores below, then one finding from each of the other questions, in this order: places, "
    "what health services see, who is harmed, unequal harm, who harms, times, cost, voices and provision."
)
"""How the findings come to stand in the order they have."""
QUESTIONS = ("volume", "harm", "trend", "inequality", "tractability")


def pressing(story: Story) -> Iterator[Block]:
    """Five to seven findings in order, the table that ranks them, and what could be changed most."""
    found = most_pressing(story)
    if not found:
        return
    yield Heading("What matters most")
    yield Paragraph(ORDERED)
    for number, each in enumerate(found, 1):
        yield Paragraph(f"{number}. {each.says}", (("Read on", each.href),))
    yield from _moved(story)
    if not (ranks := scored(story)):
        return
    yield Heading("How the kinds rank")
    if story.ranking:
        weights = listed([f"{name} {story.ranking.weights[name]:g}" for name in QUESTIONS], most=9)
        yield Paragraph(f"{story.ranking.says} The weights here: {weights}.{_unranked(story, ranks)}")
    yield _table(story)
    if best := _most_difference(story, [slug for slug, _ in ranks]):
        yield Heading("Where most difference can be made")
        yield Paragraph(best)


def _moved(story: Story) -> Iterator[Block]:
    """What the last release said of the same findings, where its numbers were others; what is new; what is said no more."""
    if not story.earlier:
        return
    yield Heading("What changed since the last release")
    said = [
        f"{each.says} It said then: {story.earlier[each.slug]}"
        for each in most_pressing(story) if each.slug in story.earlier and _numbers(story.earlier[each.slug]) != _numbers(each.says)
    ]
    slugs = {each.slug for each in story.headlines}
    moved = sum(1 for each in story.headlines if _numbers(story.earlier.get(each.slug, each.says)) != _numbers(each.says))
    new, gone = len(slugs - set(story.earlier)), len(set(story.earlier) - slugs)
    if said:
        yield Bullets(tuple(said))
    if not (moved or new or gone):
        yield Paragraph("Nothing: every finding that chapters name has the numbers that it had.")
        return
    yield Paragraph(
        f"Of all findings that chapters name, {moved or 'none'} {'has' if moved == 1 else 'have'} other numbers than in the last release, "
        f"{new or 'none'} {'is' if new == 1 else 'are'} new, and {gone or 'none'} can't be said any more."
    )


def _numbers(says: str) -> list[str]:
    """The numbers of a sentence: other words for the same numbers are no change."""
    return re.findall(r"[0-9][0-9,.]*", says)


def coded_years(story: Story) -> list[str]:
    """The years of the offence-coded counts that kinds are ranked by."""
    return sorted({year_words(each.key.period) for slug, _ in scored(story) if (each := _counted(story, slug)) is not None})


def _table(story: Story) -> Table:
    titles = {profile.slug: (profile.title, address(profile.slug)) for profile in story.profiles}
    rows = []
    for slug, cell in scored(story):
        title, href = titles.get(slug, (slug, ""))
        parts = [story.cell(SCORES, story.partnership, slug, "score", split=(("question", name),)) for name in QUESTIONS]
        rows.append((TableCell(title, href=href), number_cell(cell), TableCell(story.signal(cell, "place")), *(number_cell(part) for part in parts)))
    columns = (Column("Kind of violence"), Column("Score", 1), Column("Place"), *(Column(name.capitalize(), 1) for name in QUESTIONS))
    asks = tuple(f"{name.capitalize()}: {story.ranking.asks.get(name, '')}" for name in QUESTIONS) if story.ranking else ()
    of = coded_years(story)
    notes = (
        f"Volume and harm by offence code are of {listed(of)}." if of else "Volume is of the police extract.",
        "[x] stands for a question that nothing held answers for this kind. Place gives the places that it could take with each weight "
        "in turn left out or doubled. Kinds overlap: one crime can count in several, so scores are never added.", *asks,
    )
    unasked = [name for at, name in enumerate(QUESTIONS, 3) if all(row[at].value is None for row in rows)]
    if unasked:
        notes = (f"Nothing held answers the question of {listed(unasked)} for any kind, so the rank rests on the others alone.", *notes)
    return Table(
        "summary-scores",
        "How the kinds rank, most pressing first",
        *worth_printing(columns, rows),
        notes,
        "All sources named on the pages of each kind",
        explain_of(SCORES),
        12,
    )


def _unranked(story: Story, ranks: list[tuple[str, Cell]]) -> str:
    """Which kinds no score could be given, so that nobody takes their absence for a low place."""
    left = [profile.title.lower() for profile in story.profiles if profile.slug not in dict(ranks)]
    return f" Too little is held to rank {listed(left, most=12)}: that says nothing of how pressing they are." if left else ""


def _counted(story: Story, slug: str) -> Cell | None:
    """The latest offence-coded count of a kind."""
    cells = [cell for cell in story.cells_of("assessment/depth/recorded") if cell.key.measure == slug and cell.key.unit == "count"]
    return max(cells, key=lambda cell: cell.key.period, default=None)


def _most_difference(story: Story, slugs: list[str]) -> str:
    """The kinds that do more than half of the most harm and for which evidence is at least moderate."""
    titles = {profile.slug: profile.title.lower() for profile in story.profiles}
    both = []
    for slug in slugs:
        harm, can = (story.cell(SCORES, story.partnership, slug, "score", split=(("question", name),)) for name in ("harm", "tractability"))
        if harm and can and (harm.value or 0) >= 2 and (can.value or 0) >= 7:
            both.append(titles[slug])
    if not both:
        return ""
    return (
        f"Much harm and at least moderate evidence that something helps come together in {listed(both)}. What works is told beside each "
        "need; evidence from elsewhere is no promise for here."
    )
