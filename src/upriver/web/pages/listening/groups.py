"""What groups say: themes with enough entries behind them, told to the partnership in nobody's own words."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from upriver.desk.voices import opening, telling
from upriver.desk.voices.reading import queue
from upriver.desk.voices.telling import Group
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.listening.words import theme_of
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal

EVERYWHERE = "all"


@page("listening/groups/", right=Right.LISTEN, name="voice_groups")
def voice_groups(asked: Asked) -> HttpResponse:
    """Themes and areas, with how many entries stand behind each."""
    least, named = opening.setting().least, dict(opening.places(asked.folder))
    rows = [[theme_of(each.theme), _place(asked, each, named), each.entries, _next(asked, each, least)] for each in telling.groups()]
    return asked.render("listening/groups.html", title=say("What groups say"), back=asked.url("listening"), least=least,
                        tables=[{"caption": say("Sorted entries that nobody was told of yet"), "columns": [say("Theme"), say("Where"), {"words": say("Entries"), "numeric": True}, say("Next")],
                                 "rows": rows, "empty": say("Nothing is sorted yet, or everything was told of.")}])


def _place(asked: Asked, group: Group, named: dict[str, str]) -> str:
    return named.get(group.area, group.area) if group.area else say("Everywhere in {partnership}", partnership=asked.office.name)


def _next(asked: Asked, group: Group, least: int) -> object:
    if group.enough:
        return {"words": say("Tell the partnership"), "href": asked.url("voice_tell", theme=group.theme, area=group.area or EVERYWHERE)}
    return several("{n} more is needed", "{n} more are needed", least - group.entries)


@page("listening/groups/<slug:theme>/<slug:area>/", right=Right.LISTEN, name="voice_tell", posts=True)
def voice_tell(asked: Asked, theme: str, area: str) -> HttpResponse:
    """Write down a group's point, in the reader's own words."""
    wanted = "" if area == EVERYWHERE else area
    group = next((each for each in telling.groups() if (each.theme, each.area) == (theme, wanted)), None)
    if group is None:
        raise Http404
    named = dict(opening.places(asked.folder))
    fields = (Field("says", say("What do they say, in your own words?"), "textarea", required=True, max=1_000,
                    hint=say("Nobody's words: five words in a row of one entry are refused. No names, no streets, nothing that happened to one person.")),)
    form = shown(fields, asked.kept)
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            try:
                place = named.get(wanted, wanted) or asked.office.name
                row = telling.tell(asked.folder, theme=theme, area=wanted, place=place, says=form.values["says"], by=asked.by, at=asked.at)
            except Refusal as refusal:
                form = form.wrong("says", f"{refusal.what}. {refusal.do}")
            else:
                return asked.go("voice_groups", flash=say("Told, as {row} of You said, we did.", row=row))
    entries = [each.words for each in queue() if each.theme == theme and each.state == "sorted" and not each.told and (not wanted or each.area == wanted)]
    return asked.render("listening/tell.html", status=200 if form.sound else 422, title=say("Tell the partnership"), over=f"{theme_of(theme)}, {_place(asked, group, named)}",
                        fields=form.fields, button=say("Tell"), cancel=asked.url("voice_groups"), back=asked.url("voice_groups"), entries=entries, enough=group.enough)
