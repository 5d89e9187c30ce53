"""On the provider's side: from one file to one sealed package; no workspace, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from upriver.intake import opening, packages, sheets
from upriver.intake.receiving import terms
from upriver.pipeline.sharing.checking import Looked, look_through, one_source
from upriver.store.partners.replacing import periods_of
from upriver.words.declared import Contract
from upriver.words.part import Found
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile
from upriver.words.sharing.submission import STATEMENTS, Submission


def submit(
    file: Path,
    wish: Submission,
    layouts: Mapping[str, Contract],
    to: Path,
    *,
    scratch: Path,
    profiles: Sequence[Profile] = (),
    mapping: Path | None = None,
) -> tuple[Submission | None, Looked]:
    """Check a file and seal it in a package at `to`; None for the submission where it has faults that nobody knows of.

    `wish` says the contract, provider, officer, period and known rows; the rest is filled in from what is found.
    `mapping` is the file that `profiles` were read from: it travels with what it reads, and only with that.

    Raises:
        Refusal: the file as a whole can't be sent, the contract isn't met so, or its rows are of other months than were
            declared.
    """
    looked = look_through(file, layouts, scratch=scratch, slug=wish.layout if wish.mode != "records" else wish.contract,
                          profiles=profiles, known=wish.known)
    layout = looked.contract
    terms.check_way(layout)
    terms.check_name(file.name, layout)
    terms.check_reasons(wish)
    if looked.match.header.form == "sheet" and layout.protection != "open":
        _check_other_sheets(file, looked.match.header.sheet, scratch)
    if looked.faults:
        return None, looked
    mapping = mapping if looked.match.profile else None
    sent = replace(wish, version=layout.version, mode=layout.mode, file=file.name, sha256=packages.hash_of(file),
                   statement=STATEMENTS[layout.mode], mapping=packages.hash_of(mapping) if mapping else "")
    found = Found(file, "", layout.slug, "", {}, {})
    covers = tuple(("", period, 0) for period in periods_of(looked.typed, layout)) if looked.typed.is_file() else ()
    terms.check_period(found, layout, sent, covers)
    packages.write(sent, file, to, mapping=mapping)
    return sent, looked


def _check_other_sheets(file: Path, sheet: str, scratch: Path) -> None:
    book = scratch / "sent.book"
    opening.unpack(one_source(file), book)
    sheets.check_other_sheets(book, sheet)


def declare(wish: Submission, layouts: Mapping[str, Contract], to: Path) -> Submission:
    """Seal a declaration that the data flow elsewhere already; no data are in it.

    Raises:
        Refusal: the contract can't be met so, or it isn't said to whom and since when.
    """
    contract = layouts.get(wish.contract)
    if contract is None or contract.of:
        raise Refusal(f"there is no contract {wish.contract}", do="`upriver spec` lists them.")
    if "elsewhere" not in contract.modes:
        raise Refusal(f"{wish.contract} can't be met by what flows elsewhere", do=f"It is met as {', '.join(contract.modes)}.")
    if not wish.elsewhere.strip() or not all(wish.period):
        raise Refusal("it isn't said to whom the data flow and since when",
                      do='Add --elsewhere "to whom, since when" and --period with the first month, as 2024-04.')
    sent = replace(wish, version=contract.version, mode="elsewhere", statement=STATEMENTS["elsewhere"])
    packages.write(sent, None, to)
    return sent
