"""The definition that every figure states."""

from __future__ import annotations

from upriver.report.story import Story
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell

ORDER = 10
FACTORS = {"maximum_penalty": "Maximum penalty", "impact_on_victims": "Impact on victims", "prevalence": "Prevalence in the area",
           "impact_on_community": "Impact on the community"}


def pages(story: Story) -> tuple[Page, ...]:
    """One page: its parts, what each takes from each source and how well, and the four statutory factors."""
    definition = story.definition
    blocks: list[Block] = [
        Paragraph(definition.says),
        Paragraph(f"Name and version: {definition.name}. Source: {definition.source} Terrorism lies outside every definition of serious violence (PCSC Act 2022, s.13)."),
    ]
    if not definition.verified:
        blocks.append(Callout("This definition was not verified at its source. The partnership must confirm it before it is relied on.", "warning"))
    rows = []
    for limb in definition.limbs:
        for contract, grade in sorted(limb.fidelity.items()):
            rows.append((TableCell(limb.title), TableCell(limb.says), TableCell(contract), TableCell(grade), TableCell(", ".join(limb.takes.get(contract, ())) or "nothing")))
    blocks += [Heading("Its parts, and how well each source shows them"),
               Table("definition-parts", "Parts of the definition by source", tuple(Column(name) for name in ("Part", "What it is", "Source", "Fidelity", "Takes")), tuple(rows),
                     ("exact: the source shows this and nothing else. proxy: it shows something wider or narrower. none: it can't show it.",)),
               Heading("The four factors of the Act"),
               Paragraph("The Act asks that these be taken into account in deciding what is serious. 3 is the most. An empty score is for the partnership to decide from its own figures.")]
    scores = tuple((TableCell(limb.title), *(TableCell(float(score)) if (score := limb.scores.get(factor)) is not None else TableCell("to be decided") for factor in FACTORS))
                   for limb in definition.limbs)
    blocks.append(Table("definition-scores", "Scores on the four statutory factors", (Column("Part"), *(Column(name) for name in FACTORS.values())), scores))
    return (Page("about/definition", "What is counted", "About", f"{definition.title}, version {definition.version}.", tuple(blocks)),)
