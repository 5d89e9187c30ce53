"""`check`: a file against a contract, on a provider's own machine, without a workspace."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from upriver.shelf import Unreadable
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural, sentence

if TYPE_CHECKING:
    from upriver.pipeline.sharing.checking import Looked
    from upriver.words.declared import Contract
    from upriver.words.part import Fault
    from upriver.words.sharing.profile import Profile

CLEAN, FAULTY, WRONG_USAGE, REFUSED = 0, 1, 2, 3
TOLD_ROWS = 5
LAST_ROW = "The last row lacks what every row must have. If it is a total or a note below the table, take it out."
"""The same words stand in the checker for a browser."""


def local(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that needs no workspace."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Answer in JSON."),
        click.option(
            "--workspace", "at_path", type=click.Path(path_type=Path), help="A workspace whose own declarations count too; none is needed."
        ),
        click.option(
            "--mapping", type=click.Path(path_type=Path), metavar="FILE.toml", help="Your mapping: which column and code of yours is which."
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--contract", "slug", default="", metavar="SLUG", help="The contract to check against; else the one that the header fits.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["records", "table", "form"]),
    help="Which layout of the contract the file is; else the one that fits.",
)
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE", help="Write all faults to a .csv or .ods file.")
@click.option("--known", multiple=True, metavar="RULE:ROW=REASON", help="A row that breaks a rule and is true; ROW may be all.")
@local
def check(file: Path, slug: str, form: str | None, to: Path | None, known: tuple[str, ...], mapping: Path | None,
          at_path: Path | None, as_json: bool) -> int:
    """Check FILE against a contract: on this machine, without a workspace, sending nothing anywhere.

    Exit codes: 0 clean, 1 rows with faults, 3 the file as a whole refused, 2 wrong usage.
    """
    if to and to.suffix.lower() not in (".csv", ".ods"):
        raise click.UsageError("--to ends in .csv or .ods.")
    from upriver.pipeline.sharing.checking import look_through
    from upriver.words.sharing.submission import read_known

    with usage():
        layouts, profiles = declared(file, at_path, mapping)
        wanted = layout_named(slug or (profiles[0].contract if mapping else ""), form, layouts)
        layouts = {wanted: layouts[wanted]} if form else layouts
        said = [read_known(each) for each in known]
    try:
        with tempfile.TemporaryDirectory(prefix="upriver-") as scratch:
            looked = look_through(file, layouts, scratch=Path(scratch), slug=wanted, profiles=profiles, known=said)
    except Refusal as refusal:
        refuse(refusal, as_json)
    if to:
        write_faults(to, looked)
    told(body(looked), lines(looked, to), as_json)
    return REFUSED if looked.refused else FAULTY if looked.faults else CLEAN


@contextmanager
def usage() -> Iterator[None]:
    """What is wrong with the command itself, and not with the file, is wrong usage: it has an exit code of its own."""
    try:
        yield
    except (Refusal, Unreadable) as wrong:
        raise click.UsageError(sentence(str(wrong))) from None


def declared(file: Path, at_path: Path | None, mapping: Path | None) -> tuple[Mapping[str, Contract], tuple[Profile, ...]]:
    """Every layout, and the mapping given or else those of the workspace named."""
    if not file.exists():
        raise Refusal(f"there is no file {file.name}", do="Check the path.")
    from upriver.intake.contracts import layouts as all_layouts
    from upriver.intake.mapping import profiles, read_profile

    own = at_path / "declarations" if at_path else None
    layouts = all_layouts(own)
    if mapping:
        return layouts, (read_profile(mapping, layouts),)
    return layouts, profiles(own, layouts) if own else ()


def layout_named(slug: str, form: str | None, layouts: Mapping[str, Contract]) -> str:
    """The slug to check against, after --as; wrong usage where there is none such."""
    if not slug:
        if form:
            raise click.UsageError("--as needs --contract.")
        return ""
    wanted = slug if form in (None, "records") else f"{slug}_{form}"
    if wanted in layouts:
        return wanted
    from difflib import get_close_matches

    if slug in layouts:
        raise click.UsageError(f"the contract {slug} has no {form}.")
    near = get_close_matches(slug, layouts, 3, 0.5)
    raise click.UsageError(f"there is no contract of that name. {'Did you mean ' + listed(near, last='or') + '? ' if near else ''}"
                           "`upriver spec` lists them.")


def refuse(refusal: Refusal, as_json: bool) -> NoReturn:
    """Say why a file as a whole is refused, and leave with its own exit code."""
    found: dict[str, int] = getattr(refusal, "found", {})
    if as_json:
        click.echo(_as_json({"refused": refusal.what, "do": refusal.do, "found": found}))
    else:
        click.echo(f"Refused: {refusal}", err=True)
        if found:
            there = [f"{field} (column {place})" for field, place in found.items()]
            click.echo(f"Found by their headings: {listed(there, most=40)}. `upriver map` helps with the others.", err=True)
    sys.exit(REFUSED)


def told(answer: Mapping[str, Any], said: Sequence[str], as_json: bool) -> None:
    """Say the answer, as JSON or in lines."""
    click.echo(_as_json(answer) if as_json else "\n".join(said))


def write_faults(to: Path, looked: Looked) -> None:
    """Write every fault that is named to a file of the form that its name says."""
    from upriver.report.sheets.faults import faults_csv, faults_ods
    from upriver.store.folder import write_whole

    if to.suffix.lower() == ".csv":
        data = faults_csv(looked.faults)
    else:
        title = f"What is wrong with {looked.label}"
        data = faults_ods(looked.faults, title=title, lines=(_head(looked), "Row 1 is the first row below the header."))
    try:
        write_whole(to.resolve(), data)
    except OSError:
        raise Refusal(f"{to.name} can't be written", do="Close it elsewhere, or name another file.") from None


def _head(looked: Looked) -> str:
    contract, mapped = looked.contract, " by your mapping" if looked.match.profile else ""
    return f"{looked.label}: {contract.title}: {contract.slug}, version {contract.version}{mapped}; {plural(looked.rows, 'row')}."


def lines(looked: Looked, to: Path | None) -> list[str]:
    """What is said to a person: faults by rule, then by column and row."""
    said = [_head(looked)]
    if not looked.faults:
        return [*said, "No fault was found."]
    if looked.refused:
        said.append("Refused as a whole: it holds what identifies a person. Nothing was kept or sent; the values aren't shown.")
    else:
        said.append(
            f"{plural(looked.rows - looked.kept, 'row')} of {looked.rows:,} {'breaks' if looked.rows - looked.kept == 1 else 'break'} the contract."
        )
    for rule, faults in by_rule(looked.faults):
        said += ["", f"{rule} ({plural(sum(fault.count for fault in faults), 'fault')})"]
        told = [column_told(looked, fault.field) for fault in faults]
        width = max(map(len, told))
        said += [f"  {name:<{width}}  {fault.says}: {_where(fault)}" for name, fault in zip(told, faults, strict=True)]
    if any(fault.rule == "required" and looked.rows in fault.rows for fault in looked.faults):
        said += ["", LAST_ROW]
    more = f"All are in {to.name}." if to else "Rows are counted from 1 below the header. `--to faults.csv` writes them all."
    return [*said, "", more]


def column_told(looked: Looked, name: str) -> str:
    """A field's name, with the place of its column where the file calls it otherwise; the same as in the browser."""
    header = looked.match.columns.get(name)
    if header is None or " ".join(header.replace("_", " ").split()).casefold() == " ".join(name.replace("_", " ").split()).casefold():
        return name
    return f"{name} (your column {looked.match.header.columns.index(header) + 1})"


