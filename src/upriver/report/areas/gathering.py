"""One page's worth of what chapters tell of an area and of every other area of the same ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from upriver.report.story import PROFILED, Story
from upriver.words.area import Area
from upriver.words.document import Block, Chart, Map, Table

Tell = Callable[[Story, Area], list[Block]]


def told_of(story: Story, area: Area, tellers: Sequence[Tell]) -> tuple[Block, ...]:
    """What each chapter in turn tells of the area. A district that is its own partnership is told once: a chapter's second
    table of the same kind, on the same ground under another code, is left out."""
    grounds = [area, *(each for level in PROFILED for each in story.areas.get(level, ()) if each != area and story.profiled(each) == area)]
    return tuple(block for tell in tellers for block in _once(tell, story, grounds))


def _once(tell: Tell, story: Story, grounds: Sequence[Area]) -> list[Block]:
    found: list[Block] = []
    seen: set[tuple[str, str]] = set()
    for area in grounds:
        blocks = tell(story, area)
        new = blocks if not found else [each for each in blocks if isinstance(each, Table | Chart | Map) and _kind(each, area) not in seen]
        found += new
        seen |= {_kind(each, area) for each in new if isinstance(each, Table | Chart | Map)}
    return found


def _kind(block: Table | Chart | Map, area: Area) -> tuple[str, str]:
    return type(block).__name__, block.slug.replace(area.code, "")
