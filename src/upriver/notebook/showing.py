"""How a frame looks in a notebook: its state, its first rows, its picture. Plain HTML and SVG, every word escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from upriver.report.charts import chart_svg
from upriver.report.exploring.rows import Row, measure_said, unit_said
from upriver.report.exploring.telling import chart_of
from upriver.words.refusal import Refusal
from upriver.words.text import number

MOST = 20
SAYS = {
    True: "Every figure has been through the lock. Answers of other periods or definitions are cleared each by itself: "
          "don't publish two that overlap, since they could be subtracted. What is published is the whole document.",
    False: "As counted, not for anybody outside. It can't leave the workspace's folder.",
}

SOURCES = {True: "an answer of this workspace, cleared by itself; its pages name the sources",
           False: "UNCLEARED: an answer of this workspace as counted, not to leave it"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of ours as SVG, that shows itself in a notebook."""

    svg: str
    cleared: bool = True

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the picture; one of uncleared numbers is refused."""
        if not self.cleared:
            raise Refusal("a picture of uncleared numbers can't be saved", do="Ask again without cleared=False, and draw that.")
        writable(Path(path)).write_text(self.svg, encoding="utf-8", newline="\n")
        return Path(path)

    def __repr__(self) -> str:
        return f"Picture({'cleared' if self.cleared else 'uncleared'})"

    def __reduce_ex__(self, protocol: object) -> tuple[type[Picture], tuple[str, bool]]:
        if not self.cleared:
            raise Refusal("a picture of uncleared numbers can't be pickled", do="Ask again without cleared=False, and draw that.")
        return Picture, (self.svg, True)


def writable(place: Path) -> Path:
    """The place of a file to be written.

    Raises:
        Refusal: it is a folder, or lies in none.
    """
    if place.is_dir():
        raise Refusal(f"{place.name or place} is a folder", do="Name a file in it.")
    if not place.parent.is_dir():
        raise Refusal(f"there is no folder {place.parent.name}", do="Make it first, or name another.")
    return place


def picture_of(rows: Sequence[Row], *, cleared: bool) -> Picture:
    """The first measure and unit that has a number, drawn.

    Raises:
        Refusal: none of the rows has a number.
    """
    for chosen in _alike(rows):
        if chart := chart_of(chosen, source=SOURCES[cleared]):
            return Picture(chart_svg(chart), cleared)
    raise Refusal("none of these figures has a number to draw", do="Their markers say why: c is hidden, x is not available.")


def _alike(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Rows that can stand in one picture: of one table, level, measure, unit and kinds of split; rates before counts."""
    ordered = sorted(rows, key=_kind)
    return [tuple(group) for _, group in groupby(ordered, key=_kind)]


def _kind(row: Row) -> tuple[object, ...]:
    return (row.unit == "count", bool(row.breakdown), row.table, row.level, row.measure, row.unit, row.splits)


def html_of(rows: Sequence[Row], question: str, period: str, *, cleared: bool, shows: bool, guard: str) -> str:
    """The frame as HTML: what it is, its state, its first rows, and the picture of the first that can be drawn."""
    head = f"<p><strong>{escape(question.replace('_', ' '))}</strong>{', ' + escape(period) if period else ''}: {len(rows):,} rows.</p>"
    state = f"<p><strong>{'Cleared' if cleared else 'Uncleared'}.</strong> {escape(SAYS[cleared])}"
    state += "</p>" if cleared else f" {escape(guard)}</p>"
    if not shows:
        return head + state + "<p>Its numbers aren't shown: a notebook keeps what it shows, and this one lies outside the workspace's folder.</p>"
    drawn = ""
    if any(row.value is not None for row in rows):
        drawn = f'<div style="max-width:720px">{picture_of(rows, cleared=cleared).svg}</div>'
    names = ("Area", "Level", "Period", "Measure", "Split", "Unit", "Value", "95% interval", "Mark" if cleared else "Flags")
    header = "".join(f'<th scope="col">{name}</th>' for name in names)
    known = sorted(rows, key=lambda row: row.value is None)
    body = "".join(f"<tr>{_line(row)}</tr>" for row in known[:MOST])
    more = f"<p>{MOST} of {len(rows):,} rows, those with a number first.</p>" if len(rows) > MOST else ""
    return f"{head}{state}{drawn}<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>{more}"


def _line(row: Row) -> str:
    limits = "" if row.lower is None or row.upper is None else f"{number(row.lower, row.decimals)} to {number(row.upper, row.decimals)}"
    shown = "" if row.value is None else number(row.value, row.decimals)
    cells = (
        row.name,
        row.level,
        row.when,
        measure_said(row.measure),
        row.breakdown.replace("_", " "),
        unit_said(row.unit),
        shown,
        limits,
        row.marker,
    )
    return "".join(f"<td>{escape(each)}</td>" for each in cells)
