"""What the verbs of a register do: list, show, add, set, take out; said for a person or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from upriver.cli.plans.registers.showing import details, fault_line, table
from upriver.cli.workspace import Session, day_of
from upriver.words.refusal import Refusal
from upriver.words.registers.register import RegisterOf
from upriver.words.text import plural, sentence

Register = RegisterOf[Any]


def given(options: Mapping[str, str | None]) -> dict[str, str]:
    """The columns that were given, by name: what wasn't stays away, what was given empty is "" """
    return {name.removeprefix("given_"): value for name, value in options.items() if value is not None}


def list_rows(session: Session, register: Register, *, on: str, where: tuple[str, ...]) -> None:
    """Every row of a register, as it stands now or on a day."""
    held = [row.values for row in _rows(on) if row.register == register.slug]
    for each in where:
        name, equals, value = each.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name not in {column.name for column in register.sheet.columns}:
            raise Refusal("--where isn't COLUMN=VALUE with a column of this register",
                          do=f"Its columns are {', '.join(column.name for column in register.sheet.columns)}.")
        held = [values for values in held if value.strip() in {part.strip() for part in values.get(name, "").split(";")}]
    for line in table(register, held):
        session.say(line)
    if not held:
        session.say(f"{register.sheet.title}: none{' of that kind' if where else ''}{f' on {on}' if on else ''}.")
        if not on and not where:
            session.say(f"Add one: upriver {register.command} add")
    session.answer({"register": register.slug, "on": on, "rows": held})


def show_row(session: Session, register: Register, ident: str, *, on: str, history: bool) -> None:
    """One row whole, with the rows that name it; with `history` every state that it had."""
    from upriver.desk.registers.reading import states
    from upriver.intake.records.between import named_by

    held = _rows(on)
    row = next((row for row in held if (row.register, row.id) == (register.slug, ident)), None)
    if row is None and not history:
        raise Refusal(f"there is no {register.noun} of that id{f' on {on}' if on else ''}", do=f"upriver {register.command} list shows them.")
    naming = [key for _, key in named_by({(each.register, each.id): each.values for each in held}, {(register.slug, ident)})]
    past = states(register.slug, ident) if history else ()
    if row:
        from upriver.desk.partners.convert import register as bodies

        for line in details(register, row.values, naming, {body.id: body.name for body in bodies().authorities}):
            session.say(line)
    for state in past:
        session.say(f"{state.at[:16].replace('T', ' ')}  {state.by}: {state.says}")
    if history and not past:
        raise Refusal(f"there never was a {register.noun} of that id", do=f"upriver {register.command} list shows those that there are.")
    session.answer({"register": register.slug, "row": row.values if row else None, "since": row.at if row else "",
                    "named_by": [{"register": slug, "id": each} for slug, each in dict.fromkeys(naming)],
                    "history": [{"at": state.at, "by": state.by, "says": state.says} for state in past]})


def add_row(session: Session, register: Register, ident: str, values: dict[str, str], *, ask: bool) -> None:
    """Add one row; asks for what it holds where nothing was given at a terminal."""
    from upriver.intake.records.ids import made_from

    if ask or (not values and _at_a_terminal() and not session.as_json):
        values = _asked(session, register, values)
    taken = {row.id for row in _rows("") if row.register == register.slug}
    _kept(session, register, {**values, "id": ident or made_from(values, register, taken)}, adding=True)


def set_row(session: Session, register: Register, ident: str, values: dict[str, str], *, ask: bool) -> None:
    """Change what was given in one row, and nothing else."""
    from upriver.desk.registers.reading import row_now

    now = row_now(register, ident)
    if ask or (not values and _at_a_terminal() and not session.as_json):
        values = _asked(session, register, {**now, **values})
    elif not values:
        raise Refusal("nothing was said to change", do=f"Give an option: upriver {register.command} set --help lists them.")
    _kept(session, register, {**now, **values, "id": ident}, adding=False)


def take_row_out(session: Session, register: Register, ident: str, *, why: str) -> None:
    """Take one row out."""
    from upriver.desk.registers import taking

    taking.take_out(slug=register.slug, ident=ident, by=session.by, at=session.at, why=why)
    session.say(f"Taken out: the {register.noun} {ident}. It can still be shown as it stood: upriver {register.command} show {ident} --history")
    session.answer({"register": register.slug, "taken_out": ident})


def _kept(session: Session, register: Register, values: dict[str, str], *, adding: bool) -> None:
    from upriver.desk.registers import taking
    from upriver.intake.records.reading import read_row
    from upriver.pipeline.registers.judging import Faulty

    row, faults = read_row(register.sheet, 1, values)
    try:
        if not row.values["id"]:
            raise Faulty(f"the {register.noun} was not kept", tuple(faults), do="Nothing was stored.")
        kept = taking.keep_row(session.folder, slug=register.slug, values=row.values, faults=tuple(faults), by=session.by, at=session.at,
                               adding=adding)
    except Faulty as faulty:
        told = [fault_line(each, place=False) for each in faulty.faults]
        raise Refusal(f"{faulty.what}: {' '.join(told)}".rstrip("."), do=faulty.do) from None
    session.say(f"{'Added' if adding else 'Kept'}: the {register.noun} {kept.id}.")
    session.answer({"register": register.slug, "row": kept.values, "since": kept.at})


def _rows(on: str) -> tuple[Any, ...]:
    from upriver.desk.registers.convert import rows

    return rows(on=day_of(on, "--on").isoformat() if on else "")


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _asked(session: Session, register: Register, now: Mapping[str, str]) -> dict[str, str]:
    """Each column asked in turn, with its sentence and choices; an answer that is wrong is asked for again."""
    from upriver.desk.registers.convert import rows
    from upriver.desk.registers.taking import known
    from upriver.intake.records.asking import choices, settled

    held = rows()
    lists = known(session.folder, held)
    click.echo(f"{register.sheet.says} Enter leaves a thing as it is shown in [ ], - empties it, ? lists what there is.")
    answers = dict(now)
    for column in register.sheet.columns:
        if column.name == "id":
            continue
        offered = choices(column, held, lists)
        click.echo(f"\n{column.heading}{' (needed)' if column.required else ''}: {column.says}")
        if column.codes:
            for at, (_, words) in enumerate(offered.items(), 1):
                click.echo(f"  {at:>2}  {words}")
        while True:
            said = click.prompt("  Answer", default=answers.get(column.name, ""), show_default=bool(answers.get(column.name))).strip()
            if said == "?":
                for ident, words in list(offered.items())[:200]:
                    click.echo(f"  {ident}  {words}")
                continue
            value, says = settled(said, column, offered)
            if not says:
                break
            click.echo(f"  That {says}.")
        answers[column.name] = value
    return answers


def lines_of(outcome: Any, *, dry_run: bool) -> list[str]:
    """What taking in came to, for a person."""
    from upriver.words.registers.plan import REGISTERS

    names = {each.slug: each.sheet.name for each in REGISTERS}
    said = []
    for words, found in (("added", outcome.added), ("changed", outcome.changed), ("taken out", outcome.taken_out)):
        said += [f"  {names[slug]}: {plural(len(ids), 'row')} {words}" for slug, ids in found.items()]
    head = "Nothing is different." if not said else "This would be kept:" if dry_run else "Taken in:"
    for slug, ids in outcome.left_out.items():
        said.append(sentence(f"  {names[slug]}: {plural(len(ids), 'row')} not in the file {'stays' if len(ids) == 1 else 'stay'}: "
                             f"{', '.join(ids[:8])}{' ...' if len(ids) > 8 else ''}. Take them out with --remove-missing."))
    return [head, *said]
