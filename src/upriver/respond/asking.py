"""Consultation and silence: who must be asked about a strategy, and how each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation, Consulted
from upriver.words.registers.plan import Plan
from upriver.words.registers.register import written
from upriver.words.registers.strategy import Strategy
from upriver.words.sharing.authority import KINDS, RELEVANT, SPECIFIED, Authority, Register
from upriver.words.standing.asked import Consultee, Consulting
from upriver.words.text import listed

ORDER = ("replied", "silence", "waiting", "late")
Change = tuple[str, str, Mapping[str, str]]
"""A row to be kept: its register, its id, its values as text."""


def consulting(plan: Plan, register: Register, *, strategy: str, on: date) -> Consulting:
    """Who must be consulted on a strategy and how each stands on that day.

    Every educational, prison and youth custody authority there on the day (section 8(4)); for a wider area every other specified
    authority too (section 9(4)). Consultations that were held after the day don't count.
    """
    own = plan.one(Strategy, strategy)
    wider = bool((own and own.wider_area) or register.pooled)
    kinds = (*RELEVANT, *(SPECIFIED if wider else ()))
    held = {each.id: each for each in plan.of(Consultation) if each.strategy == strategy and (each.held_on is None or each.held_on <= on)}
    rows = [each for each in plan.of(Consulted) if each.consultation in held]
    bodies = sorted((each for each in register.authorities if each.kind in kinds and each.holds_on(on)),
                    key=lambda each: (kinds.index(each.kind), each.name))
    must = tuple(_consultee(body, [each for each in rows if each.authority == body.id], held, on) for body in bodies)
    known = {each.id for each in bodies}
    return Consulting(strategy, must, wider, tuple(each for each in rows if each.authority not in known))


def _consultee(body: Authority, rows: Sequence[Consulted], held: Mapping[str, Consultation], on: date) -> Consultee:
    states = [state_of(each, held.get(each.consultation), on) for each in rows]
    return Consultee(body.id, body.kind, min(states, key=ORDER.index, default="never"), tuple(rows))


def state_of(row: Consulted, consultation: Consultation | None, on: date) -> str:
    """How one reply stands: one that is waited for past its date is late until a person marks it as silence."""
    if row.reply != "waiting":
        return row.reply
    by = consultation.reply_by if consultation else None
    return "late" if by is not None and by < on else "waiting"


def sent_to(plan: Plan, register: Register, *, consultation: str, kinds: Sequence[str], ids: Sequence[str], on: date) -> tuple[Change, ...]:
    """Rows that put every body of the kinds, and those named, on a consultation's list; those on it already are left as they are.

    Raises:
        Refusal: there is no such consultation, kind or body, nobody was named, or its date for replies has passed.
    """
    held = _there(plan, consultation)
    if held.reply_by is not None and held.reply_by < on:
        raise Refusal(f"replies to {held.id} were asked for by {held.reply_by.isoformat()}, which has passed",
                      do="Whoever is put on the list now would count as silent at once: record a consultation of its own, or set a later --reply-by.")
    bodies = register.by_id()
    unknown = [each for each in kinds if each not in KINDS] + [each for each in ids if each not in bodies]
    if unknown:
        raise Refusal(f"the register knows no kind or body called {listed(unknown)}", do=f"Kinds are {listed(list(KINDS), most=20)}.")
    wanted = [each.id for each in register.authorities if each.kind in kinds and each.holds_on(on)]
    wanted = list(dict.fromkeys([*wanted, *ids]))
    if not wanted:
        raise Refusal("nobody is named to send it to", do="Name a kind with --to-kind, or bodies with --to.")
    there = {each.authority for each in plan.of(Consulted) if each.consultation == consultation}
    return tuple(_new_rows(plan, consultation, [each for each in wanted if each not in there]))


def silent_on(plan: Plan, *, consultation: str, on: date) -> tuple[Change, ...]:
    """Rows that mark as silent everybody who was to reply by an earlier day and didn't.

    Raises:
        Refusal: there is no such consultation, no date was set, or it hasn't passed.
    """
    held = _there(plan, consultation)
    if held.reply_by is None:
        raise Refusal(f"the consultation {held.id} names no date for replies", do=f"Set one: upriver consult set {held.id} --reply-by DATE.")
    if held.reply_by >= on:
        raise Refusal(f"replies to {held.id} may come until {held.reply_by.isoformat()}", do="Mark silence on a later day.")
    late = [each for each in plan.of(Consulted) if each.consultation == consultation and each.reply == "waiting"]
    return tuple(("consulted", each.id, {**written(each), "reply": "silence"}) for each in late)


def _there(plan: Plan, consultation: str) -> Consultation:
    found = plan.one(Consultation, consultation)
    if found is None:
        known = [each.id for each in plan.of(Consultation)]
        raise Refusal(f"there is no consultation {consultation}", do=f"There are {listed(known)}." if known else "Record one: upriver consult add.")
    return found


def _new_rows(plan: Plan, consultation: str, bodies: Sequence[str]) -> Iterator[Change]:
    taken = {each.id for each in plan.of(Consulted)}
    for body in bodies:
        ident = wished = f"{consultation}-{body}".casefold()
        nth = 2
        while ident in taken:
            ident, nth = f"{wished}-{nth}", nth + 1
        taken.add(ident)
        yield "consulted", ident, {**dict.fromkeys(("replied_on", "said", "changed"), ""), "id": ident, "consultation": consultation,
                                   "authority": body, "reply": "waiting"}
