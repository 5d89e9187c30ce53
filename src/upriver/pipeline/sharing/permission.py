"""What an assessment may rest on: open data by their own gateway, partners' feeds by the clauses that hold on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from upriver.duty.gateways import gateways
from upriver.duty.permitting import Within, allowed, clauses_of, open_clauses
from upriver.pipeline.sharing.feeds import COUNTED_IN, uses_of
from upriver.store.feeds import Given
from upriver.words.declared import Contract
from upriver.words.sharing.agreement import Agreement, Barred, Clause, Permission, Use

ASSESSMENT = "strategic_needs_assessment"


def clauses_on(
    layouts: Mapping[str, Contract], agreements: Sequence[Agreement], *, own: Path, names: Mapping[str, str], on: date,
    today: date | None = None,
) -> tuple[Clause, ...]:
    """Every clause that the law or an agreement grants, as it stands on a day.

    Args:
        own: the workspace's declarations, for gateways of its own. names: people's, by id. today: the day of use, where
            `on` may lie after it: a clause that isn't live on both allows nothing.
    """
    every, known = tuple(layouts.values()), gateways(own)
    agreed = clauses_of(agreements, every, on=on, gateways=known, names=names)
    if today is not None and today != on:
        before = clauses_of(agreements, every, on=today, gateways=known, names=names)
        agreed = tuple(then if now.state == "live" else now for then, now in zip(agreed, before, strict=True))
    return (*open_clauses(each for each in every if not each.of), *agreed)


def permission_for(
    layouts: Mapping[str, Contract],
    clauses: Sequence[Clause],
    given: Mapping[str, tuple[Given, ...]],
    *,
    areas: Sequence[str],
    within: Within,
    audience: str,
    on: date,
) -> Permission:
    """The permission for an assessment on the day that it is made: what nothing allows stands in `barred`.

    Args:
        areas: codes of the districts that figures will be given for. within: what each of them lies in.
    """
    open_uses = [
        Use(contract.slug, (), (), "small_area", ASSESSMENT, audience)
        for contract in layouts.values()
        if contract.protection == "open"
    ]
    asked = uses_of(given, areas=areas, purpose=ASSESSMENT, audience=audience)
    found = allowed((*open_uses, *asked), clauses, on=on, within=within)
    verdicts = [(use, _by_provider(use, provider, clauses, on)) for use in found.uses if use in asked
                for provider in _providers(given, use.contract)]
    lacking = [(use, each) for use, each in verdicts if isinstance(each, Barred)]
    rests = [each for _, each in verdicts if isinstance(each, Clause)]
    short = {use for use, _ in lacking}
    return replace(found, uses=tuple(use for use in found.uses if use not in short),
                   clauses=tuple(dict.fromkeys((*found.clauses, *rests))),
                   barred=(*found.barred, *(each for _, each in lacking)))


def with_their_clauses(
    given: Mapping[str, tuple[Given, ...]], clauses: Sequence[Clause], *, audience: str, on: date
) -> tuple[dict[str, tuple[Given, ...]], tuple[Barred, ...]]:
    """What partners sent, without the periods of those that no clause with the partner itself allows any more.

    Where one of several providers of a feed has lost its clause, the others' data of those periods go too: what is left
    would read as a fall. A feed of which nothing would be left is handed on whole: `permission_for` bars it.
    """
    kept, barred = dict(given), list[Barred]()
    for feed, parts in given.items():
        lacking = [
            each
            for use in uses_of({feed: parts}, areas=(), purpose=ASSESSMENT, audience=audience)
            if use.detail == COUNTED_IN[-1]
            for provider in _providers({feed: parts}, use.contract)
            if isinstance(each := _by_provider(use, provider, clauses, on), Barred)
        ]
        without = {(each.use.contract, each.provider) for each in lacking}
        gone = {when for _, layout, pairs in parts for provider, when in pairs if (layout.slug, provider) in without}
        left = tuple((part, layout, tuple(pair for pair in pairs if pair[1] not in gone)) for part, layout, pairs in parts)
        if gone and any(pairs for _, _, pairs in left):
            kept[feed] = tuple(each for each in left if each[2])
            barred += lacking
    return kept, tuple(barred)


def _providers(given: Mapping[str, tuple[Given, ...]], contract: str) -> tuple[str, ...]:
    """Whose data stand in a layout."""
    return tuple(sorted({provider for parts in given.values() for _, layout, pairs in parts if layout.slug == contract
                         for provider, _ in pairs}))


def _by_provider(use: Use, provider: str, clauses: Sequence[Clause], on: date) -> Clause | Barred:
    """The clause with a provider itself that allows a use of what it sent, wherever that lies; or why none does."""
    own = [clause for clause in clauses if clause.allows.contract == use.contract and provider in clause.givers]
    if not own:
        return Barred(
            use,
            f"no agreement about it has {provider} as a party that gives",
            f"Make one with {provider}: upriver agree FILE.toml.",
            provider,
        )
    for clause in own:
        if allowed([replace(use, areas=clause.allows.areas)], [clause], on=on).uses:
            return clause
    near = allowed([replace(use, areas=own[0].allows.areas)], own, on=on).barred[0]
    return replace(near, use=use, provider=provider)
