"""Whether a ledger is what it was: whole, not cut short, and no further than what a release was cleared against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from upriver.store.ledger.chain import KEPT, RESTORE, START, Ledger, seal
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import Frame, heads_read, heads_written
from upriver.words.text import day, listed


def heads(ledgers: Iterable[Ledger]) -> str:
    """The last line of each as one text, as a clearance and an event keep it."""
    return heads_written({ledger.audience: ledger.head for ledger in ledgers})


def verify(ledger: Ledger) -> None:
    """Check every file beside the chain, as it lies there and unpacked.

    Raises:
        Refusal: names the first that is missing or was changed.
    """
    for entry in ledger.entries:
        for what, _ in KEPT:
            ledger.kept(entry, what)
        if entry.sealed != seal(ledger.place, entry):
            raise Refusal(f"a file of the release {entry.release} beside the ledger was changed", do=RESTORE)


def must_hold(ledgers: Iterable[Ledger], seen: Mapping[str, Iterable[str]]) -> None:
    """Refuse a ledger that lacks a line which this workspace has seen: it was cut short, put back, or is another one.

    Args:
        seen: the ids of lines seen, by audience.
    """
    for ledger in ledgers:
        there = {START, *(entry.id for entry in ledger.entries)}
        if lost := set(seen.get(ledger.audience, ())) - there:
            raise Refusal(f"the ledger of {ledger.audience} releases was rolled back: {len(lost)} of its lines that this workspace "
                          f"has seen {'is' if len(lost) == 1 else 'are'} gone",
                          do="Restore the newest ledger, or point `ledger` in workspace.toml at the right folder. Releases that it no "
                          "longer knows could be subtracted from new ones.")


def must_be_level(ledgers: Sequence[Ledger], cleared: str, *, run: str = "") -> None:
    """Refuse an assessment that is behind: somebody has released since it was cleared.

    Args:
        cleared: the last lines that it was cleared against, as `heads` writes them.
        run: the assessment's run: a release of that very run tells nothing new. Nor does a withdrawal.
    """
    stood = heads_read(cleared)
    must_hold(ledgers, {audience: (head,) for audience, head in stood.items()})
    for ledger in ledgers:
        at = next((place for place, entry in enumerate(ledger.entries, start=1) if entry.id == stood.get(ledger.audience)), 0)
        since = [entry for entry in ledger.entries[at:] if entry.facts and entry.run != run]
        if since:
            who = listed([f"{entry.verb} by {entry.by} on {day(entry.at[:10])}" for entry in since])
            raise Refusal(f"the assessment is behind: since it was made the {ledger.audience} ledger has grown ({who})",
                          do="Run `upriver assess` again, read it, then publish.")


def must_be_ours(ledgers: Iterable[Ledger], frame: Frame) -> None:
    """Refuse another partnership's ledger: no small area that its last release counted over is one of ours.

    Entering there would show their releases as editions of ours, and set our numbers against nothing that we told before.
    """
    ours = _ground(frame)
    for ledger in ledgers:
        last = next((_ground(ledger.frame_of(entry)) for entry in reversed(ledger.entries) if entry.frame), set())
        if ours and last and ours.isdisjoint(last):
            raise Refusal(f"the ledger of {ledger.audience} releases is another partnership's: it counts over none of the areas of this one",
                          do="Point `ledger` in workspace.toml at this partnership's own folder.")


def _ground(frame: Frame) -> set[str]:
    return {place for places in frame.areas.values() for place in places}
