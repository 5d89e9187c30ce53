"""Builders of what a workspace holds, small and with everything defaulted, for the tests of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from upriver.words.area import Area
from upriver.words.declared import Definition, Limb
from upriver.words.registers.plan import REGISTERS, Plan
from upriver.words.sharing.agreement import Agreement, Confirmation, Party
from upriver.words.sharing.authority import Authority, Person, Register
from upriver.words.standing.held import FeedDue, Held, HeldFeed, HeldRelease, HeldRun

ON = date(2026, 2, 1)
POLICE, PRISON, CSP = "police-1", "prison-1", "csp-1"
SIX = ("police", "probation", "youth_justice", "fire_and_rescue", "health", "local_authority")
S17A = ("police_incidents", "fire_deliberate", "fire_staff_violence", "council_asb_licensing", "s17a_hospital_returns", "ambulance_assault_calls")
TABLES = ("kinds/counts", "risk_and_protective/values", "area_factors/added", "partners/totals", "health/admissions", "recorded/rates", "voices/themes",
          "provision/services", "people_who_harm/youth_justice", "places/csp", "places/ltla", "change/months", "season/outlook", "times/by_hour",
          "victims/ages", "people_who_harm/ages", "disproportionality/stages", "triangulation/months", "harm/by_kind", "scale/change",
          "placing/unplaced", "summary/scores", "spikes/latest")


def a_plan(**rows: list[dict[str, Any]]) -> Plan:
    """A plan from rows by their register's slug: every value as text."""
    return added(Plan(), **rows)


def added(plan: Plan, **rows: list[dict[str, Any]]) -> Plan:
    """A plan with more rows; a register that is named is replaced as a whole."""
    found = dict(plan.rows)
    for register in REGISTERS:
        if register.slug in rows:
            found[register.word] = tuple(register.read({"id": f"{register.slug}-{at}", **row}) for at, row in enumerate(rows[register.slug]))
    return Plan(found)


def an_authority(kind: str, ident: str = "", **more: Any) -> Authority:
    """A body of a kind, confirmed."""
    return Authority(ident or f"{kind}-1", kind, f"The {kind.replace('_', ' ')}", **{"status": "confirmed", **more})


def an_agreement(**more: Any) -> Agreement:
    """A live agreement of a hospital with the council, under section 16, without personal data."""
    gives = Party("health-1", "The board", "health", "gives", "sole", "uk_gdpr", "not_confidential", "not_applied", "No patient is told", "DSPT",
                  article_6="public_task")
    takes = replace(gives, id="local_authority-1", name="The council", kind="local_authority", part="receives")
    made = Agreement("ag", "Hospital counts", "pcsc_s16", "ed_assault_attendances", (), "anonymised", ("strategic_needs_assessment",), ("E1",), "district",
                     "district", "monthly", "table", 24, date(2025, 1, 1), date(2027, 1, 1), date(2026, 6, 1), "dpia.docx", (gives, takes),
                     confirmation=Confirmation("p1", "Adviser", date(2025, 1, 1), ("all",)))
    return replace(made, **more)


def a_feed(contract: str, *, is_open: bool = False) -> HeldFeed:
    """A data set that is held, signed for."""
    return HeldFeed(contract, contract.replace("_", " "), is_open, ("A provider",), 4, "2025-12-31", 4)


def a_due(contract: str, *, state: str = "met") -> FeedDue:
    """A quarter that came in time, or didn't."""
    return FeedDue(contract, contract, "A provider", "2025-07..2025-09", date(2025, 12, 31), state, date(2025, 12, 1) if state == "met" else None)


def a_definition(scores: int | None = 2) -> Definition:
    """A definition of one part, scored on all four factors where `scores` is given."""
    factors = ("maximum_penalty", "impact_on_victims", "prevalence", "impact_on_community")
    return Definition("ours", 1, "Ours", "What we count", (Limb("robbery", "Robbery", "Of people", {}, {"police_uk_street": "proxy"},
                                                                dict.fromkeys(factors, scores)),), False, "The partnership")


