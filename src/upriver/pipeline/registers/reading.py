"""A file of registers read by its form: a workbook or TOML."""

from __future__ import annotations

from pathlib import Path

from upriver.intake.records.first.mapping import read_mapping, written
from upriver.intake.records.first.reading import read_plan, sheets_of
from upriver.intake.records.first.suggesting import Suggested, suggest
from upriver.intake.records.reading import Taken, read_workbook
from upriver.intake.records.toml import read_toml
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS, Row
from upriver.words.registers.slip import Known


def read_file(path: Path, mapping: Path | None = None) -> Taken:
    """What an export that somebody edited, or a file in its form, holds; with a mapping, a plan of the partnership's own.

    Raises:
        Refusal: it is none of these, or can't be read at all.
    """
    if not path.is_file():
        raise Refusal(f"there is no file {path.name}", do="Check the path; nothing was stored.")
    if mapping:
        return read_plan(path, read_mapping(mapping))
    form = path.suffix.casefold()
    if form == ".toml":
        return read_toml(path, REGISTERS)
    if form in (".xlsx", ".ods"):
        return read_workbook(path, REGISTERS)
    raise Refusal(f"{path.name} isn't a workbook or TOML", do="Save it as XLSX or ODS, or give a .toml file; nothing was stored.")


def suggested(path: Path, known: Known, held: tuple[Row, ...]) -> tuple[Suggested, str]:
    """A mapping for a plan of the partnership's own, and its text as TOML."""
    ids: dict[str, dict[str, str]] = {}
    for row in held:
        ids.setdefault(row.register, {})[row.id] = row.values.get("title", "") or row.values.get("name", "")
    found = suggest(sheets_of(path), known, ids)
    return found, written(found.mapping, found.open_words, found.unsure)
