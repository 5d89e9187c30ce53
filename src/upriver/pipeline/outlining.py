"""From a file of boundaries to held outlines."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from upriver.intake import recognising
from upriver.places.outlines import outlines_of_wkb, read_outlines
from upriver.store import checking, holding
from upriver.words.part import Found
from upriver.words.text import plural


def outlines(raw: Path, typed: Path, found: Found) -> tuple[checking.Checked, tuple[str, ...]]:
    """Write a file's outlines typed, as WKB with level, code and name; and say what had to be mended."""
    level, column = next(
        item for item in found.columns.items() if not item[0].endswith("_name") and item[0] != "geometry"
    )
    name = found.columns.get(f"{level}_name")
    if found.form == "parquet":
        geometry = next(each for each in found.header if recognising.is_geometry(each))
        table = holding.raw_columns(raw, [column, name or column, geometry])
        shapes = outlines_of_wkb(*table)
    else:
        shapes = read_outlines(raw, column, name)
    columns = {
        "level": np.array([level] * len(shapes.codes), dtype=object),
        "code": shapes.codes,
        "name": shapes.names,
        "wkb": shapes.wkb,
    }
    holding.write_rows(typed, columns)
    mended = f"{plural(shapes.mended, 'outline')} not valid as published; mended for drawing, the held codes unchanged"
    checked = checking.Checked(typed, len(shapes.codes), len(shapes.codes), (), ())
    return checked, (mended,) if shapes.mended else ()
