"""One thing that was sent, as its sender may see it, and the receipt to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from upriver.desk.partners.named import bodies_named
from upriver.desk.submissions.convert import receipts, submissions
from upriver.desk.submissions.due import dues
from upriver.intake.contracts import layouts
from upriver.intake.receiving.papers import receipt_body, receipt_paper
from upriver.report.word.page import page
from upriver.store.folder import Folder
from upriver.words.part import LeftOut, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Kept


@dataclass(frozen=True, slots=True)
class Shown:
    """A submission with its data set's title, the body whose it is ("" where the register has none of that name), its months, and how
    it differs from what stood for them before; `replaces` where it stands in for that now, or will once it is signed."""

    kept: Kept
    title: str
    authority: str
    periods: str
    diff: Mapping[str, int]
    replaces: bool


def shown(folder: Folder, ident: str) -> Shown:
    """A submission by its id.

    Raises:
        Refusal: there is none.
    """
    kept, receipt = _both(ident)
    titles = {slug: each.title for slug, each in layouts(folder.declarations).items()}
    body = min(bodies_named(kept.sent.provider), default="")
    period = receipt.part.period if receipt else None
    months = period.months if period else kept.sent.months
    said = "" if not months else months[0] if len(months) == 1 else f"{months[0]}..{months[-1]}"
    return Shown(kept, titles.get(kept.sent.contract, kept.sent.contract), body, said, receipt.diff if receipt else {}, bool(receipt and receipt.replaced))


def paper(folder: Folder, ident: str, *, name: str, on: date) -> bytes:
    """The receipt of a submission that was held or refused, as one HTML file.

    Raises:
        Refusal: there is no receipt for it.
    """
    kept, receipt = _both(ident)
    known = layouts(folder.declarations)
    if kept.sent.layout not in known or (receipt is None and kept.state != "refused"):
        raise Refusal("there is no receipt for this", do="A receipt is given for what was held or refused.")
    outcome = receipt or LeftOut(kept.sent.file, kept.why, True, kept.faults, kept.sent, kept.rows, kept.broken)
    due = [each for each in dues(known, own=folder.declarations, on=on)
           if each.provider.casefold() == kept.sent.provider.casefold() and each.state in ("missing", "due")]
    body = receipt_body(outcome, kept.sent, due, on=kept.received_on)
    return page(receipt_paper(body, known[kept.sent.layout], outcome.faults, partnership=name))


def _both(ident: str) -> tuple[Kept, Receipt | None]:
    kept = next((each for each in submissions() if each.sent.id == ident), None)
    if kept is None:
        raise Refusal("there is no such submission", do="Open the list of what was sent.")
    return kept, next((each for each in receipts() if each.sent is not None and each.sent.id == ident), None)
