"""What every page of one area begins with: which community safety partnership it is, its name, and the ways between its pages."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404

from upriver.desk.partners.convert import register
from upriver.desk.planning.seen import kept, mark
from upriver.desk.planning.telling import told_now
from upriver.report.plans.csp.ground import CSP, Ground, ground_of
from upriver.report.plans.told import Told
from upriver.web.framework.asked import Asked
from upriver.words.access.rights import Right, Thing
from upriver.words.language.speaking import mark as marked
from upriver.words.language.speaking import say
from upriver.words.sharing.authority import Authority

PARTS = (("area_one", marked("The assessment")), ("area_actions", marked("Actions here")), ("area_plan", marked("Our plan")), ("area_papers", marked("To paste and to send")),
         ("area_voices", marked("Local voices")))


def csps(asked: Asked) -> tuple[Authority, ...]:
    """The community safety partnerships that whoever asks may open, by name."""
    held = kept(("csps", asked.today, *mark()), lambda: tuple(
        sorted((each for each in register().authorities if each.kind == CSP and each.holds_on(asked.today)), key=lambda each: each.name)))
    return tuple(each for each in held if asked.may(Right.READ_ALIGNMENT, Thing("authority", each.id, frozenset({each.id}))))


def one(asked: Asked, ident: str) -> Authority:
    """The partnership that an address names; not there for whoever it isn't theirs."""
    found = next((each for each in csps(asked) if each.id == ident), None)
    if found is None:
        raise Http404
    return found


def told_of(asked: Asked, ident: str) -> Told:
    """What its papers are told from."""
    return replace(told_now(asked.folder, name=asked.office.name, on=asked.today), about=ident)


def ground(asked: Asked, ident: str) -> Ground:
    """Its ground: districts, figures, actions, alignment."""
    return kept(("ground", ident, asked.today, *mark()), lambda: ground_of(told_of(asked, ident)))


def views(asked: Asked, ident: str, here: str) -> list[tuple[str, str, bool]]:
    """The ways between an area's pages."""
    return [(asked.url(name, ident=ident), say(words), name == here) for name, words in PARTS]


def over(asked: Asked) -> str:
    """What stands above an area's name."""
    return say("My area") if len(csps(asked)) == 1 else say("Community safety partnership")
