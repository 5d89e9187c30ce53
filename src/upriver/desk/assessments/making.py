"""Making an assessment: the staircase's work with the desk's decisions, then one event."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from upriver.assess import definitions
from upriver.desk.agreements.convert import agreements
from upriver.desk.assessments.actions import record_run
from upriver.desk.assessments.prose import accepted
from upriver.desk.audit.seen import heads_seen
from upriver.desk.partners.actions import partnership, settled_areas
from upriver.desk.partners.convert import register
from upriver.desk.partners.people import names as people
from upriver.desk.registers.convert import plan
from upriver.desk.registers.telling import given as given_for
from upriver.desk.releases.actions import run_released_before
from upriver.desk.releases.leaving_out import left_out
from upriver.desk.submissions.convert import decisions, elsewhere, receipts
from upriver.desk.submissions.due import givers
from upriver.disclose.rules import rules
from upriver.intake.contracts import layouts
from upriver.intake.vintages import standing
from upriver.pipeline.assess import Run
from upriver.pipeline.assess import assess as staircase
from upriver.pipeline.authorities.boundaries import recut_on
from upriver.pipeline.clear import clear
from upriver.pipeline.counting import street, survey
from upriver.pipeline.counting.wish import Wish
from upriver.pipeline.draft import headlines_of
from upriver.pipeline.plans.kept import keep
from upriver.pipeline.prose.moving import headlines_kept, keep_headlines
from upriver.pipeline.reviewing.readers import with_readers
from upriver.pipeline.saying.explaining import explanations
from upriver.pipeline.sharing.feeds import feeds_held
from upriver.pipeline.sharing.permission import clauses_on, permission_for, with_their_clauses
from upriver.pipeline.telling import Around
from upriver.report.cells import cells_csv
from upriver.report.explained.naming import explanations_json
from upriver.report.forms.licences import acknowledged
from upriver.store.folder import Folder, write_whole
from upriver.store.ledger import must_hold
from upriver.store.ledger import readers as ledgers_of
from upriver.words.cleared import Clearance, Rule
from upriver.words.declared import Break, Contract, Definition
from upriver.words.part import Receipt
from upriver.words.period import Period, months_period, read_period
from upriver.words.refusal import Fault, Refusal
from upriver.words.registers.delivery import ProviderReturn
from upriver.words.registers.learning import Study
from upriver.words.sharing.agreement import Permission

PUBLIC = "public"


def assess(
    folder: Folder, *, slug: str, name: str, period: str, definition: str, as_of: date, by: str, at: str, audience: str = PUBLIC
) -> Made:
    """Make a run for an audience, clear it, and put its cells into the drafts; recorded with its author.

    Raises:
        Refusal: no areas are settled, nothing is held for the period, or the definition isn't known.
    """
    made = make(folder, slug=slug, name=name, period=period, definition=definition, as_of=as_of, today=date.fromisoformat(at[:10]),
                audience=audience)
    run, clearance, wish = made.run, made.clearance, made.wish
    write_whole(folder.drafts / run.id / "cells.csv", cells_csv(clearance.tables))
    write_whole(folder.drafts / run.id / "explanations.json", explanations_json(clearance.explanations.values()))
    headlines, untold = headlines_of(folder, run, wish, clearance, made.around)
    keep_headlines(folder, run.id, headlines)
    asked: dict[str, object] = {
        "period": [wish.period.start.isoformat(), wish.period.end.isoformat()],
        "definition": wish.definition.slug,
        "as_of": wish.as_of,
        "audience": wish.audience,
        "ledger": clearance.head,
    }
    used = {source for finding in run.findings for source in finding.sources}
    asked["attribution"] = list(acknowledged(each.attribution for slug, each in made.around.contracts.items() if slug in used and each.attribution))
    asked["cleared"] = keep(folder, run.id, clearance)
    record_run(run=run.id, body=asked, by=by, at=at)
    return replace(made, faults=(*run.faults, *untold))


@dataclass(frozen=True, slots=True)
class Made:
    """A run with its clearance, what was wished, and what a document needs besides."""

    run: Run
    clearance: Clearance
    wish: Wish
    around: Around
    faults: tuple[Fault, ...] = ()
    """What a fault in our own code left out: questions, and sections whose headlines could not be said."""

    @property
    def permission(self) -> Permission:
        return self.around.permission


def make(folder: Folder, *, slug: str, name: str, period: str, definition: str, as_of: date, today: date,
         only: tuple[str, ...] = (), audience: str = PUBLIC) -> Made:
    """The run and its clearance for an audience, without recording anything. Clauses must be live `today`, and on `as_of` where that is later.

    `only` are the questions asked, for an answer that is no assessment: all of them where it is empty.
    """
    ledgers = ledgers_of(folder.ledger, audience)
    must_hold(ledgers, heads_seen())  # said at once: nothing may be cleared against a ledger that was cut short
    on = max(as_of, today)
    typed = read_period(period) if period else None
    found = partnership()
    areas = settled_areas(found) if found else ()
    got = receipts()
    names = survey.gazette(folder, got)
    survey.need_small_areas(names)
    if not areas:
        raise Refusal("the partnership has no areas yet", do='Choose them: upriver init DIR --areas "Hampshire".')
    laid = survey.lay_ground(folder, got, names, areas, slug=slug, name=name)
    ground = recut_on(folder, got, names, laid, register(), as_of)
    terms = terms_of(folder, definition)
    wish = Wish(typed or latest_year(got), terms.definition, as_of.isoformat(), audience=audience, declared=terms.hash, only=only)
    districts = [area.code for area in ground.levels["ltla"].areas] if "ltla" in ground.levels else []
    clauses = clauses_on(terms.contracts, agreements(), own=folder.declarations, names=people(), on=on, today=today)
    given, partly = with_their_clauses(feeds_held(got, terms.contracts), clauses, audience=wish.audience, on=on)
    permission = permission_for(terms.contracts, clauses, given, areas=districts, within=names.lying_in("ltla"),
                                audience=wish.audience, on=on)
    permission = replace(permission, barred=(*permission.barred, *partly))
    public = permission if audience == PUBLIC else permission_for(
        terms.contracts, clauses, given, areas=districts, within=names.lying_in("ltla"), audience=PUBLIC, on=on)
    around = Around(terms.contracts, got, decisions(), terms.breaks, permission, elsewhere(),
                    givers(own=folder.declarations, on=on), public=public)
    run = staircase(folder, wish, receipts=got, decisions=around.decisions, names=names, ground=ground,
                    breaks=around.breaks, permission=permission, given=given, layouts=terms.contracts,
                    plan=(records := plan()).only(ProviderReturn, Study))
    if not any(run.coverage.usable(force, month) for force in set(run.ground.home) for month in wish.period.months):
        raise Refusal(f"nothing is held for {wish.period.words} in these areas", do="`upriver status` says which months are.")
    told = explanations(run, definition=terms.definition, contracts=terms.contracts, permission=permission, rules=terms.rules, receipts=got)
    clearance = clear(run, left=(left := left_out()), document="assessment", audience=wish.audience, rules=terms.rules, contracts=terms.contracts,
                      definition=terms.definition, explanations=told, ledgers=ledgers)
    earlier = headlines_kept(folder, run_released_before("assessment", run.id))
    read = with_readers(clearance, run.findings, terms.contracts, given, left=len(left))
    response = given_for(read, name=name, audience=audience, on=as_of, records=records, run=run.id, period=wish.period.words, assessed_on=wish.as_of)
    return Made(run, read, wish, replace(around, accepted=accepted(), earlier=earlier, register=register(), left_out=len(left), response=response))


@dataclass(frozen=True, slots=True)
class Terms:
    """What is declared: contracts, rules, the definition and the breaks that hold, and a hash of what figures owe them."""

    contracts: Mapping[str, Contract]
    rules: Mapping[str, Rule]
    definition: Definition
    breaks: tuple[Break, ...]

    @property
    def hash(self) -> str:
        owed = sorted((slug, contract.rule) for slug, contract in self.contracts.items())
        held_to = repr((self.definition, self.breaks, sorted(self.rules.items()), owed))
        return hashlib.sha256(held_to.encode()).hexdigest()[:24]


def terms_of(folder: Folder, definition: str) -> Terms:
    """What is declared for an assessment by a definition.

    Raises:
        Refusal: no definition is called so, or a contract names a rule that isn't there.
    """
    own = folder.declarations
    terms = Terms(layouts(own), rules(own), definitions.chosen(definition, own), definitions.breaks(own))
    for contract in terms.contracts.values():
        if contract.rule not in terms.rules:
            raise Refusal(f"the contract {contract.slug} names a rule that isn't there", do=f"There are {', '.join(terms.rules)}.")
    return terms


def latest_year(got: Sequence[Receipt]) -> Period:
    """The last twelve months up to the latest one held."""
    months = sorted(month for contract, _, month in standing(got) if contract == street.STREET)
    if not months:
        raise Refusal("no street-level crime is held", do="Take in police.uk files first.")
    last = months[-1]
    first = f"{int(last[:4]) - 1}-{int(last[5:]) + 1:02d}" if last[5:] != "12" else f"{last[:4]}-01"
    return months_period(first, last)
