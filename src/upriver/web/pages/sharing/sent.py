"""What a body sent, period by period; one submission with its receipt; and the officer's signature."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.sharing import receipts
from upriver.desk.sharing.asking import Sent, provider_of, sent_by
from upriver.desk.sharing.receipts import Shown
from upriver.desk.submissions.sending import sign
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.sharing.body import MODES, all_bodies, crumbs, period_words, views
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import LONGEST_NAME, STATEMENTS
from upriver.words.text import day, sentence

STATES = {"due": (mark("Due"), "grey"), "missing": (mark("Not here"), "red"), "late": (mark("Came late"), "yellow"), "met": (mark("Came in time"), "green"),
          "": (mark("Came"), "blue")}
SIGNED = {"yes": mark("Signed"), "no": mark("To be signed"), "refused": mark("Refused"), "elsewhere": mark("Flows elsewhere"), "deleted": mark("Deleted"),
          "quarantined": mark("In quarantine"), "none": mark("Nothing yet")}
COLOURS = {"yes": "green", "no": "yellow", "refused": "red", "elsewhere": "blue", "quarantined": "orange"}


@page("sharing/of/<slug:ident>/sent/", right=Right.READ_SUBMISSIONS, name="sent", of="authority", logged="opened what a body sent")
def sent(asked: Asked, ident: str) -> HttpResponse:
    """Every period: due, arrived, late; and whether an officer has signed, which is another matter."""
    rows = sent_by(asked.folder, ident, on=asked.today)
    columns: list[Column[Sent]] = [
        Column("data", say("Data set"), lambda row: row.contract.title, href=lambda row: asked.url("submission", ident=row.kept.sent.id) if row.kept else ""),
        Column("period", say("Period"), lambda row: period_words(row.period), sort=lambda row: row.period),
        Column("due", say("Due"), lambda row: day(row.due_on.isoformat()) if row.due_on else "", sort=lambda row: str(row.due_on or "")),
        Column("came", say("Arrived"), lambda row: _came(row), sort=lambda row: str(row.came_on or "")),
        Column("state", say("Complete"), lambda row: say(STATES[row.state][0]), tag=lambda row: STATES[row.state][1]),
        Column("signed", say("Signed off"), lambda row: say(SIGNED[_signed(row)]) if row.kept else "", tag=lambda row: None if row.kept is None else COLOURS.get(_signed(row), "grey")),
        Column("faults", say("Rows with faults"), lambda row: f"{row.kept.broken:,}" if row.kept else "", numeric=True,
               sort=lambda row: row.kept.broken if row.kept else 0),
    ]
    filters: list[Filter[Sent]] = [
        Filter("data", say("Data set"), sorted({(row.contract.slug, row.contract.title) for row in rows}), lambda row, slug: row.contract.slug == slug),
        Filter("state", say("Complete"), [(key, say(words)) for key, (words, _) in STATES.items() if key], lambda row, state: row.state == state),
        Filter("signed", say("Signed off"), [(key, say(words)) for key, words in SIGNED.items()], lambda row, state: _signed(row) == state),
    ]
    title = say("What came from {body}", body=provider_of(ident)) if all_bodies(asked) else say("What you sent")
    return listing(asked, title=title, rows=rows, columns=columns, filters=filters, views=views(asked, ident, "sent"), crumbs=crumbs(asked, ident, ("", title)),
                   intro=say("Complete means that every month of the period has come. It isn't used before your named officer has signed it off."),
                   empty=say("Nothing is due, and nothing has come yet."))


@page("sharing/sent/<slug:ident>/", right=Right.READ_SUBMISSIONS, name="submission", of="submission", logged="opened a submission")
def submission(asked: Asked, ident: str) -> HttpResponse:
    """One thing that was sent: what it is, what it replaces and by how much it differs, and who signed."""
    one = receipts.shown(asked.folder, ident)
    waits = one.kept.state == "held" and not one.kept.sent.signed
    signs = waits and asked.may(Right.SUBMIT)
    state, colour = (say("To be signed"), "yellow") if waits else (say(SIGNED[_kept_state(one)]), COLOURS.get(_kept_state(one), "grey"))
    actions = [{"words": say("Sign off and send"), "href": asked.url("sign_submission", ident=ident), "kind": ""}] if signs else []
    if one.kept.state in ("held", "refused"):
        actions.append({"words": say("Keep the receipt"), "href": asked.url("receipt", ident=ident), "kind": "secondary"})
    if one.authority:
        actions.append({"words": _came_from(asked), "href": asked.url("sent", ident=one.authority), "kind": "secondary"})
    return asked.render("show.html", title=one.title, over=one.kept.sent.provider, state=state, colour=colour, actions=actions, intro=_intro(one),
                        crumbs=crumbs(asked, one.authority, (asked.url("sent", ident=one.authority), _came_from(asked)),
                                      ("", one.title)) if one.authority else (),
                        lists=[_facts(one)], tables=[*_difference(one), *_faults(one)])


@page("sharing/sent/<slug:ident>/receipt.html", right=Right.READ_SUBMISSIONS, name="receipt", of="submission", logged="exported a receipt")
def receipt(asked: Asked, ident: str) -> HttpResponse:
    """The receipt to keep: the same paper that the commands write."""
    answer = HttpResponse(receipts.paper(asked.folder, ident, name=asked.office.name, on=asked.today), content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{ident}.html"'
    return answer


@page("sharing/sent/<slug:ident>/sign/", right=Right.SUBMIT, name="sign_submission", of="submission", posts=True)
def sign_submission(asked: Asked, ident: str) -> HttpResponse:
    """The named officer's declaration. Who acts for the body signs in their own name; others record who signed."""
    one = receipts.shown(asked.folder, ident)
    fields = _signature(asked, one)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {"officer": asked.by})
    if asked.posted and form.sound:
        officer = form.values.get("officer") or asked.by
        try:
            sign(ident, officer=officer, role=form.values["role"], on=asked.today.isoformat(), by=asked.by, at=asked.at)
            return asked.go("submission", ident=ident, flash=say("Signed off and sent. It is used from the next assessment on."))
        except Refusal as refusal:
            form = form.wrong("role", sentence(str(refusal)))
    return asked.render("check.html", status=422 if asked.posted else 200, title=say("Sign off and send"), over=one.title, lists=[_facts(one)],
                        tables=_difference(one), fields=form.fields, errors=form.errors, button=say("Sign off and send"),
                        cancel=asked.url("submission", ident=ident), promise=say("From then on these data may be used as your agreement says."))


