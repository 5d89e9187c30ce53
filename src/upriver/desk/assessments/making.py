"""Making an assessment: the staircase's work with the desk's decisions, then one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.assess import definitions
from upriver.desk.assessments.actions import record_run
from upriver.desk.partners.actions import partnership, settled_areas
from upriver.desk.submissions.convert import decisions, receipts
from upriver.disclose.rules import rules
from upriver.duty.permitting import open_clauses, permit
from upriver.intake.contracts import contracts
from upriver.pipeline import street, survey
from upriver.pipeline.assess import Run, Wish
from upriver.pipeline.assess import assess as staircase
from upriver.pipeline.clear import clear
from upriver.pipeline.draft import Around
from upriver.pipeline.explaining import explanations
from upriver.report.cells import cells_csv
from upriver.store.folder import Folder, write_whole
from upriver.words.cleared import Clearance
from upriver.words.decision import Use
from upriver.words.period import Period, months_period, read_period
from upriver.words.refusal import Refusal


def assess(
    folder: Folder, *, slug: str, name: str, period: str, definition: str, as_of: date, by: str, at: str
) -> tuple[Run, Clearance]:
    """Make a run, clear it, and put its cells into the drafts; recorded with its author.

    Raises:
        Refusal: no areas are settled, nothing is held for the period, or the definition isn't known.
    """
    made = make(folder, slug=slug, name=name, period=period, definition=definition, as_of=as_of)
    run, clearance, wish = made.run, made.clearance, made.wish
    write_whole(folder.drafts / run.id / "cells.csv", cells_csv(clearance.tables))
    asked = {
        "period": [wish.period.start.isoformat(), wish.period.end.isoformat()],
        "definition": wish.definition.slug,
        "as_of": wish.as_of,
    }
    record_run(run=run.id, body=asked, by=by, at=at)
    return run, clearance


@dataclass(frozen=True, slots=True)
class Made:
    """A run with its clearance, what was wished, and what a document needs besides."""

    run: Run
    clearance: Clearance
    wish: Wish
    around: Around


def make(folder: Folder, *, slug: str, name: str, period: str, definition: str, as_of: date) -> Made:
    """The run and its clearance, without recording anything."""
    found = partnership()
    areas = settled_areas(found) if found else ()
    got = receipts()
    names = survey.gazette(folder, got)
    survey.need_small_areas(names)
    if not areas:
        raise Refusal("the partnership has no areas yet", do='Choose them: upriver init DIR --areas "Hampshire".')
    ground = survey.lay_ground(folder, got, names, areas, slug=slug, name=name)
    chosen = definitions.chosen(definition, folder.declarations)
    known = contracts(folder.declarations)
    wish = Wish(_period(period, got), chosen, as_of.isoformat())
    clauses = open_clauses(known.values())
    uses = [Use(contract, (), (), "aggregate", "strategic needs assessment", wish.audience) for contract in known]
    permission = permit(uses, clauses, on=as_of)
    around = Around(known, got, decisions(), definitions.breaks(folder.declarations))
    run = staircase(
        folder,
        wish,
        receipts=got,
        decisions=around.decisions,
        names=names,
        ground=ground,
        breaks=around.breaks,
        permission=permission,
    )
    if not any(run.coverage.usable(force, month) for force in set(run.ground.home) for month in wish.period.months):
        raise Refusal(f"nothing is held for {wish.period.words} in these areas", do="`upriver status` says which months are.")
    lock = rules(folder.declarations)
    told = explanations(run, definition=chosen, contracts=known, permission=permission, rules=lock)
    clearance = clear(
        run,
        document="assessment",
        audience=wish.audience,
        rules=lock,
        contracts=known,
        definition=chosen,
        explanations=told,
    )
    return Made(run, clearance, wish, around)


def _period(written: str, got: object) -> Period:
    if written:
        return read_period(written)
    from upriver.intake.vintages import standing

    months = sorted(month for contract, _, month in standing(got) if contract == street.STREET)  # type: ignore[arg-type]
    if not months:
        raise Refusal("no street-level crime is held", do="Take in police.uk files first.")
    last = months[-1]
    first = f"{int(last[:4]) - 1}-{int(last[5:]) + 1:02d}" if last[5:] != "12" else f"{last[:4]}-01"
    return months_period(first, last)
