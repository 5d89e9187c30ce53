"""Leaving out what could endanger someone: flagged before the lock, which hides it and what would give it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upriver.disclose.rules import LEFT_OUT
from upriver.pipeline.assess import Run
from upriver.words.releasing.leaving_out import LeftOut


def flagged(run: Run, left: Sequence[LeftOut]) -> Run:
    """The run as the lock should see it, with a flag on every finding that a person left out; as it is kept it has none."""
    if not left:
        return run
    found = tuple(
        replace(each, estimate=replace(each.estimate, flags=(*each.estimate.flags, LEFT_OUT)))
        if any(one.takes(each.key) for one in left)
        else each
        for each in run.findings
    )
    return replace(run, findings=found)
