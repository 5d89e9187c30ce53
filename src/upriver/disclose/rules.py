"""Rules by source, and the strictest of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from upriver import shelf
from upriver.words.cleared import Rule
from upriver.words.refusal import Refusal


def rules(own: Path | None = None) -> dict[str, Rule]:
    """Every disclosure rule by slug: the package's, then the partnership's own, which may only be stricter.

    Raises:
        Refusal: a rule can't be read, or one of a shipped name would show what the shipped one hides.
    """
    shipped = {slug: _rule(table) for slug, table in shelf.declared("rules").items()}
    found = {slug: _rule(table) for slug, table in shelf.declared("rules", own).items()}
    for slug, rule in shipped.items():
        if not _as_strict(found[slug], rule):
            raise Refusal(f"declarations/rules/{slug}.toml hides less than the rule of that name that Upriver ships",
                          do="Make it as strict or stricter, or give it another name and have the contract's owner agree to it.")
    return found


def _as_strict(own: Rule, shipped: Rule) -> bool:
    """Whether a rule hides and blurs all that another does."""
    hides_it = shipped.high < shipped.low or (own.low <= shipped.low and shipped.high <= own.high)
    zeros = shipped.zero or not own.zero
    return (hides_it and zeros and own.round_to % shipped.round_to == 0 and own.min_rate_events >= shipped.min_rate_events
            and own.secondary >= shipped.secondary and own.min_base >= shipped.min_base
            and (not shipped.dominance or 0 < own.dominance <= shipped.dominance))


NEEDS = {"says": str}
MAY = {"source": str, "low": int, "high": int, "zero": bool, "round_to": int, "min_rate_events": int, "secondary": bool,
       "verified": bool, "min_base": int, "dominance": float}


def _rule(table: Mapping[str, Any]) -> Rule:
    what = f"the rule {table['slug']}"
    shelf.shaped(what, table, NEEDS, MAY)
    if table.get("round_to", 1) < 1 or table.get("low", 1) < 0:
        raise Refusal(f"{what} rounds to less than 1 or hides from below 0", do="Mend `round_to` or `low`.")
    return Rule(table["slug"], **{name: value for name, value in table.items() if name not in ("slug", "source")})


def strictest(found: Iterable[Rule]) -> Rule:
    """The rule that hides whatever any of them hides. A single rule is itself."""
    several = sorted(set(found), key=lambda rule: rule.slug)
    if len(several) == 1:
        return several[0]
    hiding = [rule for rule in several if rule.high >= rule.low]
    return Rule(
        "+".join(rule.slug for rule in several),
        " ".join(rule.says for rule in [each for each in several if _does(each)] or several),
        low=min((rule.low for rule in hiding), default=1),
        high=max((rule.high for rule in hiding), default=0),
        zero=all(rule.zero for rule in several),
        round_to=max(rule.round_to for rule in several),
        min_rate_events=max(rule.min_rate_events for rule in several),
        secondary=any(rule.secondary for rule in several),
        verified=all(rule.verified for rule in several),
        min_base=max(rule.min_base for rule in several),
        dominance=min((rule.dominance for rule in several if rule.dominance), default=0.0),
    )


def _does(rule: Rule) -> bool:
    """Whether a rule hides or blurs anything: of several, one that doesn't would be said beside one that does, and gainsay it."""
    return rule.high >= rule.low or not rule.zero or rule.round_to > 1 or rule.min_rate_events > 0 or rule.min_base > 0 or rule.dominance > 0


LEFT_OUT = "left_out"
"""The flag of a finding that a person left out of a document because it could endanger somebody: hidden, whatever its rule."""


def hides(rule: Rule, count: int) -> bool:
    """Whether a rule hides a count by itself."""
    return (count == 0 and not rule.zero) or rule.low <= count <= rule.high


def rounded(count: int, base: int) -> int:
    """A count to the nearest multiple of a base, halves up."""
    return base * ((2 * count + base) // (2 * base))
