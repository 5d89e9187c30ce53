"""The words of comparisons: never more than the figures bear."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.factors.held import Held
from upriver.report.story import Story, shown
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.reference.factor import Factor
from upriver.words.text import listed

AGAINST = {
    "worse": ("worse, beyond chance", "worse"),
    "better": ("better, beyond chance", "better"),
    "not_different": ("not different", "same"),
    "worse_unsure": ("worse, chance not known", "worse"),
    "better_unsure": ("better, chance not known", "better"),
    "worse_whole": ("worse; everybody is counted", "worse"),
    "better_whole": ("better; everybody is counted", "better"),
    "close": ("close", "same"),
    "held_back": ("comparator held back", ""),
    "not_given": ("not given", ""),
}
"""What a comparison says, in words, and how its cell is shaded."""
TREND = {
    "worsened": "worse, beyond chance,",
    "improved": "better, beyond chance,",
    "no_clear_change": "no clear change",
    "worsened_unsure": "worse, chance not known,",
    "improved_unsure": "better, chance not known,",
    "close": "about the same",
}
SHORT = {"worse": "worse", "better": "better", "not_different": "no different", "worse_unsure": "worse?", "better_unsure": "better?",
         "worse_whole": "worse", "better_whole": "better", "close": "close", "held_back": "no comparator", "not_given": "no comparator"}
"""The same for a rug: a question mark where chance isn't known."""


def value_words(cell: Cell | None, factor: Factor) -> str:
    """A value as printed, or that it isn't given; a missing one is never a number. Few events behind it are said."""
    if cell is None or cell.value is None:
        return "not given"
    return shown(cell) + (" (fewer than 10 events)" if "few_events" in cell.flags else "")


def differs_from(cell: Cell | None, word: str) -> str:
    """A comparator's value, or why there is none."""
    if word == "held_back":
        return "held back"
    return "not held" if cell is None else "not given" if cell.value is None else shown(cell)


def counted(found: Sequence[Held], *words: str) -> int:
    """How many of them England's comparison finds so."""
    return sum(1 for each in found if each.england_word in words)


def same_names(story: Story, areas: Sequence[Area]) -> list[str]:
    """A sentence for each council area whose name other kinds of area bear too: which is meant here."""
    said = []
    for area in dict.fromkeys(each for each in areas if each.level == "utla"):
        ground = story.within.get(("utla", area.code))
        others = sorted({LEVEL_NAMES[level] for level, found in story.areas.items() for other in found
                         if other.name == area.name and level != "utla" and story.within.get((level, other.code)) != ground})
        if others:
            said.append(f"{area.name} on this page is the {LEVEL_NAMES['utla']} {area.code}; the {listed(others)} of that name is another, larger "
                        "or smaller, area.")
    return said
