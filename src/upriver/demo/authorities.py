"""The bodies and people of the fictional partnership, as a register spreadsheet that `upriver who --from` takes in.

Every kind of body is there, three tiers of council, invited participants with each right, and a commissioner whose
functions go to a mayor. All names are made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from upriver.demo.names import DISTRICTS, FIRE_AUTHORITY, ICB, POLICE_AREA, POLICE_FORCE
from upriver.pipeline.authorities.register import to_spreadsheet
from upriver.store.folder import write_whole
from upriver.words.sharing.authority import Authority, Cover, Person, Register

COMMISSIONER, MAYOR = "LPB-E23009901", "LPB-E23009901-mayor"
LAST_DAY = date(2026, 5, 6)
"""The commissioner's last day; the mayor begins on the next."""
SOURCE = "Made up for the demonstration"
_POINTS = (
    # id, name, job, the body that the person speaks for
    ("p1", "Oriel Tansley", "Superintendent, prevention", POLICE_AREA[0]),
    ("p2", "Idris Quayle", "Head of the probation delivery unit", "PROB-doggerland"),
    ("p3", "Maren Holloway", "Manager of the youth justice service", "YJS-norsea"),
    ("p4", "Tobias Fenwick-Ash", "Manager of the youth justice service", "YJS-eastmarch"),
    ("p5", "Sunniva Creed", "Head of community safety", FIRE_AUTHORITY[0]),
    ("p6", "Leopold Marsh", "Director of population health", ICB[0]),
    ("p7", "Annika Saltmarsh", "Head of community safety", "E06009901"),
    ("p8", "Gwendal Rowe", "Director of public health", "E10009901"),
    ("p9", "Petronel Vane", "Community safety officer", "E07009901"),
    ("p10", "Caspian Orr", "Community safety officer", "E07009903"),
    ("p11", "Ottilie Barrow", "Head of policy", COMMISSIONER),
    ("p12", "Fintan Dray", "Analyst, deputy", POLICE_AREA[0]),
)


def fictional_register() -> Register:
    """The register, nothing of it confirmed; Saltby Vale has named nobody to speak for it yet."""
    whole = tuple(Cover(each.code, each.name, 1.0) for each in DISTRICTS)
    bodies = (*_duty_holders(whole), *_policing_bodies(whole), *_relevant(whole), *_beside(whole))
    contacts = {body: person for person, _, _, body in reversed(_POINTS)}
    people = tuple(
        Person(ident, name, job, f"{name.split()[0].casefold()}@{_place(body)}.example", "01632 960" + f"{at:03d}")
        for at, (ident, name, job, body) in enumerate(_POINTS, 101)
    )
    deputies = {POLICE_AREA[0]: "p12"}
    spoken_for = (replace(body, contact=contacts.get(body.id, ""), deputy=deputies.get(body.id, "")) for body in bodies)
    return Register(tuple(spoken_for), people)


def write_register(path: Path, *, on: date) -> None:
    """Write it as an XLSX file; `on` is the only date that the file carries of itself."""
    write_whole(path, to_spreadsheet(fictional_register(), name="Norsea and Eastmarch (fictional)", on=on))


def _duty_holders(whole: tuple[Cover, ...]) -> tuple[Authority, ...]:
    unitary, inland = whole[:1], whole[1:]
    councils = tuple(
        _body(each.code, "local_authority", f"{each.name} {'City' if single else 'District'} Council", (cover,), tier="single" if single else "district")
        for each, cover in zip(DISTRICTS, whole, strict=True)
        for single in (each.county[0] == each.code,)
    )
    return (
        _body(POLICE_AREA[0], "police", POLICE_FORCE, whole),
        _body("PROB-doggerland", "probation", "Probation Service - Doggerland", whole, code=""),
        _body("YJS-norsea", "youth_justice", "Norsea Youth Justice Service", unitary, code=""),
        _body("YJS-eastmarch", "youth_justice", "Eastmarch Youth Justice Service", inland, code=""),
        _body(FIRE_AUTHORITY[0], "fire_and_rescue", f"{FIRE_AUTHORITY[1]} Fire Authority", whole),
        _body(ICB[0], "health", ICB[2], whole),
        *councils,
        _body("E10009901", "local_authority", "Eastmarch County Council", inland, tier="county"),
    )


def _policing_bodies(whole: tuple[Cover, ...]) -> tuple[Authority, ...]:
    first = date.fromordinal(LAST_DAY.toordinal() + 1)
    return (
        _body(COMMISSIONER, "local_policing_body", "Police and Crime Commissioner for Norsea", whole, code="",
              valid_to=LAST_DAY, successors=(MAYOR,)),
        _body(MAYOR, "local_policing_body", "Mayor of Norsea and Eastmarch", whole, code="", valid_from=first),
    )  # fmt: skip


def _relevant(whole: tuple[Cover, ...]) -> tuple[Authority, ...]:
    norsea, harrowmere, saltby, wexholme = whole
    return (
        _body("custody-nxi", "prison", "Norsea (HMP)", (norsea,), code="NXI"),
        _body("custody-wexholme-lodge", "youth_custody", "Wexholme Lodge", (wexholme,), code=""),
        _body("trust-9001", "education", "Tideway Academy Trust", (norsea, harrowmere), code=""),
        _body("schools-E10009901", "education", "Eastmarch (maintained schools)", (harrowmere, saltby, wexholme), code=""),
        _body("urn-990001", "education", "Norsea and Eastmarch College", whole, code=""),
    )


def _beside(whole: tuple[Cover, ...]) -> tuple[Authority, ...]:
    partnerships: dict[tuple[str, str], list[Cover]] = {}
    for each, cover in zip(DISTRICTS, whole, strict=True):
        partnerships.setdefault(each.safety_partnership, []).append(cover)
    invited = (
        ("ambulance", "Doggerland Ambulance Service", "small_area_figures"),
        ("hospital", "Norsea General Hospital", "small_area_figures"),
        ("harbour-light", "Harbour Light (victim support)", "district_figures"),
        ("night-pastors", "Eastmarch Night Pastors", "published_only"),
    )
    return (
        *(_body(code, "community_safety_partnership", name, tuple(covers)) for (code, name), covers in partnerships.items()),
        *(_body(ident, "invited_participant", name, whole, code="", rights=rights) for ident, name, rights in invited),
    )


def _body(ident: str, kind: str, name: str, areas: tuple[Cover, ...], *, code: str | None = None, tier: str = "", rights: str = "",
          valid_from: date | None = None, valid_to: date | None = None, successors: tuple[str, ...] = ()) -> Authority:
    return Authority(
        ident, kind, name, ident if code is None else code, areas, valid_from, valid_to, successors,
        tier=tier, rights=rights, source=SOURCE, verified=True,
    )  # fmt: skip


def _place(body: str) -> str:
    return body.casefold().replace("_", "-")
