"""Reading boundaries, drawing outlines as path strings, and finding neighbours and the area of a point."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyproj
import shapely
from scipy import sparse

from upriver.words.declared import PATTERNS
from upriver.words.refusal import Refusal

NATIONAL_GRID = "EPSG:27700"


@dataclass(frozen=True, slots=True)
class Outlines:
    """Areas with their polygons: codes, names and WKB in WGS84, arrays of one length. `mended` were invalid as sent."""

    codes: np.ndarray
    names: np.ndarray
    wkb: np.ndarray
    mended: int = 0


def read_outlines(path: Path, code_column: str, name_column: str | None) -> Outlines:
    """Polygons of a GeoJSON or GeoPackage file, in WGS84, made valid.

    Raises:
        Refusal: it can't be read, holds no polygons, or a code stands twice.
    """
    import pyogrio  # where pandas is installed it loads that too, and only boundaries being taken in need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, _, geometry, fields = pyogrio.raw.read(
                path, columns=[name for name in (code_column, name_column) if name], encoding="utf-8"
            )
        columns = dict(zip(meta["fields"], fields, strict=True))
        shapes = shapely.from_wkb(geometry)
    except Exception as fault:
        raise Refusal("the boundaries can't be read as GeoJSON or GeoPackage", do="Download them again.") from fault
    source = pyproj.CRS.from_user_input(meta["crs"] or "EPSG:4326")
    if source.to_epsg() not in (4326, None):
        shapes = _projected(shapes, source.to_string(), "EPSG:4326")
    return outlines_from(columns[code_column], columns.get(name_column or ""), shapes)


def outlines_of_wkb(codes: np.ndarray, names: np.ndarray, wkb: np.ndarray) -> Outlines:
    """Outlines from columns of a Parquet file, their geometry as WKB in WGS84.

    Raises:
        Refusal: the geometry isn't WKB, or holds something other than areas.
    """
    try:
        shapes = shapely.from_wkb([bytes(each) for each in wkb])
    except (shapely.errors.GEOSException, TypeError, ValueError) as fault:
        raise Refusal("the boundaries' geometry isn't WKB", do="Write it as WKB in WGS84, one area a row.") from fault
    return outlines_from(codes, names, shapes)


def geopackage_columns(path: Path) -> tuple[str, ...]:
    """The columns of the first layer of a GeoPackage, `geometry` last; none where it can't be read."""
    import pyogrio

    try:
        fields = pyogrio.read_info(path)["fields"]
    except Exception:  # any damaged or hostile file: it is simply not one that is known
        return ()
    return (*(str(name) for name in fields), "geometry")


def outlines_from(codes: np.ndarray, names: np.ndarray | None, shapes: np.ndarray) -> Outlines:
    """Outlines from codes and polygons; invalid ones are made valid and counted.

    Raises:
        Refusal: something is no area, a code is missing, isn't a GSS code or stands twice, an outline is empty, or the coordinates aren't
            longitude and latitude in or near England and Wales.
    """
    if len(shapes) == 0 or not np.isin(shapely.get_type_id(shapes), (3, 6)).all():
        raise Refusal("the file holds something other than areas", do="Send polygons, one an area.")
    wrong = [row for row, code in enumerate(codes.tolist()) if not isinstance(code, str) or not re.fullmatch(PATTERNS["gss"][0], code)]
    if wrong:
        raise Refusal(f"row {wrong[0] + 1} of the boundaries has no GSS code (a letter and eight digits)",
                      do="Send the file as the Office for National Statistics publishes it.")
    if shapely.is_empty(shapes).any() or shapely.is_missing(shapes).any():
        raise Refusal("an outline among the boundaries is empty", do="Download them again.")
    west, south, east, north = shapely.total_bounds(shapes)
    if not (-12 <= west <= east <= 6 and 48 <= south <= north <= 63):
        raise Refusal("the boundaries aren't in longitude and latitude of these islands", do="Save them in WGS84 (EPSG:4326).")
    if len(np.unique(codes.astype(str))) != len(codes):
        raise Refusal("a code stands twice among the boundaries", do="Send each area once, dissolved.")
    wrong = ~shapely.is_valid(shapes)
    mended = np.where(wrong, shapely.make_valid(shapes), shapes)
    order = np.argsort(codes.astype(str), kind="stable")
    shown = codes if names is None else names
    return Outlines(codes[order], shown[order], np.array(shapely.to_wkb(mended[order]), dtype=object), int(wrong.sum()))


def _projected(shapes: np.ndarray, source: str, target: str) -> np.ndarray:
    transform = _transformer(source, target)

    def moved(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transform.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapes, moved)


@cache
def _transformer(source: str, target: str) -> pyproj.Transformer:
    """Made once: looking a pair of systems up takes longer than moving a county's outlines."""
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


