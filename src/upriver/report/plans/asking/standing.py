"""How requests and consultation stand, as tables that stay readable however many schools there are."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.tables import date_words
from upriver.report.plans.told import Told
from upriver.words.document import Callout, Column, Table, TableCell
from upriver.words.registers.asking import GROUNDS, REQUEST_ANSWERS, Request
from upriver.words.registers.delivery import Action
from upriver.words.sharing.authority import KINDS
from upriver.words.standing.asked import STATES, Consultee, Consulting, overdue
from upriver.words.text import sentence

NOT_READ = Callout(
    "Grounds on which an authority may decline stand in section 15, whose text we haven't read at its source: the partnership confirms them "
    "before it relies on one."
)
TONES = {"replied": "better", "never": "worse", "late": "worse", "silence": "same", "waiting": ""}
SHOWN = 12


def changed_words(told: Told, text: str) -> str:
    """What changed; where only the id of an action was written, the action's title."""
    action = told.plan.one(Action, text.strip())
    return f"Action: {action.title}" if action else text


def request_rows(told: Told, requests: Sequence[Request]) -> Table:
    """A row for each request: who, what, by when, the answer and its ground."""
    columns = (Column("Who was asked"), Column("What for"), Column("When"), Column("Answer"), Column("Ground (section 15), and what it said"))
    rows = []
    for each in requests:
        late = overdue(each, told.on)
        answer = "Overdue" if late else REQUEST_ANSWERS[each.answer]
        tone = "worse" if late else {"accepted": "better", "partly": "same"}.get(each.answer, "")
        action = told.plan.one(Action, each.action) if each.action else None
        what = each.asked + (f" (action: {action.title})" if action else "")
        when = date_words(each.asked_on, "") + (f"; answer by {date_words(each.reply_by)}" if each.reply_by else "")
        rows.append((TableCell(told.name(each.authority)), TableCell(what), TableCell(when),
                     TableCell(answer + (f", {date_words(each.answered_on)}" if each.answered_on else ""), tone=tone),
                     TableCell(". ".join(part.rstrip(".") for part in (ground_words(each), each.note) if part))))
    return Table("requests-all", "Every request and its answer", columns, tuple(rows), shown_rows=SHOWN)


def ground_words(request: Request) -> str:
    """The ground of a request that wasn't accepted whole; that none was given is said."""
    if request.answer in ("declined", "partly"):
        return GROUNDS.get(request.ground, "No ground given")
    return ""


def by_kind(consulting: Consulting) -> Table:
    """A row for each kind of authority that must be consulted: how many there are and how they stand."""
    columns = (Column("Kind of authority"), Column("To be consulted", 0), *(Column(words.split(",")[0], 0) for words in STATES.values()))
    rows = tuple(
        (TableCell(sentence(KINDS[kind])), TableCell(float(len(consulting.of(kind)))),
         *(TableCell(float(len(consulting.of(kind, state)))) for state in STATES))
        for kind in consulting.kinds()
    )
    return Table("consultation-kinds", "Who must be consulted, and how they stand", columns, rows)


def listed_bodies(told: Told, slug: str, caption: str, consultees: Sequence[Consultee]) -> Table:
    """Bodies by name with how each stands and what it said; long lists are folded on the page and whole in the spreadsheets."""
    rows = []
    for each in consultees:
        said = " ".join(dict.fromkeys(filter(None, (row.said for row in each.rows))))
        changed = " ".join(dict.fromkeys(filter(None, (changed_words(told, row.changed) for row in each.rows))))
        rows.append((TableCell(told.name(each.authority)), TableCell(sentence(KINDS[each.kind])), TableCell(STATES[each.state], tone=TONES[each.state]),
                     TableCell(said), TableCell(changed)))
    columns = (Column("Authority"), Column("Kind"), Column("Stands"), Column("What it said"), Column("What changed because of it"))
    return Table(slug, caption, columns, tuple(rows), shown_rows=SHOWN)
