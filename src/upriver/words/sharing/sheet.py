"""A register as sheets of a spreadsheet: what each column means, its closed list, its rows; and faults in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: `name` in small letters with underscores, `says` is the sentence shown with it.

    `kind` is text, list (a closed list), date, share (from 0 to 1), number (whole, not below zero) or money (pounds). `codes` are
    the values of a closed list with their words. `several`: values joined by semicolons. `refers` is (sheet, column) where its
    values must stand; `known` is a list outside the workbook where they must (`authorities`, `people`, `areas`, `indicators`, ...).
    `told` True: written for information, passed over when read.
    """

    name: str
    says: str
    kind: str = "text"
    codes: Mapping[str, str] | None = None
    required: bool = False
    several: bool = False
    refers: tuple[str, str] | None = None
    told: bool = False
    width: int = 18
    most: int = 200
    """The most characters of a value; of each, where there are several."""
    known: str = ""

    @property
    def heading(self) -> str:
        """The name as the header prints it."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class SheetOf:
    """One sheet. `unique` are the columns whose values together name a row once."""

    name: str
    title: str
    says: str
    columns: tuple[SheetColumn, ...]
    unique: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One filled row: its number as the spreadsheet shows it, and its values by column, codes as codes, "" for empty."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong in one cell (or, with row 0, with a sheet or a column): never the value that stands there."""

    sheet: str
    row: int
    column: str
    says: str
