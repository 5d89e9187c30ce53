"""Reading one claim: what it is about, where, when, which way and how much; and every word that wasn't understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from upriver.report.saying.claim import phrases
from upriver.report.saying.claim.numbers import (
    DIGITS,
    FRACTION,
    WORDS,
    Amount,
    Unread,
    digits,
    fraction,
    hedged,
    worded,
)
from upriver.report.saying.claim.times import Today, When, read_times
from upriver.report.saying.places import Place, Places
from upriver.report.saying.subjects import Subject, Subjects
from upriver.words.figure import UNITS

LONGEST = 400
MOST_CLAUSES = 6
TOKEN = re.compile(r"§([a-z])(\d+)§")
PER = {"1000": "per_1000", "thousand": "per_1000", "100000": "per_100000", "10000": "per_10000", "head": "per_1000"}
PER_WORDS = re.compile(r"§n\d+§ (?:\w+ )?(?:for every|per|for each) (?:1 ?,?000|100 ?,?000|10 ?,?000|thousand)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a claim says. kind: change, same, unclear, level, beside (A and B), most, open (compared with
    nothing that is named), or none.

    `way` is 1 up, -1 down, 0 neither; `negated` turns it round. `amounts` are its numbers in order; `unit` starts the
    unit that it names (`per_1000`, `percent`); `signed` numbers say the way themselves ("changed by -5%"); `unknown` are words that nothing here knows.
    """

    kind: str
    subjects: tuple[tuple[Subject, ...], ...] = ()
    places: tuple[tuple[Place, ...], ...] = ()
    times: tuple[When, ...] = ()
    way: int = 0
    negated: bool = False
    amounts: tuple[Amount, ...] = ()
    unit: str = ""
    source: str = ""
    counted: bool = False
    absolute: bool = False
    interval: tuple[float, float] | None = None
    yearly: bool = False
    signed: bool = False
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A claim as it was read. `stop` says why it can't be checked at all; `cause` and `ahead` that it claims such."""

    text: str
    parts: tuple[Part, ...] = ()
    stop: str = ""
    cause: bool = False
    ahead: bool = False


@dataclass(slots=True)
class Tokens:
    """What was found in a claim, each under a mark that stands in its place."""

    held: list[object] = field(default_factory=list)

    def put(self, kind: str, what: object) -> str:
        self.held.append(what)
        return f" §{kind}{len(self.held) - 1}§ "

    def of(self, kind: str, text: str) -> list[object]:
        return [self.held[int(at)] for mark, at in TOKEN.findall(text) if mark == kind]


def read_claim(claim: str, subjects: Subjects, places: Places, today: Today) -> Read:
    """A claim in its parts. Nothing in it is ever looked up, run or sent anywhere."""
    text = plain(claim)
    if not re.search(r"[a-z]{2}", text):
        return Read(text, stop="Nothing was claimed in words.")
    if len(claim) > LONGEST:
        return Read(text[:LONGEST], stop=f"It is longer than {LONGEST} letters. Give one claim in one sentence.")
    tokens = Tokens()
    try:
        marked = _marked(text, tokens, subjects, places, today)
    except Unread as wrong:
        return Read(text, stop=f"{wrong} can be read as two numbers. Write 4.8 with a full stop and 4,800 with a comma.")
    pieces = _pieces(marked)
    if len(pieces) > MOST_CLAUSES:
        return Read(text, stop="It claims too many things at once. Give one claim in one sentence.")
    parts: list[Part] = []
    for piece in pieces:
        parts.append(_inherited(_part(piece, tokens), parts[-1] if parts else None))
    return Read(text, tuple(parts), cause=bool(phrases.CAUSE.search(text)), ahead=bool(phrases.AHEAD.search(text)))


def plain(claim: str) -> str:
    """The claim in small letters, with one kind of quote, dash and space, and no character that steers a screen."""
    text = unicodedata.normalize("NFKC", claim[: 4 * LONGEST]).replace("’", "'").replace("−", "-").replace("–", "-").replace("§", " ")
    text = "".join(mark if mark.isprintable() else " " for mark in text).lower()
    text = re.sub(r"n't\b", " not", text)
    text = re.sub(r"\bper ?cent\b|\bpercent\b|\bpct\b", "%", text)
    return re.sub(r"\s+", " ", text).strip()


