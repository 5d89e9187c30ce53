"""What was heard, what is known to work, and what was found out here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upriver.words.registers.register import kept, register
from upriver.words.registers.strategy import ANSWERS, ID

DID = {"done": "Done", "doing": "Being done", "cannot": "Can't be done", "open": "Not answered yet"}
CHECKS = {"trauma_informed": "Trauma-informed", "child_first": "Child First", "equality": "Equality", "public_health": "Public health"}
CHARACTERISTICS = {
    "age": "Age", "disability": "Disability", "gender_reassignment": "Gender reassignment", "marriage": "Marriage and civil partnership",
    "pregnancy": "Pregnancy and maternity", "race": "Race", "religion": "Religion or belief", "sex": "Sex",
    "sexual_orientation": "Sexual orientation", "care_experience": "Care experience (not in the Act)", "poverty": "Poverty (not in the Act)",
}
EFFECTS = {"better": "Better", "worse": "Worse", "neither": "Neither", "not_known": "Not known"}
IMPACTS = {
    "high": "High", "moderate": "Moderate", "low": "Low", "none": "No effect", "mixed": "Mixed", "unclear": "No clear evidence",
    "harmful": "Harmful",
}
DESIGNS = {
    "monitoring": "Monitoring only",
    "before_after": "Before and after, without a comparison",
    "wdd": "Weighted displacement difference",
    "harm_wdd": "Harm-weighted displacement difference",
    "its": "Interrupted time series",
    "its_control": "Interrupted time series with a control series",
    "did": "Poisson difference in differences",
}


@dataclass(frozen=True, slots=True)
class SaidDid:
    """What people said, and what was done about it."""

    id: str = kept(ID, required=True)
    said_on: date | None = kept("The day it was said.", required=True)
    who: str = kept("Which group, never a person.", required=True, width=36)
    said: str = kept("What they said.", required=True, most=2_000, width=60)
    did: str = kept("What was done, or why not.", most=2_000, width=60)
    answer: str = kept("Whether it was done.", codes=DID, required=True)
    priority: str = kept("The priority it bears on.", refers=("Priorities", "id"))
    action: str = kept("The action that answers it.", refers=("Actions", "id"))
    told_back_on: date | None = kept("The day on which they were told.")


@dataclass(frozen=True, slots=True)
class Check:
    """A recorded answer to a question of a check: trauma-informed, Child First, equality, or one of the six public-health principles."""

    id: str = kept(ID, required=True)
    strategy: str = kept("The strategy.", refers=("Strategies", "id"), required=True)
    check: str = kept("Which check.", codes=CHECKS, required=True)
    question: str = kept("The question's short name.", known="questions", required=True, width=28)
    answer: str = kept("The answer.", codes=ANSWERS, required=True)
    shows: str = kept("What shows it: an action, a page, a paper.", most=2_000, width=60)
    action: str = kept("The action that shows it, where one does.", refers=("Actions", "id"))
    answered_by: str = kept("Who answered: the id of a person of the register.", known="people")
    answered_on: date | None = kept("The day of the answer.")


@dataclass(frozen=True, slots=True)
class EqualityEffect:
    """What a strategy may do to people who share a characteristic, with the figures that bear on it."""

    id: str = kept(ID, required=True)
    strategy: str = kept("The strategy.", refers=("Strategies", "id"), required=True)
    characteristic: str = kept("The characteristic.", codes=CHARACTERISTICS, required=True)
    figures: tuple[str, ...] = kept("Names of the figures that bear on it.", known="figures", most=400, width=60)
    says: str = kept("What they say, and what isn't known.", most=2_000, width=60)
    effect: str = kept("The effect that is expected.", codes=EFFECTS, required=True)
    answer: str = kept("What will be done about it.", most=2_000, width=40)


@dataclass(frozen=True, slots=True)
class LocalApproach:
    """An approach of the evidence library that the partnership added: from elsewhere, or from its own evaluation."""

    id: str = kept(ID, required=True)
    name: str = kept("Its name.", required=True, width=36)
    impact: str = kept("The effect on violence.", codes=IMPACTS, required=True)
    strength: int | None = kept("How sure that is, from 1 (hardly) to 5 (very).")
    cost: int | None = kept("What it costs, from 1 (little) to 3 (much).")
    setting: str = kept("Where it was tried.", width=30)
    source: str = kept("Where this comes from.", required=True, most=600, width=48)
    dated: date | None = kept("The date of that source.", required=True)
    study: str = kept("The local study it comes from, where it does.", refers=("Studies", "id"))


@dataclass(frozen=True, slots=True)
class Study:
    """How one action is evaluated: declared before the result is looked at."""

    id: str = kept(ID, required=True)
    action: str = kept("The action.", refers=("Actions", "id"), required=True)
    question: str = kept("The question in a sentence.", required=True, most=600, width=60)
    design: str = kept("The design.", codes=DESIGNS, required=True)
    outcome: str = kept("What is counted: a category of police.uk, a part of the definition, or a kind in the police extract "
                        "(robbery, violence_and_sexual_offences, violence_with_injury, knife ...).", required=True, width=28)
    treated: tuple[str, ...] = kept("Codes of the areas where it happened.", known="areas", required=True, width=40)
    compared: tuple[str, ...] = kept("Codes of areas where it didn't.", known="areas", width=40)
    around: tuple[str, ...] = kept("Codes of the areas around, where violence could move to.", known="areas", width=40)
    around_compared: tuple[str, ...] = kept("Codes of the areas around the compared ones, where those are watched too.", known="areas", width=40)
    before_from: date | None = kept("The first day before.", required=True)
    starts: date | None = kept("The day it began.", required=True)
    phased_in_by: date | None = kept("The last day of the time in which it was brought in, which is left out; else empty.")
    after_to: date | None = kept("The last day after.", required=True)
    declared_on: date | None = kept("The day this was written down.", required=True)
    cost: Decimal | None = kept("What the action cost in the time after, in pounds, where costs and benefits are asked for.")
    benefit: str = kept("Whether costs and benefits are asked for.", codes={"yes": "Yes", "no": "No"})
    note: str = kept("What else happened in the meantime.", most=1_000, width=40)

    @property
    def counted(self) -> str:
        """What is counted, in words."""
        return self.outcome.replace("_", " ")


SAID_DID = register("said_did", SaidDid, noun="thing said and done", command="consult voice", name="You said, we did",
                    says="One row is one thing that people said, and what was done.")
CHECKED = register("checked", Check, noun="answer to a check", command="strategy check", name="Checks",
                   says="One row is one question of a check, with its answer.")
EQUALITY = register("equality", EqualityEffect, noun="equality effect", command="strategy equality", name="Equality",
                    says="One row is one characteristic in the equality impact assessment.")
APPROACHES = register("approaches", LocalApproach, noun="approach", command="evaluate approach", name="Evidence",
                      says="One row is one approach that the partnership added to the evidence library.")
STUDIES = register("studies", Study, noun="study", command="evaluate study", name="Studies", says="One row is one study of one action.")
ALL = (SAID_DID, CHECKED, EQUALITY, APPROACHES, STUDIES)
