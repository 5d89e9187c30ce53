"""The scrutiny pack: what councillors of a crime and disorder committee may ask, with questions to begin from."""

from __future__ import annotations

from upriver.report.plans.delivered import actions, money
from upriver.report.plans.packs import signals
from upriver.report.plans.told import Told
from upriver.report.plans.watched.answers import doing_answer, duty_answer, violence_answer
from upriver.report.plans.year.ahead import risks
from upriver.report.plans.year.lessons import lessons
from upriver.report.plans.year.together import contributions, voices
from upriver.words.document import Block, Bullets, Callout, Heading, KeyFigures, Page, Paragraph
from upriver.words.text import day, listed, plural

SLUG = "scrutiny_pack"
TITLE = "Pack for the crime and disorder scrutiny committee"
AUDIENCES = ("restricted", "public")
ABOUT = ""
FORMS = ("pdf", "docx")
ANSWERS = (("Are we meeting the Duty?", duty_answer), ("Is violence falling?", violence_answer), ("Are we doing what we said?", doing_answer))


def pages(told: Told) -> tuple[Page, ...]:
    """Three answers and questions to ask, then what they rest on."""
    year, standings = told.delivered.year, signals.chosen(told)
    return (
        Page("scrutiny-pack", TITLE, "Scrutiny", f"{told.partnership.name}, as it stands on {day(told.on.isoformat())}.", tuple(_front(told))),
        Page("scrutiny-pack/indicators", "Is violence falling?", "Scrutiny", violence_answer(told).says,
             (signals.summary(told, "scrutiny-pack-indicators", "Where indicators stand", standings), *signals.charts("scrutiny-pack", standings, most=5))),
        Page("scrutiny-pack/actions", "Are we doing what we said?", "Scrutiny", doing_answer(told).says, tuple(actions.by_priority(told, "scrutiny-pack-actions"))),
        Page("scrutiny-pack/partners", "Who did what", "Scrutiny", "What the records show of each authority.", tuple(contributions(told, "scrutiny-pack-partners", year))),
        Page("scrutiny-pack/voices", "You said, we did", "Scrutiny", "What groups of people asked for.", tuple(voices(told, "scrutiny-pack-voices", year))),
        Page("scrutiny-pack/lessons", "What did not work, and risks", "Scrutiny", "Said plainly, so that it can be asked about.",
             (*lessons(told, "scrutiny-pack-lessons"), Heading("Risks"), *risks(told, "scrutiny-pack-risks"))),
        Page("scrutiny-pack/money", "Money", "Scrutiny", f"Planned and spent in {year}, by priority.",
             (money.by_priority(told, "scrutiny-pack-money", year), money.by_year(told, "scrutiny-pack-years"), *((Callout(money.PUBLIC_NOTE),) if told.audience == "public" else ()))),
    )


def _front(told: Told) -> list[Block]:
    blocks: list[Block] = [
        Callout("Crime and disorder scrutiny committees look at how the responsible authorities work against crime and disorder (Police and Justice Act 2006, section 19; "
                "section 21 of the 2022 Act amends it). The wording wasn't verified at source beyond its title: for the partnership to confirm."),
    ]
    for title, ask in ANSWERS:
        answer = ask(told)
        blocks += [Heading(title), Paragraph(f"{answer.short}. {answer.says}"), *((KeyFigures(answer.figures),) if answer.figures else ())]
    return [*blocks, Heading("Questions that the records raise"), *_questions(told)]


def _questions(told: Told) -> list[Block]:
    """Drawn by rule from what is out of order; a committee asks its own."""
    found = told.delivered
    asked = []
    late = [each.action.title for each in found.actions if each.pace == "late"]
    if late:
        asked.append(f"What holds up {listed(late, most=8)}?")
    if stopped := [each.action.title for each in found.actions if each.pace == "stopped"]:
        asked.append(f"What was learnt from stopping {listed(stopped, most=8)}, and where did the money go?")
    if worse := [each.indicator.title.lower() for each in told.standings if each.signal == "worse" and each.measure is None]:
        asked.append(f"What follows from {listed(list(dict.fromkeys(worse)), most=5)} getting worse?")
    studied = {each.study.action for each in told.effects}
    bare = [each for each in found.actions if each.pace in ("on_time", "late", "done") and each.action.id not in studied]
    if bare:
        asked.append(f"How will anybody know whether the {plural(len(bare), 'action')} without a study made a difference?")
    if nobody := [each.action.title for each in found.actions if not each.action.lead and each.pace != "stopped"]:
        asked.append(f"Who leads {listed(nobody, most=8)}?")
    if any(each.kind == "underspent" for each in found.exceptions):
        asked.append("Why is money spent so much more slowly than planned, and what isn't happening because of it?")
    return [Bullets(tuple(asked))] if asked else [Paragraph("Nothing recorded is late, stopped or getting worse.")]
