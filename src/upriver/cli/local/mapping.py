"""`map`: which column and code of a partner's file is which of a contract's, asked once and saved."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upriver.cli.local.checking import CLEAN, FAULTY, declared, layout_named, refuse, told, usage
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import DATE_FORMATS, Profile
from upriver.words.text import plural

if TYPE_CHECKING:
    from upriver.intake.suggesting import Column, Suggestion
    from upriver.words.declared import Contract

MOST_SHOWN = 40
"""How many of a contract's codes are shown beside the question."""


@dataclass
class Answers:
    """What has been settled so far, field by field."""

    columns: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    open_codes: dict[str, int] = field(default_factory=dict)
    not_given: list[str] = field(default_factory=list)

    def profile(self, contract: Contract, version: int, title: str) -> Profile:
        """The profile of these answers."""
        columns = {**self.columns, **dict.fromkeys(self.not_given, "")}
        return Profile(contract.slug, contract.version, version, columns, self.codes, self.dates, self.constants, title)


@click.command("map")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--contract", "slug", required=True, metavar="SLUG", help="The contract that the file is to meet.")
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Where the mapping is saved; a version that is there is raised by one.",
)
@click.option("--title", default="", help="Your own name for it, as `Trust A, monthly extract`.")
@click.option("--yes", is_flag=True, help="Ask nothing: take the suggestions that are sure and list what stays open.")
@click.option("--workspace", "at_path", type=click.Path(path_type=Path), help="A workspace whose own contracts count too; none is needed.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON; asks nothing, as --yes.")
def map_(file: Path, slug: str, to: Path, title: str, yes: bool, at_path: Path | None, as_json: bool) -> int:
    """Say once which column and code of FILE is which of a contract's, and save it as a mapping.

    Suggestions come from names and from what the columns hold; nothing is sent. Exit codes: 0 every required field has
    its column, 1 one is open, 3 the file can't be read, 2 wrong usage.
    """
    from upriver.intake.mapping import check_profile, read_profile, written
    from upriver.intake.suggesting import suggest
    from upriver.pipeline.sharing.proposing import columns_of
    from upriver.store.folder import write_whole

    with usage():
        if to.suffix.lower() != ".toml":
            raise Refusal("--to doesn't end in .toml", do="Name a file such as profile.toml.")
        layouts, _ = declared(file, at_path, None)
        contract = layouts[layout_named(slug, None, layouts)]
        version = read_profile(to, layouts).version + 1 if to.is_file() else 1
    try:
        with tempfile.TemporaryDirectory(prefix="upriver-") as scratch:
            columns = columns_of(file, contract, scratch=Path(scratch))
    except Refusal as refusal:
        refuse(refusal, as_json)
    found = suggest(contract, columns)
    answers = take_sure(found) if yes or as_json else ask(found, columns)
    profile = answers.profile(contract, version, title)
    with usage():
        check_profile(to.name, profile, layouts)
        write_whole(to.resolve(), written(profile).encode())
    missing = [each.name for each in contract.fields if each.required and each.constant is None
               and each.name not in {*answers.columns, *answers.constants}]
    told({"saved": str(to), "version": version, "columns": answers.columns, "dates": answers.dates, "constants": answers.constants,
          "codes_mapped": {name: len(codes) for name, codes in answers.codes.items()}, "codes_open": answers.open_codes,
          "required_open": missing}, summary(answers, found, missing, to), as_json)
    return FAULTY if missing else CLEAN


def take_sure(found: Sequence[Suggestion]) -> Answers:
    """What can be settled without asking anybody."""
    from upriver.intake.suggesting import codes_of

    answers = Answers()
    for each in found:
        if each.column and each.sure:
            _settle(answers, each)
            if each.field.codes and not each.field.free_text:
                codes = codes_of(each.field, each.column)
                _keep(answers.codes, each.field.name, {theirs: ours for theirs, (ours, sure) in codes.items() if sure})
                if left := sum(1 for _, sure in codes.values() if not sure):
                    answers.open_codes[each.field.name] = left
    return answers


