"""The answer of `can-i`: the wish echoed back, what has to be asked, or the answer with its clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from upriver.cli.workspace import Session, today
from upriver.words.text import day, sentence

if TYPE_CHECKING:
    from upriver.duty.asking import Wish
    from upriver.words.declared import Contract
    from upriver.words.sharing.agreement import Clause


def ask(session: Session, words: str, given: Mapping[str, str], contracts: Mapping[str, Contract]) -> int:
    """Say whether a use is allowed; 0 where it is, 1 where it isn't or something has to be asked first."""
    from upriver.desk.partners import actions
    from upriver.desk.submissions.convert import receipts
    from upriver.duty.answering import answer
    from upriver.duty.asking import GSS, understood
    from upriver.duty.permitting import words_of
    from upriver.pipeline.counting.survey import gazette

    found = actions.partnership()
    areas = actions.settled_areas(found) if found else ()
    wish = understood(words, given, contracts, places={area.name: area.code for area in areas})
    names = None if wish.asks else gazette(session.folder, receipts())
    if not wish.areas:
        # Until a look-up of areas is held, the codes as they were typed; a name alone says nothing about what is agreed.
        typed = [code for code in (found.areas_named if found else ()) if GSS.fullmatch(code)]
        # An assessment is held to the clauses district by district, so is this.
        wish.areas = (names.districts_of(areas) if names else ()) or tuple(area.code for area in areas) or tuple(typed)
    wish.on = wish.on or today()
    session.say(f"Understood: upriver can-i {wish.flags()}")
    if wish.asks:
        return _asked(session, wish)
    clauses = _clauses(session, contracts, wish.on)
    said = answer(wish.use, clauses, on=wish.on, within=names.lying_in(*names.parents) if names else {})
    session.say(f"You ask for {words_of(wish.use)}, on {day(wish.on.isoformat())}.")
    session.say(said.says)
    if said.do:
        session.say(f"What would make it a yes: {said.do}")
    session.answer({"understood": _body(wish), "answer": said.kind, "says": said.says, "do": said.do,
                    "clauses": list(said.rests_on), "asks": []})
    return 0 if said.yes else 1


def _asked(session: Session, wish: Wish) -> int:
    session.say("Not answered yet; nothing is guessed:")
    for key, says, choices in wish.asks:
        session.say(f"  {sentence(says)}" + (f" --{key} {' | '.join(choices)}" if choices else ""))
    asks = [{"key": key, "says": says, "choices": list(choices)} for key, says, choices in wish.asks]
    session.answer({"understood": _body(wish), "answer": None, "asks": asks})
    return 1


def _body(wish: Wish) -> dict[str, Any]:
    return {"contract": wish.contract, "fields": list(wish.fields), "areas": list(wish.areas), "detail": wish.detail,
            "purpose": wish.purpose, "audience": wish.audience, "on": wish.on.isoformat() if wish.on else ""}


def _clauses(session: Session, contracts: Mapping[str, Contract], on: date) -> Sequence[Clause]:
    from upriver.desk.agreements.convert import agreements
    from upriver.desk.partners.people import names
    from upriver.pipeline.sharing.permission import clauses_on

    return clauses_on(contracts, agreements(), own=session.folder.declarations, names=names(), on=on)
