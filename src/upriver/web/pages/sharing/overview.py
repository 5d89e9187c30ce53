"""The first pages: every body that gives, and what one body is asked for."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.sharing import uploads
from upriver.desk.sharing.asking import Ask, asked_of, givers, provider_of
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.remembering import remembered
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.sharing.body import CADENCES, ask_state, crumbs, month_words, upload_state, views
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several


@page("sharing/", right=Right.READ_ASKS, name="sharing")
def sharing(asked: Asked) -> HttpResponse:
    """Every body that gives something; who acts for one body goes straight to it."""
    reach = asked.scope(Right.READ_SUBMISSIONS)
    mine = [ident for ident in givers(asked.folder) if reach.all or ident in reach.authorities]
    if not reach.all and len(mine) == 1:
        return asked.go("sharing_of", ident=mine[0])
    rows = [(ident, provider_of(ident), _asks_of(asked, ident)) for ident in mine]
    columns: list[Column[tuple[str, str, tuple[Ask, ...]]]] = [
        Column("body", say("Body"), lambda row: row[1], href=lambda row: asked.url("sharing_of", ident=row[0])),
        Column("asks", say("Asked for"), lambda row: str(len(row[2])), sort=lambda row: len(row[2]), numeric=True),
        Column("late", say("Periods late"), lambda row: str(_late(row[2])), sort=lambda row: _late(row[2]), numeric=True),
        Column("sign", say("To be signed"), lambda row: str(_unsigned(row[2])), sort=lambda row: _unsigned(row[2]), numeric=True),
        Column("dead", say("Without a live agreement"), lambda row: str(_dead(row[2])), sort=lambda row: _dead(row[2]), numeric=True),
    ]
    shows = [("late", say("Something is late")), ("sign", say("Something waits for a signature"))]
    filters: list[Filter[tuple[str, str, tuple[Ask, ...]]]] = [
        Filter("only", say("Show"), shows, lambda row, choice: bool(_late(row[2]) if choice == "late" else _unsigned(row[2])))]
    actions = [{"words": say("Quarantine"), "href": asked.url("quarantine")}] if asked.may(Right.DECIDE_DATA) else []
    return listing(asked, title=say("Sharing data"), rows=rows, columns=columns, filters=filters, actions=actions,
                   intro=say("Who gives data to the partnership under an agreement, what is late, and what waits for its officer's signature."),
                   empty=say("No agreement with anybody who gives data is recorded yet."))


@page("sharing/of/<slug:ident>/", right=Right.READ_SUBMISSIONS, name="sharing_of", of="authority")
def sharing_of(asked: Asked, ident: str) -> HttpResponse:
    """What a body is asked for, and what waits for its officer."""
    asks = _asks_of(asked, ident)
    sends = asked.may(Right.SUBMIT)
    actions = [{"words": say("Send a file"), "href": asked.url("send_file", ident=ident), "kind": ""}] if sends and any(each.live for each in asks) else []
    return asked.render("show.html", title=provider_of(ident), over=say("Sharing data"), crumbs=crumbs(asked, ident)[:-1], views=views(asked, ident, "sharing_of"),
                        actions=actions, tables=[_asks(asked, ident, asks), *_open_uploads(asked, ident)], lists=_to_sign(asked, asks))


def _asks_of(asked: Asked, ident: str) -> tuple[Ask, ...]:
    """What a body is asked for: the same for everybody who may see it, and kept until anything changes."""
    return remembered(asked, "asked of", lambda: asked_of(asked.folder, ident, on=asked.today), ident)


def _asks(asked: Asked, ident: str, asks: tuple[Ask, ...]) -> dict[str, object]:
    rows = []
    for each in asks:
        words, colour = ask_state(each)
        late = month_words(each.missing[0].months[0]) if each.missing else ""
        title = {"words": each.contract.title, "href": asked.url("ask", ident=ident, contract=each.contract.slug)}
        often = say(CADENCES[each.contract.cadence]) if each.contract.cadence in CADENCES else each.contract.cadence
        rows.append([title, often, {"words": words, "tag": colour, "hint": say("since {period}", period=late) if late and each.live else ""}])
    return {"caption": say("Data sets"), "columns": [say("Data set"), say("How often"), say("How it stands")], "rows": rows,
            "empty": say("No agreement says that this body gives anything.")}


def _to_sign(asked: Asked, asks: tuple[Ask, ...]) -> list[dict[str, object]]:
    waiting = [(each, kept) for each in asks for kept in each.unsigned]
    if not waiting:
        return []
    rows = [{"words": each.contract.title, "value": kept.sent.file or say("numbers typed in"), "href": asked.url("submission", ident=kept.sent.id)}
            for each, kept in waiting]
    return [{"title": say("Held, and not used until your officer signs"), "rows": rows}]


def _open_uploads(asked: Asked, ident: str) -> list[dict[str, object]]:
    rows = []
    for each in uploads.of(ident):
        if each.state in uploads.OPEN or each.state == "quarantined":
            words, colour = upload_state(each)
            rows.append([{"words": each.name, "href": asked.url("upload", ident=each.ident)}, each.by, {"words": words, "tag": colour}])
    if not rows:
        return []
    return [{"caption": say("Files that aren't taken in yet"), "columns": [say("File"), say("Sent by"), say("How it stands")], "rows": rows}]


@waits
def _waiting(asked: Asked) -> list[Task]:
    """For a body's officer: what is late, what to sign for, which files have faults."""
    reach = asked.scope(Right.SUBMIT)
    if reach.all or not reach.authorities:
        return []
    found = []
    for ident in sorted(reach.authorities & set(givers(asked.folder))):
        asks = asked_of(asked.folder, ident, on=asked.today)
        for each in asks:
            if each.live and each.missing:
                found.append(Task(say("Send {data}", data=each.contract.title), asked.url("ask", ident=ident, contract=each.contract.slug),
                                  several("{n} period late", "{n} periods late", len(each.missing)), "red", late=True, order=10))
            for kept in each.unsigned:
                found.append(Task(say("Sign for {data}", data=each.contract.title), asked.url("submission", ident=kept.sent.id), say("Waits for you"), "yellow",
                                  order=20))
        for one in uploads.of(ident):
            if one.state in ("faulty", "unknown"):
                words, colour = upload_state(one)
                found.append(Task(say("Mend {file}", file=one.name), asked.url("upload", ident=one.ident), words, colour, order=15))
    return found


def _late(asks: tuple[Ask, ...]) -> int:
    return sum(len(each.missing) for each in asks if each.live)


def _unsigned(asks: tuple[Ask, ...]) -> int:
    return sum(len(each.unsigned) for each in asks)


def _dead(asks: tuple[Ask, ...]) -> int:
    return sum(1 for each in asks if not each.live)
