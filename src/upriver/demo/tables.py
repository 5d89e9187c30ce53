"""Files as publishers write them: CSV with LF, GeoJSON with one feature a line, the same bytes every time."""

from __future__ import annotations

import csv
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Cell = str | int | float
Geometry = Mapping[str, object]


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one UTF-8 CSV file, folders made as needed, an older file replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_geojson(path: Path, name: str, features: Iterable[tuple[Mapping[str, object], Geometry]]) -> None:
    """Write one GeoJSON collection (WGS84) from pairs of properties and geometry."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"type":"FeatureCollection","name":{json.dumps(name)},"features":[\n')
        for number, (properties, geometry) in enumerate(features):
            feature = {"type": "Feature", "properties": properties, "geometry": geometry}
            file.write((",\n" if number else "") + json.dumps(feature, separators=(",", ":")))
        file.write("\n]}\n")


def global_id(code: str) -> str:
    """An identifier in the form the geography portal prints, always the same for the same code."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.invalid/{code}"))
