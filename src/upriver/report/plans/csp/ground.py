"""The community safety partnership that a document is about: its districts, its cleared figures, and what is done there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from upriver.report.plans.told import Told
from upriver.report.story import Story, indexed
from upriver.words.area import Area
from upriver.words.declared import Definition
from upriver.words.part import Coverage
from upriver.words.period import Period
from upriver.words.refusal import Refusal
from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Priority
from upriver.words.sharing.authority import Authority
from upriver.words.standing.aligned import Alignment
from upriver.words.text import listed

CSP = "community_safety_partnership"
BASIS = "residents as the assessment counted them"
NO_DEFINITION = Definition("", 1, "", "", (), False, "")


@dataclass(frozen=True)
class Ground:
    """One CSP, in one document. `districts` are those it covers, by code; `area` is what its figures carry."""

    told: Told
    body: Authority
    districts: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.body.name

    @cached_property
    def story(self) -> Story | None:
        """What sections of an assessment tell from, made from what left the lock; None where there is no assessment."""
        return story_of(self.told) if self.told.clearance else None

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Its own area and then its districts, as figures name them; none where no figure does."""
        if self.story is None:
            return ()
        own = [each for each in self.story.areas.get("csp", ()) if each.code == self.body.code]
        return (*own, *(each for each in self.story.areas.get("ltla", ()) if each.code in self.districts))

    @cached_property
    def small(self) -> frozenset[str]:
        """Codes of the small areas and neighbourhoods inside: those whose official name begins with one of its districts'."""
        names = [area.name for area in self.areas if area.level == "ltla"]
        if self.story is None or not names:
            return frozenset()
        inside = re.compile(rf"(?:{'|'.join(map(re.escape, names))}) \d{{3}}[A-Z]?")
        return frozenset(area.code for level in ("lsoa21", "msoa21") for area in self.story.areas.get(level, ()) if inside.fullmatch(area.name))

    @cached_property
    def alignment(self) -> Alignment:
        """How its plan and all others stand to the strategy that holds."""
        held = self.told.alignments.get(self.told.in_force)
        if held is None:
            raise Refusal("there is no strategy to hold a plan against", do="Record one, with its priorities: upriver strategy add.")
        return held

    @property
    def priorities(self) -> tuple[Priority, ...]:
        """The priorities of the strategy that holds, in their order."""
        return tuple(each for each in self.told.plan.of(Priority) if each.strategy == self.told.in_force)

    def actions(self, priority: str = "") -> tuple[tuple[Action, str], ...]:
        """What is done there, with where: "here", or "everywhere" for an action without places; those of one priority, or all.

        An action in a small area that no figure names can't be placed, and is left out.
        """
        chosen = {each.id for each in self.priorities}
        codes = {self.body.code, self.body.id, *self.districts, *self.small}
        found = []
        for each in self.told.plan.of(Action):
            if each.priority not in chosen or priority not in ("", each.priority) or each.status == "stopped":
                continue
            if codes & set(each.places):
                found.append((each, "here"))
            elif not each.places:
                found.append((each, "everywhere"))
        return tuple(sorted(found, key=lambda pair: pair[1] != "here"))


def ground_of(told: Told) -> Ground:
    """The CSP that the document was asked for, by its id or code.

    Raises:
        Refusal: the register has no such CSP on that day.
    """
    there = [each for each in told.register.authorities if each.kind == CSP and each.holds_on(told.on)]
    found = next((each for each in there if told.about in (each.id, each.code)), None)
    if found is None:
        known = listed([f"{each.name} [{each.id}]" for each in there], most=20) or "none"
        raise Refusal(f"the register has no community safety partnership {told.about}", do=f"It has {known}.")
    return ground_for(told, found)


def ground_for(told: Told, body: Authority) -> Ground:
    """The ground of one CSP of the register."""
    return Ground(told, body, tuple(cover.district for cover in body.covers_on(told.on)))


def story_of(told: Told) -> Story | None:
    """A story of the cleared figures alone: areas are those that figures name, and a CSP is made of its districts."""
    clearance = told.clearance
    if clearance is None:
        return None
    cells, signals = indexed(clearance)
    areas: dict[str, dict[str, Area]] = {}
    periods: Counter[Period] = Counter()
    chief: Counter[Period] = Counter()
    for table in clearance.tables:
        for cell in table.cells:
            areas.setdefault(cell.key.area.level, {}).setdefault(cell.key.area.code, cell.key.area)
            periods[cell.key.period] += 1
            if table.slug.startswith(("assessment/places/", "assessment/kinds/rates")):
                chief[cell.key.period] += 1
    whole = next(iter(areas.get("partnership", {}).values()), told.partnership)
    period = next((each for each, _ in (chief or periods).most_common(1)), Period(told.on, told.on))
    within = {("ltla", code): frozenset({code}) for code in areas.get("ltla", {})}
    for body in told.register.authorities:
        if body.kind == CSP and body.code:
            within[("csp", body.code)] = frozenset(cover.district for cover in body.covers_on(told.on))
    yearly = any(cell.key.unit == "per_1000_residents" and cell.value is not None
                 for name, cell in cells.items() if name[0] == "assessment/kinds/rates")
    return Story(
        clearance, whole, period, told.assessed_on, told.run, told.definition or NO_DEFINITION, BASIS, Coverage("", (), (), ()),
        {} if yearly else {"": ""}, (), (), (), {level: tuple(found.values()) for level, found in areas.items()}, within, (), {}, (),
        profiles=told.profiles, cells=cells, signals=signals,
    )
