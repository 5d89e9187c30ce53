"""The answer of `can-i`: the wish echoed back, what has to be asked, or the answer with its clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from upriver.cli.workspace import Session, today
from upriver.words.text import day, sentence

if TYPE_CHECKING:
    from upriver.duty.asking import Wish
    from upriver.words.declared import Contract


def ask(session: Session, words: str, given: Mapping[str, str], contracts: Mapping[str, Contract]) -> int:
    """Say whether a use is allowed; 0 where it is, 1 where it isn't or something has to be asked first."""
    from upriver.desk.agreements.asking import may_we
    from upriver.duty.permitting import words_of

    wish, said = may_we(session.folder, words, given, contracts, today=today())
    session.say(f"Understood: upriver can-i {wish.flags()}")
    if said is None:
        return _asked(session, wish)
    on = wish.on or today()
    session.say(f"You ask for {words_of(wish.use)}, on {day(on.isoformat())}.")
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
