"""`aggregate`: on a provider's own machine, from rows to what may leave the building."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upriver.cli.local.checking import CLEAN, declared, layout_named, local, refuse, told, usage
from upriver.cli.workspace import day_of
from upriver.words.refusal import Refusal
from upriver.words.text import plural

if TYPE_CHECKING:
    from upriver.pipeline.sharing.aggregating import Leaving

MOST_LINES = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--contract", "slug", required=True, metavar="SLUG", help="The contract whose table is made.")
@click.option("--provider", required=True, metavar="NAME", help="Your organisation.")
@click.option("--officer", required=True, metavar="NAME", help="Who looks at the table and signs for it.")
@click.option("--role", required=True, metavar="ROLE", help="The officer's role.")
@click.option("--on", "signed_on", default="", metavar="YYYY-MM-DD", help="The day of signing; today where it isn't given.")
@click.option("--to", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Where the table and its manifest are put.")
@click.option("--keys", "column", default="", metavar="COLUMN", help="Make rows with keyed person keys instead, from this column.")
@click.option("--key-file", type=click.Path(path_type=Path), metavar="FILE", help="The file with the secret; it never leaves.")
@local
def aggregate(file: Path, slug: str, provider: str, officer: str, role: str, signed_on: str, to: Path, column: str,
              key_file: Path | None, mapping: Path | None, at_path: Path | None, as_json: bool) -> int:
    """Count FILE into a contract's protected table, and show what leaves and what stays.

    Exit codes: 0 done, 3 the file as a whole refused, 2 wrong usage. Rows with faults aren't counted; `check` lists them.
    """
    from upriver.pipeline.sharing import aggregating
    from upriver.words.sharing.leaving import Signed

    with usage():
        layouts, profiles = declared(file, at_path, mapping)
        if layouts[layout_named(slug, None, layouts)].mode != "records":
            raise Refusal(f"{slug} is a table or a form already", do="Name the contract that it is made from.")
        secret = _secret(column, key_file)
        signed = Signed(provider.strip(), officer.strip(), role.strip(), day_of(signed_on, "--on").isoformat())
    with tempfile.TemporaryDirectory(prefix="upriver-") as scratch:
        try:
            if secret:
                made = aggregating.with_keys(file, layouts, slug=slug, signed=signed, scratch=Path(scratch), column=column,
                                             secret=secret, profiles=profiles)
            else:
                made = aggregating.aggregate(file, layouts, slug=slug, signed=signed, scratch=Path(scratch), profiles=profiles,
                                             own=at_path / "declarations" if at_path else None)
        except Refusal as refusal:
            refuse(refusal, as_json)
        with usage():
            _place(made, to)
    answer = {
        "leaves": [str(to / path.name) for path in made.files], "table": [list(cells) for cells in made.table], "hidden": made.hidden,
        "stays": {"file": made.label, "rows": made.rows, "rows_counted": made.kept - made.undated, "rows_with_faults": made.rows - made.kept,
                  "rows_without_a_date": made.undated},
    }  # fmt: skip
    told(answer, lines(made, to), as_json)
    return CLEAN


def lines(made: Leaving, to: Path) -> list[str]:
    """What leaves beside what stays, for a person."""
    table, manifest = made.files
    said = ["What leaves:"]
    if made.table:
        said += [f"  {to / table.name}: {plural(len(made.table) - 1, 'row')}, {made.hidden:,} of them hidden as c."]
        said += [f"    {', '.join(cells)}" for cells in made.table[: MOST_LINES + 1]]
        said += [f"    and {plural(len(made.table) - 1 - MOST_LINES, 'more row')}"] if len(made.table) - 1 > MOST_LINES else []
    else:
        said += [f"  {to / table.name}: {plural(made.kept, 'row')} with keyed person keys; no free text, no column that isn't asked for."]
    said += [f"  {to / manifest.name}: the manifest, with the officer's name.", "What stays in the building:"]
    said += [f"  {made.label} with its {plural(made.rows, 'row')}{'' if made.table else ', the identifiers and the secret'}."]
    if made.rows > made.kept:
        said += [
            f"  {plural(made.rows - made.kept, 'row')} with faults {'was' if made.rows - made.kept == 1 else 'were'} left out; `upriver check` lists them."
        ]
    if made.undated:
        said += [f"  {plural(made.undated, 'row')} without the date that the table needs {'was' if made.undated == 1 else 'were'} left out."]
    return [*said, "Nothing was sent anywhere. Look at the files before you send them."]


def _secret(column: str, key_file: Path | None) -> bytes:
    """The secret for person keys, or nothing where none are asked for."""
    if bool(column) != bool(key_file):
        raise Refusal("--keys and --key-file go together", do="Name the column with the identifier and the file with the secret.")
    if not key_file:
        return b""
    from upriver.words.sharing.person_key import secret_of

    try:
        return secret_of(key_file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise Refusal("the file with the secret can't be read", do="Name a text file with one line.") from None


def _place(made: Leaving, to: Path) -> None:
    """Copy what was made into the folder, each file whole."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        for path in made.files:
            beside = to / f".{path.name}.new"
            shutil.copyfile(path, beside)
            os.replace(beside, to / path.name)
    except OSError:
        raise Refusal(f"{to.name} can't be written to", do="Name a folder that you may write to.") from None