def full() -> Held:
    """A workspace in which every rule finds all that it looks for."""
    bodies = (*(an_authority(kind) for kind in SIX), an_authority("prison"), an_authority("youth_custody"), an_authority("education"),
              an_authority("local_policing_body"), an_authority("community_safety_partnership", CSP),
              an_authority("invited_participant", rights="published_only"), an_authority("local_authority", "district-1", tier="district"),
              an_authority("local_authority", "county-1", tier="county"))
    register = Register(bodies, (Person("p1", "Ada Fictional", "Head of safety"),), pooled="The wider area")
    agreement = an_agreement()
    others = tuple(an_agreement(id=f"ag-{each}", contract=each) for each in S17A)
    feeds = (a_feed("ed_assault_attendances"), *(a_feed(each) for each in S17A), a_feed("community_safety_survey"), a_feed("school_survey"),
             a_feed("police_uk_street", is_open=True))
    surveys = tuple(an_agreement(id=f"ag-{each}", contract=each) for each in ("community_safety_survey", "school_survey"))
    run = HeldRun("run1", date(2026, 1, 20), "2025", "public", "ours@1", 9, "code", {f"assessment/{each}": 5 for each in TABLES})
    releases = tuple(HeldRelease("r1", each, "public", "released", date(2026, 1, 25), "run1", 2, 2) for each in ("assessment", "strategy", "annual_report"))
    agreements = (agreement, *others, *surveys)
    return Held(
        on=ON, plan=full_plan(register), register=register, districts=(Area("ltla", "E07000001", "A district"),), countries=("england",),
        agreements=agreements, live=frozenset(each.id for each in agreements), feeds=feeds, dues=tuple(a_due(each) for each in S17A),
        elsewhere={"probation_caseload": "the monitoring system"}, run=run, definition=a_definition(), definitions=("ours", "hmicfrs_14_24"),
        releases=releases, left_out=1, decisions=1, events=10, log_whole=True, easy=True,
    )


