"""What was ever released: the lines of the ledger, and what a reader of a release knows of each count."""

from __future__ import annotations

from dataclasses import dataclass

Quantity = tuple[str, str, str, str, str, str, str]
"""What is counted, whatever table it stands in: level, code, start, end, measure, breakdown, and by which source."""

AUDIENCES = ("restricted", "public")
"""Who a document is for, each with a ledger of its own. Who may read a restricted one may read all public ones too."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One count as the readers of a release know it.

    `shown` is the printed count, None where it was hidden; `base` what it was rounded to, 1 for none. `definition` is
    slug@version. `selects` are the rows that it counts as `field=value;field=value`, None where they can't be said plainly.
    Only counts under a rule that hides something are kept: the others were public before.
    """

    quantity: Quantity
    definition: str
    selects: str | None
    shown: int | None
    base: int
    rule: str
    release: str = ""
    """The release that it stood in; empty for the one that is being cleared."""


VERBS = ("released", "withdrawn", "corrected")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ledger. `id` is a hash over everything else, `parent` the id of the line before it.

    verb: released, withdrawn (its pages are taken down; what was read is known for ever, so its facts stay), or corrected
    (`release` puts right what `previous` said, `why` how). `cells` and `facts` are the SHA-256 of what lies beside the ledger.
    """

    id: str
    parent: str
    verb: str
    release: str
    document: str
    audience: str
    run: str
    as_of: str
    at: str
    by: str
    why: str
    previous: str
    cells: str
    facts: str
