"""What the machine checked, on a page for those who read a document before it is released."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.reviewing.noting import CHECKS, SUMS
from upriver.report.reviewing.panel import Held, Panel
from upriver.report.reviewing.reading import Reading
from upriver.report.reviewing.rows import FOLD, GROUP, MOST, table, texts
from upriver.report.reviewing.stigma import Stain
from upriver.words.cleared import Way
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import listed, number, plural


def checks_page(reading: Reading, panels: Sequence[Panel], held: Sequence[Held], stained: Sequence[Stain]) -> Page:
    """Every check with all that it found."""
    blocks: list[Block] = [*_ways(reading), *_stained(stained)]
    blocks += [
        Heading("Counts under each rule"),
        Paragraph(
            "Read from what would be printed, without knowing what the lock did. Counts that their publisher had put before the public "
            "already are under no rule and aren't here."
        ),
        _rules(held),
    ]
    blocks += [
        Heading("Zeros, and everybody or nobody"),
        Paragraph(
            "Tables of partners' data alone: of open data the publisher has told the same. No rule can judge these. A zero, 0% or 100% tells something of each person in its group: ask whether that could harm one."
        ),
        _extremes(panels),
    ]
    blocks += [Heading("Numbers that add up amounts"), *_sums(reading)]
    blocks += [
        Heading("Every table in numbers"),
        Paragraph(
            "The least printed count above zero, whether all counts divide by 5 or by 6 or were rounded to the midpoint of 6, and the sum "
            "of what is printed."
        ),
        _panel(panels),
    ]
    return Page(
        CHECKS,
        "What the machine checked",
        GROUP,
        "Each check reads what would be printed, as anybody else could.",
        tuple(blocks),
    )


def _stained(stained: Sequence[Stain]) -> list[Block]:
    """The interruption: what to ask before agreeing to tables that set groups beside areas."""
    if not stained:
        return []
    return [
        Heading("Tables that could stain a place or a group"),
        Callout(
            "Ethnicity, or people who are suspected or were convicted, stand beside areas below the partnership. Ask "
            "whether a reader could take an area or a group for what a few people did, and whether the page says enough "
            "against that.",
            "warning",
        ),
        Bullets(tuple(f"{each.title}: {each.what}, {plural(each.cells, 'number')}" for each in stained)),
    ]


def _ways(reading: Reading) -> list[Block]:
    audit = reading.clearance.audit
    found: list[Block] = [
        Heading("Could a hidden number be worked out?"),
        Paragraph(
            f"{plural(audit.protected, 'hidden number')} needed protection, in {plural(audit.blocks, 'group')} of numbers bound together by sums. "
            f"{number(audit.witnessed)} were shown safe by two possible worlds that print the same page, {number(audit.solved)} by their own least "
            "and most."
        ),
    ]
    if audit.by_line:
        found.append(Paragraph(
            f"{plural(audit.by_line, 'count')} stand in tables too large to be tried every way at once: these were tried by each sum over "
            "areas, over times and over the parts of a definition, and not by all cuts across them."))
    if audit.ways:
        found += [
            Callout("This can't be released: a reader could work out what is hidden.", "warning"),
            _told_ways("Ways in", audit.ways),
        ]
    else:
        found.append(Paragraph("No way in was found."))
    if audit.mended:
        found += [
            Heading("What the lock closed by itself", 3),
            _told_ways("Numbers made from hidden counts, hidden too", audit.mended),
        ]
    if audit.out:
        found += [
            Heading("What earlier releases give away", 3),
            _told_ways("Ways that earlier releases alone give", audit.out),
        ]
    return found


def _told_ways(caption: str, ways: Sequence[Way]) -> Table:
    rows = [
        texts(
            way.figure,
            way.says,
            listed(way.tables, most=4),
            listed(way.releases, most=4) or "this one alone",
            listed(way.proposes, most=4, last="or") or "nothing in this release",
        )
        for way in ways[:MOST]
    ]
    return table("ways", caption, ("Hidden number", "How", "Tables", "Releases", "Hide instead"), rows)


def _rules(held: Sequence[Held]) -> Block:
    if not held:
        return Paragraph("No count in this document is under a rule that hides anything.")
    columns = (
        Column("Rule"),
        Column("Shown", 0),
        Column("Hidden", 0),
        Column("Zeros shown", 0),
        Column("Least above zero", 0),
        Column("Break it", 0),
    )
    rows = tuple(
        (
            TableCell(each.rule),
            TableCell(each.shown),
            TableCell(each.hidden),
            TableCell(each.zeros),
            TableCell(each.least, "" if each.least is not None else "z"),
            TableCell(each.broken),
        )
        for each in held
    )
    return Table(
        "rules", "Counts under each rule", columns, rows, notes=tuple(f"{each.rule}: {each.says}" for each in held)
    )


def _extremes(panels: Sequence[Panel]) -> Block:
    found = [each for each in panels if each.shared and (each.zeros or each.none or each.whole)]
    if not found:
        return Paragraph("Tables of partners' data hold none.")
    columns = (Column("Table"), Column("Counts of zero", 0), Column("0%", 0), Column("100%", 0))
    rows = tuple(
        (TableCell(each.title), TableCell(each.zeros), TableCell(each.none), TableCell(each.whole)) for each in found
    )
    return Table("extremes", "Zeros, 0% and 100% by table", columns, rows, shown_rows=FOLD)


def _sums(reading: Reading) -> list[Block]:
    found = sorted(
        {
            reading.titles.get(row.table, row.table)
            for row in reading.rows
            if row.unit in SUMS and row.table in reading.shared
        }
    )
    if not found:
        return [
            Paragraph(
                "Tables of partners' data hold none: in each of them an event or a person counts once, so that none can make up most of a number."
            )
        ]
    return [
        Paragraph(
            "One contributor may make up most of such a number. Where that is a person or a small body, leave it out:"
        ),
        Bullets(tuple(found)),
    ]


def _panel(panels: Sequence[Panel]) -> Table:
    columns = (
        Column("Table"),
        Column("Rests on"),
        Column("Numbers", 0),
        Column("Hidden", 0),
        Column("Least above zero", 0),
        Column("Rounded"),
        Column("Sum", 0),
    )
    rows = tuple(
        (
            TableCell(each.title),
            TableCell("partners' data" if each.shared else "open data"),
            TableCell(each.cells),
            TableCell(each.hidden),
            TableCell(each.least, "" if each.least is not None else "z"),
            TableCell(each.family if each.counts else "no counts"),
            TableCell(each.total if each.counts else None, "" if each.counts else "z"),
        )
        for each in panels
    )
    return Table("panel", "Every table in numbers", columns, rows, shown_rows=FOLD)
