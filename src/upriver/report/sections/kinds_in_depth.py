"""Each kind of violence in depth: how much, whom, by whom, where, with what, and what no number here can show."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.areas.kind_words import PLACES, SUSPECTS, split_said
from upriver.report.areas.kinds import address, kinds_in_depth
from upriver.report.coded import year_words
from upriver.report.drawn import LIMITS, explain_of, number_cell, point
from upriver.report.leading.plain import of_kind
from upriver.report.story import Headline, Story, between, change_words, shown
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.declared import Profile
from upriver.words.document import Block, Bullets, Chart, Column, Heading, Page, Paragraph, Series, Table, TableCell
from upriver.words.text import listed, number, sentence

ORDER = 35
TABLES = {
    "assessment/depth/recorded": "Kinds of violence by offence code, latest four quarters held",
    "assessment/depth/splits": "Kinds of violence in the police extract: whom, by whom, where, with what",
    "assessment/depth/districts": "Kinds of violence in the police extract, by district",
    "assessment/depth/harm": "Kinds of violence in the police extract: weighed harm, and change on the year before",
}
MADE = {
    "depth": "Each kind takes the offence codes or the flags that its declaration names. Offence-coded counts are added up over four "
    "quarters and set against the four before; the ratio's interval is exact, given both counts. The extract's rows are counted by one "
    "field at a time; shares are of all rows, those not known among them.",
}
RECORDED, SPLITS, DISTRICTS, HARM = TABLES
SOURCES = {"recorded": "Home Office, police recorded crime open tables", "extract": "Police crime extract, under agreement"}
DIMENSIONS = {
    "victim_age_band": ("Age of the person harmed", "Who is harmed"),
    "victim_sex": ("Sex of the person harmed", "Who is harmed"),
    "relation": ("What the suspect is to them", "By whom"),
    "suspect_age_band": ("Age of the suspect", "By whom"),
    "suspect_sex": ("Sex of the suspect", "By whom"),
    "location_type": ("Kind of place", "Where"),
    "weapon": ("Weapon", "With what"),
    "outcome": ("What came of it", "What came of it"),
}
TOTALS, BY_PERIOD = "assessment/partners/totals", "assessment/partners/by_period"
OWN_COUNTS = {"custody": ("custody_assaults", "assaults reported by prisons and youth custody themselves")}
"""Kinds that a partner's own counts show where police records hardly do: the feed, and what it counts."""
PARTNERS = {
    "custody": ("prison", "youth_custody", "probation"),
    "serious_youth_violence": ("police", "youth_justice", "education", "local_authority"),
    "domestic_abuse": ("police", "local_authority", "health", "probation"),
    "exploitation": ("police", "local_authority", "education", "youth_justice"),
}


def pages(story: Story) -> tuple[Page, ...]:
    """A page for every kind that any source held can show."""
    return tuple(_page(story, profile) for profile in story.profiles if _told(story, profile))


def lacking(story: Story) -> tuple[str, ...]:
    """The kinds that nothing held can show."""
    left = [profile.title.lower() for profile in story.profiles if not _told(story, profile)]
    return (f"No offence code and no flag that is held shows {listed(left, most=12, last='or')}. The police crime extract would.",) if left else ()


def headlines(story: Story) -> Iterator[Headline]:
    """One sentence for each kind: how many, and how that changed."""
    for profile in story.profiles:
        if cells := _leading(story, profile):
            yield Headline(
                f"depth_{profile.slug}", _short(story, profile), address(profile.slug), profile.slug, tuple(cells),
                PARTNERS.get(profile.slug, ("police", "local_authority", "health")), plain=_plain(story, profile, cells),
            )


def _plain(story: Story, profile: Profile, cells: list[Cell]) -> str:
    return "" if cells[0].key.table == TOTALS else of_kind(story, profile.title, {cell.key.unit: cell for cell in cells})


def local(story: Story, area: Area) -> list[Block]:
    """The same tables for one area."""
    return kinds_in_depth(story, area, [profile for profile in story.profiles if _told(story, profile)])


