"""Outlines as they are drawn: as few numbers as they need, and every area still there."""

from __future__ import annotations

import math
import re

import shapely
from report.sample import a_map

from upriver.places.outlines import drawing
from upriver.report.maps import map_inline, map_svg


def _a_grid(side: int) -> dict[str, bytes]:
    """Squares with wavy edges, side by side, near Winchester."""
    def edge(at: float) -> float:
        return 0.0004 * math.sin(at * 40)

    def ring(x: int, y: int) -> list[tuple[float, float]]:
        ways = [(x + at / 20, y) for at in range(20)] + [(x + 1, y + at / 20) for at in range(20)]
        ways += [(x + 1 - at / 20, y + 1) for at in range(20)] + [(x, y + 1 - at / 20) for at in range(20)]
        return [(-1.3 + across / 100 + edge(up), 51.0 + up / 100 + edge(across)) for across, up in ways]

    return {f"E{x:02d}{y:02d}": shapely.to_wkb(shapely.Polygon(ring(x, y))) for x in range(side) for y in range(side)}


def test_a_path_says_each_straight_run_once_and_parts_numbers_with_as_little_as_it_can() -> None:
    square = shapely.to_wkb(shapely.Polygon([(-1.3, 51.0), (-1.28, 51.0), (-1.26, 51.0), (-1.26, 51.02), (-1.3, 51.02)]))
    (path,) = drawing({"E1": square}, tolerance=0.01).paths.values()
    assert " -" not in path and path.startswith("M") and path.endswith("z")
    assert len(re.findall(r"-?\d+", path)) <= 2 + 2 * 5  # near-straight: the grid is turned a little against longitude


def test_the_outlines_of_many_areas_are_coarser_and_each_is_still_drawn() -> None:
    few, many = drawing(_a_grid(5)).paths, drawing(_a_grid(25)).paths
    fine = drawing(_a_grid(25), tolerance=1.5).paths
    assert all(few.values()) and all(many.values()) and len(many) == 625
    assert sum(map(len, many.values())) < 0.9 * sum(map(len, fine.values()))


def test_a_piece_without_an_inside_is_left_out_unless_it_is_all_there_is() -> None:
    large = shapely.box(-1.3, 51.0, -1.0, 51.3)
    speck = shapely.box(-0.9, 51.0, -0.89999, 51.00001)
    paths = drawing({"E1": shapely.to_wkb(shapely.MultiPolygon([large, speck])), "E2": shapely.to_wkb(shapely.box(-1.0, 51.0, -0.8, 51.3))}).paths
    assert paths["E1"].count("M") == 1 and all(paths.values())


def test_an_area_on_a_page_says_its_number_and_the_subtitle_what_it_counts() -> None:
    from dataclasses import replace

    plain = a_map()
    shapes = tuple(replace(one, shown=f"{at}.5 per 1,000 residents, smoothed" if at else "hidden to protect people") for at, one in enumerate(plain.shapes))
    told = replace(plain, subtitle="Violence, per 1,000 residents, smoothed, 2025", shapes=shapes)
    assert "1.5 per 1,000" not in map_inline(told, "x") and ": 1.5</title>" in map_inline(told, "x") and "hidden to protect people" in map_inline(told, "x")
    assert "1.5 per 1,000 residents, smoothed</title>" in map_svg(told)
    assert "1.5 per 1,000 residents" in map_inline(replace(told, subtitle="2025"), "x")
