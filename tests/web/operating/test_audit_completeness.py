"""S13: whatever changes what is stored leaves an event, found by reading every function of the desk, so that a new one fails until it does.

A function that writes rows either records an event itself, or is a part of functions that do, whoever calls it; what remains is named
here with its reason. Pages write nothing: they call verbs.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3] / "src" / "upriver"
WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "delete", "update"}
NO_ROWS = {"hashlib", "digest", "session", "GET", "POST", "headers", "environ", "context", "globals"}
SILENT = {
    "desk/accounts/actions.py:_taken_up": "opens the account and gives its role in the same transaction, which are events",
    "desk/partners/convert.py:written": "writes the bodies of verbs that record in the same transaction",
    "desk/partners/people.py:new_entry": "gives the author of an event an id in the register of people, inside of that event's transaction",
    "desk/partners/people.py:_signed_in_as": "the same for whoever is signed in and was erased from the register alone",
    "desk/voices/handling.py:seen": "an entry isn't new any more; that it was opened is written down by the page",
    "desk/voices/leaving.py:leave": "somebody of the public says something, and nobody asks who",
    "desk/accounts/tries.py:right": "forgets counted tries once somebody is in; that they came in is an event of its own",
    "desk/accounts/tries.py:_counted": "counts tries; the tenth is an event, so that guessing can't fill the log",
    "desk/accounts/lapsing.py:lapse": "what was said to last for a time goes when it is over; nobody decides it",
    "desk/accounts/visits.py:still": "notes once a minute that a visit goes on",
    "desk/audit/actions.py:record": "is what writes the event",
    "desk/submissions/keeping.py:finish": "marks deletions as done whose event was recorded before any file went",
}
"""Functions that write without an event, and why."""
PAGES = {
    "web/guarding/keeping.py:keep": "what was typed is kept for its author for a day, and is no record of the partnership's",
    "web/guarding/keeping.py:_bound": "the oldest of what was typed goes where there is too much",
    "web/guarding/keeping.py:taken": "what was typed is shown again and forgotten",
    "web/signing/factors.py:remove": "the row of a factor that a verb has just let count no more",
    "web/signing/factors.py:_gone": "the row of a factor that a verb replaces in the same transaction",
    "web/signing/forgetting.py:erase_account": "the rows by which the web knew whom a verb erases in the same transaction, which is an event",
    "web/signing/organisations.py:account_of": "whose identity is whose account, noted when they sign in, which is an event",
}
"""Functions of the web that touch rows, and why no event of their own is needed."""


@dataclass
class Found:
    """What one function does: writes rows, records an event, and which names it calls."""

    where: str
    writes: bool = False
    records: bool = False
    given: bool = False
    """Is handed the event that its caller recorded."""
    calls: set[str] = field(default_factory=set)


@cache
def functions(room: str) -> dict[str, Found]:
    """Every function of a room by file and name; what stands in functions within one is the outer one's."""
    found = {}
    for path in sorted((SOURCE / room).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in [each for top in tree.body for each in ([top] if isinstance(top, ast.FunctionDef) else getattr(top, "body", [])
                                                            if isinstance(top, ast.ClassDef) else [])]:
            if isinstance(node, ast.FunctionDef):
                where = f"{path.relative_to(SOURCE).as_posix()}:{node.name}"
                found[where] = _read(where, node)
    return found


def _read(where: str, node: ast.FunctionDef) -> Found:
    made = Found(where, given=any(each.arg == "event" for each in node.args.kwonlyargs))
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
        made.calls.add(name)
        made.records |= name == "record"
        if isinstance(call.func, ast.Attribute) and name in WRITES and _of_rows(call.func.value, name):
            made.writes = True
    return made


def _of_rows(on: ast.expr, name: str) -> bool:
    """Whether what is called on is a table or a row, and not a dictionary, a hash or a file."""
    said = ast.unparse(on)
    if ".objects" in said or "Record" in said:
        return True
    return name in ("save", "delete") and said.split(".")[0].split("(")[0] not in NO_ROWS and "store" not in said and "archive" not in said and said != "made"


def silent(room: str) -> set[str]:
    """The functions of a room that write and neither record nor are parts of functions that do."""
    known = functions(room)
    callers: dict[str, set[str]] = defaultdict(set)
    for each in known.values():
        for name in each.calls:
            callers[name].add(each.where)
    recorded = {where for where, each in known.items() if each.records or each.given}
    grew = True
    while grew:  # what is called only by functions that record is a part of them
        parts = {where for where in known if where not in recorded and (by := callers[where.partition(":")[2]] - {where}) and by <= recorded}
        grew = bool(parts)
        recorded |= parts
    return {where for where, each in known.items() if each.writes and where not in recorded}


def test_every_function_of_the_desk_that_writes_leaves_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    writing = [each for each in functions("desk").values() if each.writes]
    left = silent("desk") - set(SILENT) - {where for where in silent("desk") if _makes_up_for_it(where)}
    with capsys.disabled():
        print(f"\nS13: {len(writing)} functions of the desk write rows, {len(left)} of them silently; {len(SILENT)} are named with their reason")
    assert not left


def _makes_up_for_it(where: str) -> bool:
    """Background work: its state is no record of the partnership's; that it was asked for, and what it did, are events."""
    return where.startswith("desk/jobs/running/") or where == "desk/jobs/working.py:_next"


def test_what_is_named_as_silent_is_there_and_writes() -> None:
    assert set(SILENT) <= set(functions("desk")) and not [where for where in SILENT if not functions("desk")[where].writes]


def test_pages_write_through_verbs_alone(capsys: pytest.CaptureFixture[str]) -> None:
    pages = {where for where, each in functions("web").items() if each.writes}
    with capsys.disabled():
        print(f"\nS13: {len(functions('web'))} functions of the web, {len(pages - set(PAGES))} write rows themselves; {len(PAGES)} are named with their reason")
    assert pages <= set(PAGES)


def test_nothing_of_the_web_writes_by_words_of_the_database() -> None:
    said = {path.relative_to(SOURCE).as_posix() for path in (SOURCE / "web").rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute) and node.attr in ("cursor", "raw", "execute", "executemany")}
    assert not said


def test_a_function_that_writes_in_silence_would_be_found() -> None:
    node = ast.parse("def quietly(name):\n    PersonRecord.objects.filter(name=name).update(name='')").body[0]
    assert isinstance(node, ast.FunctionDef)
    found = _read("here:quietly", node)
    assert found.writes and not found.records
