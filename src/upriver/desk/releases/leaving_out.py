"""Leaving something out of what is released because it could endanger someone, and putting it back."""

from __future__ import annotations

from django.db import transaction

from upriver.desk.assessments.actions import latest_run
from upriver.desk.audit.actions import record
from upriver.desk.partners.people import author, names
from upriver.desk.releases.models import LeftOutRecord
from upriver.pipeline.prose.reading import figures_drafted
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.releasing.leaving_out import LeftOut


def left_out() -> tuple[LeftOut, ...]:
    """What is left out today, each as it was last decided, in the order of subjects."""
    latest = {row.subject: row for row in LeftOutRecord.objects.order_by("id")}
    known = names()
    return tuple(LeftOut(row.subject, row.why, known.get(row.by, "somebody whose name was erased"), row.at)
                 for _, row in sorted(latest.items()) if row.out)


def leave_out(folder: Folder, subject: str, *, why: str, by: str, at: str) -> int:
    """Leave a figure, a table or an area out of every release from now on; says how many figures of the draft that takes.

    Raises:
        Refusal: nothing in the draft made last is called so, or it isn't said why.
    """
    _reason(why)
    taken = _taken(folder, subject)
    if not taken:
        raise Refusal("nothing in the draft made last is called so",
                      do="Name a figure as `explain` does, a table as in cells.csv (assessment/places/counts), or an area by its code.")
    if any(each.subject == subject for each in left_out()):
        raise Refusal("that is left out already", do="`upriver leave-out` lists what is.")
    _decided(subject, out=True, why=why, by=by, at=at)
    return taken


def put_back(subject: str, *, why: str, by: str, at: str) -> None:
    """Let a figure, table or area be shown again, as far as the lock lets it.

    Raises:
        Refusal: it isn't left out, or it isn't said why it may be shown.
    """
    _reason(why)
    if all(each.subject != subject for each in left_out()):
        raise Refusal("that isn't left out", do="`upriver leave-out` lists what is.")
    _decided(subject, out=False, why=why, by=by, at=at)


def _decided(subject: str, *, out: bool, why: str, by: str, at: str) -> None:
    with transaction.atomic():
        verb = "left out" if out else "put back"
        event = record(verb=verb, subject=f"figures:{subject}"[:300], body={"out": out}, by=by, at=at, why=why.strip())
        LeftOutRecord.objects.create(subject=subject, out=out, why=why.strip(), by=author(by), at=at, event=event.id)


def _taken(folder: Folder, subject: str) -> int:
    """How many figures of the draft made last a subject takes."""
    left = LeftOut(subject, "", "", "")
    rows = figures_drafted(folder, latest_run())
    if left.kind == "figure":
        return int(subject in rows)
    return sum(1 for row in rows.values() if subject == (row.table if left.kind == "table" else row.code))


def _reason(why: str) -> None:
    if not why.strip():
        raise Refusal("leaving out and putting back say why", do='Write it for those who read before release, naming no person: --why "..."')
