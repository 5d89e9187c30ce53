"""The reviewer's pages of what changed, what is hidden and why, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.reviewing.changes import KINDS, Changed, Difference
from upriver.report.reviewing.noting import CHANGED, HIDDEN, LEFT, TYPED
from upriver.report.reviewing.reading import Reading, in_words
from upriver.report.reviewing.rows import GROUP, MOST, table, texts
from upriver.words.document import Block, Bullets, Heading, Page, Paragraph, Table
from upriver.words.text import day, number, plural, sentence


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
    blocks += _against(differing)
    return Page(CHANGED, "Only what changed", GROUP, lead, tuple(blocks))


def _against(differing: Sequence[Difference]) -> list[Block]:
    """Counts that read otherwise than they ever did."""
    small = [each for each in differing if each.small]
    blocks: list[Block] = [
        Heading(f"Against every release before: {number(len(differing))} read otherwise"),
        Paragraph(
            f"Counts under a rule that hides something, set against all that was ever released: {number(len(small))} differ by so little that "
            "the difference itself is a small number."
        ),
    ]
    if differing:
        rows = [
            texts(
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
            table(
                "differing",
                "Counts that read otherwise",
                ("What", "Area", "Period", "Was", "Is", "In release", "Small"),
                rows,
            )
        )
    return blocks


def _changes(kind: str, some: Sequence[Changed]) -> Table:
    rows = [
        texts(in_words(each.row), each.was.shown if each.was else "", each.now.shown if each.now else "")
        for each in some[:MOST]
    ]
    notes = (
        (f"The first {number(MOST)} of {number(len(some))}; data/changed.csv holds all.",) if len(some) > MOST else ()
    )
    return table(kind.replace(" ", "_"), sentence(KINDS[kind]), ("Number", "Was", "Is"), rows, notes)


def _share(share: float) -> str:
    """A share of events in steps so wide that what hidden counts sum to can't be worked out from it: readers aren't told it either."""
    return next((says for most, says in ((0.01, "less than 1%"), (0.05, "1% to 5%"), (0.2, "5% to 20%")) if share < most), "20% or more")


def hidden_page(reading: Reading) -> Page:
    """Every hidden number with its reason, and how much was lost."""
    gone = [row for row in reading.rows if "c" in row.marker.split(";")]
    loss, audit = reading.clearance.loss, reading.clearance.audit
    blocks: list[Block] = [Heading("What was lost")]
    told = [
        f"{plural(len(gone), 'number')} of {number(len(reading.rows))} are hidden ({number(100 * len(gone) / max(len(reading.rows), 1), 1)}%)."
    ]
    if loss.events:
        told.append(f"{sentence(_share(loss.events_hidden / loss.events))} of all events counted are in hidden counts.")
    if audit.lost or audit.bound:
        told.append(
            "To protect what the rules hide, other counts were hidden too, with as few events as any choice could have done."
            if audit.lost <= audit.bound
            else f"To protect what the rules hide, other counts were hidden too: {_share((audit.lost - audit.bound) / audit.lost)} of "
            "their events might have been spared by a better choice."
        )
    blocks += [Bullets(tuple(told)), Heading("Why each number is hidden")]
    if gone:
        rows = [
            texts(
                in_words(row),
                reading.titles.get(row.table, row.table),
                sentence(reading.because.get(row.figure, "by the lock")),
            )
            for row in gone[:MOST]
        ]
        notes = (f"The first {number(MOST)} of {number(len(gone))}.",) if len(gone) > MOST else ()
        blocks.append(table("hidden", "Hidden numbers and why", ("Number", "Table", "Why it is hidden"), rows, notes))
    else:
        blocks.append(Paragraph("Nothing is hidden."))
    return Page(
        HIDDEN,
        "What is hidden, and why",
        GROUP,
        "The reasons are for you alone: on public pages they would help to work a number out.",
        tuple(blocks),
    )


def typed_page(reading: Reading) -> Page:
    """Every text of a record that a public document prints and that holds a number, to be read by a person."""
    title = "Numbers typed by hand"
    if not reading.typed:
        return Page(TYPED, title, GROUP, "No text of the partnership's own records that would be printed holds a number.", ())
    blocks = (
        Paragraph("These numbers were typed into records and went through no lock. Where one counts a few people, take it out of the record, or write it otherwise."),
        table("typed", "Texts of records that hold a number", ("Page", "Record", "What it says"), [texts(*each) for each in reading.typed]),
    )
    return Page(TYPED, title, GROUP, f"{plural(len(reading.typed), 'text')} of records that would be printed hold{'s' if len(reading.typed) == 1 else ''} a number.", blocks)


def left_page(reading: Reading) -> Page:
    """What was left out because it could endanger someone, in full."""
    if not reading.left:
        return Page(LEFT, "What was left out", GROUP, "Nothing was left out because it could endanger someone.", ())
    rows = [texts(each.subject, each.kind, each.why, each.by, day(each.at[:10])) for each in reading.left]
    blocks = (
        table("left_out", "What was left out, by whom and why", ("What", "Kind", "Why", "By", "On"), rows),
        Paragraph("Public pages say that something was left out. They don't say what."),
    )
    return Page(
        LEFT,
        "What was left out",
        GROUP,
        f"{plural(len(rows), 'thing')} left out because showing it could endanger someone.",
        blocks,
    )
