"""Gateways: read from their declarations, and held against a flow from one party to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from upriver import shelf
from upriver.words.sharing import terms
from upriver.words.sharing.agreement import AUDIENCES, DETAILS, PURPOSES
from upriver.words.sharing.authority import KINDS
from upriver.words.sharing.gateway import FACTS, Choice, Example, Facts, Gateway, Limit, Question

WORDS: Mapping[str, Mapping[str, str]] = {
    "discloser": KINDS,
    "recipient": KINDS,
    "information": terms.INFORMATION,
    "frequency": terms.FREQUENCIES,
    "form": terms.FORMS,
    "addresses": terms.ADDRESSES,
    "detail": DETAILS,
    "purpose": PURPOSES,
    "audience": AUDIENCES,
}
"""The closed list of each fact; `contract` has none, since a workspace may declare its own."""


def gateways(own: Path | None = None) -> dict[str, Gateway]:
    """Every gateway by its slug. A workspace may add its own; none may stand in for one that is shipped.

    Raises:
        shelf.Unreadable: a declaration has a key or word that means nothing, stands in for a shipped one, or says that it
            is verified: what the partnership brings, the partnership confirms.
    """
    shipped = set(shelf.declared("gateways"))
    folder = own / "gateways" if own else None
    for path in sorted(folder.glob("*.toml")) if folder and folder.is_dir() else ():
        if path.stem in shipped:
            raise shelf.Unreadable(f"declarations/gateways/{path.name} would stand in for the law that Upriver ships. "
                                   "Give it another name.")
        if shelf.declared("gateways", own)[path.stem].get("verified") is not False:
            raise shelf.Unreadable(f"declarations/gateways/{path.name} says that its law was verified; nobody has verified it for "
                                   "Upriver. Say `verified = false` and add the question that the partnership confirms.")
    return {slug: _gateway(slug, table) for slug, table in sorted(shelf.declared("gateways", own).items())}


def broken(gateway: Gateway, facts: Facts) -> tuple[Limit, ...]:
    """The limits of a gateway that stand against a flow."""
    return tuple(limit for limit in gateway.limits if _breaks(limit, facts))


def questions(gateway: Gateway, flows: Sequence[Facts]) -> tuple[Question, ...]:
    """What the partnership must confirm before any of these flows may start."""
    return tuple(question for question in gateway.questions if any(holds(question.where, facts) for facts in flows))


def holds(choice: Choice, facts: Facts) -> bool:
    """Whether each fact is one of the words meant; a fact that isn't known is not."""
    return all(facts.get(fact) in words for fact, words in choice.items())


def _breaks(limit: Limit, facts: Facts) -> bool:
    if not holds(limit.where, facts):
        return False
    outside = any(facts.get(fact) not in words for fact, words in limit.only.items())
    return outside or (bool(limit.never) and holds(limit.never, facts))


def _gateway(slug: str, table: Mapping[str, Any]) -> Gateway:
    what = f"The gateway {slug}"
    shelf.shaped(what, table,
                 {"title": str, "says": str, "law": str, "verified": bool, "duty": bool, "limits": list, "examples": list},
                 {"unverified": str, "questions": list, "own_words": bool, "licences": list})
    asked = tuple(_question(what, each) for each in table.get("questions", []))
    if not table["verified"] and not any(not question.where for question in asked):
        raise shelf.Unreadable(f"{what} isn't verified and asks nobody to confirm it. Add a question without `where`.")
    return Gateway(
        slug=slug,
        title=table["title"],
        says=table["says"],
        law=table["law"],
        verified=table["verified"],
        unverified=table.get("unverified", ""),
        duty=table["duty"],
        limits=tuple(_limit(what, each) for each in table["limits"]),
        questions=asked,
        examples=tuple(_example(what, each) for each in table["examples"]),
        own_words=table.get("own_words", False),
    )


def _limit(what: str, table: Mapping[str, Any]) -> Limit:
    shelf.shaped(f"A limit of {what[0].lower()}{what[1:]}", table, {"section": str, "says": str, "do": str, "verified": bool},
                 {"where": dict, "only": dict, "never": dict})
    where, only, never = (_choice(what, table.get(key, {})) for key in ("where", "only", "never"))
    if not only and not never:
        raise shelf.Unreadable(f"{what} has a limit that limits nothing. Add `only` or `never` to it.")
    return Limit(table["section"], table["says"], table["do"], table["verified"], where, only, never)


def _question(what: str, table: Mapping[str, Any]) -> Question:
    shelf.shaped(f"A question of {what[0].lower()}{what[1:]}", table, {"slug": str, "section": str, "says": str},
                 {"where": dict})
    return Question(table["slug"], table["section"], table["says"], _choice(what, table.get("where", {})))


def _example(what: str, table: Mapping[str, Any]) -> Example:
    shelf.shaped(f"An example of {what[0].lower()}{what[1:]}", table, {"says": str, "allowed": bool, "facts": dict},
                 {"section": str})
    facts = _choice(what, {fact: [word] for fact, word in table["facts"].items()})
    return Example(table["says"], table["allowed"], {fact: words[0] for fact, words in facts.items()},
                   table.get("section", ""))


def _choice(what: str, table: Mapping[str, Any]) -> Choice:
    """Words by fact, each held to its closed list."""
    for fact, words in table.items():
        if fact not in FACTS:
            raise shelf.Unreadable(f"{what} speaks of `{fact}`, which isn't a fact. It may be {', '.join(FACTS)}.")
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise shelf.Unreadable(f"{what} gives `{fact}` in a way that can't be read: it must be a list of words.")
        known = WORDS.get(fact)
        for word in words:
            if known is not None and word not in known:
                raise shelf.Unreadable(f"{what} says {word} of `{fact}`. It may be {', '.join(known)}.")
    return {fact: tuple(words) for fact, words in table.items()}
