"""Leaving out what could endanger someone: flagged before the lock, which hides it and what would give it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upriver.pipeline.assess import Run
from upriver.words.releasing.leaving_out import LEFT_OUT, LeftOut


def flagged(run: Run, left: Sequence[LeftOut]) -> Run:
    """The run with a flag on every finding that a person left out; the run as it is kept has none."""
    if not left:
        return run
    names = {each.subject for each in left if each.kind == "figure"}
    tables = {each.subject for each in left if each.kind == "table"}
    codes = {each.subject for each in left if each.kind == "area"}
    found = tuple(
        replace(each, estimate=replace(each.estimate, flags=(*each.estimate.flags, LEFT_OUT)))
        if each.key.table in tables or each.key.area.code in codes or (names and str(each.key) in names)
        else each
        for each in run.findings
    )
    return replace(run, findings=found)
