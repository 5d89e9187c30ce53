"""Rules about what counts as serious violence, and about the assessment's answers."""

from __future__ import annotations

from upriver.duty.requirements.found import Found, Rule, objectives_of, shares, some, together, when
from upriver.words.registers.governing import Review
from upriver.words.registers.strategy import Measure
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Evidence
from upriver.words.text import listed, plural

FACTORS = ("maximum_penalty", "impact_on_victims", "prevalence", "impact_on_community")
NO_RUN = Found((), ("No assessment has been made",), "Make one: upriver assess --period FROM..TO.")


def definition_agreed(held: Held, takes: tuple[str, ...]) -> Found:
    """The assessment says which definition it counts by, and the partnership has reviewed and kept that definition."""
    if held.run is None or not held.run.definition:
        return NO_RUN
    slug = held.run.definition.partition("@")[0]
    reviewed = [each for each in held.plan.of(Review) if each.of == "definition" and each.held_on and each.held_on <= held.on
                and (not each.which or each.which.partition("@")[0] == slug)]
    evidence = [Evidence(f"The assessment counts by \u201c{_called(held, held.run.definition)}\u201d", where="upriver explain")]
    other = [_called(held, each.which) for each in held.plan.of(Review) if each.of == "definition" and each.held_on and each.held_on <= held.on]
    if not reviewed:
        lack = (f"What the partnership agreed is \u201c{some(other)}\u201d, and the assessment doesn't count by it" if other
                else "No record says that the partnership agreed this definition")
        return Found(tuple(evidence), (lack,),
                     "Count by the definition that was agreed, or record why this one stands for it: upriver clock review add --of definition." if other else
                     "Record when it was agreed and on what evidence: upriver clock review add --of definition.")
    latest = max(reviewed, key=lambda each: (each.held_on or held.on, each.id))
    evidence.append(Evidence(f"The partnership looked at it on {when(latest.held_on)}", on=str(latest.held_on), where="upriver clock review list"))
    return Found(tuple(evidence))


def _called(held: Held, name: str) -> str:
    """A definition's title for `slug` or `slug@version`; the name itself where the shelf has no such definition."""
    return held.titled.get(name.partition("@")[0], name)


def four_factors(held: Held, takes: tuple[str, ...]) -> Found:
    """Each part of the definition is scored by the four factors of section 13(6), and a review says it was decided so."""
    if held.definition is None:
        return NO_RUN
    limbs = held.definition.agreed.limbs
    scored = [limb for limb in limbs if all(limb.scores.get(factor) is not None for factor in FACTORS)]
    part = [limb for limb in limbs if any(limb.scores.get(factor) is not None for factor in FACTORS)]
    counted = (f"{len(scored)} of {plural(len(limbs), 'part')} of the definition {'is' if len(scored) == 1 else 'are'} scored on all four factors" if scored else
               f"{len(part)} of {plural(len(limbs), 'part')} of the definition {'is' if len(part) == 1 else 'are'} scored on some of the four factors, none on all")
    agreed = definition_agreed(held, takes)
    if not part:
        return Found((), ("No part of the definition is scored",), "Score each part on the four factors.")
    whole = len(scored) == len(limbs)
    return together(
        Found((Evidence(counted, whole=whole, where="page What is counted"),),
              () if whole else ("Prevalence in the area and impact on the community are still to be scored for some parts",),
              "" if whole else "Score each part from the assessment's own figures, in a definition of the partnership's own."),
        Found(agreed.evidence[1:], agreed.lacks, agreed.do))


def scope_said(held: Held, takes: tuple[str, ...]) -> Found:
    """The definition says what it takes in; domestic abuse, sexual offences, property and threats are in, or left out with a reason."""
    if held.definition is None:
        return NO_RUN
    parts = held.definition.agreed.limbs
    agreed = definition_agreed(held, takes)
    said = f"The definition takes in {listed([limb.title.lower() for limb in parts], most=8)}"
    return together(Found((Evidence(said, where="page What is counted", whole=bool(agreed.evidence[1:])),)),
                    Found(agreed.evidence[1:], agreed.lacks, agreed.do))


def definition_named(held: Held, takes: tuple[str, ...]) -> Found:
    """The run names its definition and version, so that every figure made in it does."""
    if held.run is None or "@" not in held.run.definition:
        return NO_RUN
    return Found((Evidence(f"The latest assessment counts by \u201c{_called(held, held.run.definition)}\u201d, named with its version; every figure's explanation says so", where=f"runs/{held.run.id}"),))


def stocked(held: Held, takes: tuple[str, ...]) -> Found:
    """Definitions by these names are on the shelf, so that figures can be made by them too."""
    there = [each for each in takes if each in held.definitions]
    return shares(takes, there, f"{{n}} ready to count by: {listed(there)}", noun="definition", where="upriver assess --definition",
                  lack=f"Not on the shelf: {some([each for each in takes if each not in there])}", do="Add it to declarations/definitions.")


