"""How each requirement stands: never met by a person's word alone, and never by evidence that nobody has put a name to."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.duty.requirements.found import Found
from upriver.duty.requirements.rules import RULES
from upriver.words.registers.governing import Attestation
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Evidence, HowItStands, Requirement
from upriver.words.text import day, listed

ATTEST = "Have somebody answerable attest it: upriver duty attest add --ask --requirement {name}."
LINKS = ("https://", "http://")


def standing(requirements: Sequence[Requirement], held: Held) -> tuple[HowItStands, ...]:
    """How every requirement stands on the day, in its order."""
    return tuple(stands(each, held) for each in requirements)


def stands(requirement: Requirement, held: Held) -> HowItStands:
    """How one requirement stands: by what its rule finds, and the latest attestation of a person who is known."""
    rule = RULES.get(requirement.rule)
    if requirement.countries and held.countries and not set(requirement.countries) & set(held.countries):
        where = listed([each.capitalize() for each in requirement.countries])
        return HowItStands(requirement, "not_applicable", why=f"It holds in {where} alone, and no area of the partnership lies there",
                           looks_for=rule.says if rule else "")
    word = latest(requirement, held)
    found = rule.find(held, requirement.takes) if rule else _linked(word)
    return _stands(requirement, found, word, held, rule.says if rule else "")


def latest(requirement: Requirement, held: Held) -> Attestation | None:
    """The latest word about a requirement by the day; of two on one day the one written last."""
    rows = [each for each in held.plan.of(Attestation) if each.requirement.lower() == requirement.id
            and each.attested_on and each.attested_on <= held.on]
    found = None
    for each in rows:
        if found is None or (each.attested_on and found.attested_on and each.attested_on >= found.attested_on):
            found = each
    return found


def _linked(word: Attestation | None) -> Found:
    """Where no rule can look, the link that a person gives is the evidence; Upriver hasn't opened it."""
    links = [part.strip("().,;") for part in (word.evidence.split() if word else ()) if part.strip("(").startswith(LINKS)]
    if not links:
        return Found((), ("Nothing in the workspace can show it",), "Attest it with a link to the paper that shows it.")
    return Found((Evidence("A paper that the person who attested points at; Upriver hasn't opened it", href=links[0], where=links[0]),))


def _stands(requirement: Requirement, found: Found, word: Attestation | None, held: Held, looks_for: str) -> HowItStands:
    lacks, do, shown = list(found.lacks), found.do, found.shown
    who = _who(word, held)
    if word and not who:
        lacks.append("The person who attested isn't known to the register any more, so that the attestation counts only where it says less")
    standing = {"whole": "not_attested", "part": "partly", "nothing": "not_met"}[shown]
    if word and not who and word.says in ("met", "not_applicable"):
        word = None
    if word and word.says == "not_applicable":
        if requirement.only_where or requirement.level != "must":
            standing = "not_applicable"
        else:
            lacks.append("It binds every partnership, so that nobody can attest that it doesn't apply")
    elif word and word.says == "met":
        standing = {"whole": "met", "part": "partly", "nothing": "not_met"}[shown]
        if shown == "nothing":
            lacks.append("It is attested, but nothing shows it")
    elif word and word.says == "partly":
        standing = "partly" if found.evidence else "not_met"
    elif word:
        standing = "not_met"
    again = f"Once what they named is put right: {ATTEST[:1].lower()}{ATTEST[1:]}" if word and word.says in ("partly", "not_met") else ATTEST
    power = requirement.level == "may" and standing == "not_attested"  # a power asks nothing of anybody
    step = "" if power or standing in ("met", "not_applicable") else do or again.format(name=requirement.name)
    if shown == "nothing" and requirement.only_where and standing == "not_met":
        step = f"{do} It applies {requirement.only_where}; if that isn't so here, have somebody attest it.".strip()
    return HowItStands(requirement, standing, found.evidence, who if word else "", tuple(lacks), step, looks_for,
                       str(word.attested_on) if word else "", word.evidence if word else "")


def _who(word: Attestation | None, held: Held) -> str:
    """Who attested and when, by role; "" where the register of people doesn't know the person, or nobody attested."""
    if word is None or word.attested_on is None:
        return ""
    person = next((each for each in held.register.people if each.id == word.person and not each.erased_on), None)
    if person is None:
        return ""
    bodies = [body.name for body in held.register.authorities if word.person in (body.contact, body.deputy)]
    if person.job and sum(each.job == person.job and not each.erased_on for each in held.register.people) == 1:
        which = ""
    else:  # an id only where neither role nor body says who it was
        which = f" of {bodies[0]}" if bodies else f" ({word.person})"
    return f"{person.job or 'a person of the register'}{which}, {day(word.attested_on.isoformat())}"
