"""The reviewer's pages below the first: what the machine checked, what changed, what is hidden and why, what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upriver.report.reviewing.changes import KINDS, Changed, Difference
from upriver.report.reviewing.noting import CHANGED, CHECKS, HIDDEN, LEFT, SUMS
from upriver.report.reviewing.panel import Held, Panel
from upriver.report.reviewing.reading import Reading, in_words
from upriver.report.reviewing.stigma import Stain
from upriver.words.cleared import Way
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import day, listed, number, plural, sentence

GROUP = "Before release"
MOST, FOLD = 500, 20
"""How many rows of one kind a page holds, and how many it shows before the rest are folded away."""


def checks_page(reading: Reading, panels: Sequence[Panel], held: Sequence[Held], stained: Sequence[Stain]) -> Page:
    """Every check with all that it found."""
    blocks: list[Block] = [*_ways(reading)]
    if stained:
        blocks += [
            Heading("Tables that could stain a place or a group"),
            Callout(
                "Ethnicity, or people who are suspected or were convicted, stand beside areas below the partnership. Ask whether a reader could "
                "take an area or a group for what a few people did, and whether the page says enough against that.",
                "warning",
            ),
            Bullets(tuple(f"{each.title}: {each.what}, {plural(each.cells, 'number')}" for each in stained)),
        ]
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
        _texts(
            way.figure,
            way.says,
            listed(way.tables, most=4),
            listed(way.releases, most=4) or "this one alone",
            listed(way.proposes, most=4, last="or") or "nothing in this release",
        )
        for way in ways[:MOST]
    ]
    return _table("ways", caption, ("Hidden number", "How", "Tables", "Releases", "Hide instead"), rows)


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


def changed_page(reading: Reading, changed: Sequence[Changed] | None, differing: Sequence[Difference]) -> Page:
    """Only what isn't as it was."""
    blocks: list[Block] = []
    if changed is None:
        lead = "There is no earlier release to compare with: everything is new and has to be read."
    else:
        lead = f"{plural(len(changed), 'number')} of {number(len(reading.rows))} changed in some way since {reading.since}; the others needn't be read again."
        for kind, says in KINDS.items():
            if some := [each for each in changed if each.kind == kind]:
                blocks += [
                    Heading(f"{sentence(kind)}: {number(len(some))}"),
                    Paragraph(f"{sentence(says)}."),
                    _changes(kind, some),
                ]
    small = [each for each in differing if each.small]
    blocks += [
        Heading(f"Against every release before: {number(len(differing))} read otherwise"),
        Paragraph(
            f"Counts under a rule that hides something, set against all that was ever released: {number(len(small))} differ by so little that "
            "the difference itself is a small number."
        ),
    ]
    if differing:
        rows = [
            _texts(
                " ".join(part for part in (each.quantity[4].replace("_", " "), each.quantity[5]) if part),
                f"{each.quantity[0]} {each.quantity[1]}",
                f"{each.quantity[2]} to {each.quantity[3]}",
                number(each.was),
                number(each.now),
                each.release,
                "yes" if each.small else "no",
            )
            for each in differing[:MOST]
        ]
        blocks.append(
            _table(
                "differing",
                "Counts that read otherwise",
                ("What", "Area", "Period", "Was", "Is", "In release", "Small"),
                rows,
            )
        )
    return Page(CHANGED, "Only what changed", GROUP, lead, tuple(blocks))


def _changes(kind: str, some: Sequence[Changed]) -> Table:
    rows = [
        _texts(in_words(each.row), each.was.shown if each.was else "", each.now.shown if each.now else "")
        for each in some[:MOST]
    ]
    notes = (
        (f"The first {number(MOST)} of {number(len(some))}; data/changed.csv holds all.",) if len(some) > MOST else ()
    )
    return _table(kind.replace(" ", "_"), sentence(KINDS[kind]), ("Number", "Was", "Is"), rows, notes)


def hidden_page(reading: Reading) -> Page:
    """Every hidden number with its reason, and how much was lost."""
    gone = [row for row in reading.rows if "c" in row.marker.split(";")]
    loss, audit = reading.clearance.loss, reading.clearance.audit
    blocks: list[Block] = [Heading("What was lost")]
    told = [
        f"{plural(len(gone), 'number')} of {number(len(reading.rows))} are hidden ({number(100 * len(gone) / max(len(reading.rows), 1), 1)}%)."
    ]
    if loss.events:
        told.append(
            f"{number(loss.events_hidden)} of {plural(loss.events, 'event')} counted are in hidden counts ({number(100 * loss.events_hidden / loss.events, 1)}%)."
        )
    if audit.lost or audit.bound:
        told.append(
            f"To protect what the rules hide, {number(audit.lost)} events more were hidden; no choice could have done with fewer than {number(audit.bound)}."
        )
    blocks += [Bullets(tuple(told)), Heading("Why each number is hidden")]
    if gone:
        rows = [
            _texts(
                in_words(row),
                reading.titles.get(row.table, row.table),
                sentence(reading.because.get(row.figure, "by the lock")),
            )
            for row in gone[:MOST]
        ]
        notes = (f"The first {number(MOST)} of {number(len(gone))}.",) if len(gone) > MOST else ()
        blocks.append(_table("hidden", "Hidden numbers and why", ("Number", "Table", "Why it is hidden"), rows, notes))
    else:
        blocks.append(Paragraph("Nothing is hidden."))
    return Page(
        HIDDEN,
        "What is hidden, and why",
        GROUP,
        "The reasons are for you alone: on public pages they would help to work a number out.",
        tuple(blocks),
    )


def left_page(reading: Reading) -> Page:
    """What was left out because it could endanger someone, in full."""
    if not reading.left:
        return Page(LEFT, "What was left out", GROUP, "Nothing was left out because it could endanger someone.", ())
    rows = [_texts(each.subject, each.kind, each.why, each.by, day(each.at[:10])) for each in reading.left]
    blocks = (
        _table("left_out", "What was left out, by whom and why", ("What", "Kind", "Why", "By", "On"), rows),
        Paragraph("Public pages say that something was left out. They don't say what."),
    )
    return Page(
        LEFT,
        "What was left out",
        GROUP,
        f"{plural(len(rows), 'thing')} left out because showing it could endanger someone.",
        blocks,
    )


def _texts(*words: str) -> tuple[TableCell, ...]:
    return tuple(TableCell(each) for each in words)


def _table(
    slug: str, caption: str, names: Sequence[str], rows: Iterable[tuple[TableCell, ...]], notes: tuple[str, ...] = ()
) -> Table:
    return Table(slug, caption, tuple(Column(name) for name in names), tuple(rows), notes, shown_rows=FOLD)
