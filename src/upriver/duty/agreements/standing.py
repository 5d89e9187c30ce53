"""How an agreement stands on a day: live, or what it lacks, with the section that says so and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from upriver.duty.gateways import broken, questions
from upriver.words.sharing.agreement import AUDIENCES, NEVER, STATES, Agreement, Clause
from upriver.words.sharing.authority import holds
from upriver.words.sharing.gateway import Facts, Gateway, Question
from upriver.words.text import day, listed, plural

SOON_IN_DAYS = 90
"""How long before its end or review an agreement is spoken of."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason why an agreement isn't live. `state` is one of `STATES`; `section` the law it rests on, if any."""

    state: str
    why: str
    do: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement on a day. `soon` says what ends or falls due within 90 days, "" where nothing does."""

    agreement: str
    state: str
    lacks: tuple[Lack, ...]
    soon: str = ""

    @property
    def live(self) -> bool:
        return self.state == "live"


def flows(agreement: Agreement) -> tuple[Facts, ...]:
    """Every flow from a party that gives to another that receives, for each purpose and audience that is agreed."""
    audiences = [audience for audience in AUDIENCES if audience != "public" or agreement.onward != NEVER]
    fixed = {"information": agreement.information, "contract": agreement.contract, "frequency": agreement.frequency,
             "form": agreement.form}
    if agreement.addresses:
        fixed["addresses"] = agreement.addresses
    return tuple(
        {"discloser": giver.kind, "recipient": taker.kind, **fixed, "purpose": purpose, "audience": audience,
         "detail": agreement.onward if audience == "public" else agreement.detail}
        for giver in agreement.parties if giver.part in ("gives", "both")
        for taker in agreement.parties if taker.part in ("receives", "both") and taker.id != giver.id
        for purpose in agreement.purposes
        for audience in audiences
    )


def standing(agreement: Agreement, gateways: Mapping[str, Gateway], *, on: date) -> Standing:
    """Whether an agreement is live on that day, and all that it lacks if it isn't; the gravest lack comes first."""
    found = sorted(_lacks(agreement, gateways.get(agreement.gateway), on), key=lambda lack: tuple(STATES).index(lack.state))
    return Standing(agreement.id, found[0].state if found else "live", tuple(found), _soon(agreement, on) if not found else "")


def open_questions(agreement: Agreement, gateway: Gateway) -> tuple[Question, ...]:
    """The gateway's questions that apply to this agreement and that nobody has answered with yes."""
    answered = set(agreement.confirmation.questions) if agreement.confirmation else set()
    return tuple(question for question in questions(gateway, flows(agreement)) if question.slug not in answered)


def _lacks(agreement: Agreement, gateway: Gateway | None, on: date) -> Iterator[Lack]:
    if agreement.withdrawn and agreement.withdrawn <= on:
        yield Lack("withdrawn", f"it was withdrawn on {day(agreement.withdrawn.isoformat())}", "Make a new agreement.")
    if gateway is None:
        yield Lack("refused", f"its gateway {agreement.gateway} isn't declared", "Put the gateway's declaration back, or choose another.")
    else:
        limits = dict.fromkeys(limit for facts in flows(agreement) for limit in _keyed(gateway, facts))
        for number in limits:
            limit = gateway.limits[number]
            yield Lack("refused", limit.says, limit.do, limit.section)
        yield from _unconfirmed(agreement, gateway, on)
    signed = {signature.party for signature in agreement.signatures if signature.on <= on}
    missing = [party.name for party in agreement.parties if party.id not in signed]
    if missing:
        yield Lack("unsigned", f"{listed(missing)} {'has' if len(missing) == 1 else 'have'} not signed it",
                   f"Have it signed: upriver agree sign {agreement.id}")
    if on < agreement.starts:
        yield Lack("not_started", f"it starts on {day(agreement.starts.isoformat())}", "Wait until then, or agree on an earlier day.")
    if on > agreement.ends:
        yield Lack("expired", f"it ended on {day(agreement.ends.isoformat())}", "Have it renewed and signed again.")


def _keyed(gateway: Gateway, facts: Facts) -> tuple[int, ...]:
    """Numbers of the limits that stand against a flow: a limit itself holds tables and can't be a key."""
    return tuple(gateway.limits.index(limit) for limit in broken(gateway, facts))


def _unconfirmed(agreement: Agreement, gateway: Gateway, on: date) -> Iterator[Lack]:
    asked = open_questions(agreement, gateway)
    early = agreement.confirmation is not None and agreement.confirmation.on > on
    if early and not asked:
        yield Lack("unconfirmed", "its confirmation is dated later than that day", "Ask again from that day on.")
    if asked:
        text = "" if gateway.verified else f" {gateway.unverified}"
        yield Lack(
            "unconfirmed",
            f"nobody has confirmed yet: {' '.join(question.says for question in asked)}{text}",
            f"Once your legal adviser is content: upriver agree confirm {agreement.id}",
            "; ".join(dict.fromkeys(question.section for question in asked)),
        )


def _soon(agreement: Agreement, on: date) -> str:
    ends, review = (agreement.ends - on).days, (agreement.review - on).days
    if ends <= SOON_IN_DAYS:
        return f"ends in {plural(ends, 'day')}, on {day(agreement.ends.isoformat())}"
    if review < 0:
        return f"its review has been due since {day(agreement.review.isoformat())}"
    if review <= SOON_IN_DAYS:
        return f"its review is due in {plural(review, 'day')}, on {day(agreement.review.isoformat())}"
    return ""


@dataclass(frozen=True, slots=True)
class Review:
    """A release that rests on a clause that is no longer live: nothing of it changes until a person has looked."""

    release: str
    clause: str
    why: str


def for_review(releases: Iterable[tuple[str, Sequence[str]]], clauses: Iterable[Clause], *, on: date) -> tuple[Review, ...]:
    """Releases (id, ids of the clauses it rests on) that rest on a clause which isn't live on that day, in their order."""
    by_id = {clause.id: clause for clause in clauses}
    found = []
    for release, rests_on in releases:
        for id in dict.fromkeys(rests_on):
            clause = by_id.get(id)
            if clause is None:
                found.append(Review(release, id, _since(id, by_id)))
            elif clause.state != "live":
                found.append(Review(release, id, clause.why or STATES[clause.state]))
            elif not in_dates(clause, on):
                found.append(Review(release, id, "it holds for other days"))
    return tuple(found)


def _since(id: str, clauses: Mapping[str, Clause]) -> str:
    """What became of a clause that isn't there any more: newer terms of its agreement, as they stand, or none."""
    slug, _, rest = id.partition("@")
    _, _, use = rest.partition(":")
    newer = [clause for clause in clauses.values() if clause.id.startswith(f"{slug}@")]
    same = next((clause for clause in newer if clause.id.endswith(f":{use}")), None)
    if same is not None and same.state == "live":
        return f"its terms have changed since; see whether what is published still fits {same.id}"
    if same is not None:
        return f"its terms have changed since, and {same.id} doesn't allow it: {same.why or STATES[same.state]}"
    return "its terms have changed since, and that use is no longer among them" if newer else "the agreement is gone"


def in_dates(clause: Clause, on: date) -> bool:
    """Whether a day lies within a clause's dates, both included."""
    return holds(clause.starts, clause.ends, on)


def last_day(agreement: Agreement) -> date:
    """The last day of an agreement: its end, or the day before it was withdrawn."""
    return min(agreement.ends, agreement.withdrawn - timedelta(days=1)) if agreement.withdrawn else agreement.ends
