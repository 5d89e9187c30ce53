"""The Duty here: what the law asks, who must do it by name, how they are governed, and what shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from upriver.report.public.matter import Matter
from upriver.report.story import Story
from upriver.shelf import Unreadable
from upriver.words.document import Block, Bullets, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.sharing.authority import BESIDE, KINDS, OBSERVER, RELEVANT, SPECIFIED, Authority
from upriver.words.text import day, listed, sentence

ORDER = 5
HARM = False
FIGURES = False
SHOWN = 30


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page."""
    say = matter.words("duty")
    there = [body for body in matter.register.authorities if body.holds_on(date.fromisoformat(matter.as_of))]
    blocks: list[Block] = [
        Heading(say("specified")), Paragraph(say("specified_says")), *_bodies(matter, there, SPECIFIED, "specified"),
        Heading(say("relevant")), Paragraph(say("relevant_says")), *_bodies(matter, there, RELEVANT, "relevant"),
        Heading(say("beside")), *_bodies(matter, there, {**OBSERVER, **BESIDE}, "beside"),
        Heading(say("governed")), *_governed(matter),
        Heading(say("principles")), *_principles(matter),
        Heading(say("reviewed")), _reviewed(story, matter),
        Heading(say("law")), *_law(matter),
    ]  # fmt: skip
    return (Page("duty", say("title"), matter.words("around")("group_duty"), say("lead"), tuple(blocks), in_pdf=False),)


def _law(matter: Matter) -> list[Block]:
    """What the law asks, a sentence each; what was not read in the law itself carries a mark in words."""
    say = matter.words("duty")
    told = zip(say.all("laws"), matter.declared["duty"].get("laws", ()), strict=True)
    return [Bullets(tuple(says if held.get("verified") else f"{says} {say('unverified')}" for says, held in told)), *_notes(matter)]


def _notes(matter: Matter) -> list[Block]:
    notes = tuple(dict.fromkeys(note for law in matter.laws for note in law.notes))
    return [Bullets(notes)] if notes else []


def _bodies(matter: Matter, there: Iterable[Authority], kinds: dict[str, str], which: str) -> list[Block]:
    """Bodies of some kinds by name, with where each acts and whether a person has confirmed it."""
    say = matter.words("duty")
    called = {needed.kind: needed.called for law in reversed(matter.laws) for needed in law.needed}
    order = {kind: at for at, kind in enumerate(kinds)}
    found = sorted((body for body in there if body.kind in kinds), key=lambda body: (order[body.kind], body.name))
    if not found:
        return [Paragraph(say("none"))]
    rows = tuple(
        (TableCell(body.name), TableCell(called.get(body.kind) or sentence(KINDS[body.kind])), TableCell(_where(matter, body)),
         TableCell(say("confirmed") if body.status == "confirmed" else say("proposed")))
        for body in found
    )
    columns = (Column(say("body")), Column(say("kind")), Column(say("covers")), Column(say("sure")))
    return [Table(f"duty-{which}", say(f"caption_{which}"), columns, rows, (say("note_register"),), shown_rows=SHOWN)]


def _where(matter: Matter, body: Authority) -> str:
    """The districts that a body acts in, by name."""
    say = matter.words("duty")
    on = date.fromisoformat(matter.as_of)
    every = {cover.district for each in matter.register.authorities for cover in each.covers_on(on)}
    covers = body.covers_on(on)
    if len(every) > 1 and {cover.district for cover in covers} == every:
        return say("whole")
    return listed(sorted({cover.name or cover.district for cover in covers}), most=20) or say("unknown")


def _governed(matter: Matter) -> list[Block]:
    say, contact = matter.words("duty"), matter.declared.get("contact", {})
    blocks: list[Block] = []
    if matter.register.pooled:
        blocks.append(Paragraph(say("pooled", name=matter.register.pooled)))
    board = contact.get("board", [])
    if not isinstance(board, list) or any(not isinstance(each, dict) or not isinstance(each.get("name"), str) for each in board):
        raise Unreadable("declarations/site/contact.toml gives `board` in a way that can't be read: write each as [[board]] with a name.")
    told = matter.words("contact")
    named = tuple(f"{each['name']}. {told.of('says', each)}" for each in board)
    return [*blocks, Bullets(named) if named else Paragraph(say("governed_none"))]


def _principles(matter: Matter) -> list[Block]:
    say = matter.words("duty")
    blocks: list[Block] = []
    for number, (says, held) in enumerate(zip(say.all("six"), matter.declared["duty"].get("six", ()), strict=True), 1):
        links = matter.links(*held.get("pages", ()))
        shows = say("shows") if links else say("shows_none")
        blocks += [Heading(f"{number}. {says}", 3), Paragraph(shows, links)]
    return blocks


def _reviewed(story: Story, matter: Matter) -> Table:
    say, contact = matter.words("duty"), matter.declared.get("contact", {})
    dates = {"assessment": story.as_of, "strategy": contact.get("strategy_reviewed", ""), "annual": contact.get("annual_report_reviewed", "")}
    rows = tuple((TableCell(say(name)), TableCell(day(on) if on else say("not_yet"))) for name, on in dates.items())
    return Table("duty-reviewed", say("caption_reviewed"), (Column(say("product")), Column(say("when"))), rows)
