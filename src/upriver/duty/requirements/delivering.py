"""Rules about delivery: community safety partnerships, money that ends, who is reached, what is watched and evaluated."""

from __future__ import annotations

from upriver.duty.requirements.found import (
    Found,
    Rule,
    actions_of,
    csps,
    priorities_of,
    shares,
    some,
    strategy_of,
    together,
    within_a_year,
)
from upriver.words.registers.asking import Clause
from upriver.words.registers.delivery import Funding, ProviderReturn
from upriver.words.registers.governing import Attendance, Meeting, Review
from upriver.words.registers.learning import Study
from upriver.words.registers.strategy import Measure
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Evidence
from upriver.words.text import plural

COMPARED = ("wdd", "harm_wdd", "its_control", "did")


def _answered(held: Held) -> dict[str, list[Clause]]:
    chosen = {each.id for each in priorities_of(held)}
    found: dict[str, list[Clause]] = {}
    for each in held.plan.of(Clause):
        if each.priority in chosen:
            found.setdefault(each.csp, []).append(each)
    return found


def _of_csps(held: Held, good: set[str], says: str, lack: str, do: str, where: str) -> Found:
    there = csps(held)
    left = [each.name for each in there if each.id not in good]
    return shares(there, [each for each in there if each.id in good], says, noun="CSP", where=where,
                  lack=f"{lack} {some(left)}" if left else "The register lists no community safety partnership", do=do)


def csp_plans(held: Held, takes: tuple[str, ...]) -> Found:
    """Each CSP's plan has at least one clause that meets, wholly or in part, a priority on serious violence."""
    good = {csp for csp, rows in _answered(held).items() if any(each.answer in ("met", "partly") and each.clause for each in rows)}
    return _of_csps(held, good, "{n} have a plan with a clause on serious violence", "No such clause is recorded for",
                    "Read each CSP's plan against the priorities: upriver align add.", "upriver align list")


def csp_aligned(held: Held, takes: tuple[str, ...]) -> Found:
    """Each CSP's plan was held against every priority, and no gap is left."""
    chosen, rows = priorities_of(held), _answered(held)
    good = {csp for csp, said in rows.items() if chosen and {each.priority for each in said} >= {each.id for each in chosen}
            and all(each.answer != "gap" for each in said)}
    found = _of_csps(held, good, "{n} meet every priority, at least in part", "A gap is left, or not every priority was looked at, for",
                     "Send the gap letter, and look again: upriver align.", "upriver align list")
    if not found.evidence and rows:
        return Found((Evidence(f"{plural(len(rows), 'plan')} were held against the priorities, and gaps are named", whole=False, where="upriver align list"),),
                     found.lacks, found.do)
    return found


def csp_groups(held: Held, takes: tuple[str, ...]) -> Found:
    """Each CSP's strategy group met in the last year with at least two who came."""
    meetings = {each.id: each.csp for each in held.plan.of(Meeting) if each.body == "csp_strategy_group" and within_a_year(each.held_on, held.on)}
    came: dict[str, set[tuple[str, str]]] = {}
    for each in held.plan.of(Attendance):
        if each.meeting in meetings and each.attended in ("attended", "deputy"):
            came.setdefault(meetings[each.meeting], set()).add((each.authority, each.person))
    return _of_csps(held, {csp for csp, people in came.items() if len(people) > 1}, "{n} had a strategy group that met in the last year with at least two who came",
                    "No such meeting is recorded for", "Record it: upriver meeting add, upriver meeting attendance add.", "upriver meeting list")


def csp_year(held: Held, takes: tuple[str, ...]) -> Found:
    """Each CSP reviewed its assessment or plan in the last year (`takes` says which reviews count)."""
    good = {each.by for each in held.plan.of(Review) if each.of in takes and within_a_year(each.held_on, held.on)}
    good |= {each.which for each in held.plan.of(Review) if each.of in takes and within_a_year(each.held_on, held.on)}
    return _of_csps(held, good, "{n} have a review in the last year", "No review in the last year is recorded for",
                    "Record each CSP's yearly review: upriver clock review add.", "upriver clock review list")


def csp_assessed(held: Held, takes: tuple[str, ...]) -> Found:
    """The assessment shows figures for CSPs, and each CSP has a plan whose clauses were read."""
    figures = sum(count for slug, count in (held.run.figures if held.run else {}).items() if slug == "assessment/places/csp")
    first = (Found((Evidence(f"The assessment shows {figures} figures for CSPs, from which each one's assessment is made", where="upriver pack csp_assessment"),))
             if figures else Found((), ("The assessment shows no figure for a CSP",), "Make an assessment: upriver assess."))
    good = {each.csp for each in held.plan.of(Clause) if each.plan}
    return together(first, _of_csps(held, good, "{n} have a plan that was read", "No plan is recorded for", "Read each plan: upriver align add.",
                                    "upriver align list"))


def county_agreement(held: Held, takes: tuple[str, ...]) -> Found:
    """Where there are two tiers, both are in the register and each district's plan was read, so that the county's can be made of them."""
    tiers = {each.tier for each in held.register.authorities if each.holds_on(held.on)}
    if not {"district", "county"} <= tiers:
        return Found((), ("The register shows no area with two tiers of councils",), "If there is none, attest that it doesn't apply.")
    districts = [each for each in held.register.authorities if each.tier == "district" and each.holds_on(held.on)]
    return together(
        Found((Evidence(f"The register shows two tiers, with {plural(len(districts), 'district council')}; the county's agreement is drafted from "
                        "the districts' own", where="upriver pack county_agreement"),)), csp_plans(held, takes))


