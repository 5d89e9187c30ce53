"""Years as publishers write them, in a dozen ways, and the stretch of time that each stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from upriver.words.period import Period, month_name, month_number, months_period

_ASIDE = re.compile(r"\s*\(.*?\)\s*$")
_ONE = re.compile(r"\d{4}")
_SPLIT = re.compile(r"(\d{4})/(\d{2})")
_JOINED = re.compile(r"(\d{4})(\d{2})")
_RANGE = re.compile(r"(\d{4})\s*-\s*(\d{2})")
_SPLITS = re.compile(r"(\d{4})/(\d{2})\s*-\s*(?:\d{2})?(\d{2})/(\d{2})")
FIRST_MONTH = {"financial": "04", "academic": "09"}


@dataclass(frozen=True, slots=True, order=True)
class Years:
    """The years a figure is of: the first and the last, both included; `split` where they run across two calendar years.

    A split year goes by the year that it begins in: 2023/24 is 2023. `words` are the publisher's own.
    """

    first: int
    last: int
    split: bool
    words: str

    @property
    def long(self) -> int:
        """How many years it pools."""
        return self.last - self.first + 1

    def period(self, kind: str) -> Period:
        """As dates. `kind` is `financial` or `academic` and says where a split year begins."""
        if not self.split:
            return months_period(f"{self.first}-01", f"{self.last}-12")
        start = f"{self.first}-{FIRST_MONTH[kind]}"
        return months_period(start, month_name(month_number(start) + 12 * self.long - 1))


def years_of(words: str) -> Years | None:
    """The years that a publisher's words mean; None where they mean none.

    Read are 2016, 2018 (Rev), 2016-17 and 2016/17 (one year across two), 202324 (the same), 2014-16 and 2001 - 03 (three
    calendar years), 2012/13 - 14/15 and 2021/22-23/24 (three years across two). 2016-17 without more is taken as one year
    across two: two pooled calendar years are never published so in the tables that are read.
    """
    text = _ASIDE.sub("", words.strip()).replace("\u2013", "-")
    if found := _SPLITS.fullmatch(text):
        first, ends, last, after = (int(part) for part in found.groups())
        last += first // 100 * 100 + (100 if last < first % 100 else 0)
        good = ends == (first + 1) % 100 and after == (last + 1) % 100
        return Years(first, last, True, words.strip()) if good and _known(first, last) else None
    if found := _SPLIT.fullmatch(text) or _JOINED.fullmatch(text):
        first, after = int(found[1]), int(found[2])
        return Years(first, first, True, words.strip()) if after == (first + 1) % 100 and _known(first, first) else None
    if found := _RANGE.fullmatch(text):
        first, last = int(found[1]), int(found[2])
        if last == (first + 1) % 100:
            return Years(first, first, True, words.strip()) if _known(first, first) else None
        last += first // 100 * 100 + (100 if last < first % 100 else 0)
        return Years(first, last, False, words.strip()) if _known(first, last) else None
    if _ONE.fullmatch(text) and _known(int(text), int(text)):
        return Years(int(text), int(text), False, words.strip())
    return None


def _known(first: int, last: int) -> bool:
    return 1980 <= first <= last <= 2100 and last - first < 10
