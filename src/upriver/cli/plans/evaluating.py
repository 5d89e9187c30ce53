"""`upriver evaluate`: what the studies found, and what is known to work."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.plans.registers import NOUNS, onto
from upriver.cli.workspace import Session, common, open_session
from upriver.words.refusal import Refusal
from upriver.words.text import day, hung

if TYPE_CHECKING:
    from upriver.report.plans.told import Told
    from upriver.words.monitoring.effect import Effect


class _Studies(click.Group):
    """A group whose first word may be a study's id: then its result is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["results", *args]
        return super().parse_args(ctx, args)


evaluate = _Studies("evaluate", help=NOUNS["evaluate"] + " Without a word it prints what every study found; with a study's id, that one whole.")
onto(evaluate, "evaluate")


@evaluate.command()
@click.argument("study", default="")
@click.option("--for", "audience", default="", type=click.Choice(["", "restricted", "public"]), metavar="AUDIENCE",
              help="Whose figures: restricted or public; else those of the latest assessment there is.")
@common
def results(study: str, audience: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """What the studies found: the least effect that could have been seen first, then the result, from cleared figures."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    held = _told(session, audience)
    chosen = [each for each in held.effects if not study or each.study.id == study]
    if not chosen:
        what, do = (f"there is no study {study}", "`upriver evaluate study list` shows them.") if study else (
            "no study has been written down", "Write one down before its result is looked at: upriver evaluate study add.")
        raise Refusal(what, do=do)
    for each in chosen:
        for line in _lines(each, whole=bool(study)):
            session.say(hung(" " * _indent(line), line.strip(), indent=_indent(line) + 4))
    session.answer({"run": held.run, "studies": [_body(each) for each in chosen]})


@evaluate.command("feed-back")
@click.argument("study")
@click.option("--keep", "keeping", is_flag=True, help="Keep the row; without it the row is only shown.")
@common
def feed_back(study: str, keeping: bool, as_json: bool, by: str, at_path: Path | None) -> None:
    """Put what a study found here before you as a row of the evidence library; `--keep` enters it."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=keeping)
    from upriver.desk.registers.actions import keep
    from upriver.monitor.evidence import fed_back
    from upriver.words.registers.delivery import Action
    from upriver.words.registers.learning import APPROACHES

    held = _told(session, "")
    effect = next((each for each in held.effects if each.study.id == study), None)
    if effect is None or not effect.looked:
        raise Refusal(f"there is no result of a study {study}", do="`upriver evaluate` shows what was found; an assessment must have looked at it.")
    row = fed_back(effect, held.plan.one(Action, effect.study.action), on=session.at[:10])
    for name, value in row.items():
        session.say(f"{name}: {value or '(to be filled in)'}")
    if keeping:
        keep(changes=[(APPROACHES.slug, row["id"], row)], by=session.by, at=session.at, why=f"What the study {study} found here")
        session.say(f"Kept. Change it with: upriver evaluate approach set {row['id']}")
    else:
        session.say("Not kept: look at it, then say it again with --keep.")
    session.answer({"row": row, "kept": keeping})


@evaluate.command()
@click.option("--impact", default="", metavar="IMPACT", help="high, moderate, low, reduces, mixed, none, unclear or harmful.")
@click.option("--level", default="", type=click.Choice(["", "primary", "secondary", "tertiary"]), metavar="LEVEL", help="primary, secondary or tertiary.")
@click.option("--word", default="", metavar="WORD", help="Only those with this word in their name, setting or for whom they are.")
@common
def library(impact: str, level: str, word: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """What is known to work: ratings of approaches with who gives them, whether they were read, and where to read on."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from dataclasses import asdict

    from upriver.desk.registers.convert import plan
    from upriver.pipeline.watching.worked import approaches

    held = [each for each in approaches(plan()).values()
            if (not impact or each.impact == impact) and (not level or each.level == level)
            and word.casefold() in f"{each.name} {each.setting} {each.life_stage}".casefold()]
    if not held:
        raise Refusal("the library holds no such approach", do="Leave an option out: upriver evaluate library")
    for each in held:
        session.say(hung("", f"{each.id}: {each.name}. {each.says}. {each.url}".rstrip(". "), indent=4))
    session.answer({"approaches": [asdict(each) for each in held]})


def _told(session: Session, audience: str) -> Told:
    from upriver.desk.assessments.actions import latest_run
    from upriver.desk.registers.telling import told

    whose = audience or ("restricted" if latest_run("restricted") else "public")
    return told(session.folder, document="evaluation", name=session.name, audience=whose, on=date.fromisoformat(session.at[:10]))


def _lines(effect: Effect, *, whole: bool) -> list[str]:
    """One study in lines: what is asked, what could have been seen, then what was found."""
    study = effect.study
    lines = [f"{study.id}: {study.question}", f"  Design: {effect.design}"]
    if effect.exploratory:
        lines.append("  Exploratory: written down after its result could be seen.")
    lines += [f"  Least effect: {effect.least_seen}"] if effect.least_seen else []
    lines += [f"  Found: {effect.verdict}.", f"    {effect.says}"]
    lines += [f"  Why not: {effect.refused}"] if effect.refused else []
    if whole:
        lines += [f"    {each}" for each in effect.beside]
        lines += [f"  Written down on {day(study.declared_on.isoformat())}."] if study.declared_on else []
        lines += [f"  Take care: {each}" for each in effect.warnings if not each.startswith("Exploratory")]
        lines += [f"  Can't tell: {effect.cannot}"]
        lines += [f"  Money: {effect.worth}"] if effect.worth else []
    return lines


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _body(effect: Effect) -> dict[str, Any]:
    numbers = {str(cell.key): {"value": cell.value, "lower": cell.lower, "upper": cell.upper, "marker": cell.marker} for cell in effect.cells}
    return {
        "study": effect.study.id, "question": effect.study.question, "design": effect.study.design, "least_effect": effect.least_seen,
        "rung": effect.rung, "verdict": effect.verdict, "says": effect.says, "refused": effect.refused, "exploratory": effect.exploratory,
        "looked": effect.looked, "warnings": list(effect.warnings), "beside": list(effect.beside), "cannot_tell": effect.cannot,
        "worth": effect.worth, "figures": numbers,
    }
