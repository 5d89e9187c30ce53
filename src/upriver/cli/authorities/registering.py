"""`who`: the register of authorities, filled in, confirmed, edited as a spreadsheet, and read on any day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from upriver.cli.authorities.saying import matrix_body, matrix_lines, novation_body, parts_body
from upriver.cli.workspace import Session, common, day_of, only_workspace, open_session
from upriver.words.refusal import Refusal
from upriver.words.text import day, listed, plural


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--on", default="", metavar="YYYY-MM-DD", help="The day that is asked about; today where it isn't given.")
@click.option("--fill", is_flag=True, help="Add the bodies of the workspace's areas that the register lacks, as proposed.")
@click.option("--confirm", multiple=True, metavar="ID|all", help="Confirm a proposed row, or all of them.")
@click.option("--to", "to_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the register as an XLSX file.")
@click.option("--from", "from_file", type=click.Path(path_type=Path), help="Take an edited register in (XLSX or ODS).")
@click.option("--erase", default="", metavar="PERSON", help="Erase a person: the id stays, everything else goes.")
@click.option("--pool", default=None, metavar="NAME", help='Work together as a relevant area (section 9); "" ends it.')
@click.option("--ends", is_flag=True, help="What must be made over because a body has ended or will.")
@click.option("--within", default=180, show_default=True, type=click.IntRange(0, 3660), help="Days ahead that --ends looks.")
@click.option("--boundary", default="", metavar="CODE", help="Which districts and small areas make a body up on the day.")
@common
def who(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, on: str, **asked: Any) -> int:
    """Who is in: authorities by kind and area on a day, what lacks, what nobody has confirmed, what ends."""
    chosen = [name for name in _DOES if asked[name] not in ((), None, False) and (name == "pool" or asked[name] != "")]
    if len(chosen) > 1:
        raise click.UsageError("Ask for one thing at a time: --fill, --confirm, --to, --from, --erase, --pool, --ends or --boundary.")
    does = chosen[0] if chosen else ""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json, writing=does in _WRITES)
    day_asked = day_of(on, "--on")
    body = _DOES[does](session, day_asked, asked) if does else _show(session, day_asked)
    session.answer(body)
    return 1 if body.get("faults") else 0


def _ground(session: Session) -> Any:
    from upriver.desk.partners import actions
    from upriver.desk.partners.convert import register
    from upriver.desk.submissions.convert import receipts
    from upriver.pipeline.authorities.register import ground_of

    found = actions.partnership()
    settled = actions.settled_areas(found) if found else ()
    return ground_of(session.folder, receipts(), settled, found.areas_named if found else (), register())


def _show(session: Session, on: date) -> dict[str, Any]:
    """The matrix, or how to begin."""
    from upriver.desk.partners.convert import register
    from upriver.duty.known_authorities import jurisdictions, known
    from upriver.duty.novation import endings
    from upriver.duty.register import matrix

    held, ground = register(), _ground(session)
    found = matrix(held, ground.districts, on=on, jurisdictions=jurisdictions(), upper=ground.upper)
    soon = endings(held, known().bodies, on=on, within_days=180)
    body = matrix_body(found, held)
    body["ending"] = [{"id": each.body.id, "name": each.body.name, "last_day": each.last_day.isoformat()} for each in soon]
    typed = session.typed
    if not held.authorities:
        session.say("The register is empty.")
        session.say(f"Fill it in from the workspace's areas: upriver who{typed} --fill, then read it and confirm each row."
                    if ground.districts else f"{_first_up(_unsettled(ground))}. {_NAME_THEM.format(typed or ' .')}")
        return body
    for line in matrix_lines(found, held):
        session.say(line)
    if ground.unknown:
        session.say(f"Not in this matrix: {listed(ground.unknown)}, for no shipped list has that name.")
    if found.lacking:
        session.say(f"Add what the shipped lists know of that day: upriver who{typed} --fill --on {on}")
    if soon:
        session.say(f"{plural(len(soon), 'body', 'bodies')} ended or will within 180 days: upriver who{typed} --ends")
    if found.proposed:
        session.say(f'Read the rows, then: upriver who{typed} --confirm ID --by "YOUR NAME" (or all)')
    return body


_NAME_THEM = "Name areas by GSS code, or as a force, county or district is named: upriver init{} --areas NAME."


def _unsettled(ground: Any) -> str:
    """Why there is nothing to fill in: no area was named, or none that the shipped lists know."""
    if not ground.unknown:
        return "no area was named yet"
    return f"the shipped lists know no area called {listed(ground.unknown)}"


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def _fill(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners import actions
    from upriver.desk.submissions.convert import receipts
    from upriver.pipeline.authorities.register import propose

    ground = _ground(session)
    if not ground.districts:
        raise Refusal(_unsettled(ground), do=f"{_NAME_THEM.format(session.typed or ' .')} Or take in a look-up of areas, or a register "
                      f"of your own: upriver who{session.typed} --from FILE.xlsx.")
    proposed = propose(session.folder, receipts(), ground, on=on)
    added = actions.fill_in(proposed=proposed, by=session.by, at=session.at)
    session.say(f"Filled in {plural(len(added), 'body', 'bodies')} of {plural(len(ground.districts), 'district')} as on {day(on.isoformat())}; "
                f"{len(proposed) - len(added):,} were there already. Nothing is confirmed yet.")
    if ground.unknown:
        session.say(f"Nothing was filled in for {listed(ground.unknown)}: no shipped list has that name. {_NAME_THEM.format(session.typed or ' .')}")
    if not proposed:
        session.say("The shipped lists know none of these districts: write the register yourself with --to FILE.xlsx and --from FILE.xlsx.")
    if not any(body.kind == "education" for body in proposed):
        session.say("No schools or colleges: take in the establishment list of Get Information about Schools, then fill in again.")
    session.say(f"Next: upriver who{session.typed}")
    return {"on": on.isoformat(), "added": list(added), "there_already": len(proposed) - len(added)}


def _confirm(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners import actions

    done = actions.confirm(ids=asked["confirm"], by=session.by, at=session.at)
    session.say(f"Confirmed by {session.by}: {plural(len(done), 'row')}.")
    return {"confirmed": list(done)}


def _to(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners.convert import register
    from upriver.pipeline.authorities.register import to_spreadsheet
    from upriver.store.folder import write_whole

    path, held = asked["to_file"], register()
    if path.suffix.casefold() != ".xlsx":
        raise Refusal(f"{path.name} isn't the name of an XLSX file", do="Let it end in .xlsx.")
    write_whole(path, to_spreadsheet(held, name=session.name, on=on))
    session.say(f"Wrote {plural(len(held.authorities), 'body', 'bodies')} and {plural(len(held.people), 'person', 'people')} to {path.name}. "
                "It holds names and how to reach people: keep it as you keep those.")
    return {"file": str(path), "authorities": len(held.authorities), "people": len(held.people)}


def _from(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners import actions
    from upriver.desk.partners.convert import register
    from upriver.pipeline.authorities.register import Faulty, from_spreadsheet

    try:
        new = from_spreadsheet(asked["from_file"], register())
    except Faulty as faulty:
        faults = [{"sheet": each.sheet, "row": each.row, "column": each.column, "says": each.says} for each in faulty.faults]
        session.say(str(faulty))
        for each in faulty.faults:
            where = ", ".join(filter(None, (each.sheet, f"row {each.row:,}" if each.row else "", each.column)))
            session.say(f"  {where}: {each.says}.")
        return {"faults": faults}
    changes = actions.replace_register(new=new, by=session.by, at=session.at)
    session.say("Taken in: " + "; ".join(f"{name} {len(ids):,}" for name, ids in changes.items()) + ".")
    waiting = sum(1 for body in register().authorities if body.status == "proposed")
    session.say(f"{plural(waiting, 'row')} now {'waits' if waiting == 1 else 'wait'} for confirmation." if waiting else "Every row is confirmed.")
    return {**changes, "proposed": waiting}


def _erase(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners import actions

    elsewhere = actions.erase_person(ident=asked["erase"], by=session.by, at=session.at)
    session.say(f"Erased {asked['erase']}: the id stays, everything else is gone from the workspace's database.")
    session.say("Backups, papers, spreadsheets and packages that were written before still hold it: erase them too.")
    if elsewhere:
        session.say(
            f"{plural(elsewhere, 'event')} of other commands {'carries' if elsewhere == 1 else 'carry'} that name as author; the log is kept whole."
        )
    return {"erased": asked["erase"], "events_with_the_name": elsewhere}


def _pool(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners import actions

    actions.pool(name=asked["pool"].strip(), by=session.by, at=session.at)
    session.say(f"Recorded: {asked['pool'] or 'the areas work apart'}.")
    return {"relevant_area": asked["pool"].strip()}


def _ends(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners.convert import register, rests_on_bodies
    from upriver.duty.known_authorities import known
    from upriver.duty.novation import endings, for_novation
    from upriver.pipeline.publish import pages_of

    held = register()
    ended = endings(held, known().bodies, on=on, within_days=asked["within"])
    found = for_novation(ended, (*rests_on_bodies(), *pages_of(session.folder)))
    if not found:
        session.say(f"No body of the register has ended by {day(on.isoformat())} or will in the {plural(asked['within'], 'day')} after it.")
    for each in found:
        last = each.ending.last_day
        session.say(f"{each.ending.body.name} [{each.ending.body.id}] {'ended' if last < on else 'ends'} on {day(last.isoformat())}, "
                    f"says {each.ending.told_by}. After it: {listed([name for _, name in each.ending.into]) or 'not known'}.")
        session.say(f"  {each.do}")
        for kind, ident, title, _ in each.items:
            session.say(f"  {kind}: {title} [{ident}]")
        if not each.items:
            session.say("  No agreement or page rests on it.")
    return {"on": on.isoformat(), "within_days": asked["within"], "ends": [novation_body(each) for each in found]}


def _boundary(session: Session, on: date, asked: dict[str, Any]) -> dict[str, Any]:
    from upriver.desk.partners.convert import register
    from upriver.desk.submissions.convert import receipts
    from upriver.pipeline.authorities.boundaries import body_on, boundary_on

    body, said = body_on(asked["boundary"], register(), on)
    cut = boundary_on(session.folder, receipts(), body, on)
    for line in said:
        session.say(line)
    session.say(
        f"{body.name} [{body.id}] on {day(on.isoformat())}: {plural(len(cut.parts), 'district')}, {plural(len(cut.small), 'small area')} known."
    )
    for part in cut.parts:
        how = "" if part.cover.share in (1, None) else f" ({part.cover.share:.0%} of the district)"
        session.say(
            f"  {part.cover.name or part.cover.district}: {plural(len(part.small), 'small area')}{how}{'; ' + part.unknown if part.unknown else ''}"
        )
    if not cut.exact:
        session.say("Its small areas aren't all known, so no series can be made for this boundary. Take in a look-up that names the body.")
    return {"id": body.id, "name": body.name, "on": on.isoformat(), "exact": cut.exact, "said": list(said), "districts": parts_body(cut.parts)}


_DOES = {"fill": _fill, "confirm": _confirm, "to_file": _to, "from_file": _from, "erase": _erase, "pool": _pool, "ends": _ends, "boundary": _boundary}
_WRITES = ("fill", "confirm", "from_file", "erase", "pool")
