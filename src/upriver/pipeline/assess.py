"""From what is held to a run: findings, and the manifest of all that they rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upriver.assess.answering import answers, needs
from upriver.assess.asking import Ask, lay
from upriver.assess.materials import BESIDE, Materials
from upriver.assess.profiles import profiles
from upriver.assess.ranking import ranking
from upriver.pipeline.counting import recorded, street
from upriver.pipeline.counting.gathering import gather
from upriver.pipeline.counting.wish import Wish, manifest_of
from upriver.pipeline.sharing.feeds import counted
from upriver.pipeline.watching.studying import all_studied
from upriver.places.gazetteer import Gazetteer
from upriver.places.ground import Ground
from upriver.store import cubes, runs
from upriver.store.feeds import FeedCounts, Given
from upriver.store.folder import Folder
from upriver.store.partners.people import Within
from upriver.words.decision import Decision
from upriver.words.declared import Break, Contract
from upriver.words.figure import CubeSpec, Need
from upriver.words.finding import Finding, Signal
from upriver.words.part import Coverage, Receipt
from upriver.words.period import months_between
from upriver.words.refusal import Fault
from upriver.words.registers.plan import Plan
from upriver.words.sharing.agreement import Permission


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its id, its manifest, findings and signals, and what it was made on."""

    id: str
    manifest: Mapping[str, Any]
    findings: tuple[Finding, ...]
    signals: tuple[Signal, ...]
    ground: Ground
    coverage: Coverage
    steps: tuple[str, ...]
    coded: Mapping[str, tuple[str, ...]]
    """The steps of each open table by offence code that was counted."""
    shared: Mapping[str, tuple[str, ...]]
    """The steps of each partner's feed that was counted."""
    faults: tuple[Fault, ...] = ()
    denied: tuple[Need, ...] = ()


def assess(
    folder: Folder,
    wish: Wish,
    *,
    receipts: Sequence[Receipt],
    decisions: Sequence[Decision],
    names: Gazetteer,
    ground: Ground,
    breaks: Sequence[Break],
    permission: Permission,
    given: Mapping[str, tuple[Given, ...]],
    layouts: Mapping[str, Contract],
    plan: Plan = Plan(),  # noqa: B008 - frozen and empty
) -> Run:
    """Count, ask every analysis, and keep what was found under the hash of what it rests on."""
    held = street.held_today(folder, receipts, names)
    own = sorted({home for home in ground.home if home})
    coverage = street.covered(held, own, decisions, wish.period.months)
    cube = cubes.cube(folder, CubeSpec(street.STREET), held.current, held.recoding, permission=permission, audience=wish.audience)
    months = _span(coverage, own, wish)
    coded = recorded.tables(folder, receipts, permission=permission, audience=wish.audience)
    feeds = counted(folder, given if _of_feeds(needs(wish.only)) else {}, permission=permission, audience=wish.audience)
    shown = street.shown(wish.definition)
    told, weighed = profiles(folder.declarations), ranking(folder.declarations)
    inside = {area.code for level in ground.levels.values() for area in level.areas} | set(ground.small)
    within = Within(wish.period.months, tuple(sorted(inside)), BESIDE)
    materials = gather(
        folder, needs(wish.only), receipts=receipts, layouts=layouts, given=given, permission=permission, audience=wish.audience, within=within
    )
    ask = Ask(wish.period, shown, coverage, tuple(breaks), wish.seed, wish.audience, coded, feeds, materials, told, weighed, plan)
    counts = lay(cube, ground, ask, months, held.slugs)
    faults: list[Fault] = []
    found = [*answers(counts, ground, ask, only=wish.only, faults=faults), *([] if wish.only else all_studied(counts, ground, ask, faults))]
    findings = tuple(each for each in found if isinstance(each, Finding))
    signals = tuple(each for each in found if isinstance(each, Signal))
    manifest = manifest_of(wish, receipts, decisions, ground, cube.key, permission, terms=(told, weighed), plan=plan, faults=faults)
    run = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
    if not wish.only:
        runs.keep(folder, run, manifest, findings, signals)
    return Run(run, manifest, findings, signals, ground, coverage, cube.steps, {each.contract: each.steps for each in coded}, _shared(feeds, materials), tuple(faults), tuple(materials.denied))


def _shared(feeds: Sequence[FeedCounts], materials: Materials) -> dict[str, tuple[str, ...]]:
    """The steps of each partner's feed, as it was counted for all analyses and by the fields that some asked for."""
    found = {each.contract: each.steps for each in feeds}
    for need, tallied in materials.tallies.items():
        found[need.contract] = (*found.get(need.contract, ()), *tallied.steps)
    return found


def _of_feeds(asked: Sequence[Need]) -> bool:
    """Whether any of the needs is of feeds as they are counted for all analyses, which takes as long as the rest."""
    return any(isinstance(need, CubeSpec) and need.contract not in (street.STREET, *recorded.CONTRACTS) for need in asked)


def _span(coverage: Coverage, own: Sequence[str], wish: Wish) -> tuple[str, ...]:
    held = [month for provider, month in coverage.present if provider in own]
    asked = wish.period.months
    return months_between(min([*held, asked[0]]), max([*held, asked[-1]]))
