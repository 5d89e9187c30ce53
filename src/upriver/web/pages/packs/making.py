"""Making a document: the shelf by what each is for, and one button."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from upriver.desk.packs.made import all_made
from upriver.desk.packs.shelf import Offered, choices, grouped, make, offered
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.packs.words import AUDIENCES, FORMS, GROUPS, MARKED
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.text import day

ABOUT = {"strategy": "Which strategy?", "csp": "Which community safety partnership?", "authority": "Which authority?",
         "priority": "Which priority?",
         "meeting": "Which meeting?", "consultation": "Which consultation?"}
LATEST = 8


@page("packs/", right=Right.MAKE_PACKS, name="packs")
def packs(asked: Asked) -> HttpResponse:
    """What was made lately, and every document that may be made."""
    made = all_made(asked.folder)
    rows = [[{"words": each.title, "href": asked.url("pack", called=each.called)}, each.about, day(each.on),
             {"words": say(MARKED[each.audience]), "tag": "yellow" if each.audience == "public" else "orange"}]
            for each in made[:LATEST]]
    groups = [(say(GROUPS[group]), [(each.title, each.says, asked.url("pack_make", document=each.slug),
                                     ", ".join(FORMS[form] for form in each.forms)) for each in found])
              for group, found in grouped()]
    return asked.render("packs/list.html", title=say("Documents and packs"), groups=groups, rows=rows,
                        all_made=asked.url("packs_made") if len(made) > LATEST else "",
                        intro=say("Each is made from what the workspace holds today, every figure through the lock. None of it is "
                                  "published by this."))


@page("packs/make/<slug:document>/", right=Right.MAKE_PACKS, name="pack_make", posts=True)
def pack_make(asked: Asked, document: str) -> HttpResponse:
    """Make one document: asked for only what it must be asked for."""
    found = offered().get(document)
    if found is None:
        raise Http404
    fields = _fields(asked, found)
    first = {"audience": found.audiences[0], "on": asked.today.isoformat(), "about": asked.query.get("about", "")}
    form = filled(fields, {**{key: [value] for key, value in first.items()}, **asked.typed}) if asked.posted else shown(fields, asked.kept,
        first)
    if asked.posted and form.sound:
        values = form.values
        try:
            number = make(document, audience=values.get("audience", found.audiences[0]), about=values.get("about", ""),
                          on=values.get("on", "") or asked.today.isoformat(),
                          actor=asked.actor, at=asked.at, shown_on="pack")
            return asked.go("job", ident=number)
        except Refusal as refusal:
            form = form.wrong("about", f"{refusal.what}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, title=found.title, intro=found.says, fields=form.fields,
                        errors=form.errors,
                        button=say("Make it"), crumbs=[(asked.url("packs"), say("Documents and packs"))], cancel=asked.url("packs"),
                        warning=say("There is nothing yet that it could be about. Record that first.") if found.about
                        and not choices(found.about) else "")


def _fields(asked: Asked, found: Offered) -> list[Field]:
    fields = []
    if found.about:
        fields.append(Field("about", say(ABOUT.get(found.about, "What is it about?")), "select", required=True,
                            choices=[("", say("Choose from the list")), *choices(found.about)]))
    if len(found.audiences) > 1:
        fields.append(Field("audience", say("Who is it for?"), "radios", required=True,
                            choices=[(each, say(AUDIENCES[each])) for each in found.audiences]))
    fields.append(Field("on", say("Told on which day?"), "date", hint=say("Today, unless you need it as of another day.")))
    return fields
