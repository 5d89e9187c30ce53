"""One upload: how far it is, all that is wrong with it, and what can be done about that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from upriver.desk.sharing import uploads
from upriver.desk.sharing.uploads import Upload
from upriver.intake.contracts import layouts
from upriver.report.sheets.faults import fault_lines
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.sharing.body import breakable, crumbs, period_words, size, upload_state
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.part import Fault
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import KNOWABLE
from upriver.words.text import sentence

SHOWN_ROWS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One row that breaks one rule; None for what is of the whole file, or more than is named."""

    row: int | None
    column: str
    rule: str
    says: str


@page("sharing/uploads/<slug:ident>/", right=Right.READ_SUBMISSIONS, name="upload", of="upload", logged="opened an upload")
def upload(asked: Asked, ident: str) -> HttpResponse:
    """How it stands, and what to do; while it is checked it asks the browser to load it again, unless `?still=1` says not to."""
    one, still = uploads.one(ident), "still" in asked.query
    if one.state == "held" and one.submission:
        return asked.go("submission", ident=one.submission)
    words, colour = upload_state(one)
    faults = uploads.faults_of(ident)
    name = one.name or say("a file that was withdrawn")
    answer = asked.render("sharing/upload.html", title=name, crumbs=crumbs(asked, one.authority, ("", name)), state=words, colour=colour,
                        intro=_intro(one), progress=_progress(one), lists=[_facts(asked, one)], tables=_faults(asked, one, faults),
                        actions=_actions(asked, one, faults), known=[(each.field, each.rule, each.reason) for each in one.known],
                        unasked=one.body.get("unasked", ()), going_on=one.going_on, still=still,
                        toggle=asked.request.path if still else f"{asked.request.path}?still=1")
    if one.going_on and not still:
        answer["Refresh"] = "3"
    return answer


@page("sharing/uploads/<slug:ident>/faults/", right=Right.READ_SUBMISSIONS, name="upload_faults", of="upload", logged="opened faults of an upload")
def upload_faults(asked: Asked, ident: str) -> HttpResponse:
    """Every fault by row and rule, as page and as file."""
    one = uploads.one(ident)
    faults = uploads.faults_of(ident)
    rows = [Line(*line) for line in fault_lines(faults)]
    columns: list[Column[Line]] = [
        Column("row", say("Row"), lambda line: "" if line.row is None else str(line.row), sort=lambda line: line.row or 0, numeric=True),
        Column("column", say("Column"), lambda line: line.column),
        Column("rule", say("Rule"), lambda line: line.rule),
        Column("says", say("What is wrong"), lambda line: line.says),
    ]
    filters: list[Filter[Line]] = [
        Filter("rule", say("Rule"), [(each, each) for each in sorted({line.rule for line in rows})], lambda line, rule: line.rule == rule),
        Filter("column", say("Column"), [(each, each) for each in sorted({line.column for line in rows})], lambda line, name: line.column == name),
    ]
    return listing(asked, title=say("What is wrong with {file}", file=one.name), rows=rows, columns=columns, filters=filters,
                   intro=say("Row 1 is the first row below the header. Values are never shown."), crumbs=_below(asked, one, say("Faults")),
                   actions=_again(asked, one), empty=say("No fault was found."))


@page("sharing/uploads/<slug:ident>/true/", right=Right.SUBMIT, name="upload_true", of="upload", posts=True)
def upload_true(asked: Asked, ident: str) -> HttpResponse:
    """Rows that break a rule and are true all the same: say why, once for the rule and column."""
    one = uploads.one(ident)
    which = {f"{each.field}:{each.rule}": each for each in uploads.faults_of(ident) if each.rule in KNOWABLE}
    if not which:
        raise Refusal(say("no row of this file can break its rule and be true"), do=say("Mend the file and send it again."))
    choices = [(key, f"{each.field}: {each.says} ({several('{n} row', '{n} rows', each.count)})") for key, each in which.items()]
    fields = [Field("which", say("Which rows are true?"), "radios", choices=choices, required=True),
              Field("reason", say("Why are they true?"), "textarea", required=True, max=500,
                    hint=say("A sentence that others can follow, without anybody's name or number. It is kept with the file and can be read by the partnership."))]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {"which": asked.query.get("which", "")})
    if asked.posted and form.sound:
        field, _, rule = form.values["which"].rpartition(":")
        try:
            uploads.known_true(ident, field=field, rule=rule, reason=form.values["reason"], actor=asked.actor, at=asked.at)
            return asked.go("upload", ident=ident, flash=say("Noted. The file is checked again with that."))
        except Refusal as refusal:
            form = form.wrong("reason", sentence(str(refusal)))
    return _asked_again(asked, one, form, say("Rows that are true"), say("Note it and check again"))


