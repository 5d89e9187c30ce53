"""One piece of work in a process of its own: `python -m upriver.desk.jobs.running.doing WORKSPACE NUMBER WORKER`, started by a worker.

It has the workspace to itself while it works, as a command has, and acts as the account that asked, whose rights are asked about
again before it begins.
"""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from types import ModuleType
from typing import TYPE_CHECKING

from upriver.desk.jobs.outcome import Done
from upriver.desk.jobs.running import limits
from upriver.desk.jobs.saying import in_a_browser
from upriver.store import folder as folders
from upriver.store.folder import Folder
from upriver.store.locking import Alone
from upriver.words.language.speaking import say, speaking
from upriver.words.refusal import Refusal

if TYPE_CHECKING:
    from upriver.desk.jobs.models import JobRecord
    from upriver.words.access.rights import Actor

PATIENCE = 3600
"""For how many seconds it waits for others to leave the workspace before it gives up."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a work: done, refused or failed, in words, with the page that shows it."""

    state: str
    said: str
    answer: dict[str, object]


def main(root: str, number: int, worker: str) -> int:
    """Do one work and write down what became of it; the exit code is for the worker alone."""
    limits.end_with_the_worker()
    folder = folders.opened(Path(root))
    from upriver.desk.opening import open_desk, settings_of

    open_desk(folder.database, settings_of(folder).database)
    from upriver.desk.accounts.convert import actor
    from upriver.desk.jobs.models import JobRecord
    from upriver.desk.jobs.running import queue
    from upriver.report.bilingual.held import language

    row = JobRecord.objects.filter(number=number, worker=worker, state="running").first()
    if row is None:
        return 0
    who = actor(row.account)
    with speaking(language(who.language)):
        ended = _ended(folder, row, who)
    queue.ended(number, worker, state=ended.state, said=ended.said, answer=ended.answer)
    return 0


def _ended(folder: Folder, row: JobRecord, who: Actor) -> Ended:
    from django.db.utils import InterfaceError, OperationalError

    try:
        done = _done(folder, row, who)
    except Refusal as refusal:
        told = str(in_a_browser(refusal))
        return Ended("refused", told[:1].upper() + told[1:], {})
    except MemoryError:
        return Ended("failed", too_much(), {})
    except (OperationalError, InterfaceError):
        raise  # the database went away: the worker lets the work wait again
    except Exception:
        traceback.print_exc()  # may quote data: for the operator's eyes, never for a page
        return Ended("failed", say("Something went wrong on our side (a fault of Upriver, not of yours). Tell the administrator that work {number} failed.",
                                   number=row.number), {})
    return Ended("done", done.says, {"page": done.page, "parts": dict(done.parts)} if done.page else {})


def _done(folder: Folder, row: JobRecord, who: Actor) -> Done:
    from upriver.desk.audit.acting import acting
    from upriver.desk.jobs.kinds import kinds
    from upriver.desk.jobs.running import queue
    from upriver.desk.tidying import tidied

    kind = kinds().get(row.kind)
    if kind is None:
        raise Refusal(say("no work is called so"), do=say("It was asked for with another version of Upriver; ask for it again."))
    must_still(kind, row, who, folder)
    limits.bounded(memory=kind.MEMORY, seconds=kind.SECONDS)

    def tell(step: str, share: int) -> None:
        queue.told(row.number, row.worker, step=step, share=share)

    held = _to_oneself(folder, lambda: tell(say("Waiting until other work in this workspace ends"), 0))
    try:
        tidied(folder, at=row.seen_at)
        at = queue.begun(row.number, row.worker)
        if not at:
            raise Refusal(say("another worker has taken this work over"))
        with acting(who.account):
            done = kind.run(folder, row.body, by=who.name, at=at, tell=tell)
        assert isinstance(done, Done)
        return done
    finally:
        held.release()


def must_still(kind: ModuleType, row: JobRecord, who: Actor, folder: Folder) -> None:
    """Refuse work whose asker may not do it any more, by the one policy, or that is about a thing that is gone.

    Raises:
        Refusal: the right ended, or the account was closed, since it was asked for.
    """
    from upriver.desk.access import things
    from upriver.duty.access.policy import may

    of = getattr(kind, "OF", None)
    thing = things.thing(of[0], str(row.body.get(of[1], "")), folder=folder) if of else None
    if not who.account or (of and thing is None) or not may(who, kind.RIGHT, thing):
        raise Refusal(say("your right to do this ended before it was begun"), do=say("Nothing was done. If you need it for your work, ask the partnership manager."))


def _to_oneself(folder: Folder, waiting: object) -> Alone:
    since, said = monotonic(), False
    while True:
        try:
            return Alone(folder.root)
        except Refusal as refusal:
            if "another command" not in refusal.what or monotonic() - since > PATIENCE:
                raise
        if not said:
            waiting()  # type: ignore[operator]
            said = True
        sleep(0.3)


def too_much() -> str:
    """What is said of work that needed more memory than it may take."""
    return say("It needed more memory than one piece of work may take. Ask for less at a time, or tell the administrator.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
