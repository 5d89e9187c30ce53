"""The register as sheets of a spreadsheet, and back: bodies, what they cover, people, partnerships, the invited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from upriver.words.sharing.authority import (
    BESIDE,
    OBSERVER,
    RELEVANT,
    RIGHTS,
    SPECIFIED,
    STATUSES,
    TIERS,
    Authority,
    Cover,
    Person,
    Register,
    tells_who,
)
from upriver.words.sharing.sheet import SheetColumn, SheetFault, SheetOf, SheetRow

_YES_NO = {"yes": "yes", "no": "no"}
_ID = SheetColumn("id", "A short name that stays for ever: an official code where there is one.", required=True, width=22, most=100)
_NAME = SheetColumn("name", "The full name.", required=True, width=48)
_DATES = (
    SheetColumn("valid_from", "The first day, as YYYY-MM-DD; empty where it isn't known.", kind="date", width=13),
    SheetColumn("valid_to", "The last day, as YYYY-MM-DD; empty while it goes on.", kind="date", width=13),
)
_PEOPLE = (
    SheetColumn("contact", "The single point of contact: an id of the sheet People.", refers=("People", "id"), width=12),
    SheetColumn("deputy", "The deputy: an id of the sheet People.", refers=("People", "id"), width=12),
)
_ROOTS = (
    SheetColumn("source", "Where this row comes from.", width=40, most=1_000),
    SheetColumn("verified", "Whether it was found in that source.", kind="list", codes=_YES_NO, width=10),
    SheetColumn("unsourced", "Columns that the source doesn't cover.", several=True, width=16),
    SheetColumn("note", "A remark. Write no person's name here.", width=40, most=1_000),
    SheetColumn("status", "Told only: confirm with upriver who --confirm.", kind="list", codes=dict.fromkeys(STATUSES, ""),
                told=True, width=12),
)
_AFTER = (
    SheetColumn("successors", "Ids of the bodies that take over when it ends.", several=True, width=22),
    SheetColumn("continues_as", "The id under which the same body goes on with a new code.", width=16, most=100),
)

AUTHORITIES = SheetOf(
    "Authorities",
    "Specified and relevant authorities, and the local policing body",
    "One row is one body. Its areas stand on the sheet Areas.",
    (
        _ID,
        SheetColumn("kind", "The kind of authority.", kind="list", required=True, width=20,
                    codes={**SPECIFIED, **RELEVANT, **OBSERVER}),
        _NAME,
        SheetColumn("code", "The code that its area's figures carry; empty where it has none.", width=14, most=40),
        SheetColumn("tier", "For a council alone: where it stands.", kind="list", codes=TIERS, width=12),
        *_DATES, *_AFTER, *_PEOPLE, *_ROOTS,
    ),
    ("id",),
)
PARTNERSHIPS = SheetOf(
    "CSPs",
    "Community safety partnerships",
    "One row is one partnership. Its areas stand on the sheet Areas.",
    (_ID, _NAME, SheetColumn("code", "Its ONS code.", width=14, most=40), *_DATES, *_AFTER, *_PEOPLE, *_ROOTS),
    ("id",),
)
INVITED = SheetOf(
    "Invited",
    "Invited participants, with narrower rights",
    "One row is one body that takes part by invitation. It never sees rows about people.",
    (
        _ID, _NAME,
        SheetColumn("rights", "What it may see.", kind="list", codes=RIGHTS, required=True, width=20),
        *_DATES, *_PEOPLE, *_ROOTS,
    ),
    ("id",),
)
AREAS = SheetOf(
    "Areas",
    "Which districts each body covers",
    "One row is one body and one district that it covers, wholly or in part. A body may have many rows.",
    (
        SheetColumn("body", "The id of the body.", required=True, width=22),
        SheetColumn("district", "The GSS code of the district.", required=True, width=14, most=40),
        SheetColumn("district_name", "The name of the district.", width=28),
        SheetColumn("share", "The share of its small areas, from 0 to 1; 1 is the whole; empty where not known.", kind="share", width=9),
        SheetColumn("small_areas", "How many of its 2021 small areas.", kind="number", width=12),
        *_DATES,
        SheetColumn("verified", "Whether this was found at its source; no leaves it out of series.", kind="list", codes=_YES_NO, width=10),
    ),
    ("body", "district", "valid_from"),
)
PEOPLE = SheetOf(
    "People",
    "People who speak for a body",
    "The only place where names stand. To take a person out: upriver who --erase ID. The id stays, the rest goes.",
    (
        SheetColumn("id", "A short name for the person that tells nobody who it is: p1, p2.", required=True, width=10, most=60),
        SheetColumn("name", "The person's name; empty once erased.", width=28),
        SheetColumn("job", "What they do there.", width=32),
        SheetColumn("email", "The address at work.", width=32),
        SheetColumn("phone", "The number at work.", width=18, most=60),
        SheetColumn("erased_on", "Told only: when the person was erased.", told=True, width=12),
    ),
    ("id",),
)
SHEETS = (AUTHORITIES, AREAS, PEOPLE, PARTNERSHIPS, INVITED)

_GSS = re.compile(r"[EW][0-9]{8}")
Written = tuple[tuple[SheetOf, tuple[Mapping[str, str], ...]], ...]


def written(register: Register) -> Written:
    """Every sheet with its rows as text, in the order of the register."""
    bodies = [_body_row(body) for body in register.authorities]
    by_role = {"partnership": PARTNERSHIPS.name, "invited": INVITED.name}
    rows: dict[str, list[Mapping[str, str]]] = {sheet.name: [] for sheet in SHEETS}
    for body, row in zip(register.authorities, bodies, strict=True):
        rows[by_role.get(body.role, AUTHORITIES.name)].append(row)
        rows[AREAS.name] += [_cover_row(body.id, cover) for cover in body.areas]
    rows[PEOPLE.name] = [
        {"id": each.id, "name": each.name, "job": each.job, "email": each.email, "phone": each.phone, "erased_on": each.erased_on}
        for each in register.people
    ]
    return tuple((sheet, tuple(rows[sheet.name])) for sheet in SHEETS)


def _body_row(body: Authority) -> dict[str, str]:
    plain = ("id", "kind", "name", "code", "tier", "rights", "continues_as", "contact", "deputy", "source", "note", "status")
    return {
        **{name: getattr(body, name) for name in plain},
        "valid_from": _iso(body.valid_from),
        "valid_to": _iso(body.valid_to),
        "successors": "; ".join(body.successors),
        "unsourced": "; ".join(body.unsourced),
        "verified": "yes" if body.verified else "no",
    }


def _cover_row(body: str, cover: Cover) -> dict[str, str]:
    return {
        "body": body,
        "district": cover.district,
        "district_name": cover.name,
        "share": "" if cover.share is None else f"{cover.share:.10g}",
        "small_areas": "" if cover.small_areas is None else str(cover.small_areas),
        "valid_from": _iso(cover.valid_from),
        "valid_to": _iso(cover.valid_to),
        "verified": "yes" if cover.verified else "no",
    }


def taken(rows: Mapping[str, Sequence[SheetRow]], old: Register) -> tuple[Register, tuple[SheetFault, ...]]:
    """The register that sheets say, and what is wrong between rows; each row's own cells are right already.

    `old` says who was erased (an erased person can't come back under the same id) and how the areas are pooled.
    """
    faults = between(rows, old)
    if faults:
        return old, faults
    covers: dict[str, list[Cover]] = {}
    for row in rows[AREAS.name]:
        covers.setdefault(row.values["body"], []).append(_cover(row.values))
    bodies = [
        _body({**_KIND_OF[sheet.name], **row.values}, tuple(covers.get(row.values["id"], ())))
        for sheet in (AUTHORITIES, PARTNERSHIPS, INVITED)
        for row in rows[sheet.name]
    ]
    people = tuple(_person(row.values) for row in rows[PEOPLE.name])
    return replace(old, authorities=tuple(bodies), people=people), ()


def between(rows: Mapping[str, Sequence[SheetRow]], old: Register) -> tuple[SheetFault, ...]:
    """What is wrong between the rows of sheets; a cell that is empty, or was faulty by itself, is passed over."""
    faults = [*_twice(rows), *_strays(rows), *_people_faults(rows[PEOPLE.name], old), *_date_faults(rows)]
    return tuple(replace(each, column=each.column.replace("_", " ").capitalize()) for each in faults)


_KIND_OF = {
    AUTHORITIES.name: {},
    PARTNERSHIPS.name: {"kind": next(iter(BESIDE))},
    INVITED.name: {"kind": list(BESIDE)[1]},
}


def _twice(rows: Mapping[str, Sequence[SheetRow]]) -> Iterable[SheetFault]:
    """An id on two of the sheets that list bodies; within one sheet the reading finds it."""
    seen: dict[str, str] = {}
    for sheet in (AUTHORITIES, PARTNERSHIPS, INVITED):
        for row in rows[sheet.name]:
            first = seen.setdefault(row.values["id"], sheet.name)
            if row.values["id"] and first != sheet.name:
                yield SheetFault(sheet.name, row.number, "id", f"stands on the sheet {first} too")


def _strays(rows: Mapping[str, Sequence[SheetRow]]) -> Iterable[SheetFault]:
    ids = {row.values["id"] for sheet in (AUTHORITIES, PARTNERSHIPS, INVITED) for row in rows[sheet.name]}
    for row in rows[AREAS.name]:
        if row.values["body"] and row.values["body"] not in ids:
            yield SheetFault(AREAS.name, row.number, "body", "is the id of no body on the sheets Authorities, CSPs and Invited")
        if row.values["district"] and not _GSS.fullmatch(row.values["district"]):
            yield SheetFault(AREAS.name, row.number, "district", "is not the GSS code of a district; it is written as E07000084")
    for row in rows[AUTHORITIES.name]:
        if row.values.get("tier") and row.values["kind"] not in ("", "local_authority"):
            yield SheetFault(AUTHORITIES.name, row.number, "tier", "is for councils alone; leave it empty here")
        if row.values["id"] and row.values["id"] in _several(row.values.get("successors", "")):
            yield SheetFault(AUTHORITIES.name, row.number, "successors", "names the body itself")


def _people_faults(rows: Sequence[SheetRow], old: Register) -> Iterable[SheetFault]:
    erased = {person.id for person in old.people if person.erased_on}
    known = {person.id for person in old.people}
    for row in rows:
        filled = any(row.values.get(name) for name in ("name", "job", "email", "phone"))
        if row.values["id"] in erased and filled:
            yield SheetFault(PEOPLE.name, row.number, "id", "was erased and can't be used again; give the person a new id")
        elif row.values["id"] not in known and tells_who(row.values["id"], row.values.get("name", "")):
            yield SheetFault(PEOPLE.name, row.number, "id", "tells who the person is, and would once the name is erased; write one as p7")
        elif row.values["id"] and row.values["id"] not in erased and not row.values.get("name"):
            yield SheetFault(PEOPLE.name, row.number, "name", "is empty; it must be filled")


def _date_faults(rows: Mapping[str, Sequence[SheetRow]]) -> Iterable[SheetFault]:
    for sheet in (AUTHORITIES, AREAS, PARTNERSHIPS, INVITED):
        for row in rows[sheet.name]:
            first, last = row.values.get("valid_from"), row.values.get("valid_to")
            if first and last and last < first:
                yield SheetFault(sheet.name, row.number, "valid_to", "is before the first day")


def _body(values: Mapping[str, str], areas: tuple[Cover, ...]) -> Authority:
    plain = ("id", "kind", "name", "code", "tier", "rights", "continues_as", "contact", "deputy", "source", "note")
    return Authority(
        **{name: values.get(name, "") for name in plain},
        areas=areas,
        valid_from=_day(values.get("valid_from")),
        valid_to=_day(values.get("valid_to")),
        successors=_several(values.get("successors", "")),
        unsourced=_several(values.get("unsourced", "")),
        verified=values.get("verified") == "yes",
    )


def _cover(values: Mapping[str, str]) -> Cover:
    share, small = values.get("share"), values.get("small_areas")
    dates = _day(values.get("valid_from")), _day(values.get("valid_to"))
    return Cover(
        values["district"],
        values.get("district_name", ""),
        float(share) if share else None,
        int(small) if small else None,
        *dates,
        verified=values.get("verified") != "no",
    )


def _person(values: Mapping[str, str]) -> Person:
    return Person(**{name: values.get(name, "") for name in ("id", "name", "job", "email", "phone")})


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
