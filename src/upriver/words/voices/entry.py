"""One thing that somebody said through "have your say": few answers, and nothing that says who it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from upriver.words.language.speaking import mark

LONGEST = 2_000
"""How many characters somebody may write."""
AGES = {
    "under_13": mark("Under 13"), "13_17": mark("13 to 17"), "18_24": mark("18 to 24"), "25_64": mark("25 to 64"),
    "65_over": mark("65 or over"),
}
WHEN = {
    "now": mark("It goes on now"), "month": mark("In the last month"), "year": mark("In the last year"), "before": mark("Longer ago"),
}
THEMES = {
    "streets": mark("Streets, parks and town centres"), "transport": mark("Buses, trains and stations"), "school": mark("School and college"),
    "online": mark("Online"), "home": mark("At home"), "young": mark("Things to do and people to talk to"), "police": mark("Police and other services"),
    "weapons": mark("Knives and other weapons"), "drugs": mark("Drugs and exploitation"), "site": mark("These pages"), "other": mark("Something else"),
}
"""What entries are sorted into by whoever reads them: closed, so that a theme never tells who."""
STATES = {"new": mark("Not read yet"), "read": mark("Read"), "sorted": mark("Sorted into a theme"), "closed": mark("Closed")}


@dataclass(frozen=True, slots=True)
class Said:
    """What was sent: words, and of a closed list roughly where, when and how old; each of those may be empty."""

    words: str
    area: str = ""
    when: str = ""
    age: str = ""

    def answers(self) -> Mapping[str, str]:
        """Its parts by name, as they are kept."""
        return {"words": self.words, "area": self.area, "when": self.when, "age": self.age}


def name_of(said: Said, form: str) -> str:
    """What an entry is called: the same form sent twice with the same answers is the same entry, changed answers are another."""
    told = json.dumps([form, *said.answers().values()], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:20]
