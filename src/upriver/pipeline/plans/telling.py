"""From what the desk gives to what a document is told from: how indicators stand, what studies found, how the Duty stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from upriver.pipeline.plans.aligning import aligned
from upriver.pipeline.plans.responding import responded
from upriver.pipeline.requirements.telling import duty_of
from upriver.pipeline.watching.standing import standings
from upriver.pipeline.watching.worked import approaches, effects
from upriver.report.plans.told import Told
from upriver.respond.delivery.standing import delivered
from upriver.store.folder import Folder
from upriver.words.area import Area
from upriver.words.cleared import Clearance
from upriver.words.registers.plan import Plan
from upriver.words.sharing.authority import Register
from upriver.words.standing.held import Held


@dataclass(frozen=True, slots=True)
class Given:
    """What the desk hands over: records, the register, and the latest cleared figures."""

    slug: str
    partnership: Area
    audience: str
    on: date
    plan: Plan
    register: Register
    clearance: Clearance | None
    run: str
    period: str
    assessed_on: str
    about: str
    names: Mapping[str, str] = field(default_factory=dict)
    attribution: tuple[str, ...] = ()
    """What the licences of the sources ask to be said."""
    held: Held | None = None
    """What the workspace holds for the rules of the Duty; None where it wasn't gathered."""


def told_of(folder: Folder, given: Given) -> Told:
    """Everything that a document may draw from."""
    return responded(Told(
        given.slug, given.partnership, given.audience, given.on, given.plan, given.register, given.clearance, given.run, given.period,
        given.assessed_on, given.about, names=given.names, attribution=given.attribution, effects=effects(given.plan, given.clearance), approaches=approaches(given.plan),
        standings=standings(given.clearance, given.plan, given.partnership, own=folder.declarations), delivered=delivered(given.plan, on=given.on), held=given.held, **aligned(folder, given),
        **duty_of(given.held),
    ), folder.declarations)
