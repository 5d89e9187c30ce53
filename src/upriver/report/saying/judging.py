"""Holding a claim against the cleared figures: supported, not supported, or cannot be checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

from upriver.report.saying.answers import HIDDEN, NOT, SUPPORTED, UNKNOWN, Answer, answer, together
from upriver.report.saying.changing import changed
from upriver.report.saying.claim.reading import Part, Read, read_claim
from upriver.report.saying.claim.times import Today
from upriver.report.saying.comparing import beside, most
from upriver.report.saying.figures import Figures, way_of
from upriver.report.saying.levels import level
from upriver.report.saying.places import Place, Places
from upriver.report.saying.subjects import Subject, Subjects

SERIOUS = "serious violence"
CAUSE = "Figures can show that something changed, never why: things that happen together need not cause each other. Say what changed, without the cause."
AHEAD = "It is about what will or may happen. Figures show what happened."


@dataclass(frozen=True, slots=True)
class Ground:
    """What claims are held against: figures, what they can be about, where, and when "last year" is. `over` names the document."""

    figures: Figures
    subjects: Subjects
    places: Places
    today: Today
    over: str


def judge(claim: str, ground: Ground) -> Answer:
    """The answer to a claim. Only cleared figures are read, so nothing that is hidden can be told by it."""
    read = read_claim(claim, ground.subjects, ground.places, ground.today)
    found = _judged(read, ground)
    return replace(found, claim=read.text, over=ground.over)


def _judged(read: Read, ground: Ground) -> Answer:
    if read.stop:
        return answer(UNKNOWN, read.stop)
    if SERIOUS in read.text and not _serious(ground):
        return _never_serious(read, ground)
    found = together(_part(each, ground) for each in read.parts)
    if read.cause or read.ahead:
        # A number that was claimed besides is left unjudged: the sentence as a whole may not be said.
        return replace(found, verdict=UNKNOWN, why=CAUSE if read.cause else AHEAD)
    return found


def _serious(ground: Ground) -> bool:
    """Whether an agreed definition of serious violence is counted in these figures."""
    return any(each for subject in ground.subjects.by_words.get(SERIOUS, ()) for each in ground.figures.of(subject))


def _never_serious(read: Read, ground: Ground) -> Answer:
    """Nothing here is serious violence under that name; says what there is instead, and what it is called."""
    proxy = next((each for each in ground.subjects.all if each.measure == "police_uk_proxy"), None)
    why = "Nothing in this document is counted by an agreed definition of serious violence, and police.uk totals are never called so."
    if "youth" in read.text or proxy is None:
        return answer(UNKNOWN if "youth" in read.text else NOT, why)
    swapped = [replace(part, subjects=((proxy,),), unknown=(), source="") for part in read.parts]
    instead = together(_part(each, ground) for each in swapped)
    return replace(instead, verdict=NOT, why=f"{why} What there is, is called {proxy.says}.")


def _part(part: Part, ground: Ground) -> Answer:
    """The answer to one part of a claim: every subject and every place that it names must bear it out."""
    if not part.subjects:
        words = f" These words mean nothing here: {', '.join(part.unknown[:6])}." if part.unknown else ""
        return answer(UNKNOWN, f"What it is about was not recognised.{words} Name a kind of violence, an offence or a measure of the assessment.")
    if any(not each for each in part.places):
        return answer(UNKNOWN, "No area of that name and kind has figures here.")
    if ground.places.whole is None and not part.places:
        return answer(UNKNOWN, "No area was named.")
    if part.kind == "open":
        return answer(UNKNOWN, "Say what is compared with what: two areas, or a year and the one before.")
    judged = [_choices(part, meanings, places, ground) for meanings, places in product(part.subjects, _where(part, ground))]
    found = together(judged)
    if part.unknown:
        words = ", ".join(part.unknown[:6])
        return replace(found, verdict=UNKNOWN, why=f"Some of its words were not understood ({words}), so the figures can't bear out the whole. {found.why}")
    return found


def _where(part: Part, ground: Ground) -> list[tuple[tuple[Place, ...], ...]]:
    """The areas of each judgement: a comparison takes all of its areas at once, anything else one by one."""
    whole = ((ground.places.whole,),) if ground.places.whole else ()
    if part.kind == "beside" or (part.kind in ("unclear", "same") and len(part.places) == 2 and not part.times):
        return [part.places if len(part.places) > 1 else (*part.places, *whole)]
    return [(each,) for each in part.places] or [whole]


Judge = Callable[[Part, Subject, tuple[Place, ...], Figures], Answer | None]


def _choices(part: Part, meanings: tuple[Subject, ...], places: tuple[tuple[Place, ...], ...], ground: Ground) -> Answer:
    """Of all that the words can mean, the first that the figures bear out; else what the first with a figure says.

    Where one source clearly says the opposite of another, no sentence stands without naming its source.
    """
    judged: list[Answer] = []
    named = [each for each in meanings if part.source in ("", each.family.slug)] if part.source else list(meanings)
    for subject in named:
        # One name may stand for areas of several kinds: the first kind that has such a figure is meant.
        found = (_judge(part.kind)(part, subject, chosen, ground.figures) for chosen in product(*places))
        judged += [each for each in found if each is not None][:1]
    if not judged:
        about = meanings[0].says
        return answer(UNKNOWN, f"There is no figure for {about} of that place, time and kind." if named else "That source has no figure for it.", meanings[0])
    best = next((each for each in judged if each.verdict == SUPPORTED), None)
    others = [each for each in judged if best is not None and each.verdict == NOT and each.say and each.source != best.source]
    if best is None:
        settled = [each for each in judged if each.verdict == NOT]
        return (settled or [each for each in judged if each.why != HIDDEN] or judged)[0]
    if not others or part.source:
        return best
    beside_it = replace(best, beware=f"{best.beware} Beside it: {others[0].say}".strip())
    if part.kind == "change" and any(_opposite(each, best) for each in others):
        return replace(beside_it, verdict=UNKNOWN, why="Sources disagree, each clearly: say it only with its source named.")
    return beside_it


def _opposite(one: Answer, other: Answer) -> bool:
    """Whether two sources clearly say the opposite of each other."""
    ways = [way_of(each.figures[0]) if each.figures else None for each in (one, other)]
    return None not in ways and ways[0] == -(ways[1] or 0) != 0


def _judge(kind: str) -> Judge:
    if kind in ("change", "same", "unclear"):
        return changed
    return {"beside": beside, "most": most}.get(kind, level)
