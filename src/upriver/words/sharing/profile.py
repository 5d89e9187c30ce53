"""A mapping profile: what a partner's own columns, codes and dates are called in a contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DATE_FORMATS = {
    "DD/MM/YYYY": "%d/%m/%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
    "DD/MM/YY": "%d/%m/%y",
    "DD MON YYYY": "%d %b %Y",
    "DD-MON-YYYY": "%d-%b-%Y",
    "DD-MON-YY": "%d-%b-%y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "YYYYMMDD": "%Y%m%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "DD/MM/YYYY HH:MM": "%d/%m/%Y %H:%M",
    "DD/MM/YYYY HH:MM:SS": "%d/%m/%Y %H:%M:%S",
    "DD-MM-YYYY HH:MM": "%d-%m-%Y %H:%M",
    "DD-MM-YYYY HH:MM:SS": "%d-%m-%Y %H:%M:%S",
    "DD.MM.YYYY HH:MM": "%d.%m.%Y %H:%M",
    "DD/MM/YY HH:MM": "%d/%m/%y %H:%M",
    "DD MON YYYY HH:MM": "%d %b %Y %H:%M",
    "DD-MON-YYYY HH:MM": "%d-%b-%Y %H:%M",
    "DD-MON-YYYY HH:MM:SS": "%d-%b-%Y %H:%M:%S",
    "MM/DD/YYYY HH:MM": "%m/%d/%Y %H:%M",
    "YYYYMMDD HH:MM": "%Y%m%d %H:%M",
    "YYYY/MM/DD HH:MM": "%Y/%m/%d %H:%M",
    "YYYY/MM/DD HH:MM:SS": "%Y/%m/%d %H:%M:%S",
    "MM/YYYY": "%m/%Y",
    "MON YYYY": "%b %Y",
    "MON-YY": "%b-%y",
    "YYYYMM": "%Y%m",
}
"""How a partner may write days and times, in the words that people use, with what the engine calls it. Closed."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one partner's file is read as one contract: "our column, our code -> yours".

    `columns` is field -> their header, or "" for a field that they don't give; `codes` is field -> their code -> ours, `dates` field -> a name in
    `DATE_FORMATS`, `constants` field -> the value of every row, for a field that their file has no column for.
    `version` is the partner's own number for the profile, `contract_version` that of the contract it was made for.
    `sha256` is of the TOML it was read from, empty for one that was never saved.
    """

    contract: str
    contract_version: int
    version: int
    columns: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    sha256: str = ""

    @property
    def settled(self) -> int:
        """How many fields it settles without a column: the same in every row, or not given at all."""
        return len(self.constants) + sum(1 for header in self.columns.values() if not header.strip())

    @property
    def name(self) -> str:
        """The profile as a part's facts say it: the contract and version it maps to, its own version, its hash."""
        return f"{self.contract}@{self.contract_version} mapping {self.version} {self.sha256[:16]}".rstrip()
