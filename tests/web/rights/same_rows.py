"""Random visitors with random filters, and the rows that each form of a list or of the figures gives them."""

from __future__ import annotations

import csv
import html
import io
import random
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from register.commands import upriver
from web.served import Visit

from upriver.words.registers.plan import REGISTERS as ALL

PEOPLE = ("Mina Fictional", "Aled Made-Up", "Priya Pretend", "Hana Imaginary", "Ira Fictional", "Dee Supposed", "Cas Notional", "Ada Nobody")
WHOLE = ("Mina Fictional", "Aled Made-Up")
"""Who may read every row, as whoever runs a command on the workspace's folder does."""
REGISTERS = ("actions", "milestones", "priorities", "money", "consultations", "meetings", "decisions", "clauses", "studies", "requests", "attendances", "readiness", "returns")
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


def offered(visit: Visit, slug: str) -> list[tuple[str, str]]:
    """What a register's list can be narrowed by: each filter that its page offers, with each value."""
    text = visit.get(f"/plans/registers/{slug}/").text
    return [(name, html.unescape(value)) for name, options in re.findall(r'<select[^>]*\bname="(by-[^"]*)"[^>]*>(.*?)</select>', text, re.S)
            for value in re.findall(r'<option[^>]*value="([^"]+)"', options)]


def narrowed(visit: Visit, count: int, seed: int) -> list[Pair]:
    """So many who may read everything, at lists that are narrowed by one filter or by none: what a command can be asked for too."""
    drawn = random.Random(seed)
    choices = {slug: offered(visit, slug) for slug in REGISTERS}
    made = []
    for _ in range(count):
        slug = drawn.choice(REGISTERS)
        by = drawn.choice([(), *choices[slug]])
        made.append(Pair(drawn.choice(WHOLE), f"/plans/registers/{slug}/", (by,) if by else ()))
    return made


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


@cache
def of_command(folder: Path, path: str, state: tuple[tuple[str, str], ...]) -> list[str]:
    """The ids of the same rows as the command of that register lists them."""
    register = next(each for each in ALL if each.slug == path.split("/")[3])
    where = [word for name, value in state for word in ("--where", f"{name.removeprefix('by-')}={value}")]
    ran = upriver(*register.command.split(), "list", *where, "--workspace", folder, "--json")
    assert ran.code == 0, ran.err
    return [row["id"] for row in ran.json["rows"]]


def _plain(cell: str) -> str:
    words = re.sub(r'<span class="u-cell-hint">.*?</span>', "", cell, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


@dataclass(frozen=True)
class Wish:
    """A choice of published figures, as an address and a notebook both ask for it."""

    table: str
    measure: str
    level: str
    unit: str
    splits: str
    area: str
    start: str
    end: str

    @property
    def query(self) -> str:
        when = f"{self.start}..{self.end}" if self.start else "all"
        return urlencode({"table": self.table, "what": self.measure, "where": self.level, "unit": self.unit, "when": when,
                          **({"who": self.splits} if self.splits else {}), **({"area": self.area} if self.area else {})})

    def of(self, row: Any) -> bool:
        """Whether a row is of the choice that the notebook's own arguments can't name."""
        return (row.unit == self.unit and ";".join(row.splits) == self.splits and self.area in ("", row.code)
                and (not self.start or (row.start, row.end) == (self.start, self.end)))


def wishes(rows: tuple[Any, ...], count: int, seed: int) -> list[Wish]:
    """So many choices around figures drawn at random, each of one period or all, one area or all."""
    drawn = random.Random(seed)
    times: dict[tuple[object, ...], set[tuple[str, str]]] = {}
    for row in rows:
        times.setdefault((row.table, row.measure, row.level, row.unit, row.splits), set()).add((row.start, row.end))
    made = []
    for _ in range(count):
        row, one, then = drawn.choice(rows), drawn.random() < 0.4, drawn.random() < 0.7
        then = then or len(times[(row.table, row.measure, row.level, row.unit, row.splits)]) == 1  # where there is one period, all isn't offered
        made.append(Wish(row.table, row.measure, row.level, row.unit, ";".join(row.splits), row.code if one else "", *((row.start, row.end) if then else ("", ""))))
    return made


def figures_of_csv(visit: Visit, wish: Wish) -> list[tuple[str, ...]] | int:
    """The rows of a choice as the workspace's CSV gives them, column for column."""
    reply = visit.get(f"/data/explore.csv?{wish.query}")
    return sorted(map(tuple, list(csv.reader(io.StringIO(reply.body.decode())))[1:])) if reply.status == 200 else reply.status


def figures_of_page(visit: Visit, wish: Wish) -> tuple[Counter[str], int] | int:
    """The areas of a choice as the page lists them, and how many rows it says are in the file alone."""
    reply = visit.get(f"/data/explore/?{wish.query}")
    if reply.status != 200:
        return reply.status
    left = re.search(r"([\d,]+) further rows? of this choice", reply.text)
    return Counter(_plain(cell) for cell in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', reply.text, re.S)), int(left[1].replace(",", "")) if left else 0
