"""Registers as one file to be edited: a workbook, an OpenDocument spreadsheet or TOML, stamped with what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from upriver.intake.records import toml
from upriver.intake.records.merging import Rows
from upriver.pipeline.registers.judging import stamp_for
from upriver.report.sheets.records.layout import laid_out
from upriver.report.sheets.records.opendocument import ods
from upriver.report.sheets.records.workbook import xlsx
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.slip import Known
from upriver.words.text import listed

FORMS = (".xlsx", ".ods", ".toml")


def chosen(only: str) -> tuple[str, ...]:
    """The registers that were asked for, in their own order, by slug or by the name of their sheet; none for all.

    Raises:
        Refusal: there is none of such a name.
    """
    wanted = [part.strip().casefold().replace("-", "_") for part in only.split(",") if part.strip()]
    names = {spelling: each.slug for each in REGISTERS for spelling in (each.slug, each.sheet.name.casefold())}
    if unknown := [part for part in wanted if part not in names]:
        raise Refusal(f"there is no register called {listed(unknown)}", do=f"There are {listed([each.slug for each in REGISTERS], most=40)}.")
    slugs = {names[part] for part in wanted}
    return tuple(each.slug for each in REGISTERS if each.slug in slugs)


def exported(rows: Rows, *, form: str, only: tuple[str, ...], state: int, name: str, on: date, as_it_stood: bool, known: Known) -> bytes:
    """The rows as a file of that form (".xlsx", ".ods" or ".toml"), the same bytes each time.

    `state` is the number of the last state that counts; a file of the same state is told apart by its stamp alone.
    """
    stamp = stamp_for(state, rows, only)
    registers = [each for each in REGISTERS if not only or each.slug in only]
    held = [(each, [row for (slug, _), row in rows.items() if slug == each.slug]) for each in registers]
    if form == ".toml":
        about = (f"Registers of {name}, {'as they stood at the end of' if as_it_stood else 'on'} {on.isoformat()}.",
                 "Change what is wrong, add tables, and take the file in again: upriver import FILE. An id never changes.",
                 "It isn't for publication: numbers of people in it haven't passed the lock.",
                 "People stand here by id alone. Deleting a table takes nothing out without --remove-missing.")
        return toml.written(held, stamp=stamp, about=about).encode()
    grids = laid_out(held, name=name, stamp=stamp, on=on, as_it_stood=as_it_stood, known=known)
    return (xlsx if form == ".xlsx" else ods)(grids, title=f"Registers of {name}", made=on)


def counts(rows: Rows, only: Sequence[str]) -> dict[str, int]:
    """How many rows of each register an export holds; registers without any left out."""
    slugs = [slug for slug, _ in rows if not only or slug in only]
    return {slug: slugs.count(slug) for slug in dict.fromkeys(slugs)}
