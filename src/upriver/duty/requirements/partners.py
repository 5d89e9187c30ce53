"""Rules about the partnership itself: who is in it, who was consulted and asked, and who came."""

from __future__ import annotations

from upriver.duty.requirements.found import (
    Found,
    Rule,
    actions_of,
    bodies,
    csps,
    priorities_of,
    relevant,
    shares,
    some,
    specified,
    strategy_of,
    together,
    when,
    within_a_year,
)
from upriver.words.registers.asking import Consultation, Consulted, PolicingRequest, Request
from upriver.words.registers.delivery import Funding
from upriver.words.registers.governing import Attendance, Attestation, Meeting, Readiness
from upriver.words.registers.strategy import Contribution, LinkedStrategy
from upriver.words.sharing.authority import RELEVANT, SPECIFIED, Authority
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Evidence
from upriver.words.text import listed, plural

CAME = ("attended", "deputy")
OURS = ("strategy_group", "board")


def working_together(held: Held, takes: tuple[str, ...]) -> Found:
    """Every specified authority came to a meeting of the partnership's own in the last year."""
    meetings = {each.id: each for each in held.plan.of(Meeting) if each.body in OURS and within_a_year(each.held_on, held.on)}
    came = {each.authority for each in held.plan.of(Attendance) if each.meeting in meetings and each.attended in CAME}
    all_of_them = specified(held)
    there = [each for each in all_of_them if each.id in came]
    away = [each.name for each in all_of_them if each.id not in came]
    return shares(all_of_them, there, f"{{n}} came to one of {plural(len(meetings), 'meeting')} of the strategy group or the board in the last year",
                  noun="specified authority", many="specified authorities", where="upriver meeting attendance list",
                  lack=f"No meeting in the last year shows {some(away)}" if away else "The register lists no specified authority",
                  do="Record the last meetings with who came from which authority: upriver meeting attendance add.")


def planned_together(held: Held, takes: tuple[str, ...]) -> Found:
    """Each action has an authority that leads and the function it uses, and each specified authority has said its part."""
    actions = actions_of(held)
    good = [each for each in actions if each.lead and each.function]
    strategy = strategy_of(held)
    parts = {each.authority for each in held.plan.of(Contribution) if strategy and each.strategy == strategy.id and each.functions}
    bound = specified(held)
    silent = [each.name for each in bound if each.id not in parts]
    return together(
        shares(actions, good, "{n} name an authority that leads and the function or power it uses", noun="action",
               where="upriver action list", lack="Actions lack an authority that leads, or the function it uses",
               do="Say for each action who leads and which function it uses: upriver action set ID."),
        shares(bound, [each for each in bound if each.id in parts], "{n} have written which functions they use",
               noun="specified authority", many="specified authorities", where="upriver strategy part list",
               lack=f"Which functions are used isn't written for {some(silent)}" if silent else "The register lists no specified authority",
               do="Have each authority write its part: upriver strategy part add."),
    )


def all_kinds(held: Held, takes: tuple[str, ...]) -> Found:
    """Every district has each of the six kinds of specified authority, and a person confirmed each row."""
    bound, districts = specified(held), held.districts
    if not bound or not districts:
        return Found((), ("The register of authorities is empty, or the partnership's areas aren't settled",), "Fill it in: upriver who --fill.")
    kinds = {each.kind for each in bound}
    proposed = [each.name for each in bound if each.status != "confirmed"]
    lacks = tuple(dict.fromkeys(held.lacking)) + ((f"Nobody has confirmed {some(proposed)}",) if proposed else ())
    lacks += tuple(f"There is no {SPECIFIED[kind]} authority" for kind in SPECIFIED if kind not in kinds)
    said = f"The register lists {plural(len(bound), 'specified authority', 'specified authorities')} for {plural(len(districts), 'district')}"
    return Found((Evidence(said, whole=not lacks, where="upriver who"),), lacks, "Look at what lacks, and confirm the rest: upriver who." if lacks else "")


