"""Series for the boundary of any day, summed from small areas, against numbers made by hand."""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from register.bodies import a_body, a_cover

from upriver.duty.known_authorities import known
from upriver.places.ground import Ground
from upriver.places.recutting import boundary, level_on, recut
from upriver.words.area import Area
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Move

BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)
HART, RUSHMOOR = "E07000089", "E07000092"
FRIMLEY, OLD_HAMPSHIRE, HAMPSHIRE = "E54000034", "E54000042", "E54000067"


def ground(*districts: str) -> dict[str, frozenset[str]]:
    """As many made-up small areas as each real district has, with the board of 2024 that a look-up gives each."""
    found = {}
    for district in districts:
        covers = [(body.id, cover) for body in known().bodies.values() if body.kind == "health"
                  for cover in body.covers_on(BEFORE) if cover.district == district]
        boards = [board for board, cover in covers for _ in range(cover.small_areas or 0)]
        for number, board in enumerate(boards):
            found[f"{district}-{number:03d}"] = frozenset({district, board})
    return found


HAMPSHIRE_DISTRICTS = tuple(sorted({cover.district for cover in known().bodies["E23000030"].areas}))
SURREY = ("E07000207", "E07000208", "E07000210", "E07000211", "E07000215")


def ones(small: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """One event a small area in the first month and two in the second, none missing."""
    return np.array([[1, 2]] * len(small)), np.zeros((len(small), 2), dtype=bool)


def summed(body: str, on: date, codes: dict[str, frozenset[str]]) -> list[int]:
    small = sorted(codes)
    sums, gone = recut(*ones(small), small, boundary(known().bodies[body], on, codes, known().moves))
    assert not gone.any()
    return sums.tolist()


def test_before_april_2026_the_hampshire_board_has_14_of_hart_and_none_of_rushmoor() -> None:
    # 1,231 small areas, less 45 of Hart and 60 of Rushmoor.
    assert summed(OLD_HAMPSHIRE, BEFORE, ground(*HAMPSHIRE_DISTRICTS)) == [1126, 2252]


def test_from_april_2026_it_has_all_of_the_police_area() -> None:
    assert summed(HAMPSHIRE, AFTER, ground(*HAMPSHIRE_DISTRICTS)) == [1231, 2462]


def test_what_the_board_gained_is_hart_and_rushmoor_of_frimley() -> None:
    codes = ground(*HAMPSHIRE_DISTRICTS)
    old = boundary(known().bodies[OLD_HAMPSHIRE], BEFORE, codes, known().moves)
    new = boundary(known().bodies[HAMPSHIRE], AFTER, codes, known().moves)
    gained = set(new.small) - set(old.small)
    assert (len(gained), set(old.small) - set(new.small)) == (105, set())
    assert all(FRIMLEY in codes[small] for small in gained)


def test_the_district_shares_of_frimley_are_those_of_the_readme() -> None:
    codes = ground(HART, RUSHMOOR)
    found = boundary(known().bodies[FRIMLEY], BEFORE, codes, known().moves)
    counts = {part.cover.district: len(part.small) for part in found.parts if part.small}
    assert counts == {HART: 45, RUSHMOOR: 60}


def test_without_a_look_up_that_names_the_board_hart_is_not_guessed() -> None:
    codes = {f"{HART}-{number}": frozenset({HART}) for number in range(59)}
    found = boundary(known().bodies[FRIMLEY], BEFORE, codes, known().moves)
    (hart,) = [part for part in found.parts if part.cover.district == HART]
    assert hart.small == () and "only that it is 76%" in hart.unknown and not found.exact


def test_the_unsettled_part_of_runnymede_leaves_its_new_board_without_a_series() -> None:
    codes = ground("E07000212")
    found = boundary(known().bodies["E54000069"], AFTER, codes, known().moves)
    (runnymede,) = [part for part in found.parts if part.cover.district == "E07000212"]
    # 46 come from Surrey Heartlands; the 6 of Frimley may have gone to Thames Valley.
    assert (len(runnymede.small), runnymede.unknown) == (46, "46 of 52 small areas are known")


def test_five_districts_absorbed_by_a_unitary_are_summed_from_the_day_it_begins() -> None:
    codes = ground(*SURREY)
    sizes = [known().districts[code].small_areas for code in SURREY]
    assert summed("LA-east-surrey-council", date(2027, 4, 1), codes) == [sum(sizes), 2 * sum(sizes)]
    assert boundary(known().bodies["LA-east-surrey-council"], date(2027, 3, 31), codes).parts == ()


def test_a_district_that_was_absorbed_has_its_own_series_to_its_last_day() -> None:
    codes = ground(*SURREY)
    assert summed("E07000207", date(2027, 3, 31), codes)[0] == known().districts["E07000207"].small_areas
    assert boundary(known().bodies["E07000207"], date(2027, 4, 1), codes).parts == ()


def a_split(with_look_up: bool) -> dict[str, frozenset[str]]:
    """Five small areas of one district: three go north, two south, as a later look-up says."""
    after = ("N", "N", "N", "S", "S")
    return {f"s{at}": frozenset({"D", into} if with_look_up else {"D"}) for at, into in enumerate(after)}


NORTH = a_body("local_authority", "N", code="N", areas=(a_cover("D", "Old", 0.6, small_areas=3),))
SOUTH = a_body("local_authority", "S", code="S", areas=(a_cover("D", "Old", 0.4, small_areas=2),))


def test_a_district_split_between_two_unitaries_is_shared_out_by_small_area() -> None:
    codes, counts = a_split(True), np.array([[5], [1], [1], [7], [2]])
    none = np.zeros((5, 1), dtype=bool)
    sums = [recut(counts, none, sorted(codes), boundary(body, AFTER, codes))[0].tolist() for body in (NORTH, SOUTH)]
    assert sums == [[7], [9]]


def test_a_split_that_no_look_up_knows_is_refused_not_shared_out_by_share() -> None:
    codes = a_split(False)
    with pytest.raises(Refusal, match="isn't known"):
        recut(np.ones((5, 1), dtype=int), np.zeros((5, 1), dtype=bool), sorted(codes), boundary(NORTH, AFTER, codes))


def test_a_look_up_that_gives_too_few_small_areas_is_not_enough() -> None:
    codes = {**a_split(True), "s2": frozenset({"D"})}
    (part,) = boundary(NORTH, AFTER, codes).parts
    assert part.unknown == "2 of 3 small areas are known"


def test_a_move_counts_from_its_day_and_only_where_it_is_verified() -> None:
    codes = {f"s{at}": frozenset({"D", "OLD"}) for at in range(3)}
    body = a_body("health", "N", code="N", areas=(a_cover("D", "D", 0.6, small_areas=3),))
    sure = Move("OLD", "D", "N", 3, AFTER, True)
    assert boundary(body, AFTER, codes, [sure]).exact
    assert not boundary(body, BEFORE, codes, [sure]).exact
    assert not boundary(body, AFTER, codes, [Move("OLD", "D", "N", 3, AFTER, False)]).exact


def test_a_mayor_after_a_commissioner_has_the_same_small_areas_so_nothing_is_recut() -> None:
    codes = ground("E08000016", "E08000017", "E08000018", "E08000019")
    old, new = known().bodies["LPB-E23000011-to-2024"], known().bodies["LPB-E23000011"]
    assert boundary(old, date(2024, 5, 6), codes).small == boundary(new, date(2024, 5, 7), codes).small != ()


def test_barnsley_under_its_new_code_is_not_known_until_a_look_up_names_it() -> None:
    body, on = known().bodies["E08000038"], date(2025, 4, 1)
    codes = ground("E08000016")
    assert not boundary(body, on, codes).exact
    named = {small: held | {"E08000038"} for small, held in codes.items()}
    assert boundary(body, on, named).exact


def test_a_look_up_that_holds_a_part_of_a_district_says_how_many() -> None:
    codes = dict(list(ground(RUSHMOOR).items())[:7])
    found = boundary(known().bodies["E31000048"], BEFORE, codes)
    rushmoor = next(part for part in found.parts if part.cover.district == RUSHMOOR)
    assert rushmoor.unknown == "the look-ups hold 7 of its 60 small areas"


def test_a_month_that_one_small_area_misses_is_missing_and_never_zero() -> None:
    codes = a_split(True)
    missing = np.zeros((5, 2), dtype=bool)
    missing[1, 0] = True
    sums, gone = recut(np.ones((5, 2), dtype=int), missing, sorted(codes), boundary(NORTH, AFTER, codes))
    assert (sums.tolist(), gone.tolist()) == ([0, 3], [True, False])


def test_counts_that_leave_out_a_small_area_are_refused() -> None:
    codes = a_split(True)
    with pytest.raises(Refusal, match="have no counts here"):
        recut(np.ones((4, 1), dtype=int), np.zeros((4, 1), dtype=bool), sorted(codes)[1:], boundary(NORTH, AFTER, codes))


@given(st.lists(st.tuples(st.integers(0, 1000), st.booleans()), min_size=1, max_size=12))
@example([(0, True)])
@example([(4, True), (4, False)])
def test_the_parts_of_a_split_add_up_to_the_whole(areas: list[tuple[int, bool]]) -> None:
    codes = {f"s{at:02d}": frozenset({"D", "N" if north else "S"}) for at, (_, north) in enumerate(areas)}
    counts = np.array([[count] for count, _ in areas])
    none = np.zeros_like(counts, dtype=bool)
    total = 0
    for name, wanted in (("N", True), ("S", False)):
        size = sum(north is wanted for _, north in areas)
        if size:
            share = 1.0 if size == len(areas) else size / len(areas)
            body = a_body("local_authority", name, code=name, areas=(a_cover("D", "D", share, small_areas=size),))
            total += int(recut(counts, none, sorted(codes), boundary(body, AFTER, codes))[0][0])
    assert total == counts.sum()


def test_the_real_look_ups_of_hampshire_give_the_same(real_files: Path) -> None:
    codes: dict[str, frozenset[str]] = {}
    for name, columns in (("lookup_lsoa21_ward24_ltla24", "ltla24_code"), ("lookup_lsoa21_icb24", "icb24_code")):
        with gzip.open(real_files / "hampshire" / f"{name}.csv.gz", "rt", encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                codes[row["lsoa21_code"]] = codes.get(row["lsoa21_code"], frozenset()) | {row[columns]}
    old = boundary(known().bodies[OLD_HAMPSHIRE], BEFORE, codes, known().moves)
    new = boundary(known().bodies[HAMPSHIRE], AFTER, codes, known().moves)
    assert (old.exact, len(old.small), new.exact, len(new.small)) == (True, 1126, True, 1231)


def a_ground(*small: str) -> Ground:
    """A ground of these small areas and the remainder of district D."""
    places = (*small, "ltla:D")
    home = ("norsea",) * len(places)
    return Ground(Area("partnership", "p", "P"), small, places, small, np.ones(len(small)), "made up", home, {}, ())


def test_a_level_of_a_day_has_the_bodies_that_lie_wholly_on_the_ground() -> None:
    level = level_on(a_ground("s0", "s1", "s2", "s3"), "utla", [NORTH, SOUTH], AFTER, a_split(True))
    assert level is not None
    assert [area.code for area in level.areas] == ["N"]
    assert level.member.toarray().tolist() == [[1, 1, 1, 0, 0]]


def test_the_remainder_of_a_district_belongs_to_a_body_that_has_all_of_it() -> None:
    whole = a_body("health", "H", code="H", areas=(a_cover("D", "D", 1.0, small_areas=5),))
    level = level_on(a_ground(*sorted(a_split(True))), "icb", [whole], AFTER, a_split(True))
    assert level is not None and level.member.toarray().tolist() == [[1, 1, 1, 1, 1, 1]]


def test_a_body_that_is_not_known_to_the_small_area_is_on_no_level() -> None:
    assert level_on(a_ground(*sorted(a_split(False))), "utla", [NORTH, SOUTH], AFTER, a_split(False)) is None
