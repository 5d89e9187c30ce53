"""Where open data is published: sources as declared, and which files of them are wanted.

A source is one TOML file in `declarations/sources`. Names of files on this machine are made here, from
declared patterns and checked words; a server never names a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from upriver import shelf
from upriver.intake.online.polite_http import check_address
from upriver.words.period import month_number
from upriver.words.refusal import Refusal
from upriver.words.text import listed

KINDS = ("zip", "file")
NEEDED = ("title", "says", "publisher", "licence", "page", "kind", "address", "save_as", "feeds",
          "at_most_mb", "verified", "caveat")
UNVERIFIED = "address not verified at source"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FORCE = re.compile(r"[a-z]+(-[a-z]+)*")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")
_BLANK = re.compile(r"\{([^{}]*)\}")
_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """One publisher's file, or archive of files, with its address.

    `kind` is "file" (taken whole) or "zip" (members are taken out of it). `address`, `member` and
    `save_as` may hold the blanks {month}, {force} and {part}; in an address {month} is the archive's own
    month, which holds `months_an_archive` months that end with it. `parts` are the kinds of file of a
    force and month. `whole`: the archive is small, so it may be taken whole where a server sends no parts.
    """

    slug: str
    title: str
    says: str
    publisher: str
    licence: str
    page: str
    kind: str
    address: str
    save_as: str
    feeds: tuple[str, ...]
    at_most_mb: int
    verified: bool
    caveat: str
    attribution: str = ""
    member: str = ""
    member_at_most_mb: int = 500
    parts: tuple[str, ...] = ()
    months_an_archive: int = 1
    whole: bool = False
    sha256: str | None = None

    @property
    def blanks(self) -> frozenset[str]:
        """What has to be said before anything can be fetched: month, force, part."""
        return frozenset(_BLANK.findall(self.address + self.member + self.save_as))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file that is wanted: its own name here, where it lies, and its name in the archive there."""

    name: str
    address: str
    member: str | None
    force: str | None


def sources(own: Path | None = None) -> dict[str, Source]:
    """Every source by slug: the package's, then the workspace's own, which win (an address moves)."""
    return {slug: source_from(table) for slug, table in shelf.declared("sources", own).items()}


def source_from(table: Mapping[str, Any]) -> Source:
    """One source from its TOML table.

    Raises:
        Refusal: something is missing, unknown, or not safe to ask for; names the source and the key.
    """
    slug, told = table["slug"], f"the source {table['slug']}"
    missing = [key for key in NEEDED if key not in table]
    if missing:
        raise Refusal(f"{told} has no {listed([f'`{key}`' for key in missing])}", do="Add it to its file.")
    unknown = sorted(set(table) - set(Source.__dataclass_fields__))
    if unknown:
        raise Refusal(f"{told} has `{unknown[0]}`, which means nothing", do="Take it out or spell it anew.")
    lists = {key: tuple(table[key]) for key in ("feeds", "parts") if key in table}
    source = Source(**{**table, **lists})
    if source.kind not in KINDS or (source.kind == "zip") != bool(source.member):
        raise Refusal(f"{told} is neither a `file` nor a `zip` with a `member`",
                      do="Say `kind` and `member`.")
    if source.blanks - {"month", "force", "part"}:
        raise Refusal(f"{told} has a blank that is never filled", do="Use {month}, {force} and {part}.")
    if urlsplit(source.address).scheme != "https":
        raise Refusal(f"{told} is not at an https address", do="Give the publisher's https address.")
    if not source.verified and source.caveat != UNVERIFIED:
        raise Refusal(f"{told} does not say so though its address is unverified",
                      do=f'Write caveat = "{UNVERIFIED}".')
    check_file_name(slug)
    return source


def source_named(slug: str, own: Path | None = None) -> Source:
    """The source of that name; refused with the names there are."""
    known = sources(own)
    if slug not in known:
        raise Refusal(f"There is no source called {slug}",
                      do=f"The sources are {listed(sorted(known), most=40)}.")
    return known[slug]


