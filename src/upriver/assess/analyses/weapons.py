"""How often are knives and other weapons used, by each source that names them?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.materials import Laid
from upriver.assess.timing.shares import Said
from upriver.assess.timing.sources import NOT_POSSESSION, POSSESSION, counted
from upriver.places.forces import force_of
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import Key, RowsSpec, TallySpec
from upriver.words.finding import Estimate, Finding, Selection, Signal, selection
from upriver.words.period import Period, months_period

QUESTION = "how_often_weapons_are_used"
POLICE, ED, AMBULANCE = "police_crime_extract", "ed_assault_attendances", "ambulance_assault_calls"
CRIMES = TallySpec(POLICE, ("offence_code", "knife", "weapon"))
HEALTH = {ED: TallySpec(ED, ("assault_method",)), AMBULANCE: TallySpec(AMBULANCE, ("call_category",))}
KNIFE_TABLE = RowsSpec("knife_crime_force", ("financial_year", "quarter", "force", "offence", "weapon", "weapon_offences", "offences"))
HOMICIDES = RowsSpec("homicide_force", ("financial_year", "force", "homicides"))
PUBLISHED = RowsSpec("assault_admissions", ("financial_year", "area_code", "cause_code", "admissions"))
NEEDS = (CRIMES, *HEALTH.values(), KNIFE_TABLE, HOMICIDES, PUBLISHED)
LEVELS = ("partnership", "ltla", "force")
USED, FLAGS, CARRIED, SEEN, FORCE, DEATHS, BEDS = (
    table_name("weapons", name) for name in ("used", "flags", "possession", "health", "force", "homicide", "admissions"))
KIND_OF = {
    "knife": "knife_or_sharp",
    "other sharp object": "knife_or_sharp",
    "firearm": "firearm",
    "imitation firearm": "firearm",
    "blunt object": "other_weapon",
    "corrosive substance": "other_weapon",
    "vehicle": "other_weapon",
    "other": "other_weapon",
    "body alone": "no_weapon",
    "none": "no_weapon",
    # what emergency departments write
    "glass": "glass_or_bottle",
    "bottle": "glass_or_bottle",
    "corrosive or noxious substance": "other_weapon",
    "animal": "other_weapon",
    "fist": "no_weapon",
    "feet": "no_weapon",
    "head": "no_weapon",
    "other body part": "no_weapon",
    "pushed": "no_weapon",
    "sexual assault": "no_weapon",
    # what ambulance trusts write; a penetrating injury that is neither is told apart
    "stabbing": "knife_or_sharp",
    "shooting": "firearm",
    "other penetrating injury": "other_weapon",
    "assault": "not_said",
}
"""What was used, in the words of every source, as five kinds; what isn't here, or "not known", says nothing."""
KINDS = ("knife_or_sharp", "firearm", "glass_or_bottle", "other_weapon", "no_weapon", "not_said")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Crimes by weapon of those where it is known, the knife flag, possession apart; health sources; open tables by force."""
    crimes = counted(CRIMES, ground, ask)
    if crimes is not None and not crimes[0].hidden.any():
        yield from _police(*crimes, ground, ask)
    for contract, spec in HEALTH.items():
        if (found := counted(spec, ground, ask)) is not None and not found[0].hidden.any():
            yield from _by_kind(_kinds(found[0], spec.by[0]), _said(SEEN, contract, ground.partnership, found[1], ask), f"{contract}_weapon", ())
    yield from _force(ground, ask)
    yield from _homicide(ground, ask)
    yield from _published(ground, ask)


def _said(table: str, contract: str, area: Area, period: Period, ask: Ask) -> Said:
    return Said(QUESTION, table, area, period, contract, ask.definition.name)


def _police(laid: Laid, period: Period, ground: Ground, ask: Ask) -> Iterator[Finding]:
    carrying = np.isin(laid.columns["offence_code"].astype(str), POSSESSION)
    violent, carried = laid.where(~carrying), laid.where(carrying)
    yield _said(CARRIED, POLICE, ground.partnership, period, ask).count(
        "possession_of_weapons", carried.total, selects=(("offence_code", "|".join(POSSESSION)),)
    )
    fine = ask.materials.tallies[CRIMES].detail == "district"
    areas = (ground.partnership, *(ground.levels["ltla"].areas if fine and "ltla" in ground.levels else ()))
    for area in areas:
        mine = violent if area == ground.partnership else violent.where(violent.columns["district"] == area.code)
        flags = {str(name): sum(events for (knife,), (events, _) in mine.by("knife").items() if knife == name) for name in ("yes", "no")}
        said = _said(FLAGS, POLICE, area, period, ask)
        known = flags["yes"] + flags["no"]
        yield from said.share("knife_flag_known", (("knife", "yes"),), (("knife", "no"),), flags["yes"], known,
                              rows=NOT_POSSESSION, field="knife", known=("yes", "no"))
        blank = mine.total - known
        whole = (said.key("knife_flag_known", "count"), said.key("knife_flag_blank", "count"))
        yield said.count("knife_flag_blank", blank, selects=selection(*NOT_POSSESSION, ("knife", "not known")))
        yield said.count("violence_and_robbery", mine.total, adds=whole, selects=NOT_POSSESSION)
        if area == ground.partnership:
            yield from _by_kind(_police_kinds(mine), _said(USED, POLICE, area, period, ask), "weapon", NOT_POSSESSION)


def _police_kinds(laid: Laid) -> dict[str, int]:
    """Crimes by kind of weapon: by the field for the weapon, else by the knife flag alone."""
    found = dict.fromkeys(KINDS, 0)
    for (weapon, knife), (events, _) in laid.by("weapon", "knife").items():
        kind = KIND_OF.get(weapon, "not_said")
        found["knife_or_sharp" if kind == "not_said" and knife == "yes" else kind] += events
    return found


def _kinds(laid: Laid, field: str) -> dict[str, int]:
    found = dict.fromkeys(KINDS, 0)
    for (word,), (events, _) in laid.by(field).items():
        found[KIND_OF.get(word, "not_said")] += events
    return found


def _by_kind(kinds: dict[str, int], said: Said, measure: str, rows: Selection) -> Iterator[Finding]:
    """Events by kind of weapon, and the share of those where the kind is said; those where it isn't stand beside.

    No share is given where fewer than half say: a field that is filled in for knives alone would make every weapon a knife.
    """
    keys = {kind: said.key(measure, "count", (("weapon", kind),)) for kind in KINDS}
    yield said.count(measure, sum(kinds.values()), adds=tuple(keys.values()), selects=rows)
    of = sum(events for kind, events in kinds.items() if kind != "not_said")
    for kind, events in kinds.items():
        yield said.count(measure, events, (("weapon", kind),))
        if kind != "not_said" and events and 2 * of >= sum(kinds.values()):
            yield said.percent(measure, (("of", "said"), ("weapon", kind)), events, of, tuple(keys.values()))
    if of and sum(kinds.values()):
        yield said.percent(measure, (("of", "all"), ("weapon", "said")), of, sum(kinds.values()), tuple(keys.values()))


def _force(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The open table's knife offences of each force and financial year, over all of those offences; whole years only."""
    rows = ask.materials.rows.get(KNIFE_TABLE)
    if rows is None:
        return
    homes = np.array([force_of(str(name)).slug for name in rows["force"]], dtype=object)
    knives = np.array([weapon is None or "firearm" not in str(weapon).casefold() for weapon in rows["weapon"]], dtype=bool)
    for home, area in ground.forces.items():
        for year in sorted(set(rows["financial_year"][homes == home].tolist())):
            mine = (homes == home) & (rows["financial_year"] == year) & knives
            quarters = set(rows["quarter"][mine].astype(float).tolist())
            period = _year(str(year))
            if period is None or period.start > ask.period.end or (quarters != {1.0, 2.0, 3.0, 4.0} and not all(np.isnan(list(quarters)))):
                continue
            used, every = rows["weapon_offences"][mine].astype(float), rows["offences"][mine].astype(float)
            if np.isnan(used).any():
                continue
            said = _said(FORCE, "knife_crime_force", area, period, ask)
            yield said.count("knife_offences", int(used.sum()))
            if not np.isnan(every).any() and every.sum() >= used.sum() > 0:
                key = said.key("selected_offences", "count")
                yield said.count("selected_offences", int(every.sum()))
                yield said.percent("knife_offences", (("of", "selected_offences"),), int(used.sum()), int(every.sum()), (key,))


