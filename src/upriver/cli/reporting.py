"""What `status` says."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from upriver.cli.standing import sharing_body, sharing_lines
from upriver.cli.workspace import Session
from upriver.words.period import month_number
from upriver.words.releasing.gate import STATES
from upriver.words.text import listed, plural


def status_body(session: Session) -> dict[str, Any]:
    """All that is held, by contract, and the coverage of street-level crime."""
    from upriver.desk.partners import actions
    from upriver.desk.releases.standing import standing
    from upriver.desk.submissions.convert import decisions, receipts
    from upriver.pipeline.counting import street, survey

    got = receipts()
    names = survey.gazette(session.folder, got)
    found = actions.partnership()
    areas = actions.settled_areas(found) if found else ()
    held = street.held_today(session.folder, got, names)
    own = own_forces(names, areas) or tuple(sorted(set(held.slugs.values())))
    coverage = street.covered(held, own, decisions())
    mine = [anomaly for anomaly in coverage.anomalous if anomaly.provider in own]
    others = [anomaly for anomaly in coverage.anomalous if anomaly.provider not in own]
    return {
        "typed": session.typed,
        "workspace": session.slug,
        "name": session.name,
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
        "waiting": standing(session.folder),
        "sharing": sharing_body(session),
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
    from upriver.places.forces import force_of

    small = {code for area in areas for code in names.small_areas_of(area.level, area.code)}
    codes = {names.parents["force"].get(code) for code in small} if small and "force" in names.parents else set()
    return tuple(sorted({force_of(names.names.get(("force", code), code)).slug for code in codes if code}))


def status_lines(body: dict[str, Any]) -> list[str]:
    """The same in words."""
    lines = [f"{body['name']} ({body['workspace']})"]
    named = [f"{area['name']} {area['code']}" for area in body["areas"]] or [
        f"{name} (not settled yet)" for name in body["areas_named"]
    ]
    lines.append(f"Areas: {listed(named, most=20) if named else 'none chosen yet; upriver init DIR --areas NAME'}")
    lines.append("Held:" if body["held"] else "Nothing is held yet; upriver take-in FOLDER")
    for slug, entry in sorted(body["held"].items()):
        lines.append(f"  {slug}: {plural(entry['files'], 'file')}, {plural(entry['rows'], 'row')}")
    for force, months in sorted(body["months"].items()):
        lines.append(f"Months of street-level crime held for {force}: {runs(months) or 'none'} ({len(months)})")
    for force, pairs in groupby(sorted(body["missing"]), key=lambda pair: pair[0]):
        lines.append(f"Missing for {force}: {runs([month for _, month in pairs])}. Missing is never zero.")
    for odd in body["odd"]:
        state = "decided" if odd["decided"] else "undecided"
        lines.append(f"Odd ({state}): {odd['subject']}: {odd['says']}.")
        if not odd["decided"]:
            lines.append(f'  Ask the force, then: upriver decide{body["typed"]} {odd["subject"]} keep|exclude|annotate --reason "..."')
    if body["odd_elsewhere"]:
        lines.append(f"Odd in other forces' files: {listed([odd['subject'] for odd in body['odd_elsewhere']])}.")
    for decision in body["decisions"]:
        lines.append(f"Decided: {decision['subject']} {decision['answer']}: {decision['reason']}")
    for each in body["waiting"]:
        lines.append(f"Release {each['release']} {STATES[each['state']]}: {each['voted']} of {each['needs']} have voted. Read: upriver review{body['typed']}")
    return lines + sharing_lines(body["sharing"], told={odd["subject"] for odd in body["odd"]})


def runs(months: list[str]) -> str:
    """Months as runs: "2014-01 to 2014-11, 2018-10"."""
    ordered = sorted(months)
    parts = []
    for _, group in groupby(enumerate(ordered), key=lambda item: month_number(item[1]) - item[0]):
        run = [month for _, month in group]
        parts.append(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}")
    return ", ".join(parts)