def relevant_listed(held: Held, takes: tuple[str, ...]) -> Found:
    """The register lists the educational, prison and youth custody authorities, each confirmed by a person."""
    found = relevant(held)
    counts = listed([f"{sum(each.kind == kind for each in found)} {words}" for kind, words in RELEVANT.items()])
    result = shares(found, [each for each in found if each.status == "confirmed"],
                    f"{{n}} in the register are confirmed ({counts})", noun="relevant authority", many="relevant authorities",
                    where="upriver who", lack="Relevant authorities aren't listed, or nobody has confirmed them",
                    do="Fill them in and confirm them: upriver who --fill, then upriver who --confirm.")
    none = [words for kind, words in RELEVANT.items() if not any(each.kind == kind for each in found)]
    if found and none:
        return together(result, Found((), (f"No {listed(none, last='or')} authority is listed; say so if the area has none",),
                                      "Add what is missing: upriver who --to FILE.xlsx, then --from."))
    return result


def _asked(held: Held, of: tuple[Authority, ...], what: str) -> Found:
    strategy = strategy_of(held)
    letters = {each.id: each for each in held.plan.of(Consultation) if strategy and each.strategy == strategy.id}
    asked = {each.authority for each in held.plan.of(Consulted) if each.consultation in letters}
    silent = {each.authority for each in held.plan.of(Consulted) if each.consultation in letters and each.reply == "waiting"}
    never = [each.name for each in of if each.id not in asked]
    quiet = f", {len(silent & {each.id for each in of})} of them still waited for" if silent & {each.id for each in of} else ""
    named = strategy.title if strategy else "a strategy"
    return shares(of, [each for each in of if each.id in asked], f"{{n}} were consulted on {named}{quiet}", noun=f"{what} authority",
                  many=f"{what} authorities", where="upriver consult list",
                  lack=f"Never asked: {some(never)}" if never else f"No {what} authority is in the register",
                  do="Send the letter, then record whom it went to and each reply: upriver consult add.")


def consulted(held: Held, takes: tuple[str, ...]) -> Found:
    """Every educational, prison and youth custody authority was consulted on the strategy."""
    return _asked(held, relevant(held), "relevant")


def requests_answered(held: Held, takes: tuple[str, ...]) -> Found:
    """Each request to a relevant authority has its answer, with the statutory ground where it was declined."""
    strategy = strategy_of(held)
    asked = [each for each in held.plan.of(Request) if not each.strategy or (strategy and each.strategy == strategy.id)]
    late = [each for each in asked if each.answer == "waiting" and each.reply_by and each.reply_by < held.on]
    good = [each for each in asked if each.answer == "accepted" or (each.answer in ("partly", "declined") and each.ground)
            or (each.answer == "waiting" and each not in late and each.reply_by)]
    return shares(asked, good, "{n} are answered, with a ground where one was declined, or still within their time", noun="request",
                  where="upriver request list",
                  lack="A request is past its day, or was declined without a ground" if asked else "No request to a relevant authority is recorded",
                  do="Record what was asked and what was answered: upriver request add.")


def wider_area(held: Held, takes: tuple[str, ...]) -> Found:
    """Where authorities work over a wider area, it is named and every other specified authority of it was consulted."""
    strategy = strategy_of(held)
    name = held.register.pooled or (strategy.wider_area if strategy else "")
    if not name:
        return Found((), ("No wider area is recorded",), "Name it: upriver who --pool.")
    return together(Found((Evidence(f"The authorities work together over {name}", where="upriver who"),)), _asked(held, specified(held), "specified"))


def listed_bodies(held: Held, takes: tuple[str, ...]) -> Found:
    """Bodies of a kind are in the register with what they may see."""
    found = bodies(held, takes)
    named = listed([each.name for each in found], most=4)
    if not found:
        return Found((), ("The register lists none",), "Add them to the register: upriver who --to FILE.xlsx, then --from.")
    unsaid = [each.name for each in found if each.kind == "invited_participant" and not each.rights]
    return Found((Evidence(f"The register lists {named}", whole=not unsaid, where="upriver who"),),
                 (f"What {some(unsaid)} may see isn't said",) if unsaid else ())


def required_attendance(held: Held, takes: tuple[str, ...]) -> Found:
    """Meetings of the last year say who had to attend, and the attendance of each is recorded."""
    meetings = [each for each in held.plan.of(Meeting) if each.required and within_a_year(each.held_on, held.on)]
    came = {(each.meeting, each.authority) for each in held.plan.of(Attendance)}
    good = [each for each in meetings if all((each.id, who) in came for who in each.required)]
    return shares(meetings, good, "{n} of the last year that required attendance have it recorded for each authority", noun="meeting",
                  where="upriver meeting list", lack="Attendance isn't recorded" if meetings else "No meeting of the last year says who had to attend",
                  do="Say who had to attend and who came: upriver meeting add, upriver meeting attendance add.")


