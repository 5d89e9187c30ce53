"""A file of registers read by its form: a workbook or TOML."""

from __future__ import annotations

from pathlib import Path

from upriver.intake.records.reading import Taken, read_workbook
from upriver.intake.records.toml import read_toml
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS


def read_file(path: Path) -> Taken:
    """What an export that somebody edited, or a file in its form, holds.

    Raises:
        Refusal: it is none of these, or can't be read at all.
    """
    if not path.is_file():
        raise Refusal(f"there is no file {path.name}", do="Check the path; nothing was stored.")
    form = path.suffix.casefold()
    if form == ".toml":
        return read_toml(path, REGISTERS)
    if form in (".xlsx", ".ods"):
        return read_workbook(path, REGISTERS)
    raise Refusal(f"{path.name} isn't a workbook or TOML", do="Save it as XLSX or ODS, or give a .toml file; nothing was stored.")
