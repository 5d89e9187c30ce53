"""Taking in what people send, packages among it: the staircase's work first, then one short transaction each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from upriver.desk.submissions import actions, sending
from upriver.desk.submissions.convert import deleted, receipts
from upriver.desk.submissions.keeping import finish
from upriver.intake import packages
from upriver.pipeline import take_in as staircase
from upriver.pipeline.recognise import recognise
from upriver.pipeline.sharing import receiving
from upriver.store.folder import Folder
from upriver.store.partners.closing import files_of, let_go, one_aside
from upriver.words.declared import Contract
from upriver.words.part import Found, LeftOut, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile
from upriver.words.sharing.submission import LONGEST_NAME, Submission

Outcome = Receipt | LeftOut | Submission
"""What became of each thing: held, left out, or declared to flow elsewhere."""


@dataclass(slots=True)
class _Sorted:
    """What was sent, sorted: files to be taken in, what was declared about them, and what is settled already."""

    found: list[Found] = field(default_factory=list)
    sent: dict[Path, Submission] = field(default_factory=dict)
    settled: list[Outcome] = field(default_factory=list)
    unpacked: list[Path] = field(default_factory=list)


def receive(
    folder: Folder,
    paths: Sequence[Path],
    layouts: Mapping[str, Contract],
    *,
    lawful: staircase.Lawful,
    profiles: Sequence[Profile] = (),
    provider: str = "",
    dated: str = "",
    called: str = "",
    by: str,
    at: str,
) -> Iterator[Outcome]:
    """Take in files and packages; `provider` names whose the plain files are, where their contract asks for that.

    `called` is what a package's sender calls it, where it lies under another name.

    Raises:
        Refusal: the provider's name is too long to be kept.
    """
    if len(provider) > LONGEST_NAME:
        raise Refusal("the provider's name is too long", do=f"Write at most {LONGEST_NAME} characters, as its agreement does.")
    finish(folder)
    parcels, rest = packages.packages(paths)
    here = _Sorted()
    try:
        for parcel in parcels:
            _settle(here, receiving.open_package(folder, replace(parcel, called=called), layouts, on=at[:10], profiles=profiles), layouts, by=by, at=at)
        _sort_plain(here, recognise(rest, layouts, folder=folder, dated=dated, profiles=profiles), folder, layouts, provider)
        yield from here.settled
        outcomes = staircase.take_in(folder, here.found, layouts, held=receipts(), lawful=lawful, sent=here.sent,
                                     gone=deleted())
        yield from actions.take_in(outcomes, by=by, at=at)
    finally:
        for path in here.unpacked:
            path.unlink(missing_ok=True)


def release(folder: Folder, name: str, layouts: Mapping[str, Contract], *, lawful: staircase.Lawful, reason: str,
            profiles: Sequence[Profile] = (), by: str, at: str) -> Iterator[Outcome]:
    """Take in a package from quarantine though its seal or hash differs; who did so and why is recorded.

    Raises:
        Refusal: nothing there is called that, no reason is given, or it can't be taken in even so.
    """
    aside = one_aside(folder, name)
    if not reason.strip():
        raise Refusal("letting something out of quarantine needs its reason", do="Add --reason with a sentence that others can follow.")
    parcels, _ = packages.packages(files_of(aside))
    here = _Sorted()
    try:
        for parcel in parcels:
            opened = receiving.open_package(folder, replace(parcel, called=aside.label), layouts, on=at[:10], profiles=profiles, trusted=True)
            _settle(here, opened, layouts, by=by, at=at)
        if not here.found:
            raise Refusal(f"{aside.label} can't be released: it isn't a package that can be read",
                          do=f"Delete it: upriver take-in --discard {name} --reason \"...\"")
        outcomes = list(staircase.take_in(folder, here.found, layouts, held=receipts(), lawful=lawful,
                                          sent=here.sent, gone=deleted()))
        yield from actions.take_in(outcomes, by=by, at=at)
        if all(isinstance(outcome, Receipt) for outcome in outcomes):
            sending.out_of_quarantine(name, released=True, reason=reason, by=by, at=at)
            let_go(aside)
    finally:
        for path in here.unpacked:
            path.unlink(missing_ok=True)


def discard(folder: Folder, name: str, *, reason: str, by: str, at: str) -> str:
    """Delete a package from quarantine; gives its label."""
    aside = one_aside(folder, name)
    sending.out_of_quarantine(name, released=False, reason=reason, by=by, at=at)
    let_go(aside)
    return aside.label


def _settle(here: _Sorted, opened: receiving.Opened, layouts: Mapping[str, Contract], *, by: str, at: str) -> None:
    if isinstance(opened, LeftOut):
        if opened.aside:
            sending.quarantined(opened, by=by, at=at)
        here.settled.append(opened)
    elif isinstance(opened, Submission):
        sending.declare(opened, by=by, at=at)
        here.settled.append(opened)
    else:
        sent, found = opened
        here.found.append(found)
        here.sent[found.path] = sent
        here.unpacked.append(found.path)


def _sort_plain(here: _Sorted, came: Iterator[Found | LeftOut], folder: Folder, layouts: Mapping[str, Contract], provider: str) -> None:
    recognised = []
    for each in came:
        if isinstance(each, LeftOut):
            here.settled.append(each)
        else:
            recognised.append(each)
    for checked in receiving.refuse_open_places(folder, recognised, layouts):
        if isinstance(checked, LeftOut):
            here.settled.append(checked)
            continue
        here.found.append(checked)
        if provider and layouts[checked.contract].protection != "open" and not checked.member:
            here.sent.update({each.path: sent for each, sent in receiving.declared_for([checked], layouts, provider)})