def _of(story: Story, table: str, profile: Profile) -> list[Cell]:
    return list(story.cells_of(table, profile.slug))


def _told(story: Story, profile: Profile) -> bool:
    """Whether anything held shows it: where every number is zero, the flag isn't used, and zero would be taken for none."""
    return bool(_own_counts(story, profile)) or any(cell.value for table in TABLES for cell in _of(story, table, profile))


def _own_counts(story: Story, profile: Profile) -> list[Cell]:
    """What partners counted themselves over the whole period, then by its parts."""
    feed, _ = OWN_COUNTS.get(profile.slug, ("", ""))
    cells = [cell for table in (TOTALS, BY_PERIOD) for cell in story.cells_of(table, feed)] if feed else []
    cells = [cell for cell in cells if cell.key.area == story.partnership and not cell.key.breakdown and cell.key.unit == "count"]
    return cells if any(cell.value for cell in cells) else []


def _leading(story: Story, profile: Profile) -> list[Cell]:
    """The cells that the page's first sentence is said from: count, rate and change, or the extract's total."""
    recorded = [cell for cell in _of(story, RECORDED, profile) if cell.value is not None]
    for level in ("partnership", "force"):
        if own := [cell for cell in recorded if cell.key.area.level == level]:
            latest = max(cell.key.period for cell in own)
            area = own[0].key.area
            return [cell for cell in own if cell.key.period == latest and cell.key.area == area]
    totals = [cell for cell in _of(story, SPLITS, profile) if _is_total(cell) and cell.value is not None]
    return totals[:1] or [cell for cell in _own_counts(story, profile) if cell.key.table == TOTALS and cell.value is not None]


def _is_total(cell: Cell) -> bool:
    return cell.key.unit == "count" and len(cell.key.breakdown) == 1


def _lead(story: Story, profile: Profile) -> str:
    cells = {cell.key.unit: cell for cell in _leading(story, profile)}
    count, rate, change = cells.get("count"), cells.get("per_1000_residents"), cells.get("change_percent")
    if count is None:
        return profile.says
    where = f"in {count.key.area.name}"
    if count.key.table == TOTALS:
        return f"{profile.title}: {shown(count)} {OWN_COUNTS[profile.slug][1]} {where}, {count.key.period.words}."
    if count.key.table == SPLITS:
        return f"{profile.title}: {shown(count)} crimes in the police extract {where}, {count.key.period.words}{_most_often(story, profile)}."
    said = f"{profile.title}: {shown(count)} recorded {where} in {year_words(count.key.period)}"
    said += f", {between(rate)} per 1,000 residents" if rate is not None and rate.value is not None and "few_events" not in rate.flags else ""
    return f"{said}{_changed(story, change)}."


def _short(story: Story, profile: Profile) -> str:
    """The same in fewer words, for a page on which every finding is of the partnership."""
    cells = {cell.key.unit: cell for cell in _leading(story, profile)}
    count, rate = cells["count"], cells.get("per_1000_residents")
    if count.key.table == TOTALS:
        return f"{profile.title}: {shown(count)} {OWN_COUNTS[profile.slug][1]}, {count.key.period.words}."
    if count.key.table == SPLITS:
        when = year_words(count.key.period) if len(count.key.period.months) == 12 else count.key.period.words
        return f"{profile.title}: {shown(count)} crimes in the police extract of {when}{_most_often(story, profile)}."
    said = f"{profile.title}: {shown(count)} recorded in {year_words(count.key.period)}"
    said += f", {shown(rate)} per 1,000 residents" if rate is not None and rate.value is not None and "few_events" not in rate.flags else ""
    return f"{said}{_changed(story, cells.get('change_percent'))}."


