"""Releases as whoever is at the gate sees them: where each stands, what the machine found, and what may be known of its votes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.releases.voters import accounts_of_authors, signed_in
from upriver.store.folder import Folder
from upriver.words.access.rights import Actor
from upriver.words.releasing import gate
from upriver.words.releasing.gate import Request, Vote
from upriver.words.releasing.noted import Noted

PARTS = ("checks", "changed", "hidden", "left-out", "typed")
"""The reviewer's pages beside the first one."""
DRAFT, REVIEW, CHANGES = "draft", "review", ("data", "changed.csv")


@dataclass(frozen=True, slots=True)
class Stands:
    """One release as it stands: the number under which it was asked for, what was asked, and what the machine found.

    `signed` is whether whoever asked for it had signed in; `overtaken` whether a newer assessment was made since; `pages` whether
    the pages that were voted on still lie there.
    """

    number: int
    request: Request
    findings: tuple[Noted, ...]
    clauses: tuple[str, ...]
    signed: bool
    overtaken: bool
    pages: bool


def all_releases(folder: Folder) -> tuple[Stands, ...]:
    """Every release that was ever asked for: what waits first, then the newest first."""
    rows = list(ReleaseRecord.objects.order_by("-number"))
    rows.sort(key=lambda row: row.state not in gate.WAITING)
    latest = {audience: latest_run(audience) for audience in {row.audience for row in rows}}
    last = {row.run: row.number for row in sorted(rows, key=lambda row: row.number)}
    return tuple(_stands(folder, row, latest[row.audience], last[row.run], signed=False) for row in rows)


def one(folder: Folder, number: int) -> Stands:
    """A release by its number."""
    row = ReleaseRecord.objects.get(number=number)
    last = ReleaseRecord.objects.filter(run=row.run).order_by("-number").values_list("number", flat=True).first() or number
    return _stands(folder, row, latest_run(row.audience), last, signed=signed_in(("asked for release",), f"release:{row.release}"))


def _stands(folder: Folder, row: ReleaseRecord, latest: str | None, last: int, *, signed: bool) -> Stands:
    there = last == row.number and (_review(folder, row.run) / "index.html").is_file()
    waits = row.state in gate.WAITING
    return Stands(row.number, request_of(row), tuple(Noted(*each) for each in row.findings), tuple(row.clauses), signed,
                  waits and latest != row.run, there)


def assessed() -> dict[str, tuple[str, str, str]]:
    """The latest assessment for each audience that has one: (first day of its period, last day, the day as known on)."""
    found = {}
    for body in RunRecord.objects.order_by("pk").values_list("body", flat=True):
        first, last = body["period"]
        found[str(body.get("audience", "public"))] = (str(first), str(last), str(body["as_of"]))
    return found


def own_vote(found: Stands, actor: Actor) -> Vote | None:
    """What somebody said of a release themselves: theirs to see before all have voted."""
    return next((each for each in found.request.votes if each.account == f"account:{actor.account}"), None)


def is_author(found: Stands, actor: Actor) -> bool:
    """Whether somebody made the run or asked for the release, by their name or as their account."""
    named = any(gate.same_name(actor.name, each) for each in found.request.authors)
    return named or f"account:{actor.account}" in accounts_of_authors(ReleaseRecord.objects.get(number=found.number))


def still_to_read(found: Iterable[Stands], actor: Actor) -> tuple[Stands, ...]:
    """Of some releases those that somebody could vote on and hasn't."""
    return tuple(each for each in found if each.request.wanted and own_vote(each, actor) is None and not is_author(each, actor))


def part_of(folder: Folder, found: Stands, part: str) -> str | None:
    """The text of one of the reviewer's pages; None where it isn't there any more."""
    return _text(_review(folder, found.request.run) / part / "index.html") if found.pages and part in PARTS else None


def changes_of(folder: Folder, found: Stands) -> str | None:
    """Every number that isn't as it was in the last release, as CSV; None where it isn't there any more."""
    return _text(_review(folder, found.request.run).joinpath(*CHANGES)) if found.pages else None


def file_of_draft(folder: Folder, found: Stands, path: str) -> bytes | None:
    """One file of the pages that would be published; None where there is none of that name, or the name leads out of their folder."""
    parts = PurePosixPath(path).parts
    if not found.pages or any(each in ("..", ".", "/") or "\\" in each or ":" in each or "\x00" in each for each in parts):
        return None
    root = (_review(folder, found.request.run) / DRAFT).resolve()
    place = root.joinpath(*parts)
    try:
        if place.is_dir():
            place = place / "index.html"
        return place.read_bytes() if place.resolve().is_relative_to(root) and place.is_file() else None
    except OSError:  # a name longer than any file's
        return None


def _review(folder: Folder, run: str) -> Path:
    return folder.drafts / run / REVIEW


def _text(place: Path) -> str | None:
    return place.read_text("utf-8") if place.is_file() else None
