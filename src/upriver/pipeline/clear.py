"""From a run to a clearance: every figure of the document through the lock together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from upriver.disclose.clearing import clear as locked
from upriver.disclose.earlier import related
from upriver.disclose.hiding import Sums
from upriver.pipeline.assess import Run
from upriver.pipeline.counting.street import shown
from upriver.pipeline.reviewing.leaving import flagged
from upriver.places.nesting import frame_of, nestings
from upriver.report.titles import titles
from upriver.store.ledger import Ledger, heads
from upriver.words.cleared import Clearance, Explanation, Rule
from upriver.words.declared import Contract, Definition
from upriver.words.releasing.leaving_out import LeftOut


def clear(
    run: Run,
    *,
    document: str,
    audience: str,
    rules: Mapping[str, Rule],
    contracts: Mapping[str, Contract],
    definition: Definition,
    explanations: Mapping[str, Explanation],
    ledgers: Sequence[Ledger] = (),
    left: Sequence[LeftOut] = (),
) -> Clearance:
    """Clear a run for an audience by the rules of the sources it rests on, and by all that its readers were ever shown.

    `ledgers` are those that its readers may have read, its own audience's first; `left` is what a person left out because it
    could endanger someone.
    """
    run = flagged(run, left)
    by_contract = {slug: rules[contract.rule] for slug, contract in contracts.items()}
    # police.uk may show only a part of the definition: both are sums of limbs, under names of their own.
    limbs = {
        each.slug: tuple(limb.slug for limb in each.limbs if limb.takes)
        for each in (definition, shown(definition))
    }
    frame = frame_of(run.ground, limbs)
    before = related([told for ledger in ledgers for told in ledger.told()], frame, run.findings)
    sums = Sums((*nestings(run.ground), *before.nestings), {**limbs, **before.limbs}, before.parts)
    clearance = locked(
        run.findings,
        run.signals,
        document=document,
        audience=audience,
        rules=by_contract,
        sums=sums,
        titles=titles(),
        explanations=explanations,
        earlier=before.facts,
        head=heads(ledgers),
    )
    return replace(clearance, frame=frame.cut_to(clearance.facts))
