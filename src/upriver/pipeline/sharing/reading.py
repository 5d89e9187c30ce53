"""From an unpacked file to its checked rows, whatever form it came in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from upriver.intake import recognising, sheets
from upriver.store import checking
from upriver.store.engine import Engine
from upriver.words.declared import Contract
from upriver.words.part import Found
from upriver.words.sharing.submission import Known


def rows_checked(
    raw: Path, typed: Path, found: Found, contract: Contract, *, spill: Path, on: Engine, known: Sequence[Known] = ()
) -> checking.Checked:
    """Rows of a text file, or of one sheet of a workbook, checked against their contract."""
    wide = tuple(name for name in found.header if recognising.wide_name(name, contract))
    skip = found.skip_lines
    if found.form == "sheet":
        sheet = raw.with_suffix(".csv")
        try:
            sheets.sheet_to_csv(raw, found.sheet, skip, sheet)
            sheet.replace(raw)
        finally:
            sheet.unlink(missing_ok=True)
        skip = 0
    layout = checking.Layout(found.form, found.header, found.columns, found.delimiter, skip, wide, found.mapping)
    return checking.check_rows(raw, contract, layout, typed, spill=spill, threads=1, on=on, known=known)


def why(contract: Contract, checked: checking.Checked) -> str:
    """Why a file with faults, or without rows, was not taken in."""
    if not checked.rows and not checked.faults:
        return f"{contract.title}: the file has a header and no rows. Nothing was stored"
    broken = f"{checked.rows - checked.kept:,} of {checked.rows:,} rows break the contract"
    return f"{contract.title}: {broken} {contract.slug} (version {contract.version}). Nothing was stored"
