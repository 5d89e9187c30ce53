"""The made-up areas are sound: valid outlines, no gap, no overlap, and every level adds up."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import STRtree, unary_union
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from upriver.demo.ground.outlines import make_grid, outline
from upriver.demo.ground.places import make_places
from upriver.demo.names import running_code, ward_name

if TYPE_CHECKING:
    from conftest import Demo

REAL = Path(__file__).parents[2].parent / "shared" / "data"

LEVELS = {
    "lsoa21": "LSOA21CD", "lsoa11": "LSOA11CD", "msoa21": "MSOA21CD", "ward": "WD25CD", "lad": "LAD24CD",
    "csp": "CSP24CD", "pfa": "PFA24CD",
}  # fmt: skip
GRID = make_grid(1, np.random.default_rng(7))


def outlines(demo: Demo, level: str) -> dict[str, BaseGeometry]:
    features = json.loads((demo.folder / f"boundaries/{level}.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    return {f["properties"][LEVELS[level]]: shape(f["geometry"]) for f in features}


@pytest.mark.parametrize("level", LEVELS)
def test_every_outline_is_valid(demo: Demo, level: str) -> None:
    assert all(outline.is_valid and outline.area > 0 for outline in outlines(demo, level).values())


@pytest.mark.parametrize("level", LEVELS)
def test_the_outlines_of_a_level_fill_the_force_area_without_overlap(demo: Demo, level: str) -> None:
    areas = list(outlines(demo, level).values())
    whole = unary_union(areas)
    (force,) = outlines(demo, "pfa").values()
    assert whole.symmetric_difference(force).area < 1e-12
    assert sum(area.area for area in areas) == pytest.approx(whole.area, abs=1e-12)


def test_neighbours_share_their_border_point_for_point(demo: Demo) -> None:
    edges = Counter()
    for area in outlines(demo, "lsoa21").values():
        for ring in [area.exterior, *area.interiors]:
            points = list(ring.coords)
            edges.update(frozenset(pair) for pair in pairwise(points))
    (force,) = outlines(demo, "pfa").values()
    coast = list(force.exterior.coords)
    outer = {frozenset(pair) for pair in pairwise(coast)}
    assert set(edges.values()) == {1, 2}
    assert {edge for edge, times in edges.items() if times == 1} == outer


def test_the_neighbours_known_to_the_generator_are_those_that_share_a_border(demo: Demo) -> None:
    places = make_places(1, np.random.default_rng((2026, 10)))
    areas = [shape(outline(places.grid, places.cells_of(places.lsoa21, n))) for n in range(300)]
    touching: list[set[int]] = [set() for _ in areas]
    for a, b in STRtree(areas).query(areas, predicate="touches").T.tolist():
        if areas[a].intersection(areas[b]).length > 0:
            touching[a].add(b)
    assert [set(beside) for beside in places.neighbours] == touching


@given(st.sets(st.sampled_from(np.flatnonzero(GRID.land.ravel()).tolist()), min_size=1, max_size=60))
@example({25, 50})  # two cells that touch in a corner only
@example({25, 26, 27, 49, 51, 73, 74, 75})  # a ring with a hole
@settings(deadline=None, max_examples=60)
def test_any_set_of_cells_has_a_valid_outline_of_their_whole_area(cells: set[int]) -> None:
    cells &= set(np.flatnonzero(GRID.land.ravel()).tolist()) | {25, 26, 27, 49, 50, 51, 73, 74, 75}
    area = shape(outline(GRID, cells))
    assert area.is_valid
    assert area.area == pytest.approx(sum(shape(outline(GRID, [cell])).area for cell in cells))


def test_there_are_three_hundred_small_areas_in_four_districts(demo: Demo) -> None:
    assert {level: len(outlines(demo, level)) for level in ("lsoa21", "lad", "csp", "pfa")} == {
        "lsoa21": 300, "lad": 4, "csp": 3, "pfa": 1,
    }  # fmt: skip
    assert 55 <= len(outlines(demo, "msoa21")) <= 65
    assert 35 <= len(outlines(demo, "ward")) <= 45


def test_the_largest_small_area_is_many_times_the_smallest(demo: Demo) -> None:
    sizes = sorted(area.area for area in outlines(demo, "lsoa21").values())
    assert sizes[-10] > 4 * sizes[9]


def test_a_change_code_says_what_the_outlines_say(demo: Demo) -> None:
    old, new = outlines(demo, "lsoa11"), outlines(demo, "lsoa21")
    olds, news, kinds = defaultdict(set), defaultdict(set), {}
    for row in demo.rows("lookups/LSOA11_LSOA21_LAD22_EW_LU.csv"):
        olds[row["LSOA21CD"]].add(row["LSOA11CD"])
        news[row["LSOA11CD"]].add(row["LSOA21CD"])
        kinds[row["LSOA21CD"]] = row["CHGIND"]
        assert old[row["LSOA11CD"]].intersection(new[row["LSOA21CD"]]).area > 0
    same = {code: unary_union([old[o] for o in olds[code]]).equals(new[code]) for code in new}
    for code, kind in kinds.items():
        (first, *_) = olds[code]
        assert (kind == "U") == (code in old)
        assert same[code] == (kind in "UM")
        assert (kind == "S") == (
            len(olds[code]) == 1 and len(news[first]) > 1 and not same[code] and kind != "X"
        )
    assert set(kinds.values()) == {"U", "S", "M", "X"}


def test_a_changed_area_never_keeps_its_name(demo: Demo) -> None:
    rows = demo.rows("lookups/LSOA11_LSOA21_LAD22_EW_LU.csv")
    old_names = {row["LSOA11NM"] for row in rows}
    assert not old_names & {row["LSOA21NM"] for row in rows if row["CHGIND"] != "U"}


def test_every_snapped_point_lies_in_the_small_area_that_its_row_names(demo: Demo) -> None:
    for months, level in ((("2023-01", "2023-06"), "lsoa11"), (("2024-01", "2024-07"), "lsoa21")):
        areas = outlines(demo, level)
        placed = {
            (row["LSOA code"], float(row["Longitude"]), float(row["Latitude"]))
            for row in demo.street(*months)
            if row["LSOA code"] in areas
        }
        assert len(placed) > 2_000
        assert all(areas[code].contains(Point(x, y)) for code, x, y in placed)


def test_the_bodies_nest_as_the_brief_of_the_partnership_says(demo: Demo) -> None:
    csp = demo.rows("lookups/LAD24_CSP24_PFA24_EW_LU.csv")
    assert sorted(Counter(row["CSP24CD"] for row in csp).values()) == [1, 1, 2]
    assert {row["PFA24NM"] for row in csp} == {"Norsea"}
    tiers = demo.rows("lookups/LTLA24_UTLA24_EW_LU.csv")
    assert [row["LTLA24CD"] for row in tiers if row["LTLA24CD"] == row["UTLA24CD"]] == ["E06009901"]
    assert len({row["UTLA24CD"] for row in tiers}) == 2


def test_no_ward_name_comes_twice(demo: Demo) -> None:
    names = [ward_name(number) for number in range(3_000)]
    assert len(set(names)) == len(names)


@given(st.integers(1, 90_000))
@example(8_900)
@example(8_901)
def test_codes_stay_nine_characters_and_clear_of_the_neighbouring_force(how_many: int) -> None:
    last = running_code("E01", how_many - 1, how_many)
    assert len(last) == 9
    assert last < "E01999001"


def test_no_real_body_has_a_name_or_code_of_the_fictional_ones(demo: Demo) -> None:
    lists = sorted((REAL / "authorities").glob("*.csv"))
    if not lists:
        pytest.skip(f"the lists of real bodies are absent: {REAL / 'authorities'}")
    real = set()
    for path in lists:
        with path.open(encoding="utf-8", newline="") as file:
            real |= {cell.strip().lower() for row in csv.reader(file) for cell in row}
    made_up = [pair for pair in demo.truths.names if not pair[0].startswith(("E02", "E05"))]
    made_up += [
        ("E12009901", "Doggerland"),
        ("E31009901", "Norsea and Eastmarch"),
        ("E54009901", "Norsea Police"),
    ]
    assert not [pair for pair in made_up for cell in pair if cell.lower() in real]
