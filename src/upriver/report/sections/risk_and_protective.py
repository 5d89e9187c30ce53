"""Risk and protective factors: how the area compares, how it changes, and which protective factors nobody measures in the open."""

from __future__ import annotations

from upriver.report.areas.factors import why_here
from upriver.report.drawn import explain_of
from upriver.report.factors.held import SOURCE, VALUES, Held, evidence_words, factors, held, title_of
from upriver.report.factors.rugs import rug_by_area, rug_by_factor
from upriver.report.factors.spines import spines
from upriver.report.factors.words import (
    against_cell,
    counted,
    is_or_are,
    same_names,
    trend_words,
    value_words,
    with_interval,
)
from upriver.report.story import Headline, Story, shown
from upriver.words.area import Area
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.language.speaking import say
from upriver.words.reference.factor import LEVELS, STRENGTHS, Factor
from upriver.words.text import listed, plural

ORDER = 69
TABLES = {
    VALUES: "Risk and protective factors, latest published values",
    "assessment/risk_and_protective/earlier": "Risk and protective factors, three to five years before",
}
MADE = {
    "risk_and_protective": "Values and intervals are the publishers' own. With intervals, a difference counts as beyond chance where the "
    "interval of the difference, put together from both, leaves out zero (Zou and Donner 2008); without, values less than a tenth "
    "apart are called close. A comparator outside half to twice the span of the areas inside it is held back.",
}
TITLE = "Risk and protective factors"
WORSE = ("worse", "worse_whole", "worse_unsure")
"""All that comparisons call worse, whether chance is known or not."""
READ = (
    "Each factor goes with violence in research on people or places. Here it is a figure of a whole area: it says nothing of any person who "
    "lives there, and not that it causes the violence there. Most children to whom a factor applies never harm anybody."
)


def pages(story: Story) -> tuple[Page, ...]:
    """One page: the rugs, the values by level of the model, the evidence, and what has no open indicator."""
    found = held(story)
    if not found:
        return ()
    blocks: list[Block] = [Callout(READ, "warning"), *_names(story, found)]
    councils = story.areas.get("utla", ())
    blocks += [Heading("At a glance"), *spines(story, found, councils), *rug_by_factor(story, found), *rug_by_area(story, found)]
    for level, words in LEVELS.items():
        mine = [each for each in found if each.factor.level == level]
        if mine:
            blocks += [Heading(f"{words} factors"), *_notable(mine), _values(level, words, mine)]
    blocks += [Heading("How the comparisons were made"), *_comparing(story, found)]
    blocks += [Heading("Protective factors without an open indicator"), *_unseen()]
    blocks += [Heading("Why these factors"), *_evidence(found)]
    return (Page("questions/risk_and_protective", TITLE, "Questions", _lead(story, found), tuple(blocks)),)


def headlines(story: Story) -> tuple[Headline, ...]:
    """The factor, of those with the strongest evidence, that most council areas stand worse in than England."""
    best: tuple[tuple[int, int, str], Factor, list[Held]] | None = None
    found = held(story)
    for factor in dict.fromkeys(each.factor for each in found):
        mine = [each for each in found if each.factor == factor and each.area.level == "utla" and each.own.value is not None]
        worse = [each for each in mine if each.england_word in WORSE]
        if not worse or len(worse) * 2 < len(mine) or worse[0].england is None:
            continue
        rank = (-list(STRENGTHS).index(factor.strength), len(worse), factor.slug)
        if best is None or rank > best[0]:
            best = (rank, factor, worse)
    if best is None:
        return ()
    _, factor, worse = best
    england = worse[0].england
    named = listed([f"{each.area.name} {value_words(each.own, factor)}" for each in worse], most=4)
    says = (
        f"{title_of(factor)} ({factor.unit}, {worse[0].years}) {is_or_are(title_of(factor))} {factor.worse} than in England "
        f"({shown(england)}): {named}. {'The publisher gives no interval.' if worse[0].own.lower is None else 'Beyond chance.'}"
    )
    cells = tuple(each.own for each in worse) + ((england,) if england else ())
    follows = "Ask schools, health and the councils what stands behind it before it becomes a priority."
    plain = say("{factor} {are} {worse} than in England ({unit}, {years}): {here}, against {there} in England.", factor=title_of(factor),
                are=is_or_are(title_of(factor)), worse=factor.worse, unit=factor.unit, years=worse[0].years, here=named, there=shown(england))
    return (Headline("risk_factor_worse_than_england", says, "questions/risk_and_protective", "inequality", cells,
                     ("education", "local_authority", "health"), follows, plain),)


def lacking(story: Story) -> tuple[str, ...]:
    """Factors that have an open indicator which isn't held, and protective factors that have none."""
    here = {each.factor.slug for each in held(story)}
    could = [title_of(factor).lower() for factor in factors() if factor.measured and factor.slug not in here]
    never = [title_of(factor).lower() for factor in factors() if not factor.measured and factor.effect == "protective"]
    found = []
    if could:
        found.append(f"No open table that is held has a figure of these risk and protective factors here: {listed(could, most=12)}. "
                     "The Department for Education's interactive tool and Fingertips publish them.")
    found.append(f"These protective factors have no open indicator at all: {listed(never, most=12)}.")
    return tuple(found)


def local(story: Story, area: Area) -> list[Block]:
    """The area's own factors, a row each."""
    return why_here(story, area)


def _names(story: Story, found: list[Held]) -> list[Block]:
    said = same_names(story, [each.area for each in found])
    return [Paragraph(each) for each in said]