def ask(found: Sequence[Suggestion], columns: Sequence[Column]) -> Answers:
    """Settle every field with the person at the terminal."""
    from upriver.intake.suggesting import ITS_HEADING

    answers = Answers()
    click.echo("Columns of your file:")
    for column in columns:
        click.echo(f"  {column.place:>3}  {_plainly(column.header)}")
    click.echo("\nFor each field: Enter takes what is suggested, a number names a column, =VALUE is the same in every row, - is none.")
    for each in found:
        chosen = _ask_field(each, columns, answers)
        if chosen is not None:
            _settle(answers, chosen)
            _ask_codes(chosen, answers)
        elif each.why == ITS_HEADING and each.field.name not in answers.constants:
            answers.not_given.append(each.field.name)  # else it would be read under that heading all the same
    return answers


def _ask_field(each: Suggestion, columns: Sequence[Column], answers: Answers) -> Suggestion | None:
    from upriver.intake.suggesting import suggest_one

    needed = " (needed)" if each.field.required else ""
    click.echo(f"\n{each.field.name}{needed}: {each.field.says}")
    offered = str(each.column.place) if each.column else "-"
    if each.column:
        click.echo(f"  Suggested: column {offered}, {_plainly(each.column.header)} ({each.why}{', dates as ' + each.dates if each.dates else ''})")
    while True:
        said = click.prompt("  Column", default=offered, show_default=True).strip()
        if said == "-":
            return None
        if said.startswith("=") and not each.field.free_text:
            answers.constants[each.field.name] = said[1:].strip()
            return None
        if said.isdecimal() and 0 < int(said) <= len(columns):
            return suggest_one(each.field, columns[int(said) - 1])
        click.echo("  Write the number of a column, =VALUE, or -.")


def _ask_codes(chosen: Suggestion, answers: Answers) -> None:
    """Ask for each code of theirs that isn't one of ours; only columns that look closed are shown, never words."""
    from upriver.intake.suggesting import codes_of

    field_, column = chosen.field, chosen.column
    if column is None or not field_.codes or field_.free_text:
        return
    codes = codes_of(field_, column)
    if not codes:
        return
    more = f"; and {len(field_.codes) - MOST_SHOWN:,} more" if len(field_.codes) > MOST_SHOWN else ""
    click.echo(f"  Ours are: {'; '.join(field_.codes[:MOST_SHOWN])}{more}.")
    kept = {}
    for theirs, (ours, _) in codes.items():
        said = click.prompt(f"  Your {_plainly(theirs)!r} is (- leaves it open)", default=ours or "-").strip()
        match = next((code for code in field_.codes if code.casefold() == said.casefold()), "")
        if match:
            kept[theirs] = match
        else:
            answers.open_codes[field_.name] = answers.open_codes.get(field_.name, 0) + 1
            click.echo("  Left open." if said == "-" else "  That is no code of ours; left open.")
    _keep(answers.codes, field_.name, kept)


def _settle(answers: Answers, each: Suggestion) -> None:
    if each.column is not None:
        answers.columns[each.field.name] = each.column.header
        if each.dates in DATE_FORMATS:
            answers.dates[each.field.name] = each.dates


def _keep(codes: dict[str, dict[str, str]], name: str, kept: Mapping[str, str]) -> None:
    if kept:
        codes[name] = dict(kept)


def summary(answers: Answers, found: Sequence[Suggestion], missing: Sequence[str], to: Path) -> list[str]:
    """What was settled and what stays open, for a person. No value of a row is in it."""
    said = [f"Saved {to.name}: {plural(len(answers.columns), 'column')} mapped, "
            f"{plural(sum(len(codes) for codes in answers.codes.values()), 'code')} said anew, {plural(len(answers.dates), 'way')} of writing dates."]
    settled = {*answers.columns, *answers.constants}
    maybe = [each for each in found if each.column and each.field.name not in settled]
    said += [
        f"  Open: {each.field.name}; could be column {each.column.place}, {_plainly(each.column.header)} ({each.why})."
        for each in maybe
        if each.column
    ]
    said += [f"  Open: {name}; no column is like it." for name in missing if name not in {each.field.name for each in maybe}]
    said += [f"  Open: {plural(count, 'code')} of {name}." for name, count in answers.open_codes.items()]
    if missing:
        said.append(f"Needed and still open: {', '.join(missing)}. Run it without --yes to be asked, or write them into {to.name}.")
    return [*said, f"Check a file with it: upriver check FILE --mapping {to.name}"]


def _plainly(text: str) -> str:
    """A heading or code without characters that would turn or hide the rest of a line."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:60]


map = map_
"""The command under its own name; nothing above needs the one that it hides."""
