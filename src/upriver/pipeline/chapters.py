"""Telling every chapter on the shelf, so that one that breaks never takes the others down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any

from upriver import shelf
from upriver.report.areas.gathering import told_of
from upriver.report.story import PROFILED, Story
from upriver.words.area import Area
from upriver.words.document import Block, Bullets, Callout, Page
from upriver.words.refusal import Fault, attempted

SHELF = "upriver.report.sections"
LIMITS = "about/missing"
BROKEN = "A fault in Upriver kept some parts of this assessment from being made. Nothing follows from that about what they ask."


def chapters() -> tuple[ModuleType, ...]:
    """The sections on the shelf in the order of their pages."""
    return tuple(sorted(shelf.modules(SHELF), key=lambda section: section.ORDER))


def told(story: Story, title: str) -> tuple[Story, tuple[Page, ...], tuple[Fault, ...]]:
    """Every page, the story it was told from, and the sections that a fault of ours left out.

    What a broken section says elsewhere (a headline, a sentence on limits, a block on an area's page) goes with its pages:
    all are told again without it, and the story names it.
    """
    sections, faults = chapters(), dict[str, Fault]()
    while True:
        around, pages, lost = _once(story, sections)
        if not lost:
            return around, (*pages, *_stand_ins(around, pages, title)), tuple(faults.values())
        faults |= lost
        sections = tuple(section for section in sections if section.__name__ not in faults)
        story = replace(story, faults=(*story.faults, *(fault.says for fault in lost.values())))


def headlines(story: Story) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """The headline sentences by their slugs, without making a page, and the sections that broke over them."""
    lost = dict[str, Fault]()
    found = [each for section in chapters() for each in _asked(section, "headlines", lost, story)]
    return {each.slug: each.says for each in found}, tuple(lost.values())


def _once(story: Story, sections: Sequence[ModuleType]) -> tuple[Story, tuple[Page, ...], dict[str, Fault]]:
    """One telling of all sections, with those that broke, by their names."""
    lost = dict[str, Fault]()

    def every(what: str, *given: object) -> tuple[Any, ...]:
        return tuple(each for section in sections for each in _asked(section, what, lost, *given))

    tellers = [partial(_on_area, section, lost) for section in sorted(sections, key=_place)]
    local = {area: told_of(story, area, tellers) for level in PROFILED for area in story.areas.get(level, ()) if story.profiled(area) == area}
    around = replace(story, lacking=every("lacking", story), headlines=every("headlines", story), local=local)
    return around, every("pages", around), lost


def _place(section: ModuleType) -> int:
    """Where a chapter stands on the pages of areas: its own place, unless it names another."""
    place: int = getattr(section, "ON_AREAS", section.ORDER)
    return place


def _on_area(section: ModuleType, lost: dict[str, Fault], story: Story, area: Area) -> list[Block]:
    return list(_asked(section, "local", lost, story, area))


def _asked(section: ModuleType, what: str, lost: dict[str, Fault], *given: object) -> tuple[Any, ...]:
    """What a section offers under a name; nothing where it offers none, or broke before."""
    if section.__name__ in lost or not hasattr(section, what):
        return ()
    says = (section.__doc__ or "").split("\n", 1)[0]
    found = attempted(lambda: tuple(getattr(section, what)(*given)), section.__name__, says, passing=(shelf.Unreadable,))
    if isinstance(found, Fault):
        lost[section.__name__] = found
        return ()
    return found


def _stand_ins(story: Story, pages: Sequence[Page], title: str) -> tuple[Page, ...]:
    """The front page and the page on limits, where those are what broke: links and readers need them."""
    if not story.faults:
        return ()
    there = {page.slug for page in pages}
    plain = (Callout(BROKEN, "warning"), Bullets(story.faults))
    wanted = (Page("", title, "Summary", BROKEN, plain[1:]), Page(LIMITS, "What is not known", "About", "", plain))
    return tuple(page for page in wanted if page.slug not in there)
