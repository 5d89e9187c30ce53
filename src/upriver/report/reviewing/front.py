"""The first of the reviewer's pages: what the machine found, what readers must know, who must read it, what a vote means."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.reviewing.noting import CHANGED, CHECKS, HIDDEN, LEFT
from upriver.report.reviewing.rows import GROUP
from upriver.words.document import Block, Bullets, Callout, Code, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.releasing.gate import ANSWERS, CLAIMS, STATES, Request, whose
from upriver.words.releasing.noted import STANDS, Noted
from upriver.words.text import day, listed, plural, sentence

OTHERS = (
    (CHECKS, "What the machine checked"),
    (CHANGED, "Only what changed"),
    (HIDDEN, "What is hidden, and why"),
    (LEFT, "What was left out"),
)


def front_page(request: Request, found: Sequence[Noted], title: str, *, draft: str = "") -> Page:
    """The page as the release stands now. `draft` is where the drafted pages themselves lie."""
    blocks: list[Block] = [Heading("What the machine found")]
    for stands, says in STANDS.items():
        some = tuple(each.says for each in found if each.stands == stands)
        if some:
            blocks += [
                *([Callout("It can't be released as it is.", "warning")] if stands == "stop" else []),
                Heading(says, 3),
                Bullets(some),
            ]
    blocks.append(Paragraph("All of it:", tuple((words, slug) for slug, words in OTHERS)))
    if draft:
        blocks.append(Paragraph("What you vote on:", (("The draft, as it would be published", draft),)))
    blocks += [*_said(request), *_readers(request), *_vote(request)]
    return Page("", f"To be read before release: {title}", GROUP, _lead(request), tuple(blocks))


def _lead(request: Request) -> str:
    asked = f"Release {request.release}, asked for on {day(request.at[:10])} by {listed(request.authors)}, {STATES[request.state]}."
    if request.wanted:
        return f"{asked} {plural(request.wanted, 'person', 'people')} must still read it."
    return f"{asked} {request.why}".strip()


def _said(request: Request) -> list[Block]:
    """Context and controls, as the author wrote them."""
    if not request.context and not request.controls:
        return [
            Heading("What readers need to know"),
            Paragraph("The author wrote nothing: nobody has to read this release."),
        ]
    return [
        Heading("What it is for"),
        Paragraph(request.context or "The author wrote nothing."),
        Heading("What was done to protect people"),
        Paragraph(request.controls or "The author wrote nothing."),
    ]


def _readers(request: Request) -> list[Block]:
    many = "Nobody" if not request.needs else plural(request.needs, "person", "people")
    found: list[Block] = [Heading("Who must read it"), Paragraph(f"{many} must read it: {request.reason}.")]
    if not request.needs:
        return found
    if request.open_votes:
        rows = tuple(
            (TableCell(each.by), TableCell(each.answer), TableCell(each.why), TableCell(day(each.at[:10])))
            for each in request.open_votes
        )
        found.append(Table("votes", "Votes", tuple(Column(name) for name in ("By", "Vote", "Why", "On")), rows))
    elif request.votes:
        found.append(
            Paragraph(
                f"{plural(len(request.votes), 'person has', 'people have')} voted. What they said is shown when all have: "
                "nobody should vote knowing how another did."
            )
        )
    else:
        found.append(Paragraph("Nobody has voted yet."))
    return [*found, Callout(whose(request.open_votes) if request.open_votes else CLAIMS)]


def _vote(request: Request) -> list[Block]:
    if not request.wanted:
        return []
    lines = [f'upriver review {request.release} --{answer} --why "..." --by NAME' for answer in ANSWERS]
    return [
        Heading("What your vote means"),
        Bullets(tuple(f"{sentence(answer)}: {says}" for answer, says in ANSWERS.items())),
        Paragraph(
            "You vote on these figures and these pages. Should any of them change before release, or anything else be released, your vote "
            "no longer counts and you are asked again."
        ),
        Code("\n".join(lines), "To vote"),
    ]
