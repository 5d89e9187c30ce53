"""Making a page for every partnership, one folder at a time, so that what was interrupted goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upriver import __version__, shelf
from upriver.pipeline.counting import survey
from upriver.pipeline.counting.wish import Wish
from upriver.pipeline.national.laying import lay_country
from upriver.pipeline.national.profiles import Making, edition_of, figures_of, plain_files
from upriver.pipeline.national.statistics import statistics
from upriver.report.national.index import listing
from upriver.report.national.rendering import assets, entry_of, rendered
from upriver.store.folder import Folder, write_whole
from upriver.words.cleared import Rule
from upriver.words.decision import Decision
from upriver.words.declared import Break, Contract
from upriver.words.part import Receipt
from upriver.words.sharing.agreement import Permission

PLACE = "csp"
DONE = "run.json"
SHOWN_FROM = ("police_uk_street", "census_residents", "boundaries", "area_lookup", "deprivation_2025")


@dataclass(frozen=True, slots=True)
class Step:
    """One partnership that has its page now: its name, how many have of how many, and whether it was there before."""

    name: str
    at: int
    of: int
    before: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What the desk hands on: what is held, decided and allowed."""

    receipts: tuple[Receipt, ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]
    permission: Permission
    contracts: Mapping[str, Contract]
    rules: Mapping[str, Rule]
    publisher: str


def run_of(wish: Wish, given: Given) -> tuple[str, dict[str, Any]]:
    """The id of the run, a hash of all that its figures rest on, and that in words."""
    inputs = sorted({(each.part.contract, each.part.version, each.part.source_hash) for each in given.receipts})
    manifest = {
        "code": f"{__version__} {shelf.code_hash()}",
        "each": PLACE,
        "publisher": given.publisher,
        "period": [wish.period.start.isoformat(), wish.period.end.isoformat()],
        "definition": wish.definition.name,
        "declared": wish.declared,
        "as_of": wish.as_of,
        "seed": wish.seed,
        "audience": wish.audience,
        "inputs": [{"contract": contract, "version": version, "sha256": source} for contract, version, source in inputs],
        "decisions": [{"subject": each.subject, "answer": each.answer, "reason": each.reason} for each in given.decisions],
    }
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16], manifest


def make_each(folder: Folder, wish: Wish, given: Given) -> Iterator[Step]:
    """Make every page that isn't there yet, and last the list of all; one step is told for each partnership.

    A partnership's folder is put in place whole, and the list and `run.json` come last: what an interrupted run left is
    either whole or not there.
    """
    run, manifest = run_of(wish, given)
    place = folder.drafts / run
    if (place / DONE).is_file():
        done = sorted((place / PLACE).iterdir())
        yield from (Step(each.name, at, len(done), before=True) for at, each in enumerate(done, 1))
        return
    for left in (place / PLACE).glob(".*"):
        shutil.rmtree(left, ignore_errors=True)
    for path, data in assets().items():
        write_whole(place / path, data)
    yield from _pages(folder, place, wish, given, run)
    entries = [entry_of((each / "profile.json").read_bytes()) for each in sorted((place / PLACE).iterdir())]
    page = listing(entries, definition=wish.definition.title, period=wish.period.words)
    edition = _edition(wish, given)
    write_whole(place / "index.html", rendered(edition, page, codes=[each.code for each in entries]))
    body = {**manifest, "run": run, "with_data": sum(not each.why for each in entries), "without": sum(bool(each.why) for each in entries)}
    write_whole(place / DONE, (json.dumps(body, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode())


def _pages(folder: Folder, place: Path, wish: Wish, given: Given, run: str) -> Iterator[Step]:
    names = survey.gazette(folder, given.receipts)
    country = lay_country(folder, wish, receipts=given.receipts, decisions=given.decisions, breaks=given.breaks,
                          permission=given.permission, names=names)
    edition, of = _edition(wish, given), len(country.with_data) + len(country.without)
    pending = [area for area in country.with_data if not (place / PLACE / area.code).is_dir()]
    at = 0
    for each in country.without:
        before = (place / PLACE / each.area.code).is_dir()
        if not before:
            _put(place / PLACE, each.area.code, plain_files(edition, each.area, each.forces, each.why))
        yield Step(each.area.name, at := at + 1, of, before)
    for area in country.with_data:
        if area not in pending:
            yield Step(area.name, at := at + 1, of, before=True)
    if not pending:
        return
    outlines = dict(zip(*survey.outlines_of(folder, given.receipts, "lsoa21"), strict=True))
    rules = {slug: given.rules[contract.rule] for slug, contract in given.contracts.items()}
    making = Making(country, statistics(country), outlines, rules, edition, given.decisions, run, wish.as_of)
    for area in pending:
        _put(place / PLACE, area.code, figures_of(making, area))
        yield Step(area.name, at := at + 1, of)


def _edition(wish: Wish, given: Given) -> Any:
    held: Sequence[str] = sorted({each.part.contract for each in given.receipts})
    attribution = tuple(dict.fromkeys(given.contracts[slug].attribution for slug in SHOWN_FROM
                                      if slug in held and given.contracts[slug].attribution))
    return edition_of(given.publisher, wish.period, wish.as_of, wish.audience, attribution)


def _put(place: Path, code: str, files: Mapping[str, bytes]) -> None:
    """Write a partnership's folder beside its place and put it there at once."""
    beside = place / f".{code}.new"
    shutil.rmtree(beside, ignore_errors=True)
    for name, data in files.items():
        write_whole(beside / name, data)
    beside.rename(place / code)