def _most_often(story: Story, profile: Profile) -> str:
    """Where and by whom it happens most often, as far as known."""
    said = []
    for name, words in (("location_type", PLACES), ("relation", SUSPECTS)):
        cells = [cell for cell in _of(story, SPLITS, profile) if cell.key.unit == "percent" and cell.value is not None]
        known = [cell for cell in cells if cell.key.names.get("by") == name and cell.key.names["is"] not in ("not known", "other")]
        if known:
            top = max(known, key=lambda cell: cell.value or 0)
            if top.key.names["is"] == "stranger" and (top.value or 0) < 50:
                continue  # all whom they know stand split in five: strangers lead each of those long before they lead them together
            said.append(f"{words.get(top.key.names['is'], top.key.names['is'])} ({shown(top)}%)")
    return f"; most often {' and '.join(said)}" if said else ""


def _changed(story: Story, change: Cell | None) -> str:
    if change is None or change.value is None:
        return ""
    if "few_events" in change.flags:
        return "; too few to say whether it changed"
    return f", {change_words(change)} than the year before, " + {
        "rose": "a rise beyond chance", "fell": "a fall beyond chance",
    }.get(story.signal(change, "change"), "no change beyond chance")


def _page(story: Story, profile: Profile) -> Page:
    lead = _lead(story, profile)
    blocks: list[Block] = [Paragraph(profile.says)] if lead != profile.says else []
    if table := _areas(story, profile):
        blocks += [Heading("How much, and how it changed"), table]
    if table := _counted_by_partners(story, profile):
        blocks += [Heading("What establishments count themselves"), table]
    before = ""
    for name, (title, heading) in DIMENSIONS.items():
        if split := _split(story, profile, name, title):
            blocks += [Heading(heading)] if heading != before else []
            blocks += split
            before = heading
    if table := _districts(story, profile):
        blocks += [Heading("By district"), table]
    related = [each for each in story.headlines if each.theme == profile.slug and each.href != address(profile.slug)]
    if related:
        blocks += [Heading("Elsewhere in this assessment"), *(Paragraph(each.says, (("Read on", each.href),)) for each in related)]
    blocks += [Heading("What these numbers can't show"), Bullets(profile.limits)] if profile.limits else []
    return Page(address(profile.slug), profile.title, "Kinds in depth", lead, tuple(blocks))


def _counted_by_partners(story: Story, profile: Profile) -> Table | None:
    if not (cells := _own_counts(story, profile)):
        return None
    rows = tuple((TableCell(cell.key.period.words), number_cell(cell)) for cell in cells)
    _, says = OWN_COUNTS[profile.slug]
    notes = ("Never added to what police record: some are in both.",)
    return Table(f"kind-{profile.slug}-own", sentence(says), (Column("Period"), Column("Number", 0)), rows, notes, "Partners' data under agreement", explain_of(cells[0].key.table))


def _areas(story: Story, profile: Profile) -> Table | None:
    cells = [cell for cell in _of(story, RECORDED, profile) if cell.key.unit == "count"]
    if not cells:
        return None
    latest = max(cell.key.period for cell in cells)
    order = ("csp", "force", "partnership")
    areas = sorted({cell.key.area for cell in cells if cell.key.period == latest}, key=lambda each: (order.index(each.level), each.name))
    rows: list[tuple[TableCell, ...]] = []
    for area in areas:
        count, rate = (story.cell(RECORDED, area, profile.slug, unit, period=latest) for unit in ("count", "per_1000_residents"))
        change = story.cell(RECORDED, area, profile.slug, "change_percent", period=latest, split=(("against", "year_before"),))
        limits = (number_cell(rate, "lower"), number_cell(rate, "upper"))
        side = story.signal(change, "change")
        words = "the year before isn't held" if change is None else "too few to say" if "few_events" in change.flags else {"rose": "rise beyond chance", "fell": "fall beyond chance"}.get(side, "not beyond chance")
        rows.append((TableCell(f"{area.name}, {LEVEL_NAMES[area.level]}"), number_cell(count), number_cell(rate), *limits, number_cell(change), TableCell(words)))
    columns: tuple[Column, ...] = (Column("Area"), Column("Recorded", 0), Column("Per 1,000 residents", 2), *LIMITS, Column("% change on the year before", 1), Column("Change"))
    notes: tuple[str, ...] = ("Offences as the police recorded them in that year, whenever they happened.",)
    if all(row[-1].value == "the year before isn't held" for row in rows):
        columns, rows = columns[:-2], [row[:-2] for row in rows]
        notes += ("No change is given: the year before isn't held, or recording changed between the two.",)
    caption = f"{profile.title} by area, {year_words(latest)}"
    return Table(f"kind-{profile.slug}-areas", caption, columns, tuple(rows), notes, SOURCES["recorded"], explain_of(RECORDED), 12)


