"""What a document is told from: a run, its clearance, and what is known of the data besides, as one story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from upriver.assess.profiles import profiles
from upriver.assess.ranking import ranking
from upriver.intake.vintages import standing
from upriver.pipeline.assess import Run
from upriver.pipeline.counting import street
from upriver.pipeline.counting.wish import Wish
from upriver.pipeline.mapping import plans
from upriver.pipeline.plans.telling import Given
from upriver.pipeline.prose.reading import Accepted
from upriver.pipeline.sharing.standing import denied, feed_states
from upriver.places.ground import Ground
from upriver.report.story import Source, Story, indexed
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.decision import Decision
from upriver.words.declared import Break, Contract
from upriver.words.part import Part, Receipt
from upriver.words.sharing.agreement import Permission
from upriver.words.sharing.authority import Register


@dataclass(frozen=True, slots=True)
class Around:
    """What a document is told from besides its figures.

    `accepted` are analysts' sentences with their text at last acceptance, `earlier` headline sentences of the last release of
    another run by slug, `left_out` how many figures were left out because they could endanger somebody.
    """

    contracts: Mapping[str, Contract]
    receipts: tuple[Receipt, ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]
    permission: Permission
    elsewhere: Mapping[str, str]
    givers: Mapping[str, tuple[str, ...]]
    accepted: Accepted = field(default_factory=dict)
    public: Permission | None = None
    """What everyone may see by the same clauses, for a document that isn't for everyone."""
    earlier: Mapping[str, str] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    left_out: int = 0
    response: Given | None = None
    """What documents of the response are told from, where some are published beside this one."""


def story_of(folder: Folder, run: Run, wish: Wish, clearance: Clearance, around: Around) -> Story:
    """What the sections tell from, before any of them has said what it lacks or found."""
    cells, signals = indexed(clearance)
    ground, within = run.ground, _within(run.ground)
    areas = {name: level.areas for name, level in ground.levels.items()}
    forces = {home: area.name for home, area in ground.forces.items()}
    return Story(
        clearance,
        ground.partnership,
        wish.period,
        wish.as_of,
        run.id,
        street.shown(wish.definition),
        ground.basis,
        run.coverage,
        forces or {home: home.replace("-", " ").title() for home in ground.home if home},
        around.decisions,
        around.breaks,
        _sources(around.contracts, around.receipts, run, clearance),
        areas,
        within,
        ground.partly,
        plans(folder, around.receipts, run, within),
        ground.notes,
        feed_states(around.contracts, around.receipts, permission=around.permission,
                    used={source for finding in run.findings for source in finding.sources}, elsewhere=around.elsewhere, givers=around.givers),
        denied=denied(run.denied, around.contracts, around.receipts, around.permission, run.manifest["audience"]),
        faults=tuple(fault.says for fault in run.faults),
        earlier=around.earlier,
        cells=cells,
        signals=signals,
        profiles=profiles(folder.declarations),
        ranking=ranking(folder.declarations),
    )


def _within(ground: Ground) -> dict[tuple[str, str], frozenset[str]]:
    """The small areas of each larger area."""
    return {
        (name, area.code): frozenset(ground.small[place] for place in level.member[row].indices if place < len(ground.small))
        for name, level in ground.levels.items()
        for row, area in enumerate(level.areas)
        if name not in ("lsoa21", "msoa21", "ward")
    }


GROUND = frozenset({"area_lookup", "lsoa_2011_to_2021", "boundaries", "census_residents"})
"""What the ground is laid from, beside the sources that findings name."""


def _sources(contracts: Mapping[str, Contract], receipts: Sequence[Receipt], run: Run,
             clearance: Clearance) -> tuple[Source, ...]:
    """What is held, what figures rest on first; a part of a month that a newer one stands for is marked."""
    held: dict[str, list[Part]] = {}
    for receipt in receipts:
        held.setdefault(contracts[receipt.part.contract].feed, []).append(receipt.part)
    used = {source for finding in run.findings for source in finding.sources} | GROUND
    stands = {part.source_hash for part in standing(receipts).values()}
    hiding = {rule.slug for rule in clearance.rules if rule.high >= rule.low or rule.round_to > 1}
    found = [
        Source(
            contracts[slug], tuple(sorted(parts, key=lambda part: (part.period is None, part.period, part.source_hash))),
            slug in used, frozenset(part.source_hash for part in parts if part.covers and part.source_hash not in stands),
            contracts[slug].protection == "open" and contracts[slug].rule not in hiding,
        )
        for slug, parts in held.items()
    ]
    return tuple(sorted(found, key=lambda each: (not each.used, each.contract.slug != street.STREET, each.contract.slug)))