def _homicide(ground: Ground, ask: Ask) -> Iterator[Finding]:
    rows = ask.materials.rows.get(HOMICIDES)
    if rows is None:
        return
    for home, area in ground.forces.items():
        for at, force in enumerate(rows["force"].tolist()):
            period, number = _year(str(rows["financial_year"][at])), float(rows["homicides"][at])
            if force_of(str(force)).slug == home and period is not None and period.start <= ask.period.end and np.isfinite(number):
                yield _said(DEATHS, "homicide_force", area, period, ask).count("homicides", int(number))


def _published(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Published admissions for sharp objects (X99) and all assault, for the districts whose every number of a year is shown."""
    rows = ask.materials.rows.get(PUBLISHED)
    if rows is None or "ltla" not in ground.levels:
        return
    for area in ground.levels["ltla"].areas:
        here = rows["area_code"] == area.code
        for year in sorted(set(rows["financial_year"][here].tolist())):
            period = _year(str(year))
            if period is None or period.start > ask.period.end:
                continue
            for cause, measure in (("X99", "sharp_object"), ("X85-Y09", "assault")):
                numbers = rows["admissions"][here & (rows["financial_year"] == year) & (rows["cause_code"] == cause)].astype(float)
                if not len(numbers):
                    continue
                key = Key(BEDS, area, period, f"admissions_{measure}", "count")
                gone = bool(np.isnan(numbers).any())
                events = None if gone else int(numbers.sum())
                estimate = Estimate(events, events=events, flags=("hidden_at_source",) * gone)
                yield Finding(QUESTION, key, estimate, ("assault_admissions",), ask.definition.name, "published")


def _year(words: str) -> Period | None:
    """`2024-25` as April 2024 to March 2025."""
    return months_period(f"{words[:4]}-04", f"{int(words[:4]) + 1}-03") if words[:4].isdigit() and len(words) == 7 else None
