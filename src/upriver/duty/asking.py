"""Free words to a wish: matched to closed lists and echoed back; what isn't understood is asked for, never guessed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from upriver.words.declared import PATTERNS, Contract
from upriver.words.sharing.agreement import AUDIENCES, DETAILS, PURPOSES, Use
from upriver.words.text import listed

SPOKEN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "purpose": {
        "strategic_needs_assessment": ("strategic needs assessment", "needs assessment", "assessment", "sna"),
        "response_strategy": ("response strategy", "strategy"),
        "monitoring": ("annual report", "monitoring", "monitor"),
        "evaluation": ("evaluation", "evaluating", "evaluate"),
        "data_quality": ("data quality", "quality", "checking", "check"),
    },
    "audience": {
        "public": ("public", "publicly", "publish", "published", "publishing", "everyone", "website"),
        "restricted": ("restricted", "internal", "internally", "ourselves", "own people"),
    },
    "detail": {
        "record": ("row by row", "records", "record", "rows", "record level"),
        "small_area": ("small areas", "small area", "lsoas", "lsoa"),
        "district": ("districts", "district", "boroughs", "borough"),
        "partnership": ("whole partnership area", "whole partnership", "partnership area", "whole area"),
    },
}
"""How people say the words of the closed lists. Longer sayings are looked for first."""

SMALL = frozenset((
    "a", "all", "am", "an", "and", "any", "are", "as", "at", "be", "by", "can", "counts", "could", "data", "do", "figures",
    "file", "for", "from", "get", "give", "have", "i", "in", "into", "is", "it", "level", "may", "me", "my", "of", "on", "or",
    "our", "please", "put", "see", "share", "should", "show", "take", "that", "the", "them", "this", "to", "us", "use", "used",
    "using", "want", "we", "what", "whether", "with", "would",
))
"""Words that say nothing about what is wished."""

GSS = re.compile(rf"\b{PATTERNS['gss'][0]}\b")
DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
FIELDS = re.compile(r"\b(?:fields?|columns?)\s+([a-z0-9_]+(?:(?:\s*,\s*|\s+and\s+)[a-z0-9_]+)*)")
SHORTEST = 4
"""A data set is found by the beginning of its name from so many letters on."""


@dataclass(slots=True)
class Wish:
    """What was understood, key by key, and what has to be asked: (key, question, choices)."""

    contract: str = ""
    fields: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    detail: str = ""
    purpose: str = ""
    audience: str = ""
    on: date | None = None
    asks: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def use(self) -> Use:
        """The use that is wished, once nothing is left to be asked."""
        return Use(self.contract, self.fields, self.areas, self.detail, self.purpose, self.audience)

    def flags(self) -> str:
        """The same wish as flags, to be read back and used again."""
        given = (("contract", self.contract), ("fields", ",".join(self.fields)), ("areas", ",".join(self.areas)),
                 ("detail", self.detail), ("purpose", self.purpose), ("audience", self.audience),
                 ("on", self.on.isoformat() if self.on else ""))
        return " ".join(f"--{key} {value}" for key, value in given if value)


def understood(words: str, given: Mapping[str, str], contracts: Mapping[str, Contract], *,
               places: Mapping[str, str] | None = None) -> Wish:
    """A wish from free words, flags, or both; a flag stands where the words say something else.

    `given` are flags by key, lists joined by commas. `places` are the partnership's areas, name to code.
    """
    wish, left = Wish(), f" {_plain(words)} "
    left = _take_days(wish, words, left)
    left = _take_areas(wish, words, left, places or {})
    listed_fields = FIELDS.search(left)
    if listed_fields:
        left = left.replace(listed_fields.group(0), " ")
    left = f" {' '.join(left.replace(',', ' ').split())} "
    left = _take_contract(wish, left, contracts, settled="contract" in given)
    for key, choices in SPOKEN.items():
        left = _take_spoken(wish, key, choices, left, settled=key in given)
    _flags(wish, given, contracts)
    if listed_fields and not wish.fields:
        wish.fields = tuple(re.split(r"\s*,\s*|\s+and\s+", listed_fields.group(1)))
    _check_fields(wish, contracts)
    strange = [word for word in re.findall(r"[a-z0-9_'-]+", left) if word not in SMALL]
    if strange:
        wish.asks.append(("words", f"not understood: {listed(strange)}. {_hint(strange, wish, contracts)}", ()))
    _missing(wish)
    return wish


def _hint(strange: Sequence[str], wish: Wish, contracts: Mapping[str, Contract]) -> str:
    """What to do about words that aren't understood: fields named as such, a word that is nearly one, or neither."""
    contract = contracts.get(wish.contract)
    fields = [each.name for each in contract.fields if each.name in strange] if contract else []
    if fields:
        return f"If {listed(fields)} {'is a field' if len(fields) == 1 else 'are fields'} that you mean, write: --fields {','.join(fields)}"
    slugs = {"_".join(slug.split("_")[:parts]) for slug, each in contracts.items() if not each.of for parts in range(1, slug.count("_") + 2)}
    said = {way for choices in SPOKEN.values() for ways in choices.values() for way in ways}
    near = dict.fromkeys(match for word in strange for match in difflib.get_close_matches(word, sorted(slugs | said), n=1, cutoff=0.8))
    meant = f"Did you mean {listed(list(near), last='or')}? If not, say" if near else "Say"
    return f"{meant} it with a flag, or ask again without it"


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^\w,'-]+", " ", words.lower()))


