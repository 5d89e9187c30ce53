"""The Duty, who the partnership is, how its authorities work together, and the definition."""

from __future__ import annotations

from upriver.report.plans.strategy.chosen import START, WORK, Chosen
from upriver.report.plans.tables import coded, date_words
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.governing import BODIES, Meeting
from upriver.words.registers.strategy import ENABLERS, Contribution, Enabler, LinkedStrategy
from upriver.words.sharing.authority import KINDS, OBSERVER, RELEVANT, SPECIFIED

DUTY = (
    "Since 31 January 2023 the police, probation, youth justice, fire and rescue, health and local authorities of an area must work "
    "together to prevent and reduce serious violence there (Police, Crime, Sentencing and Courts Act 2022, section 8).",
    "To prevent is to stop people becoming involved, also as victims; to reduce is to have fewer instances (section 13). Every priority "
    "of this strategy has an objective of each kind.",
    "Schools and colleges, prisons and youth custody are consulted on the strategy, and it may set actions for them.",
)


def duty(chosen: Chosen) -> Page:
    """What the law asks, who is in, and each authority's part."""
    told = chosen.told
    bodies = [each for each in told.register.authorities if each.holds_on(told.on)]
    blocks: list[Block] = [Heading("What the law asks"), *(Paragraph(each) for each in DUTY)]
    if chosen.strategy.wider_area:
        blocks.append(Paragraph(f"The authorities of several local areas work together over one area, {chosen.strategy.wider_area} (section 9)."))
    blocks += [Heading("Who we are")]
    for words, kinds in (("Specified authorities: bound by the Duty", SPECIFIED), ("Relevant authorities: consulted, and bound in defined cases", RELEVANT),
                         ("Local policing body: may assist and monitor", OBSERVER)):
        names = tuple(f"{each.name} ({KINDS[each.kind]})" for each in sorted(bodies, key=lambda one: list(KINDS).index(one.kind)) if each.kind in kinds)
        if names:
            blocks += [Heading(words, 3), Bullets(names)]
    blocks += _groups(chosen)
    lead = f"{len([each for each in bodies if each.kind in SPECIFIED])} specified authorities share one Duty; none of them leads by law."
    return Page("strategy/duty", "The Duty and who we are", START, lead, tuple(blocks))


def _groups(chosen: Chosen) -> list[Block]:
    """The meetings that steer the work, from the record of those that were held."""
    told = chosen.told
    held: dict[str, list[Meeting]] = {}
    for each in told.plan.of(Meeting):
        if each.held_on and each.held_on <= told.on:
            held.setdefault(f"{coded(each.body, BODIES)}{f': {told.name(each.csp)}' if each.csp else ''}", []).append(each)
    if not held:
        return []
    rows = tuple((TableCell(name), TableCell(float(len(meetings))), TableCell(date_words(max(each.held_on for each in meetings if each.held_on))))
                 for name, meetings in held.items())
    return [Heading("Who steers the work"), Table("strategy-groups", "Bodies that steer the work, and how often they have met",
                                                  (Column("Body"), Column("Meetings held", 0), Column("Last met")), rows)]


def working_together(chosen: Chosen) -> Page:
    """One paragraph an authority on its part, and the functions it uses."""
    told = chosen.told
    parts = [each for each in chosen.plan.of(Contribution) if each.strategy == chosen.strategy.id and each.paragraph]
    order = [each.authority for each in chosen.response.signed]
    parts.sort(key=lambda each: order.index(each.authority) if each.authority in order else len(order))
    blocks: list[Block] = []
    for part in parts:
        leads = len([each for each in chosen.actions if each.lead == part.authority])
        blocks += [Heading(told.name(part.authority), 2), Paragraph(part.paragraph)]
        blocks += [Paragraph(f"Functions and powers it uses: {part.functions}")] if part.functions else []
        blocks += [Paragraph(f"It leads {leads} of {len(chosen.actions)} actions.")] if leads else []
    missing = [told.name(each.authority) for each in chosen.response.signed if not each.part]
    if missing and chosen.inside:
        blocks.append(Callout(f"Not yet written: {', '.join(missing)}."))
    whole = len([each for each in chosen.response.signed if each.part])
    lead = (f"{whole} of {len(chosen.response.signed)} specified authorities say what they bring." if chosen.inside
            else "What each authority brings, and which of its functions it uses.")
    return Page("strategy/together", "How we work together", WORK, lead, tuple(blocks) or (Paragraph("No part has been written yet."),))


def definition(chosen: Chosen) -> Page:
    """What is counted as serious violence here."""
    held = chosen.told.definition
    if held is None:
        blocks: tuple[Block, ...] = (Callout("No assessment has been made, so that no definition is in force yet."),)
        return Page("strategy/definition", "What this strategy counts", START, "The definition is still to be agreed.", blocks)
    rows = tuple((TableCell(limb.title), TableCell(limb.says)) for limb in held.limbs)
    found: list[Block] = [Paragraph(held.says)]
    if rows:
        found.append(Table("strategy-definition", "Parts of the definition", (Column("Part"), Column("What it is")), rows))
    if not held.verified:
        found.append(Callout("This definition was not verified at its source. It is for the partnership to confirm.", "warning"))
    found += [Heading("What the Act asks us to weigh"), Paragraph(
        "The longest sentence the law allows, the harm to victims, how common it is here, and what it does to communities (section 13(6)). "
        "Terrorism lies outside. The assessment sets out how each part was scored and which source shows it.")]
    return Page("strategy/definition", "What this strategy counts", START, f"{held.title}, version {held.version}.", tuple(found))


def enablers(chosen: Chosen) -> Page:
    """What the whole strategy rests on, by kind."""
    told = chosen.told
    rows = [each for each in chosen.plan.of(Enabler) if each.strategy == chosen.strategy.id]
    blocks: list[Block] = []
    for kind, words in ENABLERS.items():
        held = [each for each in rows if each.kind == kind]
        if held:
            blocks.append(Heading(words))
        for each in held:
            who = f" {told.name(each.lead)} leads on it" if each.lead else ""
            by = f"{' and it' if who else ' It'} is to be done by {date_words(each.due)}" if each.due else ""
            blocks.append(Paragraph(f"{each.says}{f'{who}{by}.' if who or by else ''}"))
    missing = [words for kind, words in ENABLERS.items() if kind != "other" and not any(each.kind == kind for each in rows)]
    if missing and chosen.inside:
        blocks.append(Callout(f"Nothing is recorded yet on: {', '.join(missing).lower()}."))
    return Page("strategy/enablers", "What it rests on", WORK, "Sharing data, people and skills, commissioning, and the voluntary sector.",
                tuple(blocks) or (Paragraph("Nothing is recorded yet."),))


def linked(chosen: Chosen) -> Page:
    """Other plans of the area that this one ties in with."""
    rows = tuple((TableCell(each.title), TableCell(each.owner or "not said"), TableCell(each.covers or "not said"))
                 for each in chosen.plan.of(LinkedStrategy) if each.strategy == chosen.strategy.id)
    table = Table("strategy-linked", "Linked plans and strategies", (Column("Plan"), Column("Whose"), Column("What it covers, and is left to it")), rows)
    links = tuple((each.title, each.link) for each in chosen.plan.of(LinkedStrategy)
                  if each.strategy == chosen.strategy.id and each.link.startswith("https://"))
    blocks: tuple[Block, ...] = (table, *((Paragraph("Where to find them:", links),) if links else ()))
    return Page("strategy/linked", "Linked strategies", "Annexes", f"{len(rows)} other plans of the area touch on serious violence.",
                blocks if rows else (Paragraph("None has been recorded."),))
