"""The quality scorecard of each provider, from what is recorded and held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upriver.desk.agreements.convert import agreements
from upriver.desk.assessments.actions import latest_run
from upriver.desk.submissions.convert import decisions, receipts, submissions
from upriver.desk.submissions.due import dues, months_of
from upriver.intake.receiving.due import Due
from upriver.intake.receiving.scorecard import Card, Fix, Tried, card, fixes
from upriver.pipeline.counting import street, survey
from upriver.places.forces import force_of
from upriver.store import runs
from upriver.store.folder import Folder
from upriver.store.partners.measuring import Measured, measured
from upriver.words.declared import Contract
from upriver.words.part import Receipt
from upriver.words.sharing.feed import QUESTIONS
from upriver.words.sharing.submission import Kept
from upriver.words.text import plural

_AS = {"records": "", "table": ", as a table", "form": ", as a form"}
UNASKED = ("person_key",)
"""Patterns of fields that are left out unless an agreement allows them, so that an empty one is no fault."""


@dataclass(frozen=True, slots=True)
class Query:
    """Something odd in published or partners' data that its provider can answer."""

    subject: str
    provider: str
    says: str
    answer: str = ""
    answered_by: str = ""
    left_out: bool = False
    """The analysts have left it out: what its provider says doesn't change that."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One feed of one provider in one of its layouts: a card for each period, oldest first, what to mend first, and what the data changed."""

    feed: str
    title: str
    provider: str
    cards: tuple[Card, ...]
    fixes: tuple[Fix, ...]
    missing: tuple[Due, ...]
    changed: str


def scorecards(folder: Folder, layouts: Mapping[str, Contract], *, provider: str = "", on: date) -> tuple[Scorecard, ...]:
    """The scorecard of every feed and provider of which something is held; of one provider where that is named."""
    due = dues(layouts, own=folder.declarations, on=on)
    groups: dict[tuple[str, str, str], list[Receipt]] = {}
    for receipt in receipts():
        layout = layouts.get(receipt.part.contract)
        if receipt.sent is None or layout is None or (provider and receipt.sent.provider.casefold() != provider.casefold()):
            continue
        groups.setdefault((layout.feed, receipt.sent.provider, layout.slug), []).append(receipt)
    tries = submissions()
    inputs = _inputs(folder)
    return tuple(_scorecard(folder, layouts, layout, name, _latest(got), tries, due, inputs)
                 for (_, name, layout), got in sorted(groups.items()))


def queries(folder: Folder) -> tuple[Query, ...]:
    """What looks odd in street-level crime, with the answer where one was recorded."""
    got = receipts()
    held = street.held_today(folder, got, survey.gazette(folder, got))
    answered = {each.subject: each for each in decisions()}
    found = []
    for odd in street.covered(held, sorted(set(held.slugs.values())), decisions()).anomalous:
        decision = answered.get(odd.subject)
        found.append(Query(odd.subject, odd.provider, odd.says, decision.reason if decision else "",
                           decision.answered_by if decision else "", decision is not None and decision.answer == "exclude"))
    return tuple(found)


def about(found: Sequence[Query], provider: str) -> tuple[Query, ...]:
    """Those that one provider can answer."""
    return tuple(each for each in found if not provider or each.provider == force_of(provider).slug)


def _latest(got: Sequence[Receipt]) -> list[Receipt]:
    """The last receipt for each period, in the order of periods."""
    by_period = {receipt.part.covers or receipt.part.path: receipt for receipt in got}
    return sorted(by_period.values(), key=lambda each: (str(each.part.period.start) if each.part.period else "", each.part.contract))


def _scorecard(folder: Folder, layouts: Mapping[str, Contract], slug: str, provider: str, got: Sequence[Receipt],
               tries: Sequence[Kept], due: Sequence[Due], inputs: tuple[str, frozenset[str]]) -> Scorecard:
    layout = layouts[slug]
    feed = layout.feed
    mine = [each for each in due if each.feed == feed and each.provider.casefold() == provider.casefold()]
    made: list[tuple[Card, Measured, Tried]] = []
    for receipt in got:
        part = receipt.part
        path = folder.held / part.path
        if not path.is_file():
            continue
        held = measured(path, layout, _asked(layout, provider), spill=folder.incoming)
        first = _first(tries, receipt)
        months = {month for _, period in part.covers for month in months_of(period, layout)}
        then = [each for each in mine if set(each.months) & months]
        made.append((card(layout, provider, _period(receipt), held, first, then), held, first))
    missing = tuple(each for each in mine if each.state == "missing")
    return Scorecard(feed, f"{layout.title}{_AS[layout.mode]}", provider, tuple(one for one, _, _ in made), fixes(layout, made, mine), missing,
                     _changed(layouts[feed], got, inputs))


def _period(receipt: Receipt) -> str:
    period = receipt.part.period
    if period is None:
        return "undated"
    months = period.months
    return months[0] if len(months) == 1 else f"{months[0]}..{months[-1]}"


def _asked(layout: Contract, provider: str) -> tuple[str, ...]:
    """The fields that the provider is asked for: those that its agreement allows, of all that the contract has."""
    own = [each for each in agreements() if each.contract == layout.feed and provider.casefold() in
           {party.name.casefold() for party in each.parties}]
    allowed = set().union(*(each.fields for each in own)) if own and all(each.fields for each in own) else set()
    return tuple(field.name for field in layout.fields
                 if field.pattern not in UNASKED and (not allowed or layout.of or field.name in allowed))


def _first(tries: Sequence[Kept], receipt: Receipt) -> Tried:
    """How the file of a period was when it first came: the first that was refused since the one held before it."""
    sent = receipt.sent
    before: list[Kept] = []
    for kept in tries:
        if sent is None or (kept.sent.layout, kept.sent.provider.casefold()) != (sent.layout, sent.provider.casefold()):
            continue
        if kept.sent.id == sent.id:
            first = before[0] if before else kept
            return Tried(first.rows, first.broken, first.faults, sent.known)
        before = [*before, kept] if kept.state == "refused" and kept.faults else [] if kept.state == "held" else before
    return Tried(receipt.part.rows, 0)


def _inputs(folder: Folder) -> tuple[str, frozenset[str]]:
    """The latest assessment, and the hashes of all that it rests on."""
    run = latest_run()
    if run is None or not (folder.runs / run / "run.json").is_file():
        return "", frozenset()
    return run, frozenset(each["sha256"] for each in runs.manifest(folder, run)["inputs"])


def _changed(contract: Contract, got: Sequence[Receipt], inputs: tuple[str, frozenset[str]]) -> str:
    """What the data changed, in words."""
    run, hashes = inputs
    asked = [QUESTIONS.get(each, each) for each in contract.answers]
    rests = f"These data are asked for to answer: {' '.join(asked)}" if asked else "No question of the assessment is put to these data."
    unsigned = sum(1 for receipt in got if not receipt.signed)
    used = sum(1 for receipt in got if receipt.part.source_hash in hashes and receipt.signed)
    if not run:
        return f"{rests} No assessment has been made yet."
    waiting = f" {unsigned} of them wait for a signature and are not used." if unsigned else ""
    return f"{rests} The latest assessment had {used:,} of these {plural(len(got), 'file')} before it.{waiting}"
