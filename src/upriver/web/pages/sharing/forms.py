"""Meeting a contract without a file: a form of a few numbers, or saying that the data flow already."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from upriver.desk.sharing import numbers
from upriver.desk.sharing.asking import Ask, one_ask, sends_as
from upriver.desk.submissions.sending import declare, sign
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.sharing.body import crumbs, month_words, period_words
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.web.showing.months import wrong_month
from upriver.words.access.rights import Right
from upriver.words.language.months import read_month
from upriver.words.language.speaking import say
from upriver.words.period import months_of_quarter
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import LONGEST, LONGEST_NAME, STATEMENTS, Submission
from upriver.words.text import sentence


@page("sharing/of/<slug:ident>/asks/<slug:contract>/numbers/", right=Right.SUBMIT, name="send_form", of="authority", posts=True)
def send_form(asked: Asked, ident: str, contract: str) -> HttpResponse:
    """At most a dozen numbers of one period. What is too small to be sent is refused before it is kept anywhere."""
    one = _live(asked, ident, contract)
    layout = numbers.layout_of(asked.folder, one.contract)
    fields = _fields(asked, one, layout.quarterly)
    if not asked.posted:
        return _form(asked, ident, one, shown(fields, asked.kept, {"period": asked.query.get("period", "")}))
    form = filled(fields, asked.typed)
    typed = {name: value.replace(" ", "") for name, value in form.values.items() if name != "period"}
    for name, says in numbers.wrong(layout, one.contract.form, typed).items():
        form = form.wrong(name, says)
    if form.sound:
        try:
            number, twice = numbers.sent(asked.folder, one, ident, period=form.values["period"], typed=typed, actor=asked.actor, at=asked.at)
            return asked.go("upload", ident=number, flash=say("You have sent these very numbers before.") if twice else "")
        except Refusal as refusal:
            form = form.wrong(one.contract.form[0].name, sentence(str(refusal)))
    return _form(asked, ident, one, form, status=422)


@page("sharing/of/<slug:ident>/asks/<slug:contract>/elsewhere/", right=Right.SUBMIT, name="declare_elsewhere", of="authority", posts=True)
def declare_elsewhere(asked: Asked, ident: str, contract: str) -> HttpResponse:
    """That the data flow already by another road: it counts as met, and nothing is held."""
    one = _live(asked, ident, contract)
    if "elsewhere" not in one.contract.modes:
        raise Refusal(say("this data set can't be met by what flows elsewhere"), do=say("See how it may be sent."))
    fields = [
        Field("elsewhere", say("To whom do the data flow, and how?"), "textarea", required=True, max=LONGEST,
              hint=say("For example: to the police analyst every month, under the ISTV agreement of 2023. No names of people.")),
        Field("since", say("Since which month?"), required=True, hint=say("For example: April 2024"), width="20", max=40, check=wrong_month),
        Field("role", say("Your role"), required=True, max=LONGEST_NAME, autocomplete="organization-title"),
        Field("declares", say("Declaration"), "checkboxes", required=True, choices=[("yes", say(STATEMENTS["elsewhere"]))]),
    ]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        values, today = form.values, f"{asked.today:%Y-%m}"
        since = read_month(values["since"])
        sent = Submission(contract, one.contract.version, "elsewhere", sends_as(ident), (since, max(since, today)),
                          statement=STATEMENTS["elsewhere"], elsewhere=values["elsewhere"])
        declare(sent, by=asked.by, at=asked.at)
        try:
            sign(sent.id, officer=asked.by, role=values["role"], on=asked.today.isoformat(), by=asked.by, at=asked.at)
        except Refusal as refusal:
            form = form.wrong("elsewhere", sentence(str(refusal)))
        else:
            return asked.go("ask", ident=ident, contract=contract, flash=say("Noted. It counts as met, and nothing has to be sent."))
    return asked.render("form.html", status=422 if asked.posted else 200, title=say("It flows already"), over=one.contract.title, fields=form.fields, errors=form.errors,
                        crumbs=_crumbs(asked, ident, one, say("It flows already")), button=say("Declare it"), cancel=asked.url("ask", ident=ident, contract=contract),
                        help=[say("Many hospitals already tell the police of assaults (ISTV). If that is so, the Duty is met by it: nobody has to send it twice.")])


def _live(asked: Asked, ident: str, contract: str) -> Ask:
    one = one_ask(asked.folder, ident, contract, on=asked.today)
    if not one.live:
        raise Refusal(say("no live agreement covers this data set"), do=say("Look at the agreement, or ask the partnership manager."))
    return one


def _fields(asked: Asked, one: Ask, quarterly: bool) -> list[Field]:
    layout = numbers.layout_of(asked.folder, one.contract)
    choices = [("", say("Choose")), *((each, _words(each, quarterly)) for each in numbers.periods(layout, one, on=asked.today))]
    fields = [Field("period", say("Which period?"), "select", choices=choices, required=True)]
    return fields + [Field(number.name, number.says.rstrip("."), "number", inputmode="text", width="5", max=20, required=False) for number in one.contract.form]


def _form(asked: Asked, ident: str, one: Ask, form: Filled, *, status: int = 200) -> HttpResponse:
    layout = numbers.layout_of(asked.folder, one.contract)
    low, high = layout.field("events").too_small or (0, 0)
    told = [say("Leave empty what isn't known: empty isn't nought. Write 0 where there was none.")]
    if high:
        told.insert(0, say("Write c in place of a number from {low} to {high}: it is too small to leave your building.", low=low, high=high))
    fields = [replace(each, errors=each.errors) for each in form.fields]
    return asked.render("form.html", status=status, title=say("Type in the numbers"), over=one.contract.title, fields=fields, errors=form.errors, help=told,
                        help_title=say("How to fill it in"), crumbs=_crumbs(asked, ident, one, say("Type in the numbers")), button=say("Check and go on"),
                        cancel=asked.url("ask", ident=ident, contract=one.contract.slug))


def _crumbs(asked: Asked, ident: str, one: Ask, title: str) -> list[tuple[str, str]]:
    return crumbs(asked, ident, (asked.url("ask", ident=ident, contract=one.contract.slug), one.contract.title), ("", title))


def _words(period: str, quarterly: bool) -> str:
    if not quarterly:
        return month_words(period)
    months = months_of_quarter(period)
    return say("{quarter}: {months}", quarter=period, months=period_words(f"{months[0]}..{months[-1]}"))
