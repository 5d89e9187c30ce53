"""What is due as plain text: a list for the screen, and a digest for an e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from upriver.words.standing.clock import KINDS, Due
from upriver.words.text import day, hung, plural, sentence

SOON_IN_DAYS = 30
NEXT = 5
MOST = 15
"""Lines of one part of a digest: an e-mail that is longer isn't read."""


def listing(dues: Sequence[Due], *, on: date, upto: date) -> str:
    """Late first, then by day until `upto`, then what has no day; each with whose it is, and a mark where its rule isn't verified."""
    late, ahead, unknown = parted(dues, on=on, upto=upto)
    parts = []
    for title, rows in ((f"Late ({len(late)})", late), (f"Due by {day(upto.isoformat())} ({len(ahead)})", ahead)):
        parts.append("\n".join([title, *([_line(each, on) for each in rows] or ["  nothing"])]))
    if unknown:
        parts.append("\n".join([f"No day is known ({len(unknown)}): nothing is recorded from which it could be told",
                                *(hung("  ", f"{KINDS[each.kind]}: {sentence(each.what)}", indent=4) for each in unknown)]))
    parts.append(hung("* ", "The rule it rests on was not verified at its source, or is good practice alone: for the partnership to confirm."))
    return "\n\n".join(parts)


def digest(dues: Sequence[Due], *, name: str, on: date) -> str:
    """A short text for an e-mail: what is late, what is due within 30 days, and the few things after that."""
    upto = on + timedelta(days=SOON_IN_DAYS)
    late, soon, unknown = parted(dues, on=on, upto=upto)
    after = [each for each in dues if each.known and each.due > upto][:NEXT]
    lines = [f"{name}: the Serious Violence Duty, {day(on.isoformat())}", "", f"{len(late)} late, {len(soon)} due within {SOON_IN_DAYS} days."]
    for title, rows in (("LATE", late), (f"DUE BY {day(upto.isoformat()).upper()}", soon), ("AFTER THAT", after)):
        if rows:
            lines += ["", title, *(_plain(each) for each in rows[:MOST])]
            if len(rows) > MOST:
                lines.append(f"- and {plural(len(rows) - MOST, 'more thing')}: upriver clock")
    if unknown:
        lines += ["", f"{plural(len(unknown), 'thing')} without a day, since nothing is recorded from which it could be told: upriver clock"]
    return "\n".join(lines)


def parted(dues: Sequence[Due], *, on: date, upto: date) -> tuple[list[Due], list[Due], list[Due]]:
    """What is late, what is due by a day, and what has no day."""
    known = [each for each in dues if each.known]
    return ([each for each in known if each.late(on)], [each for each in known if on <= each.due <= upto], [each for each in dues if not each.known])


def _plain(each: Due) -> str:
    return f"- {day(each.due.isoformat())}: {sentence(each.what)}{_whose(each)}"


def _whose(each: Due) -> str:
    """Whose it is, in brackets; nothing where the words begin with the name already."""
    return f" ({each.whose})" if each.whose and not each.what.startswith(f"{each.whose}:") else ""


def _line(each: Due, on: date) -> str:
    days = (each.due - on).days
    away = f"{plural(-days, 'day')} late" if days < 0 else "today" if days == 0 else f"in {plural(days, 'day')}"
    mark = "" if each.verified else " *"
    return hung(f"  {each.due.isoformat()}  {away:<14} ", sentence(each.what) + _whose(each) + mark)
