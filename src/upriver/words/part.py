"""What has arrived and what is held: files found, faults in them, receipts, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from upriver.words.period import Period
from upriver.words.sharing.profile import Profile
from upriver.words.sharing.submission import Submission


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that rows of a file break. `rows` are the first few, counted from 1 for the first row of data
    below the header; never a value."""

    field: str
    rule: str
    says: str
    count: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A file whose contract has been recognised; nothing is stored yet.

    `member` is its path inside a zip, empty elsewhere. `columns` maps contract fields to the file's own headers,
    in their own spelling; `years` maps fields to the year that a header names (LAD24CD -> 2024). `dated` is the
    date that the zip or the user gives, as YYYY-MM-DD.
    """

    path: Path
    member: str
    contract: str
    form: str
    columns: Mapping[str, str]
    years: Mapping[str, int]
    header: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    skip_lines: int = 0
    sheet: str = ""
    dated: str = ""
    dated_by: str = ""
    mapping: Profile | None = None
    """The partner's own mapping that it is read by, where it came with one."""

    @property
    def label(self) -> str:
        """The file as a person knows it: its name, and the member's where it lies in a zip."""
        inner = self.member.rsplit("/", 1)[-1]
        return f"{self.path.name}:{inner}" if inner else self.path.name


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not taken in, and why. `refused` is False where no contract knows it and it only stood by.

    `sent` is what its provider declared, `rows` how many were read and `broken` how many of them break a rule, `aside` the
    name under which it lies in quarantine.
    """

    label: str
    why: str
    refused: bool
    faults: tuple[Fault, ...] = ()
    sent: Submission | None = None
    rows: int = 0
    broken: int = 0
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One held file. `covers` are (provider, month or year) pairs that its rows speak for.

    `vintage` is the day that it is known to be of, empty where none is known; `vintage_reason` says how that is
    known. `level` and `year` are of its areas (lsoa21, 2021), where it has one kind.
    """

    contract: str
    version: int
    source_hash: str
    period: Period | None
    covers: tuple[tuple[str, str], ...]
    rows: int
    provider: str
    vintage: str
    vintage_reason: str
    path: str
    label: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.contract}:{self.source_hash[:16]}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider gets back: the part, its faults, what it replaced, and by how much it differs.

    `replaced` are ids of parts that it stands in for now; `yields` are the (provider, month) pairs for which a
    part already held is newer, and `reason` says how that is known.
    """

    part: Part
    faults: tuple[Fault, ...] = ()
    replaced: tuple[str, ...] = ()
    yields: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    diff: Mapping[str, int] = field(default_factory=dict)
    already: bool = False
    notes: tuple[str, ...] = ()
    sent: Submission | None = None
    """What its provider declared and who signed; None for files that nobody has to sign for."""

    @property
    def signed(self) -> bool:
        """Whether it may be used: what a provider sent is held and not used until a named officer has signed."""
        return self.sent is None or self.sent.signed


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A part of the data that looks wrong: subject as typed in `decide`, what is odd, in words."""

    subject: str
    provider: str
    month: str
    says: str
    nearly_empty: bool
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """For which provider and month one contract is held, which are missing, which are odd or left out.

    `excluded` were left out by a decision; `treated_missing` are nearly empty and undecided; `kept` were decided.
    """

    contract: str
    present: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    anomalous: tuple[Anomaly, ...]
    excluded: tuple[tuple[str, str], ...] = ()
    treated_missing: tuple[tuple[str, str], ...] = ()
    decided: tuple[str, ...] = ()

    def usable(self, provider: str, month: str) -> bool:
        """Whether numbers may be read from it: present, and neither excluded nor nearly empty."""
        pair = (provider, month)
        return pair in self.present and pair not in self.excluded and pair not in self.treated_missing

    @property
    def undecided(self) -> tuple[Anomaly, ...]:
        return tuple(anomaly for anomaly in self.anomalous if anomaly.subject not in self.decided)
