"""Areas: what lies in what, what a name means, and who lives there."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from upriver.places import naming
from upriver.places.forces import force_of, known_forces
from upriver.places.gazetteer import Gazetteer, LookUp, gazetteer, shipped_sizes, whole
from upriver.places.ground import Ground, lay_out
from upriver.places.nesting import nestings
from upriver.words.area import Area
from upriver.words.refusal import Refusal

SMALL = ["E01900001", "E01900002", "E01900003", "E01900004"]


def a_look_up(codes: dict[str, list[str | None]], names: dict[str, list[str | None]] | None = None, **years: int) -> LookUp:
    return LookUp(codes, names or {}, years)


def a_gazetteer() -> Gazetteer:
    """Two districts, A with two small areas and B with two; B's lie in one CSP with A's, in different ICBs."""
    districts = ["E07900001", "E07900001", "E07900002", "E07900002"]
    return gazetteer([
        a_look_up({"lsoa21": list(SMALL), "ltla": list(districts), "icb": ["E54900001", "E54900001", "E54900001", "E54900002"]},
                  {"ltla": ["Ashby", "Ashby", "Overby", "Overby"]}, ltla=2024),
        a_look_up({"ltla": ["E07900001", "E07900002"], "csp": ["E22900001", "E22900001"], "force": ["E23900001", "E23900001"]},
                  {"csp": ["Ashby", "Ashby"], "force": ["Ashby", "Ashby"], "ltla": ["Ashby", "Overby"]}),
    ])


def a_ground(chosen: Area, **more: object) -> Ground:
    wanted = {"residents": dict.fromkeys(SMALL, 100.0), "basis": "made up", "forces": {"E23900001": "ashby"}, "deprivation": {}}
    return lay_out(a_gazetteer(), [chosen], slug="p", name="P", **{**wanted, **more})


def test_a_small_area_reaches_its_larger_areas_through_its_district() -> None:
    assert a_gazetteer().parents["force"] == dict.fromkeys(SMALL, "E23900001")


def test_the_newer_boundary_year_wins() -> None:
    old = a_look_up({"lsoa21": SMALL[:1], "ward": ["E05900001"]}, ward=2022)
    new = a_look_up({"lsoa21": SMALL[:1], "ward": ["E05900009"]}, ward=2024)
    for order in ([old, new], [new, old]):
        assert gazetteer(order).parents["ward"] == {SMALL[0]: "E05900009"}


def test_a_district_with_several_partnerships_is_in_none_and_that_is_said() -> None:
    several = gazetteer([a_look_up({"lsoa21": SMALL[:1], "ltla": ["E07900001"]}),
                         a_look_up({"ltla": ["E07900001", "E07900001"], "csp": ["E22900001", "E22900002"]})])
    assert several.parents["csp"] == {} and any("E07900001" in said for said in several.unclear)


def test_a_name_of_a_force_means_the_force_and_the_others_are_named() -> None:
    areas, said = naming.settle(a_gazetteer(), ["ashby"])
    assert [area.level for area in areas] == ["force"] and "E07900001" in said[0]


def test_a_code_means_itself() -> None:
    areas, said = naming.settle(a_gazetteer(), ["E07900002"])
    assert areas[0].name == "Overby" and said == ()


def test_a_name_that_nobody_has_is_answered_with_near_ones() -> None:
    with pytest.raises(Refusal, match="Did you mean Overby"):
        naming.settle(a_gazetteer(), ["Overbi"])


def test_an_area_that_lies_only_partly_on_the_ground_has_no_level_and_is_named() -> None:
    ground = a_ground(Area("ltla", "E07900002", "Overby"))
    assert "csp" not in ground.levels and {area.code for area in ground.partly} >= {"E22900001", "E54900001"}


def test_a_known_size_shows_that_an_area_is_held_only_in_part() -> None:
    held = gazetteer([a_look_up({"lsoa21": SMALL[:1], "icb": ["E54000034"]})])
    assert shipped_sizes()[("icb", "E54000034")] == 455
    assert not whole(held, "icb", "E54000034", frozenset(SMALL))


def test_residents_of_a_larger_area_are_summed_and_unknown_stays_unknown() -> None:
    assert a_ground(Area("csp", "E22900001", "Ashby")).residents_of("ltla").tolist() == [200.0, 200.0]
    lost = a_ground(Area("csp", "E22900001", "Ashby"), residents={SMALL[0]: 100.0, SMALL[1]: 50.0, SMALL[2]: 70.0})
    assert lost.residents_of("ltla")[0] == 150.0 and np.isnan(lost.residents_of("ltla")[1])


def test_what_is_known_only_to_the_district_counts_from_the_district_upwards() -> None:
    ground = a_ground(Area("csp", "E22900001", "Ashby"))
    column = ground.places.index("ltla:E07900001")
    assert ground.levels["ltla"].member[:, column].sum() == ground.levels["csp"].member[:, column].sum() == 1
    assert ground.levels["lsoa21"].member[:, column].sum() == 0


def test_the_ground_s_neighbours_are_cut_down_to_it() -> None:
    ring = sparse.csr_matrix(np.ones((4, 4)) - np.eye(4))
    ground = a_ground(Area("ltla", "E07900002", "Overby"), neighbours=ring, outlined=SMALL)
    assert ground.neighbours.shape == (2, 2) and ground.neighbours.sum() == 2


def test_a_ground_with_an_area_without_an_outline_has_no_neighbours_at_all() -> None:
    ground = a_ground(Area("ltla", "E07900002", "Overby"), neighbours=sparse.csr_matrix((1, 1)), outlined=SMALL[:1])
    assert ground.neighbours is None


def test_nesting_is_exact_only_where_the_children_cover_the_parent() -> None:
    found = {(each.parent.level, tuple(child.level for child in each.children)): each.exact
             for each in nestings(a_ground(Area("csp", "E22900001", "Ashby")))}
    assert found[("csp", ("ltla", "ltla"))] is True


def test_a_force_goes_by_all_its_names() -> None:
    for name in ("Hampshire Constabulary", "Hampshire and Isle of Wight Constabulary", "hampshire"):
        assert force_of(name).code == "E23000030"
    assert force_of("Devon & Cornwall Police").slug == "devon-and-cornwall"
    assert force_of("City of London Police").slug == "city-of-london"


def test_a_force_that_nobody_knows_has_a_slug_and_no_code() -> None:
    assert (force_of("Norsea Police").slug, force_of("Norsea Police").code) == ("norsea", "")


def test_forty_three_forces_and_the_one_without_territory_are_known() -> None:
    assert len({force.slug for force in known_forces().values()}) == 44


def test_districts_are_found_below_an_area_and_what_they_lie_in_above_them():
    parents = {"lsoa21": {"E01": "E01", "E02": "E02"}, "ltla": {"E01": "E07009901", "E02": "E07009902"},
               "force": {"E01": "E23009901", "E02": "E23009901"}}
    names = Gazetteer({}, parents, {}, {}, ())
    assert names.districts_of([Area("force", "E23009901", "Norsea")]) == ("E07009901", "E07009902")
    inside = names.lying_in("ltla", "force")
    assert "E23009901" in inside["E07009901"] and "E07009901" not in inside["E23009901"]
