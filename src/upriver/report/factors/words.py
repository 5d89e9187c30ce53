"""The words of comparisons: never more than the figures bear."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upriver.report.factors.held import Held
from upriver.report.story import Story, shown
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.document import TableCell
from upriver.words.reference.factor import Factor
from upriver.words.text import listed, number

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


_HEAD = re.compile(r" (?:in|from|to|of|on|at|with|without|new|missing|aged|proven|persistently|severely)\b")


def is_or_are(title: str) -> str:
    """The verb that a factor's name takes: of its first noun, so that "suspensions from school are"."""
    head = _HEAD.split(title, maxsplit=1)[0].lower()
    return "are" if head.startswith("aged") or head.endswith(("children", "people")) or re.search(r"[^s]s\Z", head) else "is"


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


def with_interval(each: Held) -> str:
    """A value with its interval, where the publisher gives one."""
    own = each.own
    if own.lower is None or own.upper is None:
        return value_words(own, each.factor)
    low, high = number(own.lower, each.factor.decimals), number(own.upper, each.factor.decimals)
    return f"{value_words(own, each.factor)} ({low} to {high})"


def against_cell(comparator: Cell | None, word: str) -> TableCell:
    """A comparator's value and how the area's stands to it."""
    text, tone = AGAINST.get(word, ("", ""))
    value = differs_from(comparator, word)
    return TableCell(value if comparator is None or comparator.value is None or word == "not_given" else f"{value}: {text}", tone=tone)


def trend_words(each: Held) -> str:
    """How a value stands to the one three to five years before."""
    if not each.trend or each.earlier is None:
        return "no earlier value three to five years before"
    return f"{TREND[each.trend]} since {each.earlier_years} ({value_words(each.earlier, each.factor)})"


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
            said.append(f"{area.name} on this page is the {LEVEL_NAMES['utla']}, and not the larger or smaller {listed(others, last='or')} "
                        "of that name.")
    return said
