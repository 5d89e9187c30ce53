"""The registers as one spreadsheet, out and in again: every fault by sheet, row and column, and what would change before it is kept."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from upriver.desk.audit.actions import record
from upriver.desk.registers.exporting import export
from upriver.desk.registers.taking import Outcome, take_in
from upriver.pipeline.registers.judging import Faulty
from upriver.pipeline.registers.reading import read_file
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.plans.fields import Question
from upriver.web.pages.plans.words import BY_SLUG, may_read
from upriver.web.showing.forms import Field
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal

TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ods": "application/vnd.oasis.opendocument.spreadsheet"}
MOST_BYTES = 1_000_000
MOST_SHOWN = 200
KINDS = (("added", mark("Added")), ("changed", mark("Changed")), ("taken_out", mark("Taken out")), ("left_out", mark("Not in the file; they stay")))


@page("plans/spreadsheet/", right=Right.EDIT_PLANS, name="plan_exchange")
def plan_exchange(asked: Asked) -> HttpResponse:
    """Take the lists away as one workbook, and the way to bring it back."""
    form = asked.query.get("as", "")
    only = tuple(slug for slug in asked.query.get("only", "").split(",") if slug in BY_SLUG)
    if form in TYPES:
        return _workbook(asked, form, only)
    state = f"&only={','.join(only)}" if only else ""
    named = ", ".join(say(BY_SLUG[slug].sheet.title) for slug in only)
    exports = [(f"{asked.request.path}?as={each}{state}", say("Download as {form}", form=each.upper())) for each in TYPES]
    return asked.render("plans/exchange.html", title=say("Edit as a spreadsheet"), only=named, exports=exports, over=say("Response"),
                        all_of_them=asked.request.path if only else "", take=asked.url("plan_take"))


def _workbook(asked: Asked, form: str, only: tuple[str, ...]) -> HttpResponse:
    closed = [slug for slug in BY_SLUG if not may_read(asked, slug)]
    chosen = tuple(slug for slug in (only or BY_SLUG) if slug not in closed)
    data, counts = export(asked.folder, form=f".{form}", only=chosen if closed or only else (), name=asked.office.name, on=asked.today, as_it_stood=False)
    record(verb="exported", subject="registers", body={"form": form, "registers": sorted(counts)}, by=asked.by, at=asked.at)
    answer = HttpResponse(data, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="registers-{asked.today.isoformat()}.{form}"'
    return answer


def upload() -> Question:
    """The field by which a workbook comes in."""
    return Question("file", say("The spreadsheet"), "file", say("The XLSX or ODS file that you took away from here, edited. At most 1 MB."), True, accept=".xlsx,.ods,.toml")


@page("plans/spreadsheet/take-in/", right=Right.EDIT_PLANS, name="plan_take", posts=True)
def plan_take(asked: Asked) -> HttpResponse:
    """Bring an edited workbook back: first what it would change, then, asked again, kept whole or not at all."""
    if not asked.posted:
        return _asking(asked, upload())
    data, name = sent_or_held(asked)
    if not data or len(data) > MOST_BYTES:
        return _asking(asked, replaced(upload(), say("The file is larger than 1 MB") if data else say("Choose a file")), 422)
    keeping = (asked.typed.get("keep") or [""])[-1] == "yes"
    try:
        outcome = taken_in(asked, data, name, dry_run=not keeping)
    except Faulty as faulty:
        return _asking(asked, replaced(upload(), faulty.what), 422, faults=[[each.sheet, str(each.row or ""), each.column, each.says] for each in faulty.faults])
    except Refusal as refusal:
        return _asking(asked, replaced(upload(), f"{refusal.what}. {refusal.do}"), 422)
    tables = tables_of(outcome)
    if keeping:
        asked.flash(say("Taken in. {changes}", changes=summed(outcome)))
        return asked.go("plans")
    return asked.render("plans/take.html", title=say("What it would change"), over=say("Edit as a spreadsheet"), fields=[upload()], faults=[], more=0, tables=tables, dry=True,
                        held=base64.b64encode(data).decode(), name=name,
                        sums=summed(outcome), take=asked.url("plan_take"), cancel=asked.url("plan_exchange"), nothing=not tables)


def sent_or_held(asked: Asked) -> tuple[bytes, str]:
    """The file that was sent now, or the one that was looked at before and came along with the form; b"" where there is neither."""
    sent = asked.request.FILES.get("file")
    if sent is not None and sent.size:
        return (sent.read() if sent.size <= MOST_BYTES else b"x" * (MOST_BYTES + 1)), Path(str(sent.name)).name[:100]
    try:
        return base64.b64decode((asked.typed.get("held") or [""])[-1], validate=True), Path((asked.typed.get("name") or [""])[-1]).name[:100]
    except (binascii.Error, ValueError):
        return b"", ""


def taken_in(asked: Asked, data: bytes, name: str, *, dry_run: bool) -> Outcome:
    """Read a workbook that was sent and keep what it says, or only say what would be kept."""
    suffix = Path(name).suffix.casefold()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sent{suffix if suffix in ('.xlsx', '.ods', '.toml') else '.bin'}"
        path.write_bytes(data)
        return take_in(asked.folder, read_file(path), name=name, by=asked.by, at=asked.at, dry_run=dry_run)


def replaced(field: Question, says: str) -> Question:
    """A field with something wrong with it."""
    from dataclasses import replace

    return replace(field, errors=(says,))


def summed(outcome: Outcome) -> str:
    """What changed, in one sentence."""
    numbers = [(sum(map(len, getattr(outcome, kind).values())), words) for kind, words in KINDS[:3]]
    told = [several("{what}: {n} row", "{what}: {n} rows", count, what=say(words)) for count, words in numbers if count]
    return "; ".join(told) + "." if told else say("Nothing is different.")


def tables_of(outcome: Outcome) -> list[dict[str, Any]]:
    """What would be kept, by register: a table of each kind of change."""
    made = []
    for kind, words in KINDS:
        found: Mapping[str, tuple[str, ...]] = getattr(outcome, kind)
        rows = [[say(BY_SLUG[slug].sheet.title), len(ids), ", ".join(ids[:12]) + (" ..." if len(ids) > 12 else "")] for slug, ids in found.items() if ids]
        if rows:
            made.append({"caption": say(words), "columns": [say("List"), {"words": say("Rows"), "numeric": True}, say("Their ids")], "rows": rows})
    return made


def _asking(asked: Asked, field: Field, status: int = 200, faults: list[list[str]] | None = None) -> HttpResponse:
    return asked.render("plans/take.html", status=status, title=say("Bring an edited spreadsheet back"), over=say("Edit as a spreadsheet"), fields=[field],
                        faults=(faults or [])[:MOST_SHOWN], more=max(0, len(faults or []) - MOST_SHOWN), tables=[], dry=False, sums="", held="", name="", take=asked.url("plan_take"),
                        cancel=asked.url("plan_exchange"), nothing=False)
