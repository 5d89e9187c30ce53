"""Where each sentence of the analysts stands: as it was accepted, stale, not accepted yet, or not sayable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from upriver.report.prose.figures import Fault, Figures, nearest, resolved
from upriver.report.prose.writing import TITLE, Part, links_in, parts_of, sentences_of, spans_of, typed_digits
from upriver.words.document import Prose, ProseLine
from upriver.words.text import plural

ACCEPTED, STALE, NEW, BROKEN = "accepted", "stale", "new", "broken"
MOST_LOOKED_FOR = 10
"""For so many figures of a file that are gone the nearest names are looked for: whoever mends those has seen how."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: as written, as it reads today, as it read when it was accepted ("" if never), and its state.

    `typed` are digits that no live figure keeps up to date.
    """

    source: str
    now: str
    was: str
    state: str
    typed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """One file of prose: its document, section and language, the hash of its bytes, and its sentences."""

    document: str
    section: str
    language: str
    sha256: str
    parts: tuple[Part, ...]
    sentences: tuple[Sentence, ...]

    @property
    def name(self) -> str:
        """As it is called on the command line."""
        return f"{self.document}/{self.section}.{self.language}"

    @property
    def unaccepted(self) -> tuple[Sentence, ...]:
        """What a person has still to read."""
        return tuple(each for each in self.sentences if each.state != ACCEPTED)

    def of(self, state: str) -> tuple[Sentence, ...]:
        """The sentences in a state."""
        return tuple(each for each in self.sentences if each.state == state)


def checked(document: str, section: str, language: str, sha256: str, text: str, *, figures: Figures, accepted: Mapping[str, str]) -> Written:
    """A file of prose with each of its sentences held beside the text at its last acceptance."""
    parts = parts_of(text)
    sentences = [_sentence(source, figures, accepted) for part in parts for source in sentences_of(part.source)]
    return Written(document, section, language, sha256, parts, tuple(_with_nearest(sentences, figures)))


def _with_nearest(sentences: Sequence[Sentence], figures: Figures) -> Iterator[Sentence]:
    """The sentences, the first of the figures that are gone with the names most like theirs."""
    looked = 0
    for each in sentences:
        faults = []
        for fault in each.faults:
            wanted = fault.kind == "gone" and looked < MOST_LOOKED_FOR
            looked += wanted
            faults.append(replace(fault, near=nearest(fault.name, figures)) if wanted else fault)
        yield replace(each, faults=tuple(faults)) if faults else each


def _sentence(source: str, figures: Figures, accepted: Mapping[str, str]) -> Sentence:
    now, faults = resolved(source, figures)
    was = accepted.get(source, "")
    state = BROKEN if faults else NEW if not was else STALE if was != now else ACCEPTED
    return Sentence(source, now, was, state, typed_digits(source), faults)


def shown(written: Written, figures: Figures, leads: Callable[[str], bool]) -> Prose:
    """The block that stands on the page, with a note that says what in it isn't as it was accepted."""
    lines = tuple(ProseLine(part.kind, spans_of(resolved(part.source, figures)[0], leads)) for part in written.parts)
    return Prose(TITLE, lines, notes_of(written))


def notes_of(written: Written) -> tuple[str, ...]:
    """What in it isn't as it was accepted, a sentence each."""
    notes = []
    for each in written.of(STALE):
        notes.append(
            f"Stale: numbers in this sentence have moved since it was accepted. It read: \u201c{each.was}\u201d It now reads: \u201c{each.now}\u201d"
        )
    if new := written.of(NEW):
        notes.append(f"Not accepted yet: {plural(len(new), 'sentence')} that nobody has read with today's figures.")
    if broken := written.of(BROKEN):
        notes.append(f"{plural(len(broken), 'sentence')} here name{'s' if len(broken) == 1 else ''} a figure that can't be said.")
    return tuple(notes)


def bad_links(written: Written, leads: Callable[[str], bool]) -> tuple[str, ...]:
    """Addresses that lead nowhere allowed: neither http, https nor a page or file of the document."""
    return tuple(href for part in written.parts for href in links_in(part.source) if not leads(href))
