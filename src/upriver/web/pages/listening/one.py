"""One entry: what was said, and what its reader does with it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse

from upriver.desk.voices import handling, opening, reading
from upriver.desk.voices.reading import Entry
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.listening.words import age_of, came, colour_of, happened, kinds, state_of, theme_of, when_of
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.text import day
from upriver.words.voices.contacts import KINDS
from upriver.words.voices.entry import THEMES


def one(ident: str) -> Entry:
    """The entry of that name."""
    found = reading.entry(ident)
    if found is None:
        raise Http404
    return found


@page("listening/said/<slug:ident>/", right=Right.LISTEN, name="voice", of="voice", logged="opened what somebody said")
def voice(asked: Asked, ident: str) -> HttpResponse:
    """One entry."""
    handling.seen(ident)
    entry = one(ident)
    return asked.render("listening/voice.html", title=say("What somebody said"), state=state_of(entry, asked.today), colour=colour_of(entry, asked.today), back=asked.url("listening"),
                        entry=entry, kinds=kinds(entry), due=day(entry.due) if entry.due else "", contact=opening.setting().contact, actions=_actions(asked, entry),
                        lists=[{"rows": _facts(asked, entry)}], acts=[{"rows": _act(each)} for each in entry.acts],
                        events=[{"words": happened(verb), "by": by, "at": say("{day}, {time} UTC", day=day(at[:10]), time=at[11:16]), "iso": at, "note": why}
                                for verb, by, at, why in reading.history(ident)])


def _facts(asked: Asked, entry: Entry) -> list[dict[str, object]]:
    named = dict(opening.places(asked.folder))
    rows: list[dict[str, object]] = [
        {"words": say("Came on"), "value": came(entry)}, {"words": say("Where"), "value": named.get(entry.area, entry.area) or say("Not said")},
        {"words": say("When, in general"), "value": when_of(entry)}, {"words": say("How old"), "value": age_of(entry)},
        {"words": say("Theme"), "value": theme_of(entry.theme) or say("Not sorted yet")},
    ]
    if entry.contacts:
        rows.append({"words": say("Contact details in it"), "value": [say(KINDS[each]) for each in entry.contacts if each in KINDS]})
    if entry.why:
        rows.append({"words": say("Closed because"), "value": entry.why})
    return rows


def _act(act: reading.Act) -> list[dict[str, str]]:
    return [{"words": say("Handed to"), "value": act.to_whom}, {"words": say("On"), "value": day(act.done_on)}, {"words": say("Reference"), "value": act.reference or say("Not given")},
            {"words": say("Note"), "value": act.note or say("Not given")}, {"words": say("Written down by"), "value": act.by}]


def _actions(asked: Asked, entry: Entry) -> list[dict[str, str]]:
    def to(words: str, name: str, kind: str = "secondary") -> dict[str, str]:
        return {"words": words, "href": asked.url(name, ident=entry.ident), "kind": kind}

    if entry.harm:
        found = [to(say("Write down what was done"), "voice_harm", "" if entry.presses else "secondary")]
        if entry.contacts:
            found.append(to(say("Uncover contact details"), "voice_uncover"))
        if entry.presses:
            return [*found, to(say("It tells of no harm"), "voice_no_harm")]
    else:
        found = [to(say("It tells of harm"), "voice_mark")]
    if entry.state != "closed":
        found += [to(say("Sort into a theme"), "voice_sort", "" if not entry.harm else "secondary"), to(say("Close it"), "voice_close")]
    return found


@page("listening/said/<slug:ident>/harm/", right=Right.LISTEN, name="voice_harm", of="voice", posts=True)
def voice_harm(asked: Asked, ident: str) -> HttpResponse:
    """What was done about harm."""
    fields = (
        Field("to_whom", say("To whom was it handed?"), hint=say("By role, never a name: the duty social worker, the police control room"), required=True, max=200),
        Field("done_on", say("When?"), "date", required=True),
        Field("reference", say("Their reference"), hint=say("As they gave it, so that it can be found again"), max=120),
        Field("note", say("What else should be known?"), "textarea", max=2_000),
    )
    return _form(asked, ident, fields, title=say("What was done about it"), button=say("Keep"), values={"done_on": asked.today.isoformat()}, kept=say("Kept. It isn't pressing any more."),
                 do=lambda got: handling.see_to_harm(ident, **got, by=asked.by, at=asked.at))


@page("listening/said/<slug:ident>/no-harm/", right=Right.LISTEN, name="voice_no_harm", of="voice", posts=True)
def voice_no_harm(asked: Asked, ident: str) -> HttpResponse:
    """It was marked and tells of no harm."""
    return _form(asked, ident, (_why(),), title=say("It tells of no harm"), button=say("Take the mark away"), kept=say("The mark is gone."),
                 do=lambda got: handling.no_harm(ident, why=got["why"], by=asked.by, at=asked.at))


@page("listening/said/<slug:ident>/mark/", right=Right.LISTEN, name="voice_mark", of="voice", posts=True)
def voice_mark(asked: Asked, ident: str) -> HttpResponse:
    """It tells of harm, which no pattern found."""
    if asked.posted:
        handling.mark_harm(ident, due_days=opening.setting().due_days, by=asked.by, at=asked.at)
        return asked.go("voice", ident=ident, flash=say("Marked. Its clock runs from now."))
    return asked.render("confirm.html", title=say("Does it tell of harm?"), button=say("Mark it"), cancel=asked.url("voice", ident=ident), back=asked.url("voice", ident=ident),
                        text=[say("It is put before everybody who reads, and whoever keeps people safe must see to it in time.")])


@page("listening/said/<slug:ident>/sort/", right=Right.LISTEN, name="voice_sort", of="voice", posts=True)
def voice_sort(asked: Asked, ident: str) -> HttpResponse:
    """Put it under a theme."""
    fields = (Field("theme", say("Which theme?"), "radios", required=True, choices=[(key, say(words)) for key, words in THEMES.items()]),)
    return _form(asked, ident, fields, title=say("Sort into a theme"), button=say("Keep"), values={"theme": one(ident).theme}, kept=say("Sorted."), then="listening",
                 do=lambda got: handling.sort([ident], theme=got["theme"], by=asked.by, at=asked.at))


@page("listening/said/<slug:ident>/close/", right=Right.LISTEN, name="voice_close", of="voice", posts=True)
def voice_close(asked: Asked, ident: str) -> HttpResponse:
    """Close it, saying why."""
    return _form(asked, ident, (_why(),), title=say("Close it"), button=say("Close it"), kept=say("Closed."), then="listening",
                 do=lambda got: handling.close(ident, why=got["why"], by=asked.by, at=asked.at))


@page("listening/said/<slug:ident>/uncover/", right=Right.LISTEN, name="voice_uncover", of="voice", posts=True, logged="asked to uncover contact details")
def voice_uncover(asked: Asked, ident: str) -> HttpResponse:
    """The words with contact details, to keep somebody safe; they are on the answer's page alone."""
    form = shown((_why(),), asked.kept)
    if asked.posted:
        form = filled((_why(),), asked.typed)
        if form.sound:
            words = handling.uncovered(ident, why=form.values["why"], by=asked.by, at=asked.at)
            return asked.render("listening/uncovered.html", title=say("With contact details"), words=words, back=asked.url("voice", ident=ident))
    return _asked_again(asked, ident, form, title=say("Uncover contact details"), button=say("Uncover"),
                        help=[say("Only to keep somebody safe. That you did it stands in the log, with your reason.")])


def _why() -> Field:
    return Field("why", say("Why?"), hint=say("It stands in the log. Write nothing by which somebody could be known."), required=True, max=300)


def _form(asked: Asked, ident: str, fields: tuple[Field, ...], *, title: str, button: str, do: Callable[[dict[str, str]], object], kept: str, values: dict[str, str] | None = None, then: str = "voice") -> HttpResponse:
    """One form over a verb: what is wrong is said at its first field, with everything typed kept."""
    one(ident)
    form = shown(fields, asked.kept, values)
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            try:
                do(form.values)
            except Refusal as refusal:
                form = form.wrong("", f"{refusal.what}. {refusal.do}")
            else:
                return asked.go("listening", flash=kept) if then == "listening" else asked.go(then, ident=ident, flash=kept)
    return _asked_again(asked, ident, form, title=title, button=button)


def _asked_again(asked: Asked, ident: str, form: Filled, *, title: str, button: str, help: list[str] | None = None) -> HttpResponse:
    return asked.render("listening/form.html", status=200 if form.sound else 422, title=title, over=say("What somebody said"), fields=form.fields, button=button,
                        back=asked.url("voice", ident=ident), cancel=asked.url("voice", ident=ident), words=one(ident).words, help=help or [])
