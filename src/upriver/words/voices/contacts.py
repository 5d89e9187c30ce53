"""Contact details and numbers of people in what somebody typed: pointed out before it is sent, and masked for whoever reads it."""

from __future__ import annotations

import re

from upriver.words.language.speaking import mark

EMAIL, PHONE, POSTCODE, NHS = "email", "phone", "postcode", "nhs"
KINDS = {EMAIL: mark("an e-mail address"), PHONE: mark("a phone number"), POSTCODE: mark("a postcode"), NHS: mark("an NHS number")}
MASK = "●●●●"
_NUMBER = r"(?<![\w])(?:\+|00)?\(?\d(?:[ ().\-]{0,2}\d){8,14}(?!\w)"
_FINDS = {
    EMAIL: re.compile(r"[\w.+\-']+ ?@ ?[\w\-]+(?:\.[\w\-]+)+"),
    POSTCODE: re.compile(r"\b(?:[A-Z]{1,2}[0-9][0-9A-Z]?) ?[0-9][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
}
_DIGITS = re.compile(_NUMBER)


def found(words: str) -> tuple[str, ...]:
    """Which kinds stand in the words, in the order of `KINDS`."""
    kinds = {kind for kind, pattern in _FINDS.items() if pattern.search(words)}
    kinds |= {_kind(each[0]) for each in _DIGITS.finditer(words)} - {""}
    return tuple(kind for kind in KINDS if kind in kinds)


def masked(words: str) -> str:
    """The words with every one of them covered."""
    for pattern in _FINDS.values():
        words = pattern.sub(MASK, words)
    return _DIGITS.sub(lambda each: MASK if _kind(each[0]) else each[0], words)


def _kind(written: str) -> str:
    """What a run of digits is: an NHS number by its check digit, else a phone number by how it begins; "" for neither."""
    digits = re.sub(r"\D", "", written)
    if len(digits) == 10 and not digits.startswith("0") and _is_nhs(digits):
        return NHS
    national = digits.removeprefix("00").removeprefix("44") if written.lstrip("(").startswith(("+", "00")) else digits
    international = written.startswith(("+", "00"))
    return PHONE if international or (len(national) in (10, 11) and national.startswith("0")) else ""


def _is_nhs(digits: str) -> bool:
    check = 11 - sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) if check != 10 else False
