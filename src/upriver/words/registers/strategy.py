"""The strategy's registers: strategies, priorities with their findings, objectives, measures and theory of change, and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upriver.words.registers.register import kept, register

ID = "A short name that stays for ever, in small letters, digits and hyphens."
DIRECTIONS = {"prevent": "Prevent: stop people becoming involved, also as victims", "reduce": "Reduce: fewer instances"}
STATES = {"draft": "Draft", "final": "Final", "superseded": "Superseded"}
STEPS = {"input": "Input", "activity": "Activity", "output": "Output", "outcome": "Outcome", "assumption": "Assumption"}
ENABLERS = {
    "data_sharing": "Sharing data",
    "workforce": "People and skills",
    "commissioning": "Commissioning",
    "voluntary_sector": "Voluntary and community sector",
    "other": "Other",
}
ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "No", "not_applicable": "Not applicable"}


@dataclass(frozen=True, slots=True)
class Strategy:
    """A response strategy. It can't be made final until everybody who must be consulted has been."""

    id: str = kept(ID, required=True)
    title: str = kept("Its title as it is published.", required=True, width=48)
    starts: date | None = kept("The first day it covers.", required=True)
    ends: date | None = kept("The last day it covers.", required=True)
    state: str = kept("Where it stands.", codes=STATES, required=True)
    vision: str = kept("What the partnership wants to be true, in a sentence or two.", most=2_000, width=60)
    foreword: str = kept("The foreword, signed by role and not by name.", most=6_000, width=60)
    wider_area: str = kept("The relevant area, where several local areas work together under section 9; else empty.")
    published_on: date | None = kept("The day it was published.")
    review_due: date | None = kept("The day by which it is to be reviewed.")


@dataclass(frozen=True, slots=True)
class Priority:
    """What the partnership has chosen to work on, and for whom."""

    id: str = kept(ID, required=True)
    strategy: str = kept("The strategy it belongs to.", refers=("Strategies", "id"), required=True)
    title: str = kept("The priority in a few words.", required=True, width=48)
    why: str = kept("Why this one: what the findings say, in words.", most=4_000, width=60)
    outcome: str = kept("What will be different for people.", most=2_000, width=60)
    for_victims: str = kept("Who is served among people harmed.", most=1_000, width=40)
    for_people_who_harm: str = kept("Who is served among people who harm.", most=1_000, width=40)
    for_bystanders: str = kept("Who is served among those who witness or stand by.", most=1_000, width=40)
    shared_health_risk: str = kept("The health risk that victims and people who harm share.", most=1_000, width=40)
    young_people_said: str = kept("What young people said about it, in nobody's name.", most=2_000, width=40)
    lead: str = kept("The authority that leads.", known="authorities")


@dataclass(frozen=True, slots=True)
class Because:
    """A finding that a priority rests on: the figure's name, where it was printed, and what it said then."""

    id: str = kept(ID, required=True)
    priority: str = kept("The priority that rests on it.", refers=("Priorities", "id"), required=True)
    figure: str = kept("The figure's name, as in document/section/table#level:code,period,measure,unit.", known="figures",
                       required=True, most=400, width=60)
    run: str = kept("The run it comes from.", most=64)
    release: str = kept("The release that printed it; empty where it isn't published yet.", most=64)
    said: str = kept("What it said when it was cited, as printed.", most=400, width=40)
    note: str = kept("Why it matters here.", most=1_000, width=40)


@dataclass(frozen=True, slots=True)
class Objective:
    """What a priority sets out to do: prevent, or reduce."""

    id: str = kept(ID, required=True)
    priority: str = kept("The priority it serves.", refers=("Priorities", "id"), required=True)
    direction: str = kept("Prevent or reduce, as section 13 has them.", codes=DIRECTIONS, required=True)
    says: str = kept("The objective in a sentence.", required=True, most=1_000, width=60)


@dataclass(frozen=True, slots=True)
class Measure:
    """How an objective will be known to be met: an indicator with its baseline, and a target where there is one."""

    id: str = kept(ID, required=True)
    objective: str = kept("The objective it measures.", refers=("Objectives", "id"), required=True)
    indicator: str = kept("The indicator's short name.", known="indicators", required=True, width=30)
    area: str = kept("The code of the area it is read for; empty for the whole partnership.", most=40)
    baseline_from: date | None = kept("The first day of the baseline.")
    baseline_to: date | None = kept("The last day of the baseline.")
    target: Decimal | None = kept("The target value, in the indicator's own unit; empty where none is set.")
    target_by: date | None = kept("The last day of the period in which the target is to be met.")
    target_why: str = kept("Why this target and no other.", most=1_000, width=40)


