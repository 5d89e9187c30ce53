"""What changed between two states of an agreement, and whether the later reaches no further than the earlier."""

from __future__ import annotations

from upriver.duty.agreements.files import table_of
from upriver.words.sharing.agreement import DETAILS, NEVER, Agreement, as_coarse

NOT_TERMS = frozenset({"title", "version", "signatures", "confirmation", "withdrawn"})
"""What may change without what is agreed changing."""
ORDERED = frozenset({"fields", "purposes", "areas"})
"""Lists in which less is narrower."""


def changed(before: Agreement, after: Agreement) -> tuple[str, ...]:
    """The keys of the file that differ."""
    old, new = table_of(before), table_of(after)
    return tuple(key for key in dict.fromkeys((*new, *old)) if key != "version" and old.get(key) != new.get(key))


def same_terms(before: Agreement, after: Agreement) -> bool:
    """Whether nothing of what is agreed has changed."""
    return not set(changed(before, after)) - NOT_TERMS


def is_narrower(before: Agreement, after: Agreement) -> bool:
    """Whether the later allows nothing that the earlier didn't, and differs only in what it allows."""
    return all(_less(key, before, after) for key in set(changed(before, after)) - NOT_TERMS)


def _less(key: str, before: Agreement, after: Agreement) -> bool:
    old, new = getattr(before, key), getattr(after, key)
    if key in ORDERED:
        # No fields named stands for all of them.
        return (not old or set(new) <= set(old)) and bool(new)
    if key in ("detail", "onward"):
        if new == NEVER:
            return True
        return old != NEVER and new in DETAILS and as_coarse(new, old)
    if key in ("ends", "review", "retention_months"):
        return bool(new <= old)
    return key == "starts" and bool(new >= old)


def carried(before: Agreement, after: Agreement) -> str:
    """What was signed or confirmed for other terms, or before a withdrawal, and stands unchanged though the agreement now
    reaches further; "" if nothing."""
    revived = before.withdrawn is not None and (after.withdrawn is None or after.withdrawn > before.withdrawn)
    if not revived and (same_terms(before, after) or is_narrower(before, after)):
        return ""
    old = [signature for signature in before.signatures if signature in after.signatures]
    if old:
        return f"a signature for {old[0].party}"
    same = before.confirmation is not None and before.confirmation == after.confirmation
    return "the confirmation" if same else ""