def _lead(story: Story, found: list[Held]) -> str:
    areas = list(dict.fromkeys(each.area for each in found if each.area.level == "utla"))
    parts = []
    for area in areas[:4]:
        mine = [each for each in found if each.area == area and each.england_word not in ("", "not_given", "held_back")]
        worse = counted(mine, *WORSE)
        if mine:
            parts.append((worse, f"{area.name} in {worse} of {len(mine)}"))
    said = listed([words for _, words in sorted(parts, reverse=True)])
    many = len({each.factor.slug for each in found})
    lead = f"{plural(many, 'factor')} that {'goes' if many == 1 else 'go'} with violence {'has' if many == 1 else 'have'} an open figure here."
    return lead + (f" Figures stand worse than England's: {said}." if said else "")


def _notable(found: list[Held]) -> list[Block]:
    """A sentence for what differs from England beyond chance, and one for what differs by more than a tenth without an interval."""
    sure = [each for each in found if each.england_word in ("worse", "worse_whole")]
    unsure = [each for each in found if each.england_word == "worse_unsure"]
    blocks: list[Block] = []
    if sure:
        blocks.append(
            Paragraph(
                "Worse than England, beyond chance or by a count of everybody: " + listed([_brief(each) for each in sure], most=6) + "."
            )
        )
    if unsure:
        blocks.append(Paragraph(
            "Worse than England by a tenth or more, chance not known since the publisher gives no interval: "
            + listed([_brief(each) for each in unsure], most=6) + "."
        ))
    if not blocks:
        blocks.append(Paragraph("No figure of this level stands clearly worse than England's."))
    return blocks


def _brief(each: Held) -> str:
    title = title_of(each.factor)
    return f"{title[0].lower() + title[1:]} in {each.area.name} ({value_words(each.own, each.factor)}; England {shown(each.england)})"


def _values(level: str, words: str, found: list[Held]) -> Table:
    like = any(each.neighbours for each in found)
    names = (
        "Factor and area",
        "Value, 95% interval",
        "Years",
        "Against England",
        "Against the region",
        *(("Among its neighbours",) if like else ()),
        "Trend",
    )
    columns = tuple(Column(name) for name in names)
    rows = []
    for each in found:
        rows.append((
            TableCell(f"{title_of(each.factor)}, {each.factor.unit}: {each.area.name}"),
            TableCell(with_interval(each)),
            TableCell(each.years),
            against_cell(each.england, each.england_word),
            against_cell(each.region, each.region_word),
            *((TableCell(each.neighbours or "not enough held"),) if like else ()),
            TableCell(trend_words(each)),
        ))
    caption = f"{words} factors: latest published values beside England and the region"
    notes = ("Without an interval the publisher gives none. A mark such as - or c in the publisher's table is a value that isn't given: it is "
             "never zero.",)
    return Table(f"factors-{level}", caption, columns, tuple(rows), notes, SOURCE, explain_of(VALUES), 24)


def _comparing(story: Story, found: list[Held]) -> list[Block]:
    back = sorted({f"{title_of(each.factor)}: {kind}, {each.years}" for each in found
                   for kind, word in (("England", each.england_word), ("the region", each.region_word)) if word == "held_back"})
    blocks: list[Block] = [Bullets((
        "Where the publisher gives intervals, better or worse means beyond chance. Where it gives none, values less than a tenth apart are "
        "called close, and chance isn't known for the rest.",
        "Worse means higher for a risk factor and lower for a protective one; each row says which way.",
        "A trend compares the latest years with three to five years before, by the same rule; 2020 and 2021 stand in only where nothing else does.",
        _neighbours_said(found),
    ))]
    if back:
        blocks.append(Callout(
            "Held back, because it lies outside half to twice the span of the areas inside it and so can't be of the same measure: "
            + listed(back, most=10) + ". Check it at the publisher before it is used.", "warning"))
    return blocks


def _neighbours_said(found: list[Held]) -> str:
    stated = [each.neighbours_held for each in found if each.neighbours_held]
    some = any(each.neighbours for each in found)
    scheme = "The Department for Education's ten statistical neighbours of each council (May 2025) are shipped"
    if some:
        return scheme + "; the place among them, their middle and their ends are of those whose values are held."
    if stated:
        return (
            scheme
            + f", but of no council are three or more held with values ({listed(sorted(set(stated)), most=3)} held), so no place among them is given."
        )
    return "No statistical neighbours are known for these areas, so there is no place among similar areas."


def _unseen() -> list[Block]:
    rows = [
        f"{title_of(factor)} ({LEVELS[factor.level].lower()}): {factor.says[0].lower() + factor.says[1:]}"
        for factor in factors()
        if not factor.measured
    ]
    return [
        Paragraph("What protects is measured far less than what goes wrong. No open table gives these for a council or district; a school survey or "
                  "residents' survey of the partnership's own can."),
        Bullets(tuple(rows)),
    ]


def _evidence(found: list[Held]) -> list[Block]:
    shown_factors = [factor for factor in factors() if factor.slug in {each.factor.slug for each in found} or not factor.measured]
    columns = tuple(Column(name) for name in ("Factor", "Level", "Risk or protective", "Strength of the evidence", "What is known", "Source"))
    rows = tuple(
        (TableCell(title_of(factor)), TableCell(LEVELS[factor.level]), TableCell(factor.effect.capitalize()),
         TableCell(STRENGTHS[factor.strength]), TableCell(factor.evidence), TableCell(evidence_words(factor)))
        for factor in shown_factors
    )
    notes = ("An association in research isn't a cause, and no strength here says that changing the factor would change violence. What works is a "
             "question of its own.",)
    return [Table("factors-evidence", "How strong the evidence is that each factor goes with violence", columns, rows, notes, "", "")]