def policing_requests(held: Held, takes: tuple[str, ...]) -> Found:
    """Requests of the local policing body under a section are replied to by their day, and what went holds nothing about persons."""
    asked = [each for each in held.plan.of(PolicingRequest) if each.under in takes]
    good = [each for each in asked if _kept(each, held)]
    late = [each for each in asked if not each.replied_on and each.due and each.due < held.on]
    broken = [each for each in asked if each.under == "s17" and each.replied_on and each.holds_people != "no"]
    lacks = ([f"{plural(len(late), 'request')} past its day without a reply"] if late else []) + (
        [f"{plural(len(broken), 'reply', 'replies')} under section 17 where it isn't said that nothing about persons went"] if broken else [])
    return shares(asked, good, "{n} are replied to by their day, or still within it", noun="request", where="upriver request policing list",
                  lack="; ".join(lacks) or ("A reply came late" if asked else "No such request of the policing body is recorded"),
                  do="Record each request, its day and the reply: upriver request policing add.")


def _kept(each: PolicingRequest, held: Held) -> bool:
    lawful = each.under != "s17" or each.holds_people == "no" or not each.replied_on
    if each.due is None:
        return False
    return lawful and (each.replied_on <= each.due if each.replied_on else each.due >= held.on)


def self_assessed(held: Held, takes: tuple[str, ...]) -> Found:
    """Named people attested in the last year how the requirements named stand."""
    said = {each.requirement.lower() for each in held.plan.of(Attestation) if within_a_year(each.attested_on, held.on)}
    good = [each for each in takes if each in said]
    left = [each.upper() for each in takes if each not in said]
    return shares(takes, good, "{n} that this rests on were attested by named people in the last year", noun="requirement",
                  where="upriver duty", lack=f"Nobody attested {some(left)} in the last year", do="Attest them: upriver duty attest add.")


def arrangement(held: Held, takes: tuple[str, ...]) -> Found:
    """The partnership's own arrangement is written down: its areas, and who leads each priority."""
    chosen = priorities_of(held)
    if not held.districts:
        return Found((), ("The partnership's areas aren't settled",), "Settle them: upriver init --areas.")
    return together(
        Found((Evidence(f"The partnership covers {plural(len(held.districts), 'district')} and {plural(len(csps(held)), 'CSP')}",
                        where="upriver who"),)),
        shares(chosen, [each for each in chosen if each.lead], "{n} name the authority that leads", noun="priority", many="priorities",
               where="upriver priority list", lack="Who leads a priority isn't recorded", do="Name who leads: upriver priority set ID."))


def on_boards(held: Held, takes: tuple[str, ...]) -> Found:
    """Actions are followed by bodies that exist already."""
    actions = actions_of(held)
    on = [each for each in actions if each.boards]
    if not on:
        return Found((), ("No action says which other board follows it",), "Say on which boards an action is seen: upriver action set ID.")
    names = sorted({board for each in on for board in each.boards})
    return Found((Evidence(f"{plural(len(on), 'action is', 'actions are')} followed by other boards: {some(names)}", where="upriver action list"),))


def convened(held: Held, takes: tuple[str, ...]) -> Found:
    """The strategy group or board met in the last year, and so somebody convenes it."""
    met = [each for each in held.plan.of(Meeting) if each.body in OURS and within_a_year(each.held_on, held.on)]
    if not met:
        return Found((), ("No meeting of the strategy group or the board is recorded in the last year",), "Record it: upriver meeting add.")
    latest = max(met, key=lambda each: (each.held_on or held.on, each.id))
    return Found((Evidence(f"{plural(len(met), 'meeting')} in the last year, the latest on {when(latest.held_on)}", where="upriver meeting list"),))


def country_bodies(held: Held, takes: tuple[str, ...]) -> Found:
    """The Welsh bodies that the Duty names are in the register; whether Welsh Ministers were consulted is theirs to say."""
    found = all_kinds(held, takes)
    return Found((*found.evidence, *(Evidence("Whether the Welsh Ministers' consent or views were needed is for a person to attest") for _ in found.evidence)),
                 found.lacks, found.do)