def _take_days(wish: Wish, words: str, left: str) -> str:
    days = DAY.findall(words)
    if len(days) == 1:
        _day(wish, days[0])
    elif days:
        wish.asks.append(("on", "which day do you mean?", tuple(days)))
    return DAY.sub(" ", left)


def _day(wish: Wish, text: str) -> None:
    try:
        wish.on = date.fromisoformat(text)
    except ValueError:
        wish.asks.append(("on", "that isn't a day; write it as YYYY-MM-DD", ()))


def _take_areas(wish: Wish, words: str, left: str, places: Mapping[str, str]) -> str:
    codes = [code.upper() for code in GSS.findall(words.upper()) if re.search(rf"\b{code}\b", words, re.IGNORECASE)]
    left = re.sub(GSS.pattern, " ", left, flags=re.IGNORECASE)
    for name in sorted(places, key=len, reverse=True):
        said = f" {_plain(name).strip()} "
        if said in left:
            codes.append(places[name])
            left = left.replace(said, " ")
    wish.areas = tuple(dict.fromkeys(codes))
    return left


def _take_contract(wish: Wish, left: str, contracts: Mapping[str, Contract], *, settled: bool) -> str:
    """A data set by its slug, by the beginning of it, or by the words of its name; asked for where several fit."""
    words = re.findall(r"[a-z0-9_]+", left)
    exact = [word for word in words if word in contracts]
    begun = {word: [slug for slug in contracts if slug.startswith(word) and not contracts[slug].of]
             for word in words if "_" in word and len(word) >= SHORTEST and word not in contracts}
    named = next((word for word, slugs in begun.items() if slugs), "")
    if exact or named:
        word = exact[0] if exact else named
        _choose(wish, "contract", tuple(dict.fromkeys(exact)) if exact else tuple(begun[word]), settled)
        for each in exact or [named]:
            left = left.replace(f" {each} ", " ")
        return left
    spoken = {word for saids in SPOKEN.values() for ways in saids.values() for way in ways for word in way.split()}
    hits: dict[str, set[str]] = {}
    for slug, contract in contracts.items():
        own = set(slug.split("_")) | set(re.findall(r"[a-z]+", contract.title.lower()))
        got = {word for word in words if word in own and word not in SMALL and word not in spoken}
        if got and not contract.of:
            hits[slug] = got
    if not hits:
        return left
    most = max(len(got) for got in hits.values())
    best = tuple(slug for slug, got in hits.items() if len(got) == most)
    # Where one word only points at it among several, it is a guess: all that it points at are offered.
    _choose(wish, "contract", best, settled)
    for word in set().union(*(hits[slug] for slug in best)):
        left = left.replace(f" {word} ", " ")
    return left


def _take_spoken(wish: Wish, key: str, choices: Mapping[str, tuple[str, ...]], left: str, *, settled: bool) -> str:
    found: dict[str, None] = {}
    sayings = {way: slug for slug, ways in choices.items() for way in (*ways, slug)}
    for way in sorted(sayings, key=len, reverse=True):
        while f" {way} " in left:
            left = left.replace(f" {way} ", " ", 1)
            found[sayings[way]] = None
    _choose(wish, key, tuple(found), settled)
    return left


def _choose(wish: Wish, key: str, found: Sequence[str], settled: bool) -> None:
    if len(found) == 1:
        setattr(wish, key, found[0])
    elif found and not settled:
        wish.asks.append((key, f"which {key} do you mean?", tuple(found)))


def _flags(wish: Wish, given: Mapping[str, str], contracts: Mapping[str, Contract]) -> None:
    """What flags say, each held to its closed list."""
    lists: Mapping[str, Iterable[str]] = {"contract": contracts, "purpose": PURPOSES, "audience": AUDIENCES, "detail": DETAILS}
    for key, value in given.items():
        if key in ("fields", "areas"):
            setattr(wish, key, tuple(part.strip() for part in value.split(",") if part.strip()))
        elif key == "on":
            _day(wish, value)
        elif value in lists[key]:
            setattr(wish, key, value)
        else:
            near = tuple(sorted(slug for slug in lists[key] if value and slug.startswith(value[:SHORTEST])))
            wish.asks.append((key, f"--{key} has a word that isn't on its list", near or _offer(key)))
            setattr(wish, key, "")
    strange = [code for code in wish.areas if not GSS.fullmatch(code)]
    if strange:
        wish.asks.append(("areas", f"not a GSS code: {listed(strange)}. It is a letter and eight digits", ()))


def _check_fields(wish: Wish, contracts: Mapping[str, Contract]) -> None:
    contract = contracts.get(wish.contract)
    if contract is None or not wish.fields:
        return
    known = tuple(each.name for each in contract.fields)
    strange = [name for name in wish.fields if name not in known]
    if strange:
        wish.asks.append(("fields", f"{wish.contract} has no {listed(strange, last='or')}", known))


def _missing(wish: Wish) -> None:
    asked = {key for key, _, _ in wish.asks}
    for key, says in (
        ("contract", "which data set? `upriver spec` lists them; name one, or write --contract SLUG"),
        ("detail", "how finely?"),
        ("purpose", "what for?"),
        ("audience", "who is to see it?"),
    ):
        if not getattr(wish, key) and key not in asked:
            wish.asks.append((key, says, _offer(key)))


def _offer(key: str) -> tuple[str, ...]:
    return tuple({"purpose": PURPOSES, "audience": AUDIENCES, "detail": DETAILS}.get(key, ()))
