"""The commands that keep a register: list, show, add, set and take-out, made from what the register says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import common, open_session
from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.sheet import SheetColumn

OURS = ("by", "json", "workspace", "ask", "help")
"""Options that every such command has; a column of that name is given as NOUN-column, as --review-by."""
NOUNS = {
    "strategy": "Response strategies: their parts by authority, links, risks, checks and equality effects.",
    "priority": "Priorities: the findings they rest on, objectives, measures and theory of change.",
    "action": "Actions: milestones, money and provider returns.",
    "request": "Requests to relevant authorities, and by the policing body.",
    "consult": "Who was consulted, what they replied, what people said and what was done.",
    "align": "Clauses of CSP plans held against the priorities.",
    "evaluate": "Studies of actions, and what is known to work.",
    "meeting": "Meetings: who attended, decisions, and what was asked for.",
    "clock": "What is due when, and reviews.",
    "duty": "How the Duty is met: attestations and readiness.",
}
"""What the commands of the first word are about."""


def group(command: str, *, says: str = "", **settings: Any) -> click.Group:
    """The group of `upriver COMMAND` ("action", "action milestone"): the verbs of its register and its sub-groups.

    A first word that has no register of its own ("duty") has sub-groups alone. Extend it with `@made.command()`; settings are
    those of `click.Group`, as `invoke_without_command=True, callback=..., params=[...]`.
    """
    made = click.Group(command.split()[-1], help=says or _about(command), **settings)
    onto(made, command)
    return made


def onto(made: click.Group, command: str) -> None:
    """Add the verbs of a register and its sub-groups to a group that somebody has made; a command that is there stays."""
    for register in REGISTERS:
        if register.command == command:
            for verb in (_list, _show, _add, _set, _take_out):
                if not (register.only_added and verb in (_set, _take_out)):
                    _under(made, verb(register))
        elif register.command.rpartition(" ")[0] == command:
            _under(made, group(register.command))


def _under(made: click.Group, command: click.Command) -> None:
    if command.name not in made.commands:
        made.add_command(command)


def _about(command: str) -> str:
    register = next((each for each in REGISTERS if each.command == command), None)
    if command in NOUNS:
        return NOUNS[command]
    if register is None:
        raise ValueError(f"no register is kept under {command!r}")
    return f"{register.sheet.title}. {register.sheet.says}"


def _command(name: str, says: str, run: Callable[..., Any], *params: click.Parameter) -> click.Command:
    made = click.Command(name, callback=common(run), help=says)
    made.params = [*params, *reversed(getattr(run, "__click_params__", []))]
    return made


def _list(register: RegisterOf[Any]) -> click.Command:
    def run(on: str, where: tuple[str, ...], as_json: bool, by: str, at_path: Path | None) -> None:
        from upriver.cli.plans.registers import verbs

        verbs.list_rows(open_session(at_path or Path(), by=by, as_json=as_json), register, on=on, where=where)

    return _command("list", f"List them: {register.sheet.says}", run, _on(),
                    click.Option(["--where"], multiple=True, metavar="COLUMN=VALUE", help="Only those; may be given several times."))


def _show(register: RegisterOf[Any]) -> click.Command:
    def run(ident: str, on: str, history: bool, as_json: bool, by: str, at_path: Path | None) -> None:
        from upriver.cli.plans.registers import verbs

        verbs.show_row(open_session(at_path or Path(), by=by, as_json=as_json), register, ident, on=on, history=history)

    return _command("show", f"Show one {register.noun} whole, and what names it.", run, click.Argument(["ident"], metavar="ID"), _on(),
                    click.Option(["--history"], is_flag=True, help="What changed in it, when and by whom."))


def _add(register: RegisterOf[Any]) -> click.Command:
    def run(ident: str, ask: bool, as_json: bool, by: str, at_path: Path | None, **given: str | None) -> None:
        from upriver.cli.plans.registers import verbs

        session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
        verbs.add_row(session, register, ident, verbs.given(given), ask=ask)

    return _command("add", f"Add one {register.noun}. Without any option, at a terminal, each thing is asked in turn.", run,
                    click.Argument(["ident"], metavar="[ID]", required=False, default=""), _ask(), *_options(register))


def _set(register: RegisterOf[Any]) -> click.Command:
    def run(ident: str, ask: bool, as_json: bool, by: str, at_path: Path | None, **given: str | None) -> None:
        from upriver.cli.plans.registers import verbs

        session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
        verbs.set_row(session, register, ident, verbs.given(given), ask=ask)

    return _command("set", f"Change one {register.noun}; what isn't named stays, and \"\" empties.", run,
                    click.Argument(["ident"], metavar="ID"), _ask(), *_options(register))


def _take_out(register: RegisterOf[Any]) -> click.Command:
    def run(ident: str, why: str, as_json: bool, by: str, at_path: Path | None) -> None:
        from upriver.cli.plans.registers import verbs

        session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
        verbs.take_row_out(session, register, ident, why=why)

    return _command("take-out", f"Take one {register.noun} out; earlier states stay and can be shown.", run,
                    click.Argument(["ident"], metavar="ID"),
                    click.Option(["--why"], required=True, metavar="TEXT", help="Why, for the log."))


def _on() -> click.Option:
    return click.Option(["--on"], default="", metavar="YYYY-MM-DD", help="As it stood at the end of that day; now where it isn't given.")


def _ask() -> click.Option:
    return click.Option(["--ask"], is_flag=True, help="Ask each thing in turn, with its sentence and choices.")


def _options(register: RegisterOf[Any]) -> list[click.Parameter]:
    return [_option(register, column) for column in register.sheet.columns if column.name != "id"]


def option_name(register: RegisterOf[Any], column: SheetColumn) -> str:
    """The option that gives a column: its name with hyphens, as --status-on."""
    name = column.name.replace("_", "-")
    return f"--{register.command.split()[-1]}-{name}" if column.name in OURS else f"--{name}"


def _option(register: RegisterOf[Any], column: SheetColumn) -> click.Option:
    told = column.says + (" Needed." if column.required else "") + (" Several are parted by semicolons." if column.several else "")
    codes = list(column.codes or ())
    if codes:
        told += f" One of: {', '.join(codes)}."
    kinds = {"date": "YYYY-MM-DD", "number": "NUMBER", "money": "NUMBER", "list": "CODE"}
    metavar = kinds.get(column.kind) or ("ID" if column.refers or column.known else "TEXT")
    return click.Option([option_name(register, column), f"given_{column.name}"], default=None, metavar=metavar, help=told)
