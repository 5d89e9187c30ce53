"""What `status` says."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from upriver.cli.standing import sharing_lines
from upriver.words.period import month_number
from upriver.words.releasing.gate import STATES
from upriver.words.text import listed, plural


def status_lines(body: dict[str, Any], *, typed: str) -> list[str]:
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
            lines.append(f'  Ask the force, then: upriver decide{typed} {odd["subject"]} keep|exclude|annotate --reason "..."')
    if body["odd_elsewhere"]:
        lines.append(f"Odd in other forces' files: {listed([odd['subject'] for odd in body['odd_elsewhere']])}.")
    for decision in body["decisions"]:
        lines.append(f"Decided: {decision['subject']} {decision['answer']}: {decision['reason']}")
    for each in body["waiting"]:
        lines.append(f"Release {each['release']} {STATES[each['state']]}: {each['voted']} of {each['needs']} have voted. Read: upriver review{typed}")
    return lines + sharing_lines(body["sharing"], told={odd["subject"] for odd in body["odd"]})


def runs(months: list[str]) -> str:
    """Months as runs: "2014-01 to 2014-11, 2018-10"."""
    ordered = sorted(months)
    parts = []
    for _, group in groupby(enumerate(ordered), key=lambda item: month_number(item[1]) - item[0]):
        run = [month for _, month in group]
        parts.append(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}")
    return ", ".join(parts)
