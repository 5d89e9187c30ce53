"""What is held: by contract, month by month, what is missing or odd, and what was decided about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from upriver.desk.overview.sharing import sharing_body
from upriver.desk.partners import actions
from upriver.desk.releases.standing import standing
from upriver.desk.submissions.convert import decisions, receipts
from upriver.intake.coverage import subject_of
from upriver.intake.vintages import standing as standing_parts
from upriver.pipeline.counting import street, survey
from upriver.places.forces import force_of
from upriver.store.folder import Folder


def held_body(folder: Folder, *, slug: str, name: str, on: date) -> dict[str, Any]:
    """All that is held, by contract, and the coverage of street-level crime."""
    got = receipts()
    names = survey.gazette(folder, got)
    found = actions.partnership()
    areas = actions.settled_areas(found) if found else ()
    held = street.held_today(folder, got, names)
    own = own_forces(names, areas) or tuple(sorted(set(held.slugs.values())))
    coverage = street.covered(held, own, decisions())
    mine = [anomaly for anomaly in coverage.anomalous if anomaly.provider in own]
    others = [anomaly for anomaly in coverage.anomalous if anomaly.provider not in own]
    return {
        "workspace": slug,
        "name": name,
        "areas": [{"level": area.level, "code": area.code, "name": area.name} for area in areas],
        "areas_named": list(found.areas_named) if found else [],
        "held": _held(got),
        "months": {force: [month for each, month in coverage.present if each == force] for force in own},
        "missing": [list(pair) for pair in coverage.missing],
        "odd": [
            {
                "subject": each.subject,
                "says": each.says,
                "nearly_empty": each.nearly_empty,
                "decided": each.subject in coverage.decided,
            }
            for each in mine
        ],
        "odd_elsewhere": [{"subject": each.subject, "says": each.says} for each in others],
        "excluded": [list(pair) for pair in coverage.excluded],
        "waiting": standing(folder),
        "sharing": sharing_body(folder, on=on),
        "decisions": [{"subject": each.subject, "answer": each.answer, "reason": each.reason} for each in decisions()],
    }


def _held(got: Any) -> dict[str, dict[str, int]]:
    """Files and rows held, by contract."""
    contracts: dict[str, dict[str, int]] = {}
    for receipt in got:
        entry = contracts.setdefault(receipt.part.contract, {"files": 0, "rows": 0, "replaced": 0})
        entry["files"] += 1
        entry["rows"] += receipt.part.rows
        entry["replaced"] += len(receipt.replaced)
    return contracts


def own_forces(names: Any, areas: Any) -> tuple[str, ...]:
    """Slugs of the forces whose areas the chosen areas lie in."""
    small = {code for area in areas for code in names.small_areas_of(area.level, area.code)}
    codes = {names.parents["force"].get(code) for code in small} if small and "force" in names.parents else set()
    return tuple(sorted({force_of(names.names.get(("force", code), code)).slug for code in codes if code}))


def subjects() -> list[str]:
    """The names of everything that may be decided about: contract:force:YYYY-MM."""
    return [subject_of(contract, force_of(provider).slug, month) for contract, provider, month in standing_parts(receipts())]
