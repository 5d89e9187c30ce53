"""How large areas are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyproj
import shapely


def hectares(wkbs: Sequence[bytes]) -> np.ndarray:
    """The size of each outline on the ellipsoid, in hectares; outlines are WKB in WGS84. Water inside them counts."""
    earth = pyproj.Geod(ellps="WGS84")
    return np.array([abs(earth.geometry_area_perimeter(shape)[0]) / 10_000 for shape in shapely.from_wkb(list(wkbs))], dtype=float)
