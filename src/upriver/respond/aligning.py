"""Community safety partnerships' plans against the priorities: met, partly, gap, or not yet judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from upriver.words.registers.asking import Clause
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Priority, Strategy
from upriver.words.sharing.authority import Register
from upriver.words.standing.aligned import Aligned, Alignment, Strand

BEST = ("met", "partly", "gap")
CSP = "community_safety_partnership"


def in_force(plan: Plan, on: date) -> Strategy | None:
    """The strategy that holds on that day: among those that cover it a final one first, then a draft, the latest start first.

    Where none covers the day, the one that starts last; None where there is no strategy at all.
    """
    order = {"final": 0, "draft": 1, "superseded": 2}
    found = sorted(plan.of(Strategy), key=lambda each: (-(each.starts or date.min).toordinal(), each.id))
    covering = [each for each in found if (each.starts or date.min) <= on <= (each.ends or date.max)]
    return next(iter(sorted(covering, key=lambda each: order.get(each.state, 1)) or found), None)


def alignment(plan: Plan, register: Register, *, strategy: str, on: date) -> Alignment:
    """Each CSP that is there on that day against each priority of the strategy.

    Only the plan that was read last counts, so that an old plan can't hide a gap of the new one. A priority that no clause of it is
    held against is not yet judged, which isn't a gap: a gap is somebody's answer.
    """
    csps = sorted((each for each in register.authorities if each.kind == CSP and each.holds_on(on)), key=lambda each: each.name)
    priorities = [each.id for each in plan.of(Priority) if each.strategy == strategy]
    clauses = [each for each in plan.of(Clause) if each.priority in priorities and (each.judged_on is None or each.judged_on <= on)]
    cells, strands = [], []
    for csp in csps:
        own = [each for each in clauses if each.csp == csp.id]
        current = latest_plan(own)
        held = [each for each in own if each.plan == current]
        cells += [_aligned(csp.id, priority, [each for each in held if each.priority == priority]) for priority in priorities]
        strands.append(_strand(csp.id, own, held, current, priorities))
    return Alignment(strategy, tuple(each.id for each in csps), tuple(priorities), tuple(cells), tuple(strands))


def latest_plan(clauses: Sequence[Clause]) -> str:
    """The plan whose clauses were judged last; among equals the one recorded last; "" where there is none."""
    newest = max((each.judged_on or date.min for each in clauses), default=None)
    return next((each.plan for each in reversed(clauses) if (each.judged_on or date.min) == newest), "")


def _aligned(csp: str, priority: str, clauses: Sequence[Clause]) -> Aligned:
    ordered = tuple(sorted(clauses, key=lambda each: BEST.index(each.answer)))
    return Aligned(csp, priority, ordered[0].answer if ordered else "not_judged", ordered)


def _strand(csp: str, own: Sequence[Clause], held: Sequence[Clause], current: str, priorities: Sequence[str]) -> Strand:
    """A clause that meets a priority, if only partly, shows a strand; a plan judged throughout without one shows that there is none."""
    earlier = tuple(dict.fromkeys(each.plan for each in own if each.plan != current))
    judged = max((each.judged_on for each in held if each.judged_on), default=None)
    there = [each for each in held if each.answer != "gap"]
    unread = len(set(priorities) - {each.priority for each in held})
    if not own:
        return Strand(csp, "not_known", "No clause of its plan has been recorded yet.")
    if there:
        where = "; ".join(dict.fromkeys(each.clause for each in there if each.clause)) or "no clause number given"
        has, says = "yes", f"Its plan speaks of serious violence: {where}."
    elif unread:
        has, says = "not_known", f"No clause found so far, and {unread} of {len(priorities)} priorities are not yet judged."
    else:
        has, says = "no", "Its plan was held against every priority, and no clause meets one, not even partly."
    return Strand(csp, has, says, current, earlier, judged.isoformat() if judged else "")
