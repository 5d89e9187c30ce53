"""What is due as a calendar file that other programs read (iCalendar, RFC 5545): whole days, no person's name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from upriver.words.standing.clock import KINDS, Due
from upriver.words.text import sentence

FOLD = 75
"""Octets of a line, its line end not counted."""


def ical(dues: Sequence[Due], *, name: str, slug: str, on: date) -> bytes:
    """The calendar as bytes. What is asked for on the same day gives the same bytes; a thing keeps its UID on every day.

    `slug` is the workspace's, so that two partnerships' entries can't be taken for each other's.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Upriver//Statutory clock//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
             f"X-WR-CALNAME:{escaped(f'Serious Violence Duty: {name}')}"]
    for each in dues:
        lines += _event(each, slug, on)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode()


def _event(each: Due, slug: str, on: date) -> list[str]:
    rests = f"{each.rests_on}.{'' if each.verified else ' Not verified at source: the partnership confirms it.'}"
    about = "\n".join(part for part in (f"For: {each.whose}" if each.whose else "", rests,
                                        f"Last done on {each.done_on.isoformat()}" if each.done_on else "") if part)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(each, slug)}",
        f"DTSTAMP:{on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{each.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{each.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(sentence(each.what))}",
        f"DESCRIPTION:{escaped(about)}",
        f"CATEGORIES:{escaped(KINDS.get(each.kind, 'Duty'))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def uid(each: Due, slug: str) -> str:
    """A name that stays the same for the same thing in the same workspace, whatever day it falls on."""
    return f"{hashlib.sha256(each.id.encode()).hexdigest()[:24]}@{slug}.upriver"


def escaped(text: str) -> str:
    """Text as RFC 5545 has it: backslash, comma, semicolon and line ends escaped, other control characters dropped."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in text if letter >= " " and letter != "\x7f")


def folded(line: str) -> str:
    """A line of at most 75 octets, the rest on lines that begin with a space; no character is cut in two. It ends in CRLF."""
    rows, row, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > FOLD:
            rows.append(row)
            row, size = " ", 1
        row, size = row + letter, size + octets
    return "\r\n".join([*rows, row]) + "\r\n"
