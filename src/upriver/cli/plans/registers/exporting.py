"""`upriver export` and `upriver import`: the registers as one file that people edit, and that file taken in again."""

from __future__ import annotations

from pathlib import Path

import click

from upriver.cli.workspace import common, day_of, open_session
from upriver.words.refusal import Refusal
from upriver.words.text import plural

MOST_SHOWN = 100
"""Faults that are printed; the rest is counted, and stands in the answer as JSON."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--only", default="", metavar="REGISTERS", help="Only these, as actions,milestones.")
@click.option("--on", default="", metavar="YYYY-MM-DD", help="As they stood at the end of that day; now where it isn't given.")
@common
def export(file: Path, only: str, on: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Write the registers as one file to be edited: FILE.xlsx, FILE.ods or FILE.toml."""
    form = file.suffix.casefold()
    from upriver.pipeline.registers.exporting import FORMS, chosen

    if form not in FORMS:
        raise Refusal(f"{file.name} isn't the name of a workbook or of TOML", do="Let it end in .xlsx, .ods or .toml.")
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from upriver.desk.registers import exporting
    from upriver.store.folder import write_whole

    data, counts = exporting.export(session.folder, form=form, only=chosen(only), name=session.name, on=day_of(on or session.at[:10], "--on"),
                                    as_it_stood=bool(on))
    write_whole(file.resolve(), data)
    session.say(f"Wrote {plural(sum(counts.values()), 'row')} of {plural(len(counts), 'register')} to {file.name}.")
    session.say("It isn't for publication: numbers of people in it haven't passed the lock.")
    session.say("Edit it, then take it in again: upriver import " + file.name)
    session.answer({"file": str(file), "rows": counts})


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--remove-missing", is_flag=True, help="Take out the rows that were exported and aren't in the file any more.")
@click.option("--dry-run", is_flag=True, help="Say what would be kept, and keep nothing.")
@click.option("--map", "mapping", type=click.Path(path_type=Path, dir_okay=False), metavar="MAPPING.toml",
              help="For a plan of your own: which column is which.")
@click.option("--suggest", is_flag=True, help="Write a mapping for a plan of your own, to be read and mended by you.")
@common
def import_(file: Path, remove_missing: bool, dry_run: bool, mapping: Path | None, suggest: bool, as_json: bool, by: str,
            at_path: Path | None) -> int:
    """Take an edited export in, or with --map an action plan of your own. All of it is kept, or nothing."""
    if suggest and mapping:
        raise click.UsageError("--suggest writes a mapping and --map uses one: give one of the two.")
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=not suggest)
    if suggest:
        from upriver.cli.plans.registers.first import suggested

        return suggested(session, file)
    from upriver.cli.plans.registers.first import read
    from upriver.cli.plans.registers.showing import fault_line
    from upriver.cli.plans.registers.verbs import lines_of
    from upriver.desk.registers import taking
    from upriver.pipeline.registers.judging import Faulty

    try:
        taken = read(session, file, mapping)
        outcome = taking.take_in(session.folder, taken, name=file.name, by=session.by, at=session.at, remove_missing=remove_missing,
                                 dry_run=dry_run)
    except Faulty as faulty:
        session.say(str(faulty))
        for each in faulty.faults[:MOST_SHOWN]:
            session.say(f"  {fault_line(each)}")
        if len(faulty.faults) > MOST_SHOWN:
            session.say(f"  and {len(faulty.faults) - MOST_SHOWN:,} more")
        session.answer({"faults": [{"sheet": each.sheet, "row": each.row, "column": each.column, "says": each.says} for each in faulty.faults]})
        return 1
    for line in lines_of(outcome, dry_run=dry_run):
        session.say(line)
    session.answer({name: {slug: list(ids) for slug, ids in getattr(outcome, name).items()}
                    for name in ("added", "changed", "taken_out", "left_out")} | {"kept": not dry_run})
    return 0


globals()["import"] = import_
"""The command under its own name, which Python keeps for itself."""