def readiness_judged(held: Held, takes: tuple[str, ...]) -> Found:
    """The partnership judged how ready it is in every respect, and has done so more than once."""
    rows = held.plan.of(Readiness)
    days = sorted({each.judged_on for each in rows if each.judged_on and each.judged_on <= held.on})
    if not days:
        return Found((), ("Readiness has never been judged",), "Judge it: upriver duty ready add.")
    latest = {each.respect for each in rows if each.judged_on and within_a_year(each.judged_on, held.on)}
    left = [each for each in takes if each not in latest]
    lacks = ((f"{plural(len(left), 'respect')} not judged in the last year",) if left else ()) + (("It has been judged once only",) if len(days) < 2 else ())
    return Found((Evidence(f"Readiness was judged on {plural(len(days), 'day')}, last on {when(days[-1])}", whole=not lacks, where="upriver duty ready list"),),
                 lacks, "Judge the respects that are left: upriver duty ready add." if lacks else "")


def money_by_priority(held: Held, takes: tuple[str, ...]) -> Found:
    """Every line of money belongs to an action, and through it to a priority, or to the partnership's own running."""
    lines = held.plan.of(Funding)
    serving = {each.id for each in actions_of(held) if each.priority}
    tied = [each for each in lines if not each.action or each.action in serving]
    actions = actions_of(held)
    paid = {each.action for each in lines if each.planned is not None}
    return together(
        shares(lines, tied, "{n} belong to an action of a priority or to running the partnership", noun="line of money",
               many="lines of money", where="upriver action money list", lack="Some money is tied to no priority" if lines else "No money is recorded",
               do="Record the money of each action: upriver action money add."),
        shares(actions, [each for each in actions if each.id in paid], "{n} have money planned", noun="action",
               where="upriver action money list", lack="Actions have no money recorded, which may mean none or not known",
               do="Record the money of each action, in kind too: upriver action money add."))


def safeguarding(held: Held, takes: tuple[str, ...]) -> Found:
    """The safeguarding partnership is tied in: through a board that follows actions, or a strategy that ours is linked with."""
    through = [each for each in actions_of(held) if any("safeguarding" in board.casefold() for board in each.boards)]
    linked = [each for each in held.plan.of(LinkedStrategy) if "safeguarding" in f"{each.title} {each.owner}".casefold()]
    evidence = ([Evidence(f"{plural(len(through), 'action is', 'actions are')} followed by the safeguarding partnership", where="upriver action list")] if through else [])
    evidence += [Evidence(f"The strategy ties in with {each.title}", where="upriver strategy link list") for each in linked]
    if not evidence:
        return Found((), ("Nothing ties in with the safeguarding partnership",), "Name the boards that follow an action, or add a linked strategy.")
    return Found(tuple(evidence))


RULES = (
    Rule("working_together", "Each specified authority came to a meeting of the strategy group or board in the last year.", working_together),
    Rule("planned_together", "Each action has a lead and a function, and each specified authority has written its part.", planned_together),
    Rule("all_kinds", "Each district has all six kinds of specified authority in the register, and a person confirmed them.", all_kinds),
    Rule("relevant_listed", "The register lists educational, prison and youth custody authorities, confirmed.", relevant_listed),
    Rule("consulted", "Every relevant authority in the register was consulted on the strategy.", consulted),
    Rule("requests_answered", "Each request to a relevant authority is answered, with a ground where it was declined.", requests_answered),
    Rule("wider_area", "The wider area is named, and every specified authority in it was consulted.", wider_area),
    Rule("listed_bodies", "The register lists bodies of this kind.", listed_bodies),
    Rule("required_attendance", "Meetings say who had to attend, and who did.", required_attendance),
    Rule("policing_requests", "Each request of the policing body was replied to by its day, lawfully.", policing_requests),
    Rule("self_assessed", "Named people attested in the last year how the requirements stand that this rests on.", self_assessed),
    Rule("arrangement", "The partnership's areas are settled and each priority names who leads.", arrangement),
    Rule("on_boards", "Actions say which existing boards follow them.", on_boards),
    Rule("convened", "The strategy group or the board met in the last year.", convened),
    Rule("country_bodies", "The Welsh bodies that the Duty names are in the register.", country_bodies),
    Rule("readiness_judged", "Readiness was judged in each respect in the last year, and earlier too.", readiness_judged),
    Rule("money_by_priority", "Money is tied to actions, and through them to priorities.", money_by_priority),
    Rule("safeguarding", "A board or a linked strategy ties in the safeguarding partnership.", safeguarding),
)
