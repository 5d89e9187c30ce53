"""Reading what `upriver import` was given: an export, or a plan of the partnership's own with its mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from upriver.cli.workspace import Session
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural


def read(session: Session, file: Path, mapping: Path | None) -> Any:
    """What a file holds; says what of a plan isn't taken in."""
    from upriver.pipeline.registers.reading import read_file

    taken = read_file(file, mapping)
    if taken.passed_over:
        rows = listed([str(number) for number in taken.passed_over], most=12)
        session.say(f"Passed over as {'a heading' if len(taken.passed_over) == 1 else 'headings'}: row {rows}.")
    if taken.columns_left:
        session.say(f"Not taken in, for the mapping doesn't name them: {listed(taken.columns_left, most=20)}.")
    return taken


def suggested(session: Session, file: Path) -> int:
    """Write a mapping for a plan beside it, for a person to read and mend."""
    from upriver.desk.registers.convert import rows
    from upriver.desk.registers.taking import known
    from upriver.pipeline.registers.reading import suggested as suggestion
    from upriver.store.folder import write_whole

    to = file.with_suffix(".mapping.toml")
    if to.exists():
        raise Refusal(f"{to.name} is there already", do="Mend that one, or move it away first. Nothing was written.")
    held = rows()
    found, text = suggestion(file, known(session.folder, held), held)
    write_whole(to.resolve(), text.encode())
    mapping = found.mapping
    session.say(f"Wrote {to.name}: sheet {mapping.sheet}, header in row {mapping.header_row}, {plural(len(mapping.columns), 'column')} of {mapping.register}.")
    for name, heading in mapping.columns.items():
        more = f"; {plural(len(found.open_words[name]), 'word')} still to be said" if found.open_words.get(name) else ""
        session.say(f"  {name} = {heading}{more}")
    if found.headings_left:
        session.say(f"Nothing is like: {listed(found.headings_left, most=20)}.")
    if "status" in mapping.codes:
        session.say("A colour says how an action goes, not where it stands: check what is written under [codes.status].")
    session.say(f"Read it and mend it, then: upriver import {file.name} --map {to.name} --dry-run")
    session.answer({"mapping": str(to), "columns": dict(mapping.columns), "open": {name: len(words) for name, words in found.open_words.items()}, "left": list(found.headings_left)})
    return 0
