"""What was ever released: the lines of the ledger, and what a reader of a release knows of each count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

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
    audience: str = "public"
    """Who could read that release."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the counts of a release were counted over, so that later ones can be set against them.

    Attributes:
        areas: the 2021 small areas that each area larger than one had then, by `level:code`.
        limbs: what each measure that is a sum was made of, by the slugs of its limbs.
    """

    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limbs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def cut_to(self, facts: Iterable[Fact]) -> Frame:
        """Only what the counts of a release need."""
        told = list(facts)
        areas, measures = {f"{fact.quantity[0]}:{fact.quantity[1]}" for fact in told}, {fact.quantity[4] for fact in told}
        return Frame({name: small for name, small in self.areas.items() if name in areas},
                     {name: parts for name, parts in self.limbs.items() if name in measures})


VERBS = ("released", "withdrawn", "corrected")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ledger. `id` is a hash over everything else, `parent` the id of the line before it.

    verb: released, withdrawn (its pages are taken down; what was read is known for ever, so its facts stay), or corrected
    (`release` puts right what `previous` said, `why` how). `cells`, `facts` and `frame` are the SHA-256 of what lies beside
    the ledger, unpacked; `sealed` that of the packed files as they lie there.
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
    frame: str = ""
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One release as it stands today. state: current, earlier (a later one took its place), corrected or withdrawn.

    `corrects` is the release that it put right, `corrected_by` the one that put it right; `why` is the reason given for the
    correction that it is, `withdrawn_why` for its withdrawal. Blank where there is none.
    """

    release: str
    document: str
    audience: str
    as_of: str
    at: str
    by: str
    state: str
    cells: str
    corrects: str = ""
    why: str = ""
    corrected_by: str = ""
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    withdrawn_why: str = ""


def history(entries: Iterable[Entry]) -> tuple[Edition, ...]:
    """Every release of one ledger as it stands today, the first one first.

    A release that was withdrawn stays withdrawn, whatever put it right; of each document the last one that wasn't is current.
    """
    found: dict[str, Edition] = {}
    for entry in entries:
        if entry.verb == "withdrawn":
            if entry.release in found:
                found[entry.release] = replace(found[entry.release], state="withdrawn", withdrawn_at=entry.at,
                                               withdrawn_by=entry.by, withdrawn_why=entry.why)
            continue
        corrects = entry.previous if entry.verb == "corrected" else ""
        for name, each in found.items():
            if each.document == entry.document and each.state == "current":
                found[name] = replace(each, state="earlier")
        if corrects in found:
            put_right = found[corrects]
            state = put_right.state if put_right.state == "withdrawn" else "corrected"
            found[corrects] = replace(put_right, state=state, corrected_by=entry.release)
        found[entry.release] = Edition(entry.release, entry.document, entry.audience, entry.as_of, entry.at, entry.by, "current",
                                       entry.cells, corrects, entry.why)
    return tuple(found.values())


def heads_written(heads: Mapping[str, str]) -> str:
    """The last line of each ledger as one text, `public=ID restricted=ID`: what a clearance and an event keep."""
    return " ".join(f"{audience}={head}" for audience, head in sorted(heads.items()))


def heads_read(written: str) -> dict[str, str]:
    """The last line of each ledger from that text."""
    return dict(part.split("=", 1) for part in written.split() if "=" in part)
