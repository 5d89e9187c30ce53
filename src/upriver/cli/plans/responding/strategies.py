"""`upriver strategy ready` and `upriver priority cite`, beside the verbs of their registers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from upriver.cli.plans.registers import group
from upriver.cli.workspace import common, day_of, open_session
from upriver.words.text import plural, sentence

strategy = group("strategy")
priority = group("priority")


@strategy.command("ready")
@click.argument("ident", metavar="[ID]", default="")
@click.option("--on", default="", metavar="DATE", help="The day it is judged on, with the records as they stood then; today where it isn't given.")
@common
def ready(ident: str, on: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """What stands between a strategy and being final, and what in it has no finding, evidence or plan."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from upriver.desk.registers.responding import stands

    found, title = stands(session.folder, strategy=ident, on=day_of(on, "--on"), as_it_stood=bool(on))
    session.say(f"{title} [{found.strategy}]")
    if found.blockers:
        session.say("Not yet final:")
        for each in found.blockers:
            session.say(f"  - {each}")
    else:
        session.say("Everybody who must be consulted has been.")
    for each in found.loose:
        session.say(f"  To settle besides: {each}")
    orphans = found.orphans
    session.say(f"{sentence(plural(len(orphans), 'action'))} without finding, evidence or plan{':' if orphans else '.'}")
    for orphan in orphans:
        session.say(f"  - {orphan.title} [{orphan.id}]: {'; '.join(orphan.says)}.")
    for other in (each for each in found.lacking if not each.orphan):
        session.say(f"  {sentence(other.kind)} {other.title} [{other.id}]: {'; '.join(other.says)}.")
    for theory in found.theories.values():
        for gap in theory.gaps:
            session.say(f"  Theory of change of {theory.priority}: {gap}")
    unanswered = [each.question.slug for each in found.checks if each.answer is None]
    unanswered += [each.question.slug for each in found.principles if each.answer is None]
    if unanswered:
        session.say(f"{sentence(plural(len(unanswered), 'question'))} not answered yet: upriver strategy check add --question SLUG")
    session.answer({
        "strategy": found.strategy, "final_may_be": not found.blockers, "blockers": list(found.blockers), "loose": list(found.loose),
        "lacking": [{**asdict(each), "says": list(each.says), "orphan": each.orphan} for each in found.lacking],
        "unsigned": [each.authority for each in found.unsigned],
        "theories": {each.priority: list(each.gaps) for each in found.theories.values()}, "unanswered": unanswered,
    })


@priority.command("cite")
@click.argument("ident", metavar="ID")
@click.argument("figure", metavar="FIGURE")
@click.option("--note", default="", metavar="WORDS", help="Why it matters here.")
@click.option("--for", "audience", default="public", type=click.Choice(["restricted", "public"]), help="Whose figures to cite from; what is cited from the restricted ones may be hidden in public.")
@common
def cite(ident: str, figure: str, note: str, audience: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Rest a priority on a finding: its run, its release and what it says are filled in from the latest cleared figures."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.registers.responding import cite as cite_it

    row = cite_it(session.folder, priority=ident, figure=figure, note=note, audience=audience, by=session.by, at=session.at)
    session.say(f"{ident} rests on {row.values['figure']}: {row.values['said']}.")
    session.answer({"because": dict(row.values)})
