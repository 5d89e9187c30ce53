"""What may be said in public: a claim held against cleared figures, and the files that stand beside a document's pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from upriver.report.explained.naming import explanations_json
from upriver.report.exploring.rows import Row, rows_of_cells, rows_of_csv
from upriver.report.saying.claim.times import Today
from upriver.report.saying.figures import Figures
from upriver.report.saying.judging import Ground
from upriver.report.saying.places import places_of
from upriver.report.saying.press import press_csv, press_lines
from upriver.report.saying.subjects import subjects
from upriver.words.cleared import Clearance
from upriver.words.period import Period
from upriver.words.refusal import Refusal

PRESS_SHEET, EXPLANATIONS = "data/press-sheet.csv", "data/explanations.json"


def ground_of(rows: Iterable[Row], *, as_of: date, period: Period, over: str, own: Path | None = None) -> Ground:
    """What claims are held against: the cleared figures of one document."""
    held = tuple(rows)
    return Ground(Figures(held), subjects(held, own), places_of(held), Today(as_of, period), over)


def ground_at(place: Path, *, as_of: date, period: Period, over: str, own: Path | None = None) -> Ground:
    """The same, from the cells.csv of a release or a draft.

    Raises:
        Refusal: there is none, or it isn't one that was written here.
    """
    try:
        rows = rows_of_csv(place.read_text("utf-8"))
    except FileNotFoundError:
        raise Refusal(f"{place.name} isn't there any more", do="Run `upriver assess` again.") from None
    except (ValueError, KeyError, OSError):
        raise Refusal(f"{place.name} can't be read", do="Run `upriver assess` again.") from None
    return ground_of(rows, as_of=as_of, period=period, over=over, own=own)


def said_files(clearance: Clearance, *, as_of: str, period: Period) -> dict[str, bytes]:
    """The press sheet and the explanations as data, by their paths below a site's root."""
    rows = [row for table in clearance.tables for row in rows_of_cells(table.cells)]
    ground = ground_of(rows, as_of=date.fromisoformat(as_of), period=period, over="")
    return {PRESS_SHEET: press_csv(press_lines(ground)), EXPLANATIONS: explanations_json(clearance.explanations.values())}