def wanted_files(source: Source, *, months: Sequence[str] = (), forces: Sequence[str] = (),
                 parts: Sequence[str] = (), base: str | None = None) -> tuple[Wanted, ...]:
    """The files to be fetched, in order of month, force and part; months and forces without repeats.

    Args:
        months: YYYY-MM. Each is taken from the archive of the latest month wanted that reaches back to it.
        forces: as the publisher writes them in file names, "avon-and-somerset".
        parts: kinds of file; none means all that the source has.
        base: another server to ask for the same paths, http://127.0.0.1:8000 in a test.
    """
    _check_words(source, months, forces, parts)
    chosen_months = sorted(set(months)) if "month" in source.blanks else [""]
    chosen_forces = sorted(set(forces)) if "force" in source.blanks else [""]
    chosen_parts = (list(dict.fromkeys(parts)) or list(source.parts)) if "part" in source.blanks else [""]
    archives = _archives(chosen_months, source.months_an_archive)
    found = []
    for month in chosen_months:
        address = _moved(source.address.replace("{month}", archives[month]), base)
        check_address(address)
        for force in chosen_forces:
            for part in chosen_parts:
                name, member = (_filled(pattern, month, force, part)
                                for pattern in (source.save_as, source.member))
                check_file_name(name)
                found.append(Wanted(name, address, member or None, force or None))
    return tuple(found)


def check_file_name(name: str) -> None:
    """Refuse a name that isn't a plain file name on every system."""
    if not _FILE_NAME.fullmatch(name) or _ON_WINDOWS.fullmatch(name):
        raise Refusal("A file would get a name that isn't safe on every machine",
                      do="Use letters, digits, dots, hyphens and underscores in `save_as`.")


def forces_in(source: Source, names: Sequence[str]) -> frozenset[str]:
    """The forces that stand in the names of an archive's members."""
    pattern = re.escape(source.member)
    for blank, expression in (("month", _MONTH.pattern), ("part", "|".join(map(re.escape, source.parts)))):
        pattern = pattern.replace(re.escape(f"{{{blank}}}"), f"(?:{expression})")
    matcher = re.compile(pattern.replace(re.escape("{force}"), f"(?P<force>{_FORCE.pattern})", 1))
    if "force" not in matcher.groupindex:
        return frozenset()
    return frozenset(match["force"] for name in names if (match := matcher.fullmatch(name)))


def _check_words(source: Source, months: Sequence[str], forces: Sequence[str], parts: Sequence[str]) -> None:
    if "month" in source.blanks and not months:
        raise Refusal(f"{source.title} comes by month", do="Say which, as in 2025-01..2025-12.")
    if "force" in source.blanks and not forces:
        raise Refusal(f"{source.title} comes by police force", do="Say which, as in hampshire.")
    if not all(_MONTH.fullmatch(month) for month in months):
        raise Refusal("A month is not written as YYYY-MM", do="Write it as in 2025-03.")
    if not all(_FORCE.fullmatch(force) for force in forces):
        raise Refusal("A police force is not written as the publisher writes it",
                      do="Use small letters and hyphens, as in avon-and-somerset.")
    if not set(parts) <= set(source.parts):
        raise Refusal(f"{source.title} has no such part", do=f"It has {listed(source.parts)}.")


def _archives(months: Sequence[str], reach: int) -> dict[str, str]:
    """For each month the archive to take it from: the latest month that is wanted and reaches back to it."""
    chosen: dict[str, str] = {}
    archive = ""
    for month in sorted(months, reverse=True):
        if month and (not archive or month_number(archive) - month_number(month) >= reach):
            archive = month
        chosen[month] = archive
    return chosen


def _filled(pattern: str, month: str, force: str, part: str) -> str:
    return pattern.replace("{month}", month).replace("{force}", force).replace("{part}", part)


def _moved(address: str, base: str | None) -> str:
    """The same path and query at another server."""
    if base is None:
        return address
    check_address(base)
    parts = urlsplit(address)
    return base.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")
