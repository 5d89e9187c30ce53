"""What the partners of the fictional partnership send, in every way a feed can be met, with truths for tests to find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from upriver.demo.crime import Crimes, make_crimes, plant
from upriver.demo.ground.places import Places, make_places
from upriver.demo.partners import emergencies
from upriver.demo.partners.counted import write_counted
from upriver.demo.partners.emergencies import write_emergencies
from upriver.demo.partners.everyday import UNSAFE_AFTER_DARK, write_everyday
from upriver.demo.partners.harmed import YOUNG_MEN
from upriver.demo.partners.hours import AFTER_SCHOOL_MONTHS, BEYOND_POLICE, PEAK
from upriver.demo.partners.sending import FeedFile
from upriver.demo.people import People, make_people


@dataclass(frozen=True)
class Elsewhere:
    """A feed that is declared to flow already, so that no file is sent: who says so, where it flows, since when."""

    contract: str
    provider: str
    says: str
    since: str


@dataclass(frozen=True)
class FeedTruths:
    """Every file that was written, and what was planted in them. Months are YYYY-MM of 2025.

    `attendances` and `by_knife` are by (site, month); `admissions` by (quarter, district, cause group), before small
    ones were hidden; `unknown_to_police` is the share of attendances that the police extract doesn't know, by key and
    by what the department says. `late` is (contract, sender, month) of the file that came a month after it was due;
    `poor_site` says nothing of the place for `poor_share` of its attendances. `hurt` and `suspected` are crimes by the key of
    a victim and of a suspect; men from 18 to 24 are hurt `young_men` times as often as everybody.
    """

    files: tuple[FeedFile, ...]
    elsewhere: tuple[Elsewhere, ...]
    attendances: dict[tuple[str, str], int]
    by_knife: dict[tuple[str, str], int]
    crimes: dict[str, int]
    knife_crimes: dict[str, int]
    calls: dict[str, int]
    admissions: dict[tuple[str, str, str], int]
    unknown_to_police: float
    ed_knife: float
    late: tuple[str, str, str]
    poor_site: str
    poor_share: float
    unsafe_after_dark: float
    hurt: dict[str, int]
    suspected: dict[str, int]
    young_men: float
    peak: tuple[int, int] = PEAK
    """Weekday (0 is Monday) and hour of the most violence."""
    after_school_months: tuple[int, ...] = AFTER_SCHOOL_MONTHS
    """Months in which most harm of people from 10 to 17 on weekdays is done from 15:00 to 18:00."""
    beyond_police: tuple[str, float] = BEYOND_POLICE
    """The district with so many times the ambulance calls that its police records lead to expect."""


def write_partners(folder: Path, *, seed: int = 2026, scale: int = 1) -> FeedTruths:
    """Write what the partners send, for the same places and crimes as the open files of this seed and scale."""
    places = make_places(scale, np.random.default_rng((seed, 10)))
    people = make_people(places, np.random.default_rng((seed, 11)))
    return write_feeds(folder, places, people, make_crimes(places, people, plant(places, scale), seed, scale), seed)


def write_feeds(folder: Path, places: Places, people: People, crimes: Crimes, seed: int = 2026) -> FeedTruths:
    """Write the partners' files below a folder; the same seed gives the same bytes.

    The police extract holds the same crimes as the open files, area by area and month by month, so that the two can be
    set side by side. An older run's files are replaced, others are left alone.
    """
    sent, planted = write_emergencies(folder, places, people, crimes, seed)
    counted, admissions = write_counted(folder, places, people, seed)
    files = (*sent, *counted, *write_everyday(folder, places, crimes, seed))
    return FeedTruths(
        files=tuple(sorted(files, key=lambda each: (each.contract, each.path.as_posix()))),
        elsewhere=(Elsewhere("drug_alcohol_treatment", "E10009901", "The national monitoring system, by council, each quarter.", "2019-04"),),
        attendances=planted.attendances,
        by_knife=planted.by_knife,
        crimes=planted.crimes,
        knife_crimes=planted.knife_crimes,
        calls=planted.calls,
        admissions=admissions,
        unknown_to_police=emergencies.UNKNOWN_TO_POLICE,
        ed_knife=emergencies.ED_KNIFE,
        late=emergencies.LATE,
        poor_site=emergencies.POOR_SITE,
        poor_share=emergencies.POOR_SHARE,
        unsafe_after_dark=UNSAFE_AFTER_DARK,
        hurt=planted.hurt,
        suspected=planted.suspected,
        young_men=YOUNG_MEN,
    )