def graded(held: Held, takes: tuple[str, ...]) -> Found:
    """Each part of the definition says how well each source shows it."""
    if held.definition is None:
        return NO_RUN
    limbs = held.definition.agreed.limbs
    return shares(limbs, [limb for limb in limbs if limb.fidelity], "{n} of the definition say how well each source shows them", noun="part",
                  where="page What is counted", lack="Parts don't say how well a source shows them", do="Grade each part: exact, proxy or none.")


def prevent_and_reduce(held: Held, takes: tuple[str, ...]) -> Found:
    """Objectives are typed prevent or reduce, there are both, and each has a measure with its indicator."""
    objectives = objectives_of(held)
    measured = {each.objective for each in held.plan.of(Measure)}
    directions = {each.direction for each in objectives}
    lacking = [words for words, key in (("prevent", "prevent"), ("reduce", "reduce")) if key not in directions]
    if not objectives:
        return Found((), ("No objective is recorded",), "Write what each priority sets out to do: upriver priority objective add.")
    both = Found((Evidence(f"{plural(len(objectives), 'objective')}, each typed prevent or reduce", whole=not lacking, where="upriver priority objective list"),),
                 tuple(f"No objective is to {each}" for each in lacking), "Add an objective of that kind: upriver priority objective add." if lacking else "")
    return together(both, shares(objectives, [each for each in objectives if each.id in measured], "{n} have a measure", noun="objective",
                                 where="upriver priority measure list", lack="Objectives lack a measure",
                                 do="Give each objective an indicator with its baseline: upriver priority measure add."))


def answered(held: Held, takes: tuple[str, ...]) -> Found:
    """The latest assessment holds shown figures in tables that answer this; hidden figures don't count."""
    if held.run is None:
        return NO_RUN
    if not held.run.figures:
        return Found((), (f"What run {held.run.id} shows wasn't kept as it left the lock",), "Make the assessment again: upriver assess.")
    there = {each: sum(count for slug, count in held.run.figures.items() if slug.startswith(f"assessment/{each}")) for each in takes}
    good = [each for each in takes if there[each]]
    named = [each.split("/")[0].replace("_", " ") for each in good]
    missing = [each.replace("/", ": ").replace("_", " ") for each in takes if not there[each]]
    if not good:
        return Found((), (f"The assessment shows no figure of {some(missing)}",), "Take in the data that it needs; `upriver status` says which.")
    shown = sum(there[each] for each in good)
    said = f"The assessment as of {when(held.run.as_of)} shows {shown:,} figures on {listed(list(dict.fromkeys(named)))}"
    return Found((Evidence(said, on=held.run.as_of.isoformat(), whole=not missing, where=f"run {held.run.id}"),),
                 (f"It shows no figure of {some(missing)}",) if missing else (), "Take in the data that it needs; `upriver status` says which." if missing else "")


def recent_assessment(held: Held, takes: tuple[str, ...]) -> Found:
    """The assessment answers this (`takes` are its tables), and was made or reviewed within a year."""
    found = answered(held, takes)
    if held.run is None or (held.on - held.run.as_of).days <= 366:
        return found
    seen = [each for each in held.plan.of(Review) if each.of == "assessment" and each.held_on and 0 <= (held.on - each.held_on).days <= 366]
    if seen:
        return found
    return together(found, Found((), ("It is more than a year old and nobody has reviewed it",), "Make it again, or record a review: upriver clock review add."))


def reproducible(held: Held, takes: tuple[str, ...]) -> Found:
    """The run records its inputs by hash, the code and the definition that it was made with."""
    if held.run is None:
        return NO_RUN
    whole = bool(held.run.inputs and held.run.code)
    return Found((Evidence(f"The latest assessment names {plural(held.run.inputs, 'input')} by hash and the code it was made with; "
                           "the same inputs give the same bytes, which Upriver's own tests check", whole=whole, where=f"runs/{held.run.id}/run.json"),),
                 () if whole else ("The run doesn't name its inputs or its code",))


RULES = (
    Rule("definition_agreed", "The definition that figures count by is named, and a review says that the partnership agreed it.", definition_agreed),
    Rule("four_factors", "Each part of the definition is scored on the four factors, and a review says so.", four_factors),
    Rule("scope_said", "The definition says what it takes in, and a review says why.", scope_said),
    Rule("definition_named", "The latest run names its definition and version.", definition_named),
    Rule("stocked", "The definitions named are ready to count by.", stocked),
    Rule("graded", "Each part of the definition says how well each source shows it.", graded),
    Rule("prevent_and_reduce", "There are objectives to prevent and to reduce, each with a measure.", prevent_and_reduce),
    Rule("answered", "The latest assessment shows figures that answer this.", answered),
    Rule("recent_assessment", "The assessment shows figures that answer this, and was made or reviewed within a year.", recent_assessment),
    Rule("reproducible", "The run names its inputs by hash, and its code.", reproducible),
)
