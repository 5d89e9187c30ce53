"""The scorecard as a paper that a provider can be sent."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.intake.receiving.due import Due, spans
from upriver.intake.receiving.scorecard import DIMENSIONS, RANKED, Card, Fix, Measure
from upriver.words.document import Bullets, Callout, Column, Heading, Paragraph, Table, TableCell
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import day, plural

SHORT = {name: words.partition(":")[0] for name, words in DIMENSIONS.items()}


def feed_blocks(title: str, provider: str, cards: Sequence[Card], found: Sequence[Fix], missing: Sequence[Due],
                changed: str) -> tuple[Block, ...]:
    """One feed of one provider: the latest period in words, the trend, what to mend, and what the data changed."""
    whose = f"{title}, {provider}"
    blocks: list[Block] = [Heading(f"{title}: {provider}"), Paragraph(changed)]
    if cards:
        blocks += [Heading("What to mend first", 3), *_fixes(found), _latest(whose, cards[-1]), _trend(whose, cards)]
        if cards[-1].sites:
            blocks.append(_sites(whose, cards))
    if missing:
        latest = max(each.due_on for each in missing)
        blocks.append(Callout(f"Missing: {spans([month for each in missing for month in each.months])}. The latest of them was due by "
                              f"{day(latest.isoformat())}.", "warning"))
    return tuple(blocks)


def scorecard_paper(blocks: Sequence[Block], queries: Sequence[tuple[str, str, str]], *, name: str, provider: str, as_of: str) -> Paper:
    """The whole paper. `queries` are (subject, what is odd, the answer or "")."""
    about = [Heading("How to read it"), Bullets((*DIMENSIONS.values(), RANKED, "It is about files, never about the people who made them."))]
    asked: list[Block] = []
    if queries:
        rows = tuple(tuple(TableCell(text) for text in (subject, says, answer or "open")) for subject, says, answer in queries)
        asked = [Heading("What we ask you"), Table("queries", "Queries about published data", (Column("Part"), Column("What looks odd"),
                                                   Column("Answer")), rows)]
    title = f"Quality of what {provider} sends" if provider else "Quality of what partners send"
    lead = f"Made by {name} from what was received, for those who make the files. Thank you for sending them."
    return Paper("scorecard", title, lead, (*blocks, *asked, *about), as_of=as_of)


def shown(measure: Measure) -> str:
    """The share as it is printed; a dash where it isn't measured. Never rounded up to all."""
    if measure.share is None:
        return "–"
    percent = measure.share * 100
    return "100%" if percent == 100 else f"{min(percent, 99.9):.1f}%"


def _fixes(found: Sequence[Fix]) -> list[Block]:
    if not found:
        return [Paragraph("Nothing was found that would put a row right.")]
    return [Bullets(tuple(f"{each.says} {plural(each.rows, 'row')}." for each in found))]


def _latest(whose: str, latest: Card) -> Table:
    rows = tuple((TableCell(SHORT[each.dimension]), TableCell(shown(each)), TableCell(each.says)) for each in latest.measures)
    return Table("latest", f"The latest period: {latest.period}, {plural(latest.rows, 'row')} ({whose})",
                 (Column("Dimension"), Column("Right"), Column("How it was measured")), rows)


def _trend(whose: str, cards: Sequence[Card]) -> Table:
    told = [at for at in range(len(DIMENSIONS)) if any(each.measures[at].share is not None for each in cards)]
    columns = (Column("Period"), Column("Rows", 0), *(Column(list(SHORT.values())[at]) for at in told))
    rows = tuple((TableCell(each.period), TableCell(each.rows), *(TableCell(shown(each.measures[at])) for at in told)) for each in cards)
    return Table("trend", f"Period by period: {whose}", columns, rows)


def _sites(whose: str, cards: Sequence[Card]) -> Table:
    found = {(site, period): share for one in cards for site, period, share in one.sites}
    sites, periods = sorted({site for site, _ in found}), sorted({period for _, period in found})[-12:]
    rows = tuple(
        (
            TableCell(site or "not given"),
            *(TableCell(f"{found[site, period] * 100:.1f}%" if (site, period) in found else "no rows") for period in periods),
        )
        for site in sites
    )
    return Table("sites", f"Completeness by site and month: {whose}", (Column("Site"), *(Column(period) for period in periods)), rows)
