"""Which columns and words of a plan could be which of a register's: a mapping to be read and mended by a person.

Words of a column that names who does something are told only where they are like the name of a body that is known: the others may
be people's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from upriver.intake.records.first.mapping import DAYS, PlanMapping
from upriver.intake.records.first.reading import PARTED, Sheet, headers_of
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.slip import Known
from upriver.words.sharing.profile import DATE_FORMATS
from upriver.words.sharing.sheet import SheetColumn

WITHIN, LIKE, MOST_WORDS, LONGEST_WORD = 30, 0.82, 60, 80
CALLED: Mapping[str, tuple[str, ...]] = {
    "id": ("ref", "reference", "action ref", "no", "number", "action no", "action number", "id"),
    "title": ("action", "activity", "intervention", "project", "task", "what we will do", "action required", "actions", "what will we do", "initiative", "title"),
    "what": ("description", "detail", "details", "action detail", "what", "summary"),
    "priority": ("priority", "theme", "strategic priority", "priority area", "strand", "pillar", "workstream"),
    "lead": ("lead", "lead agency", "owner", "action owner", "lead officer", "responsible", "lead organisation", "who", "lead partner", "responsible agency",
             "owner / lead agency", "by whom", "lead authority"),
    "supporting": ("partners", "supporting agencies", "support", "supporting partners", "other partners", "with whom"),
    "due": ("due", "due date", "deadline", "by when", "target date", "timescale", "completion date", "end date", "when", "complete by"),
    "starts": ("start", "start date", "starts", "from"),
    "status": ("status", "rag", "rag status", "rag rating", "brag", "progress rating", "current status"),
    "status_on": ("updated", "date of update", "last updated", "as at"),
    "progress": ("progress", "update", "progress update", "comments", "latest update", "commentary", "update / comments", "notes"),
    "next_step": ("next steps", "next step", "next action"),
    "provider": ("provider", "delivery partner", "delivered by"),
    "planned_reach": ("reach", "planned reach", "number of people", "target number", "beneficiaries"),
    "level": ("level", "prevention level", "level of prevention", "tier of prevention"),
    "places": ("area codes", "places"),
    "function": ("power", "function", "powers used"),
    "evaluation_plan": ("evaluation", "how will we measure", "measure of success", "success measure", "outcome measure"),
    "boards": ("board", "governance", "reporting board"),
}
"""What plans call the columns of an action."""
COLOURS = {"green": "under_way", "amber": "under_way", "red": "under_way", "g": "under_way", "a": "under_way", "r": "under_way", "blue": "done",
           "b": "done", "complete": "done", "completed": "done", "closed": "done", "in progress": "under_way", "ongoing": "under_way",
           "on track": "under_way", "started": "under_way", "not started": "planned", "not yet started": "planned", "grey": "planned",
           "white": "planned", "on hold": "paused", "delayed": "under_way", "overdue": "under_way", "at risk": "under_way", "cancelled": "stopped",
           "abandoned": "stopped", "ended": "stopped"}
"""What plans say of an action's status. A colour says how it goes and not where it stands, so a person confirms it."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A mapping, the words of each column that are left open, and the headings that nothing is like."""

    mapping: PlanMapping
    open_words: Mapping[str, tuple[str, ...]]
    headings_left: tuple[str, ...]
    unsure: frozenset[tuple[str, str]] = frozenset()
    """Columns and words of theirs that are only near to what they are said to be."""


