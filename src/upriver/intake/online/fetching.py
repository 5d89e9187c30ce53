"""Fetches official open data for chosen areas and months: polite, resumable, and never the same twice.

Files are put into one folder under names made here, and each is noted in `fetched.json` with its address,
time, length, SHA-256 and licence. A file that is there as noted is not asked for again. Nothing here is
called unless a person asks for it.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from upriver.intake.online.downloads import (
    MEGABYTE,
    RemoteBytes,
    Unwanted,
    Version,
    begun,
    check_room,
    discard,
    download,
    open_remote,
    part_of,
    settle,
    sha256_of,
)
from upriver.intake.online.ledger import Ledger, Noted
from upriver.intake.online.polite_http import Line, Progress, host_of, open_line
from upriver.intake.online.remote_zip import Bytes, LocalBytes, Member, list_members, take_member
from upriver.intake.online.sources import Source, Wanted, forces_in, wanted_files
from upriver.words.refusal import Refusal
from upriver.words.text import listed, number, plural

FETCHED, ALREADY_THERE, NOT_PUBLISHED = "fetched", "already there", "not in the archive"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that would be fetched. `size` in bytes where it is known without asking, else None."""

    source: str
    name: str
    address: str
    member: str | None
    size: int | None
    state: str          # "to fetch", "begun" or "already there"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file that was wanted. Where the archive doesn't hold it, path, size and sha256 are None."""

    source: str
    name: str
    address: str
    member: str | None
    licence: str
    verified: bool
    state: str
    path: Path | None = None
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class _Errand:
    """What stays the same while one source is fetched."""

    source: Source
    into: Path
    ledger: Ledger
    line: Line
    now: datetime
    progress: Progress | None
    whole: bool


def plan(source: Source, *, into: Path, months: Sequence[str] = (), forces: Sequence[str] = (),
         parts: Sequence[str] = (), base: str | None = None) -> tuple[Planned, ...]:
    """What `fetch` would ask for. Contacts nobody and writes nothing."""
    ledger, found = Ledger(into), []
    for wanted in wanted_files(source, months=months, forces=forces, parts=parts, base=base):
        noted = ledger.still_there(wanted.name)
        started = None if noted else begun(into / wanted.name, wanted.address)
        size = noted.size if noted else started[0].length if started else None
        state = ALREADY_THERE if noted else "begun" if started else "to fetch"
        found.append(Planned(source.slug, wanted.name, wanted.address, wanted.member, size, state))
    return tuple(found)


def fetch(source: Source, *, into: Path, now: datetime, months: Sequence[str] = (),
          forces: Sequence[str] = (), parts: Sequence[str] = (), progress: Progress | None = None,
          ca_file: Path | None = None, base: str | None = None, whole: bool = False, tries: int = 5,
          pause: Callable[[float], None] = time.sleep) -> tuple[Fetched, ...]:
    """Fetch what is wanted of one source into a folder, one connection at a time.

    Args:
        into: made where it is absent; nothing is written outside it.
        now: noted as the time of fetching; with a time zone.
        months, forces, parts, base: see `wanted_files`.
        progress: called with the file's name, the bytes so far, and all bytes (None: not known).
        ca_file: certificates to trust besides the machine's own.
        whole: take an archive whole where its server does not send parts; it may be 2 GB.
        tries: how often in a row one thing may fail before it is given up.
        pause: called with the seconds to wait.

    Raises:
        Refusal: what couldn't be had, and what to do. Files that came before it are kept and noted.
    """
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    wanted = wanted_files(source, months=months, forces=forces, parts=parts, base=base)
    line = open_line(ca_file=ca_file, tries=tries, pause=pause)
    try:
        into.mkdir(parents=True, exist_ok=True)
        errand = _Errand(source, into, Ledger(into), line, now, progress, whole or source.whole)
        found: list[Fetched] = []
        for address, group in groupby(wanted, key=lambda file: file.address):
            found += _fetch_address(errand, address, tuple(group))
    except OSError as fault:
        raise Refusal(f"The folder {into} could not be used: {fault.strerror or 'it failed'}",
                      do="Check that it can be written to and that the disk is not full.") from fault
    return tuple(found)


def summary_lines(fetched: Sequence[Fetched]) -> list[str]:
    """What was fetched, what was there already and what the publisher doesn't have, in plain English."""
    lines = []
    by_state = {state: [file for file in fetched if file.state == state]
                for state in (FETCHED, ALREADY_THERE, NOT_PUBLISHED)}
    for file_host, files in groupby(by_state[FETCHED], key=lambda file: host_of(file.address)):
        held = list(files)
        megabytes = sum(file.size or 0 for file in held) / MEGABYTE
        lines.append(f"Fetched {plural(len(held), 'file')}, {number(megabytes, 1)} MB, from {file_host}.")
    if by_state[ALREADY_THERE]:
        lines.append(f"Already there and unchanged, so not fetched again: "
                     f"{plural(len(by_state[ALREADY_THERE]), 'file')}.")
    if by_state[NOT_PUBLISHED]:
        names = [file.name for file in by_state[NOT_PUBLISHED]]
        lines.append(f"Not in the publisher's archive: {listed(names, most=12)}. "
                     "A file that is missing is not a count of zero.")
    lines += [f"Licence: {licence}." for licence in sorted({file.licence for file in fetched})]
    if any(not file.verified for file in fetched):
        lines.append("The address was not verified at source: check that the files are what you expect.")
    return lines or ["Nothing was wanted, so nothing was fetched."]


