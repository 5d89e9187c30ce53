"""Taking files in, and deciding about what looks odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.partners.people import author
from upriver.desk.submissions import sending
from upriver.desk.submissions.convert import body_of, receipts
from upriver.desk.submissions.models import DecisionRecord, ReceiptRecord, TombstoneRecord
from upriver.words.decision import ANSWERS, Decision
from upriver.words.part import LeftOut, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Kept


def take_in(outcomes: Iterable[Receipt | LeftOut], *, by: str, at: str) -> Iterator[Receipt | LeftOut]:
    """Record each receipt as its file is held: one short transaction and one event a file.

    What a provider sent is recorded with what became of it, also where it was refused.
    """
    for outcome in outcomes:
        if isinstance(outcome, Receipt) and not outcome.already:
            part, sent = outcome.part, outcome.sent
            body = body_of(outcome)
            with transaction.atomic():
                summary = {"source": part.source_hash, "rows": part.rows, "replaced": list(outcome.replaced)}
                event = record(verb="took in", subject=part.id, body=summary, by=by, at=at)
                ReceiptRecord.objects.create(
                    contract=part.contract,
                    version=part.version,
                    source_hash=part.source_hash,
                    provider=sent.provider if sent else "",
                    submission=sent.id if sent else "",
                    body=body,
                    event=event.id,
                )
                if sent is not None:
                    kept = Kept(sent, "held", at[:10], part.rows)
                    sending.keep(kept, event=event.id)
        elif isinstance(outcome, Receipt) and outcome.sent is not None:
            yield sending.signed_since(outcome, by=by, at=at)
            continue
        elif isinstance(outcome, LeftOut) and outcome.sent is not None and not outcome.aside:
            sending.refused(outcome, by=by, at=at)
        yield outcome


def decide(
    *, subject: str, answer: str, reason: str, known: Iterable[str], by: str, at: str, answered_by: str = ""
) -> Decision:
    """Record what a person decided about a part of the data.

    Raises:
        Refusal: the answer isn't one of keep, exclude, annotate; no reason is given; nothing is called that.
    """
    if answer not in ANSWERS:
        raise Refusal("that isn't an answer", do=f"Write {', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}.")
    if not reason.strip():
        raise Refusal("a decision needs its reason", do="Add --reason with a sentence that others can follow.")
    subjects = sorted(set(known))
    if subject not in subjects:
        near = [each for each in subjects if each.split(":")[:2] == subject.split(":")[:2]]
        hint = f"Of that source, {near[0]} to {near[-1]} are held." if near else "`upriver status` lists what is held."
        raise Refusal(f"nothing that is held is called {subject}", do=f"{hint} It is written contract:force:YYYY-MM.")
    with transaction.atomic():
        event = record(verb="decided", subject=subject, body={"answer": answer}, by=by, at=at, why=reason)
        whom = author(answered_by) if answered_by else ""
        DecisionRecord.objects.create(subject=subject, answer=answer, reason=reason, answered_by=whom, event=event.id)
    return Decision(subject, answer, reason, event.id, answered_by)


def answered(*, subject: str, reason: str, by: str, at: str) -> Decision:
    """Record what a provider says of a part of its data that looks odd. Whether it is used is the analysts' decision, which stands.

    Raises:
        Refusal: the analysts have left it out, or nothing is said.
    """
    before = DecisionRecord.objects.filter(subject=subject).order_by("-number").values_list("answer", flat=True).first()
    if before == "exclude":
        raise Refusal("the partnership's analysts have left this month out", do="Tell them what you know: they decide whether it is used again.")
    return decide(subject=subject, answer="annotate", reason=reason, known=[subject], by=by, at=at, answered_by=by)


def unfinished() -> bool:
    """Whether a deletion was recorded and not done: a command was stopped in between."""
    return TombstoneRecord.objects.filter(done=False).exists()


def held_paths() -> frozenset[str]:
    """The paths of all held files that a receipt speaks of, or a deletion that isn't finished, below the folder of held
    files."""
    unfinished = TombstoneRecord.objects.filter(done=False).values_list("path", flat=True)
    return frozenset(receipt.part.path for receipt in receipts()) | frozenset(unfinished)
