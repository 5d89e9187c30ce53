"""Who is hurt and who is suspected in the fictional police extract, with truths to find.

Men from 18 to 24 are hurt at three times the rate of everybody; some people are hurt again and again; some suspects have
been victims. Its dice are its own, so that nothing else of the files moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from upriver.demo.partners.sending import key
from upriver.demo.people import People

YOUNG_MEN = 3.0
"""How many times as often as everybody men from 18 to 24 are hurt."""
AGAIN = 0.16
"""Of crimes with a victim's key, the share that falls on somebody hurt before, a few of them far more often than others."""
SUSPECTED = 0.62
"""Of crimes with a victim, the share with a suspect, where it isn't said that none was found."""
SUSPECTED_AGAIN = 0.3
HURT_BEFORE = 0.22
"""Of new suspects, the share that is drawn from those who have been victims, once there are any."""
SUSPECT_ETHNIC = {"White": 76, "Black": 7, "Asian": 5, "Mixed": 5, "Other": 0.4, "not stated": 6}
AGE_NOT_KNOWN = 0.03
ENOUGH, UNEVEN = 100, 1.6
"""How many people there must be before one comes again, and how unevenly: 1 would be alike, more falls on the first of them."""
_BANDS = ((0, 9), (10, 17), (18, 24), (25, 34), (35, 44), (45, 64), (65, 90))
_RISK = {"male": (0.15, 1.2, 0.0, 1.6, 1.2, 0.65, 0.15), "female": (0.15, 1.0, 1.9, 1.5, 1.15, 0.6, 0.15)}
"""How often each age is hurt, beside the others; men from 18 to 24 are set to YOUNG_MEN."""
_SUSPECT_AGES = {"10-17": 16, "18-24": 27, "25-34": 26, "35-44": 17, "45-64": 12, "65+": 2}
_SUSPECT_SEXES = {"male": 78, "female": 22}


def band(first: int, last: int) -> str:
    """An age band as forms write it; the last single year is that age and over."""
    return f"{first}+" if last == 90 else f"{first}-{last}"


class Harmed:
    """The people of a year's crimes: one number a person, who keeps age and sex from crime to crime."""

    def __init__(self, people: People, seed: int) -> None:
        self.rng = np.random.default_rng((seed, 31))
        self.seed = seed
        self.kinds, self.weights = _kinds(people)
        self.known: dict[int, tuple[str, str]] = {}
        self.victims: list[int] = []
        self.suspects: list[int] = []
        self.suspect_is: dict[int, tuple[str, str, str]] = {}
        self.hurt: Counter[str] = Counter()
        self.suspected: Counter[str] = Counter()
        """Crimes by key of a victim, and of a suspect: the truth that tests look for."""

    def victim(self, number: int, keyed: bool) -> tuple[str, str, str]:
        """Key (where the offence has one), age band and sex of somebody hurt; `number` is of a new person."""
        again = keyed and len(self.victims) > ENOUGH and self.rng.random() < AGAIN
        who = self.victims[int(len(self.victims) * self.rng.random() ** UNEVEN)] if again else number
        if who not in self.known:
            self.known[who] = self.kinds[int(self.rng.choice(len(self.kinds), p=self.weights))]
        age, sex = self.known[who]
        told = "" if self.rng.random() < AGE_NOT_KNOWN else age
        if not keyed:
            return "", told, sex
        if not again:
            self.victims.append(who)
        name = key(self.seed, who)
        self.hurt[name] += 1
        return name, told, sex

    def suspect(self, number: int, outcome: str) -> tuple[str, str, str, str]:
        """Age band, sex, ethnicity as an officer saw it, and key of a suspect; all empty where there is none."""
        if outcome == "no suspect identified" or self.rng.random() > SUSPECTED:
            return "", "", "", ""
        if len(self.suspects) > ENOUGH and self.rng.random() < SUSPECTED_AGAIN:
            who = self.suspects[int(len(self.suspects) * self.rng.random() ** UNEVEN)]
        else:
            before = len(self.victims) > ENOUGH and self.rng.random() < HURT_BEFORE
            who = self.victims[int(self.rng.integers(len(self.victims)))] if before else -number
        if who not in self.suspect_is:
            self.suspects.append(who)
            self.suspect_is[who] = (self._pick(_SUSPECT_AGES), self._pick(_SUSPECT_SEXES), self._pick(SUSPECT_ETHNIC))
        name = key(self.seed, who)
        self.suspected[name] += 1
        return (*self.suspect_is[who], name)

    def _pick(self, weights: Mapping[str, float]) -> str:
        shares = np.array(list(weights.values()), dtype=float)
        return list(weights)[int(self.rng.choice(len(shares), p=shares / shares.sum()))]


def _kinds(people: People) -> tuple[Sequence[tuple[str, str]], np.ndarray]:
    """Each age and sex, and how often it is drawn: residents times risk, young men set to their multiple of everybody."""
    ages = people.ages.sum(axis=0)
    kinds, residents, risk = [], [], []
    for sex in ("male", "female"):
        for at, (first, last) in enumerate(_BANDS):
            kinds.append((band(first, last), sex))
            residents.append(ages[first : last + 1].sum() / 2)
            risk.append(_RISK[sex][at])
    shares, times = np.array(residents) / sum(residents), np.array(risk)
    young = kinds.index(("18-24", "male"))
    times[young] = YOUNG_MEN * float(shares @ times) / (1 - YOUNG_MEN * shares[young])
    weights = shares * times
    return kinds, weights / weights.sum()
