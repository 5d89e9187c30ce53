"""The equality impact assessment of a strategy, with the disproportionality figures in it."""

from __future__ import annotations

from upriver.report.plans.asking.unequal import by_age_sex, by_ethnic_group, cited
from upriver.report.plans.csp.ground import story_of
from upriver.report.plans.told import Told
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.refusal import Refusal
from upriver.words.registers.delivery import SPLITS, ProviderReturn
from upriver.words.registers.learning import CHARACTERISTICS, EFFECTS, Check, EqualityEffect
from upriver.words.registers.strategy import ANSWERS, Strategy
from upriver.words.text import day, listed, plural, sentence

SLUG = "equality_impact"
TITLE = "Equality impact assessment"
AUDIENCES = ("restricted", "public")
ABOUT = "strategy"
FORMS = ("docx", "pdf")
DUE_REGARD = Callout(
    "Section 149 of the Equality Act 2010, as we understand it, asks public bodies to have due regard to three needs: to end discrimination, "
    "harassment and victimisation; to advance equality of opportunity; and to foster good relations. We haven't read its text at the source: the "
    "partnership confirms it. Each authority decides for itself that it has had due regard."
)
CAUTION = Callout(
    "A ratio is no proof of discrimination and none of offending. Age, poverty, place, what is reported, and what people who work in the system "
    "decide all move it, and these figures don't tell them apart.", "warning"
)
SHOWN = ("race", "age", "sex")
ABOVE = " The figures above bear on it."
TONES = {"better": "better", "worse": "worse"}


def pages(told: Told) -> tuple[Page, ...]:
    """The overview by characteristic; what is known and unknown of each; the figures; how it will be watched."""
    strategy = told.plan.one(Strategy, told.about)
    if strategy is None:
        raise Refusal(f"there is no strategy {told.about} on {day(told.on.isoformat())}", do="`upriver strategy list --on DATE` shows those of a day.")
    rows = [each for each in told.plan.of(EqualityEffect) if each.strategy == strategy.id]
    blocks: list[Block] = [_overview(rows), DUE_REGARD]
    story = story_of(told)
    figures = [*by_ethnic_group(story), *by_age_sex(story)] if story else [Paragraph("No assessment has been made, so there are no figures yet.")]
    shown = any(isinstance(each, Table) for each in figures)
    blocks += [Heading("What the figures show"), *([CAUTION] if shown else []), *figures]
    for each in rows:
        blocks += _one(told, each)
    blocks += [Heading("How it will be watched"), *_watched(told, strategy.id, shown=shown)]
    return (Page("equality-impact", "Equality impact of the strategy", "Equality", f"{strategy.title}: {_lead(rows, shown=shown)}", tuple(blocks)),)


def _lead(rows: list[EqualityEffect], *, shown: bool) -> str:
    if not rows:
        begin = " The figures on this page are where to begin." if shown else ""
        return f"nobody has written down yet what it may do to people who share a characteristic.{begin}"
    worse = [CHARACTERISTICS[each.characteristic].lower() for each in rows if each.effect == "worse"]
    unknown = sum(1 for each in rows if each.effect == "not_known")
    done = len({each.characteristic for each in rows})
    said = f"{plural(done, 'characteristic')} looked at, {len(CHARACTERISTICS) - done} not yet. "
    said += f"A worse effect is expected for {listed(worse)}. " if worse else "No worse effect is expected where it is known. "
    return said + (f"For {unknown} the effect isn't known." if unknown else "")


def _overview(rows: list[EqualityEffect]) -> Table:
    held = {each.characteristic: each for each in rows}
    body = tuple(
        (TableCell(words), TableCell(EFFECTS[held[code].effect] if code in held else "Not looked at yet", tone=TONES.get(held[code].effect, "") if code in held else ""),
         TableCell((held[code].answer or "nothing yet") if code in held else ""))
        for code, words in CHARACTERISTICS.items()
    )
    columns = (Column("Characteristic"), Column("Effect that is expected"), Column("What will be done"))
    return Table("equality-overview", "Each characteristic", columns, body)


def _one(told: Told, each: EqualityEffect) -> list[Block]:
    figures = cited(told, each.figures, f"equality-{each.id}", CHARACTERISTICS[each.characteristic])
    gap = "" if figures else ABOVE if each.characteristic in SHOWN else " No figure is cited for it: that is a gap in what is held."
    return [
        Heading(CHARACTERISTICS[each.characteristic]),
        Paragraph(f"What is known, and what isn't: {each.says or 'nothing has been written down.'}{gap}"),
        *figures,
        Paragraph(f"Effect that is expected: {EFFECTS[each.effect].lower()}. What will be done: {each.answer or 'nothing yet.'}"),
    ]


def _watched(told: Told, strategy: str, *, shown: bool) -> list[Block]:
    splits = {each.split for each in told.plan.of(ProviderReturn)} - {"all"}
    lacking = [words.lower() for code, words in SPLITS.items() if code != "all" and code not in splits]
    said = f"Providers' returns are split by {listed(sorted(SPLITS[each].lower() for each in splits))}. " if splits else "No provider's return is split by group yet. "
    if splits and lacking:
        said += f"None is split by {listed(lacking, last='or')}. "
    said += "The figures above are made again with each assessment, and this paper with them." if shown else "This paper is made again with each assessment."
    checks = [each for each in told.plan.of(Check) if each.strategy == strategy and each.check == "equality"]
    stands = told.responses.get(strategy)
    asked = {each.question.slug: each.question.says for each in stands.checks} if stands else {}
    rows = tuple((TableCell(asked.get(each.question) or sentence(each.question.replace("_", " "))), TableCell(ANSWERS[each.answer]), TableCell(each.shows)) for each in checks)
    columns = (Column("Question"), Column("Answer"), Column("What shows it"))
    return [Paragraph(said), *([Table("equality-checks", "Questions of the equality check", columns, rows)] if rows else [])]