def full_plan(register: Register) -> Plan:
    """Records in which every rule finds all that it looks for."""
    bound = [each.id for each in register.authorities if each.role == "specified"]
    all_asked = [each.id for each in register.authorities if each.role in ("specified", "relevant")]
    return a_plan(
        strategies=[{"id": "s1", "title": "Our strategy", "starts": "2025-04-01", "ends": "2028-03-31", "state": "final", "published_on": "2025-04-01",
                     "review_due": "2026-06-01"}],
        priorities=[{"id": "p1", "strategy": "s1", "title": "Young people", "lead": "police-1", "young_people_said": "It isn't safe after dark."}],
        becauses=[{"priority": "p1", "figure": "assessment/kinds/counts#x"}],
        objectives=[{"id": "o1", "priority": "p1", "direction": "prevent", "says": "Fewer begin"},
                    {"id": "o2", "priority": "p1", "direction": "reduce", "says": "Fewer happen"}],
        measures=[{"objective": objective, "indicator": indicator, "baseline_from": "2025-01-01", "baseline_to": "2025-12-31"}
                  for objective, indicator in (("o1", "homicide"), ("o2", "sharp_object_admissions"), ("o2", "knife_enabled_violence"))],
        theory=[{"priority": "p1", "step": step, "says": "..."} for step in ("activity", "outcome", "assumption")],
        contributions=[{"strategy": "s1", "authority": each, "paragraph": "Ours", "functions": "Policing", "signed_on": "2025-03-01"} for each in bound],
        linked=[{"strategy": "s1", "title": "Safeguarding arrangements"}],
        actions=[{"id": f"a{at}", "priority": "p1", "title": "An action", "lead": "police-1", "function": "Patrol", "level": level, "stage": "11_to_17",
                  "approach": "mentoring", "evaluation": "comparison", "status": "under_way", "status_on": "2026-01-10", "progress": "Going on",
                  "starts": "2025-04-01", "boards": "Safeguarding partnership", "referral": "From schools", "planned_reach": "20"}
                 for at, level in enumerate(("primary", "secondary", "tertiary"))],
        milestones=[{"action": f"a{at}", "title": "A step", "due": "2025-12-01", "done_on": "2025-11-30"} for at in range(3)],
        money=[{"action": f"a{at}", "source": "Grant", "year": "2025-26", "cost": "labour", "planned": "100", "spent": "50", "spent_to": "2025-12-31",
                "ends": "2026-03-31"} for at in range(3)],
        returns=[{"action": f"a{at}", "period_from": "2025-10-01", "period_to": "2025-12-31", "split": "all", "referred": "9"} for at in range(3)],
        requests=[{"authority": PRISON, "strategy": "s1", "asked": "To tell us", "asked_on": "2025-05-01", "answer": "accepted"}],
        consultations=[{"id": "c1", "strategy": "s1", "held_on": "2024-11-01", "how": "letter", "says": "What do you think?"}],
        consulted=[{"consultation": "c1", "authority": each, "reply": "replied"} for each in all_asked],
        clauses=[{"csp": CSP, "plan": "Plan 2024 to 2027", "clause": "3", "priority": "p1", "answer": "met"}],
        policing=[{"under": under, "asked_on": "2025-06-01", "asked": "How is it going?", "due": "2025-07-01", "holds_people": "no", "replied_on": "2025-06-20"}
                  for under in ("s14", "s17")],
        said_did=[{"said_on": "2025-09-01", "who": "Young people", "said": "Light the path", "did": "Lit", "answer": "done", "told_back_on": "2025-10-01"}],
        checked=[{"strategy": "s1", "check": check, "question": f"q{at}", "answer": "yes", "shows": "An action"}
                 for check in ("public_health", "trauma_informed", "child_first") for at in range(6)],
        equality=[{"strategy": "s1", "characteristic": each, "says": "Known", "effect": "neither"} for each in
                  ("age", "disability", "gender_reassignment", "marriage", "pregnancy", "race", "religion", "sex", "sexual_orientation")],
        studies=[{"action": "a0", "question": "Did it?", "design": "did", "outcome": "robbery", "treated": "E1", "before_from": "2024-01-01",
                  "starts": "2025-04-01", "after_to": "2025-12-31", "declared_on": "2025-03-01"}],
        meetings=[{"id": "m1", "body": "strategy_group", "held_on": "2025-12-01", "required": "police-1"},
                  {"id": "m2", "body": "csp_strategy_group", "csp": CSP, "held_on": "2025-11-01"}],
        attendances=[*({"meeting": "m1", "authority": each, "attended": "attended"} for each in bound),
                     *({"meeting": "m2", "authority": each, "attended": "attended"} for each in bound[:2])],
        reviews=[{"of": "definition", "which": "ours", "held_on": "2025-06-01", "by": "strategy_group", "considered": "All", "outcome": "kept", "why": "It fits"},
                 *({"of": of, "which": "s1", "held_on": "2025-09-01", "by": by, "considered": "All", "outcome": "kept", "why": "It fits"}
                   for of in ("assessment", "strategy") for by in ("strategy_group", CSP))],
        readiness=[{"respect": each, "level": "3", "judged_on": day} for day in ("2025-01-15", "2026-01-15") for each in
                   ("governance", "definition", "data", "needs_assessment", "strategy", "funding", "evaluation")],
        attestations=[{"requirement": each, "says": "met", "evidence": "Seen", "person": "p1", "attested_on": "2026-01-20"} for each in
                      ("A1", "A2", "A5", "A6", "A11", "A12", "D1", "D2", "E1", "E2", "H1", "H2")],
    )