def _came_from(asked: Asked) -> str:
    return say("What came") if all_bodies(asked) else say("What you sent")


def _signature(asked: Asked, one: Shown) -> list[Field]:
    statement = say(STATEMENTS[one.kept.sent.mode])
    fields = [Field("role", say("Your role") if not all_bodies(asked) else say("The officer's role"), required=True, max=LONGEST_NAME, autocomplete="organization-title"),
              Field("declares", say("Declaration"), "checkboxes", required=True, choices=[("yes", statement)])]
    if all_bodies(asked):
        return [Field("officer", say("The officer of {body} who signed", body=one.kept.sent.provider), required=True, max=LONGEST_NAME), *fields]
    return fields


def _intro(one: Shown) -> str:
    if one.kept.state == "held" and not one.kept.sent.signed:
        return say("Nothing is wrong with it. It is held, and not used until a named officer has signed for it.")
    if one.kept.state == "refused":
        return sentence(one.kept.why.rstrip(".") + ".")
    return ""


def _facts(one: Shown) -> dict[str, object]:
    sent_ = one.kept.sent
    rows: list[dict[str, object]] = [{"words": say("Data set"), "value": one.title}, {"words": say("Met as"), "value": say(MODES[sent_.mode])}]
    if sent_.elsewhere:
        rows.append({"words": say("Where it flows"), "value": sent_.elsewhere})
    if one.periods:
        rows.append({"words": say("Period"), "value": period_words(one.periods)})
    if sent_.file:
        rows.append({"words": say("File"), "value": sent_.file})
    if one.kept.state != "elsewhere":
        rows.append({"words": say("Rows"), "value": f"{one.kept.rows:,}"})
    rows.append({"words": say("Arrived"), "value": day(one.kept.received_on)})
    if sent_.signed:
        rows.append({"words": say("Signed off by"), "value": say("{officer}, {role}, on {day}", officer=sent_.officer, role=sent_.role, day=day(sent_.signed_on))})
    if sent_.known:
        rows.append({"words": say("Known and true"), "value": [f"{each.field} ({each.rule}): {each.reason}" for each in sent_.known]})
    if sent_.sha256:
        rows.append({"words": say("SHA-256 of the file"), "value": sent_.sha256})
    return {"title": say("What was sent"), "rows": rows}


def _difference(one: Shown) -> list[dict[str, object]]:
    if not one.diff:
        return []
    words = {"rows_before": say("Rows before"), "rows_after": say("Rows now"), "added": say("Added"), "changed": say("Changed"), "removed": say("Removed")}
    rows = [[words[name], one.diff[name]] for name in words if name in one.diff]
    caption = say("What changes against what you sent before for the same period") if one.replaces else say("How it differs from what stands for the same period")
    return [{"caption": caption, "columns": [say("Rows"), {"words": say("How many"), "numeric": True}], "rows": rows}]


def _faults(one: Shown) -> list[dict[str, object]]:
    if not one.kept.faults:
        return []
    rows = [[each.field, sentence(each.says), each.rule, each.count] for each in one.kept.faults]
    return [{"caption": say("What was wrong"), "columns": [say("Column"), say("What is wrong"), say("Rule"), {"words": say("Rows"), "numeric": True}], "rows": rows}]


def _came(row: Sent) -> str:
    if row.came_on is None:
        return ""
    came = day(row.came_on.isoformat())
    return f"{came} ({several('{n} day late', '{n} days late', row.days_late)})" if row.days_late else came


def _signed(row: Sent) -> str:
    return "none" if row.kept is None else _state_of(row.kept.state, row.kept.sent.signed)


def _kept_state(one: Shown) -> str:
    return _state_of(one.kept.state, one.kept.sent.signed)


def _state_of(state: str, signed: bool) -> str:
    return ("yes" if signed else "no") if state == "held" else state
