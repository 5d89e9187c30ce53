"""`scorecard`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.workspace import Session, common, open_session, split_first, today
from upriver.intake.receiving.due import spans
from upriver.words.refusal import Refusal
from upriver.words.text import plural, sentence

if TYPE_CHECKING:
    from upriver.desk.submissions.scoring import Query, Scorecard


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] [PROVIDER]")
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE.html|.ods", help="Write it as a page or a spreadsheet to send.")
@common
def scorecard(arguments: tuple[str, ...], to: Path | None, at_path: Path | None, by: str, as_json: bool) -> None:
    """How good each provider's data are, period by period, what to mend first, and what their data changed."""
    path, rest = split_first(arguments, at_path)
    if len(rest) > 1:
        raise click.UsageError("Name one provider, in quotation marks where the name has spaces.")
    if to and to.suffix.lower() not in (".html", ".ods"):
        raise click.UsageError("--to ends in .html or .ods.")
    session = open_session(path, by=by, as_json=as_json)
    from upriver.desk.submissions import scoring
    from upriver.intake.contracts import layouts

    provider = rest[0] if rest else ""
    found = scoring.scorecards(session.folder, layouts(session.folder.declarations), provider=provider, on=today())
    asked = scoring.about(scoring.queries(session.folder), provider)
    if provider and not found and not asked:
        raise Refusal("nothing is held of a provider of that name", do="`upriver scorecard` without a name lists all.")
    for line in _lines(found, asked, session.typed):
        session.say(line)
    if to:
        _write(session, to, found, asked, provider)
        session.say(f"Written to {to.name}.")
    session.answer({"scorecards": [_body(each) for each in found], "queries": [asdict(each) for each in asked]})


def _lines(found: tuple[Scorecard, ...], asked: tuple[Query, ...], typed: str) -> list[str]:
    from upriver.intake.receiving.scorecard import RANKED
    from upriver.intake.receiving.scorecard_paper import SHORT, shown

    lines = [] if found or asked else ["No partner's data are held yet."]
    for each in found:
        lines += [f"{each.title} ({each.feed}): {each.provider}"]
        if each.cards:
            latest = each.cards[-1]
            lines.append(f"  Latest period {latest.period}, {plural(latest.rows, 'row')}:")
            lines += [f"    {SHORT[one.dimension]:<13} {shown(one):>6}  {one.says}" for one in latest.measures]
            lines.append("  Period by period: " + "; ".join(
                f"{one.period} complete {shown(one.measures[0])}, valid {shown(one.measures[4])}" for one in each.cards[-6:]))
            lines += [f"  {number}. {fix.says} {plural(fix.rows, 'row')}." for number, fix in enumerate(each.fixes, 1)]
        if each.missing:
            lines.append(f"  Missing: {spans([month for one in each.missing for month in one.months])}.")
        lines.append(f"  {each.changed}")
    if any(each.fixes for each in found):
        lines.append(RANKED)
    for query in asked:
        if query.answer:
            who = f" ({query.answered_by})" if query.answered_by else ""
            lines.append(f"Query answered: {query.subject}: {sentence(query.answer)}{who}")
        else:
            lines.append(f"Open query: {query.subject}: {query.says}.")
            lines.append(f'  Record the answer: upriver decide{typed} {query.subject} annotate --reason "..." --answered-by NAME')
    return lines


def _body(each: Scorecard) -> dict[str, Any]:
    return {
        "contract": each.feed,
        "provider": each.provider,
        "periods": [{"period": one.period, "rows": one.rows, "sites": [list(site) for site in one.sites],
                     "measures": {measure.dimension: {"share": measure.share, "says": measure.says} for measure in one.measures}}
                    for one in each.cards],
        "fixes": [asdict(fix) for fix in each.fixes],
        "missing": [{"period": one.period, "due_on": one.due_on.isoformat()} for one in each.missing],
        "changed": each.changed,
    }


def _write(session: Session, to: Path, found: tuple[Scorecard, ...], asked: tuple[Query, ...], provider: str) -> None:
    from upriver.intake.receiving.scorecard_paper import feed_blocks, scorecard_paper
    from upriver.report.sheets.papers import paper_ods
    from upriver.report.word.page import page
    from upriver.store.folder import write_whole

    blocks = [block for each in found
              for block in feed_blocks(each.title, each.provider, each.cards, each.fixes, each.missing, each.changed)]
    notes = [(query.subject, sentence(query.says), f"{query.answer} {query.answered_by}".strip()) for query in asked]
    paper = scorecard_paper(blocks, notes, name=session.name, provider=provider, as_of=today().isoformat())
    try:
        write_whole(to.resolve(), paper_ods(paper) if to.suffix.lower() == ".ods" else page(paper))
    except OSError:
        raise Refusal(f"{to.name} can't be written there", do="Close it elsewhere, or name another file.") from None