@page("sharing/uploads/<slug:ident>/withdraw/", right=Right.SUBMIT, name="upload_withdraw", of="upload", posts=True, steps=True)
def upload_withdraw(asked: Asked, ident: str) -> HttpResponse:
    """Withdraw a file that isn't taken in."""
    one = uploads.one(ident)
    if asked.posted:
        uploads.dropped(asked.folder, ident, by=asked.by, at=asked.at)
        return asked.go("sharing_of", ident=one.authority, flash=say("Withdrawn: the file is deleted."))
    return asked.render("confirm.html", title=say("Withdraw {file}?", file=one.name), button=say("Withdraw it"), cancel=asked.url("upload", ident=ident),
                        text=[say("The file is deleted now. That it came, and that you withdrew it, stays in the log.")], crumbs=_below(asked, one, say("Withdraw")))


def _asked_again(asked: Asked, one: Upload, form: Filled, title: str, button: str) -> HttpResponse:
    return asked.render("form.html", status=422 if asked.posted else 200, title=title, over=one.name, fields=form.fields, errors=form.errors, button=button,
                        crumbs=_below(asked, one, title), cancel=asked.url("upload", ident=one.ident))


def _below(asked: Asked, one: Upload, title: str) -> list[tuple[str, str]]:
    return crumbs(asked, one.authority, (asked.url("upload", ident=one.ident), one.name), ("", title))


def _intro(one: Upload) -> str:
    if one.going_on:
        return say("It is being checked.")
    if one.stuck:
        return one.said or say("The check was stopped. Send the file again.")
    if one.state == "faulty":
        broken, rows = one.body.get("broken", 0), one.body.get("rows", 0)
        return say("{broken} of {rows} rows break the contract, so nothing is taken in yet. Mend them where they come from and send the file again.",
                   broken=f"{broken:,}", rows=f"{rows:,}")
    if one.state in ("unknown", "refused", "quarantined"):
        return sentence(" ".join(part for part in (str(one.body.get("why", "")).rstrip(".") + ".", str(one.body.get("do", ""))) if part.strip(".")))
    return ""


def _progress(one: Upload) -> str:
    return (one.step or say("Waiting for its turn")) if one.going_on else ""


def _facts(asked: Asked, one: Upload) -> dict[str, object]:
    titles = {slug: each.title for slug, each in layouts(asked.folder.declarations).items()}
    rows: list[dict[str, object]] = [{"words": say("Data set"), "value": titles.get(one.contract, "") or say("Not known yet")},
            {"words": say("Sent by"), "value": one.by}, {"words": say("Size"), "value": size(one.size)},
            {"words": say("SHA-256 of the file"), "value": one.sha256}]
    if one.body.get("mapping"):
        rows.append({"words": say("Read by"), "value": one.body["mapping"]})
    if one.body.get("periods"):
        rows.append({"words": say("Periods"), "value": [period_words(each) for each in one.body["periods"]]})
    return {"title": say("The file"), "rows": rows}


def _faults(asked: Asked, one: Upload, faults: Sequence[Fault]) -> list[dict[str, object]]:
    if not faults:
        return []
    rows = [[_column(one, each), sentence(each.says), each.rule, each.count, _where(each)] for each in faults]
    heads = [say("Column"), say("What is wrong"), say("Rule"), {"words": say("Rows"), "numeric": True}, say("Which rows")]
    return [{"caption": say("What is wrong"), "columns": heads, "rows": rows, "more": asked.url("upload_faults", ident=one.ident),
             "more_words": say("Every fault by row, to read or to keep as CSV, ODS or XLSX")}]


def _column(one: Upload, fault: Fault) -> dict[str, object]:
    place = one.body.get("columns", {}).get(fault.field)
    return {"words": breakable(fault.field), "hint": say("your column {n}", n=place) if place else ""}


def _where(fault: Fault) -> str:
    if not fault.rows:
        return say("the whole file")
    shown_rows = ", ".join(f"{row:,}" for row in fault.rows[:SHOWN_ROWS])
    more = fault.count - min(len(fault.rows), SHOWN_ROWS)
    return say("{rows} and {n} more", rows=shown_rows, n=f"{more:,}") if more else shown_rows


def _again(asked: Asked, one: Upload) -> list[dict[str, object]]:
    if not asked.may(Right.SUBMIT):
        return []
    again = asked.url("send_file", ident=one.authority) + (f"?contract={one.contract}" if one.contract else "")
    return [{"words": say("Send the mended file"), "href": again, "kind": ""}]


def _actions(asked: Asked, one: Upload, faults: Sequence[Fault]) -> list[dict[str, object]]:
    if not asked.may(Right.SUBMIT) or one.going_on:
        return []
    found: list[dict[str, object]] = []
    if one.state == "unknown" and one.kept:
        found.append({"words": say("Say which column is which"), "href": asked.url("upload_columns", ident=one.ident), "kind": ""})
    found += [{**each, "kind": "secondary" if found else ""} for each in _again(asked, one)]
    if one.state == "faulty" and any(each.rule in KNOWABLE for each in faults):
        found.append({"words": say("Some rows are true"), "href": asked.url("upload_true", ident=one.ident), "kind": "secondary"})
    if one.state == "faulty" and one.kept:
        found.append({"words": say("Change which column is which"), "href": asked.url("upload_columns", ident=one.ident), "kind": "secondary"})
    if one.kept:
        found.append({"words": say("Withdraw it"), "href": asked.url("upload_withdraw", ident=one.ident), "kind": "secondary"})
    return found
