"""A workspace with live agreements, and files of partners that were never anybody's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from journeys.workspaces import Ran
from register.commands import upriver

from upriver.duty.agreements.files import agreement_toml
from upriver.duty.agreements.standing import flows
from upriver.duty.gateways import gateways, questions
from upriver.words.sharing.agreement import Agreement, Confirmation, Party, Signature

TRUST, COUNCIL, FORCE = "Norsea Hospitals", "Norsea Council", "Norsea Police"
ED, CRIME, AMBULANCE = "ed_assault_attendances", "police_crime_extract", "ambulance_assault_calls"
SIGNED = ("--officer", "A. Officer", "--role", "Data lead", "--on", "2026-02-03")


def a_party(name: str, *, part: str, kind: str) -> Party:
    return Party(id=name.casefold().replace(" ", "_"), name=name, kind=kind, part=part, controller="controller",
                 regime="no_personal_data", confidence="not_owed", opt_out="does_not_apply",
                 opt_out_why="no confidential patient information is in it", assurance="DSPT standards met")


def an_agreement(contract: str, giver: str = TRUST, *, kind: str = "police", months: int = 24, number: int = 1,
                 frequency: str = "monthly") -> Agreement:
    """One agreement, live today, everything defaulted."""
    parties = (a_party(giver, part="gives", kind=kind), a_party(COUNCIL, part="receives", kind="local_authority"))
    made = Agreement(
        id=f"{contract}_{number}", title=f"Sharing {contract}", gateway="pcsc_s16", contract=contract, fields=(),
        information="depersonalised", purposes=("strategic_needs_assessment",), areas=("E10000014",), detail="record",
        onward="partnership", frequency=frequency, form="electronic", retention_months=months, starts=date(2025, 1, 1),
        ends=date(2099, 1, 1), review=date(2098, 1, 1), dpia="DPIA 1", parties=parties,
        signatures=tuple(Signature(each.id, "p1", "Director", date(2025, 1, 1)) for each in parties), addresses="area",
    )
    asked = questions(gateways()["pcsc_s16"], flows(made))
    confirmed = Confirmation("p1", "Director", date(2025, 1, 1), tuple(each.slug for each in asked))
    return Agreement(**{name: getattr(made, name) for name in made.__slots__ if name != "confirmation"}, confirmation=confirmed)


def a_workspace(folder: Path, *agreements: Agreement) -> Path:
    """A workspace in which these agreements are live."""
    assert upriver("init", folder, "--name", "Norsea", "--by", "Nora").code == 0
    for each in agreements:
        path = folder / f"{each.id}.toml"
        path.write_text(agreement_toml(each, {"p1": "P. One"}), "utf-8")
        ran = upriver("agree", folder, path)
        assert ran.code == 0, ran.out + ran.err
    return folder


ED_HEADER = ("SITE CODE (OF TREATMENT),ARRIVAL DATE AND TIME,ASSAULT DATE AND TIME,ASSAULT METHOD,ASSAULT LOCATION TYPE,"
             "age_band,sex,person_key")


def key(person: str) -> str:
    """The keyed hash of somebody who was never anybody."""
    return hashlib.sha256(f"planted {person}".encode()).hexdigest()


def an_attendance(day: str = "2026-01-05", *, hour: int = 1, site: str = "RZZ01", method: str = "fist", person: str = "",
                  assaulted: str = "", sex: str = "male") -> str:
    """One row, everything defaulted."""
    return f"{site},{day}T{hour:02d}:30:00,{assaulted},{method},own home,18-24,{sex},{key(person) if person else ''}"


def attendances(path: Path, rows: Iterable[str]) -> Path:
    path.write_text("\n".join([ED_HEADER, *rows]) + "\n", "utf-8")
    return path


def submitted(file: Path, to: Path, *more: str, contract: str = ED, provider: str = TRUST, signed: bool = True) -> Path:
    """A sealed package of a file."""
    ran = upriver("submit", file, "--contract", contract, "--provider", provider, "--to", to, *(SIGNED if signed else ()), *more)
    assert ran.code == 0, ran.out + ran.err
    return to


def held(folder: Path) -> list[str]:
    """All that is held of partners, by path."""
    return sorted(path.relative_to(folder / "held").as_posix() for path in (folder / "held" / "restricted").rglob("*.parquet"))


def refused(ran: Ran) -> str:
    assert ran.code in (1, 3) and "Traceback" not in ran.err + ran.out, (ran.code, ran.out, ran.err)
    return ran.out + ran.err
