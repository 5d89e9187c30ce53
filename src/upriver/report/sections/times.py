"""When violence happens: hours and weekdays, nights out, after school and occasions, each source by itself."""

from __future__ import annotations

from upriver.report.areas.health import nights
from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Headline, Story, percent_words, shown
from upriver.report.timing.told import (
    GIVERS,
    SHORT,
    SOURCES,
    UNDER_AGREEMENT,
    one,
    over_words,
)
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.text import listed, number, sentence

ORDER = 48
TABLES = {
    "assessment/times/hour_by_weekday": "Events by hour and weekday",
    "assessment/times/by_hour": "Events by hour",
    "assessment/times/by_weekday": "Events by weekday",
    "assessment/times/nights_out": "Friday and Saturday nights",
    "assessment/times/after_school": "After school on school days, children and adults",
    "assessment/times/occasions": "Bank holidays and other occasions",
    "assessment/times/known": "How many events have a known hour",
}
MADE = {
    "times": "Each event weighs 1. Where only an earliest and a latest time are known it is spread evenly over the hours between them "
    "(aoristic sharing), measured in real time and told by London's clock, and the sums are rounded to whole events that still add "
    "up. An end before its start is flagged and the start alone used; a range of more than a week is told apart; an event without a start is "
    "left out and counted. Possession of weapons is left out, since it is found when police search.",
}
WEEK, BY_HOUR, BY_DAY = (f"assessment/times/{name}" for name in ("hour_by_weekday", "by_hour", "by_weekday"))
NIGHTS, SCHOOL, OCCASIONS, KNOWN = (f"assessment/times/{name}" for name in ("nights_out", "after_school", "occasions", "known"))
CLOCKS = ("police_crime_extract", "ed_assault_attendances", "ambulance_assault_calls")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KNOWN_WORDS = {
    "exact": "At a known time", "shared": "Between two times, shared out over the hours between", "reversed": "Ends before it starts: the start is used",
    "long": "Over more than a week: no hour", "no_start": "No time given: left out", "undated": "A date without an hour: left out",
}
OCCASION_WORDS = {
    "bank_holidays": "Bank holidays", "christmas_and_new_year": "24 December to 1 January", "halloween_to_bonfire_night": "31 October to 5 November",
}
NIGHT_SPLIT = (("when", "nights_out"),)
A_SEVENTH = "14.3%, the seventh of the week that they last"
TERM = (
    "No council's term dates are held, so a usual school year stands in for them: no school from 20 December to 4 January, in the "
    "week of 15 to 21 February, around Easter, in the week of the last Monday of May, from 22 July to 2 September, in the last whole week of "
    "October and on bank holidays. Where the real terms differ by a week or two, the shares move little."
)