def pathways(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action for people at more risk says how somebody is referred."""
    aimed = [each for each in actions_of(held) if each.level in ("secondary", "tertiary")]
    return shares(aimed, [each for each in aimed if each.referral], "{n} for people at more risk say how somebody is referred", noun="action",
                  where="upriver action list", lack="How somebody is referred isn't said" if aimed else "No action for people at more risk is recorded",
                  do="Say it, with no word about a person: upriver action set ID.")


def money_ends(held: Held, takes: tuple[str, ...]) -> Found:
    """Each line of money says when it ends."""
    lines = held.plan.of(Funding)
    return shares(lines, [each for each in lines if each.ends], "{n} say when they end", noun="line of money", many="lines of money",
                  where="upriver action money list", lack="Some money has no end day" if lines else "No money is recorded",
                  do="Say when each money ends: upriver action money set ID.")


def watched(held: Held, takes: tuple[str, ...]) -> Found:
    """Each priority has a measure, and those named here are among them where some are named."""
    strategy = strategy_of(held)
    measures = held.plan.of(Measure) if strategy else ()
    used = {each.indicator for each in measures}
    if takes:
        good = [each for each in takes if each in used]
        return shares(takes, good, "{n} are among the strategy's measures", noun="national measure", where="upriver indicator",
                      lack=f"Not measured: {some([each.replace('_', ' ') for each in takes if each not in used])}",
                      do="Add them as measures: upriver priority measure add.")
    return shares(measures, [each for each in measures if each.baseline_from and each.baseline_to], "{n} have a baseline", noun="measure",
                  where="upriver indicator", lack="Measures lack a baseline" if measures else "Nothing is measured",
                  do="Give each measure its baseline: upriver priority measure set ID.")


def evaluated(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action has an evaluation of more than monitoring, or a plan for one."""
    actions = actions_of(held)
    good = [each for each in actions if each.evaluation and each.evaluation != "none"]
    return shares(actions, good, "{n} say how they are evaluated", noun="action", where="upriver action list",
                  lack="Actions have no evaluation plan" if actions else "No action is recorded", do="Choose an evaluation for each action: upriver action set ID.")


def compared(held: Held, takes: tuple[str, ...]) -> Found:
    """Studies with a comparison were declared, before their results could be seen."""
    studies = [each for each in held.plan.of(Study) if not each.declared_on or each.declared_on <= held.on]
    good = [each for each in studies if each.design in COMPARED and each.declared_on and each.after_to and each.declared_on < each.after_to]
    if not studies:
        return Found((), ("No study is recorded",), "Declare one before looking at results: upriver evaluate study add.")
    said = f"{len(good)} of {plural(len(studies), 'study', 'studies')} compare with places where nothing was done, and were declared before the end"
    return Found((Evidence(said, whole=bool(good), where="upriver evaluate study list"),), () if good else ("No study has a comparison",),
                 "" if good else "Choose a design with a comparison for what matters most.")


def reach_recorded(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action that is under way has a return of its provider from the last half year."""
    under_way = [each for each in actions_of(held) if each.status == "under_way" and each.planned_reach]
    fresh = {each.action for each in held.plan.of(ProviderReturn) if each.period_to and 0 <= (held.on - each.period_to).days <= 183}
    return shares(under_way, [each for each in under_way if each.id in fresh], "{n} under way that reach people have a return from the last half year",
                  noun="action", where="upriver action return list", lack="Providers' returns are missing" if under_way else "No action under way says whom it reaches",
                  do="Ask for the quarter's return: upriver action return add.")


def funders_lines(held: Held, takes: tuple[str, ...]) -> Found:
    """Each line of money is labour or not, and says what is spent and to which day."""
    lines = held.plan.of(Funding)
    return shares(lines, [each for each in lines if each.cost and each.spent is not None and each.spent_to], "{n} say what is spent, and to which day",
                  noun="line of money", many="lines of money", where="upriver action money list",
                  lack="What is spent isn't known for some" if lines else "No money is recorded", do="Enter what is spent: upriver action money set ID.")


RULES = (
    Rule("csp_plans", "Each CSP's plan has a clause on serious violence.", csp_plans),
    Rule("csp_aligned", "Each CSP's plan was held against each priority, and no gap is left.", csp_aligned),
    Rule("csp_groups", "Each CSP's strategy group met in the last year, with at least two who came.", csp_groups),
    Rule("csp_year", "Each CSP has a review in the last year.", csp_year),
    Rule("csp_assessed", "The assessment shows figures for CSPs, and each CSP's plan was read.", csp_assessed),
    Rule("county_agreement", "Two tiers are in the register and the districts' plans were read.", county_agreement),
    Rule("pathways", "Actions for people at more risk say how somebody is referred.", pathways),
    Rule("money_ends", "Each line of money says when it ends.", money_ends),
    Rule("watched", "Measures have baselines, or the measures named are there.", watched),
    Rule("evaluated", "Each action says how it is evaluated.", evaluated),
    Rule("compared", "Studies with a comparison were declared before their results.", compared),
    Rule("reach_recorded", "Actions under way have a return from the last half year.", reach_recorded),
    Rule("funders_lines", "Each line of money says what is spent, and to which day.", funders_lines),
)