MANY = 150
"""Areas on one drawing from which on their outlines are drawn coarser."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines ready to be drawn: code -> SVG path in whole units, and the box they lie in (x, y, width, height)."""

    paths: Mapping[str, str]
    box: tuple[float, float, float, float]


def drawing(
    shapes_by_code: Mapping[str, bytes],
    *,
    width: int = 1000,
    tolerance: float | None = None,
    frame: tuple[float, float, float, float] | None = None,
) -> Drawing:
    """Outlines simplified together, so that shared borders stay shared, as relative integer paths `width` units wide.

    Projected to the British National Grid. `tolerance` is in the drawing's units: by default 1.5, and more where there are so
    many areas that a page would be heavy and each is small anyway. `frame` is (minx, miny, maxx, maxy) in metres where several drawings
    must lie over each other; by default the areas' own.
    """
    codes = sorted(shapes_by_code)
    shapes = _projected(shapely.from_wkb([shapes_by_code[code] for code in codes]), "EPSG:4326", NATIONAL_GRID)
    left, bottom, right, top = frame or tuple(shapely.total_bounds(shapes))
    scale = width / max(right - left, 1.0)
    near = (tolerance or 1.5 * min(max(len(codes) / MANY, 1.0), 9.0) ** 0.4) / scale
    try:
        simple = shapely.coverage_simplify(shapes, near)
    except shapely.errors.GEOSException:
        simple = shapely.simplify(shapes, near)
    paths = {code: _path(shape, left, top, scale) for code, shape in zip(codes, simple, strict=True)}
    return Drawing(paths, (0.0, 0.0, float(width), float(round((top - bottom) * scale))))


def frame_of(wkbs: Sequence[bytes]) -> tuple[float, float, float, float]:
    """The box around areas in metres of the national grid, for drawings that share it."""
    return tuple(shapely.total_bounds(_projected(shapely.from_wkb(list(wkbs)), "EPSG:4326", NATIONAL_GRID)))


def _path(shape: shapely.Geometry, left: float, top: float, scale: float) -> str:
    """An outline as a path of whole steps; a piece that rounding left without any inside is drawn only where it is the only one."""
    pieces, thin = [], []
    for polygon in shapely.get_parts(shape):
        for ring in (shapely.get_exterior_ring(polygon), *shapely.get_parts(shapely.get_rings(polygon))[1:]):
            if ring is None:
                continue
            points = shapely.get_coordinates(ring)
            xs = np.round((points[:, 0] - left) * scale).astype(int)
            ys = np.round((top - points[:, 1]) * scale).astype(int)
            moves = _straightened(np.column_stack([np.diff(xs), np.diff(ys)]).tolist()[:-1])
            if len(moves) >= 2:
                inside = np.dot(xs[:-1], ys[1:]) - np.dot(xs[1:], ys[:-1])
                (pieces if inside else thin).append(f"M{xs[0]} {ys[0]}l{_together(moves)}z")
    return "".join(pieces) or "".join(thin[:1])


def _straightened(steps: list[list[int]]) -> list[tuple[int, int]]:
    """Steps with those that go straight on taken together, and those that go nowhere left out."""
    kept: list[tuple[int, int]] = []
    for x, y in steps:
        if kept and kept[-1][0] * y == kept[-1][1] * x and kept[-1][0] * x + kept[-1][1] * y > 0:
            kept[-1] = (kept[-1][0] + x, kept[-1][1] + y)
        elif x or y:
            kept.append((x, y))
    return kept


def _together(moves: list[tuple[int, int]]) -> str:
    """The numbers of a path with as few spaces as it needs: a minus sign parts two numbers too."""
    return " ".join(f"{x} {y}" for x, y in moves).replace(" -", "-")


def neighbours(wkbs: Sequence[bytes]) -> sparse.csr_matrix:
    """Queen contiguity: areas that share a vertex (to about 0.1 m), as a symmetric 0/1 matrix without a diagonal."""
    shapes = shapely.from_wkb(list(wkbs))
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    _, vertex = np.unique(np.round(points, 6), axis=0, return_inverse=True)
    touches = sparse.csr_matrix(
        (np.ones(len(owner), dtype=np.int32), (owner, vertex.ravel())), shape=(len(shapes), int(vertex.max()) + 1)
    )
    shared = (touches @ touches.T).tocsr()
    shared.setdiag(0)
    shared.eliminate_zeros()
    shared.data[:] = 1
    return shared.astype(float)


def areas_of_points(points: np.ndarray, codes: Sequence[str], wkbs: Sequence[bytes]) -> list[str | None]:
    """The area that each point (longitude, latitude) lies in, the first by code where it lies on a border."""
    shapes = shapely.from_wkb(list(wkbs))
    shapely.prepare(shapes)
    found: list[str | None] = [None] * len(points)
    tree = shapely.STRtree(shapes)
    for point, area in sorted(
        zip(*tree.query(shapely.points(points), predicate="intersects"), strict=True), reverse=True
    ):
        found[point] = codes[area]
    return found
