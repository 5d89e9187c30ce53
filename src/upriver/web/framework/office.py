"""The workspace that this process serves: its folder, its name and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from upriver.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Office:
    """One workspace as its pages know it. `fictional` where `upriver demo` made it; `public` is the public site's address."""

    folder: Folder
    slug: str
    name: str
    fictional: bool = False
    accent: str = "#1d70b8"
    on_accent: str = "#ffffff"
    public: str = ""
    secure: bool = False
    """Whether it is reached over HTTPS, by what the operator says: then browsers are told never to use anything else."""

    @property
    def at(self) -> str:
        """The time as it is recorded: UTC, to the second."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def today(self) -> date:
        return datetime.now(UTC).date()


_HELD: list[Office] = []


def office() -> Office:
    """The workspace that this process serves."""
    return _HELD[-1]


def serve_office(one: Office) -> None:
    """Say which workspace this process serves."""
    _HELD[:] = [one]