def suggest(sheets: Sequence[Sheet], known: Known, ids: Mapping[str, Mapping[str, str]], *, register: str = "actions") -> Suggested:
    """The mapping that fits best. `ids` are the rows that there are, by register: their id and their words.

    Raises:
        Refusal: no row of any sheet is like a header of such a register.
    """
    columns = {column.name: column for each in REGISTERS if each.slug == register for column in each.sheet.columns}
    best: tuple[int, Sheet, int, tuple[str, ...], dict[str, str]] | None = None
    for sheet in sheets:
        for number, cells in headers_of(sheet, WITHIN):
            found = _columns(cells, columns)
            if "title" in found and (best is None or len(found) > best[0]):
                best = (len(found), sheet, number, cells, found)
    if best is None or best[0] < 2:
        raise Refusal("no sheet has a row that is like the header of a plan", do="It needs headings such as Action, Lead, By when, Status.")
    _, sheet, header, cells, found = best
    values = {name: _values(sheet, header, cells.index(heading), columns[name]) for name, heading in found.items()}
    codes: dict[str, dict[str, str]] = {}
    left: dict[str, tuple[str, ...]] = {}
    unsure: set[tuple[str, str]] = set()
    for name in found:
        column = columns[name]
        if column.codes or column.refers or (column.known and column.known != "areas"):
            offered = _offered(column, known, ids)
            said = {theirs: _like(theirs, column, offered) for theirs in values[name]}
            codes[name] = {theirs: ours for theirs, (ours, _) in said.items() if ours}
            left[name] = tuple(theirs for theirs, (ours, _) in said.items() if not ours)
            unsure |= {(name, theirs) for theirs, (ours, sure) in said.items() if ours and not sure}
    dates = {name: form for name in found if columns[name].kind == "date" and (form := _form(values[name]))}
    constants = {} if "status" in found or "status" not in columns else {"status": "planned"}
    mapping = PlanMapping(register, sheet.name, header, found, codes, dates, constants)
    return Suggested(mapping, left, tuple(cell for cell in cells if cell and cell not in found.values()), frozenset(unsure))


def _columns(cells: Sequence[str], columns: Mapping[str, SheetColumn]) -> dict[str, str]:
    """The register's columns that headings are like, each heading once, the likest first."""
    scored = sorted(((_heading_like(cell, name), name, cell) for cell in dict.fromkeys(cells) if cell for name in columns), key=lambda each: -each[0])
    found: dict[str, str] = {}
    for score, name, cell in scored:
        if score >= LIKE and name not in found and cell not in found.values():
            found[name] = cell
    return {name: found[name] for name in columns if name in found}


def _heading_like(cell: str, name: str) -> float:
    text = _plain(cell)
    return max(SequenceMatcher(None, text, each).ratio() if abs(len(text) - len(each)) < 8 else 0.0
               for each in (*CALLED.get(name, ()), name.replace("_", " ")))


def _values(sheet: Sheet, header: int, at: int, column: SheetColumn) -> list[str]:
    """The different words of a column below its header, without those of rows that are headings."""
    found = [cells[at] for number, cells in sheet.rows if number > header and at < len(cells) and cells[at] and len({cell for cell in cells if cell}) > 1]
    if column.several:
        found = [part for cell in found for part in PARTED.split(cell)]
    return [word for word in dict.fromkeys(found) if word and len(word) <= LONGEST_WORD][:MOST_WORDS]


def _offered(column: SheetColumn, known: Known, ids: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    if column.codes:
        return column.codes
    if column.refers:
        slug = next(each.slug for each in REGISTERS if each.sheet.name == column.refers[0])
        return ids.get(slug, {})
    return known.lists.get(column.known, {})


def _like(theirs: str, column: SheetColumn, offered: Mapping[str, str]) -> tuple[str, bool]:
    """The code or id whose words one of theirs is like, and whether that is sure; "" where none is, or where more than one could be."""
    text = _plain(theirs)
    if column.name == "status" and text in COLOURS:
        return COLOURS[text], text in ("complete", "completed")
    spelled = {code: {_plain(code), _plain(words.partition(":")[0]), _plain(words)} - {""} for code, words in offered.items()}
    exact = [code for code, words in spelled.items() if text in words]
    if exact:
        return (exact[0], True) if len(exact) == 1 else ("", False)
    scored = sorted(((max(SequenceMatcher(None, text, each).ratio() for each in words), code) for code, words in spelled.items() if words), reverse=True)
    return (scored[0][1], False) if scored and scored[0][0] >= LIKE and (len(scored) == 1 or scored[1][0] < scored[0][0]) else ("", False)


def _form(values: Sequence[str]) -> str:
    """How most of a column's days are written, where they aren't written as ours; days come before months in these countries."""
    written = [value for value in values if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)]
    share = {form: sum(1 for value in written if _reads(value, DATE_FORMATS[form])) for form in DAYS}
    best = max(DAYS, key=lambda form: share[form])
    return best if share[best] else ""


def _reads(value: str, form: str) -> bool:
    try:
        return datetime.strptime(value, form) is not None
    except ValueError:
        return False


def _plain(text: str) -> str:
    folded = re.sub(r"^(?:priority )?[0-9]+[.:)]? *(?=[a-z])", "", " ".join(text.replace("_", " ").casefold().split()))
    return " ".join(re.sub(r"[^a-z0-9/&' -]+", " ", folded).split())
