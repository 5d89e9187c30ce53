"""The same reader over real releases: what their cells print of counts that a rule of its own hides, by area, time and split."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

from ledger.reader import Differences

Cut = tuple[frozenset[str], int, int, tuple[str, str]]
"""Small areas, first and last month, and what is counted."""


def differences(root: Path, *, low: int, high: int, audience: str = "public") -> Differences:
    """Every number of a release less every other that lies in it: in the same area or a smaller one, at the same time or within it.

    The ledger's facts say only which counts are protected by a rule that rounds nothing; the numbers are those of cells.csv.
    """
    place = root / audience
    numbers: list[tuple[str, Cut, int]] = []
    for line in (place / "chain.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["facts"]:
            numbers += _printed(place, entry)
    taken: dict[str, int] = {}
    small = []
    by_what: dict[tuple[str, str], list[tuple[str, Cut, int]]] = {}
    for each in numbers:
        by_what.setdefault(each[1][3], []).append(each)
    for group in by_what.values():
        for name, whole, count in group:
            for other, part, less in group:
                kind = _lies(part, whole, other, name)
                if kind:
                    taken[kind] = taken.get(kind, 0) + 1
                    apart = abs(count - less) if kind == "revision" else count - less
                    if low <= apart <= high:
                        small.append((kind, name, other, count - less))
    return Differences(taken, tuple(small))


def _lies(part: Cut, whole: Cut, other: str, name: str) -> str:
    """How one number lies in another: "" where it doesn't, or is the same of the same release."""
    if not (part[0] <= whole[0] and whole[1] <= part[1] and part[2] <= whole[2]):
        return ""
    words = [word for word, differs in (("area", part[0] != whole[0]), ("time", part[1:3] != whole[1:3])) if differs]
    return "+".join(words) if words else "revision" if other < name else ""


def _printed(place: Path, entry: dict[str, str]) -> list[tuple[str, Cut, int]]:
    facts = [json.loads(line) for line in gzip.decompress((place / "facts" / f"{entry['facts']}.jsonl.gz").read_bytes()).decode().splitlines()]
    frame = json.loads(gzip.decompress((place / "frame" / f"{entry['frame']}.json.gz").read_bytes()))["areas"]
    protected = {tuple(fact["quantity"][:6]) for fact in facts if fact["base"] == 1}
    cells = gzip.decompress((place / "cells" / f"{entry['cells']}.csv.gz").read_bytes()).decode().splitlines()
    found = {}
    for row in csv.DictReader(cells):
        name = tuple(row[part] for part in ("area_level", "area_code", "period_start", "period_end", "measure", "breakdown"))
        if name in protected and row["unit"] == "count" and row["count"]:
            area = frozenset(frame.get(f"{name[0]}:{name[1]}", (name[1],)))
            months = [int(day[:4]) * 12 + int(day[5:7]) for day in name[2:4]]
            found[name] = (f"{entry['release']}: {','.join(name)}", (area, months[0], months[1], (row["measure"], row["breakdown"])), int(row["count"]))
    return list(found.values())
