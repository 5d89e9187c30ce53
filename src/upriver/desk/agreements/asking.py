"""Whether a use of data is allowed: the wish as it was understood, and the answer with its clause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from upriver.desk.agreements.standing import clauses
from upriver.desk.partners.actions import partnership, settled_areas
from upriver.desk.submissions.convert import receipts
from upriver.duty.answering import Answer, answer
from upriver.duty.asking import GSS, Wish, understood
from upriver.pipeline.counting.survey import gazette
from upriver.store.folder import Folder
from upriver.words.declared import Contract


def may_we(folder: Folder, words: str, given: Mapping[str, str], contracts: Mapping[str, Contract], *, today: date) -> tuple[Wish,
    Answer | None]:
    """What was understood of a question, and its answer; None where something has to be asked first. Nothing is guessed.

    Raises:
        Refusal: what was given is no word of its list, or no day.
    """
    found = partnership()
    areas = settled_areas(found) if found else ()
    wish = understood(words, given, contracts, places={area.name: area.code for area in areas})
    names = None if wish.asks else gazette(folder, receipts())
    if not wish.areas:
        # Until a look-up of areas is held, the codes as they were typed; a name alone says nothing about what is agreed.
        typed = [code for code in (found.areas_named if found else ()) if GSS.fullmatch(code)]
        # An assessment is held to the clauses district by district, so is this.
        wish.areas = (names.districts_of(areas) if names else ()) or tuple(area.code for area in areas) or tuple(typed)
    wish.on = wish.on or today
    if wish.asks:
        return wish, None
    rests = clauses(folder, contracts, on=wish.on)
    return wish, answer(wish.use, rests, on=wish.on, within=names.lying_in(*names.parents) if names else {})
