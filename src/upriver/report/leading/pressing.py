"""Which findings come first: those on the kinds that rank highest, then one from each other question."""

from __future__ import annotations

from upriver.report.story import Headline, Story
from upriver.words.cleared import Cell

SCORES = "assessment/summary/scores"
REST = ("places", "health", "victims", "inequality", "people_who_harm", "times", "cost", "voices", "provision", "area")
"""The questions whose findings stand beside those on kinds, in this order."""
FIRST = ("change_", "depth_")
"""Of one subject: how it changed comes first, then how much of it there is, then all else."""
MOST, OF_KINDS = 7, 3


def scored(story: Story) -> list[tuple[str, Cell]]:
    """The kinds that could be ranked, with their weighted score, most pressing first."""
    cells = [cell for cell in story.cells_of(SCORES) if not cell.key.breakdown and cell.value is not None]
    return [(cell.key.measure, cell) for cell in sorted(cells, key=lambda cell: (-(cell.value or 0), cell.key.measure))]


def in_order(story: Story) -> list[Headline]:
    """Every headline: by the rank of the kind it is about, then by its question; unranked kinds come last."""
    ranks = {slug: place for place, (slug, _) in enumerate(scored(story))}
    kinds = {profile.slug for profile in story.profiles}

    def place(each: Headline) -> tuple[int, int, str, int]:
        first = next((at for at, start in enumerate(FIRST) if each.slug.startswith(start)), len(FIRST))
        if each.theme in ranks:
            return (0, ranks[each.theme], "", first)
        if each.theme in REST:
            return (1, REST.index(each.theme), "", first)
        return (2 if each.theme in kinds else 1, len(REST), each.theme, first)

    return sorted(story.headlines, key=place)


def most_pressing(story: Story) -> list[Headline]:
    """Five to seven findings, where there are as many: one on each of the highest ranked kinds, one from each question."""
    ranked = {slug for slug, _ in scored(story)}
    chosen: dict[str, Headline] = {}
    for each in in_order(story):
        if each.theme in ranked and len(chosen) >= OF_KINDS:
            continue
        if each.theme not in chosen and len(chosen) < MOST:
            chosen[each.theme] = each
    return list(chosen.values())
