"""Risk and protective factors of one council area or district: a row each."""

from __future__ import annotations

from upriver.report.drawn import explain_of
from upriver.report.factors.held import SOURCE, VALUES, Held, held, title_of
from upriver.report.factors.spines import spine
from upriver.report.factors.words import against_cell, counted, trend_words, with_interval
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.document import Block, Column, Heading, Paragraph, Table, TableCell
from upriver.words.text import plural

SHOWN = 8
WORSE = ("worse", "worse_whole", "worse_unsure")
MEANT = "These are figures of the area, not of anybody who lives there, and none of them is shown to cause its violence."


def why_here(story: Story, area: Area) -> list[Block]:
    """Latest published values beside England and the region, where any is held of the area."""
    rows: dict[str, Held] = {}
    for each in held(story, area.code):
        if each.own.value is not None:
            rows.setdefault(each.factor.slug, each)
    if not rows:
        return []
    found = sorted(rows.values(), key=lambda each: each.england_word not in WORSE)
    like = any(each.neighbours for each in found)
    names = ("Factor", "Value, 95% interval", "Years", "England", "Region", *(("Among its neighbours",) if like else ()), "Since before")
    body = tuple(
        (
            TableCell(f"{title_of(each.factor)}, {each.factor.unit}"), TableCell(with_interval(each)), TableCell(each.years),
            against_cell(each.england, each.england_word), against_cell(each.region, each.region_word),
            *((TableCell(each.neighbours or "not enough held"),) if like else ()), TableCell(trend_words(each)),
        )
        for each in found
    )
    beside = [each for each in found if each.england_word not in ("", "not_given", "held_back")]
    said = (
        f"Of {plural(len(beside), 'figure')} that can be set beside England's, {counted(beside, *WORSE) or 'none'} stand{'s' if counted(beside, *WORSE) <= 1 else ''} worse. "
        if beside
        else ""
    )
    drawn = spine(story, found, found[0].area, f"area-{area.code}-spine", f"area-{area.code}-factors")
    picture = [drawn] if drawn else []
    table = Table(f"area-{area.code}-factors", f"Risk and protective factors in {area.name}", tuple(Column(name) for name in names), body,
                  ("Those that stand worse than England come first. Worse is higher for a risk factor, lower for a protective one.",), SOURCE,
                  explain_of(VALUES), SHOWN)
    return [Heading("What goes with violence here"), Paragraph(said + MEANT, (("What is known of each", "questions/risk_and_protective"),)), *picture, table]
