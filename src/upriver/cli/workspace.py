"""Finding the workspace a command means, opening its desk, and saying things as lines or JSON."""

from __future__ import annotations

import getpass
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from upriver.store import folder as folders
from upriver.store.folder import Folder
from upriver.store.locking import Alone
from upriver.words.refusal import Fault, Refusal
from upriver.words.text import plural

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Session:
    """One command in one workspace: who runs it, when, and whether it answers in JSON."""

    folder: Folder
    slug: str
    name: str
    by: str
    at: str
    as_json: bool
    typed: str = ""
    """The workspace as it was typed, with a space before it, for the commands that are suggested next."""

    def say(self, words: str) -> None:
        """A line for a person; nothing where JSON is asked for."""
        if not self.as_json:
            click.echo(words)

    def left_out(self, faults: Iterable[Fault]) -> list[dict[str, str]]:
        """Say what a fault of ours left out, its trace beside the answer; gives the same as data, without the trace."""
        found = {fault.part: fault for fault in faults}.values()
        for fault in found:
            self.say(f"Left out because of a fault in Upriver, and named so in the assessment: {fault.says}")
            click.echo(
                f"{fault.trace}\nThis is a fault in Upriver, in {fault.part}. Whoever mends Upriver needs these lines; they may quote data, so read them before you send them.",
                err=True,
            )
        return [{"part": fault.part, "says": fault.says} for fault in found]

    def answer(self, body: dict[str, Any]) -> None:
        """The whole answer as JSON, where that is asked for."""
        if self.as_json:
            click.echo(json.dumps(body, ensure_ascii=False, sort_keys=True, indent=2))


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command has."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Answer in JSON."),
        click.option("--by", default="", metavar="NAME", help="Who does this; else whom `init` recorded."),
        click.option("--workspace", "at_path", type=click.Path(path_type=Path), help="The workspace's folder."),
    ):
        command = option(command)
    return command


def split_first(arguments: tuple[str, ...], at_path: Path | None) -> tuple[Path, tuple[str, ...]]:
    """The workspace's path and the other arguments: the first names it where it holds workspace.toml."""
    if at_path is not None:
        return at_path, arguments
    if arguments and folders.Folder(Path(arguments[0])).is_workspace:
        return Path(arguments[0]), arguments[1:]
    return Path(), arguments


def only_workspace(arguments: tuple[str, ...], at_path: Path | None) -> Path:
    """The workspace of a command that takes nothing else.

    Raises:
        Refusal: what was named isn't a workspace, or several things were named.
    """
    path, rest = split_first(arguments, at_path)
    if len(rest) > 1 or (rest and path != Path()):
        raise click.UsageError("this command takes a workspace and options, nothing else.")
    return Path(rest[0]) if rest else path


def open_session(path: Path, *, by: str, as_json: bool, writing: bool = False) -> Session:
    """Open a workspace: its folder and its desk.

    A writing command has the workspace to itself until it ends, and first moves aside what an interrupted one left.
    """
    folder = folders.opened(path)
    from upriver.desk.opening import open_desk, settings_of

    said = settings_of(folder)
    if writing:
        click.get_current_context().call_on_close(Alone(folder.root).release)
    open_desk(folder.database, said.database)
    author = by or said.author or this_account()
    if len(author) > LONGEST_NAME:
        raise Refusal(f"a name is longer than {LONGEST_NAME} characters", do="Give the name of one person, or what they do: --by NAME")
    session = Session(folder, said.slug, said.name, author, now(), as_json, "" if path == Path() else f" {path}")
    if writing:
        _tidy(session)
    return session


def _tidy(session: Session) -> None:
    from upriver.desk.tidying import tidied

    swept, waits = tidied(session.folder, at=session.at)
    if waits:
        click.echo(f"A release or withdrawal that was stopped half way waits to be put right: {waits}", err=True)
    if swept and not session.as_json:
        click.echo(f"{plural(swept, 'held file')} had no receipt and {'was' if swept == 1 else 'were'} moved to held/unrecorded: an "
                   "interrupted command left them, or the database was lost. Take the files in again.", err=True)


def this_account() -> str:
    """The name of the account that runs the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def now() -> str:
    """The time as it is recorded: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """The day on this machine's clock; the only clock below is the one that `--as-of` gives."""
    return datetime.now(UTC).date()


def day_of(written: str, option: str) -> date:
    """The day that an option gives, else today.

    Raises:
        Refusal: it isn't a day written as YYYY-MM-DD.
    """
    try:
        if written and not re.fullmatch(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError
        return date.fromisoformat(written) if written else today()
    except ValueError:
        raise Refusal(f"{option} isn't a day", do="Write it as YYYY-MM-DD.") from None
