"""Rules about the response strategy: what it says, and whether it is carried out."""

from __future__ import annotations

from collections.abc import Callable

from upriver.duty.requirements.found import (
    Found,
    Rule,
    actions_of,
    in_force,
    objectives_of,
    priorities_of,
    shares,
    some,
    specified,
    strategy_of,
    together,
    when,
    within_a_year,
)
from upriver.words.registers.delivery import Action, Funding, Milestone
from upriver.words.registers.learning import CHARACTERISTICS, Check, EqualityEffect, SaidDid
from upriver.words.registers.strategy import Because, Contribution, LinkedStrategy, Measure, TheoryStep
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Evidence
from upriver.words.text import listed, plural

IN_LAW = tuple(each for each in CHARACTERISTICS if each not in ("care_experience", "poverty"))
NO_STRATEGY = Found((), ("No strategy is recorded",), "Begin one: upriver strategy add.")
PRINCIPLES = 6
"""The six public-health principles of the toolkit."""


def strategy_in_force(held: Held, takes: tuple[str, ...]) -> Found:
    """A final strategy covers the day."""
    strategy = strategy_of(held)
    if strategy is None:
        return NO_STRATEGY
    final = in_force(strategy, held.on)
    said = f"{strategy.title} is {'final' if strategy.state == 'final' else 'a draft'}, for {when(strategy.starts)} to {when(strategy.ends)}"
    lack = "It isn't final" if strategy.state != "final" else "It doesn't cover the day"
    return Found((Evidence(said, whole=final, where="upriver strategy list"),), () if final else (lack,), "" if final else "Finish and agree the strategy.")


