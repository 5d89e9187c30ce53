"""Signing off the strategy and the annual report: one specified authority at a time, by a named person, with what is missing to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.partners.convert import register
from upriver.desk.planning.changing import add, change
from upriver.desk.planning.history import last_state
from upriver.desk.planning.seen import kept, mark, rows_seen
from upriver.desk.registers.convert import rows
from upriver.respond.finality import signatures
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import Row, plan_of
from upriver.words.standing.response import Signed

REPORT = "g8"
"""The requirement that there is an annual report: its attestations carry the sign-offs."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Whether a specified authority signed a paper, when, and who did (the id of a person); `None` where nobody has."""

    authority: str
    signed_on: date | None
    signed_by: str = ""


def report_year(on: date) -> str:
    """The financial year that the annual report of a day is about: the last that has ended, as 2025-26."""
    ended = on.year if on >= date(on.year, 4, 1) else on.year - 1
    return f"{ended - 1}-{ended % 100:02}"


def sign_strategy(folder: Folder, *, strategy: str, authority: str, person: str, by: str, at: str) -> Row:
    """Keep that an authority agrees a strategy, beside its own part in it.

    Raises:
        Refusal: it has signed already, needn't sign, or nobody is named who does.
    """
    _named(person)
    given = {"strategy": strategy, "authority": authority, "signed_on": at[:10], "signed_by": person}
    with transaction.atomic(), as_desk():
        held = rows()
        if authority not in {each.authority for each in signatures(plan_of(held), register(), strategy=strategy, on=date.fromisoformat(at[:10]))}:
            raise Refusal("this authority isn't one that signs the strategy", do="Specified authorities sign it.")
        there = next((row for row in held if row.register == "contributions" and (row.values["strategy"], row.values["authority"]) == (strategy, authority)), None)
        if there is None:
            return add(folder, slug="contributions", given=given, by=by, at=at)
        if there.values.get("signed_on"):
            raise Refusal("it has signed already", do="Nothing was changed.")
        return change(folder, slug="contributions", ident=there.id, given={**there.values, **given}, opened=last_state("contributions", there.id), by=by, at=at)


def sign_report(folder: Folder, *, year: str, authority: str, person: str, by: str, at: str) -> Row:
    """Keep that an authority agrees the annual report of a year, as a named person's attestation that stays for ever.

    Raises:
        Refusal: it has signed already, or nobody is named who does.
    """
    _named(person)
    ident = report_ident(year, authority)
    given = {"id": ident, "requirement": REPORT.upper(), "says": "met", "person": person, "attested_on": at[:10],
             "evidence": f"The annual report of {year}, agreed for {authority}"}
    with transaction.atomic(), as_desk():
        if any((row.register, row.id) == ("attestations", ident) for row in rows()):
            raise Refusal("it has signed already", do="Nothing was changed.")
        return add(folder, slug="attestations", given=given, by=by, at=at)


def report_ident(year: str, authority: str) -> str:
    """The id under which an authority's sign-off of a year's report stands, so that there is one."""
    return f"report-{year}-{authority.casefold().replace('_', '-')}"[:60].rstrip("-.")


def strategy_signs(strategy: str, on: date) -> tuple[SignOff, ...]:
    """Every specified authority, and whether it signed the strategy."""
    found = _signatures(strategy, on)
    return tuple(SignOff(each.authority, each.signed_on, each.signed_by) for each in found)


def report_signs(strategy: str, year: str, on: date) -> tuple[SignOff, ...]:
    """Every specified authority, and whether it signed the annual report of a year."""
    held = {row.id: row.values for row in rows_seen() if row.register == "attestations" and row.id.startswith(f"report-{year}-")}
    made = []
    for each in _signatures(strategy, on):
        values = held.get(report_ident(year, each.authority))
        made.append(SignOff(each.authority, date.fromisoformat(values["attested_on"]) if values else None, values["person"] if values else ""))
    return tuple(made)


def _signatures(strategy: str, on: date) -> tuple[Signed, ...]:
    return kept(("signatures", strategy, on, *mark()), lambda: signatures(plan_of(rows_seen()), register(), strategy=strategy, on=on))


def _named(person: str) -> None:
    if not person:
        raise Refusal("your account isn't tied to a person of the register, and a sign-off is a named person's",
                      do="Ask the administrator to tie it; nothing was signed.")