def by_rule(faults: Sequence[Fault]) -> list[tuple[str, list[Fault]]]:
    """Faults by their rule, the gravest first, then in the order of the contract."""
    order = ("identifier", "shape", "required", "required_if", "type", "codes", "look_up", "pattern", "range", "compare", "unique")
    rules = sorted({fault.rule for fault in faults}, key=lambda rule: order.index(rule) if rule in order else len(order))
    return [(rule, [fault for fault in faults if fault.rule == rule]) for rule in rules]


def _where(fault: Fault) -> str:
    rows = [f"{row:,}" for row in fault.rows[:TOLD_ROWS]]
    if not rows:
        return "the whole file"
    more = fault.count - len(rows)
    return f"{'row' if fault.count == 1 else 'rows'} {', '.join(rows)}" + (f" and {more:,} more" if more else "")


def body(looked: Looked) -> dict[str, Any]:
    """The answer in JSON."""
    return {
        "file": looked.label, "sha256": looked.sha256, "contract": looked.contract.slug, "version": looked.contract.version,
        "mapping": looked.match.profile.name if looked.match.profile else None,
        "rows": looked.rows, "rows_without_a_fault": looked.kept, "refused_whole": looked.refused,
        "columns": dict(looked.match.columns),
        "faults": [{"rule": fault.rule, "field": fault.field, "says": fault.says, "count": fault.count, "rows": list(fault.rows)}
                   for _, faults in by_rule(looked.faults) for fault in faults],
    }


def _as_json(answer: Mapping[str, Any]) -> str:
    import json

    return json.dumps(answer, ensure_ascii=False, indent=2)
