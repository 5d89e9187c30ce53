"""From an unpacked file to its checked rows, whatever form it came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from upriver.intake import recognising, sheets
from upriver.intake.feeds import istv_xml
from upriver.store import checking
from upriver.store.engine import Engine
from upriver.words.declared import Contract
from upriver.words.part import Found
from upriver.words.sharing.profile import Profile
from upriver.words.sharing.submission import Known


def rows_checked(
    raw: Path, typed: Path, found: Found, contract: Contract, *, spill: Path, on: Engine, known: Sequence[Known] = ()
) -> checking.Checked:
    """Rows of a text file, or of one sheet of a workbook, checked against their contract."""
    header = recognising.Header(found.form, found.header, found.encoding, found.delimiter, found.skip_lines, found.sheet)
    layout = layout_of(raw, header, contract, found.columns, found.mapping)
    return checking.check_rows(raw, contract, layout, typed, spill=spill, threads=1, on=on, known=known)


def layout_of(
    raw: Path, header: recognising.Header, contract: Contract, columns: Mapping[str, str], profile: Profile | None
) -> checking.Layout:
    """How an unpacked file is read; a sheet of a workbook, or XML, is written out over it as CSV first."""
    wide = tuple(name for name in header.columns if recognising.wide_name(name, contract))
    form, skip = _written_out(raw, header.form, header.sheet, header.skip_lines)
    return checking.Layout(form, header.columns, columns, header.delimiter, skip, wide, profile)


def _written_out(raw: Path, form: str, sheet: str, skip: int) -> tuple[str, int]:
    """Write one sheet of a workbook, or the records of an XML message, out over an unpacked file as CSV.

    Gives the form that it has now, and the lines above its header.
    """
    if form not in ("sheet", "xml"):
        return form, skip
    text = raw.with_suffix(".csv")
    try:
        if form == "xml":
            istv_xml.xml_to_csv(raw, text)
        else:
            sheets.sheet_to_csv(raw, sheet, skip, text)
        text.replace(raw)
    finally:
        text.unlink(missing_ok=True)
    return ("csv" if form == "xml" else form), 0


def why(contract: Contract, checked: checking.Checked) -> str:
    """Why a file with faults, or without rows, was not taken in."""
    if not checked.rows and not checked.faults:
        return f"{contract.title}: the file has a header and no rows. Nothing was stored"
    broken = f"{checked.rows - checked.kept:,} of {checked.rows:,} rows break the contract"
    return f"{contract.title}: {broken} {contract.slug} (version {contract.version}). Nothing was stored"