def _marked(text: str, tokens: Tokens, subjects: Subjects, places: Places, today: Today) -> str:
    """The claim with marks for what is known in it: intervals, places, subjects, sources, times, units, numbers."""
    text = phrases.INTERVAL.sub(lambda found: tokens.put("i", (_bound(found[1]), _bound(found[2]))), text)
    text = _worded(text, subjects.told, lambda found: tokens.put("f", found))
    text = re.sub(r"\b(?:per|for every|for each) (1 ?,?000|100 ?,?000|10 ?,?000|thousand|head)\b(?: residents| people| population)?"
                  r"(?: a year,? over the months (?:observed|pooled))?(?:,? (?:age-standardised|smoothed))?(?: aged 10 to 17)?",
                  lambda found: tokens.put("u", PER[re.sub(r"[ ,]", "", found[1])]), text)
    text = places.marked(text, lambda found: tokens.put("p", found))
    text = _worded(text, subjects.by_words, lambda found: tokens.put("s", found))
    text = _worded(text, subjects.sources, lambda found: tokens.put("f", found))
    text = read_times(text, today, lambda found: "".join(tokens.put("t", each) for each in found))
    if found := re.search(r"\bpercentage points?\b|\bpp\b", text):
        raise Unread(found[0])
    text = DIGITS.sub(lambda found: tokens.put("n", digits(found)), text)
    text = FRACTION.sub(lambda found: tokens.put("n", fraction(found)), text)
    text = WORDS.sub(lambda found: tokens.put("n", worded(found)), text)

    text = re.sub(r"\s+", " ", text)

    def hedge(found: re.Match[str]) -> str:
        at = next(int(name[1:]) for name, words in found.groupdict().items() if words)
        return tokens.put("h", phrases.HEDGES[at][0])

    return re.sub(r"\s+", " ", phrases.HEDGE.sub(hedge, text))


def _bound(text: str) -> float:
    plain_number = text.replace(",", "").replace("−", "-")
    try:
        return float(plain_number)
    except ValueError:
        raise Unread(text) from None


def _worded(text: str, known: object, put: Callable[[object], str]) -> str:
    """The text with every known phrase marked, the longest first, whole words only."""
    words: dict[str, object] = known  # type: ignore[assignment]
    there = [phrase for phrase in words if phrase in text]
    for phrase in sorted(there, key=len, reverse=True):
        text = re.sub(rf"(?<![\w§-]){re.escape(phrase)}(?![\w§-])", lambda found, phrase=phrase: put(words[phrase]), text)  # type: ignore[misc]
    return text


SPLIT = re.compile(r";|\.(?= |$)|,? \b(?:but|while|whereas|although|however)\b|,? \band\b|,(?= )")


def _pieces(text: str) -> list[str]:
    """The claim cut where one claim ends and another begins: only where both sides say something of their own."""
    pieces, start = [], 0
    for found in SPLIT.finditer(text):
        left, right = text[start : found.start()], text[found.end() :]
        if _says(left) and _says(right):
            pieces.append(left)
            start = found.end()
    return [*pieces, text[start:]]


def _says(text: str) -> bool:
    """Whether a piece says that something is so, beyond naming it."""
    verbs = (phrases.CHANGE, phrases.TIMED, phrases.SAME, phrases.UNCLEAR, phrases.MOST)
    return any(verb.search(text) for verb in verbs) or ("§n" in text and "§s" in text)


def _part(text: str, tokens: Tokens) -> Part:
    """One piece read: what kind of claim it is, with all that it names."""
    amounts = _amounts(text, tokens)
    units = [str(each) for each in tokens.of("u", text)]
    interval = next(iter(tokens.of("i", text)), None)
    part = Part(
        "none", tuple(tokens.of("s", text)), tuple(tokens.of("p", text)), tuple(tokens.of("t", text)), amounts=amounts,  # type: ignore[arg-type]
        unit=units[0] if units else "percent" if any(each.percent for each in amounts) else "", source=str(next(iter(tokens.of("f", text)), "")),
        counted=bool(phrases.NUMBERED.search(text)) and not phrases.RATE.search(text), absolute=bool(re.search(r"\bby (?:§h\d+§ )?§n", text)),
        interval=interval,  # type: ignore[arg-type]
        yearly=bool(phrases.YEARLY.search(text)),
    )
    part, rest = _kind(part, text)
    left = [word for word in re.findall(r"[^\W\d_][\w'-]*|\d[\w,.]*", TOKEN.sub(" ", phrases.YEARLY.sub(" ", rest))) if word.removesuffix("'s") not in phrases.FILLER]
    return replace(part, unknown=tuple(dict.fromkeys(left)))


