"""Somebody who has kept every edition: reads the printed cells of all releases, and subtracts whatever lies in each other.

Written apart from the lock. He knows where areas lie, which months a period has and which kinds a measure counts; he sees
no number but those printed.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ledger.fiction import AGES, KINDS, MONTHS, SMALL, Told, World, quarters

EVERY = tuple(KINDS)


@dataclass(frozen=True)
class Printed:
    """Every printed count, with what it counts as sets: small areas, months, and kinds by age, one bit each."""

    names: tuple[str, ...]
    release: np.ndarray
    count: np.ndarray
    small: np.ndarray
    months: np.ndarray
    what: np.ndarray

    def __len__(self) -> int:
        return len(self.names)


def editions(root: Path, audiences: Iterable[str] = ("public",)) -> dict[str, list[dict[str, str]]]:
    """The rows of cells.csv that each release printed, by its name, straight from the files."""
    found = {}
    for audience in audiences:
        chain = root / audience / "chain.jsonl"
        for line in chain.read_text("utf-8").splitlines() if chain.is_file() else ():
            entry = json.loads(line)
            packed = root / audience / "cells" / f"{entry['cells']}.csv.gz"
            found[entry["release"]] = list(csv.DictReader(gzip.decompress(packed.read_bytes()).decode().splitlines()))
    return found


def laid_out(found: Mapping[str, list[dict[str, str]]], told: Mapping[str, Told], *, hospital: bool = False) -> Printed:
    """All printed counts of the police (or of hospitals, which are rounded) as sets."""
    names, rows = [], []
    for at, (release, cells) in enumerate(found.items()):
        asked, seen = told[release], set()
        for row in cells:
            name = ",".join(row[part] for part in ("area_level", "area_code", "period_start", "period_end", "measure", "breakdown"))
            if row["unit"] == "count" and row["count"] and ("health" in row["table"]) == hospital and name not in seen:
                seen.add(name)
                names.append(f"{release}: {name}")
                rows.append((at, int(row["count"]), *_sets(row, asked)))
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)] if rows else [np.zeros(0, np.int64)] * 5
    return Printed(tuple(names), *columns)


def _sets(row: Mapping[str, str], asked: Told) -> tuple[int, int, int]:
    small = sum(1 << at for at in asked.ground.areas[row["area_level"]][row["area_code"]])
    months = sum(1 << at for at, month in enumerate(MONTHS) if row["period_start"][:7] <= month <= row["period_end"][:7])
    if row["measure"].startswith("admissions"):
        return small, months, {"admissions": 3, "admissions_sharp": 1, "admissions_other": 2}[row["measure"]]
    kinds = asked.limbs if row["measure"] == "serious_violence" else (row["measure"],)
    ages = [age for age in AGES if f"is={age}" in row["breakdown"]] or AGES
    return small, months, sum(1 << (3 * EVERY.index(kind) + AGES.index(age)) for kind in kinds for age in ages)


@dataclass(frozen=True)
class Differences:
    """How many differences were taken, by what lies between the two numbers, and those in the protected range."""

    taken: Mapping[str, int]
    small: tuple[tuple[str, str, str, int], ...]
    """(kind, whole, part, difference)."""

    @property
    def many(self) -> int:
        return sum(self.taken.values())


def pairs(printed: Printed, low: int, high: int) -> Differences:
    """Every pair of which one lies in the other, in area, time and kind at once: its difference, by how many of them it differs in."""
    taken: dict[str, int] = {}
    small = []
    for whole in range(len(printed)):
        inside = np.flatnonzero(_within(printed, whole))
        differ = [(getattr(printed, part)[inside] != getattr(printed, part)[whole]) for part in ("small", "months", "what")]
        for at, area, time, kind in zip(inside, *differ, strict=True):
            if at == whole:
                continue
            name = "+".join(word for word, holds in (("area", area), ("time", time), ("kind", kind)) if holds)
            if not name:
                if printed.release[at] >= printed.release[whole]:
                    continue
                name = "revision"
            taken[name] = taken.get(name, 0) + 1
            apart = int(printed.count[whole] - printed.count[at])
            if low <= (abs(apart) if name == "revision" else apart) <= high:
                small.append((name, printed.names[whole], printed.names[at], apart))
    return Differences(taken, tuple(small))


def _within(printed: Printed, whole: int) -> np.ndarray:
    return np.all([(getattr(printed, part) & ~getattr(printed, part)[whole]) == 0 for part in ("small", "months", "what")], axis=0)


def triples(printed: Printed, low: int, high: int) -> Differences:
    """Every whole less two parts of it that share nothing with each other, in area, time or kind."""
    taken: dict[str, int] = {}
    small = []
    for whole in range(len(printed)):
        inside = [at for at in np.flatnonzero(_within(printed, whole)) if at != whole and printed.count[at] < printed.count[whole]]
        for number, one in enumerate(inside):
            rest = np.array(inside[number + 1 :], dtype=np.int64)
            if not len(rest):
                continue
            apart = np.any([(getattr(printed, part)[rest] & getattr(printed, part)[one]) == 0 for part in ("small", "months", "what")], axis=0)
            left = printed.count[whole] - printed.count[one] - printed.count[rest]
            taken["three"] = taken.get("three", 0) + int(apart.sum())
            small += [("three", printed.names[whole], f"{printed.names[one]} and {printed.names[rest[at]]}", int(left[at]))
                      for at in np.flatnonzero(apart & (left >= low) & (left <= high))]
    return Differences(taken, tuple(small))


def true_rests(printed: Printed, found: Differences, world: World) -> list[tuple[str, str, int]]:
    """Those small differences of three numbers that are what was known of the rest at the time of one of them."""
    at = {name: number for number, name in enumerate(printed.names)}
    last = {told.name: told.last for told in quarters()}
    true = []
    for _, whole, parts, apart in found.small:
        one, other = parts.split(" and ")
        rest = _pieces(printed, at[whole]) & ~_pieces(printed, at[one]) & ~_pieces(printed, at[other])
        for name in {each.partition(":")[0] for each in (whole, one, other)}:
            if int(world.upto(last[name]).reshape(rest.shape)[rest].sum()) == apart:
                true.append((whole, parts, apart))
    return true


def _pieces(printed: Printed, at: int) -> np.ndarray:
    """A printed number as (small areas, months, kinds by age), True where it counts them."""
    sides = [np.array([bool(int(part[at]) >> bit & 1) for bit in range(size)])
             for part, size in ((printed.small, len(SMALL)), (printed.months, len(MONTHS)), (printed.what, len(KINDS) * len(AGES)))]
    return sides[0][:, None, None] & sides[1][None, :, None] & sides[2][None, None, :]
