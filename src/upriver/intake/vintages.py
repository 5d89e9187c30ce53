"""Which of several downloads of the same month stands today, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upriver.words.part import Part, Receipt

Standing = Mapping[tuple[str, str, str], Part]
"""(contract, provider, month) -> the part that stands for it today."""


def standing(receipts: Sequence[Receipt]) -> dict[tuple[str, str, str], Part]:
    """Replay receipts in the order they came: each takes its months, save those it was found to be older for.

    What a provider sent and nobody has signed for is held, and stands for nothing.
    """
    stands: dict[tuple[str, str, str], Part] = {}
    for receipt in receipts:
        if not receipt.signed:
            continue
        part = receipt.part
        yields = set(receipt.yields)
        for pair in part.covers:
            if pair not in yields:
                stands[(part.contract, *pair)] = part
    return stands


def current(receipts: Sequence[Receipt], contract: str) -> tuple[tuple[Part, tuple[tuple[str, str], ...]], ...]:
    """Parts of a contract with the (provider, month) pairs that each stands for, in the order of their hashes."""
    by_part: dict[str, tuple[Part, list[tuple[str, str]]]] = {}
    for (slug, provider, month), part in standing(receipts).items():
        if slug == contract:
            by_part.setdefault(part.path, (part, []))[1].append((provider, month))
    ordered = sorted(by_part.values(), key=lambda each: (each[0].source_hash, each[0].path))
    return tuple((part, tuple(sorted(pairs))) for part, pairs in ordered)


def newer(old: Part, new: Part, diff: Mapping[str, int]) -> tuple[bool, str]:
    """Whether the file that came later is the newer one, and the reason, by the first that decides.

    In order: the dates they are known to be of, their content (outcomes only move on), arrival.
    """
    if old.vintage and new.vintage and old.vintage != new.vintage:
        return new.vintage > old.vintage, f"{new.vintage_reason or 'date given'}: {new.vintage} against {old.vintage}"
    on, back = diff.get("outcomes_moved_on", 0), diff.get("outcomes_moved_back", 0)
    if on != back:
        later = "this file" if on > back else "the file already held"
        return on > back, f"the content: outcomes only move on, and {abs(on - back):,} have moved on in {later}"
    return True, "arrival: nothing in the files says which is newer, so the later to arrive stands"
