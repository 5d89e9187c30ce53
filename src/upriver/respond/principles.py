"""The six principles of public health, each pointed at what in the records shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from upriver.respond.orphans import OVER, UNSUPPORTED, actions_of
from upriver.words.registers.asking import Consultation
from upriver.words.registers.delivery import Action
from upriver.words.registers.learning import SaidDid, Study
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Because, Contribution, Objective, Priority
from upriver.words.standing.response import Answered, Principle
from upriver.words.text import plural


def principles(plan: Plan, answers: Sequence[Answered], *, strategy: str, ratings: dict[str, str]) -> tuple[Principle, ...]:
    """Each principle with what the strategy's records hold for it; nothing is said where they hold nothing."""
    held = _Held(plan, strategy, ratings)
    asked = [each for each in answers if each.question.check == "public_health"]
    shown = {slug: tuple(say for say in shows(held) if say) for slug, shows in SHOWN.items()}
    return tuple(Principle(each.question, shown.get(each.question.slug, ()), each.answer) for each in asked)


class _Held:
    """What a strategy's own rows are, gathered once."""

    def __init__(self, plan: Plan, strategy: str, ratings: dict[str, str]) -> None:
        self.plan, self.ratings = plan, ratings
        self.priorities = [each for each in plan.of(Priority) if each.strategy == strategy]
        self.ids = {each.id for each in self.priorities}
        self.actions: list[Action] = [each for each in actions_of(plan, strategy) if each.status not in OVER]
        self.parts = [each for each in plan.of(Contribution) if each.strategy == strategy and each.paragraph]
        self.asked = [each for each in plan.of(Consultation) if each.strategy == strategy]


def _preventable(held: _Held) -> list[str]:
    prevent = [each for each in held.plan.of(Objective) if each.priority in held.ids and each.direction == "prevent"]
    early = [each for each in held.actions if each.level in ("primary", "secondary")]
    return [_of(len(prevent), "objective", "sets out to prevent", "set out to prevent"),
            _share(early, held.actions, "work before violence happens (primary or secondary prevention)")]


def _evidence(held: _Held) -> list[str]:
    cited = [each for each in held.plan.of(Because) if each.priority in held.ids]
    rated = [each for each in held.actions if held.ratings.get(each.approach) not in (None, *UNSUPPORTED)]
    planned = [each for each in held.actions if each.evaluation not in ("", "none")]
    studies = [each for each in held.plan.of(Study) if each.action in {one.id for one in held.actions}
               and each.declared_on and each.after_to and each.declared_on <= each.after_to]
    return [_of(len(cited), "finding of the assessment", "is cited", "are cited", "findings of the assessment"),
            _share(rated, held.actions, "follow an approach that evidence supports"),
            _share(planned, held.actions, "have a plan to evaluate them"),
            _of(len(studies), "study", "was declared before its result", "were declared before their results", "studies")]


def _population(held: _Held) -> list[str]:
    three = [each for each in held.priorities if each.for_victims and each.for_people_who_harm and each.for_bystanders]
    risk = [each for each in held.priorities if each.shared_health_risk]
    return [_share(three, held.priorities, "say whom they serve among those harmed, those who harm and those who witness", "priorities"),
            _share(risk, held.priorities, "name the health risk that these share", "priorities")]


def _communities(held: _Held) -> list[str]:
    said = [each for each in held.plan.of(SaidDid) if each.priority in held.ids or each.action in {one.id for one in held.actions}]
    done = [each for each in said if each.answer == "done"]
    young = [each for each in held.priorities if each.young_people_said]
    others = [each for each in held.asked if each.others]
    return [_share(young, held.priorities, "say what young people told us", "priorities"),
            f"{plural(len(said), 'thing')} that people said {'is' if len(said) == 1 else 'are'} recorded, {len(done)} of them done." if said else "",
            _of(len(others), "consultation", "took in groups and communities", "took in groups and communities")]


def _system(held: _Held) -> list[str]:
    leads = {each.lead for each in held.actions if each.lead}
    shared = [each for each in held.actions if each.supporting]
    return [_of(len(held.parts), "authority", "has written its part", "have written their parts", "authorities"),
            _of(len(leads), "authority", "leads an action", "lead actions", "authorities"),
            _share(shared, held.actions, "are supported by other authorities")]


def _long_term(held: _Held) -> list[str]:
    far = [each for each in held.actions if each.horizon in ("a_generation", "three_years")]
    roots = [each for each in held.actions if each.cause == "root_cause"]
    young = [each for each in held.actions if each.stage in ("before_birth_to_4", "5_to_10")]
    return [_share(far, held.actions, "look further than this year"), _share(roots, held.actions, "work on a root cause"),
            _share(young, held.actions, "serve children of 10 and under")]


SHOWN: dict[str, Callable[[_Held], list[str]]] = {
    "violence_can_be_prevented": _preventable,
    "guided_by_evidence": _evidence,
    "a_defined_population": _population,
    "with_communities": _communities,
    "across_the_system": _system,
    "for_the_long_term": _long_term,
}
"""By the slug of the principle's question."""


def _of(count: int, noun: str, does: str, do: str, several: str = "") -> str:
    return f"{plural(count, noun, several or None)} {does if count == 1 else do}." if count else ""


def _share(some: Sequence[object], whole: Sequence[object], do: str, noun: str = "actions") -> str:
    return f"{len(some)} of {len(whole)} {noun} {do}." if some and whole else ""
