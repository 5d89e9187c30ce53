"""Rules about data: agreements and what they rest on, what is held and whether it comes in time, and how long it is kept."""

from __future__ import annotations

from upriver.duty.requirements.found import Found, Rule, live, shares, some, together
from upriver.words.registers.governing import Review
from upriver.words.sharing.agreement import Agreement
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Evidence
from upriver.words.text import plural

NO_AGREEMENT = "No live agreement is recorded"
RECORD_ONE = "Record an agreement: upriver agree FILE.toml."
FINE = ("record", "small_area")


def flows_recorded(held: Held, takes: tuple[str, ...]) -> Found:
    """Each live agreement says who gives, who receives, and for which purpose."""
    found = live(held)
    good = [each for each in found if each.purposes and {party.part for party in each.parties} & {"gives", "both"}
            and {party.part for party in each.parties} & {"receives", "both"}]
    return shares(found, good, "{n} say who gives, who receives and for which purpose", noun="live agreement", where="upriver agree",
                  lack=NO_AGREEMENT if not found else "An agreement doesn't say who gives or receives", do=RECORD_ONE)


def within_section_16(held: Held, takes: tuple[str, ...]) -> Found:
    """Live agreements under section 16 were each held against its limits; what breaks one never becomes live."""
    found = live(held)
    ours = [each for each in found if each.gateway == "pcsc_s16"]
    confirmed = [each for each in found if each.confirmation is not None]
    if not found:
        return Found((), (NO_AGREEMENT,), RECORD_ONE)
    said = (f"{len(ours)} of {plural(len(found), 'live agreement')} rest on section 16; each was held against its limits"
            if ours else f"None of {plural(len(found), 'live agreement')} rests on section 16; each rests on another gateway and was held against its limits")
    return Found((Evidence(f"{said}, {len(confirmed)} with a named confirmation", where="upriver agree"),))


def bases_recorded(held: Held, takes: tuple[str, ...]) -> Found:
    """Each party of each live agreement says who controls, and on which basis of the data-protection law."""
    found = live(held)
    good = [each for each in found if all(party.controller and (party.regime == "no_personal_data" or party.article_6 or party.part_3)
                                          for party in each.parties)]
    return shares(found, good, "{n} name the controllers and each party's basis", noun="live agreement", where="upriver agree --paper ropa",
                  lack=NO_AGREEMENT if not found else "Some agreements name no basis for a party; those without personal data say so instead",
                  do=RECORD_ONE)


def dpias(held: Held, takes: tuple[str, ...]) -> Found:
    """Each live agreement refers to its impact assessment, or says why none is needed."""
    found = live(held)
    return shares(found, [each for each in found if each.dpia.strip()], "{n} refer to an impact assessment or say why none is needed",
                  noun="live agreement", where="upriver agree --paper dpia ID",
                  lack=NO_AGREEMENT if not found else "Some agreements refer to none", do="Make the impact assessment: upriver agree --paper dpia ID.")


def agreements_live(held: Held, takes: tuple[str, ...]) -> Found:
    """Each data set that is held and isn't open has a live agreement, and those are reviewed by the day they name."""
    closed = [each for each in held.feeds if not each.open]
    covered = {each.contract for each in live(held)}
    good = [each for each in closed if each.contract in covered]
    left = [each.title for each in closed if each.contract not in covered]
    return together(
        shares(closed, good, "{n} have a live agreement", noun="data set held that isn't open", many="data sets held that aren't open",
               where="upriver agree", lack=f"No live agreement for {some(left)}" if left else "No data under an agreement is held", do=RECORD_ONE),
        _reviews_done(held))


def _reviews_done(held: Held) -> Found:
    """Each agreement is reviewed by the day it names, or that day is still to come."""
    found = live(held)
    seen = {each.which: each.held_on for each in held.plan.of(Review) if each.of == "agreement" and each.held_on}
    good = [each for each in found if each.review >= held.on or (seen.get(each.id) or each.starts) >= each.review]
    return shares(found, good, "{n} are reviewed, or their review is still to come", noun="live agreement", where="upriver clock",
                  lack=NO_AGREEMENT if not found else "A review is past its day", do="Review it and record that: upriver clock review add --of agreement.")


def _have(held: Held, contract: str) -> bool:
    return held.feed(contract) is not None or contract in held.elsewhere


def feeds_held(held: Held, takes: tuple[str, ...]) -> Found:
    """The data sets named are held, or were declared to flow between partners already."""
    good = [each for each in takes if _have(held, each)]
    names = {each.contract: each.title for each in held.feeds}
    left = [each.replace("_", " ") for each in takes if each not in good]
    said = some([names.get(each, each.replace("_", " ")) for each in good])
    return shares(takes, good, f"{{n}} are held or flow already: {said}", noun="data set", where="upriver status",
                  lack=f"Not held: {some(left)}", do="Ask who holds it, with the specification: upriver spec NAME.")


