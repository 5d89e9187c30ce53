"""The inspection file: how the Duty is met, clause by clause, what inspectors look at, and what is held elsewhere."""

from __future__ import annotations

from upriver.report.plans.duty.inspecting import criteria_pages, elsewhere, ten_days
from upriver.report.plans.duty.standing import HOW, clause, counts, key_figures, table
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Callout, Heading, Page
from upriver.words.standing.requirement import FAMILIES
from upriver.words.text import day, plural

SLUG = "inspection_file"
TITLE = "Inspection file"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")
GROUP = "Clause by clause"


def pages(told: Told) -> tuple[Page, ...]:
    """What it is and the clock, the law clause by clause, the rest in tables, published criteria, and what isn't held here."""
    return (_front(told), *_law(told), *_rest(told), *criteria_pages(told, "inspection-file"), elsewhere(told, "inspection-file"))


def _front(told: Told) -> Page:
    rows = told.requirements
    lead = (f"What the partnership could show inspectors on {day(told.on.isoformat())}: evidence held in this workspace, who attested it, what lacks, "
            "and what other bodies hold.")
    blocks: list[Block] = [
        key_figures(rows), Callout(HOW), counts(rows, "inspection-file-counts"),
        Heading("What is in this file"),
        Bullets(("Every requirement that the law sets, with what was looked for, what was found, who attested it and what lacks.",
                 "The other requirements: official guidance, good practice, powers.",
                 "What inspectorates have said they look at in serious youth violence, against what is held here.",
                 "What this system does not hold, and who does.")),
        *ten_days(told, "inspection-file-days"),
    ]
    return Page("inspection-file", TITLE, "Summary", lead, tuple(blocks))


def _law(told: Told) -> list[Page]:
    made = []
    for family, title in FAMILIES.items():
        mine = [each for each in told.requirements if each.requirement.level == "must" and each.requirement.family == family]
        if mine:
            blocks = [block for each in mine for block in clause(each)]
            made.append(Page(f"inspection-file/{family}", f"{family.upper()}. {title}", GROUP,
                             f"{plural(len(mine), 'requirement')} of the law.", tuple(blocks)))
    return made


def _rest(told: Told) -> list[Page]:
    made = []
    for level, title in (("should", "Official guidance"), ("expected", "Good practice"), ("may", "Powers")):
        mine = [each for each in told.requirements if each.requirement.level == level]
        made.append(Page(f"inspection-file/{level}", title, GROUP, f"{plural(len(mine), 'requirement')}.",
                         (table(mine, f"inspection-file-{level}", f"{title}: what is asked, and how it stands"),)))
    return made
