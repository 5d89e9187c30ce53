"""A survey's answers of one wave, weighted so that they stand for residents, as far as residents are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.materials import lay_tally
from upriver.assess.people.residents import GROUPS, Ages, bounds_of, residents_by_age, residents_by_group
from upriver.places.ground import Ground
from upriver.stats.surveys.weighting import design_effect, effective_size, raked
from upriver.words.figure import TallySpec
from upriver.words.period import Period, months_period

RESIDENTS = TallySpec(
    "community_safety_survey",
    ("survey", "weight", "feels_safe_after_dark", "feels_safe_by_day", "was_harmed", "told_anyone", "district", "age_band", "sex", "ethnicity"),
)
PUPILS = TallySpec(
    "school_survey",
    ("survey", "weight", "year_group", "feels_safe_at_school", "feels_safe_on_the_way", "knows_someone_with_a_knife", "trusted_adult",
     "district", "sex"),
)
UNSAFE = ("a bit unsafe", "very unsafe")
SAFE = ("very safe", "fairly safe")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the field, the answers told, each with the replies that it takes, and the replies that are no answer."""

    field: str
    told: Mapping[str, tuple[str, ...]]
    asked_if: tuple[str, str] | None = None


RESIDENTS_ASKED = (
    Question("feels_safe_after_dark", {"unsafe": UNSAFE, "safe": SAFE}),
    Question("feels_safe_by_day", {"unsafe": UNSAFE, "safe": SAFE}),
    Question("was_harmed", {"yes": ("yes",), "no": ("no",)}),
    Question("told_anyone", {"police": ("police",), "a_service": ("a service",), "family_or_friends": ("family or friends",),
                             "nobody": ("nobody",)}, ("was_harmed", "yes")),
)
PUPILS_ASKED = (
    Question("feels_safe_at_school", {"unsafe": UNSAFE, "safe": SAFE}),
    Question("feels_safe_on_the_way", {"unsafe": UNSAFE, "safe": SAFE}),
    Question("knows_someone_with_a_knife", {"yes": ("yes",), "no": ("no",)}),
    Question("trusted_adult", {"yes": ("yes",), "no": ("no",)}),
)


@dataclass(frozen=True, slots=True)
class Margin:
    """One way in which those who answered are set against residents: groups, their residents, and each answer's group (-1: none)."""

    name: str
    groups: tuple[str, ...]
    residents: tuple[float, ...]
    of: np.ndarray
    source: str


@dataclass(frozen=True, slots=True)
class Wave:
    """The answers of one survey: one array element each. `weights` have mean 1; `margins` are what they were fitted to."""

    contract: str
    survey: str
    period: Period
    columns: Mapping[str, np.ndarray]
    weights: np.ndarray
    margins: tuple[Margin, ...]
    gap: float
    trimmed: int
    own_weights: bool

    @property
    def answers(self) -> int:
        return len(self.weights)

    @property
    def effective(self) -> float:
        return effective_size(self.weights)

    @property
    def design(self) -> float:
        return design_effect(self.weights)

    def asked(self, question: Question) -> tuple[np.ndarray, np.ndarray]:
        """Which answers count for a question, and what each says: the position among those told, -1 for none of them."""
        replies = self.columns[question.field]
        said = np.full(len(replies), -1)
        for at, taken in enumerate(question.told.values()):
            said[np.isin(replies.astype(str), list(taken))] = at
        counts = said >= 0
        if question.asked_if:
            name, value = question.asked_if
            counts &= self.columns[name].astype(str) == value
        return counts, said


MOST_ALIKE = 10_000
"""More people than this who gave all the same answers is no survey: such a row is left out."""


def wave(spec: TallySpec, ground: Ground, ask: Ask) -> Wave | None:
    """The latest survey inside the period whose rows are held with their weights, or None."""
    found = ask.materials.tallies.get(spec)
    if found is None:
        return None
    laid = lay_tally(found, ground, ask.period)
    weight = np.array([np.nan if each is None else float(each) for each in laid.columns["weight"]], dtype=float)
    usable = (laid.events > 0) & (laid.events <= MOST_ALIKE) & ~laid.hidden & (weight > 0)
    names, months = laid.columns["survey"].astype(str), laid.columns["period"].astype(str)
    if not usable.any():
        return None
    latest = max(set(names[usable].tolist()), key=lambda name: (max(months[usable & (names == name)].tolist()), name))
    kept = usable & (names == latest)
    times = laid.events[kept]
    columns = {name: np.repeat(column[kept], times) for name, column in laid.columns.items()}
    period = months_period(min(months[kept].tolist()), max(months[kept].tolist()))
    weights = np.repeat(weight[kept], times)
    margins = _margins(columns, ground, ask) if spec == RESIDENTS else ()
    fit = raked(weights, [margin.of for margin in margins], [margin.residents for margin in margins])
    return Wave(spec.contract, latest, period, columns, fit.weights, margins, fit.gap, fit.trimmed, bool(np.ptp(weights) > 1e-9))


def _margins(columns: Mapping[str, np.ndarray], ground: Ground, ask: Ask) -> tuple[Margin, ...]:
    """District, age and sex, of those in the ages that were asked, as far as residents are held and answers say it."""
    ages = residents_by_age(ask, ground)
    found = [_districts(columns, ground), *(_ages_and_sexes(columns, ages) if ages else ())]
    return tuple(each for each in found if each is not None and len(each.groups) > 1)


def _districts(columns: Mapping[str, np.ndarray], ground: Ground) -> Margin | None:
    level = ground.levels.get("ltla")
    if level is None:
        return None
    residents = ground.residents_of("ltla")
    codes = tuple(area.code for area in level.areas)
    return _margin("district", codes, residents.tolist(), columns["district"], "census_residents")


def _ages_and_sexes(columns: Mapping[str, np.ndarray], ages: Ages) -> list[Margin | None]:
    bands = sorted({str(band) for band in columns["age_band"] if band and bounds_of(str(band))}, key=lambda band: bounds_of(band) or (0, 0))
    youngest = min(((bounds_of(band) or (0, 0))[0] for band in bands), default=16)
    sexes = ("female", "male") if "female" in ages.by_sex else ()
    return [
        _margin("age_band", tuple(bands), [ages.of(band) for band in bands], columns["age_band"], ages.source),
        _margin("sex", sexes, [ages.of(f"{youngest}+", sex) for sex in sexes], columns["sex"], ages.source),
    ]


def _margin(name: str, groups: Sequence[str], residents: Sequence[float], values: np.ndarray, source: str) -> Margin | None:
    of = np.array([groups.index(str(value)) if value in groups else -1 for value in values], dtype=int)
    if not groups or not (of >= 0).any() or np.isnan(residents).any() or not min(residents) > 0:
        return None
    return Margin(name, tuple(groups), tuple(residents), of, source)


def against_residents(found: Wave, ground: Ground, ask: Ask) -> tuple[Margin, ...]:
    """The margins, and ethnic group beside them: it isn't weighted by, since many don't state it."""
    groups = residents_by_group(ask, ground)
    values = found.columns.get("ethnicity")
    more = _margin("ethnicity", GROUPS, [groups[name] for name in GROUPS], values, "census_residents") if groups and values is not None else None
    return (*found.margins, *([more] if more else []))
