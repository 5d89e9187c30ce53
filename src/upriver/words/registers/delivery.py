"""What is done and what it costs: actions, milestones, money, and what providers send back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upriver.words.registers.register import kept, register
from upriver.words.registers.strategy import ID

LEVELS = {
    "primary": "Primary: before anything happens, for everybody",
    "secondary": "Secondary: for those at more risk",
    "tertiary": "Tertiary: after violence, so that it doesn't happen again",
}
STAGES = {
    "before_birth_to_4": "Before birth to 4",
    "5_to_10": "Ages 5 to 10",
    "11_to_17": "Ages 11 to 17",
    "18_to_24": "Ages 18 to 24",
    "25_and_over": "Ages 25 and over",
    "all_ages": "All ages",
}
HORIZONS = {"this_year": "This year", "three_years": "Three years", "a_generation": "A generation"}
CAUSES = {"root_cause": "A root cause", "consequence": "A consequence"}
STATUSES = {"planned": "Planned", "under_way": "Under way", "done": "Done", "paused": "Paused", "stopped": "Stopped"}
EVALUATIONS = {
    "none": "Not planned yet",
    "monitoring": "Monitoring only",
    "before_and_after": "Before and after",
    "comparison": "With a comparison",
    "randomised": "Randomised",
}
KINDS_OF_COST = {"labour": "Labour", "non_labour": "Non-labour"}
QUARTERS = {"Q1": "April to June", "Q2": "July to September", "Q3": "October to December", "Q4": "January to March"}
SPLITS = {"all": "Everybody", "age": "Age", "sex": "Sex", "ethnicity": "Ethnicity"}


@dataclass(frozen=True, slots=True)
class Action:
    """Something the partnership does for a priority, with who, how, for whom and until when the money lasts."""

    id: str = kept(ID, required=True)
    priority: str = kept("The priority it serves; empty where it serves none, and is then listed as an orphan.",
                         refers=("Priorities", "id"))
    title: str = kept("The action in a few words.", required=True, width=48)
    what: str = kept("What will be done.", most=3_000, width=60)
    lead: str = kept("The authority that leads.", known="authorities", width=24)
    supporting: tuple[str, ...] = kept("Authorities that support it.", known="authorities", width=24)
    function: str = kept("The function or power that is used.", most=600, width=40)
    level: str = kept("The level of prevention.", codes=LEVELS)
    stage: str = kept("The stage of life it serves.", codes=STAGES)
    horizon: str = kept("When it is to show.", codes=HORIZONS)
    cause: str = kept("Whether it works on a root cause or a consequence.", codes=CAUSES)
    places: tuple[str, ...] = kept("Codes of the areas where it happens; empty for everywhere.", known="areas")
    planned_reach: int | None = kept("How many people it is planned to reach in a year.")
    approach: str = kept("The approach in the evidence library that it follows.", known="approaches", width=28)
    approach_reason: str = kept("Why it is used all the same, where evidence is unclear, mixed or says it does harm.", most=2_000, width=40)
    evaluation: str = kept("How it will be evaluated.", codes=EVALUATIONS)
    evaluation_plan: str = kept("Who will evaluate it, how and when.", most=1_000, width=40)
    starts: date | None = kept("The first day.")
    due: date | None = kept("The last day.")
    status: str = kept("Where it stands.", codes=STATUSES, required=True)
    status_on: date | None = kept("The day on which that was so.")
    progress: str = kept("What has happened, with what shows it.", most=2_000, width=60)
    next_step: str = kept("What comes next, and when.", most=1_000, width=40)
    provider: str = kept("Who delivers it, where that isn't the lead.", width=30)
    boards: tuple[str, ...] = kept("Other boards that follow it (safeguarding, health and wellbeing, a CSP).")
    referral: str = kept("How somebody is referred: from whom, to whom, by which criteria. Nothing about a person.", most=1_000, width=40)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of an action with its date."""

    id: str = kept(ID, required=True)
    action: str = kept("The action.", refers=("Actions", "id"), required=True)
    title: str = kept("The step.", required=True, width=48)
    due: date | None = kept("When it is due.", required=True)
    done_on: date | None = kept("When it was done; empty while it isn't.")
    evidence: str = kept("What shows it.", most=600, width=40)


@dataclass(frozen=True, slots=True)
class Funding:
    """Money for an action in one financial year, planned and spent."""

    id: str = kept(ID, required=True)
    action: str = kept("The action; empty for the partnership's own running.", refers=("Actions", "id"))
    source: str = kept("Who pays: the grant or the authority.", required=True, width=36)
    year: str = kept("The financial year, as 2025-26.", required=True)
    quarter: str = kept("The quarter of that year, where the line is for one; empty for the whole year.", codes=QUARTERS)
    cost: str = kept("Labour or not, as the funder asks.", codes=KINDS_OF_COST, required=True)
    planned: Decimal | None = kept("Planned, in pounds.")
    spent: Decimal | None = kept("Spent so far, in pounds; empty where it isn't known.")
    spent_to: date | None = kept("The day up to which that is spent.")
    ends: date | None = kept("The day on which this money ends.")
    in_kind: str = kept("Whether it is given in kind.", codes={"yes": "Yes", "no": "No"})
    note: str = kept("A remark.", most=600, width=30)


@dataclass(frozen=True, slots=True)
class ProviderReturn:
    """What a provider sends each quarter: how many, split one way at a time. Numbers of people: they leave through the lock alone."""

    id: str = kept(ID, required=True)
    action: str = kept("The action.", refers=("Actions", "id"), required=True)
    period_from: date | None = kept("The first day.", required=True)
    period_to: date | None = kept("The last day.", required=True)
    split: str = kept("Everybody, or split by age, sex or ethnicity.", codes=SPLITS, required=True)
    group: str = kept("Which group of that split; empty for everybody. Write `unknown` where it isn't known.", most=60)
    referred: int | None = kept("Referred in the period.")
    started: int | None = kept("Started in the period.")
    completed: int | None = kept("Completed in the period.")
    within_28_days: int | None = kept("Of those who started, how many within 28 days of referral.")
    days_to_start: Decimal | None = kept("Middle (median) number of days from referral to start; for everybody alone.")


ACTIONS = register("actions", Action, noun="action", command="action", name="Actions", says="One row is one action.")
MILESTONES = register("milestones", Milestone, noun="milestone", command="action milestone", name="Milestones",
                      says="One row is one step of an action.")
MONEY = register("money", Funding, noun="line of money", command="action money", name="Money",
                 says="One row is one source of money for an action in one financial year, labour or not.")
RETURNS = register("returns", ProviderReturn, noun="provider return", command="action return", name="Provider returns",
                   says="One row is one group of people in one quarter of one action.")
ALL = (ACTIONS, MILESTONES, MONEY, RETURNS)
