"""The accessibility statement, made from the last recorded check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from upriver.report.public.matter import Matter
from upriver.report.public.told import reached
from upriver.report.story import Story
from upriver.shelf import Unreadable, shaped
from upriver.words.document import Block, Bullets, Callout, Heading, Page, Paragraph
from upriver.words.text import day, listed

ORDER = 60
HARM = False
FIGURES = False
GOOD_FOR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Check:
    """The last check by machine: when, with what, of how many pages; how many failures; pages that scroll sideways."""

    checked_on: str
    tool: str
    pages: int
    kinds: int
    ways: int
    failures: int
    sideways: int
    looked_at: str = ""
    found: tuple[str, ...] = ()


def check_of(table: Mapping[str, Any] | None) -> Check | None:
    """The recorded check, or None where none is.

    Raises:
        Unreadable: the record holds something else than it should.
    """
    if not table or not table.get("checked_on"):
        return None
    what = "declarations/site/accessibility_check.toml"
    kinds = {each.name: int if each.type == "int" else list if each.name == "found" else str for each in fields(Check)}
    shaped(what, table, {name: kind for name, kind in kinds.items() if name not in ("looked_at", "found")}, kinds)
    try:
        date.fromisoformat(table["checked_on"])
    except ValueError:
        raise Unreadable(f"{what} gives `checked_on` in another way than 2026-01-31.") from None
    held = {name: table[name] for name in kinds if name in table}
    return Check(**{**held, "found": tuple(str(each) for each in table.get("found", ()))})


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page, at the address that the assessment's own short statement has."""
    say, check = matter.words("accessibility"), check_of(matter.declared.get("accessibility_check"))
    blocks: list[Block] = [
        Heading(say("can")), Bullets(say.all("can_says")),
        Heading(say("how")), Paragraph(f"{say('standard')} {_claim(matter, check)}"), *_checked(matter, check),
        Heading(say("known")), Bullets(say.all("known_says")),
        Heading(say("tell")), Paragraph(say("tell_says")), *reached(matter),
        Heading(say("enforce")), Paragraph(say("enforce_says")), Callout(say("enforce_unverified")),
    ]  # fmt: skip
    if check:
        blocks.append(Paragraph(say("dated", as_of=day(matter.as_of))))
    lead = say("lead") if check else say("lead_unchecked")
    return (Page("about/accessibility", say("title"), matter.words("around")("group_about"), lead, tuple(blocks), in_pdf=False),)


def _claim(matter: Matter, check: Check | None) -> str:
    say = matter.words("accessibility")
    if check is None:
        return say("unchecked")
    return say("some", count=check.failures) if check.failures else say("full")


def _checked(matter: Matter, check: Check | None) -> list[Block]:
    say = matter.words("accessibility")
    if check is None:
        return []
    told = [
        say("check", on=day(check.checked_on), tool=check.tool, pages=check.pages, kinds=check.kinds, ways=check.ways),
        say("failures", count=check.failures), say("sideways", count=check.sideways),
    ]  # fmt: skip
    if check.looked_at:
        told.append(say("where", what=check.looked_at))
    if date.fromisoformat(matter.as_of) - date.fromisoformat(check.checked_on) > GOOD_FOR:
        told.append(say("old"))
    blocks: list[Block] = [Heading(say("checked")), Bullets(tuple(told))]
    return [*blocks, *([Paragraph(listed(check.found, most=20))] if check.found else [])]
