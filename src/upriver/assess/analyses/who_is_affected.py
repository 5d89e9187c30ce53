"""Who lives with it: how many are harmed and tell nobody, how many are afraid, and how safe pupils feel?"""

from __future__ import annotations

from collections.abc import Iterator

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.hearing.answers import PUPILS, PUPILS_ASKED, RESIDENTS, RESIDENTS_ASKED, wave
from upriver.assess.hearing.telling import estimates, quality
from upriver.assess.people.residents import BY_AGE, BY_SEX_AND_AGE
from upriver.places.ground import Ground
from upriver.words.finding import Finding

QUESTION = "who_lives_with_it"
NEEDS = (RESIDENTS, PUPILS, BY_AGE, BY_SEX_AND_AGE)
LEVELS = ("partnership", "ltla")
SURVEYS, QUALITY = table_name("affected", "answers"), table_name("affected", "surveys")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Shares of residents and of pupils, from the latest survey of each inside the period, weighted, with intervals.

    Residents' answers are fitted to those who live there by district, age and sex where these are held; pupils' answers keep
    the survey's own weights, since no make-up of pupils is held.
    """
    for spec, questions in ((RESIDENTS, RESIDENTS_ASKED), (PUPILS, PUPILS_ASKED)):
        found = wave(spec, ground, ask)
        if found is None:
            continue
        yield from quality(found, QUALITY, QUESTION, ground, ask)
        for question in questions:
            yield from estimates(found, question, SURVEYS, QUESTION, ground, ask)
