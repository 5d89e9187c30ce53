"""`upriver duty`: the register of requirements, one of them, the few closest to done, and the inspection file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.plans.registers import onto
from upriver.cli.workspace import Session, common, day_of, open_session
from upriver.words.standing.requirement import FAMILIES, LEVELS, STANDINGS, HowItStands
from upriver.words.text import hung, plural

if TYPE_CHECKING:
    from upriver.words.standing.held import Held

ID = re.compile(r"[a-jA-J][1-9][0-9]?")


class Requirements(click.Group):
    """A group whose first word may also be a requirement's id: `upriver duty A1`."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name, or the showing of one requirement."""
        if args and ID.fullmatch(args[0]):
            return "one", self.commands["one"], args
        return super().resolve_command(ctx, args)


@click.group(cls=Requirements, invoke_without_command=True)
@click.option("--next", "closest", type=click.IntRange(1, 130), is_flag=False, flag_value=5, help="The few closest to done (5), with what to do next.")
@click.option("--file", "as_file", is_flag=True, help="Make the inspection file: pages, PDF and DOCX.")
@click.option("--level", type=click.Choice(tuple(LEVELS)), help="Only requirements of this level.")
@click.option("--on", "on", metavar="DATE", default="", help="The day it is told on; today where it isn't given.")
@common
@click.pass_context
def duty(ctx: click.Context, closest: int | None, as_file: bool, level: str | None, on: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """How the Duty is met: every requirement with its evidence; `upriver duty A1` for one; attesting and readiness."""
    if ctx.invoked_subcommand:
        return
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=as_file)
    if as_file:
        _file(session, on)
        return
    rows = [each for each in _rows(session, on) if level in (None, each.requirement.level)]
    if closest:
        _closest(session, rows, closest)
        return
    _counts(session, rows)
    for family, title in FAMILIES.items():
        mine = [each for each in rows if each.requirement.family == family]
        if mine:
            session.say(f"\n{title}")
        for each in mine:
            session.say(f"  {each.requirement.name:<4} {STANDINGS[each.standing]} ({each.requirement.level})")
            session.say(hung("       ", each.requirement.says))
    session.say("\n`upriver duty A1` shows one with its evidence; `upriver duty --next` what is\nclosest to done.")
    session.answer({"requirements": [_body(each) for each in rows]})


@duty.command("one", hidden=True)
@click.argument("ident", metavar="ID")
@click.option("--on", "on", metavar="DATE", default="", help="The day it is told on; today where it isn't given.")
@common
def one(ident: str, on: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """One requirement: what it asks, what was found, what lacks, and who attested it."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    rows = {each.requirement.id: each for each in _rows(session, on)}
    found = rows.get(ident.lower())
    if found is None:
        raise click.UsageError(f"there is no requirement {ident.upper()}. `upriver duty` lists them.")
    name, *lines = _lines(found)
    session.say(hung("", name, indent=4))
    for line in lines:
        session.say(hung("  ", line.strip(), indent=4))
    session.answer(_body(found))


onto(duty, "duty")


def _held(session: Session, on: str) -> Held:
    from upriver.desk.registers.convert import plan
    from upriver.desk.registers.evidence import held

    day = day_of(on, "--on")
    return held(session.folder, on=day, records=plan(on=on))


def _rows(session: Session, on: str) -> tuple[HowItStands, ...]:
    from upriver.pipeline.requirements.telling import how_it_stands

    return how_it_stands(_held(session, on))


def _counts(session: Session, rows: Sequence[HowItStands]) -> None:
    counted = Counter((each.requirement.level, each.standing) for each in rows)
    words = {level: says.partition(":")[0] for level, says in LEVELS.items()}
    session.say(f"{'':<30}" + "".join(f"{words[level]:>10}" for level in LEVELS) + f"{'All':>8}")
    for standing, says in STANDINGS.items():
        numbers = [counted[level, standing] for level in LEVELS]
        session.say(f"{says:<30}" + "".join(f"{number:>10}" for number in numbers) + f"{sum(numbers):>8}")
    session.say(hung("", "Met needs evidence in the workspace and a named person's attestation; neither alone is enough."))


def _closest(session: Session, rows: Sequence[HowItStands], most: int) -> None:
    from upriver.desk.duty.standing import closest_to_done

    chosen = closest_to_done(rows)[:most]
    for each in chosen:
        session.say(hung(f"{each.requirement.name:<4} ", f"{STANDINGS[each.standing]}: {each.requirement.says}"))
        for lack in each.lacks:
            session.say(hung("       lacks: ", f"{lack}."))
        session.say(hung("       next:  ", each.next_step))
    if not chosen:
        session.say("Everything that applies is met.")
    session.answer({"next": [_body(each) for each in chosen]})


def _lines(found: HowItStands) -> list[str]:
    asked = found.requirement
    lines = [f"{asked.name}  {asked.says}", f"  {LEVELS[asked.level]}. For: {asked.who}.", f"  Source: {asked.source}."]
    if asked.unverified:
        lines.append(f"  For the partnership to confirm: {asked.unverified}")
    lines.append(f"  {STANDINGS[found.standing]}." + (f" {found.why.rstrip('. ')}." if found.standing == "not_applicable" and not found.attested else ""))
    if found.looks_for:
        lines.append(f"  What is looked for: {found.looks_for}")
    lines += [f"  {'found' if each.whole else 'found in part'}: {each.says}" + (f" ({each.where})" if each.where else "") for each in found.evidence]
    lines += [f"  lacks: {lack}" for lack in found.lacks]
    lines.append(f"  Attested: {found.attested}: {found.why}" if found.attested else "  Nobody has attested it.")
    return [*lines, *([f"  Next: {found.next_step}"] if found.next_step else [])]


def _body(each: HowItStands) -> dict[str, Any]:
    body = asdict(each)
    body["requirement"] |= {"id": each.requirement.name}
    return body


def _file(session: Session, on: str) -> None:
    from upriver.desk.registers import packing

    paths = packing.pack(session.folder, document="inspection_file", name=session.name, audience="restricted", on=day_of(on, "--on"), as_it_stood=bool(on))
    session.say(f"Made the inspection file: {plural(len(paths), 'file')}, the first at {paths[0]}." if paths else "Nothing was made.")
    session.answer({"document": "inspection_file", "files": list(paths)})
