"""What inspectors look at and ask for: published criteria against what is held, what isn't, and the working days to answer in."""

from __future__ import annotations

import re

from upriver.report.plans.duty.standing import SHORT
from upriver.report.plans.told import Told
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.standing.requirement import STANDINGS, Criterion
from upriver.words.text import day, listed, plural

KINDS = ("criterion (seen in summary)", "criterion (our summary)", "strand", "recommendation")
"""Rows that something can be held against; the others say what an inspection is."""
CALLED = {"JTAI serious youth violence": "Joint targeted area inspections of serious youth violence (JTAI)",
          "HMICFRS serious youth violence 2023": "The police inspectorate's look at serious youth violence, 2023 (HMICFRS)"}
"""What an inspection is called for those who weren't there; the file's own name otherwise."""
WHEN = re.compile(r" of \d{4}-\d{2}-\d{2}$")
"""A day at the end of a source, which is said after it as people write it."""
STEPS = {
    1: "Tell those who speak for each authority; agree who answers and by when.",
    2: "Make this file again; each authority fetches what it holds itself.",
    5: "Half way: read what has come, name what is still missing.",
    8: "Somebody answerable reads all of it.",
    10: "Everything is sent.",
}
"""What is done by which working day. Our own plan, not the inspectorates'."""


def criteria_pages(told: Told, slug: str) -> list[Page]:
    """One page: how the inspections work, then each criterion against what is held here."""
    found = told.inspection.criteria
    blocks: list[Block] = [Callout("The inspectorates' full lists were not read: joint inspections have 21 criteria, of which four were seen in a summary. "
                                   "Rows marked as our summary are our own words for what such inspections look at, and are for the partnership to check "
                                   "against the published framework.", "warning")]
    for framework in dict.fromkeys(each.framework for each in found):
        mine = [each for each in found if each.framework == framework]
        about = [each for each in mine if each.kind not in KINDS]
        held = [each for each in mine if each.kind in KINDS]
        name = "jtai" if framework.startswith("JTAI") else "hmicfrs"
        called = CALLED.get(framework, framework)
        blocks += [Heading(called), _about(about, f"{slug}-{name}-about", called), _against(told, held, f"{slug}-{name}", called)]
    lead = "What the inspectorates have published about serious youth violence, and what is held here that bears on it."
    return [Page(f"{slug}/criteria", "What inspectors look at", "Inspectors", lead, tuple(blocks))]


def _about(rows: list[Criterion], slug: str, framework: str) -> Table:
    body = tuple((TableCell(each.says), _source(each)) for each in rows)
    return Table(slug, f"{framework}: what the inspection is", (Column("What is known"), Column("Where that comes from")), body)


def _against(told: Told, rows: list[Criterion], slug: str, framework: str) -> Table:
    stands = {each.requirement.id: each for each in told.requirements}
    body = []
    for each in rows:
        ours = [stands[ident] for ident in each.rests_on if ident in stands]
        here = "; ".join(f"{one.requirement.name} ({SHORT[one.requirement.level].lower()}): {STANDINGS[one.standing].lower()}" for one in ours)
        body.append((TableCell(each.says), _source(each), TableCell(here or "Nothing here bears on it."), TableCell(each.elsewhere or "")))
    columns = tuple(Column(name) for name in ("What they look at", "Where that comes from", "What is held here", "Held elsewhere, by whom"))
    return Table(slug, f"{framework}: what they look at, and what bears on it", columns, tuple(body),
                 ("The letters and numbers are those of the requirements in this file. None of them answers for the work done with a child.",))


def _seen(each: Criterion) -> str:
    dated = f", {_when(each.dated)}" if each.dated else ""
    note = f" {each.note[:1].upper()}{each.note[1:].rstrip('.')}." if each.note and each.note.casefold().rstrip(".") != "recalled" else ""
    if "our summary" in each.kind:
        return f"Our own summary; not read in a source.{note}"
    if not each.verified:
        return f"Recalled, not read in a source.{note}"
    source = WHEN.sub("", each.source.split("/")[0].split(" ...")[0]).replace(" ;", ";")
    return f"{source}{dated}.{note}"


def _when(dated: str) -> str:
    """A day, or a month where no day is given ("2023-03"), as people write it."""
    return day(f"{dated}-01").partition(" ")[2] if len(dated) == 7 else day(dated)


def _source(each: Criterion) -> TableCell:
    """Where a row comes from, with the whole address behind it where it is one."""
    whole = each.verified and "/" in each.source and " " not in each.source
    return TableCell(_seen(each), href=f"https://{each.source}" if whole else "")


def elsewhere(told: Told, slug: str) -> Page:
    """What inspectors ask for that isn't in this system, who holds it, and why it isn't here."""
    rows = told.inspection.not_held
    body = tuple((TableCell(each.what), TableCell(each.holder), TableCell(each.why),
                  TableCell(each.source[:1].upper() + each.source[1:] if each.verified else "Not read in a source: confirm it")) for each in rows)
    columns = tuple(Column(name) for name in ("What they ask for", "Who holds it", "Why it isn't here", "How it is known"))
    lead = "This file can't show how any child was helped. What shows it lies with those who work with the child."
    return Page(f"{slug}/elsewhere", "What this system does not hold", "Inspectors", lead,
                (Table(f"{slug}-elsewhere", "Asked for by inspectors, and held elsewhere", columns, body),
                 Paragraph("Agree now who fetches each of these when notice comes, and write their names where the partnership keeps its contacts.")))


def ten_days(told: Told, slug: str) -> list[Block]:
    """The ten working days after the day of telling, with what is done by when."""
    days = told.inspection.days
    if not days:
        return []
    known = ("Weekends and bank holidays of England and Wales are taken out; the list of bank holidays comes from copies of the official one, and is to be "
             "checked." if told.inspection.holidays_known else "Weekends are taken out; bank holidays of these days aren't known and aren't taken out.")
    body = tuple((TableCell(str(number)), TableCell(f"{when:%A}, {day(when.isoformat())}"), TableCell(STEPS.get(number, "")))
                 for number, when in enumerate(days, 1) if number in STEPS)
    return [
        Heading(f"If notice came on {day(told.on.isoformat())}"),
        Paragraph(f"Inspectors are said to give about nine or ten working days to send data (a safeguarding partnership's briefing; to be confirmed). "
                  f"{plural(len(days), 'working day')} after notice is {day(days[-1].isoformat())}. {known}"),
        Table(slug, "Ten working days, and what is done by when", (Column("Working day"), Column("Date"), Column("By then")), body,
              ("The steps are our own plan, not the inspectorates'.",)),
    ]


def names(told: Told, rests_on: tuple[str, ...]) -> str:
    """Requirements by name with how they stand, as a sentence has them."""
    stands = {each.requirement.id: each for each in told.requirements}
    return listed([f"{stands[each].requirement.name} {STANDINGS[stands[each].standing].lower()}" for each in rests_on if each in stands])
