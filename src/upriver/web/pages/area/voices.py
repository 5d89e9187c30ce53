"""Local voices: what groups of people in one area said, and what became of it. Groups stand here, never people."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.planning.changing import add
from upriver.desk.planning.seen import rows_seen
from upriver.pipeline.registers.judging import Faulty
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.area.ground import one, over, views
from upriver.web.pages.plans.fields import Question, faulted, fields_of, values_in, wrong
from upriver.web.pages.plans.words import BY_SLUG, ident_href
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right, Thing
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.registers.learning import DID
from upriver.words.registers.plan import Row
from upriver.words.text import day

COLOURS = {"done": "green", "doing": "blue", "cannot": "grey", "open": "yellow"}


def heard(name: str) -> list[Row]:
    """What was said in an area, the latest first: rows whose group begins with the area's name."""
    found = [row for row in rows_seen() if row.register == "said_did" and row.values.get("who", "").startswith(f"{name}: ")]
    return sorted(found, key=lambda row: row.values.get("said_on", ""), reverse=True)


@page("area/<str:ident>/voices/", right=Right.READ_ALIGNMENT, name="area_voices", of="authority")
def area_voices(asked: Asked, ident: str) -> HttpResponse:
    """What people here said."""
    body = one(asked, ident)
    rows = [[{"words": row.values["said"], "href": ident_href(asked, "said_did", row.id) if asked.may(Right.READ_PLANS) else ""}, row.values["who"].removeprefix(f"{body.name}: "),
             day(row.values["said_on"]), {"words": say(DID.get(row.values["answer"], "")), "tag": COLOURS.get(row.values["answer"], "grey")}, row.values.get("did", "")] for row in heard(body.name)]
    may = asked.may(Right.EDIT_ALIGNMENT, Thing("authority", ident, frozenset({ident})))
    return asked.render("area/table.html", title=body.name, over=over(asked), views=views(asked, ident, "area_voices"), intro=say("Groups stand here, never people. They are told back what became of it."),
                        actions=[{"words": say("Write down what a group said"), "href": asked.url("area_voice_add", ident=ident), "kind": ""}] if may else [],
                        tables=[{"caption": say("What people here said"), "columns": [say("They said"), say("Who"), say("When"), say("Stands"), say("What was done")], "rows": rows}])


@page("area/<str:ident>/voices/add/", right=Right.EDIT_ALIGNMENT, name="area_voice_add", of="authority", posts=True)
def area_voice_add(asked: Asked, ident: str) -> HttpResponse:
    """Write down what a group said."""
    body = one(asked, ident)
    fields: tuple[Field, ...] = (Question("who", say("Which group?"), "text", say("Never a person. For example: young people aged 13 to 17, at the youth hub"), True, max=120),
                                 *fields_of(asked, BY_SLUG["said_did"], leave=("who", "told_back_on", "action")))
    if not asked.posted:
        return _asking(asked, ident, body.name, shown(fields, asked.kept, {"answer": "open", "said_on": asked.today.isoformat()}))
    form = filled(fields, asked.typed)
    if not form.sound:
        return _asking(asked, ident, body.name, form, 422)
    given = values_in(form)
    try:
        add(asked.folder, slug="said_did", given={**given, "who": f"{body.name}: {given['who']}"}, by=asked.by, at=asked.at)
    except Faulty as faulty:
        return _asking(asked, ident, body.name, faulted(form, faulty.faults, BY_SLUG["said_did"]), 422)
    except Refusal as refusal:
        return _asking(asked, ident, body.name, wrong(form, "", f"{refusal.what}. {refusal.do}"), 422)
    return asked.go("area_voices", ident=ident, flash=say("Kept."))


def _asking(asked: Asked, ident: str, name: str, form: Filled, status: int = 200) -> HttpResponse:
    return asked.render("plans/change.html", status=status, title=say("Write down what a group said"), over=name, fields=form.fields, button=say("Keep"), meanwhile=None, hidden=[],
                        cancel=asked.url("area_voices", ident=ident), help=[say("Everybody in the partnership reads it, and it may be published under You said, we did. Write nobody's name and nothing by which somebody could be known.")])
