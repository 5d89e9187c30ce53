"""Which kinds of violence are most pressing: a stated method over what the analyses found, with the partnership's weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from upriver import shelf
from upriver.assess.asking import Ask, table_name
from upriver.places.ground import Ground
from upriver.words.declared import Ranking
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.refusal import Refusal

SCORES = table_name("summary", "scores")
RECORDED, EXTRACT, DISTRICTS = (table_name("depth", name) for name in ("recorded", "harm", "districts"))
HARM, BEST = table_name("harm", "by_profile"), table_name("what_works", "best")
CRITERIA = ("volume", "harm", "trend", "inequality", "tractability")
"""What a kind is scored on, from 0 to 10 each. Closed."""
MOST = 1_000
"""The greatest weight: beyond it nothing else would count."""
ENOUGH = 3
"""On how many of them it must be scored to be ranked."""
METHOD = "weighted mean of scores from 0 to 10; a question without data is left out of the mean"
Scores = dict[str, tuple[float, tuple[Finding, ...]]]


def ranking(own: Path | None = None) -> Ranking:
    """The ranking as it is declared; the workspace's own stands before the shipped one.

    Raises:
        Refusal: a question has no weight or no text, a weight is below zero or no number, none is above it, or the file is
            called otherwise.
    """
    found = shelf.declared("rankings", own)
    if others := sorted(set(found) - {"priorities"}):
        raise Refusal(f"declarations/rankings/{others[0]}.toml is a ranking that nothing is ranked by", do="Call it priorities.toml.")
    table = found["priorities"]
    shelf.shaped("the ranking priorities", table, {"version": int, "title": str, "says": str, "weights": dict, "asks": dict}, {})
    weights = {name: table["weights"].get(name) for name in CRITERIA}
    numbers = [weight for weight in weights.values() if isinstance(weight, int | float) and not isinstance(weight, bool)]
    if len(numbers) != len(CRITERIA) or set(table["weights"]) != set(CRITERIA) or not _usable(numbers):
        raise Refusal(
            "declarations/rankings/priorities.toml gives weights that can't be used",
            do=f"Give each of {', '.join(CRITERIA)} a number from 0 to {MOST:,}, at least one above 0.",
        )
    if set(table["asks"]) != set(CRITERIA):
        raise Refusal(
            "declarations/rankings/priorities.toml doesn't say what each question asks",
            do=f"Give `asks` one text each for {', '.join(CRITERIA)}.",
        )
    shelf.texts("each of `asks` of the ranking priorities", list(table["asks"].values()))
    return Ranking(table["title"], table["says"], {name: float(weight) for name, weight in weights.items()}, dict(table["asks"]))


def _usable(weights: Sequence[float]) -> bool:
    """Whether weights can be weighed with: finite, none below nought, one above it. A NaN is none of these."""
    return all(0 <= weight <= MOST for weight in weights) and max(weights) > 0


def ranked(found: Sequence[Finding | Signal], ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """The scores of every kind with enough of them, their weighted mean, and how firmly each holds its place."""
    given = [each for each in found if isinstance(each, Finding) and each.estimate.value is not None]
    kinds = {profile.slug: _scores(profile.slug, given) for profile in ask.profiles}
    _set_against_most(kinds, ("volume", "harm"))
    kinds = {slug: scores for slug, scores in kinds.items() if len(scores) >= ENOUGH}
    if not kinds or ask.ranking is None:
        return
    weights = ask.ranking.weights
    places = _places(kinds, weights)
    for slug, scores in kinds.items():
        every = tuple(dict.fromkeys(rest.key for _, rests in scores.values() for rest in rests))
        sources = tuple(dict.fromkeys(source for _, rests in scores.values() for rest in rests for source in rest.sources))
        whole = Key(SCORES, ground.partnership, ask.period, slug, "score")
        yield _finding(whole, _mean(scores, weights), sources, every, ask)
        for name, (score, rests) in scores.items():
            key = Key(SCORES, ground.partnership, ask.period, slug, "score", (("question", name),))
            yield _finding(key, score, tuple(dict.fromkeys(s for rest in rests for s in rest.sources)), tuple(rest.key for rest in rests), ask)
        low, high = places[slug]
        yield Signal(whole, "place", f"{low}" if low == high else f"{low} to {high}")


def _scores(slug: str, given: Sequence[Finding]) -> Scores:
    """The scores of one kind; volume and harm are still raw numbers of a year, by offence code, else of the extract."""
    own = [each for each in given if each.key.measure == slug]
    scores: Scores = {}
    if count := _whole(own, RECORDED, "count") or _whole(own, EXTRACT, "count"):
        scores["volume"] = (float(count.estimate.value or 0), (count,))
    if harm := _whole(own, HARM, "harm") or _whole(own, EXTRACT, "harm"):
        scores["harm"] = (float(harm.estimate.value or 0), (harm,))
    if change := _whole(own, RECORDED, "change_percent") or _whole(own, EXTRACT, "change_percent"):
        scores["trend"] = (_trend(change.estimate), (change,))
    if spread := _spread(own):
        scores["inequality"] = spread
    if best := _whole(own, BEST, "score"):
        scores["tractability"] = (float(best.estimate.value or 0), (best,))
    return scores


def _whole(own: Sequence[Finding], table: str, unit: str) -> Finding | None:
    """The latest figure of a table for the partnership, else for its force."""
    for level in ("partnership", "force"):
        fits = [each for each in own if (each.key.table, each.key.unit, each.key.area.level) == (table, unit, level)]
        if fits:
            return max(fits, key=lambda each: each.key.period)
    return None


def _trend(change: Estimate) -> float:
    if change.lower is None or change.upper is None or change.value is None or change.lower <= 0 <= change.upper:
        return 5.0
    return min(10.0, max(0.0, 5 + change.value / 10))


def _spread(own: Sequence[Finding]) -> tuple[float, tuple[Finding, ...]] | None:
    """How far the lower limit of the highest rate lies above the upper limit of the lowest, from districts or partnerships."""
    for table, level in ((RECORDED, "csp"), (DISTRICTS, "ltla")):
        rates = [each for each in own if (each.key.table, each.key.unit, each.key.area.level) == (table, "per_1000_residents", level)]
        rates = [each for each in rates if (each.estimate.events or 0) >= 10 and each.estimate.lower is not None]
        if len(rates) > 1:
            most = max(rates, key=lambda each: each.estimate.value or 0)
            least = min(rates, key=lambda each: each.estimate.value or 0)
            apart = (most.estimate.lower or 0) / (least.estimate.upper or 1)
            return 10 * min(1.0, max(0.0, (apart - 1) / 4)), (most, least)
    return None


def _set_against_most(kinds: Mapping[str, Scores], names: Sequence[str]) -> None:
    """Turn raw numbers into scores: the kind with most has 10."""
    for name in names:
        most = max((scores[name][0] for scores in kinds.values() if name in scores), default=0.0)
        for scores in kinds.values():
            if name in scores:
                raw, rests = scores[name]
                scores[name] = (10 * (raw / most) if most > 0 else 0.0, rests)


def _mean(scores: Scores, weights: Mapping[str, float]) -> float:
    told = sum(weights[name] for name in scores)
    return sum(weights[name] * score for name, (score, _) in scores.items()) / told if told else 0.0


def _places(kinds: Mapping[str, Scores], weights: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """The highest and lowest place of each kind as weighted, and with each weight in turn doubled or left out."""
    tried = [dict(weights)] + [{**weights, name: weights[name] * factor} for name in CRITERIA for factor in (0.0, 2.0)]
    places: dict[str, list[int]] = {slug: [] for slug in kinds}
    for each in tried:
        if not any(each.values()):
            continue
        order = sorted(kinds, key=lambda slug: (-_mean(kinds[slug], each), slug))
        for place, slug in enumerate(order, 1):
            places[slug].append(place)
    return {slug: (min(found), max(found)) for slug, found in places.items()}


def _finding(key: Key, score: float, sources: tuple[str, ...], rests: tuple[Key, ...], ask: Ask) -> Finding:
    estimate = Estimate(score, method=METHOD, made="model", decimals=UNITS["score"][1])
    return Finding("what_is_most_pressing", key, estimate, sources, ask.definition.name, "ranking", rests)