def feeds_in_time(held: Held, takes: tuple[str, ...]) -> Found:
    """Over the last year each period of the data sets named came by the day it was due."""
    past = [each for each in held.dues if (not takes or each.contract in takes) and each.due_on < held.on and (held.on - each.due_on).days <= 366]
    late = [each for each in past if each.state == "late"]
    missing = [each for each in past if each.state == "missing"]
    whose = some(list(dict.fromkeys(f"{each.title} from {each.provider}" for each in (*missing, *late))))
    return shares(past, [each for each in past if each.state == "met"], "{n} due in the last year came by their day", noun="delivery", many="deliveries",
                  where="upriver clock", lack=f"{len(missing)} missing and {len(late)} late: {whose}" if past else "Nothing was due in the last year",
                  do="Chase what is missing: upriver clock names each one and its day.")


def complete_enough(held: Held, takes: tuple[str, ...]) -> Found:
    """What was sent was signed for by a named officer, so that its quality has an owner."""
    closed = [each for each in held.feeds if not each.open]
    return shares(closed, [each for each in closed if each.signed == each.parts], "{n} came signed for by a named officer every time", noun="data set",
                  where="upriver scorecard", lack="Some data sets came unsigned" if closed else "No data under an agreement is held",
                  do="Have the provider's officer sign: upriver sign-off.")


def aggregate_first(held: Held, takes: tuple[str, ...]) -> Found:
    """Live agreements let the partnership use counts; whoever uses rows says so, and nothing finer than agreed leaves."""
    found = live(held)
    counts = [each for each in found if each.detail not in FINE[:1]]
    if not found:
        return Found((), (NO_AGREEMENT,), RECORD_ONE)
    return Found((Evidence(f"{len(counts)} of {plural(len(found), 'live agreement')} allow counts alone; the others allow rows for counting and no finer use",
                           where="upriver can-i"),))


def flows_elsewhere(held: Held, takes: tuple[str, ...]) -> Found:
    """At least one data set was declared to flow between partners already."""
    if not held.elsewhere:
        return Found((), ("No flow that exists already between partners is recorded",), "Ask each provider, and record it: upriver submit --elsewhere.")
    return Found(tuple(Evidence(f"{slug.replace('_', ' ').capitalize()} flows already: {whom}", where="upriver status") for slug, whom in held.elsewhere.items()))


def sources_known(held: Held, takes: tuple[str, ...]) -> Found:
    """Each data set that is held came under a contract that says its owner, period, places, caveats and rule."""
    if not held.feeds:
        return Found((), ("Nothing is held",), "Take data in: upriver take-in.")
    return Found((Evidence(f"{plural(len(held.feeds), 'data set')} held, each under a contract that says owner, period, places, caveats and rule",
                           where="page Data sources"),))


def open_data(held: Held, takes: tuple[str, ...]) -> Found:
    """Open data are held, so that an assessment can be made before any agreement."""
    found = [each for each in held.feeds if each.open]
    if not found:
        return Found((), ("No open data are held",), "Fetch them: upriver fetch.")
    return Found((Evidence(f"{plural(len(found), 'open data set')} held", where="upriver status"),))


def retention(held: Held, takes: tuple[str, ...]) -> Found:
    """Each live agreement says how long data may be kept, and nothing is kept longer."""
    found = live(held)
    result = shares(found, [each for each in found if each.retention_months > 0], "{n} say how long data may be kept", noun="live agreement",
                    where="upriver retention", lack=NO_AGREEMENT, do=RECORD_ONE)
    if found and held.past_retention:
        return together(result, Found((), (f"{plural(held.past_retention, 'part')} kept longer than agreed",), "Delete them: upriver retention."))
    return result


def _health(each: Agreement) -> bool:
    return any(party.kind == "health" and party.part in ("gives", "both") for party in each.parties)


def opt_out(held: Held, takes: tuple[str, ...]) -> Found:
    """Each live agreement with a health body says what is done about the national data opt-out and confidence, and why."""
    found = [each for each in live(held) if _health(each)]
    good = [each for each in found if all(party.opt_out and party.confidence for party in each.parties if party.kind == "health")]
    return shares(found, good, "{n} with a health body say what is done about the opt-out and confidence", noun="live agreement",
                  where="upriver agree", lack="No live agreement with a health body is recorded" if not found else "An agreement doesn't say",
                  do=RECORD_ONE)


RULES = (
    Rule("flows_recorded", "Each live agreement says who gives, who receives and why.", flows_recorded),
    Rule("within_section_16", "Each live agreement was held against the limits of its gateway.", within_section_16),
    Rule("bases_recorded", "Each party of each live agreement names its controller and basis.", bases_recorded),
    Rule("dpias", "Each live agreement refers to its impact assessment.", dpias),
    Rule("agreements_live", "Each data set held that isn't open has a live agreement, reviewed by the day it names.", agreements_live),
    Rule("feeds_held", "The data sets named are held, or flow between partners already.", feeds_held),
    Rule("feeds_in_time", "What was due in the last year came by its day.", feeds_in_time),
    Rule("complete_enough", "What was sent was signed for by a named officer.", complete_enough),
    Rule("aggregate_first", "Live agreements keep to counts, unless they say rows.", aggregate_first),
    Rule("flows_elsewhere", "Flows that exist already between partners are recorded.", flows_elsewhere),
    Rule("sources_known", "Each data set came under a contract that describes it.", sources_known),
    Rule("open_data", "Open data are held.", open_data),
    Rule("retention", "Agreements say how long data are kept, and nothing is kept longer.", retention),
    Rule("opt_out", "Agreements with health bodies say what is done about the opt-out.", opt_out),
)
