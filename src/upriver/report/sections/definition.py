"""The definition that every figure states."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.report.story import Story
from upriver.words.declared import Definition
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import listed

ORDER = 76
FACTORS = {
    "maximum_penalty": "Maximum penalty",
    "impact_on_victims": "Impact on victims",
    "prevalence": "Prevalence in the area",
    "impact_on_community": "Impact on the community",
}


def pages(story: Story) -> tuple[Page, ...]:
    """One page: its parts, what each takes from each source and how well, and the four statutory factors."""
    definition = story.definition.agreed
    named = f"Name and version: {definition.name}. Source: {definition.source}"
    blocks: list[Block] = [Paragraph(definition.says), Paragraph(f"{named} {TERRORISM}")]
    if not definition.verified:
        blocks.append(Callout(UNVERIFIED, "warning"))
    blocks += [
        Heading("Its parts, and how well each source shows them"),
        _parts(definition, {source.contract.slug: source.contract.title for source in story.sources}),
        Heading("The four factors of the Act"),
        Paragraph(SCORED),
        _scores(definition),
    ]
    parts = listed([limb.title.lower() for limb in definition.limbs], most=9)
    lead = f"{definition.title}, version {definition.version}" + (f", counts {parts}." if parts else ".")
    return (Page("about/definition", "What is counted", "About", lead, tuple(blocks)),)


TERRORISM = "Terrorism lies outside every definition of serious violence (PCSC Act 2022, s.13)."
UNVERIFIED = "This definition was not verified at its source. The partnership must confirm it before it is relied on."
SCORED = (
    "The Act asks that these be taken into account in deciding what is serious. 3 is the most. A score that is still to be "
    "decided is for the partnership, from its own figures."
)
FIDELITY = "exact: the source shows this and nothing else. proxy: it shows something wider or narrower. none: it can't show it."


def _parts(definition: Definition, titles: Mapping[str, str]) -> Table:
    rows = tuple(
        (
            TableCell(limb.title),
            TableCell(limb.says),
            TableCell(titles.get(contract, contract.replace("_", " "))),
            TableCell(grade),
            TableCell(", ".join(limb.takes.get(contract, ())) or "nothing"),
        )
        for limb in definition.limbs
        for contract, grade in sorted(limb.fidelity.items())
    )
    columns = tuple(Column(name) for name in ("Part", "What it is", "Source", "Fidelity", "Takes"))
    return Table("definition-parts", "Parts of the definition by source", columns, rows, (FIDELITY,))


def _scores(definition: Definition) -> Table:
    rows = tuple(
        (TableCell(limb.title), *(_score(limb.scores.get(factor)) for factor in FACTORS)) for limb in definition.limbs
    )
    columns = (Column("Part"), *(Column(name) for name in FACTORS.values()))
    return Table("definition-scores", "Scores on the four statutory factors", columns, rows)


def _score(score: int | None) -> TableCell:
    return TableCell("to be decided" if score is None else str(score))
