"""The consultation log: who was asked about the strategy, who replied, who kept silent, and who was never asked."""

from __future__ import annotations

from upriver.report.plans.asking.standing import by_kind, changed_words, listed_bodies
from upriver.report.plans.tables import date_words
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import HOW, REPLIES, Consultation, Consulted
from upriver.words.registers.strategy import Strategy
from upriver.words.sharing.authority import KINDS
from upriver.words.standing.asked import Consulting
from upriver.words.text import day, plural, sentence

SLUG = "consultation"
TITLE = "Consultation log"
AUDIENCES = ("restricted", "public")
ABOUT = "strategy"
FORMS = ("docx", "pdf", "xlsx")
NAMED = 8
"""How many bodies that were never asked are named in a line; more stand in the list alone."""


def pages(told: Told) -> tuple[Page, ...]:
    """Whether the strategy may be made final, how each kind stands, every time somebody was asked, and the whole list."""
    strategy, held = told.plan.one(Strategy, told.about), told.consultings.get(told.about)
    if strategy is None or held is None:
        raise Refusal(f"there is no strategy {told.about} on {day(told.on.isoformat())}", do="`upriver strategy list --on DATE` shows those of a day.")
    blocks: list[Block] = [_may(held), by_kind(held) if held.must else Paragraph("The register lists no authority that must be consulted.")]
    if held.missing:
        blocks += [Heading("Never asked"), *_never(told, held)]
    entries = sorted((each for each in told.plan.of(Consultation) if each.strategy == strategy.id), key=lambda each: str(each.held_on))
    blocks += [Heading("Each time we asked"), *(_entries(told, entries) if entries else [Paragraph("No consultation has been recorded.")])]
    if changed := _changed(told, entries):
        blocks += [Heading("What changed"), Bullets(tuple(changed))]
    first = Page("consultation", "Consultation on the strategy", "Consultation", f"{strategy.title}: {_lead(held)}", tuple(blocks))
    return (first, *_lists(told, held))


def _lists(told: Told, held: Consulting) -> tuple[Page, ...]:
    """Everybody by name, on a page that stays off paper; what each of them said is theirs to publish, so it is never public."""
    blocks: list[Block] = []
    if many := [each for kind in held.kinds() for each in held.of(kind, "never") if len(held.of(kind, "never")) > NAMED]:
        rows = tuple((TableCell(told.name(each.authority)), TableCell(each.authority), TableCell(sentence(KINDS[each.kind]))) for each in many)
        blocks.append(Table("consultation-never", "Authorities never asked", (Column("Authority"), Column("Id"), Column("Kind")), rows, shown_rows=NAMED))
    if answered := [each for each in held.must if each.state != "never"]:
        blocks.append(listed_bodies(told, "consultation-asked", "Authorities asked, and their replies", answered))
    if not blocks or told.audience == "public":
        return ()
    return (Page("consultation/list", "Every authority", "Consultation", "Who was asked and what they replied, and who was never asked.",
                 tuple(blocks), in_pdf=False),)


def _lead(held: Consulting) -> str:
    replied, silent = (sum(1 for each in held.must if each.state == state) for state in ("replied", "silence"))
    return f"{len(held.must) - len(held.missing)} of {plural(len(held.must), 'authority', 'authorities')} that must be consulted were asked: " \
           f"{replied} replied, {silent} silent." + (f" {len(held.missing):,} never asked." if held.missing else "")


def _may(held: Consulting) -> Callout:
    law = "Section 8(4) asks that each educational, prison and youth custody authority is consulted"
    law += ", and section 9(4), for a wider area, that every other specified authority is too." if held.wider else "."
    if held.missing:
        return Callout(f"The strategy can't be made final yet: {plural(len(held.missing), 'authority', 'authorities')} never asked. {law}", "warning")
    return Callout(f"Everybody who must be consulted has been. {law} A reply isn't needed: silence is recorded as silence.")


def _never(told: Told, held: Consulting) -> list[Block]:
    blocks: list[Block] = []
    lines = []
    for kind in held.kinds():
        never = held.of(kind, "never")
        if 0 < len(never) <= NAMED:
            lines.append(f"{sentence(KINDS[kind])}: {', '.join(told.name(each.authority) for each in never)}.")
        elif never:
            lines.append(f"{sentence(KINDS[kind])}: {len(never):,} of {len(held.of(kind)):,}, all in the list of every authority.")
    blocks.append(Bullets(tuple(lines)))
    blocks.append(Paragraph("One letter reaches all of a kind: upriver consult send ID --to-kind education."))
    return blocks


def _entries(told: Told, entries: list[Consultation]) -> list[Block]:
    rows = []
    for each in entries:
        replies = [row for row in told.plan.of(Consulted) if row.consultation == each.id]
        count = {reply: sum(1 for row in replies if row.reply == reply) for reply in REPLIES}
        said = ", ".join(f"{count[reply]} {words}" for reply, words in (("replied", "replied"), ("silence", "silent"), ("waiting", "waiting")) if count[reply])
        by = f"; reply asked for by {date_words(each.reply_by)}" if each.reply_by else ""
        who = f"{plural(len(replies), 'authority', 'authorities')}: {said}{by}." if replies else ""
        rows.append((TableCell(date_words(each.held_on, "")), TableCell(HOW[each.how]), TableCell(each.says), TableCell(" ".join(filter(None, (who, each.others))))))
    columns = (Column("When"), Column("How"), Column("What was asked"), Column("Who was asked"))
    return [Table("consultation-entries", "One row for each letter, meeting or survey", columns, tuple(rows))]


def _changed(told: Told, entries: list[Consultation]) -> list[str]:
    own = {each.id for each in entries}
    lines = [f"{each.changed} ({HOW[each.how].lower()}, {date_words(each.held_on)})" for each in entries if each.changed and each.changed != "nothing"]
    return [*lines, *(f"{changed_words(told, row.changed)} ({told.name(row.authority)})" for row in told.plan.of(Consulted) if row.consultation in own and row.changed)]
