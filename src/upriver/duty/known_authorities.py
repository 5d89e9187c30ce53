"""The bodies of England and Wales as the package ships them, dated, and which of them a workspace's districts have."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from upriver import shelf
from upriver.words.sharing.authority import Authority, Became, Cover, Jurisdiction, Move, Needed


@dataclass(frozen=True, slots=True)
class District:
    """A district of April 2024: its name, the code of its upper tier (its own where there is one tier), its size."""

    code: str
    name: str
    upper: str
    small_areas: int
    later_code: str
    """Its code from April 2025 on; another one for Barnsley and Sheffield alone."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is shipped: bodies by id with what they cover, districts, custody, moves, ended area codes."""

    bodies: Mapping[str, Authority]
    districts: Mapping[str, District]
    custody: tuple[Authority, ...]
    moves: tuple[Move, ...]
    became: Mapping[str, Became]


@cache
def known() -> Known:
    """The shipped lists, read once."""
    sources = {row["source"]: row["says"] for row in _rows("sources")}
    districts = {
        row["district"]: District(row["district"], row["name"], row["upper_tier"], int(row["small_areas"]), row["code_2025"])
        for row in _rows("districts")
    }
    covers: dict[str, list[Cover]] = defaultdict(list)
    unsettled: dict[str, list[str]] = defaultdict(list)
    for row in _rows("covers"):
        covers[row["body"]].append(_cover(row, districts))
        if row["note"]:
            unsettled[row["body"]].append(f"{districts[row['district']].name}: {row['note']}")
    bodies = {}
    for row in _rows("bodies"):
        note = "; ".join(filter(None, (row["note"], *unsettled[row["code"]])))
        bodies[row["code"]] = _body(row, tuple(covers[row["code"]]), sources, note)
    return Known(bodies, districts, tuple(_custody(districts, sources)), tuple(_moves()), _became())


def _rows(name: str) -> Iterator[dict[str, str]]:
    with shelf.data_file(f"authorities/{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _cover(row: Mapping[str, str], districts: Mapping[str, District]) -> Cover:
    return Cover(
        row["district"],
        districts[row["district"]].name,
        float(row["share"]) if row["share"] else None,
        int(row["small_areas"]) if row["small_areas"] and row["share"] else None,
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        row["verified"] == "yes",
    )


def _body(row: Mapping[str, str], areas: tuple[Cover, ...], sources: Mapping[str, str], note: str) -> Authority:
    return Authority(
        id=row["code"],
        kind=row["kind"],
        name=row["name"],
        code=row["code"] if not row["code"].startswith(("LPB-", "YJS-", "LA-")) else "",
        areas=areas,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=_parted(row["successors"]),
        continues_as=row["continues_as"],
        tier=row["tier"],
        source=sources[row["source"]],
        verified=row["verified"] == "yes",
        unsourced=_parted(row["unsourced"]),
        note=note,
    )


def _custody(districts: Mapping[str, District], sources: Mapping[str, str]) -> Iterator[Authority]:
    """Places of custody that are not closed. One whose district isn't known is left out of every area."""
    for row in _rows("custody"):
        if row["status"].startswith("closed"):
            continue
        place = districts.get(row["district"])
        note = "; ".join(filter(None, (row["note"], "temporarily closed" if row["status"] != "open" else "")))
        yield Authority(
            id=f"custody-{row['code'].casefold()}",
            kind=row["kind"],
            name=row["name"],
            code=row["code"],
            areas=(Cover(place.code, place.name),) if place else (),
            source=sources[row["source"]],
            verified=row["verified"] == "yes",
            unsourced=_parted(row["unsourced"]),
            note=note,
        )


def _moves() -> Iterator[Move]:
    for row in _rows("moves"):
        day = date.fromisoformat(row["on"])
        yield Move(row["from_body"], row["district"], row["to_body"], int(row["small_areas"]), day, row["verified"] == "yes")


def _became() -> dict[str, Became]:
    found: dict[str, Became] = {}
    for row in _rows("changes"):
        old = found.get(row["from_code"])
        into = (*(old.into if old else ()), (row["to_code"], row["to_name"]))
        same = row["kind"] in ("recode", "icb_boundary")
        found[row["from_code"]] = Became(
            row["from_code"], row["from_name"], row["on"], into, row["verified"] == "yes" and (not old or old.verified), same
        )
    return found


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def proposed(
    districts: Iterable[str], *, on: date, custody: Iterable[Authority] = (), education: Iterable[Authority] = ()
) -> tuple[Authority, ...]:
    """The bodies that districts have on a day, each with what it covers of them, as rows that nobody has confirmed.

    `custody` and `education` are establishments that the workspace holds a list of; a held place of custody stands
    in for the shipped one with the same id.
    """
    wanted = frozenset(districts)
    places = {each.id: each for each in (*known().custody, *custody)}
    found = []
    for body in (*known().bodies.values(), *places.values(), *education):
        if any(cover.district in wanted for cover in body.covers_on(on)):
            areas = tuple(cover for cover in body.areas if cover.district in wanted)
            found.append(replace(body, areas=areas, status="proposed"))
    return tuple(found)


def districts_under(named: str) -> tuple[str, ...]:
    """The districts that a code, or the name of a body, county or district, stands for in the shipped lists; () for none."""
    wanted = " ".join(named.casefold().split())
    own = [each.code for each in known().districts.values() if wanted in (each.code.casefold(), each.name.casefold())]
    if own:
        return tuple(own)
    names = (wanted, f"{wanted} county council")
    bodies = [each for each in known().bodies.values() if each.id.casefold() == wanted or each.name.casefold() in names]
    return tuple(sorted({cover.district for body in bodies[:1] for cover in body.areas if cover.valid_to is None}))


def as_listed(district: str) -> str:
    """The code under which the shipped lists have a district that a newer list names by its later code."""
    return _later().get(district, district)


@cache
def _later() -> dict[str, str]:
    return {each.later_code: each.code for each in known().districts.values()}


def jurisdictions() -> tuple[Jurisdiction, ...]:
    """The jurisdictions that are declared, by slug."""
    return tuple(_jurisdiction(slug, table) for slug, table in sorted(shelf.declared("jurisdictions").items()))


def _jurisdiction(slug: str, table: Mapping[str, object]) -> Jurisdiction:
    what = f"the jurisdiction {slug}"
    shelf.shaped(what, table, {"title": str, "prefixes": list, "kinds": list}, {"notes": list, "languages": list})
    kinds, prefixes, notes, spoken = table["kinds"], table["prefixes"], table.get("notes", []), table.get("languages", ["en"])
    assert isinstance(kinds, list) and isinstance(prefixes, list) and isinstance(notes, list) and isinstance(spoken, list)
    texts = {"kind": str, "called": str, "says": str, "source": str}
    for kind in kinds:
        shelf.shaped(f"a kind of {what}", kind, {**texts, "duty": bool, "verified": bool}, {})
    needed = tuple(Needed(**{key: kind[key] for key in (*texts, "duty", "verified")}) for kind in kinds)
    return Jurisdiction(slug, str(table["title"]), tuple(prefixes), needed, tuple(notes), tuple(spoken))
