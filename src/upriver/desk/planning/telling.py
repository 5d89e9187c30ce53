"""How the response stands today, told once for each state and kept: the same that documents are told from, without reading it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.partners.convert import register
from upriver.desk.planning.seen import kept, mark, rows_seen
from upriver.desk.registers.evidence import held
from upriver.desk.registers.telling import given
from upriver.pipeline.plans.aligning import aligned
from upriver.pipeline.plans.kept import cleared
from upriver.pipeline.plans.responding import responded
from upriver.pipeline.plans.telling import Given
from upriver.pipeline.requirements.telling import duty_of
from upriver.pipeline.watching.standing import standings
from upriver.pipeline.watching.worked import approaches, effects
from upriver.report.exploring.rows import Row as Figure
from upriver.report.exploring.rows import rows_of_cells
from upriver.report.plans.told import Told
from upriver.respond.delivery.standing import delivered
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.monitoring.indicator import Standing
from upriver.words.period import Period
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import plan_of
from upriver.words.registers.strategy import Measure


def told_now(folder: Folder, *, name: str, on: date, duty: bool = False, inside: bool = True) -> Told:
    """All that the pages of the response may draw from, for the partnership's own people; with `duty` how the Duty stands too.

    `inside` False draws figures from the latest public assessment alone: for whoever may not read the whole of the restricted one.
    Where the cleared figures aren't there, or aren't what was recorded, it is told without figures.
    """
    return kept(("told", str(folder.root), name, on, duty, inside, *mark()), lambda: _told(folder, name, on, duty, inside))


def figures_now(folder: Folder) -> tuple[Mapping[str, str], tuple[Figure, ...]]:
    """The latest cleared figures that the partnership's own people may see, and the titles of their tables; none before the first
    assessment."""
    run, clearance = _cleared(folder)
    if clearance is None:
        return {}, ()
    titles = {table.slug: table.title for table in clearance.tables}
    return titles, kept(("figures", str(folder.root), run), lambda: tuple(rows_of_cells(cell for table in clearance.tables for cell in table.cells)))


def audience_now() -> str:
    """For whom the latest assessment was made that the partnership's own people may see."""
    return "restricted" if latest_run("restricted") else "public"


def _told(folder: Folder, name: str, on: date, duty: bool, inside: bool) -> Told:
    run, body, clearance = _figures(folder, inside)
    period = Period(*(date.fromisoformat(each) for each in body["period"])).words if run and body.get("period") else ""
    drawn = given(clearance, name=name, audience="restricted", on=on, records=plan_of(rows_seen()), run=run, period=period,
                  assessed_on=str(body.get("as_of", "")))
    gathered = held(folder, on=on, records=drawn.plan, known=(run, clearance) if run and clearance else None) if duty else None
    drawn = replace(drawn, attribution=tuple(body.get("attribution", ())), held=gathered)
    found = responded(Told(
        "", drawn.partnership, drawn.audience, on, drawn.plan, drawn.register, clearance, run, period, drawn.assessed_on, names=drawn.names,
        attribution=drawn.attribution, effects=effects(drawn.plan, clearance), approaches=approaches(drawn.plan),
        standings=_standings(folder, drawn), delivered=delivered(drawn.plan, on=on), **aligned(folder, drawn),
    ), folder.declarations)
    return replace(found, held=gathered, **duty_of(gathered)) if gathered else found


def _standings(folder: Folder, drawn: Given) -> tuple[Standing, ...]:
    """Readings change with an assessment, and with what is to be measured, alone."""
    measured = drawn.plan.of(Measure)
    key = ("standings", str(folder.root), drawn.run, drawn.partnership, measured)
    return kept(key, lambda: standings(drawn.clearance, drawn.plan, drawn.partnership, own=folder.declarations))


def _figures(folder: Folder, inside: bool) -> tuple[str, dict[str, Any], Clearance | None]:
    run, clearance = _cleared(folder, inside)
    return run, dict(RunRecord.objects.get(run=run).body) if run else {}, clearance


def _cleared(folder: Folder, inside: bool = True) -> tuple[str, Clearance | None]:
    run = latest_run(audience_now() if inside else "public") or ""
    if not run:
        return "", None
    sha256 = str(RunRecord.objects.get(run=run).body.get("cleared", ""))

    def read() -> Clearance | None:
        try:
            return cleared(folder, run, sha256=sha256)
        except Refusal:
            return None

    return run, kept(("cleared", str(folder.root), run, sha256), read)


def people_of() -> dict[str, str]:
    """Names of the bodies of the register by id."""
    return kept(("bodies", *mark()), lambda: {body.id: body.name for body in register().authorities})
