"""Can I? Whether a use of data is allowed, by which clause, and what would make it a yes."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.agreements.asking import may_we
from upriver.desk.agreements.convert import agreements
from upriver.desk.agreements.standing import known
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import first_up
from upriver.web.showing.forms import Field, filled
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import AUDIENCES, DETAILS, PURPOSES
from upriver.words.text import day, sentence

KEYS = ("contract", "detail", "purpose", "audience")
COLOURS = {"allowed": "green", "unconfirmed": "yellow", "no": "red"}
ANSWERS = {"allowed": mark("Yes"), "unconfirmed": mark("Not yet"), "no": mark("No")}


@page("can-i/", right=Right.READ_ASSESSMENT, name="can_i", whole=True)
def can_i(asked: Asked) -> HttpResponse:
    """The question and, below it, its answer: both stand in the address, so that an answer can be passed on."""
    _, contracts = known(asked.folder)
    feeds = sorted(((each.slug, each.title) for each in contracts.values() if not each.of), key=lambda pair: pair[1])
    lists = {"contract": feeds, "detail": [(key, first_up(say(value))) for key, value in DETAILS.items()],
             "purpose": [(key, first_up(say(value))) for key, value in PURPOSES.items()],
             "audience": [(key, first_up(say(value))) for key, value in AUDIENCES.items()]}
    titles = {"contract": say("Which data?"), "detail": say("How finely?"), "purpose": say("What for?"),
              "audience": say("Who is to see it?")}
    words, query, answer, fault = asked.query.get("words", "")[:500], asked.query, None, ""
    given = {key: query[key] for key in KEYS if query.get(key)}
    if words or given:
        try:
            wish, said = may_we(asked.folder, words, given, contracts, today=asked.today)
            given = {**{key: getattr(wish, key) for key in KEYS if getattr(wish, key)}, **given}
            if said is not None:
                on = wish.on or asked.today
                use = say("You ask for {data}, {detail}, for {purpose}, to be seen by {audience}, on {day}.",
                          data=contracts[wish.contract].title, detail=say(DETAILS[wish.detail]),
                          purpose=say(PURPOSES[wish.purpose]), audience=say(AUDIENCES[wish.audience]), day=day(on.isoformat()))
                answer = {"kind": say(ANSWERS[said.kind]), "colour": COLOURS[said.kind], "use": use, "says": sentence(said.says),
                          "do": said.do, "rests": _rests(asked, said.rests_on)}
            else:
                fault = " ".join(sentence(says) for _, says, _ in wish.asks)
        except Refusal as refusal:
            fault = f"{first_up(refusal.what)}. {refusal.do}"
    fields = [Field("words", say("In your own words"),
                    hint=say("For example: use emergency department data by LSOA in the public assessment."), max=500),
              *(Field(key, titles[key], "select", choices=[("", say("Not said")), *lists[key]]) for key in KEYS)]
    form = filled(fields, {"words": [words], **{key: [value] for key, value in given.items()}})
    return asked.render("agreements/can_i.html", title=say("Can I use these data?"), fields=form.fields, answer=answer, asks=fault,
                        crumbs=[(asked.url("agreements"), say("Agreements"))] if asked.may(Right.READ_AGREEMENTS) else [])


def _rests(asked: Asked, clauses: tuple[str, ...]) -> list[tuple[str, str]]:
    """The agreements that an answer rests on, for whoever may open them; an open licence has none."""
    there = {each.id: each.title for each in agreements()} if asked.scope(Right.READ_AGREEMENTS).all else {}
    slugs = dict.fromkeys(clause.partition("@")[0] for clause in clauses)
    return [(asked.url("agreement", ident=slug), there[slug]) for slug in slugs if slug in there]