def _amounts(text: str, tokens: Tokens) -> tuple[Amount, ...]:
    found: list[Amount] = []
    hedge = ""
    for kind, at in TOKEN.findall(text):
        if kind == "h":
            hedge = str(tokens.held[int(at)])
        elif kind == "n":
            amount = tokens.held[int(at)]
            assert isinstance(amount, Amount)
            found.append(hedged(amount, hedge) if hedge else amount)
            hedge = ""
    return tuple(found)


def _kind(part: Part, text: str) -> tuple[Part, str]:
    """What kind of claim a piece is, and what is left of it when its verbs are read."""
    if phrases.UNCLEAR.search(text):
        return replace(part, kind="unclear"), phrases.UNCLEAR.sub(" ", text)
    if phrases.SAME.search(text):
        return replace(part, kind="same"), phrases.SAME.sub(" ", text)
    if found := phrases.MOST.search(text):
        kind = "open" if part.times and any(when.role != "in" for when in part.times) else "most"
        return replace(part, kind=kind, way=1 if found["top"] else -1), phrases.MOST.sub(" ", text)
    if found := phrases.TIMED.search(text):
        value = phrases.TIMES[found[2]]
        hedge = {"nearly": "nearly", "almost": "nearly", "more than": "over", "about": "about"}.get(found[1] or "", "")
        step = 2.5 if value < 0 else 5.0
        many = (Amount(abs(value), step, True, hedge), *part.amounts)
        return replace(part, kind="change", way=1 if value > 0 else -1, amounts=many, unit="percent"), phrases.TIMED.sub(" ", text)
    if found := phrases.CHANGE.search(text):
        return _moving(part, text, found)
    if len(part.places) > 1 and re.search(r"\b(?:above|below)\b", text):
        way = -1 if re.search(r"\bbelow\b", text) else 1
        return _ordered(replace(part, kind="beside", way=way), text), re.sub(r"\b(?:above|below)\b", " ", text)
    return replace(part, kind="level" if part.amounts else "none"), text


def _moving(part: Part, text: str, found: re.Match[str]) -> tuple[Part, str]:
    """A piece with a verb of change: a change, or one area beside another; open where it isn't said what is compared."""
    way = 1 if found["up"] else -1 if found["down"] else 0
    negated = bool(phrases.NOT.search(text))
    rest = phrases.CHANGE.sub(" ", phrases.NOT.sub(" ", text, count=1))
    signed = way == 0
    if signed and part.amounts:
        way = -1 if part.amounts[0].value < 0 else 1
    read = replace(part, kind="change", way=way, negated=negated, signed=signed)
    verbs = {each[0] for each in phrases.CHANGE.finditer(text)}
    against = any(when.role in ("against", "since") for when in part.times)
    if against:
        return read, rest
    if verbs <= phrases.COMPARED:
        return (_ordered(replace(read, kind="beside"), text) if len(part.places) > 1 else replace(read, kind="open")), rest
    return (replace(read, kind="open") if re.search(r"\bthan\b", text) else read), rest


def _ordered(part: Part, text: str) -> Part:
    """A comparison with the area that another is compared with put last; open where it isn't clear which that is."""
    found = phrases.THAN.search(text)
    marks = [at for kind, at in TOKEN.findall(text) if kind == "p"]
    if found is None or len(marks) != 2:
        return replace(part, kind="open")
    return part if found[1] == marks[1] else replace(part, places=part.places[::-1])


def _inherited(part: Part, earlier: Part | None) -> Part:
    """A later piece is about what the earlier was about, where it names nothing itself."""
    if earlier is None:
        return part
    return replace(part, subjects=part.subjects or earlier.subjects, places=part.places or earlier.places, times=part.times or earlier.times,
                   source=part.source or earlier.source)


UNIT_WORDS: Sequence[str] = tuple(words for words, _ in UNITS.values())
