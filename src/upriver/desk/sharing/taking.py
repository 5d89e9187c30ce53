"""Taking one uploaded file in, by the same stairs as the commands; background work does it, alone in the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from upriver.desk.sharing.apart.looking import profiles_of
from upriver.desk.sharing.lawful import lawful_on
from upriver.desk.submissions import actions, receiving
from upriver.desk.submissions.convert import deleted, receipts
from upriver.desk.submissions.keeping import finish
from upriver.intake.contracts import layouts
from upriver.pipeline import take_in as staircase
from upriver.pipeline.recognise import recognise
from upriver.store.folder import Folder
from upriver.store.partners.closing import check_closed
from upriver.words.declared import Contract
from upriver.words.part import Found, LeftOut, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import STATEMENTS, Known, Submission


def take(folder: Folder, task: Mapping[str, Any]) -> dict[str, Any]:
    """What became of a file: held under a submission, refused, or put in quarantine. The workspace must be one's own meanwhile.

    task: path and name of the file, its sha256; layout ("" for a package); provider; profiles; known; by and at of who sent it.
    """
    finish(folder)
    folder.made()
    return _taken(folder, task)


def _taken(folder: Folder, task: Mapping[str, Any]) -> dict[str, Any]:
    every = layouts(folder.declarations)
    lawful = lawful_on(folder, every, on=date.fromisoformat(task["at"][:10]))
    path, mine = Path(task["path"]), profiles_of(task["profiles"], every)
    how = {"by": task["by"], "at": task["at"]}
    if not task["layout"]:
        found = list(receiving.receive(folder, [path], every, lawful=lawful, profiles=mine, provider=task["provider"], called=task["name"], **how))
        return _answer(found[0], task)
    layout = every[task["layout"]]
    known = tuple(Known(**each) for each in task["known"])
    sent = Submission(layout.feed, layout.version, layout.mode, task["provider"], file=task["name"], sha256=task["sha256"],
                      statement=STATEMENTS[layout.mode], known=known)
    found_one = _found(folder, path, layout, [each for each in mine if each.contract == layout.slug])
    outcomes = staircase.take_in(folder, [found_one], every, held=receipts(), lawful=lawful, sent={path: sent}, gone=deleted())
    return _answer(next(iter(actions.take_in(outcomes, **how))), task)


def _found(folder: Folder, path: Path, layout: Contract, mine: Any) -> Found:
    if layout.protection != "open":  # its name was checked when it came: the path is a name of ours, and may read as anybody's number
        check_closed(folder)
    came = next(recognise([path], {layout.slug: layout}, folder=folder, profiles=mine))
    if isinstance(came, Found):
        return came
    raise Refusal(came.why.rstrip("."), do="")


def _answer(outcome: Receipt | LeftOut | Submission, task: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(outcome, Submission):
        return {"state": "held", "submission": outcome.id, "contract": outcome.contract, "elsewhere": True, "rows": 0}
    if isinstance(outcome, LeftOut):
        why = outcome.why.replace(Path(task["path"]).name, task["name"]).rstrip(".")
        return {"state": "quarantined" if outcome.aside else "refused", "why": why, "do": "", "rows": outcome.rows, "broken": outcome.broken,
                "faults": [asdict(each) for each in outcome.faults], "contract": outcome.sent.contract if outcome.sent else ""}
    part, sent = outcome.part, outcome.sent
    return {
        "state": "held", "submission": sent.id if sent else "", "contract": sent.contract if sent else part.contract, "already": outcome.already,
        "rows": part.rows, "diff": dict(outcome.diff), "replaces": len(outcome.replaced), "yields": len(outcome.yields),
        "notes": list(outcome.notes), "signed": outcome.signed,
        "period": f"{part.period.start:%Y-%m}..{part.period.end:%Y-%m}" if part.period else "",
    }
