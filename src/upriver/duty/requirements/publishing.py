"""Rules about what is published and reviewed, and about what Upriver itself keeps to."""

from __future__ import annotations

from upriver.duty.requirements.found import Found, Rule, in_force, shares, strategy_of, together, when, within_a_year
from upriver.duty.requirements.sharing import feeds_held
from upriver.words.registers.governing import Review
from upriver.words.standing.held import Held, HeldRelease
from upriver.words.standing.requirement import Evidence
from upriver.words.text import listed, plural

KEEPS = {
    "offline": "Upriver runs inside the partner's own network and calls nobody, but to fetch open data when asked",
    "two_stores": "Data under an agreement lie in a store of their own, apart from what may be published",
    "no_scores": "Upriver holds no score of any person, and has no command to make one",
    "fixed_schema": "Every assessment has the same chapters and tables, whatever the area",
    "marking": "Every document carries the marking of its audience on each page",
    "terrorism": "No definition that Upriver ships takes terrorism in, and the page on the definition says so",
    "identifiers": "A file with a column or value that looks like a name, birth date or NHS number is refused before it is stored",
    "alternatives": "Every chart has a table beside it and a text that says the same, and colour alone says nothing",
    "footnotes": "Every figure carries its source, period, definition, rule and caveat",
    "papers": "The papers that are asked for under freedom of information (uses, agencies, impact assessments) are made from the register",
    "power": "Section 16 stands in the gateways as a power, with its limits, beside the other gateways",
    "conditions": "Each gateway is held to its own limits alone, so that section 115's conditions aren't laid on what goes under section 16",
    "press": "The whole and the summary are made from the same source, and each has its audience",
}
"""What Upriver itself keeps to. Evidence of the tool, not of the partnership: a person still attests that it is used so here."""


def product(held: Held, takes: tuple[str, ...]) -> Found:
    """What Upriver itself keeps to, whatever the partnership does; a person still says that it is so here."""
    return Found(tuple(Evidence(f"Of the tool itself: {KEEPS[each][:1].lower() + KEEPS[each][1:] if not KEEPS[each].startswith('Upriver') else KEEPS[each]}",
                                where="the tool itself") for each in takes))


def clean_feed(held: Held, takes: tuple[str, ...]) -> Found:
    """The data sets named are held, and whatever looks like a name, birth date or NHS number is refused before it is stored."""
    return together(feeds_held(held, takes), product(held, ("identifiers",))) if any(held.feed(each) for each in takes) else feeds_held(held, takes)


def roles_apart(held: Held, takes: tuple[str, ...]) -> Found:
    """Who may see what is bound by whoever may open the workspace; nobody signs in to Upriver by name yet."""
    return Found((Evidence("Rows under an agreement lie in a folder that the machine's other accounts can't open", whole=False, where="held/restricted"),),
                 ("Upriver doesn't ask who somebody is yet: whoever can open the workspace's folder can run every command",),
                 "Say in an attestation how the machine keeps others out.")


def log_kept(held: Held, takes: tuple[str, ...]) -> Found:
    """The log of what was taken in, decided and released is whole."""
    if not held.events:
        return Found((), ("The log is empty",), "Work in the workspace; every change is logged.")
    said = f"{plural(held.events, 'event')} in the log, each chained to the one before"
    return Found((Evidence(said, whole=held.log_whole, where="upriver audit"),), () if held.log_whole else ("The log was changed from outside",),
                 "" if held.log_whole else "Restore the database from a backup.")


def _once(held: Held) -> list[HeldRelease]:
    """Each release once, whatever documents of the response it held besides."""
    return list({each.id: each for each in reversed(held.releases)}.values())


def _out(held: Held, *documents: str) -> list[HeldRelease]:
    return [each for each in held.releases if each.document in documents and each.audience == "public" and each.state == "released"]


def released(held: Held, takes: tuple[str, ...]) -> Found:
    """Documents by these names are released to the public, each through the gate."""
    good = [each for each in takes if _out(held, each)]
    missing = [each.replace("_", " ") for each in takes if each not in good]
    lasts = [max(_out(held, each), key=lambda one: one.on) for each in good]
    said = listed([f"{each.document.replace('_', ' ')} on {when(each.on)}" for each in lasts])
    return shares(takes, good, f"{{n}} released: {said}", noun="document", where="upriver ledger", lack=f"Not released: {listed(missing)}",
                  do="Publish it, and have it read: upriver publish.")


def strategy_published(held: Held, takes: tuple[str, ...]) -> Found:
    """The strategy that holds is final and published."""
    strategy = strategy_of(held)
    if strategy is None:
        return Found((), ("No strategy is recorded",), "Begin one: upriver strategy add.")
    out = _out(held, "strategy")
    evidence = []
    if strategy.published_on and strategy.published_on <= held.on and in_force(strategy, held.on):
        evidence.append(Evidence(f"{strategy.title} was published on {when(strategy.published_on)}", on=str(strategy.published_on), whole=bool(out),
                                 where="upriver strategy list"))
    if out:
        evidence.append(Evidence(f"It was released through the gate on {when(out[-1].on)}", where="upriver ledger", whole=bool(evidence)))
    lacks = () if out and len(evidence) > 1 else (("It wasn't released through this system's gate" if evidence else "It isn't published"),)
    return Found(tuple(evidence), lacks, "Publish it: upriver publish." if lacks else "")


