"""How ethnic groups stand to each other at each stage of the system, from residents on, and what that can't show."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, number_cell
from upriver.report.people.ages import between_short
from upriver.report.people.groups import (
    GROUPS,
    UNKNOWN,
    WORDS,
    apart_words,
    group_table,
    number_of,
    on,
    ratio_chart,
    told_apart,
    unknown_share,
)
from upriver.report.story import Headline, Story, between, percent_words, shown
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.period import Period
from upriver.words.text import listed

ORDER = 71
TABLES = {
    "assessment/disproportionality/stages": "Ethnic groups at each stage of the system",
    "assessment/disproportionality/after": "What follows a search or a suspicion, by ethnic group",
}
MADE = {
    "disproportionality": "Each stage counts its own events by ethnic group; the rate divides by all residents of the group at the 2021 census, and "
    "the ratio is to the rate of White residents, with a log-normal interval widened where the same people come again. The range beside it gives "
    "those of unknown group wholly to one side or the other. What follows a search or a suspicion is a share of each group's own, Wilson's "
    "interval, its ratio by Katz. Stages are never divided by each other.",
}
STAGES, AFTER = TABLES
STAGE_WORDS = {
    "searched": ("Stopped and searched", "searches of persons, ethnicity as they gave it", "data.police.uk, stop and search; OGL v3.0"),
    "searched_as_seen": ("Stopped and searched, as the officer saw it", "searches of persons, ethnicity as the officer saw it",
                         "data.police.uk, stop and search; OGL v3.0"),
    "victims": ("Harmed", "crimes with a victim, ethnicity of the victim as recorded", "Police crime extract, under agreement"),
    "suspects": ("Suspected", "crimes with a suspect, ethnicity as an officer recorded it", "Police crime extract, under agreement"),
    "in_youth_justice": ("Children in the youth justice system", "children on the caseload", "Youth justice service's table, under agreement"),
    "on_probation": ("On probation", "people on the caseload", "Probation's table, under agreement"),
}
"""Each stage in the order of the system: its words, what is counted, and its source."""
AFTER_WORDS = {
    "something_came_of_it": ("Searches in which something came of it", "of searches", "data.police.uk, stop and search; OGL v3.0"),
    "charged": ("Suspects charged or summonsed so far", "of crimes with a suspect", "Police crime extract, under agreement"),
}
ADDRESS = "questions/disproportionality"


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where any stage beyond residents is held by ethnic group."""
    held = _held(story)
    if not held:
        return ()
    blocks: list[Block] = [
        Callout(
            "A ratio is not proof of discrimination, and it is not proof of offending. It says that a group meets this stage more or less often than its "
            "number of residents would make it. Age, poverty, place, who is out and where, what is reported, and what people who work in the system "
            "decide all move it, and nothing here tells them apart. Residents aren't all who are about: visitors are searched and harmed too.", "warning",
        ),
        *_overview(story, held),
    ]  # fmt: skip
    for measure in held:
        blocks += _stage(story, measure)
    blocks += _after(story)
    blocks += [Heading("What to ask next"), Bullets((
        "Where a ratio stands clear of 1 whoever the unknown are: explain it or change it, with the people it is about, and say by when.",
        "Where much is unknown: record ethnicity as people give it; until then no ratio at that stage can be settled.",
        "Where something follows less often for one group: ask what grounds its searches or suspicions had.",
    ))]
    return (Page(ADDRESS, "Do ethnic groups meet the system alike?", "Questions", _lead(story, held), tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """Stages that nothing held can show by ethnic group."""
    held = set(_held(story))
    if not any(cell.key.measure == "residents" for cell in story.cells_of(STAGES)):
        return ("How ethnic groups stand to each other can't be said: residents by ethnic group aren't held for the whole area.",)
    names = {"searched": "stop and search", "suspects": "suspects", "in_youth_justice": "the youth justice caseload", "on_probation": "probation"}
    gone = [words for measure, words in names.items() if measure not in held]
    custody = "Custody by ethnic group isn't in any feed, so the last stage of the system isn't shown."
    if not gone:
        return (custody,)
    return (f"Ethnic groups can't be compared at these stages, of which nothing held is split by ethnicity: {listed(gone)}.", custody)


def headlines(story: Story) -> Iterator[Headline]:
    """For each stage, the group that stands furthest apart beyond chance and beyond what the unknown could explain."""
    for measure in _held(story):
        if measure == "searched_as_seen":
            continue
        if apart := told_apart(story, STAGES, measure):
            name, ratio = apart[0]
            says = (
                f"{name} residents are {STAGE_WORDS[measure][0].lower()} at {between(ratio)} times the rate of White residents, whoever those of unknown "
                "group are; a ratio is no proof of why."
            )
            yield Headline(f"unequal_{measure}", says, ADDRESS, "inequality", (ratio,), ("police", "youth_justice", "local_authority"),
                           "Explain the difference or change it, with the people it is about.")



def _held(story: Story) -> list[str]:
    """Stages with a ratio that can be given, in the order of the system."""
    there = {cell.key.measure for cell in story.cells_of(STAGES) if cell.key.unit == "rate_ratio" and cell.value is not None}
    return [measure for measure in STAGE_WORDS if measure in there]


def _period(story: Story, measure: str) -> Period | None:
    """The period of a stage where it is another than the document's, as a quarter's caseload is."""
    found = next((cell.key.period for cell in story.cells_of(STAGES) if cell.key.measure == measure), None)
    return None if found is None or found == story.period else found


def _lead(story: Story, held: list[str]) -> str:
    told = [(measure, told_apart(story, STAGES, measure)) for measure in held if measure != "searched_as_seen"]
    said = [f"{apart[0][0]} residents are {STAGE_WORDS[measure][0].lower()} at {between_short(apart[0][1])} times the rate of White residents"
            for measure, apart in told if apart]
    if not said:
        return "At no stage that is held does a group stand apart beyond chance and beyond what those of unknown group could explain."
    return f"{'; '.join(said)}. A ratio is no proof of why."


def _overview(story: Story, held: list[str]) -> list[Block]:
    groups = [group for group in GROUPS if group != "White"]
    rows = []
    for measure in held:
        period = _period(story, measure)
        ratios = (story.cell(STAGES, story.partnership, measure, "rate_ratio", split=on(group), period=period) for group in groups)
        rows.append((TableCell(STAGE_WORDS[measure][0]), *(TableCell(between_short(ratio)) for ratio in ratios),
                     number_cell(unknown_share(story, STAGES, measure, period))))
    shares = (story.cell(STAGES, story.partnership, "residents", "percent", split=on(group)) for group in groups)
    first = (TableCell("Residents, % of all"), *(TableCell(f"{shown(cell)}%" if cell else "") for cell in shares), TableCell(""))
    columns = (Column("Stage"), *(Column(WORDS[group]) for group in groups), Column("Group not known, %", 1))
    return [
        Heading("Every stage beside each other"),
        Table("stages", "Ratio of each group's rate to that of White residents (95% interval), by stage", columns, (first, *rows),
              ("Each stage is of its own months and source, and writes ethnicity in its own way: read along a row, and down only with care.",
               "Above 1: more often than White residents, for each resident of the group."), "Sources as named under each stage", explain_of(STAGES)),
    ]  # fmt: skip


def _stage(story: Story, measure: str) -> list[Block]:
    title, counted, source = STAGE_WORDS[measure]
    period = _period(story, measure)
    cell = unknown_share(story, STAGES, measure, period)
    unknown = f" The group isn't known of {percent_words(cell)} of them." if cell and cell.value is not None else ""
    months = _months(story, measure)
    apart = told_apart(story, STAGES, measure)
    said = (
        f"{apart[0][0]} residents: {shown(apart[0][1])} times the rate of White residents"
        if apart
        else "No group stands apart whoever the unknown are"
    )
    slug = f"stage-{measure.replace('_', '-')}"
    blocks: list[Block] = [
        Heading(title),
        Paragraph(f"Counted: {counted}{months}; divided by all residents of the group at the 2021 census.{unknown} "
                  f"{apart_words(story, STAGES, measure, title.lower())}"),
    ]
    if measure != "searched_as_seen" and period is None:
        blocks += ratio_chart(story, slug, STAGES, measure, said, source, slug)
    return [*blocks, group_table(story, slug, STAGES, measure, f"{title}, by ethnic group", source, period=period)]


def _months(story: Story, measure: str) -> str:
    """Which part of the period is meant, where a month of it is missing."""
    part = number_of(story, STAGES, measure, "White")
    if part is None or not part.key.measure.endswith("_in_months_observed"):
        period = _period(story, measure)
        return f", {period.words}" if period else ""
    signal = story.signal(part, "months_observed")
    return f", {signal} alone: the other months of the period aren't held, so the rate is of the months observed" if signal else ""


def _after(story: Story) -> list[Block]:
    blocks: list[Block] = []
    named = [(f"{measure}{part}", words) for measure, words in AFTER_WORDS.items() for part in ("", "_in_months_observed")]
    for measure, (title, of, source) in named:
        cells = {group: story.cell(AFTER, story.partnership, measure, "percent", split=on(group)) for group in (*GROUPS, UNKNOWN)}
        if not any(cell and cell.value is not None for cell in cells.values()):
            continue
        rows = tuple(
            (TableCell(WORDS[group]), *(number_cell(story.cell(AFTER, story.partnership, measure, "count", split=(*on(group), ("followed", said))))
                                        for said in ("yes", "no")),
             TableCell(between_short(cell)),
             TableCell("1, compared with" if group == "White" else
                       between_short(story.cell(AFTER, story.partnership, measure, "ratio", split=on(group)))))
            for group, cell in cells.items()
        )
        columns = (
            Column("Ethnic group"),
            Column("Yes", 0),
            Column("No", 0),
            Column(f"% {of} (95% interval)"),
            Column("Ratio to the White group (95% interval)"),
        )
        slug = f"after-{measure.replace('_', '-')}"
        notes = ("Of the months observed alone.",) if measure.endswith("_observed") else ()
        blocks.append(Table(slug, f"{title}, by ethnic group", columns, rows, notes, source, explain_of(AFTER)))
    if not blocks:
        return []
    told = (
        "If searches or suspicions of one group come to something less often than those of another, their grounds may have been weaker; but what is "
        "looked for, where, and what counts as an outcome differ too. An open case may still be charged."
    )
    return [Heading("What follows"), Paragraph(told), *blocks]

