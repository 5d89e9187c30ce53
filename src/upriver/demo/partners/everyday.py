"""The other feeds of the fictional partnership: incidents, councils, schools, surveys, voices, services and money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np

from upriver.demo.crime import ANTI_SOCIAL, Crimes
from upriver.demo.ground.places import Places
from upriver.demo.names import DISTRICTS, ICB, POLICE_AREA
from upriver.demo.partners.sending import MONTHS, QUARTERS, Dice, FeedFile, days_after, moment
from upriver.demo.tables import Cell, write_csv

UNSAFE_AFTER_DARK = 0.36
"""The share of answers, weights aside, that feel a bit or very unsafe after dark."""
_SAFE = {"very safe": 24, "fairly safe": 38, "a bit unsafe": 26, "very unsafe": 10, "don't know": 2}
_AGES = {"16-24": 12, "25-34": 17, "35-44": 18, "45-64": 32, "65+": 21}
_ETHNIC = {"White": 88, "Asian": 5, "Black": 2, "Mixed": 2, "Other": 1, "not stated": 2}
_THEMES = {"safety in public": 24, "support that is missing": 17, "drugs and exploitation": 13, "police and trust": 12,
           "support that helps": 11, "weapons": 8, "safety at school": 7, "online harm": 5, "racism and fairness": 3}
_SERVICES = (
    ("Tideway Youth Trust", "Steady mentors", "mentoring", "children at risk of exclusion", "10-17", 0, 84000, 90, "professionals", "monitoring"),
    ("Tideway Youth Trust", "Evening sports", "sports", "anyone aged 11 to 18", "10-17", 0, 31000, 400, "anyone can come", "none"),
    ("Norsea General Hospital", "Navigators in the emergency department", "hospital navigators", "people hurt by violence", "", 0, 120000,
     260, "professionals", "before and after"),
    ("Eastmarch County Council", "Family support", "family support", "families of children in need", "", 1, 210000, 150, "professionals",
     "monitoring"),
    ("Harbour Light", "Advice for people who were harmed", "trauma support", "people harmed by violence", "", -1, 95000, 520,
     "self and family", "monitoring"),
    ("Norsea Police", "Street teams", "policing of places", "small areas with most robbery", "", 0, 160000, 0, "other", "comparison group"),
    ("Norsea City Council", "Pubs and clubs night watch", "street outreach", "people out at night", "18-24", 0, 26000, 900, "anyone can come",
     "none"),
    ("Doggerland Training", "Back to work", "education and work", "people on probation under 25", "18-24", -1, 72000, 60, "police or courts",
     "monitoring"),
)
_LEVELS_OF = {"sports": "everyone", "street outreach": "everyone", "hospital navigators": "those involved", "trauma support": "those involved",
              "policing of places": "those involved", "education and work": "those involved"}
"""Which level of prevention an approach is; the others are for those at risk."""
WITHOUT_SERVICES = ("E07009902", "E07009903")
"""Districts with no service of their own in the register."""
_SPEND = (("intervention", 118000), ("analysis and data", 21000), ("coordination", 33000), ("evaluation", 9000), ("community grants", 24000))

Rows = Sequence[Sequence[Cell]]


def write_everyday(folder: Path, places: Places, crimes: Crimes, seed: int) -> list[FeedFile]:
    """One file for each feed and period, all as records."""
    dice = Dice(np.random.default_rng((seed, 23)))
    files = []
    for slug, provider, path, period, days, (header, rows) in _all(places, crimes, dice):
        where = folder / path
        write_csv(where, header, rows)
        files.append(FeedFile(where, slug, "records", provider, period, days_after(period[1], days)))
    return files


_Written = tuple[Sequence[str], Rows]
_Sent = tuple[str, str, str, tuple[str, str], int, _Written]


def _all(places: Places, crimes: Crimes, dice: Dice) -> Iterator[_Sent]:
    for at, (quarter, first, last) in enumerate(QUARTERS):
        period, months = (first, last), MONTHS[at * 3 : at * 3 + 3]
        named = quarter.replace(" ", "_").lower()
        yield "police_incidents", POLICE_AREA[0], f"police/incidents_{named}.csv", period, 80, _incidents(places, crimes, months, dice)
        yield "s17a_hospital_returns", ICB[0], f"health/s17a_{named}.csv", period, 85, _s17a(months, dice)
        yield "council_asb_licensing", "E06009901", f"councils/asb_{named}.csv", period, 75, _reports(places, crimes, months, dice)
        yield "community_insight", "harbour-light", f"voices/insight_{named}.csv", period, 30, _insight(months, dice)
        yield "provision_interventions", "E10009901", f"services/provision_{named}.csv", period, 40, _provision(quarter, dice)
        yield "spend", "LPB-E23009901", f"services/spend_{named}.csv", period, 35, _spend(quarter, dice)
    for last, terms in (("2024-12", ("Autumn term",)), ("2025-04", ("Autumn term", "Spring term"))):
        path = f"schools/school_year_to_{last}.csv"
        yield "education_suspensions_absence", "E10009901", path, ("2024-09", last), 55, _terms(terms, dice)
    yield "community_safety_survey", "E06009901", "voices/residents_2025.csv", ("2025-05", "2025-06"), 70, _residents(dice)
    yield "school_survey", "trust-9001", "voices/pupils_2025.csv", ("2025-03", "2025-03"), 60, _pupils(dice)


def _incidents(places: Places, crimes: Crimes, months: Sequence[str], dice: Dice) -> _Written:
    rows = []
    kinds = {"anti-social behaviour": 62, "public safety and welfare": 22, "transport": 10, "violence reported, no crime recorded": 6}
    district = places.lsoa21.within(places.lad)
    for month in months:
        many = int(dice.rng.poisson(420))
        areas = dice.area(places.lsoa21.codes, crimes.rate[:, ANTI_SOCIAL], many)
        happened, kind, drunk = dice.times(month, many), dice.pick(kinds, many), dice.pick({"yes": 20, "no": 55, "not known": 25}, many)
        rows += [[f"INC-{month}-{at:04d}", moment(happened[at]), kind[at], places.lsoa21.codes[area], places.lad.codes[district[area]], drunk[at]]
                 for at, area in enumerate(areas)]
    return ("Incident Number", "Incident Date Time", "Incident Category", "LSOA21CD", "District", "Alcohol Flag"), rows


def _s17a(months: Sequence[str], dice: Dice) -> _Written:
    kinds = {"assault X85-Y09": 48, "psychoactive substances F10-F19": 210, "toxic effect of alcohol T51": 14,
             "evidence of alcohol Y90-Y91": 60, "domestic abuse": 9}
    rows = [[at.date().isoformat(), kind, f"ZZ{dice.rng.integers(1, 10)}"]
            for month in months for many in (int(dice.rng.poisson(80)),)
            for at, kind in zip(dice.times(month, many), dice.pick(kinds, many), strict=True)]
    return ("Admission Date", "S17A category", "Outward postcode"), _with_blanks(rows, 2, 0.04, dice)


def _with_blanks(rows: Sequence[list[str]], column: int, share: float, dice: Dice) -> Rows:
    """The same rows with a share of one column left empty."""
    for row in rows:
        if dice.rng.random() < share:
            row[column] = ""
    return rows


def _reports(places: Places, crimes: Crimes, months: Sequence[str], dice: Dice) -> _Written:
    kinds = {"noise": 40, "anti-social behaviour": 30, "street drinking": 9, "drug use or dealing": 8, "damage or environmental crime": 8,
             "hate or racial incident": 2, "licence review": 1.5, "licence breach": 1.5}
    rows = []
    for month in months:
        many = int(dice.rng.poisson(150))
        areas = dice.area(places.lsoa21.codes, crimes.rate[:, ANTI_SOCIAL], many)
        columns = zip(dice.times(month, many), dice.pick(kinds, many), areas, dice.pick({"pub or bar": 6, "nightclub": 2, "late food": 2}, many),
                      dice.pick({"none": 30, "advice or warning": 40, "notice or order": 10, "passed on": 20}, many), strict=True)
        rows += [[f"ASB-{month}-{at:04d}", when.date().isoformat(), kind, places.lsoa21.codes[area],
                  premises if kind.startswith("licence") else "", done] for at, (when, kind, area, premises, done) in enumerate(columns)]
    return ("Case ref", "Date reported", "Case type", "LSOA21CD", "Premises type", "Action taken"), rows


def _insight(months: Sequence[str], dice: Dice) -> _Written:
    who = {"children": 40, "young adults": 20, "parents and carers": 20, "residents": 20}
    rows = [[month, theme, "yes", setting, whose, "" if dice.rng.random() < 0.4 else "noted in the session", done]
            for month in months
            for theme, setting, whose, done in zip(dice.pick(_THEMES, 45), dice.pick({"youth group": 5, "school": 3, "community meeting": 2}, 45),
                                                   dice.pick(who, 45), dice.pick({"yes": 3, "not yet": 6, "no": 1}, 45), strict=True)]
    return ("Month heard", "Theme", "Consent", "Setting", "Voice of", "What was said", "Answered"), rows


def _provision(quarter: str, dice: Dice) -> _Written:
    rows = []
    for provider, name, approach, cohort, ages, at, money, places_a_year, route, evaluated in _SERVICES:
        reached = int(dice.rng.poisson(places_a_year / 4.5)) if places_a_year else ""
        level = _LEVELS_OF.get(approach, "those at risk")
        rows.append((quarter, provider, name, approach, level, cohort, ages, DISTRICTS[at].code if at >= 0 else "", "2024-04-01", "2026-03-31",
                     "Duty grant" if money < 100000 else "Council and health", money, places_a_year, reached, route, evaluated))
    return ("Reporting quarter", "Provider", "Intervention", "Approach", "Level of prevention", "Target group", "Age band", "District code", "Start date",
            "End date", "Funder", "Annual funding", "Capacity", "People reached", "Referral route", "Evaluation"), rows


def _spend(quarter: str, dice: Dice) -> _Written:
    rows = [(quarter, "Police and Crime Commissioner for Norsea", "Duty grant", kind, planned, round(planned * dice.rng.uniform(0.8, 1.02), 2))
            for kind, planned in _SPEND]
    return ("Quarter", "Organisation", "Grant", "Spend type", "Planned spend", "Actual spend"), rows


def _terms(terms: Sequence[str], dice: Dice) -> _Written:
    """The school year so far, term by term and phase by phase."""
    phases = (("Primary", 61000, 4, 400, 0.055), ("Secondary", 42000, 33, 3100, 0.091))
    rows = []
    for term, (phase, pupils, excluded, suspended, missed) in product(terms, phases):
        sessions = pupils * 68
        rows.append(("202425", term, "Local authority", "E10009901", "Eastmarch", phase, pupils, int(dice.rng.poisson(excluded)),
                     int(dice.rng.poisson(suspended)), int(suspended * 0.46), sessions, int(sessions * missed), int(pupils * missed * 2.4)))
    return ("time_period", "time_identifier", "geographic_level", "new_la_code", "la_name", "school_type", "headcount", "perm_excl",
            "suspension", "one_plus_susp", "sess_possible", "sess_overall", "enrolments_pa_10_exact"), rows


def _residents(dice: Dice) -> _Written:
    many = 900
    harmed = dice.pick({"no": 91, "yes": 7, "no answer": 2}, many)
    told = dice.pick({"nobody": 46, "family or friends": 24, "police": 24, "a service": 6}, many)
    where = dice.pick({district.code: 1 for district in DISTRICTS}, many)
    columns = zip(dice.times("2025-05", many), dice.rng.gamma(9, 1 / 9, many), dice.pick(_SAFE, many), harmed, told, where,
                  dice.pick(_AGES, many), dice.pick({"female": 53, "male": 46, "other": 1}, many), dice.pick(_ETHNIC, many), strict=True)
    rows = [("Norsea and Eastmarch residents 2025", when.date().isoformat(), f"{weight:.3f}", safe, hurt, whom if hurt == "yes" else "",
             code, age, sex, ethnic) for when, weight, safe, hurt, whom, code, age, sex, ethnic in columns]
    return ("Survey", "Interview date", "Weight", "Feels safe after dark", "Victim of violence", "Told", "District code", "Age band", "Sex",
            "Ethnicity"), rows


def _pupils(dice: Dice) -> _Written:
    many = 800
    columns = zip(dice.rng.gamma(16, 1 / 16, many), dice.rng.integers(7, 12, many),
                  dice.pick({"very safe": 31, "fairly safe": 45, "a bit unsafe": 16, "very unsafe": 6, "no answer": 2}, many),
                  dice.pick({"no": 74, "yes": 12, "don't know": 9, "no answer": 5}, many),
                  dice.pick({"yes": 71, "no": 15, "don't know": 14}, many), dice.pick({each.code: 1 for each in DISTRICTS[:2]}, many), strict=True)
    rows = [("Tideway pupils 2025", "2025-03-10", f"{weight:.3f}", int(year), safe, knife, trusted, code)
            for weight, year, safe, knife, trusted, code in columns]
    return ("Survey", "Survey date", "Weight", "Year group", "Feels safe at school", "Knows someone who carries a knife",
            "Has a trusted adult", "District code"), rows
