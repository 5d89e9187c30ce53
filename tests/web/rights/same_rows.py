"""Random visitors with random filters, and the rows that each form of a list gives them."""

from __future__ import annotations

import csv
import html
import io
import random
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from web.served import Visit

PEOPLE = ("Mina Fictional", "Aled Made-Up", "Priya Pretend", "Hana Imaginary", "Ira Fictional", "Dee Supposed", "Cas Notional", "Ada Nobody")
REGISTERS = ("actions", "milestones", "priorities", "fundings", "consultations", "meetings", "decisions", "clauses", "approaches", "requests")
LISTS = (*(f"/plans/registers/{slug}/" for slug in REGISTERS), "/agreements/", "/partnership/authorities/", "/sharing/")
WORDS = ("", "", "", "a", "young", "2025", "police", "norsea", "no such words at all")
ORDERS = ("", "id", "-id", "title", "-state")


@dataclass(frozen=True)
class Pair:
    """Somebody, and the state of a list that they ask for."""

    name: str
    path: str
    state: tuple[tuple[str, str], ...]

    def address(self, **more: str) -> str:
        query = urlencode({**dict(self.state), **more})
        return f"{self.path}?{query}" if query else self.path


def pairs(count: int, seed: int) -> list[Pair]:
    """So many of them, the same each time."""
    drawn = random.Random(seed)
    return [Pair(drawn.choice(PEOPLE), drawn.choice(LISTS), tuple((name, value) for name, value in (("q", drawn.choice(WORDS)), ("sort", drawn.choice(ORDERS))) if value))
            for _ in range(count)]


def of_page(visit: Visit, pair: Pair) -> list[str] | int:
    """The first cell of every row of all pages, or the status where the list doesn't open."""
    found: list[str] = []
    for number in range(1, 60):
        reply = visit.get(pair.address(page=str(number)))
        if reply.status != 200:
            return reply.status
        found += [_plain(cell) for cell in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', reply.text, re.S)]
        if 'rel="next"' not in reply.text:
            return found
    raise AssertionError("a list that never ends")


def of_csv(visit: Visit, pair: Pair) -> list[str] | int:
    """The same of the CSV file; a list without a row offers no file and gives none."""
    reply = visit.get(pair.address(**{"as": "csv"}))
    if reply.status != 200:
        return reply.status
    rows = list(csv.reader(io.StringIO(reply.body.decode("utf-8"))))
    return [" ".join(row[0].split()) for row in rows[1:]]


def of_ods(visit: Visit, pair: Pair, place: Path) -> list[str] | int:
    """The same of the ODS file, read by another program's reader."""
    from python_calamine import CalamineWorkbook

    reply = visit.get(pair.address(**{"as": "ods"}))
    if reply.status != 200:
        return reply.status
    place.write_bytes(reply.body)
    rows = [row for row in CalamineWorkbook.from_path(str(place)).get_sheet_by_index(0).to_python() if any(cell != "" for cell in row)]
    return [str(row[0]) for row in rows]


def _plain(cell: str) -> str:
    words = re.sub(r'<span class="u-cell-hint">.*?</span>', "", cell, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())
