"""Live figures in prose: `{{ figure "NAME" }}` and `{{ change "NAME", from=FIRST..LAST, to=FIRST..LAST }}`, from cleared cells only."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from upriver.report.exploring.rows import Row

MARK = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
CALL = re.compile(r'\s*(figure|change)\s+"([^"\n]{1,400})"\s*((?:(?:,\s*)?[a-z]+\s*=\s*(?:"[^"\n]{0,60}"|[0-9.\-]{1,60})\s*)*)\Z')
GIVEN = re.compile(r'([a-z]+)\s*=\s*(?:"([^"]*)"|([0-9.\-]+))')
PERIOD = re.compile(r",\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}(?=,)")
SHORT = 60
HOW = 'Write {{ figure "NAME" }}, or {{ change "NAME", from=2024-01-01..2024-12-31, to=2025-01-01..2025-12-31 }}.'
MOST_COMPARED = 4_000

Figures = Mapping[str, Row]
"""Cleared cells by the names of their figures."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a figure can't be said. kind: `hidden`, `absent`, `gone` or `unreadable`; `name` as it was asked for where it is gone; `near`
    are names that are there, once they were looked for (`nearest` takes half a second among 25,000)."""

    kind: str
    says: str
    near: tuple[str, ...] = ()
    name: str = ""


def resolved(text: str, figures: Figures) -> tuple[str, tuple[Fault, ...]]:
    """The text with every live figure in words, and why some can't be said.

    A hidden number leaves its mark `[c]`, one that isn't available or isn't there leaves `[x]`: never a number.
    """
    faults: list[Fault] = []

    def said(found: re.Match[str]) -> str:
        call = CALL.fullmatch(found[1])
        if call is None:
            faults.append(Fault("unreadable", f"{{{{ {found[1].strip()[:SHORT]} }}}} can't be read as a live figure. {HOW}"))
            return "[x]"
        given = {name: quoted or plain for name, quoted, plain in GIVEN.findall(call[3])}
        words, wrong = (_figure if call[1] == "figure" else _change)(call[2].strip(), given, figures)
        faults.extend(wrong)
        return words

    words = MARK.sub(said, text)
    if "{{" in (left := MARK.sub(" ", text)) or "}}" in left:
        faults.append(Fault("unreadable", f"two braces stand alone: a live figure begins with {{{{ and ends with }}}}. {HOW}"))
    return words, tuple(faults)


def _figure(name: str, given: Mapping[str, str], figures: Figures) -> tuple[str, tuple[Fault, ...]]:
    if set(given) - {"with"} or given.get("with", "interval") != "interval":
        return "[x]", (Fault("unreadable", f'{name}: a figure may be given with="interval" and nothing else.'),)
    row, faults = _row(name, figures)
    if row is None or faults:
        return row.shown if row else "[x]", faults
    return row.between if "with" in given else row.shown, ()


def _change(name: str, given: Mapping[str, str], figures: Figures) -> tuple[str, tuple[Fault, ...]]:
    """How a figure stands in one period beside another: both numbers, the way, and whether their intervals overlap."""
    if set(given) != {"from", "to"} or not PERIOD.search(name):
        return "[x]", (Fault("unreadable", f"{name}: a change needs from= and to=, and the name of a figure with its period."),)
    pair = [_row(PERIOD.sub(f",{given[side]}", name, count=1), figures) for side in ("from", "to")]
    faults = tuple(fault for _, wrong in pair for fault in wrong)
    before, after = pair[0][0], pair[1][0]
    if faults or before is None or after is None or before.value is None or after.value is None:
        return next((row.shown for row in (before, after) if row and row.value is None), "[x]"), faults
    if before.shown == after.shown:
        return f"stayed at {after.shown}", ()
    way = "rose" if after.value > before.value else "fell"
    words = f"{way} from {before.shown} to {after.shown}"
    if None not in (before.lower, before.upper, after.lower, after.upper):
        overlap = max(before.lower or 0, after.lower or 0) <= min(before.upper or 0, after.upper or 0)
        words += " (their 95% intervals overlap)" if overlap else ""
    return words, ()


def _row(name: str, figures: Figures) -> tuple[Row | None, tuple[Fault, ...]]:
    row = figures.get(name)
    if row is None:
        return None, (Fault("gone", f"no figure is called {name}.", name=name),)
    if row.value is None:
        hidden = "c" in row.marker.split(";")
        why = "is hidden to protect people: say it without its number" if hidden else "isn't available"
        return row, (Fault("hidden" if hidden else "absent", f"{name} {why}."),)
    return row, ()


def nearest(name: str, figures: Figures) -> tuple[str, ...]:
    """The names most like one that isn't there: of its own table first, which is where a slip of a letter lies."""
    table = name.partition("#")[0]
    same = [each for each in figures if each.startswith(table + "#")]
    if not same:
        tables = dict.fromkeys(each.partition("#")[0] for each in figures)
        near = difflib.get_close_matches(table, list(tables), n=1, cutoff=0.6)
        same = [each for each in figures if near and each.startswith(near[0] + "#")]
    return tuple(difflib.get_close_matches(name, same[:MOST_COMPARED], n=3, cutoff=0.6))
