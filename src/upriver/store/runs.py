"""Runs: what was found, and the manifest of what it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from upriver.store.folder import Folder, write_whole
from upriver.store.holding import write_rows
from upriver.words.finding import Finding, Signal

NUMBERS = ("value", "lower", "upper", "events", "denominator")


def keep(folder: Folder, run: str, manifest: Mapping[str, Any], findings: Sequence[Finding],
         signals: Sequence[Signal]) -> None:
    """Write `run.json` and `findings.parquet`; the same run is the same bytes, so one that is there is left."""
    place = folder.runs / run
    if (place / "run.json").is_file():  # written last, so the findings are there too
        return
    place.mkdir(parents=True, exist_ok=True)
    beside = folder.incoming / f"{run}.parquet"
    write_rows(beside, _columns(findings))
    beside.replace(place / "findings.parquet")
    body = {**manifest, "run": run, "findings": len(findings), "signals": len(signals)}
    write_whole(place / "run.json", (json.dumps(body, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode())


def _columns(findings: Sequence[Finding]) -> dict[str, np.ndarray]:
    texts = {
        "question": [each.question for each in findings],
        "figure": [str(each.key) for each in findings],
        "method": [each.estimate.method for each in findings],
        "made": [each.estimate.made for each in findings],
        "flags": [";".join(each.estimate.flags) for each in findings],
        "sources": [";".join(each.sources) for each in findings],
        "definition": [each.definition for each in findings],
    }
    columns = {name: np.array(column, dtype=object) for name, column in texts.items()}
    for name in NUMBERS:
        numbers = [getattr(each.estimate, name) for each in findings]
        columns[name] = np.array([np.nan if number is None else float(number) for number in numbers])
    return columns


def manifest(folder: Folder, run: str) -> dict[str, Any]:
    """The manifest of a run."""
    found: dict[str, Any] = json.loads((folder.runs / run / "run.json").read_text("utf-8"))
    return found
