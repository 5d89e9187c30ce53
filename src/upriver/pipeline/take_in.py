"""From files that somebody sent to held parts and receipts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from upriver.duty.permitting import Within
from upriver.intake import opening, vintages
from upriver.intake.receiving import terms
from upriver.pipeline.outlining import outlines
from upriver.pipeline.sharing.entitling import entitled, within_areas
from upriver.pipeline.sharing.placing import placed
from upriver.pipeline.sharing.reading import rows_checked, why
from upriver.store import holding
from upriver.store.engine import Engine, engine
from upriver.store.folder import Folder
from upriver.store.partners import replacing
from upriver.words.declared import Contract
from upriver.words.part import Found, LeftOut, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Clause, Permission
from upriver.words.sharing.submission import Submission

Outcome = Receipt | LeftOut
Named = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Lawful:
    """By what a file may come in: the clauses as they stand on a day, and which district and areas a place lies in."""

    clauses: Sequence[Clause]
    on: date
    district_of: Mapping[str, str]
    within: Within


def take_in(
    folder: Folder,
    found: Iterable[Found],
    contracts: Mapping[str, Contract],
    *,
    held: Sequence[Receipt],
    lawful: Lawful,
    sent: Mapping[Path, Submission] | None = None,
    gone: Mapping[tuple[str, str, str], str] | None = None,
    workers: int = 2,
) -> Iterator[Outcome]:
    """Check and hold each file that a clause lets in; one receipt or one reason each, in the order given.

    Nothing held is rewritten. `sent` is what providers declared about their files, by path. `gone` says why a part, by hash, contract
    and provider, was deleted and may not come back.
    """
    known = {_name(receipt): receipt for receipt in held}
    stands = vintages.standing(held)
    at = _Desk(folder, known, lawful, sent or {}, gone or {})
    with engine(folder.incoming, threads=1) as on, ThreadPoolExecutor(workers) as pool:
        for outcome in pool.map(
            lambda each: _held(at, each, contracts[each.contract], on), found
        ):
            if isinstance(outcome, Receipt) and not outcome.already:
                outcome = placed(folder, outcome, stands, contracts[outcome.part.contract])
                part = outcome.part
                if _name(outcome) in known:
                    outcome = replace(outcome, already=True)
                known[_name(outcome)] = outcome
                if outcome.signed:
                    stands.update({(part.contract, *pair): part for pair in part.covers if pair not in outcome.yields})
            yield outcome


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every file of one command is measured by."""

    folder: Folder
    known: Mapping[Named, Receipt]
    lawful: Lawful
    sent: Mapping[Path, Submission]
    gone: Mapping[tuple[str, str, str], str]


def _name(receipt: Receipt) -> Named:
    """What a held file goes by: two providers can send the same bytes, as two forms full of noughts are."""
    part = receipt.part
    return part.source_hash, part.contract, part.version, part.provider if receipt.sent else ""


def _held(at: _Desk, found: Found, contract: Contract, on: Engine) -> Outcome:
    folder, sent = at.folder, at.sent.get(found.path)
    label = sent.file if sent and sent.file else found.label
    raw = folder.incoming / f"{uuid4().hex}.raw"
    typed = raw.with_suffix(".parquet")
    try:
        terms.check_sender(found, contract, sent)
        permission = entitled(found, contract, at.lawful.clauses, provider=sent.provider if sent else "", on=at.lawful.on)
        source = opening.Source(found.path, found.member)
        source_hash, _ = opening.unpack(source, raw)
        provider = sent.provider if sent else ""
        if (source_hash, contract.slug, provider) in at.gone:
            raise Refusal(f"{label} was held once and {at.gone[source_hash, contract.slug, provider]}", do="It isn't taken in again.")
        receipt = at.known.get((source_hash, contract.slug, contract.version, provider))
        if receipt and (folder.held / receipt.part.path).is_file():
            return replace(receipt, already=True, sent=sent)
        notes: tuple[str, ...] = ()
        if contract.holds == "outlines":
            checked, notes = outlines(raw, typed, found)
        else:
            checked = rows_checked(raw, typed, found, contract, spill=folder.incoming, on=on, known=sent.known if sent else ())
        if checked.faults or not checked.kept:
            return LeftOut(label, why(contract, checked), True, checked.faults, sent, checked.rows, checked.rows - checked.kept)
        terms.check_period(found, contract, sent, checked.covers)
        _check_places(at.lawful, permission, contract, typed)
        held = Receipt(holding.hold(folder, checked, contract, found, source_hash, sent), notes=notes, sent=sent)
        return replace(receipt, already=True, notes=("its held file was missing and is back",)) if receipt else held
    except Refusal as refusal:
        return LeftOut(label, str(refusal), True, sent=sent)
    finally:
        raw.unlink(missing_ok=True)
        typed.unlink(missing_ok=True)


def _check_places(lawful: Lawful, permission: Permission, contract: Contract, typed: Path) -> None:
    if contract.protection != "open" and contract.place_from:
        places = replacing.values_of(typed, contract.place_from)
        within_areas(permission, contract, places, district_of=lawful.district_of, within=lawful.within)
