"""What claims can be about: families of figures from one source each, and the everyday words for them, from TOML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from upriver import shelf
from upriver.report.exploring.rows import Row, measure_said

NEEDS = {"version": int, "order": int, "title": str, "source": str, "words": list, "beware": str, "tables": list, "subjects": list}
OF_SUBJECT = {"measure": str, "says": str, "many": str, "words": list}
VAGUE = frozenset({"not yet", "age band"})
"""Names of measures that mean nothing alone; nor does any of one word (`all`, `yes`, `services`)."""


@dataclass(frozen=True, slots=True)
class Family:
    """Figures of one source: how it is named in a sentence, by what words a claim may name it, its tables in order."""

    slug: str
    order: int
    title: str
    source: str
    words: tuple[str, ...]
    beware: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is counted. `says` stands after "the rate of", `many` after "there were"; `split` is its breakdown."""

    family: Family
    measure: str
    split: str
    says: str
    many: str
    words: tuple[str, ...]
    beware: str
    unit: str = ""

    @property
    def limits(self) -> str:
        """What may not be said of it."""
        return " ".join(part for part in (self.beware, self.family.beware) if part)


@dataclass(frozen=True)
class Subjects:
    """All that claims can be about, over the figures of one document."""

    all: tuple[Subject, ...]

    @cached_property
    def by_words(self) -> Mapping[str, tuple[Subject, ...]]:
        """Each phrase with what it can mean, the first choice first."""
        found: dict[str, list[Subject]] = {}
        for each in sorted(self.all, key=lambda one: one.family.order):
            for words in dict.fromkeys((*each.words, each.says.lower(), each.many.lower())):
                found.setdefault(words, []).append(each)
        return {words: tuple(each) for words, each in found.items()}

    @cached_property
    def told(self) -> Mapping[str, str]:
        """Each source as its own sentences name it, with its family: read before anything else, so that no word in it means another thing."""
        return {each.family.source.lower(): each.family.slug for each in self.all if each.family.slug}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Each phrase that names a source, with its family."""
        pairs = [(words.lower(), each.family.slug) for each in self.all for words in each.family.words]
        return dict(pairs)


def subjects(rows: Iterable[Row], own: Path | None = None) -> Subjects:
    """What claims can be about: what is declared, and every other measure of these figures under its own name.

    `own` is the workspace's `declarations`, where a partnership may add words of its own (`declarations/saying/NAME.toml`).

    Raises:
        shelf.Unreadable: a declaration lacks something.
    """
    declared = [each for slug, table in shelf.declared("saying", own).items() for each in _family(slug, table)]
    declared.sort(key=lambda each: each.family.order)
    known = {(table, each.measure) for each in declared for table in each.family.tables}
    return Subjects((*declared, *_unnamed(rows, known)))


def _family(slug: str, table: Mapping[str, Any]) -> list[Subject]:
    shelf.shaped(f"saying/{slug}.toml", table, NEEDS, {})
    family = Family(slug, table["order"], table["title"], table["source"], _texts(table["words"]), table["beware"], _texts(table["tables"]))
    found = []
    for at, each in enumerate(table["subjects"], 1):
        shelf.shaped(f"subject {at} of saying/{slug}.toml", each, OF_SUBJECT, {"split": str, "beware": str, "unit": str})
        words = tuple(word.lower() for word in _texts(each["words"]))
        found.append(Subject(family, each["measure"], each.get("split", ""), each["says"], each["many"], words, each.get("beware", ""),
                             each.get("unit", "")))
    return found


def _texts(given: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(each) for each in given)


def _unnamed(rows: Iterable[Row], known: set[tuple[str, str]]) -> list[Subject]:
    """Measures that no declaration names, each under the words of its own name, table by table."""
    found: dict[tuple[str, str], Subject] = {}
    for row in rows:
        words = row.measure.replace("_", " ")
        if (row.table, row.measure) in known or (row.table, row.measure) in found or row.breakdown:
            continue
        if " " not in words or words in VAGUE:
            continue
        said = measure_said(row.measure)
        family = Family("", 99, "Other figures of the assessment", "the assessment", (), "", (row.table,))
        found[row.table, row.measure] = Subject(family, row.measure, "", said[:1].lower() + said[1:], words, (words,), "")
    return list(found.values())
