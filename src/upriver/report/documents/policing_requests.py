"""The local policing body's requests: what it asked for, whether that may be sent, by when, and what was sent."""

from __future__ import annotations

from upriver.report.plans.tables import date_words
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.asking import PolicingRequest
from upriver.words.text import plural

SLUG = "policing_requests"
TITLE = "The policing body's requests"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")
UNDER = {"s14": "Section 14", "s17": "Section 17", "other": "Other"}
LAWFUL = (
    "Section 14: authorities co-operate when the policing body assists or monitors. Read in part alone.",
    "Section 17: information for its functions under the Duty is supplied when it asks. The section was not read at its source.",
    "Section 17 is understood to leave out patient information, and personal information of health and social care authorities.",
    "Counts for the partnership or a district, through the lock, answer most requests without anything about a person.",
)


def pages(told: Told) -> tuple[Page, ...]:
    """One page: open requests, those that must be looked at before anything is sent, and all that were answered."""
    rows = sorted(told.plan.of(PolicingRequest), key=lambda each: (each.due or told.on, each.id))
    open_ones = [each for each in rows if not each.replied_on]
    late = [each for each in open_ones if each.due and each.due < told.on]
    held = [each for each in rows if each.under == "s17" and each.holds_people != "no"]
    lead = (f"{plural(len(rows), 'request')}; {len(open_ones)} without a reply, {len(late) or 'none'} of them late." if rows
            else "No request of the local policing body is recorded. `upriver request policing add` records one.")
    blocks: list[Block] = [Callout("What may be sent under these sections is for the partnership's own legal adviser to confirm: section 17 was not read at its "
                                   "source, and section 14 past its third subsection in part alone.", "warning")]
    if open_ones:
        blocks += [Heading("Waiting for a reply"), _table(told, open_ones, "policing-requests-open", "Requests without a reply")]
    if held:
        blocks += [Heading("Look before anything is sent"), Paragraph(
            "These were asked for under section 17, and it isn't settled that they hold nothing about persons or patients. Answer with counts through the "
            "lock, or ask which other gateway would carry it: upriver can-i."), _table(told, held, "policing-requests-people", "May hold something about persons")]
    done = [each for each in rows if each.replied_on]
    if done:
        blocks += [Heading("Answered"), _table(told, done, "policing-requests-answered", "Requests with their replies")]
    blocks += [Heading("What the sections say"), Bullets(LAWFUL)]
    return (Page("policing-requests", TITLE, "Policing body", lead, tuple(blocks)),)


def _table(told: Told, rows: list[PolicingRequest], slug: str, caption: str) -> Table:
    columns = tuple(Column(name) for name in ("Asked for", "Under", "Asked on", "Due", "May it be sent?", "How it stands"))
    body = tuple((TableCell(each.asked), TableCell(UNDER.get(each.under, each.under)), TableCell(date_words(each.asked_on, "not recorded")), TableCell(date_words(each.due, "not recorded")),
                  TableCell(lawful(each)), TableCell(_stands(each, told))) for each in rows)
    return Table(slug, caption, columns, body)


def lawful(each: PolicingRequest) -> str:
    """What the record says of its content, in words; no legal advice."""
    if each.holds_people == "no":
        return "Recorded as holding nothing about persons or patients."
    says = "Recorded as holding something about persons or patients" if each.holds_people == "yes" else "Nobody has said whether it holds something about persons"
    return f"{says}: not under section 17." if each.under == "s17" else f"{says}: needs a gateway of its own."


def _stands(each: PolicingRequest, told: Told) -> str:
    if each.replied_on and each.due:
        late = (each.replied_on - each.due).days
        said = f"Answered on {date_words(each.replied_on)}, {plural(late, 'day')} late." if late > 0 else f"Answered on {date_words(each.replied_on)}, in time."
        return f"{said} {each.reply}".strip()
    if each.due is None:
        return "No day is recorded."
    days = (each.due - told.on).days
    return f"{plural(-days, 'day')} late." if days < 0 else "Due today." if days == 0 else f"Due in {plural(days, 'day')}."