def _fetch_address(errand: _Errand, address: str, group: tuple[Wanted, ...]) -> list[Fetched]:
    noted = {file.name: errand.ledger.still_there(file.name) for file in group}
    for file in group:
        if noted[file.name] is None:
            errand.ledger.check_free(file.name)
    missing = [file for file in group if noted[file.name] is None]
    if missing and errand.source.kind == "zip":
        noted |= _fetch_members(errand, address, missing)
    elif missing:
        noted |= {file.name: _fetch_file(errand, file) for file in missing}
    asked_for = {file.name for file in missing}
    return [_told(errand, file, noted[file.name], new=file.name in asked_for) for file in group]


def _told(errand: _Errand, file: Wanted, noted: Noted | None, *, new: bool) -> Fetched:
    source = errand.source
    about = (source.slug, file.name, file.address, file.member, source.licence, source.verified)
    if noted is None:
        return Fetched(*about, NOT_PUBLISHED)
    state = FETCHED if new else ALREADY_THERE
    return Fetched(*about, state, errand.into / file.name, noted.size, noted.sha256)


def _fetch_file(errand: _Errand, file: Wanted) -> Noted:
    target = errand.into / file.name
    version = download(errand.line, file.address, target, at_most=errand.source.at_most_mb * MEGABYTE,
                       progress=errand.progress)
    return _keep(errand, file, version)


def _fetch_members(errand: _Errand, address: str, missing: Sequence[Wanted]) -> dict[str, Noted | None]:
    """Take the wanted members out of one archive; None for what it does not hold."""
    remote = open_remote(errand.line, address)
    if remote is not None:
        return _take(errand, remote, missing, remote.version)
    if not errand.whole:
        raise Refusal(f"{host_of(address)}, or a proxy on the way, does not send parts of a file, so the "
                      "whole archive would have to be fetched to take a little out of it",
                      do="Allow the whole archive, which may be 2 GB, or download it in a browser.")
    # A `.part` for its short life, so that no folder of data ever holds an archive beside its members.
    target = errand.into / f"{errand.source.slug}.zip"
    errand.ledger.check_free(target.name)
    version = download(errand.line, address, target, at_most=errand.source.at_most_mb * MEGABYTE,
                       progress=errand.progress)
    found = _take(errand, LocalBytes(part_of(target)), missing, version)
    discard(target)
    return found


def _take(errand: _Errand, archive: Bytes, missing: Sequence[Wanted],
          version: Version) -> dict[str, Noted | None]:
    if isinstance(archive, RemoteBytes) and archive.length > errand.source.at_most_mb * MEGABYTE:
        raise Refusal(f"{archive.name} is longer than the {number(errand.source.at_most_mb)} MB allowed",
                      do="Check the address; if it has really grown, raise `at_most_mb` of its source.")
    listing = list_members(archive)
    members = {member.name: member for member in listing}
    _check_forces(errand.source, missing, listing)
    found: dict[str, Noted | None] = {}
    for file in missing:
        member = members.get(file.member or "")
        if member is None:
            found[file.name] = None
            continue
        target = errand.into / file.name
        check_room(errand.into, member.size)
        take_member(archive, member, part_of(target),
                    at_most=errand.source.member_at_most_mb * MEGABYTE)
        found[file.name] = _keep(errand, file, version)
        if errand.progress:
            errand.progress(file.name, member.size, member.size)
    return found


def _check_forces(source: Source, missing: Sequence[Wanted], listing: Sequence[Member]) -> None:
    """Refuse a force that is nowhere in the archive: it is misspelt far more often than absent."""
    names = [member.name for member in listing]
    if len(names) != len(set(names)):
        raise Refusal(f"An archive of {source.title} lists a file twice", do="Tell the publisher.")
    held = forces_in(source, names)
    for force in sorted({file.force for file in missing if file.force} - held):
        near = difflib.get_close_matches(force, sorted(held), n=1)
        raise Refusal(f"No police force is called {force} in the archive",
                      do=f"Did you mean {near[0]}?" if near else f"It holds {listed(sorted(held), most=60)}.")


def _keep(errand: _Errand, file: Wanted, version: Version) -> Noted:
    """Check a finished part, note it, then give it its name: what is named is always noted."""
    target, source = errand.into / file.name, errand.source
    part = part_of(target)
    digest = sha256_of(part)
    if source.sha256 and digest != source.sha256:
        discard(target)
        raise Unwanted(f"{file.address} is not the file that was declared: its SHA-256 differs",
                       do="Nothing was kept. Fetch it again; if it stays so, the publisher changed it.")
    noted = Noted(source.slug, source.title, source.publisher, source.licence, file.address, file.member,
                  errand.now, part.stat().st_size, digest, version.etag, version.last_modified)
    errand.ledger.note(file.name, noted)
    settle(target)
    return noted
