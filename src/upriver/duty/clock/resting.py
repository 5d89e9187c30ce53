"""What a day rests on: each rule in a sentence, whether it was read at its source, and whether a statute sets it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from upriver.words.standing.clock import Due


@dataclass(frozen=True, slots=True)
class Rest:
    """One rule that days rest on."""

    says: str
    verified: bool
    statute: bool


RESTS: Mapping[str, Rest] = {
    "under_review": Rest("PCSC Act 2022, section 8: the strategy is kept under review (its later subsections were not read); the day is the strategy's own",
                         False, True),
    "strategy_ends": Rest("The strategy's own last day: a new one has to be there by then (PCSC Act 2022, section 8(3)(c))", True, False),
    "yearly_assessment": Rest("Good practice: the assessment is made again or reviewed each year; no law was read that sets the day", False, False),
    "yearly_definition": Rest("Good practice: the definition is looked at each year; no law was read that sets the day", False, False),
    "csp_assessment": Rest("SI 2007/1830: each CSP's strategic assessment is made yearly (read in a summary alone)", False, True),
    "csp_revision": Rest("SI 2007/1830: each CSP's plan is revised yearly (read in a summary alone)", False, True),
    "csp_plan": Rest("SI 2007/1830: a CSP's plan covers three years (read in a summary alone); the years are those in its title, taken to end on 31 March",
                     False, True),
    "s17a": Rest("SI 2007/1831, regulations 2 to 4: each quarter's set by the end of the next quarter", True, True),
    "istv": Rest("NHS standard ISB 1594: at least monthly", True, True),
    "feed": Rest("The agreement with the provider, and the days its data set gives", True, False),
    "agreement_review": Rest("The agreement's own day of review", True, False),
    "agreement_ends": Rest("The agreement's own last day: nothing may be used under it afterwards", True, False),
    "retention": Rest("The agreement's time for keeping data; UK GDPR (not read at its source)", False, True),
    "annual_report": Rest("Good practice: a report each year; no law was read that asks for it", False, False),
    "s14": Rest("PCSC Act 2022, section 14(6) (read in part); the day is the policing body's", False, True),
    "s17": Rest("PCSC Act 2022, section 17(4) (not read at its source); the day is the policing body's", False, True),
    "policing_other": Rest("The policing body's own day", True, False),
    "asked": Rest("The day by which the partnership asked for an answer", True, False),
    "meeting": Rest("What the meeting decided", True, False),
    "plan": Rest("The partnership's own plan", True, False),
    "money": Rest("The day on which this money ends, as the funder or the partnership wrote it", True, False),
    "attested": Rest("Good practice: an attestation is looked at again after a year", False, False),
    "ready": Rest("Good practice: readiness is judged each year", False, False),
}
"""By name. Closed."""


def due(rest: str, ident: str, what: str, when: date, *, kind: str, whose: str = "", about: str = "", done_on: date | None = None,
        known: bool = True) -> Due:
    """One thing that is due, resting on a rule of the list."""
    rule = RESTS[rest]
    return Due(ident, what, when, rule.says, rule.verified, whose, about, done_on, kind, known, rule.statute)


def years_after(day: date, years: int = 1) -> date:
    """The same day in a later year; the last of February where there is no 29th."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
