"""The XML of the ISTV minimum data set as the rows that its CSV would have: read as a stream, within bounds.

The names of the schema's elements were not seen at source. So an element is known by the national name of its item,
however that is joined or cased (SiteCodeOfTreatment, SITE_CODE_OF_TREATMENT); the element that holds an item of an
assault is a row, and items that stand round or before it, as the reporting period, belong to it too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from upriver.words.refusal import Refusal

COLUMNS = (
    "REPORTING PERIOD START DATE", "REPORTING PERIOD END DATE", "SITE CODE (OF TREATMENT)", "ARRIVAL DATE AND TIME",
    "ASSAULT DATE AND TIME", "ASSAULT METHOD", "ASSAULT METHOD OTHER DESCRIPTION", "ASSAULT LOCATION TYPE",
    "ASSAULT LOCATION DESCRIPTION",
)
"""The items in the order of the columns that they become; the first three may stand once for all rows."""
FOR_ALL = 3
HAD_ROWS = -1
"""Stands among the items of an element that holds rows."""
DEEPEST = 24
LONGEST = 8_192
"""The most characters that one item may hold: the national set gives a place 255."""
MOST_ROWS = 2_000_000
_BLOCK = 2**16
_LETTERS = re.compile(r"[^a-z0-9]")


def _plain(name: str) -> str:
    """A name without its namespace, case and joints, and without the words that some leave out."""
    return _LETTERS.sub("", re.split(r"[:}]", name)[-1].casefold())


_ITEMS: Mapping[str, int] = {
    **{_plain(column): place for place, column in enumerate(COLUMNS)},
    **{_plain(column).replace("dateandtime", "datetime"): place for place, column in enumerate(COLUMNS)},
    "sitecode": 2, "reportingperiodstart": 0, "reportingperiodend": 1,
}


def is_istv(head: bytes) -> bool:
    """Whether the first bytes of a file are XML that names an item of the data set."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        return False
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    return any(_plain(name) in _ITEMS for name in re.findall(r"<([A-Za-z_][\w.:-]{0,80})", text))


def xml_to_csv(path: Path, into: Path) -> int:
    """Write the rows of an ISTV file as UTF-8 CSV under the national headings; gives how many there were.

    Raises:
        Refusal: it isn't whole XML, declares a document type or an entity, or passes the bounds. Nothing is left.
    """
    written = 0
    try:
        with path.open("rb") as stream, into.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in _rows(stream, path.name):
                written += 1
                if written > MOST_ROWS:
                    raise Refusal(f"{path.name} has more than {MOST_ROWS:,} rows", do="Send a file for each month.")
                writer.writerow(row)
    except Refusal:
        into.unlink(missing_ok=True)
        raise
    except (expat.ExpatError, OSError, ValueError):
        into.unlink(missing_ok=True)
        raise Refusal(f"{path.name} is XML that can't be read to its end: it is cut short or damaged",
                      do="Export it again; nothing was stored.") from None
    return written


def _rows(stream: BinaryIO, label: str) -> Iterator[list[str]]:
    """The rows that a stream of XML gives, block by block; nothing but the row at hand is kept."""
    reader = _Reader(label)
    while block := stream.read(_BLOCK):
        reader.parser.Parse(block, False)
        yield from reader.taken()
    reader.parser.Parse(b"", True)
    yield from reader.taken()


class _Reader:
    """Follows the elements of one document: which are open, what items they hold, and the rows that are whole."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.done: list[list[str]] = []
        self.for_all = [""] * FOR_ALL
        self.open: list[dict[int, str]] = []
        self.text: list[str] = []
        self.held = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        for handler in ("StartDoctypeDeclHandler", "EntityDeclHandler", "UnparsedEntityDeclHandler", "ExternalEntityRefHandler",
                        "SkippedEntityHandler"):
            setattr(self.parser, handler, self._declares)

    def taken(self) -> list[list[str]]:
        """The rows that became whole since the last time."""
        rows, self.done = self.done, []
        return rows

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self.open) >= DEEPEST:
            raise Refusal(f"{self.label} has elements within elements more than {DEEPEST} deep", do="It is no ISTV file; ask who made it.")
        self.open.append({})
        self.text, self.held = [], 0

    def _characters(self, text: str) -> None:
        self.held += len(text)
        if self.held > LONGEST:
            raise Refusal(f"{self.label} has an item of more than {LONGEST:,} characters", do="It is no ISTV file; ask who made it.")
        self.text.append(text)

    def _end(self, name: str) -> None:
        items = self.open.pop()
        place = _ITEMS.get(_plain(name))
        if HAD_ROWS in items:
            self._had_rows()
        elif any(each >= FOR_ALL for each in items):
            self.done.append([self._found(each, items) for each in range(len(COLUMNS))])
            self._had_rows()
        elif items:
            for each, value in items.items():
                self.for_all[each] = value
        elif place is not None:
            value = " ".join("".join(self.text).split())
            if self.open:
                self.open[-1][place] = value
        self.text, self.held = [], 0

    def _found(self, place: int, items: Mapping[int, str]) -> str:
        """An item of a row: its own, else that of the innermost element round it, else what was said for all rows."""
        for frame in (items, *reversed(self.open)):
            if place in frame:
                return frame[place]
        return self.for_all[place] if place < FOR_ALL else ""

    def _had_rows(self) -> None:
        """Remember of the element round a row that it isn't one itself."""
        if self.open:
            self.open[-1][HAD_ROWS] = ""

    def _declares(self, *_: object) -> int:
        raise Refusal(f"{self.label} declares a document type or an entity, which no ISTV file needs",
                      do="Don't use this file; ask who made it.")
