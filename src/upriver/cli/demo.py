"""`demo`: the fictional partnership, from made-up files to a published site."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from upriver import shelf
from upriver.cli.workspace import today
from upriver.store.folder import Folder, write_whole

FIRST, LAST, AS_OF = "2025-01", "2025-12", "2026-02-01"
MARK = ".demo"
"""Lies in a folder that this command made: begun, or what it was finished with."""
CONTEXT = "The yearly assessment of a partnership that doesn't exist, for its board and the public of a place that doesn't exist."
CONTROLS = "Every partner's rule holds, totals and earlier releases included; no free text of any partner is in it."
READERS = (
    ("Ira Fictional", "Read the tables of partners and all that is new; nothing tells about anybody."),
    ("Bo Invented", "Went through what is hidden and why, and through zeros and shares of everything."),
)
"""Who reads the fictional release, and what they say of it."""
WHY = "Categories look miscoded; the force was asked and could not say."


@click.command()
@click.option(
    "--dir",
    "directory",
    type=click.Path(path_type=Path),
    default=Path("demo-workspace"),
    show_default=True,
    help="Where to make it.",
)
@click.option("--no-serve", is_flag=True, help="Stop after publishing.")
@click.option("--scale", type=click.IntRange(1, 200), default=1, show_default=True, help="How many times as large.")
@click.option(
    "--seed", type=click.IntRange(0), default=2026, show_default=True, help="Another seed makes another partnership."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port, or the next free one."
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON; ends after publishing.")
def demo(directory: Path, no_serve: bool, scale: int, seed: int, port: int, as_json: bool) -> None:
    """Make the fictional partnership, assess and publish it, and open its workspace in browsers on this machine.

    Sign in as one of ten made-up people, one of each kind; the public site stands beside it at an address of its own.

    Nothing in it is real: places, people and figures are made up from a seed.
    """
    folder = Folder(directory.resolve())
    mark = folder.root / MARK
    wanted = _fingerprint(seed, scale)
    there = mark.is_file() and mark.read_text("utf-8") == wanted and (folder.published / "index.html").is_file()
    if not there:
        _make(folder, seed, scale, told=not as_json)
        write_whole(mark, wanted.encode())
    if as_json:
        click.echo(json.dumps({"workspace": str(directory), "made": not there, "seed": seed, "scale": scale}))
        return
    if there:
        click.echo(f"The fictional partnership is there already, in {directory}.")
    click.echo(f"Published in {directory / 'published'}.")
    if not no_serve:
        # In a process of its own: this one has opened the desk as commands do.
        subprocess.run([sys.executable, "-m", "upriver", "serve", str(folder.root), "--port", str(port)], check=False)


def _fingerprint(seed: int, scale: int) -> str:
    """What a finished demo was made with, so that other code, seed or scale makes it anew."""
    return f"{shelf.code_hash()} {seed} {scale}"


def _make(folder: Folder, seed: int, scale: int, *, told: bool) -> None:
    """Every step that a partnership takes, by the same commands."""
    from upriver.demo import write_files
    from upriver.demo.writing.easy_read import write_easy_read

    files = folder.root / "files"
    mark = folder.root / MARK
    if folder.root.exists() and not mark.exists() and any(folder.root.iterdir()):
        # Above all a real workspace: only what this command itself began may it begin again.
        raise click.UsageError(f"{folder.root.name} holds something else; name another folder with --dir.")
    shutil.rmtree(folder.root, ignore_errors=True)
    write_whole(mark, b"begun")
    if told:
        click.echo("Making the files of a partnership that doesn't exist.")
    truths = write_files(files, seed=seed, scale=scale)
    _declare_break(folder, truths.break_month)
    here = str(folder.root)
    say = click.echo if told else _nothing
    _run(["init", here, "--name", "Norsea and Eastmarch (fictional)", "--areas", "E23009901", "--by", "demo"], say)
    _run(["take-in", here, str(files)], say)
    _share(folder, seed, scale, say)
    _run(["decide", here, f"police_uk_street:norsea:{truths.miscoded_month}", "exclude", "--reason", WHY], say)
    _remember(here, say)
    _let_in(say)
    _hear(folder, say)
    written = write_easy_read(folder.root / "prose", place=_slug(here))
    _run(["assess", here, "--period", f"{FIRST}..{LAST}", "--as-of", AS_OF], say)
    _run(["prose", here, "accept", *written, "--by", "Editor (fictional)"], say)
    _cite(here, say)
    _pass_the_gate(here, say)


def _remember(here: str, say: Callable[[str], None]) -> None:
    """Three years of records, each kept as on the day on which it was written; a person would have run `upriver import` on each."""
    from upriver.demo.response import records
    from upriver.desk.registers.actions import keep

    for day, changes in records(_slug(here)):
        kept = keep(changes=changes, by="Partnership manager (fictional)", at=f"{day}T12:00:00+00:00", why="As it stood that day.")
        say(f"$ upriver import records-{day}.toml ({len(kept)} rows)")


def _let_in(say: Callable[[str], None]) -> None:
    """One fictional person of each kind, who may be signed in as."""
    from upriver.demo.inside.accounts import PEOPLE
    from upriver.desk.accounts.actions import open_account

    for name, email, grants in PEOPLE:
        open_account(email=email, name=name, grants=grants, by="demo", at=f"{AS_OF}T09:00:00Z")
    say(f"$ upriver user add ({len(PEOPLE)} people, one of each kind)")


def _hear(folder: Folder, say: Callable[[str], None]) -> None:
    """Open "have your say" with its fictional reader, and put the entries there that nobody wrote."""
    from upriver.demo.writing.voices import speak

    say(f"have your say: open, with {speak(folder, on=AS_OF, read_on=today())} entries that nobody wrote")


def _slug(here: str) -> str:
    return str(tomllib.loads(Folder(Path(here)).settings.read_text("utf-8"))["slug"])


def _cite(here: str, say: Callable[[str], None]) -> None:
    """Each priority of the strategy in force names the findings that it rests on, on the day of the assessment: packs of that day tell them too."""
    from upriver.demo.response import CITED
    from upriver.desk.registers.responding import cite

    folder, place = Folder(Path(here)), _slug(here)
    for priority, figure, why in CITED:
        row = cite(folder, priority=priority, figure=figure.format(place=place), note=why, audience="public", by="Partnership manager (fictional)", at=f"{AS_OF}T12:00:00+00:00")
        say(f"$ upriver priority cite {priority} {row.values['figure']}")


def _pass_the_gate(here: str, say: Callable[[str], None]) -> None:
    """Ask for the release, have the fictional readers vote as the accounts that they sign in with, and release it."""
    from upriver.desk.accounts.models import Account
    from upriver.desk.audit.acting import acting
    from upriver.desk.releases.actions import waiting

    _run(["publish", here, "--context", CONTEXT, "--controls", CONTROLS], say)
    for release in [row.release for row in waiting()]:
        for name, why in READERS:
            with acting(Account.objects.get(name=name).pk):
                _run(["review", here, release, "--approve", "--confirm", "--why", why, "--by", name], say)
        _run(["publish", here], say)


def _share(folder: Folder, seed: int, scale: int, say: Callable[[str], None]) -> None:
    """The register, the agreements, and every partner's data, as the partners would send them."""
    from upriver.demo.agreements import write_agreements
    from upriver.demo.authorities import fictional_register, write_register
    from upriver.demo.feeds import write_partners

    here, papers, outbox = str(folder.root), folder.root / "papers", folder.root / "outbox"
    write_register(papers / "register.xlsx", on=date.fromisoformat(AS_OF))
    _run(["who", here, "--from", str(papers / "register.xlsx")], say)
    _run(["who", here, "--confirm", "all", "--by", "demo"], say)
    agreements = write_agreements(papers / "agreements", on=today())
    _run(["agree", here, *map(str, agreements)], say)
    names = {body.id: body.name for body in fictional_register().authorities}
    sent = write_partners(folder.root / "partners", seed=seed, scale=scale)
    say(f"$ upriver submit ({len(sent.files) + len(sent.elsewhere)} packages, made by the partners)")
    outbox.mkdir()
    for number, each in enumerate(sent.files):
        _submit(each.contract, names[each.provider], each.sent_on, outbox / f"{number:03d}_{each.path.stem}.zip", str(each.path), "--as", each.mode)
    for each in sent.elsewhere:
        flows = ("--elsewhere", each.says, "--period", each.since)
        _submit(each.contract, names[each.provider], date.fromisoformat(AS_OF), outbox / f"{each.contract}.zip", *flows)
    _run(["take-in", here, str(outbox)], say)


