"""What the machine notes of a document before anybody reads it, the most serious first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver.report.reviewing.changes import Changed, Difference
from upriver.report.reviewing.panel import Held, Panel
from upriver.report.reviewing.reading import Reading
from upriver.report.reviewing.stigma import Stain
from upriver.words.releasing.noted import STANDS, Noted
from upriver.words.text import listed, number, plural

CHECKS, CHANGED, HIDDEN, LEFT, TYPED = "checks", "changed", "hidden", "left-out", "typed"
"""The addresses of the reviewer's pages below the first."""
SUMS = ("pounds", "pounds_per_resident", "harm", "harm_per_1000", "weighted_events")
"""Units of numbers that add up amounts, so that one contributor can make up most of one."""
TOO_MUCH = 0.4
"""A table with a larger share of its numbers hidden tells little; coarser areas or bands would tell more."""


def noted(
    reading: Reading,
    *,
    panels: Sequence[Panel],
    held: Sequence[Held],
    stained: Sequence[Stain],
    changed: Sequence[Changed] | None,
    differing: Sequence[Difference],
) -> tuple[Noted, ...]:
    """All that the machine notes; `changed` is None where there is no release to compare with."""
    found = [
        *_audited(reading),
        *_held(held),
        *_judged(reading, panels),
        *_stained(stained),
        *_differing(reading, differing),
        *_changed(reading, changed),
        *_lost(reading, panels),
        *_left(reading),
        *_typed(reading),
    ]
    order = list(STANDS)
    return tuple(sorted(found, key=lambda each: order.index(each.stands)))


def _typed(reading: Reading) -> Iterator[Noted]:
    if many := len(reading.typed):
        yield Noted("look", f"{plural(many, 'text')} of the partnership's own records would be printed with a number that somebody typed: no lock saw it.",
                    TYPED, confirm=True)


def _audited(reading: Reading) -> Iterator[Noted]:
    audit, clearance = reading.clearance.audit, reading.clearance
    if audit.ways:
        yield Noted(
            "stop",
            f"{plural(len(audit.ways), 'hidden number')} could be worked out from what would be shown. The ways, and what "
            "to hide instead, are listed.",
            CHECKS,
        )
    elif audit.protected:
        yield Noted(
            "fine",
            f"The audit tried to work out {plural(audit.protected, 'hidden number')} from everything that would be shown, "
            f"and from every release before, and could narrow none of {'the others' if audit.out else 'them'} further than "
            "its rule lets anybody know.",
            CHECKS,
        )
    elif clearance.hidden:
        yield Noted(
            "look", f"The audit was asked about none of the {plural(clearance.hidden, 'hidden number')}.", CHECKS
        )
    else:
        yield Noted("fine", "Nothing is hidden, so nothing hidden can be worked out.", CHECKS)
    if audit.out:
        yield Noted(
            "look",
            f"{plural(len(audit.out), 'number')} that would be hidden now can be worked out from earlier releases alone. "
            "Nothing in this one can undo that.",
            CHECKS,
        )


def _held(held: Sequence[Held]) -> Iterator[Noted]:
    for each in held:
        if each.broken:
            yield Noted(
                "stop",
                f"{plural(each.broken, 'count')} under the rule {each.rule} would be shown though the rule hides "
                f"{'it' if each.broken == 1 else 'them'}, or isn't rounded as it asks.",
                CHECKS,
            )
        else:
            least = "no count above zero" if each.least is None else f"none below {number(each.least)}, zeros apart"
            yield Noted(
                "fine",
                f"Rule {each.rule}: {plural(each.shown, 'count')} shown, {least}; {number(each.hidden)} hidden.",
                CHECKS,
            )


