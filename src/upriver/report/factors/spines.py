"""A spine for each area: every factor beside the same factor of England, worse to the right, similar areas behind it."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.drawn import point
from upriver.report.factors.held import SOURCE, VALUES, Held, title_of
from upriver.report.factors.words import AGAINST, counted
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.document import Chart, Point, Series

WORSE = ("worse", "worse_whole", "worse_unsure")
MOST = 4
"""No more areas than this have a spine on one page; the others have theirs on their own pages."""
CHANCE_UNKNOWN = ("worse_unsure", "better_unsure", "close")


def spines(story: Story, found: Sequence[Held], areas: Sequence[Area]) -> list[Chart]:
    """One spine for each of the first areas that have one."""
    made = [spine(story, [each for each in found if each.area == area], area, f"factors-spine-{area.code}") for area in areas]
    return [chart for chart in made if chart is not None][:MOST]


def spine(story: Story, found: Sequence[Held], area: Area, slug: str, table: str = "factors-rug-councils") -> Chart | None:
    """The area's factors in one picture, those that stand worse first; None where fewer than two can be set beside England's."""
    beside = [each for each in found if each.own.value is not None and each.england is not None and each.england.value]
    beside = [each for each in beside if AGAINST.get(each.england_word, ("", ""))[1]]
    if len(beside) < 2:
        return None
    order = {"worse": 0, "same": 1, "better": 2}
    rows = sorted(beside, key=lambda each: order[AGAINST[each.england_word][1]])
    names = [f"{title_of(each.factor)}, {each.factor.unit} ({each.years})" for each in rows]
    own = tuple(point(name, each.own, _flag(each)) for name, each in zip(names, rows, strict=True))
    england = tuple(
        Point(name, each.england.value if each.england else None, flag="fall" if each.factor.worse == "lower" else "")
        for name, each in zip(names, rows, strict=True)
    )
    like = tuple(_similar(story, name, each) for name, each in zip(names, rows, strict=True))
    series = [Series(area.name, own), Series("England", england)]
    if any(one.lower is not None for one in like):
        series.append(Series("Similar areas", like))
    worse = counted(rows, *WORSE)
    title = f"{area.name} stands worse than England in {worse or 'none'} of {len(rows)} figures"
    return Chart(slug, "spine", title, f"Latest published values, {area.name} and England", tuple(series), "", "", SOURCE, "", table=table)


def _flag(each: Held) -> str:
    return AGAINST[each.england_word][1] + ("?" if each.england_word in CHANCE_UNKNOWN else "")


def _similar(story: Story, name: str, each: Held) -> Point:
    """The middle and the range of the statistical neighbours that have a value, where enough of them do."""
    mine = {
        cell.key.names["neighbours"]: cell
        for cell in story.cells_of(VALUES, each.factor.slug, area=each.area)
        if "neighbours" in cell.key.names and cell.value is not None
    }
    if not {"lowest", "highest", "median"} <= set(mine):
        return Point(name, None)
    return Point(name, mine["median"].value, mine["lowest"].value, mine["highest"].value)
