"""What else can be said of a priority in a CSP's own districts: health, weapons, nights, children and what people answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from upriver.report.plans.csp.ground import Ground
from upriver.report.plans.csp.saying import Said, beside, districts, said_hidden, when_words, with_limits
from upriver.report.story import Names, Story
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.text import listed, sentence

AGREED = "shared under agreement"
OHID = "Office for Health Improvement and Disparities, Fingertips; Open Government Licence v3.0"
KNIFE = ("knife", "possession_of_weapons", "homicide")
YOUTH = ("serious_youth_violence", "first_time_entrants", "children", "permanent_exclusions", "suspensions")
NIGHT = ("night_time_economy",)
ANY = ("violence_and_sexual_offences", "admissions_for_violence", "violence_admissions", "ambulance_assault_calls", "ed_assault_attendances")


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of districts, told where a priority rests on one of its `topics` or on its own table and measure.

    `says` begins the sentence that the numbers end. `over` is the level it is set beside, "" for none.
    """

    table: str
    measure: str
    unit: str
    says: str
    source: str
    topics: tuple[str, ...] = ()
    split: Names = ()
    after: str = ""
    over: str = "partnership"


SURVEY = "assessment/affected/answers"
EXTRACT, SCHOOL, RESIDENTS = (f"{name}, {AGREED}" for name in ("Police crime extract", "School survey", "Community safety survey"))
STATEMENTS = (
    Statement("assessment/weapons/flags", "knife_flag_known", "percent", "Violence and robbery with a knife, of all for which police recorded it",
              EXTRACT, KNIFE, (("knife", "yes"),), "%"),
    Statement("assessment/times/nights_out", "police_crime_extract_nights", "percent",
              "Recorded violence and robbery that fell on a Friday or Saturday night, 18:00 to 06:00 (14.3% if it came evenly through the week)",
              EXTRACT, NIGHT, (("when", "nights_out"),), "%"),
    Statement("assessment/health/admissions", "admissions_for_violence", "standardised_per_100000",
              "Emergency admissions to hospital for violence, per 100,000 residents, age-standardised", OHID, ANY, over="country"),
    Statement("assessment/health/by_district", "ambulance_calls", "count",
              "Ambulance calls to assaults, of which many are in police records too", f"Ambulance service, {AGREED}",
              ("ambulance_assault_calls", *NIGHT), over=""),
    Statement("assessment/risk_and_protective/values", "first_time_entrants", "published",
              "Children entering the youth justice system for the first time, per 100,000 aged 10 to 17", OHID, YOUTH, over="country"),
    Statement(SURVEY, "feels_safe_at_school", "percent", "Pupils who feel unsafe at school, of those who answered", SCHOOL,
              (*YOUTH, "trusted_adult"), (("answer", "unsafe"),), "%"),
    Statement(SURVEY, "knows_someone_with_a_knife", "percent", "Pupils who know of someone of their age who carries a knife, of those who answered",
              SCHOOL, KNIFE, (("answer", "yes"),), "%"),
    Statement(SURVEY, "feels_safe_after_dark", "percent", "Residents who feel unsafe walking alone near home after dark, of those who answered",
              RESIDENTS, NIGHT, (("answer", "unsafe"),), "%"),
    Statement(SURVEY, "was_harmed", "percent", "Residents who were harmed in the year before, of those who answered", RESIDENTS,
              (), (("answer", "yes"),), "%"),
)


def statements(ground: Ground, topics: Sequence[str], cited: Sequence[tuple[str, str]]) -> Iterator[Said]:
    """What can be said of a priority: `topics` are measures it rests on, `cited` the (table, measure) pairs of its findings."""
    for each in STATEMENTS:
        if (set(each.topics) & set(topics) or (each.table, each.measure) in cited) and (said := said_of(ground, each)):
            yield said


def said_of(ground: Ground, each: Statement) -> Said | None:
    """One statement of the CSP's districts at their latest; None where none of them has such a figure."""
    story = ground.story
    if story is None:
        return None
    told: list[tuple[Area, Cell]] = []
    hidden: list[str] = []
    for area in districts(ground):
        cell = latest(story, each, area)
        if cell is not None and "c" in cell.marker:
            hidden.append(area.name)
        elif cell is not None and cell.value is not None:
            told.append((area, cell))
    none = [area.name for area in districts(ground) if area.name not in hidden and area not in {each for each, _ in told}]
    if not told:
        return Said(f"{each.says}: {said_hidden(hidden)}", (), each.source) if hidden else None
    whole = _over(story, each, told[0][1])
    parts = listed([f"{with_limits(cell, each.after)} in {area.name}" for area, cell in told])
    text = f"{each.says}, {when_words(told[0][1].key.period)}: {parts}"
    cells = [cell for _, cell in told]
    if whole is not None and whole.value is not None:
        text += f"; {with_limits(whole, each.after)} {'in England' if each.over == 'country' else 'across the partnership'}"
        cells.append(whole)
    clear = [f"{area.name} is {side.split()[0]}" for area, cell in told if (side := beside(cell, whole)) in ("higher than", "lower than")]
    text += f". {sentence(listed(clear))} by more than chance." if clear else "."
    lacks = f"There is no figure for {listed(none)}." if none else ""
    return Said(" ".join(filter(None, (text, said_hidden(hidden), lacks))), tuple(cells), each.source)


def latest(story: Story, each: Statement, area: Area) -> Cell | None:
    """The latest cell of the statement for an area, one with a number or a mark."""
    found = [cell for cell in story.cells_of(each.table, each.measure, unit=each.unit, area=area) if _same(cell, each.split)]
    return max(found, key=lambda cell: cell.key.period, default=None)


def _same(cell: Cell, split: Names) -> bool:
    return tuple(sorted(cell.key.breakdown)) == tuple(sorted(split))


def _over(story: Story, each: Statement, cell: Cell) -> Cell | None:
    """The same figure for the larger area, over the same stretch of time."""
    if not each.over:
        return None
    cells = story.cells_of(each.table, each.measure, unit=each.unit, level=each.over)
    return next((other for other in cells if _same(other, each.split) and other.key.period == cell.key.period), None)