def _submit(contract: str, provider: str, on: date, to: Path, *what: str) -> None:
    signed = ("--provider", provider, "--officer", "Data officer (fictional)", "--role", "Named officer", "--on", on.isoformat())
    _run(["submit", *what, "--contract", contract, *signed, "--to", str(to)], _nothing)


def _run(step: list[str], say: Callable[[str], None]) -> None:
    """One command as a person would type it; its own lines are shown where this command's are."""
    from upriver.cli.main import upriver

    if say is not _nothing:
        say(f"$ upriver {step[0]}")
    with contextlib.redirect_stdout(io.StringIO()) if say is _nothing else contextlib.nullcontext():
        upriver.main(args=step, prog_name="upriver", standalone_mode=False)


def _nothing(words: str) -> None:
    """Say nothing."""


def _declare_break(folder: Folder, month: str) -> None:
    """The fictional force changed its recording, and the partnership knows: a declaration of its own says so."""
    lines = (
        f'month = "{month}"',
        'what = "New recording system at the fictional force"',
        'touches = ["violence_and_sexual_offences", "police_uk_proxy"]',
        'areas = ["E23009901"]',
        "verified = true",
        'source = "Made up for the demonstration"',
    )
    path = folder.declarations / "breaks" / "new_recording_system.toml"
    write_whole(path, ("\n".join(lines) + "\n").encode())