@dataclass(frozen=True, slots=True)
class TheoryStep:
    """One box of a priority's theory of change."""

    id: str = kept(ID, required=True)
    priority: str = kept("The priority whose theory this is.", refers=("Priorities", "id"), required=True)
    step: str = kept("Which kind of box.", codes=STEPS, required=True)
    says: str = kept("What stands in it.", required=True, most=600, width=60)
    leads_to: tuple[str, ...] = kept("Ids of the boxes that it leads to; for an assumption, those that rest on it.",
                                     refers=("Theory of change", "id"))


@dataclass(frozen=True, slots=True)
class Contribution:
    """An authority's part in a strategy: one paragraph, and the functions it uses."""

    id: str = kept(ID, required=True)
    strategy: str = kept("The strategy.", refers=("Strategies", "id"), required=True)
    authority: str = kept("The authority.", known="authorities", required=True)
    paragraph: str = kept("What it brings and does, in its own words.", most=3_000, width=60)
    functions: str = kept("The functions and powers that it uses.", most=1_000, width=40)
    signed_on: date | None = kept("The day it agreed the strategy; empty while it hasn't.")
    signed_by: str = kept("Who agreed for it: the id of a person of the register.", known="people")


@dataclass(frozen=True, slots=True)
class LinkedStrategy:
    """Another plan or strategy of the area that this one ties in with."""

    id: str = kept(ID, required=True)
    strategy: str = kept("Our strategy.", refers=("Strategies", "id"), required=True)
    title: str = kept("The other one's title.", required=True, width=48)
    owner: str = kept("Whose it is.", width=30)
    covers: str = kept("What of serious violence it covers, and what is therefore left to it.", most=1_000, width=40)
    link: str = kept("Its address.", most=400, width=30)


@dataclass(frozen=True, slots=True)
class Risk:
    """What could stop the strategy, and what is done about it."""

    id: str = kept(ID, required=True)
    strategy: str = kept("The strategy.", refers=("Strategies", "id"), required=True)
    says: str = kept("What could happen.", required=True, most=600, width=48)
    likelihood: str = kept("How likely.", codes={"low": "Low", "medium": "Medium", "high": "High"})
    impact: str = kept("How bad.", codes={"low": "Low", "medium": "Medium", "high": "High"})
    answer: str = kept("What is done about it.", most=1_000, width=40)
    owner: str = kept("The authority that watches it.", known="authorities")


@dataclass(frozen=True, slots=True)
class Enabler:
    """Something that the whole strategy rests on: sharing data, people and skills, commissioning, the voluntary sector."""

    id: str = kept(ID, required=True)
    strategy: str = kept("The strategy.", refers=("Strategies", "id"), required=True)
    kind: str = kept("Which kind.", codes=ENABLERS, required=True)
    says: str = kept("What there is now and what will be done.", required=True, most=2_000, width=60)
    lead: str = kept("The authority that leads on it.", known="authorities")
    due: date | None = kept("The last day, where there is one.")


STRATEGIES = register("strategies", Strategy, noun="strategy", command="strategy", name="Strategies",
                      says="One row is one response strategy.")
PRIORITIES = register("priorities", Priority, noun="priority", command="priority", name="Priorities",
                      says="One row is one priority of a strategy.")
BECAUSES = register("becauses", Because, noun="cited finding", command="priority because", name="Findings cited",
                    says="One row is one finding that a priority rests on.")
OBJECTIVES = register("objectives", Objective, noun="objective", command="priority objective", name="Objectives",
                      says="One row is one objective of a priority, typed prevent or reduce.")
MEASURES = register("measures", Measure, noun="measure", command="priority measure", name="Measures",
                    says="One row is one indicator of an objective, with its baseline and target.")
THEORY = register("theory", TheoryStep, noun="box of a theory of change", command="priority theory", name="Theory of change",
                  says="One row is one box of a priority's theory of change.")
CONTRIBUTIONS = register("contributions", Contribution, noun="authority's part", command="strategy part", name="How we work together",
                         says="One row is one authority's part in a strategy.")
LINKED = register("linked", LinkedStrategy, noun="linked strategy", command="strategy link", name="Linked strategies",
                  says="One row is another plan that the strategy ties in with.")
RISKS = register("risks", Risk, noun="risk", command="strategy risk", name="Risks", says="One row is one risk to the strategy.")
ENABLED = register("enablers", Enabler, noun="enabler", command="strategy enabler", name="Enablers",
                   says="One row is one thing that the whole strategy rests on.")
ALL = (STRATEGIES, PRIORITIES, BECAUSES, OBJECTIVES, MEASURES, THEORY, CONTRIBUTIONS, LINKED, RISKS, ENABLED)
