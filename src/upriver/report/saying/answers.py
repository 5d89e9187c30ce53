"""What `say` answers: the verdict, why, what may be said instead, and what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from upriver import shelf
from upriver.report.exploring.rows import Row, meaning
from upriver.report.saying.subjects import Subject

SUPPORTED, NOT, UNKNOWN = "supported", "not supported", "cannot be checked"
ORDER = (NOT, UNKNOWN, SUPPORTED)
"""Of several parts the first of these that one has is the verdict on the whole."""
HIDDEN = "The figure that would settle it is not shown: it is hidden to protect people or is not available. Nothing follows from that."


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be said of a claim.

    `say` is a sentence that may be said. `figures` are the cleared figures it rests on, the first being the one that settles
    it. `beware` is what may not be said of it. `over` says which release or draft was asked.
    """

    claim: str
    verdict: str
    why: str
    say: str = ""
    definition: str = ""
    source: str = ""
    figures: tuple[Row, ...] = ()
    beware: str = ""
    over: str = ""

    @property
    def code(self) -> int:
        """The exit code of the command: 0 supported, 3 not supported, 4 cannot be checked."""
        return {SUPPORTED: 0, NOT: 3, UNKNOWN: 4}[self.verdict]

    @property
    def body(self) -> dict[str, object]:
        """The same as data."""
        first = next(iter(self.figures), None)
        shown = first is not None and first.value is not None
        return {
            "claim": self.claim, "verdict": self.verdict, "why": self.why, "say": self.say, "definition": self.definition,
            "source": self.source, "never_say": self.beware, "over": self.over,
            "periods": list(dict.fromkeys(row.when for row in self.figures)),
            "interval": [first.lower, first.upper] if first is not None and shown and first.lower is not None else None,
            "figures": [{"name": row.figure, "value": row.value, "lower": row.lower, "upper": row.upper, "marker": row.marker,
                         "area": row.name, "period": row.when, "explain": f"explain/{row.table.replace('/', '-')}/"} for row in self.figures],
        }


def answer(verdict: str, why: str, subject: Subject | None = None, say: str = "", rows: Iterable[Row] = ()) -> Answer:
    """An answer about one subject, without its claim yet."""
    figures = tuple(rows)
    provisional = any("p" in row.marker.split(";") for row in figures)
    beware = subject.limits if subject else ""
    if provisional:
        beware = f"{beware} The figure is provisional: say so."
    return Answer("", verdict, why, say, defined(subject) if subject else "", subject.family.title if subject else "", figures, beware.strip())


def defined(subject: Subject) -> str:
    """What a subject holds, as its definition says."""
    return measured(subject.measure) or subject.beware or subject.says


def measured(measure: str) -> str:
    """What a measure holds, as the profile or the definition of that name says; nothing where there is neither."""
    profile = shelf.declared("profiles").get(measure, {})
    return meaning(measure) or str(profile.get("says", ""))


def together(found: Iterable[Answer]) -> Answer:
    """The answer to a claim of several parts: no better than its worst part."""
    parts = list(found)
    if len(parts) == 1:
        return parts[0]
    verdict = next(each for each in ORDER if any(part.verdict == each for part in parts))
    worst = [part for part in parts if part.verdict == verdict]
    return replace(
        worst[0], why=" ".join(dict.fromkeys(part.why for part in worst)), say=" ".join(dict.fromkeys(part.say for part in parts if part.say)),
        figures=tuple(dict.fromkeys(row for part in [*worst, *parts] for row in part.figures)),
        beware=" ".join(dict.fromkeys(part.beware for part in parts if part.beware)),
    )