def pages(story: Story) -> tuple[Page, ...]:
    """A page of hours and days, where any source with an hour is held."""
    sources = _sources(story)
    if not sources:
        return ()
    blocks: list[Block] = [
        Callout("Each source sees its own part of the violence and tells its own time: the police when a crime was committed, a hospital when the "
                "patient says it happened, the ambulance trust when it was called. They are never added.", "warning"),
        *(block for source in sources for block in _week(story, source)),
        *_nights(story, sources), *_school(story, sources), *_occasions(story, sources), *_known(story, sources),
    ]
    return (Page("questions/times", "When does violence happen?", "Questions", _lead(story, sources), tuple(blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """Friday and Saturday nights in one district."""
    return nights(story, area)


def lacking(story: Story) -> tuple[str, ...]:
    """What can't be said of hours and days."""
    sources = _sources(story)
    if not sources:
        return ("At what hour and on what day violence happens can't be said: open police data have a month and no hour, and neither a police "
                "extract, nor emergency departments' or ambulance files with times are used here.",)
    gone = [GIVERS[source] for source in CLOCKS if source not in sources]
    return (f"Hours and weekdays rest on {listed([GIVERS[source] for source in sources])}; {listed(gone)} would show more.",) if gone else ()


def headlines(story: Story) -> tuple[Headline, ...]:
    """The nights and the hours after school, by the source with the most events that knows them."""
    found = []
    for source in _sources(story)[:1]:
        night = one(story, NIGHTS, f"{source}_nights", "percent", NIGHT_SPLIT)
        if night is not None and night.value is not None and night.lower is not None and night.lower > 100 / 7:
            found.append(Headline(
                "nights_out", f"{percent_words(night)} of {SHORT[source]} falls on Friday and Saturday nights, against {A_SEVENTH}.",
                "questions/times", "night_time_economy", (night,), ("police", "local_authority", "health"),
                "Put patrols, licensing visits and safe places where they are on these nights, and compare the same hours a year on.",
            ))
    for source in _sources(story):
        ratio, young = _children(story, source)
        if ratio is not None and ratio.lower is not None and ratio.lower > 1 and young is not None:
            found.append(Headline(
                "after_school", f"Of {SHORT[source]} with a victim under 18, {percent_words(young)} falls between 15:00 and 18:00 on school days, "
                f"{_times(ratio)} the share of adults.", "questions/times", "serious_youth_violence", (ratio, young),
                ("police", "education", "local_authority", "youth_justice"), "Look with schools and transport at the way home, and at what is open to young people then.",
            ))
            break
    return tuple(found)


def _sources(story: Story) -> list[str]:
    """The sources with a table of hours."""
    return [source for source in CLOCKS if story.cells_of(WEEK, f"{source}_timed")]


def _times(cell: Cell) -> str:
    return f"{shown(cell)} times (95% interval {number(cell.lower or 0, 2)} to {number(cell.upper or 0, 2)})"


def _lead(story: Story, sources: list[str]) -> str:
    source = sources[0]
    peak, night = _peak(story, source), one(story, NIGHTS, f"{source}_nights", "percent", NIGHT_SPLIT)
    most = f"{_busiest(peak)} for {SHORT[source]} is {_when(peak)}." if peak else f"The hours of {SHORT[source]} can't be shown."
    return most + (f" Friday and Saturday nights, a seventh of the week, hold {percent_words(night)} of it." if night and night.value is not None else "")


def _peak(story: Story, source: str) -> Cell | None:
    given = [cell for cell in story.cells_of(WEEK, f"{source}_timed") if cell.value is not None]
    return max(given, key=lambda cell: (cell.value or 0, cell.key.breakdown_text)) if given else None


def _when(cell: Cell) -> str:
    first, _, last = cell.key.names.get("hours", "").partition("-")
    return f"{DAYS[int(cell.key.names['weekday']) - 1]} from {first}:00 to {last}:00"


def _busiest(cell: Cell) -> str:
    first, _, last = cell.key.names.get("hours", "").partition("-")
    hours = int(last) - int(first)
    return "The busiest hour of the week" if hours == 1 else f"The busiest {'three' if hours == 3 else 'six'} hours of the week"


def _week(story: Story, source: str) -> list[Block]:
    found = story.cells_of(WEEK, f"{source}_timed")
    at = {(cell.key.names.get("hours", ""), cell.key.names.get("weekday", "")): cell for cell in found}
    hours, peak = sorted({hour for hour, _ in at}), _peak(story, source)
    if peak is None:
        return []
    hidden = sum(1 for cell in found if cell.value is None)
    title = f"{SOURCES[source]}: busiest on {_when(peak)}"
    series = tuple(
        Series(day, tuple(Point(hour[:2] if len(hours) == 24 else hour, _value(at.get((hour, str(number_)))), marker="") for hour in hours))
        for number_, day in enumerate(DAYS, 1)
    )
    alt = f"Table of shades, 7 days by {len(hours)} stretches of hours. The most events, {shown(peak)}, fall on {_when(peak)}. " + (
        f"{hidden} squares are too small to be shown. " if hidden else "") + "The table beside it holds every number."
    chart = Chart(f"times-{source}", "heat", title, f"{SOURCES[source]}, number by hour and weekday, {story.partnership.name}, {over_words(story, found)}",
                  series, "Hour", "Number", UNDER_AGREEMENT, alt, table=f"times-{source}-table")
    days = [one(story, BY_DAY, f"{source}_timed", "count", (("weekday", str(day)),)) for day in range(1, 8)]
    rows = [(TableCell(f"{hour[:2]}:00 to {hour[3:]}:00"), *(number_cell(at.get((hour, str(day)))) for day in range(1, 8)),
             number_cell(one(story, BY_HOUR, f"{source}_timed", "count", (("hours", hour),)))) for hour in hours]
    whole = one(story, BY_DAY, f"{source}_timed", "count")
    rows.append((TableCell("All hours"), *(number_cell(cell) for cell in days), number_cell(whole)))
    columns = (Column("Hours"), *(Column(day[:3], 0) for day in DAYS), Column("All days", 0))
    grain = "" if len(hours) == 24 else "Hours are put together, since single ones would be mostly too small to be shown."
    notes = tuple(note for note in ("Events whose time is a range are shared out over it and rounded to whole events that add up.", grain) if note)
    table = Table(f"times-{source}-table", f"{SOURCES[source]} by hour and weekday, {over_words(story, found)}", columns, tuple(rows), notes,
                  UNDER_AGREEMENT, explain_of(WEEK), 25)
    said = f"{_busiest(peak)}: {_when(peak)}, with {shown(peak)} of {shown(whole)} events that have an hour."
    return [Heading(SOURCES[source]), Paragraph(said), chart, table]


def _value(cell: Cell | None) -> float | None:
    return None if cell is None else cell.value


def _share_row(name: str, of: Cell | None, part: Cell | None, share: Cell | None) -> tuple[TableCell, ...]:
    return (TableCell(name), number_cell(of), number_cell(part), number_cell(share), number_cell(share, "lower"), number_cell(share, "upper"))


SHARE_COLUMNS = (Column("Share, %", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1))


def _nights(story: Story, sources: list[str]) -> list[Block]:
    rows = []
    for source in sources:
        measure = f"{source}_nights"
        areas = sorted({cell.key.area for cell in story.cells_of(NIGHTS, measure)}, key=lambda area: (area.level != "partnership", area.name))
        for area in areas:
            name = SOURCES[source] if area == story.partnership else f"{SOURCES[source].split(':')[0]}, {area.name}"
            rows.append(
                _share_row(
                    name,
                    one(story, NIGHTS, measure, "count", area=area),
                    one(story, NIGHTS, measure, "count", NIGHT_SPLIT, area=area),
                    one(story, NIGHTS, measure, "percent", NIGHT_SPLIT, area=area),
                )
            )
    told = [
        f"{sentence(SHORT[source])}: {percent_words(found)}."
        for source in sources
        if (found := one(story, NIGHTS, f"{source}_nights", "percent", NIGHT_SPLIT))
    ]
    table = Table("times-nights", f"Events between 18:00 on Friday or Saturday and 06:00 the next day, {story.period.words}",
                  (Column("Source"), Column("Events with an hour", 0), Column("On these nights", 0), *SHARE_COLUMNS), tuple(rows),
                  ("If violence came evenly through the week the share would be 14.3%.",), UNDER_AGREEMENT, explain_of(NIGHTS), 20)
    said = "The hours of the night-time economy, from 18:00 on Friday and Saturday to 06:00 the next day, are a seventh of the week, 14.3%."
    note = "Not all of this is in or near licensed premises: homes have their weekends too."
    return [Heading("Nights out"), Paragraph(said), Bullets(tuple(told)), Paragraph(note), table] if rows else []


def _children(story: Story, source: str) -> tuple[Cell | None, Cell | None]:
    ratio = one(story, SCHOOL, f"{source}_school", "rate_ratio", (("of", "under_18_over_adults"),))
    return ratio, one(story, SCHOOL, f"{source}_school_under_18", "percent", (("when", "after_school"),))


def _school(story: Story, sources: list[str]) -> list[Block]:
    rows, told = [], []
    for source in sources:
        for group, words in (("under_18", "under 18"), ("adults", "18 and over")):
            measure = f"{source}_school_{group}"
            split = (("when", "after_school"),)
            whole, share = one(story, SCHOOL, measure, "count"), one(story, SCHOOL, measure, "percent", split)
            if whole is not None:
                rows.append(_share_row(f"{SOURCES[source].split(':')[0]}, {words}", whole, one(story, SCHOOL, measure, "count", split), share))
        ratio, young = _children(story, source)
        even = one(story, SCHOOL, f"{source}_school", "percent", (("when", "after_school_if_even"),))
        if young is not None and young.value is not None and ratio is not None and ratio.lower is not None and even is not None:
            side = "more than" if ratio.lower > 1 else "less than" if (ratio.upper or 0) < 1 else "not clearly different from"
            told.append(f"{sentence(SHORT[source])}: of those under 18, {percent_words(young)}; {_times(ratio)} the share of adults, which is {side} "
                        f"theirs. Spread evenly through the year it would be {shown(even)}%.")
    if not rows:
        return []
    table = Table("times-school", f"Events between 15:00 and 18:00 on school days, {story.period.words}",
                  (Column("Source and age"), Column("Events with an hour and an age", 0), Column("After school", 0), *SHARE_COLUMNS), tuple(rows),
                  ("The police number is of crimes by the age of the victim; those without an age band, or with one that spans 18, are left out.",),
                  UNDER_AGREEMENT, explain_of(SCHOOL))
    return [Heading("After school"), Paragraph(TERM), *([Bullets(tuple(told))] if told else []), table]


def _occasions(story: Story, sources: list[str]) -> list[Block]:
    rows = []
    for source in sources:
        for occasion, words in OCCASION_WORDS.items():
            split = (("occasion", occasion),)
            count, ratio = (one(story, OCCASIONS, f"{source}_occasions", unit, split) for unit in ("count", "rate_ratio"))
            if count is not None and ratio is not None:
                rows.append((TableCell(f"{SOURCES[source].split(':')[0]}, {words}"), number_cell(count), number_cell(ratio),
                             number_cell(ratio, "lower"), number_cell(ratio, "upper")))
    if not rows:
        return []
    table = Table(
        "times-occasions",
        f"Occasions against other days of the same weekdays, {story.period.words}",
        (
            Column("Source and occasion"),
            Column("Events", 0),
            Column("Times the usual", 2),
            Column("Lower 95% limit", 2),
            Column("Upper 95% limit", 2),
        ),
        tuple(rows),
        (
            "1.00 is as many as on other days of the same weekdays in the same period; 2.00 is twice as many.",
            "Bank holidays are of England and Wales, by www.gov.uk/bank-holidays; not verified at source.",
        ),
        UNDER_AGREEMENT,
        explain_of(OCCASIONS),
    )
    return [
        Heading("Bank holidays and other occasions"),
        Paragraph("A few days a year decide these numbers: read them with their limits. Local events, matches and festivals are not held."),
        table,
    ]


def _known(story: Story, sources: list[str]) -> list[Block]:
    states = [state for state in KNOWN_WORDS if any(one(story, KNOWN, f"{source}_times", "count", (("known", state),)) for source in sources)]
    rows = [(TableCell(KNOWN_WORDS[state]),
             *(_none_or(one(story, KNOWN, f"{source}_times", "count", (("known", state),))) for source in sources)) for state in states]
    rows.append((TableCell("All"), *(number_cell(one(story, KNOWN, f"{source}_times", "count")) for source in sources)))
    table = Table("times-known", "How well the hour is known", (Column("Time"), *(Column(SOURCES[source], 0) for source in sources)), tuple(rows),
                  ("The columns are different sources and are never added.",), UNDER_AGREEMENT, explain_of(KNOWN))
    return [Heading("How well the hour is known"), table]


def _none_or(cell: Cell | None) -> TableCell:
    return TableCell(0.0) if cell is None else number_cell(cell)
