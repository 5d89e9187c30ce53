"""How the Duty is met: the register of requirements, each with its evidence, what lacks and what comes next."""

from __future__ import annotations

from upriver.report.plans.duty.standing import HOW, closest, counts, key_figures, lacking, table
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Callout, Heading, Page, Paragraph
from upriver.words.standing.requirement import FAMILIES
from upriver.words.text import plural

SLUG = "duty"
TITLE = "How we meet the Duty"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")
CLOSEST = 5


def pages(told: Told) -> tuple[Page, ...]:
    """A front page with the count and the few closest to done, then a page a family."""
    rows = told.requirements
    law = [each for each in rows if each.requirement.level == "must" and each.standing != "not_applicable"]
    met = sum(each.standing == "met" for each in law)
    lead = f"{met} of {len(law)} things that the law asks for are met, with evidence and a named person's word. {len(rows)} requirements in all."
    front: list[Block] = [key_figures(rows), Callout(HOW), counts(rows, "duty-counts"), Heading("Closest to done")]
    near = closest(rows, CLOSEST)
    front.append(Bullets(tuple(f"{each.requirement.title} {lacking(each)}" for each in near)) if near else Paragraph("Nothing that the law asks for is left."))
    unverified = sum(not each.requirement.verified for each in rows)
    front.append(Callout(f"{plural(unverified, 'requirement')} rest on a source that was not wholly read. Each is marked, and is for the partnership to confirm.",
                         "warning"))
    made = [Page("duty", TITLE, "The Duty", lead, tuple(front))]
    for family, title in FAMILIES.items():
        mine = [each for each in rows if each.requirement.family == family]
        done = sum(each.standing == "met" for each in mine)
        made.append(Page(f"duty/{family}", f"{family.upper()}. {title}", "Requirements", f"{done} of {len(mine)} met.",
                         (table(mine, f"duty-{family}", f"{title}: what is asked, and how it stands"),)))
    return tuple(made)