def _split(story: Story, profile: Profile, name: str, title: str) -> list[Block]:
    """One split as a chart of shares and its table; a table alone where fewer than three shares can be shown."""
    rows: dict[str, dict[str, Cell]] = {}
    for cell in _of(story, SPLITS, profile):
        split = cell.key.names
        if split.get("by") == name and "is" in split:
            rows.setdefault(split["is"], {})[cell.key.unit] = cell
    if not any(cell.value is not None for cells in rows.values() for cell in cells.values()):
        return []
    in_order = sorted(rows, key=lambda value: (value == "not known", value))
    body = tuple(
        (TableCell(sentence(value.replace("-", " to ") if name.endswith("age_band") else value)), number_cell(rows[value].get("count")), *(number_cell(rows[value].get("percent"), part) for part in ("value", "lower", "upper")))
        for value in in_order
    )
    slug = f"kind-{profile.slug}-{name.replace('_', '-')}"
    columns = (Column(title), Column("Number", 0), Column("% of all", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1))
    notes = ("Shares are of all, those not known among them: of those known alone they would be larger.",)
    table = Table(slug, f"{profile.title}: {title[0].lower()}{title[1:]}, {story.period.words}", columns, body, notes, SOURCES["extract"], explain_of(SPLITS), 14)
    given = [(value, rows[value]["percent"]) for value in in_order if "percent" in rows[value] and rows[value]["percent"].value is not None]
    known = [(value, cell) for value, cell in given if value != "not known"]
    if len(known) < 3 or name not in ("victim_age_band", "relation", "location_type"):
        return [table]
    top = max(known, key=lambda each: each[1].value or 0)
    said = split_said(profile.title, name, top[0], top[1])
    alt = f"Bar chart of shares with 95% intervals. The largest of those known is {top[0]} at {number(top[1].value or 0, 1)}%."
    chart = Chart(
        f"{slug}-chart", "bars", said, f"{profile.title} by {title.lower()}, % of all, {story.partnership.name}, {story.period.words}",
        (Series("share", tuple(point(sentence(value.replace("-", " to ") if name.endswith("age_band") else value), cell) for value, cell in given)),), "", "% of all", SOURCES["extract"], alt, table=slug,
    )
    return [chart, table]


def _districts(story: Story, profile: Profile) -> Table | None:
    cells = [cell for cell in _of(story, DISTRICTS, profile) if cell.key.unit == "count"]
    if not any(cell.value for cell in cells):
        return None
    rows = []
    for area in sorted({cell.key.area for cell in cells}, key=lambda each: each.name):
        count, rate = (story.cell(DISTRICTS, area, profile.slug, unit) for unit in ("count", "per_1000_residents"))
        rows.append((TableCell(area.name, href=f"areas/{story.profiled(area).code}"), number_cell(count), *(number_cell(rate, part) for part in ("value", "lower", "upper"))))
    columns = (Column("District"), Column("Number", 0), Column("Per 1,000 residents", 2), *LIMITS)
    notes = (f"{sentence(story.basis)}. Crimes whose place isn't known are in none of them.",)
    return Table(
        f"kind-{profile.slug}-districts",
        f"{profile.title} by district, {story.period.words}",
        columns,
        tuple(rows),
        notes,
        SOURCES["extract"],
        explain_of(DISTRICTS),
        20,
    )