def under_review(held: Held, takes: tuple[str, ...]) -> Found:
    """The strategy has a day by which it is reviewed, still to come, or a review since."""
    strategy = strategy_of(held)
    if strategy is None or strategy.review_due is None:
        return Found((), ("No day is set by which the strategy is reviewed",), "Set it: upriver strategy set ID --review-due.")
    seen = [each for each in held.plan.of(Review) if each.of == "strategy" and each.which in ("", strategy.id) and each.held_on
            and each.held_on <= held.on]
    to_come = strategy.review_due >= held.on or any(each.held_on and each.held_on >= strategy.review_due for each in seen)
    said = f"{strategy.title} is to be reviewed by {when(strategy.review_due)}" + (f"; {plural(len(seen), 'review')} recorded" if seen else "")
    return Found((Evidence(said, whole=to_come, where="upriver clock"),), () if to_come else ("That day is past and no review is recorded since",),
                 "" if to_come else "Review it and record that: upriver clock review add --of strategy.")


def reviewed_this_year(held: Held, takes: tuple[str, ...]) -> Found:
    """What is named here was reviewed in the last year."""
    rows = [each for each in held.plan.of(Review) if each.of in takes and within_a_year(each.held_on, held.on)]
    if not rows:
        return Found((), (f"No review of {listed(takes, last='or')} in the last year is recorded",), "Record it: upriver clock review add.")
    latest = max(rows, key=lambda each: (each.held_on or held.on, each.id))
    return Found((Evidence(f"The {latest.of} was reviewed on {when(latest.held_on)}: {latest.outcome.replace('_', ' ')}", where="upriver clock review list"),))


def through_the_lock(held: Held, takes: tuple[str, ...]) -> Found:
    """Each public release came through the gate, read by as many people as it needs."""
    out = [each for each in _once(held) if each.audience == "public" and each.state in ("released", "withdrawn")]
    good = [each for each in out if each.votes >= each.needs]
    return shares(out, good, "{n} to the public passed the lock, read by those who must", noun="release", where="upriver ledger",
                  lack="A release was read by too few" if out else "Nothing has been released", do="Publish through the gate: upriver publish, upriver review.")


def safe_to_publish(held: Held, takes: tuple[str, ...]) -> Found:
    """Before release somebody asked what could endanger people, and the strategy went through that gate."""
    out = _out(held, "strategy", "assessment")
    if not out:
        return Found((), ("Nothing has been released, so nobody has been asked what could endanger people",), "Publish through the gate: upriver publish.")
    strategy = any(each.document == "strategy" for each in out)
    said = f"{plural(len({each.id for each in out}), 'release')} passed the gate, where what could endanger people is left out ({plural(held.left_out, 'thing')} so far)"
    return Found((Evidence(said, whole=strategy, where="upriver leave-out"),), () if strategy else ("The strategy itself hasn't passed it",),
                 "" if strategy else "Publish the strategy: upriver publish.")


def easy_words(held: Held, takes: tuple[str, ...]) -> Found:
    """Easy words lie beside the assessment."""
    if not held.easy:
        return Found((), ("Nobody has written easy words",), "Write them, with people who will read them: upriver prose.")
    return Found((Evidence("Easy words lie beside the assessment and are published with it", where="page In easy words"),))


def archived(held: Held, takes: tuple[str, ...]) -> Found:
    """Every release is in the ledger, with what took its place or took it back."""
    if not held.releases:
        return Found((), ("Nothing has been released",), "Publish: upriver publish.")
    return Found((Evidence(f"{plural(len(_once(held)), 'release')} in the ledger, none of which can be changed unseen", where="upriver ledger"),))


def with_context(held: Held, takes: tuple[str, ...]) -> Found:
    """Releases passed the gate where readers look at maps and words for stigma."""
    return together(through_the_lock(held, takes))


RULES = (
    Rule("product", "What Upriver itself keeps to; no evidence about the partnership.", product),
    Rule("clean_feed", "The data set is held, and what looks like an identifier is refused before it is stored.", clean_feed),
    Rule("roles_apart", "Who may open what is bound to the machine's accounts.", roles_apart),
    Rule("log_kept", "The log is whole.", log_kept),
    Rule("released", "The documents named are released to the public.", released),
    Rule("strategy_published", "The strategy that holds is published, through the gate.", strategy_published),
    Rule("under_review", "The strategy has a day of review, still to come or kept.", under_review),
    Rule("reviewed_this_year", "What is named was reviewed in the last year.", reviewed_this_year),
    Rule("through_the_lock", "Each public release was read by as many as it needs.", through_the_lock),
    Rule("safe_to_publish", "The strategy passed the gate where what could endanger people is left out.", safe_to_publish),
    Rule("easy_words", "Easy words lie beside the assessment.", easy_words),
    Rule("archived", "Every release is in the ledger.", archived),
    Rule("with_context", "Releases were read for stigma at the gate.", with_context),
)
