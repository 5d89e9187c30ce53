"""Opening and closing Have your say: who reads it, how often, who is told of harm, and the ways to speak to a person."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.voices import opening
from upriver.desk.voices.opening import DUE, LEAST, MONTHS, Setting
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.voices.clock import OFTEN

NUMBERS = ("due_days", "least", "months")


def _fields() -> tuple[Field, ...]:
    readers = [(str(number), name) for number, name in opening.readers()]
    return (
        Field("open", say("Is the form open to the public?"), "radios", required=True, choices=[("yes", say("Open"), say("Only where all below is given")), ("no", say("Closed"), say("The page gives the ways to speak to a person"))]),
        Field("reader", say("Who reads it?"), "select", choices=[("", say("Nobody")), *readers], hint=say("Somebody with an account and the role of reader. The public page doesn't name them.")),
        Field("often", say("How often is it read?"), "radios", required=True, choices=[(key, say(words).capitalize()) for key, words in OFTEN.items()],
              hint=say("The public page says it. If nobody opens the queue for 5 days (or 10, if it is read every week), the form closes by itself.")),
        Field("safeguarding", say("Who is told of harm?"), "select", choices=[("", say("Nobody")), *opening.reachable()], hint=say("The safeguarding contact: a person of the register whom it can reach")),
        Field("due_days", say("Within how many working days must somebody have seen to harm?"), "number", required=True, check=lambda value: _between(value, DUE)),
        Field("ways", say("Ways to speak to a person"), "textarea", required=True, max=1_000, hint=say("One a line, with the hours: a telephone number, a place, a person by role")),
        Field("least", say("How many entries must stand behind a theme before others are told?"), "number", required=True, check=lambda value: _between(value, LEAST)),
        Field("months", say("After how many months are entries deleted?"), "number", required=True, check=lambda value: _between(value, MONTHS)),
    )


def _between(value: str, ends: tuple[int, int]) -> str:
    low, high = ends
    sound = value.isdecimal() and len(value) < 4 and low <= int(value) <= high
    return "" if sound else say("Enter a whole number from {low} to {high}", low=low, high=high)


@page("listening/setting/", right=Right.EDIT_PARTNERSHIP, name="voice_setting", posts=True)
def voice_setting(asked: Asked) -> HttpResponse:
    """Open or close it."""
    now, fields = opening.setting(), _fields()
    values = {"open": "yes" if now.open else "no", "reader": str(now.reader or ""), "often": now.often, "safeguarding": now.safeguarding, "ways": now.ways,
              **{name: str(getattr(now, name)) for name in NUMBERS}}
    form = shown(fields, asked.kept, values)
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            got = form.values
            wanted = Setting(got["open"] == "yes", int(got["reader"] or 0), got["often"], got["safeguarding"], got["ways"],
                             int(got["due_days"]), int(got["least"]), int(got["months"]))
            try:
                opening.put(asked.folder, wanted, by=asked.by, at=asked.at)
            except Refusal as refusal:
                form = form.wrong("open", f"{refusal.what}. {refusal.do}")
            else:
                return asked.go("listening", flash=say("The form is open.") if wanted.open else say("The form is closed."))
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Open or close the form"), over=say("Have your say"), fields=form.fields, button=say("Keep"),
                        back=asked.url("listening"), cancel=asked.url("listening"),
                        help=[say("A form that nobody reads is worse than none: somebody may tell it of harm."), say("Whoever writes is told when it is read, and that it is not for emergencies.")])
