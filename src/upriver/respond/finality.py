"""May a strategy be final: only once everybody who must be consulted has been. Who signed is shown beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from upriver.respond.asking import consulting
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation, Consulted
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Contribution, Strategy
from upriver.words.sharing.authority import KINDS, SPECIFIED, Authority, Register
from upriver.words.standing.asked import Consulting
from upriver.words.standing.response import Signed
from upriver.words.text import day, listed, plural

LONG_BEFORE = timedelta(days=366)
RESTS_ON = "PCSC Act 2022, section 8(4)"
RESTS_ON_WIDER = "PCSC Act 2022, sections 8(4) and 9(4)"


def judged_on(strategy: Strategy, on: date) -> date:
    """The day on which consultation is judged: that of its publication, where that is past, since who is there changes later.

    A day of publication long before the strategy starts is a slip or a way round the rule, and doesn't take anybody off the list.
    """
    if strategy.published_on is None:
        return on
    earliest = strategy.starts - LONG_BEFORE if strategy.starts else strategy.published_on
    return min(on, max(strategy.published_on, earliest))


def blockers(plan: Plan, register: Register, *, strategy: str, on: date) -> tuple[str, ...]:
    """What stands between a strategy and being final, in sentences; none where nothing does.

    Every educational, prison and youth custody authority must have been consulted, and over a wider area every other specified
    authority too. One that was asked and may still reply by a day to come hasn't been heard: its time isn't over.
    """
    own = plan.one(Strategy, strategy)
    if own is None:
        return (f"There is no strategy {strategy}.",)
    on = judged_on(own, on)
    asked, names = consulting(plan, register, strategy=strategy, on=on), register.by_id()
    # An area may have no prison, but none has no school: a register without one isn't filled in yet.
    empty = "" if "education" in asked.kinds() else "The register of authorities lists no school, college or other educational authority: enter them first."
    found = [empty, *(_never(asked, kind, names) for kind in asked.kinds())]
    waiting = [f"{names[each.authority].name} (until {day(latest.isoformat())})" for each in asked.must
               if each.state == "waiting" and (latest := _until(plan, each.rows, on))]
    if waiting:
        found.append(f"{listed(waiting, most=12)} may still reply.")
    return tuple(each for each in found if each)


def _never(asked: Consulting, kind: str, names: Mapping[str, Authority]) -> str:
    bodies = asked.of(kind, "never")
    if not bodies:
        return ""
    called = [names[each.authority].name for each in bodies]
    section = "8(4)" if kind not in SPECIFIED else "9(4)"
    return (f"{plural(len(called), f'{KINDS[kind]} authority', f'{KINDS[kind]} authorities')} of {len(asked.of(kind))} "
            f"{'has' if len(called) == 1 else 'have'} never been asked (section {section}): {listed(called, most=12)}.")


def _until(plan: Plan, rows: Sequence[Consulted], on: date) -> date | None:
    """The last day on which any of these may still reply; None where no day was set or all are past."""
    held = {each.id: each.reply_by for each in plan.of(Consultation)}
    days = [by for row in rows if (by := held.get(row.consultation)) is not None and by >= on]
    return max(days, default=None)


def loose_ends(plan: Plan, register: Register, *, strategy: str, on: date) -> tuple[str, ...]:
    """What should be settled before it is made final and doesn't stand in the way: silence not recorded, signatures that are missing."""
    own = plan.one(Strategy, strategy)
    if own is None:
        return ()
    asked, names = consulting(plan, register, strategy=strategy, on=judged_on(own, on)), register.by_id()
    late = [names[each.authority].name for each in asked.must if each.state == "late"]
    found = [f"No reply came in time from {listed(late, most=12)}, and that hasn't been recorded as silence."] if late else []
    unsigned = [names[each.authority].name for each in signatures(plan, register, strategy=strategy, on=on) if each.signed_on is None]
    if unsigned:
        found.append(f"{plural(len(unsigned), 'specified authority', 'specified authorities')} {'has' if len(unsigned) == 1 else 'have'} "
                     f"not signed: {listed(unsigned, most=12)}.")
    if not own.vision:
        found.append("It has no vision.")
    return tuple(found)


def signatures(plan: Plan, register: Register, *, strategy: str, on: date) -> tuple[Signed, ...]:
    """Every specified authority that is there on that day, and whether it signed."""
    parts = {each.authority: each for each in plan.of(Contribution) if each.strategy == strategy}
    kinds = list(SPECIFIED)
    bodies = sorted((each for each in register.authorities if each.kind in SPECIFIED and each.holds_on(on)),
                    key=lambda each: (kinds.index(each.kind), each.name))
    return tuple(_signed(body.id, body.kind, parts.get(body.id), on) for body in bodies)


def _signed(ident: str, kind: str, part: Contribution | None, on: date) -> Signed:
    """A signature dated after the day isn't there yet."""
    if part is None:
        return Signed(ident, kind, None)
    there = part.signed_on is not None and part.signed_on <= on
    return Signed(ident, kind, part.signed_on if there else None, part.signed_by if there else "", bool(part.paragraph))


def refuse_final(before: Plan, after: Plan, register: Register, *, on: date) -> None:
    """Refuse a change that makes a strategy final before everybody who must be consulted has been.

    Raises:
        Refusal: names what stands in the way of the first such strategy.
    """
    was = {each.id for each in before.of(Strategy) if each.state == "final"}
    for strategy in after.of(Strategy):
        if strategy.state == "final" and strategy.id not in was:
            found = blockers(after, register, strategy=strategy.id, on=on)
            if found:
                raise Refusal(f"the strategy {strategy.id} can't be made final yet. {' '.join(found)}",
                              do="Nothing was kept. Record whom you asked with `upriver consult`, or keep the strategy as a draft. "
                                 f"{RESTS_ON_WIDER if strategy.wider_area or register.pooled else RESTS_ON}.")
