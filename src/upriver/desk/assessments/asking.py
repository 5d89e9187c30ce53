"""One question of the assessment asked alone: the desk's decisions and permissions as for the whole, nothing recorded."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator
from datetime import date

from upriver.assess.answering import questions
from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.making import PUBLIC, Made, make
from upriver.pipeline.ask import ask as beside_documents
from upriver.pipeline.sharing.standing import kept_apart
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal


def asked(folder: Folder, question: str, *, slug: str, name: str, period: str, definition: str, as_of: date, today: date) -> Made:
    """The answer to one question with its clearance, for the audience of the document; no run, event or ledger entry.

    Raises:
        Refusal: nobody on the shelf answers that question, it joins rows that two laws keep apart, or what `make` refuses.
    """
    known = questions()
    if question not in known:
        close = next(iter(difflib.get_close_matches(question, known, n=1, cutoff=0.5)), "")
        raise Refusal(f"no analysis answers {question!r}" if question.isprintable() else "no analysis answers that",
                      do=f"Did you mean {close}? " if close else "`questions()` lists what can be asked.")
    made = make(folder, slug=slug, name=name, period=period, definition=definition, as_of=as_of, today=today, only=(question,))
    if made.run.faults:
        raise Refusal(
            f"{question} can't be answered because of a fault in Upriver",
            do=f"Whoever mends Upriver needs what follows; it may quote data, so read it before you send it.\n{made.run.faults[0].trace}",
        )
    if refused := kept_apart(made.run.denied, made.around.contracts, made.around.permission, PUBLIC):
        raise refused[0]  # a question asked alone has no chapter on limits that could say what was left out of its answer
    return Made(made.run, beside_documents(made.clearance, _documents(folder)), made.wish, made.around)


def _documents(folder: Folder) -> Iterator[dict[str, str]]:
    """The cells of what is published and of the public draft made last."""
    run = latest_run(PUBLIC)
    places = [folder.published / "data" / "cells.csv", *([folder.drafts / run / "cells.csv"] if run else [])]
    for place in places:
        if place.is_file():
            with place.open(encoding="utf-8", newline="") as lines:
                yield from csv.DictReader(lines)
