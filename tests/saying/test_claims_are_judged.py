"""Claims held against cleared figures: each verdict in claims.toml was worked out by reading the rows of norsea.csv."""

from __future__ import annotations

import tomllib

import pytest
from saying.figures import HERE, ground

from upriver.report.saying.answers import NOT, SUPPORTED, UNKNOWN
from upriver.report.saying.judging import judge

VERDICTS = {"s": SUPPORTED, "n": NOT, "u": UNKNOWN}
CLAIMS = [
    (claim, VERDICTS[letter]) for group in tomllib.loads((HERE / "claims.toml").read_text("utf-8")).values() for claim, letter in group.items()
]


@pytest.mark.parametrize(("claim", "verdict"), CLAIMS, ids=[claim[:60] or "nothing" for claim, _ in CLAIMS])
def test_a_claim_has_the_verdict_that_its_figures_give_it(claim: str, verdict: str) -> None:
    found = judge(claim, ground())
    assert found.verdict == verdict, f"{found.why} {found.say} {[row.figure for row in found.figures]}"


def test_at_least_150_claims_are_held_against_figures() -> None:
    assert len(CLAIMS) >= 150
