"""The clauses of one CSP as a spreadsheet: taken away with what stands, sent back with what was found, seen before it is kept."""

from __future__ import annotations

import base64
import tempfile
from dataclasses import replace
from pathlib import Path

from django.http import HttpResponse

from upriver.desk.audit.actions import record
from upriver.desk.planning.aligning import Came, sheet_of, take_clauses
from upriver.intake.records.reading import read_workbook
from upriver.pipeline.registers.judging import Faulty
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.area.ground import one
from upriver.web.pages.plans.exchange import MOST_BYTES, sent_or_held
from upriver.web.pages.plans.fields import Question
from upriver.web.pages.plans.words import BY_SLUG
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("area/<str:ident>/clauses/sheet/", right=Right.EDIT_ALIGNMENT, name="area_sheet", of="authority", posts=True)
def area_sheet(asked: Asked, ident: str) -> HttpResponse:
    """Send many clauses at once."""
    body = one(asked, ident)
    if asked.query.get("as") == "xlsx":
        return _workbook(asked, ident)
    if not asked.posted:
        return _asking(asked, ident, body.name)
    data, name = sent_or_held(asked)
    if not data or len(data) > MOST_BYTES:
        return _asking(asked, ident, body.name, wrong=say("The file is larger than 1 MB") if data else say("Choose a file"))
    keeping = (asked.typed.get("keep") or [""])[-1] == "yes"
    try:
        came = _taken(asked, ident, data, name, dry_run=not keeping)
    except Faulty as faulty:
        return _asking(asked, ident, body.name, wrong=faulty.what, faults=[[each.sheet, str(each.row or ""), each.column, each.says] for each in faulty.faults])
    except Refusal as refusal:
        return _asking(asked, ident, body.name, wrong=f"{refusal.what}. {refusal.do}")
    if keeping:
        return asked.go("area_plan", ident=ident, flash=summed(came))
    return _asking(asked, ident, body.name, came=came, held=base64.b64encode(data).decode(), name=name)


def _taken(asked: Asked, ident: str, data: bytes, name: str, *, dry_run: bool) -> Came:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("sent.ods" if name.casefold().endswith(".ods") else "sent.xlsx")
        path.write_bytes(data)
        return take_clauses(asked.folder, read_workbook(path, [BY_SLUG["clauses"]]), csp=ident, name=name, by=asked.by, at=asked.at, dry_run=dry_run)


def summed(came: Came) -> str:
    """What was kept, in one sentence."""
    told = [several("{n} clause added", "{n} clauses added", len(came.added)) if came.added else "", several("{n} clause changed", "{n} clauses changed", len(came.changed)) if came.changed else ""]
    return "; ".join(each for each in told if each) + "." if any(told) else say("Nothing is different.")


def _workbook(asked: Asked, ident: str) -> HttpResponse:
    data = sheet_of(asked.folder, csp=ident, name=asked.office.name, on=asked.today)
    record(verb="exported", subject="register:clauses", body={"csp": ident}, by=asked.by, at=asked.at)
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="plan-clauses-{ident.casefold()}-{asked.today.isoformat()}.xlsx"'
    return answer


def _asking(asked: Asked, ident: str, over: str, *, wrong: str = "", faults: list[list[str]] | None = None, came: Came | None = None, held: str = "", name: str = "") -> HttpResponse:
    field = Question("file", say("The spreadsheet"), "file", say("XLSX or ODS, at most 1 MB. Leave the column Id empty for a new clause."), True, accept=".xlsx,.ods")
    return asked.render("area/sheet.html", status=422 if wrong else 200, title=say("Send clauses as a spreadsheet"), over=over, fields=[replace(field, errors=(wrong,)) if wrong else field],
                        faults=faults or [], sums=summed(came) if came else "", held=held, name=name, changes=bool(came and (came.added or came.changed)),
                        away=asked.request.path + "?as=xlsx", cancel=asked.url("area_plan", ident=ident))
