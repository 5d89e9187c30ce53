"""From files that somebody sent to held parts and receipts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from upriver.intake import opening, recognising, sheets, vintages
from upriver.pipeline.outlining import outlines
from upriver.store import checking, comparing, holding
from upriver.store.engine import Engine, engine
from upriver.store.folder import Folder
from upriver.words.declared import Contract
from upriver.words.part import Found, LeftOut, Part, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission

Outcome = Receipt | LeftOut


def take_in(
    folder: Folder,
    found: Iterable[Found],
    contracts: Mapping[str, Contract],
    *,
    held: Sequence[Receipt],
    permission: Permission,
    workers: int = 2,
) -> Iterator[Outcome]:
    """Check and hold each file; one receipt or one reason each, in the order given. Nothing held is rewritten."""
    known = {(receipt.part.source_hash, receipt.part.contract, receipt.part.version): receipt for receipt in held}
    stands = vintages.standing(held)
    with engine(folder.incoming, threads=1) as on, ThreadPoolExecutor(workers) as pool:
        for outcome in pool.map(
            lambda each: _held(folder, each, contracts[each.contract], known, permission, on), found
        ):
            if isinstance(outcome, Receipt) and not outcome.already:
                outcome = _placed(folder, outcome, stands)
                part = outcome.part
                if (part.source_hash, part.contract, part.version) in known:
                    outcome = replace(outcome, already=True)
                known[(part.source_hash, part.contract, part.version)] = outcome
                stands.update({(part.contract, *pair): part for pair in part.covers if pair not in outcome.yields})
            yield outcome


def _held(
    folder: Folder,
    found: Found,
    contract: Contract,
    known: Mapping[tuple[str, str, int], Receipt],
    permission: Permission,
    on: Engine,
) -> Outcome:
    raw = folder.incoming / f"{uuid4().hex}.raw"
    typed = raw.with_suffix(".parquet")
    try:
        if not permission.covers(contract.slug, "restricted"):
            raise Refusal(f"{found.label} may not be taken in: no clause covers {contract.slug}", do="Add one.")
        source = opening.Source(found.path, found.member)
        source_hash, _ = opening.unpack(source, raw)
        receipt = known.get((source_hash, contract.slug, contract.version))
        if receipt and (folder.held / receipt.part.path).is_file():
            return replace(receipt, already=True)
        notes: tuple[str, ...] = ()
        if contract.holds == "outlines":
            checked, notes = outlines(raw, typed, found)
        else:
            checked = _checked(raw, typed, found, contract, folder, on)
        if checked.faults or not checked.kept:
            return LeftOut(found.label, _why(contract, checked), True, checked.faults)
        held = Receipt(holding.hold(folder, checked, contract, found, source_hash), notes=notes)
        return replace(receipt, already=True, notes=("its held file was missing and is back",)) if receipt else held
    except Refusal as refusal:
        return LeftOut(found.label, str(refusal), True)
    finally:
        raw.unlink(missing_ok=True)
        typed.unlink(missing_ok=True)


def _checked(
    raw: Path, typed: Path, found: Found, contract: Contract, folder: Folder, on: Engine
) -> checking.Checked:
    """Rows of a text file or of one sheet of a workbook, checked against their contract."""
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
    layout = checking.Layout(found.form, found.header, found.columns, found.delimiter, skip, wide)
    return checking.check_rows(raw, contract, layout, typed, spill=folder.incoming, threads=1, on=on)


def _why(contract: Contract, checked: checking.Checked) -> str:
    if not checked.rows and not checked.faults:
        return f"{contract.title}: the file has a header and no rows. Nothing was stored"
    broken = f"{checked.rows - checked.kept:,} of {checked.rows:,} rows break the contract"
    return f"{contract.title}: {broken} {contract.slug} (version {contract.version}). Nothing was stored"


def _placed(folder: Folder, receipt: Receipt, stands: vintages.Standing) -> Receipt:
    """Find what the new part replaces, or yields to, for each provider and month it covers."""
    part: Part = receipt.part
    replaced, yields, reasons, diff = [], [], [], dict[str, int]()
    for provider, month in part.covers:
        old = stands.get((part.contract, provider, month))
        if old is None or old.source_hash == part.source_hash:
            continue
        compared = {}
        if part.contract == "police_uk_street":
            compared = comparing.compare(folder.held / old.path, folder.held / part.path, provider, month)
        wins, reason = vintages.newer(old, part, compared)
        reasons.append(f"{month}: {reason}")
        (replaced.append(old.id) if wins else yields.append((provider, month)))
        diff = {name: diff.get(name, 0) + number for name, number in compared.items()}
    return replace(
        receipt,
        replaced=tuple(dict.fromkeys(replaced)),
        yields=tuple(yields),
        reason="; ".join(dict.fromkeys(reasons)),
        diff=diff,
    )
