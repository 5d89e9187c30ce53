"""Numbers as people type them: digits, words, fractions and percentages, with how exactly each was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES = {word: value for value, word in enumerate(ONES)} | {word: 20 + 10 * at for at, word in enumerate(TENS)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "k": 1_000, "m": 1_000_000}
PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "sixth": 100 / 6, "tenth": 10.0}
WORD = "|".join(sorted(VALUES, key=len, reverse=True))
DIGITS = re.compile(r"(?<![\w§.,/])([+-]?)(?:£)?(\d[\d,]*(?:\.\d+)?)\s?(million|thousand|hundred|k|m)?(?![\w/])(\s?%)?")
WORDS = re.compile(rf"\b(?:(?:a|{WORD})[ -](?:hundred|thousand|million)|(?:{WORD}))(?:[ -](?:and[ -])?(?:{WORD}|hundred|thousand|million))*\b(\s?%)?")
FRACTION = re.compile(rf"\b(?:(a|an|one|two|three|four)[ -])?({'|'.join(PARTS)})s?\b(?! of the year)")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
ROUGHEST = 0.025
"""A number whose zeros round more than this share of it was hardly meant so roughly: the share bounds the rounding."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed. `step` is half of what its last digit stands for; `hedge`: "", about, over, under or at_least ..."""

    value: float
    step: float
    percent: bool = False
    hedge: str = ""
    fraction: bool = False

    def holds(self, actual: float) -> bool:
        """Whether a printed number is what was typed, at the precision it was typed with."""
        near = self.step + 1e-9
        if self.hedge == "about":
            return abs(actual - self.value) <= max(near, 0.05 * abs(self.value))
        if self.hedge == "nearly":
            return self.value - max(2 * near, 0.1 * abs(self.value)) <= actual <= self.value + 1e-9
        if self.hedge == "over":
            return actual > self.value + 1e-9
        if self.hedge == "at least":
            return actual >= self.value - 1e-9
        if self.hedge == "under":
            return actual < self.value - 1e-9
        if self.hedge == "at most":
            return actual <= self.value + 1e-9
        return abs(actual - self.value) <= near


class Unread(ValueError):
    """A number that was typed in a way that could mean two things."""


def digits(found: re.Match[str]) -> Amount:
    """An amount from digits.

    Raises:
        Unread: its commas stand where no thousands end (4,8 or 1,23).
    """
    sign, text, scale, percent = found.groups()
    text = text.rstrip(",")
    if not GROUPED.fullmatch(text):
        raise Unread(text)
    plain, times = text.replace(",", ""), SCALES.get(scale or "", 1)
    value = float(plain) * times * (-1 if sign == "-" else 1)
    return Amount(value, _step(plain, times, value, bool(percent)), bool(percent))


def _step(plain: str, times: int, value: float, percent: bool) -> float:
    decimals = len(plain.partition(".")[2])
    if decimals or percent:
        return 0.5 * times * 10.0**-decimals
    zeros = len(plain) - len(plain.rstrip("0")) if value else 0
    if zeros == 0 and times == 1:
        return 0.0
    return float(min(0.5 * times * 10**zeros, ROUGHEST * abs(value)))


def worded(found: re.Match[str]) -> Amount:
    """An amount from number words: "three hundred and twelve"."""
    total = part = 0
    for word in re.split(r"[ -]+", found[0].replace("%", "").strip()):
        if word in VALUES:
            part += VALUES[word]
        elif word == "a":
            part += 1
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in ("thousand", "million"):
            total, part = total + max(part, 1) * SCALES[word], 0
    value = float(total + part)
    return Amount(value, _step(str(int(value)), 1, value, bool(found[1])), bool(found[1]))


def fraction(found: re.Match[str]) -> Amount:
    """A share from a fraction: "a third" is 33.3%, rounded as people mean it, to two and a half points."""
    many = {"two": 2, "three": 3, "four": 4}.get(found[1] or "", 1)
    return Amount(many * PARTS[found[2]], 2.5, True, fraction=True)


def hedged(amount: Amount, hedge: str) -> Amount:
    """The amount with what was said before it: about, nearly, over."""
    return replace(amount, hedge=hedge)
