"""Asking for a release: what waits already, what changed since somebody voted on it, and what has to be read now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from upriver.desk.assessments.making import Made
from upriver.desk.releases import actions
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.leaving_out import left_out
from upriver.desk.releases.standing import page_of
from upriver.pipeline.reviewing.writing import write_front, write_review
from upriver.store.folder import Folder
from upriver.words.cleared import Way
from upriver.words.document import Document
from upriver.words.refusal import Refusal
from upriver.words.releasing import gate
from upriver.words.releasing.gate import Request
from upriver.words.releasing.noted import Noted
from upriver.words.text import listed, plural

WAYS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A release that was asked for: its row, how it stands, the same as it would be asked for now, and what to tell."""

    number: int
    request: Request
    now: Request
    told: dict[str, Any]


def ask_for(folder: Folder, made: Made, document: Document, now: Request, *, by: str, at: str) -> Asked:
    """Ask for a release, or find the one that waits where nothing changed since; what changed voids the votes on it.

    Raises:
        Refusal: a hidden number could be worked out or would be shown, or it isn't said what readers need to know.
    """
    before = actions.waiting(now.document, now.audience)
    void = ""
    for row in before:
        request = request_of(row)
        changes = gate.changed(request, now) or _said_otherwise(request, now)
        if not changes:
            return _asked(folder, row.number, request, now)
        void = f"{listed(changes)} changed since it was asked for"
        actions.lapse(row.number, why=void, by=by, at=at)
    found = write_review(
        folder, made.run, document, made.clearance, now, contracts=made.around.contracts, left=left_out(),
        records=made.around.response.plan if made.around.response else None,
    )
    _nothing_stops(made, found, page_of(folder, now.run).as_posix())
    request = actions.submit(
        now,
        findings=[[each.stands, each.says, each.page, each.confirm] for each in found],
        clauses=made.run.manifest["clauses"],
        by=by,
        at=at,
    )
    write_front(folder, request, found)
    return _asked(folder, actions.waiting(now.document, now.audience)[-1].number, request, now, void)


def _said_otherwise(request: Request, now: Request) -> tuple[str, ...]:
    """What readers were told, where it is said anew and otherwise."""
    return tuple(
        name for name in ("context", "controls", "corrects") if getattr(now, name) not in ("", getattr(request, name))
    )


def _asked(folder: Folder, number: int, request: Request, now: Request, void: str = "") -> Asked:
    told = {
        "release": request.release,
        "run": request.run,
        "state": request.state,
        "audience": request.audience,
        "needs": request.needs,
        "wanted": request.wanted,
        "reason": request.reason,
        "page": page_of(folder, request.run).as_posix(),
        "voided": void,
        "faults": (),
    }
    return Asked(number, request, now, told)


def _nothing_stops(made: Made, found: Sequence[Noted], page: str) -> None:
    """Refuse what the machine found must not be released, whoever would approve it."""
    no_way_in(made.clearance.audit.ways, page)
    if stops := [each.says.rstrip(".") for each in found if each.stands == "stop"]:
        raise Refusal("; ".join(stops), do=f"Leave it out, or mend the rule of its source. {page} shows all of it.")


def no_way_in(ways: Sequence[Way], page: str) -> None:
    """Refuse a release from which a hidden number could be worked out; names the ways, and what to hide."""
    if ways:
        more = len(ways) - WAYS_SHOWN
        shown = [each.says.rstrip(". ") + _proposed(each) for each in ways[:WAYS_SHOWN]]
        rest = [f"and {plural(more, 'more way')}"] if more > 0 else []
        raise Refusal(
            f"{plural(len(ways), 'hidden number')} could be worked out from what would be shown: {'; '.join([*shown, *rest])}",
            do=f"Leave one of what is proposed out (upriver leave-out FIGURE --why ...), then ask again.{f' All of them are in {page}.' if page else ''}",
        )


def _proposed(way: Way) -> str:
    return f" (hide {listed(way.proposes, most=3, last='or')})" if way.proposes else ""
