"""Small ledgers for tests, with everything defaulted."""

from __future__ import annotations

from pathlib import Path

from upriver.store.ledger import Ledger, append, read
from upriver.words.releasing.released import Entry, Fact, Frame

AT = "2026-02-01T09:00:00Z"


def a_fact(code: str = "E07000001", shown: int | None = 12, *, measure: str = "robbery", start: str = "2025-01-01",
           end: str = "2025-12-31", definition: str = "local@1", selects: str | None = None, release: str = "") -> Fact:
    """One count under a rule that hides 1 to 9."""
    return Fact(("ltla", code, start, end, measure, "", "police_crime_extract"), definition, selects, shown, 1, "threshold_10", release)


def an_entry(release: str = "r1", verb: str = "released", *, audience: str = "public", run: str = "run1", previous: str = "",
             by: str = "an analyst", at: str = AT, why: str = "") -> Entry:
    """A line before it is added."""
    return Entry("", "", verb, release, "assessment", audience, run, "2026-02-01", at, by, why, previous, "", "")


def a_book(root: Path, *releases: str, audience: str = "public") -> Ledger:
    """A ledger with releases in it, each with three facts and cells of its own."""
    for number, release in enumerate(releases or ("r1", "r2", "r3")):
        facts = [a_fact(f"E0700000{at}", 12 + number + at) for at in range(3)]
        append(read(root, audience), an_entry(release, run=f"run of {release}", audience=audience), facts=facts,
               cells=f"table,count\na,{number}\n".encode(), frame=Frame({"ltla:E07000001": ("E01000001", "E01000002")}))
    return read(root, audience)