def carried_out(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action is under way or done, and says on a day of the last half year what shows it; milestones are kept."""
    actions = [each for each in actions_of(held) if not each.starts or each.starts <= held.on]
    moving = [each for each in actions if each.status in ("under_way", "done") and each.progress and _fresh(each, held)]
    steps = [each for each in held.plan.of(Milestone) if each.due and each.due < held.on and each.action in {a.id for a in actions}]
    late = [each for each in steps if each.done_on is None]
    found = shares(actions, moving, "{n} that have begun are under way or done, with what shows it from the last half year, or from the day they were done",
                   noun="action", where="upriver action list", lack="Actions say nothing of how they go, or have said nothing for half a year",
                   do="Say how each action goes: upriver action set ID --progress.")
    if actions and late:
        return together(found, Found((), (f"{plural(len(late), 'milestone')} past the day and not done",), "Do them or move them: upriver action milestone set ID."))
    return found


def _fresh(each: Action, held: Held) -> bool:
    return each.status == "done" or (each.status_on is not None and 0 <= (held.on - each.status_on).days <= 183)


def roles_said(held: Held, takes: tuple[str, ...]) -> Found:
    """Each specified authority has its paragraph in the strategy, and agreed to it."""
    strategy = strategy_of(held)
    parts = {each.authority: each for each in held.plan.of(Contribution) if strategy and each.strategy == strategy.id and each.paragraph}
    bound = specified(held)
    good = [each for each in bound if each.id in parts and parts[each.id].signed_on]
    left = [each.name for each in bound if each not in good]
    return shares(bound, good, "{n} have their paragraph in the strategy and agreed to it", noun="specified authority", many="specified authorities",
                  where="upriver strategy part list", lack=f"Not yet: {some(left)}" if left else "The register lists no specified authority",
                  do="Have each authority write its part and agree: upriver strategy part add.")


def checked(held: Held, takes: tuple[str, ...]) -> Found:
    """The questions of a check are answered for the strategy, each with what shows it."""
    strategy = strategy_of(held)
    rows = {each.question: each for each in held.plan.of(Check) if strategy and each.strategy == strategy.id and each.check in takes}
    good = [each for each in rows.values() if each.shows and each.answer in ("yes", "partly", "not_applicable")]
    found = shares(tuple(rows.values()), good, "{n} of the check are answered with what shows it", noun="question", where="upriver strategy check list",
                   lack="Questions are answered no, or say nothing that shows it" if rows else "The check has not been answered",
                   do="Answer each question with what shows it: upriver strategy check add.")
    if rows and "public_health" in takes and len(rows) < PRINCIPLES:
        return together(found, Found((), (f"{len(rows)} of the six principles are answered",), found.do or "Answer the other principles."))
    return found


def _by(field: Callable[[Action], str], held: Held, says: str, lack: str) -> Found:
    actions = actions_of(held)
    return shares(actions, [each for each in actions if field(each)], says, noun="action", where="upriver action list", lack=lack,
                  do="Say it for each action: upriver action set ID.")


def balanced(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action says its level of prevention and stage of life, and all three levels are there."""
    levels = {each.level for each in actions_of(held)} - {""}
    found = _by(lambda each: each.level and each.stage, held, "{n} say their level of prevention and stage of life",
                "Actions lack their level of prevention or stage of life")
    missing = [each for each in ("primary", "secondary", "tertiary") if each not in levels]
    if found.evidence and missing:
        return together(found, Found((), (f"No action is {listed(missing, last='or')} prevention",), "Add one, or say why none is needed."))
    return found


def evidence_rated(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action follows an approach of the evidence library, or says why it doesn't."""
    return _by(lambda each: each.approach or each.approach_reason, held, "{n} follow an approach of the evidence library, or say why not",
               "Actions name no approach of the evidence library")


def cites_findings(held: Held, takes: tuple[str, ...]) -> Found:
    """Each priority cites at least one finding of the assessment."""
    chosen = priorities_of(held)
    cited = {each.priority for each in held.plan.of(Because)}
    return shares(chosen, [each for each in chosen if each.id in cited], "{n} cite findings of the assessment", noun="priority", many="priorities",
                  where="upriver priority because list", lack="Priorities cite no finding" if chosen else "No priority is recorded",
                  do="Cite what each priority rests on: upriver priority because add.")


def committed(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action has who leads, a milestone, its money and a measure of its priority."""
    actions = actions_of(held)
    steps = {each.action for each in held.plan.of(Milestone)}
    paid = {each.action for each in held.plan.of(Funding)}
    measured = {each.priority for each in objectives_of(held) if any(m.objective == each.id for m in held.plan.of(Measure))}
    good = [each for each in actions if each.lead and each.id in steps and each.id in paid and each.priority in measured]
    return shares(actions, good, "{n} have a lead, a milestone, money and a measure", noun="action", where="upriver action list",
                  lack="Actions lack a lead, a milestone, money or a measure" if actions else "No action is recorded",
                  do="Complete each action: upriver action set ID, upriver action milestone add, upriver action money add.")


def heard(held: Held, takes: tuple[str, ...]) -> Found:
    """What communities and young people said is recorded, with what was done, and they were told."""
    rows = [each for each in held.plan.of(SaidDid) if not each.said_on or each.said_on <= held.on]
    told = [each for each in rows if each.answer != "open" and each.told_back_on]
    recent = [each for each in rows if within_a_year(each.said_on, held.on)]
    found = shares(rows, told, "{n} that people said are answered, and they were told", noun="thing", where="upriver consult voice list",
                   lack="Nobody was told what came of it" if rows else "Nothing that people said is recorded",
                   do="Record what was said, what was done and when they were told: upriver consult voice add.")
    if rows and not recent:
        return together(found, Found((), ("None of it was said in the last year",), found.do or "Listen again, and record it: upriver consult voice add."))
    return found


def young_people(held: Held, takes: tuple[str, ...]) -> Found:
    """Each priority says what young people said about it."""
    chosen = priorities_of(held)
    return shares(chosen, [each for each in chosen if each.young_people_said], "{n} say what young people said", noun="priority", many="priorities",
                  where="upriver priority list", lack="What young people said isn't in every priority" if chosen else "No priority is recorded",
                  do="Write what young people said, in nobody's name: upriver priority set ID.")


def theory_drawn(held: Held, takes: tuple[str, ...]) -> Found:
    """Each priority has a theory of change from activity to outcome with an assumption, and a measure with a baseline."""
    chosen = priorities_of(held)
    steps = {(each.priority, each.step) for each in held.plan.of(TheoryStep)}
    bases = {each.objective for each in held.plan.of(Measure) if each.baseline_from and each.baseline_to}
    based = {each.priority for each in objectives_of(held) if each.id in bases}
    good = [each for each in chosen if all((each.id, step) in steps for step in ("activity", "outcome", "assumption")) and each.id in based]
    return shares(chosen, good, "{n} have a theory of change with its assumptions, and a baseline", noun="priority", many="priorities",
                  where="upriver priority theory list", lack="A theory of change or a baseline is missing" if chosen else "No priority is recorded",
                  do="Draw each priority's theory of change: upriver priority theory add.")


def equality_weighed(held: Held, takes: tuple[str, ...]) -> Found:
    """The equality impact assessment looks at each protected characteristic, with figures or with what isn't known."""
    strategy = strategy_of(held)
    rows = {each.characteristic for each in held.plan.of(EqualityEffect) if strategy and each.strategy == strategy.id and each.says}
    good = [each for each in IN_LAW if each in rows]
    left = [CHARACTERISTICS[each].lower() for each in IN_LAW if each not in rows]
    return shares(IN_LAW, good, "{n} are weighed in the equality impact assessment", noun="protected characteristic", where="upriver strategy equality list",
                  lack=f"Not weighed: {some(left)}", do="Weigh each characteristic, saying too what isn't known: upriver strategy equality add.")


def tied_in(held: Held, takes: tuple[str, ...]) -> Found:
    """The strategy names other strategies that it ties in with."""
    strategy = strategy_of(held)
    rows = [each for each in held.plan.of(LinkedStrategy) if strategy and each.strategy == strategy.id]
    if not rows:
        return Found((), ("No linked strategy is recorded",), "Name the police and crime plan and the others: upriver strategy link add.")
    return Found((Evidence(f"The strategy ties in with {some([each.title for each in rows])}", where="upriver strategy link list"),))


RULES = (
    Rule("strategy_in_force", "A final strategy covers the day.", strategy_in_force),
    Rule("carried_out", "Actions that have begun say how they go, and milestones are kept.", carried_out),
    Rule("roles_said", "Each specified authority has its paragraph in the strategy and agreed to it.", roles_said),
    Rule("checked", "The questions of the check are answered, with what shows it.", checked),
    Rule("balanced", "Actions say level and stage of life, and all three levels of prevention are there.", balanced),
    Rule("evidence_rated", "Each action follows an approach of the evidence library, or says why not.", evidence_rated),
    Rule("cites_findings", "Each priority cites a finding of the assessment.", cites_findings),
    Rule("committed", "Each action has a lead, a milestone, money and a measure.", committed),
    Rule("heard", "What people said is recorded with what was done, and they were told.", heard),
    Rule("young_people", "Each priority says what young people said.", young_people),
    Rule("theory_drawn", "Each priority has a theory of change and a baseline.", theory_drawn),
    Rule("equality_weighed", "Each protected characteristic is weighed.", equality_weighed),
    Rule("tied_in", "The strategy names others that it ties in with.", tied_in),
)
