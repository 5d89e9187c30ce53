"""`upriver indicator`: the shelf of indicators, how one stands, and what has moved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.workspace import Session, common, open_session

if TYPE_CHECKING:
    from upriver.words.monitoring.indicator import Indicator, Standing

AUDIENCE = click.option("--for", "audience", default="restricted", type=click.Choice(["restricted", "public"]), help="Whose figures: the partnership's own people's, or the public's.")


@click.group()
def indicator() -> None:
    """The shelf of indicators, how each stands, and what has moved by more than chance."""


@indicator.command("list")
@AUDIENCE
@common
def list_(audience: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Every indicator of the shelf with its short name, its latest reading and whether it moves."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    found = [each for each in _standings(session, audience) if each.measure is None]
    for each in found:
        session.say(_line(each))
    held = sum(1 for each in found if each.series)
    session.say(f"{len(found)} lines, {held} with readings. See one: upriver indicator show SLUG{session.typed}")
    session.answer({"indicators": [_told(each) for each in found]})


@indicator.command("show")
@click.argument("slug")
@AUDIENCE
@common
def show(slug: str, audience: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """One indicator: its exact definition, its readings with what chance does, and how it stands to its target."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from upriver.monitor.indicators import one

    wanted = one(slug, session.folder.declarations)
    found = [each for each in _standings(session, audience) if each.indicator.slug == wanted.slug]
    for line in _about(wanted):
        session.say(line)
    for each in found:
        _say_standing(session, each)
    session.answer({"indicator": _declared(wanted), "standings": [_told(each, whole=True) for each in found]})


@indicator.command("watch")
@AUDIENCE
@common
def watch(audience: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """What moved by more than chance, how targets stand, and what can't be judged."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    found = _standings(session, audience)
    whole = [each for each in found if each.measure is None]
    moved = [each for each in whole if each.signal in ("better", "worse", "unusual")]
    aimed = [each for each in found if each.measure is not None]
    for each in moved:
        session.say(f"{_mark(each)} {each.indicator.title}, {each.area_name}. {each.says}")
    if not moved:
        session.say("Nothing signals more than chance.")
    for each in aimed:
        session.say(f"Measure {each.measure.id if each.measure else ''}, {each.indicator.title}, {each.area_name}: {each.chance_says}")
    counted = {signal: sum(1 for each in whole if each.signal == signal) for signal in ("none", "too_few", "no_data")}
    session.say(f"No signal: {counted['none']}. Too few readings to judge: {counted['too_few']}. No readings: {counted['no_data']}. The pages: upriver pack indicators, upriver pack board-page.")
    session.answer({"moved": [_told(each) for each in moved], "targets": [_told(each) for each in aimed], "counted": counted})


def _standings(session: Session, audience: str) -> tuple[Standing, ...]:
    from upriver.desk.registers.telling import told

    return told(session.folder, document="indicators", name=session.name, audience=audience, on=date.fromisoformat(session.at[:10])).standings


def _mark(each: Standing) -> str:
    from upriver.words.monitoring.indicator import SIGNALS

    return f"{SIGNALS[each.signal]}:"


def _line(each: Standing) -> str:
    latest = _value(each.latest) if each.latest else "hidden" if each.series else ""
    return f"{each.indicator.code:<4} {each.indicator.slug:<34} {latest:>9}  {_mark(each)[:-1]:<23} {each.indicator.title}, {each.area_name}"


def _value(cell: Any) -> str:
    from upriver.words.text import number

    return number(cell.value, cell.decimals)


def _about(wanted: Indicator) -> tuple[str, ...]:
    from upriver.words.monitoring.indicator import BETTER, DIRECTIONS

    return (
        f"{wanted.code} {wanted.title}", wanted.says, f"  Numerator: {wanted.numerator}", f"  Denominator: {wanted.denominator}",
        f"  Source: {wanted.source or 'none yet'}; rule: {wanted.rule}; area: {wanted.geography}",
        f"  {BETTER[wanted.better]}. {DIRECTIONS[wanted.direction]}. Definition {'read' if wanted.verified else 'not read'} at its source.",
        *((f"  Beware: {wanted.caveat}",) if wanted.caveat else ()),
    )  # fmt: skip


def _say_standing(session: Session, each: Standing) -> None:
    measure = f" (measure {each.measure.id})" if each.measure else ""
    session.say(f"\n{each.area_name}{measure}. {_mark(each)[:-1]}. {each.says}")
    for mark in each.marks[-12:] if each.measure is None else ():
        cell = mark.cell
        value = _value(cell) if cell.value is not None else "hidden" if "c" in cell.marker.split(";") else "missing"
        limits = f"  usual {mark.expected:,.0f}, chance {mark.lower:,.0f} to {mark.upper:,.0f}" if None not in (mark.expected, mark.lower, mark.upper) else ""
        session.say(f"  {cell.key.period.words:<38} {value:>9}{limits}{f'  {mark.flag}' if mark.flag else ''}")
    if each.change and each.measure is None:
        session.say(f"  Against the year before: {each.change.says}.")
    if each.measure is not None:
        session.say(f"  {each.chance_says}")
    for note in each.notes if each.measure is None else ():
        session.say(f"  {note}")


def _declared(wanted: Indicator) -> dict[str, Any]:
    plain = {name: getattr(wanted, name) for name in (
        "slug", "code", "title", "says", "numerator", "denominator", "source", "unit", "geography", "cadence", "better", "direction", "rule", "family",
        "national", "verified", "caveat", "per", "carried_by", "beside")}
    return plain | {"reads": [f"{each.table}#{each.measure},{each.unit}" for each in wanted.reads]}


def _told(each: Standing, *, whole: bool = False) -> dict[str, Any]:
    latest = each.latest
    body: dict[str, Any] = {
        "slug": each.indicator.slug, "code": each.indicator.code, "title": each.indicator.title, "area": each.area_code, "area_name": each.area_name,
        "signal": each.signal, "says": each.says, "readings": len(each.series), "latest": latest.value if latest else None,
        "latest_period": [latest.key.period.start.isoformat(), latest.key.period.end.isoformat()] if latest else None,
        "change_percent": each.change.value if each.change else None,
    }
    if each.measure is not None:
        body |= {"measure": each.measure.id, "chance": each.chance, "chance_says": each.chance_says, "baseline": each.baseline.value if each.baseline else None}
    if whole:
        body["series"] = [{"from": mark.cell.key.period.start.isoformat(), "to": mark.cell.key.period.end.isoformat(), "value": mark.cell.value,
                           "marker": mark.cell.marker, "usual": mark.expected, "lower": mark.lower, "upper": mark.upper, "flag": mark.flag} for mark in each.marks]
        body["notes"] = list(each.notes)
    return body
