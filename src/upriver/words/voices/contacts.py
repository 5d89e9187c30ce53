"""Contact details and numbers of people in what somebody typed: pointed out before it is sent, and masked for whoever reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from upriver.words.language.speaking import mark

EMAIL, PHONE, POSTCODE, NHS, INSURANCE = "email", "phone", "postcode", "nhs", "insurance"
KINDS = {
    EMAIL: mark("an e-mail address"), PHONE: mark("a phone number"), POSTCODE: mark("a postcode"), NHS: mark("an NHS number"),
    INSURANCE: mark("a National Insurance number"),
}
MASK = "●●●●"
_BETWEEN = r"[ ().\-/_]{0,3}"
_DATE = r"\d\d?[/.\- ]\d\d?[/.\- ](?:19|20)\d\d(?!\d)"
_AT, _DOT = r" ?(?:@|[(\[{] ?at ?[)\]}]) ?", r"(?:\.| ?[(\[{] ?dot ?[)\]}] ?| dot )"
_FINDS = {
    EMAIL: re.compile(rf"[\w.+\-']+{_AT}[\w\-]+(?:{_DOT}[\w\-]+)+", re.IGNORECASE),
    POSTCODE: re.compile(r"\b(?:[A-Z]{1,2}[0-9][0-9A-Z]?) {0,3}[0-9][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
    INSURANCE: re.compile(r"\b[A-Z]{2}(?:[ -]{0,2}[0-9]{2}){3}[ -]{0,2}[A-D]\b", re.IGNORECASE),
    PHONE: re.compile(rf"(?<![\w+])(?<!\d[/.\-])(?!{_DATE})(?:(?:\+|\(?00){_BETWEEN}\d(?:{_BETWEEN}\d){{7,13}}|\(?0(?:{_BETWEEN}\d){{9,10}})(?!\w)"),
}
_DIGITS = re.compile(rf"(?<!\w)\d(?:{_BETWEEN}\d)*(?!\w)")
_LIKE = {"\u2212": "-", "\u3002": "."}
"""Signs that NFKC leaves, as what they are typed for."""


def found(words: str) -> tuple[str, ...]:
    """Which kinds stand in the words, in the order of `KINDS`."""
    kinds = {kind for kind, _, _ in _spans(_plain(words)[0])}
    return tuple(kind for kind in KINDS if kind in kinds)


def masked(words: str) -> str:
    """The words with every one of them covered; the rest is as it was typed."""
    plain, places = _plain(words)
    out, after = [], 0
    for _, begins, ends in sorted(_spans(plain), key=lambda span: span[1:]):
        first, last = places[begins], places[ends - 1] + 1
        if last > after:
            out += [words[after:first], MASK] if first >= after else []
            after = last
    return "".join([*out, words[after:]])


def _plain(words: str) -> tuple[str, list[int]]:
    """The words with plain letters, figures, spaces and dashes and nothing that can't be seen, and where each of these was typed."""
    plain, places = [], []
    for at, typed in enumerate(words):
        for each in unicodedata.normalize("NFKC", typed):
            kind = unicodedata.category(each)
            if kind != "Cf":
                plain.append("-" if kind == "Pd" else " " if kind == "Zs" else str(unicodedata.decimal(each)) if kind == "Nd" else _LIKE.get(each, each))
                places.append(at)
    return "".join(plain), places


def _spans(plain: str) -> Iterator[tuple[str, int, int]]:
    """Each kind that stands in plain words, where it begins and where it ends."""
    for kind, pattern in _FINDS.items():
        yield from ((kind, *each.span()) for each in pattern.finditer(plain))
    yield from ((NHS, *each.span()) for each in _DIGITS.finditer(plain) if _is_nhs(re.sub(r"\D", "", each[0])))


def _is_nhs(digits: str) -> bool:
    """Whether they are ten that end in the check digit of an NHS number."""
    if len(digits) != 10 or digits.startswith("0"):
        return False
    check = 11 - sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) if check != 10 else False
