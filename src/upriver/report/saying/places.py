"""Where a claim is about: any area that the figures name, or the partnership."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from upriver.report.exploring.rows import Row
from upriver.words.area import LEVEL_NAMES

ORDER = ("partnership", "csp", "ltla", "utla", "force", "ward", "msoa21", "lsoa21", "country", "region", "icb", "fra")
"""Which level is meant first where several areas have one name."""
TYPED = {
    **{name: level for level, name in LEVEL_NAMES.items()},
    "csp": "csp", "district": "ltla", "local authority": "ltla", "police force": "force", "police force area": "force", "force": "force",
    "police area": "force", "county": "utla", "county council": "utla", "upper tier": "utla", "ward": "ward", "partnership": "partnership",
    "borough": "ltla", "city": "ltla", "town": "ltla", "community safety partnership": "csp",
}  # fmt: skip
HERE = ("the partnership", "our partnership", "our area", "the partnership area", "this area", "here", "locally", "the whole partnership", "the area")
RANKED = {"districts": "ltla", "partnerships": "csp", "community safety partnerships": "csp", "wards": "ward", "neighbourhoods": "msoa21",
          "police forces": "force", "forces": "force", "small areas": "lsoa21", "upper-tier areas": "utla", "local authorities": "ltla"}


@dataclass(frozen=True, slots=True)
class Place:
    """One area as the figures name it."""

    level: str
    code: str
    name: str

    @property
    def says(self) -> str:
        """Its name with its kind, since one name may stand for several kinds."""
        return self.name if self.level in ("partnership", "country") else f"{self.name} ({LEVEL_NAMES.get(self.level, self.level)})"


@dataclass(frozen=True, slots=True)
class Places:
    """All areas of a document by their names in small letters, the likeliest of each name first."""

    by_name: Mapping[str, tuple[Place, ...]]
    whole: Place | None

    def marked(self, text: str, put: Callable[[tuple[Place, ...]], str]) -> str:
        """The text with every name of an area replaced by what `put` gives for it, longest names first."""
        kinds = "|".join(re.escape(word) for word in sorted(TYPED, key=len, reverse=True))
        for name in sorted((name for name in self.by_name if name in text), key=len, reverse=True):
            found = self.by_name[name]
            pattern = re.compile(rf"(?<![\w§-]){re.escape(name)}(?:'s)?(?![\w§-])(?: \(({kinds})\)| ({kinds})(?!\w))?")
            text = pattern.sub(lambda match, found=found: put(_of_kind(found, match[1] or match[2])), text)  # type: ignore[misc]
        if self.whole is not None:
            for words in sorted(HERE, key=len, reverse=True):
                text = re.sub(rf"(?<![\w§-]){words}(?![\w§-])", lambda _: put((self.whole,)), text)  # type: ignore[arg-type]
        return text


def _of_kind(found: tuple[Place, ...], words: str | None) -> tuple[Place, ...]:
    level = TYPED.get(words or "")
    return tuple(place for place in found if place.level == level) if level else found


def places_of(rows: Iterable[Row]) -> Places:
    """Every area that the figures name."""
    known = {(row.level, row.code): Place(row.level, row.code, row.name.removeprefix("'")) for row in rows}
    found: dict[str, list[Place]] = {}
    for place in sorted(known.values(), key=lambda each: (ORDER.index(each.level) if each.level in ORDER else 99, each.code)):
        for name in {place.name.lower(), place.name.lower().replace(" (fictional)", ""), place.code.lower()}:
            if len(name) > 3 or place.level == "partnership":
                found.setdefault(name, []).append(place)
    whole = next((place for place in known.values() if place.level == "partnership"), None)
    return Places({name: tuple(each) for name, each in found.items()}, whole)
