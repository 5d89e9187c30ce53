"""Which rows of a police extract belong to a kind of violence, and how they are split for its profile."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from upriver.assess.materials import Laid
from upriver.assess.recorded_counts import taken
from upriver.assess.timing.sources import NOT_POSSESSION, POSSESSION
from upriver.words.declared import Profile
from upriver.words.finding import Selection, selection

CONTRACT = "police_crime_extract"
DIMENSIONS = ("victim_age_band", "victim_sex", "relation", "location_type", "weapon", "suspect_age_band", "suspect_sex", "outcome")
"""What a kind is split by, one at a time."""
BY = ("offence_code", "committed_from", "committed_to", *DIMENSIONS, "domestic_abuse", "knife")
LONGEST = np.timedelta64(6, "h")
"""The longest stretch within which a crime may lie for its hour to be known here."""
NOT_KNOWN = "not known"


def chosen_rows(rows: Laid, profile: Profile) -> np.ndarray:
    """Which rows a profile takes: its offences, one of its flags, the age and the hours that it names, all of them.

    A profile that names no offences is of violence: possession of weapons, which hurts nobody yet, is in none of them.
    """
    kept = np.ones(len(rows.events), dtype=bool)
    columns = rows.columns
    if profile.offences:
        codes = {code: taken(profile.offences, code) for code in set(columns["offence_code"].tolist()) if code}
        kept &= np.array([codes.get(code, False) for code in columns["offence_code"]], dtype=bool)
    else:
        kept &= ~np.isin(columns["offence_code"].astype(str), POSSESSION)
    if profile.flagged:
        flags = [np.isin(columns[name].astype(str), list(values)) for name, values in profile.flagged.items()]
        kept &= np.logical_or.reduce(flags)
    if profile.victim_under is not None:
        kept &= np.array([_under(band, profile.victim_under) for band in columns["victim_age_band"]], dtype=bool)
    if profile.hours is not None:
        kept &= _in_hours(columns["committed_from"], columns["committed_to"], profile.hours)
    return kept


def selected(profile: Profile, *more: tuple[str, str]) -> Selection:
    """The rows of a profile as the lock names them: by one field where one chooses them all, else by the profile itself.

    Of a field that both the profile and `more` name, what `more` says holds: it is a part of the profile's.
    """
    narrowed = profile.victim_under is not None or profile.hours is not None
    if narrowed or len(profile.flagged) + bool(profile.offences) != 1:
        chosen = {"kind": profile.slug}
    else:
        field, values = ("offence_code", profile.offences) if profile.offences else next(iter(profile.flagged.items()))
        chosen = {field: "|".join(sorted(values))}
    return selection(*({**({} if profile.offences else dict(NOT_POSSESSION)), **chosen, **dict(more)}).items())


def _under(band: str | None, age: int) -> bool:
    """Whether a whole band of ages lies under an age: "18-24" does under 25, "16-25" doesn't, "25+" never."""
    found = re.fullmatch(r"([0-9]+)-([0-9]+)", band or "")
    return bool(found) and int(found.group(2)) < age if found else False


def _in_hours(starts: np.ndarray, ends: np.ndarray, hours: tuple[int, int]) -> np.ndarray:
    """Which crimes began within the hours of a day; one whose time isn't known to a few hours did in none."""
    if starts.dtype.kind != "M":
        return np.zeros(len(starts), dtype=bool)
    known = ~np.isnat(starts)
    if ends.dtype.kind == "M":
        with np.errstate(invalid="ignore"):
            known &= np.isnat(ends) | (ends - starts <= LONGEST)
    hour = np.where(known, (starts.astype("datetime64[h]").astype(np.int64)) % 24, -1)
    first, last = hours
    inside = (hour >= first) | (hour < last) if first > last else (hour >= first) & (hour < last)
    return np.asarray(known & inside & (hour >= 0))


def splits(rows: Laid, profile: Profile) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Each dimension with its values and their events, blank told as not known; what the profile fixes is left out."""
    for name in DIMENSIONS:
        if name in profile.flagged and len(profile.flagged) == 1 and len(profile.flagged[name]) == 1:
            continue
        sums: dict[str, int] = {}
        for (value,), (events, _) in rows.by(name).items():
            word = NOT_KNOWN if value in ("", "unknown", NOT_KNOWN) else value
            sums[word] = sums.get(word, 0) + events
        if len(set(sums)) > 1:
            yield name, sorted(sums.items(), key=lambda each: (each[0] == NOT_KNOWN, each[0]))