def _judged(reading: Reading, panels: Sequence[Panel]) -> Iterator[Noted]:
    """Zeros, shares of everything and nothing, and sums of amounts: what no rule can judge."""
    zeros = sum(1 for fact in reading.clearance.facts if fact.shown == 0)
    if zeros:
        yield Noted(
            "look",
            f"{plural(zeros, 'count')} under partners' rules {'is' if zeros == 1 else 'are'} shown as zero. A zero can tell "
            "that nobody of a group did something, or that nobody was asked.",
            CHECKS,
        )
    whole, none = sum(each.whole for each in panels if each.shared), sum(each.none for each in panels if each.shared)
    if whole or none:
        yield Noted(
            "look",
            f"In tables of partners' data {plural(whole, 'percentage')} of 100% and {number(none)} of 0%: each says something of "
            "everybody in its group.",
            CHECKS,
        )
    sums = sorted({row.table for row in reading.rows if row.unit in SUMS and row.table in reading.shared})
    if sums:
        yield Noted(
            "look",
            f"{plural(len(sums), 'table')} of partners' data {'adds' if len(sums) == 1 else 'add'} up amounts (money, or harm by weight): look whether one contributor makes "
            "up most of a number. In all others each event or person counts once, so that none can.",
            CHECKS,
        )


def _stained(stained: Sequence[Stain]) -> Iterator[Noted]:
    if stained:
        named = listed([f"{each.title} ({each.what})" for each in stained], most=40)
        yield Noted(
            "look",
            f"{plural(len(stained), 'table')} could stain a neighbourhood or a group: {named}. To approve it you have to "
            "say that you read this (--confirm).",
            CHECKS,
            confirm=True,
        )


def _differing(reading: Reading, differing: Sequence[Difference]) -> Iterator[Noted]:
    small = sum(1 for each in differing if each.small)
    if small:
        yield Noted(
            "look",
            f"{plural(small, 'count')} read otherwise than in an earlier release by so little that the difference itself is "
            "a small number. The audit looked at them; they are listed.",
            CHANGED,
        )
    elif reading.earlier:
        yield Noted(
            "fine",
            f"Set against every earlier release ({plural(len({fact.release for fact in reading.earlier}), 'release')}): "
            f"{plural(len(differing), 'count')} read otherwise, none by a small number.",
            CHANGED,
        )


def _changed(reading: Reading, changed: Sequence[Changed] | None) -> Iterator[Noted]:
    if changed is None:
        yield Noted("look", "There is no earlier release to compare with, so all of it is new.", CHANGED)
        return
    shown = sum(1 for each in changed if each.kind == "newly shown")
    if shown:
        yield Noted(
            "look",
            f"{plural(shown, 'number')} hidden in the last release {'is' if shown == 1 else 'are'} shown now.",
            CHANGED,
        )
    yield Noted(
        "fine",
        f"Of {plural(len(reading.rows), 'number')}, {number(len(changed))} changed in some way since {reading.since}.",
        CHANGED,
    )


def _lost(reading: Reading, panels: Sequence[Panel]) -> Iterator[Noted]:
    much = [each for each in panels if each.cells and each.hidden and each.hidden / each.cells > TOO_MUCH]
    if much:
        yield Noted(
            "look",
            f"{plural(len(much), 'table')} {'has' if len(much) == 1 else 'have'} more than {number(TOO_MUCH * 100)}% of the numbers hidden, and so little to tell: "
            f"{listed([each.title for each in much], most=4)}.",
            HIDDEN,
        )
    hidden = sum(each.hidden for each in panels)
    if hidden:
        share = 100 * hidden / max(sum(each.cells for each in panels), 1)
        yield Noted(
            "fine",
            f"{plural(hidden, 'number')} of {number(sum(each.cells for each in panels))} ({number(share, 1)}%) are hidden, "
            "each with its reason.",
            HIDDEN,
        )


def _left(reading: Reading) -> Iterator[Noted]:
    if reading.left:
        yield Noted(
            "look",
            f"{plural(len(reading.left), 'thing')} left out because {'it' if len(reading.left) == 1 else 'they'} could "
            "endanger someone: see by whom and why.",
            LEFT,
        )
