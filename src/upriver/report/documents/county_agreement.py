"""A county's community safety agreement, rolled up from its districts' plans."""

from __future__ import annotations

from upriver.report.plans.csp.ground import CSP, ground_for
from upriver.report.plans.csp.matrix import answer_cell, titled
from upriver.report.plans.csp.regulations import AGREEMENT, NOT_READ
from upriver.report.plans.told import Told
from upriver.words.document import (
    Block,
    Bullets,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Authority
from upriver.words.text import listed, plural

SLUG = "county_agreement"
TITLE = "County community safety agreement"
AUDIENCES = ("restricted", "public")
ABOUT = "authority"
FORMS = ("docx", "pdf")
IN_PLAN = ("met", "partly")


def pages(told: Told) -> tuple[Page, ...]:
    """One page: which priorities the districts share, where they differ, and what they could do together."""
    county = _county(told)
    inside, beyond = _csps(told, county)
    held = ground_for(told, county).alignment
    shared = {priority: [each for each in inside if held.cell(each.id, priority).answer in IN_PLAN] for priority in held.priorities}
    blocks: list[Block] = [
        KeyFigures((_counted("Shared by all", sum(1 for found in shared.values() if inside and len(found) == len(inside))),
                    _counted("Shared by some", sum(1 for found in shared.values() if 0 < len(found) < len(inside))),
                    _counted("In no plan that was read", sum(1 for found in shared.values() if not found)))),
        Heading("What the plans share"), Paragraph(AGREEMENT["shared"]), _table(told, inside, shared),
        Heading("Where they differ"), Bullets(tuple(_differences(told, inside, shared)) or ("Nowhere: every plan answers alike.",)),
        Heading("What could be done together"), Paragraph(AGREEMENT["together"]), *_together(told, inside, shared),
    ]
    if beyond:
        blocks.append(Paragraph(f"Not wholly in the county, and left out: {listed([each.name for each in beyond])}."))
    blocks.append(NOT_READ)
    lead = f"{county.name}: {plural(len(inside), 'community safety partnership')}, {plural(len(held.priorities), 'priority', 'priorities')} of the strategy."
    return (Page("county-agreement", f"What the plans of {county.name}'s districts share", "County agreement", lead, tuple(blocks)),)


def _counted(label: str, many: int) -> KeyFigure:
    return KeyFigure(label, str(many), "priority" if many == 1 else "priorities")


def _county(told: Told) -> Authority:
    found = told.authorities.get(told.about)
    counties = [each for each in told.register.authorities if each.tier == "county"]
    if found is None or found.tier != "county":
        known = listed([f"{each.name} [{each.id}]" for each in counties]) or "none"
        raise Refusal(f"{told.about} is no county council of the register", do=f"A county agreement is made for a county above districts: {known}.")
    return found


def _csps(told: Told, county: Authority) -> tuple[list[Authority], list[Authority]]:
    """CSPs all of whose districts lie in the county, and those that lie only partly in it."""
    ground = {cover.district for cover in county.covers_on(told.on)}
    held = [(each, {cover.district for cover in each.covers_on(told.on)}) for each in told.register.authorities
            if each.kind == CSP and each.holds_on(told.on)]
    inside = sorted((each for each, districts in held if districts and districts <= ground), key=lambda each: each.name)
    return inside, [each for each, districts in held if districts & ground and not districts <= ground]


def _table(told: Told, inside: list[Authority], shared: dict[str, list[Authority]]) -> Table:
    held = told.alignments[told.in_force]
    columns = (Column("Priority"), Column("In how many plans"), *(Column(each.name) for each in inside))
    rows = tuple(
        (TableCell(titled(told, priority)), TableCell(f"{len(found)} of {len(inside)}"), *(answer_cell(held.cell(each.id, priority)) for each in inside))
        for priority, found in sorted(shared.items(), key=lambda pair: -len(pair[1]))
    )
    notes = ("A plan counts where its clause meets the priority, wholly or partly. One that isn't judged yet doesn't count, and isn't a gap.",)
    return Table("county-agreement-shared", "Priorities by how many plans they are in", columns, rows, notes)


def _differences(told: Told, inside: list[Authority], shared: dict[str, list[Authority]]) -> list[str]:
    held, lines = told.alignments[told.in_force], []
    for priority in shared:
        gaps = [each.name for each in inside if held.cell(each.id, priority).answer == "gap"]
        unread = [each.name for each in inside if held.cell(each.id, priority).answer == "not_judged"]
        has = [each.name for each in shared[priority]]
        if len({held.cell(each.id, priority).answer for each in inside}) < 2:
            continue
        parts = [f"in the plan of {listed(has)}" if has else "", f"a gap in {listed(gaps)}" if gaps else "", f"not yet judged in {listed(unread)}" if unread else ""]
        lines.append(f"{titled(told, priority)}: {'; '.join(filter(None, parts))}.")
    return lines


def _together(told: Told, inside: list[Authority], shared: dict[str, list[Authority]]) -> list[Block]:
    """Actions that reach two or more of the county's partnerships, on priorities that two or more plans hold."""
    lines = []
    for priority, found in shared.items():
        if len(found) < 2:
            continue
        reached: dict[str, list[str]] = {}
        for body in found:
            for action in (each for each, _ in ground_for(told, body).actions(priority) if each.status != "done"):
                reached.setdefault(action.title, []).append(body.name)
        several = {title: names for title, names in reached.items() if len(names) > 1}
        parts = [title if len(names) == len(found) else f"{title} ({listed(names)})" for title, names in several.items()]
        lines += [f"{titled(told, priority)}, with {listed([each.name for each in found])}: {'; '.join(parts)}."] if parts else []
    return [Bullets(tuple(lines))] if lines else [Paragraph("No action reaches two of them on a priority that both plans hold. [What could?]")]
