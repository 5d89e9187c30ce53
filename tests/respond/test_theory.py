"""A theory of change as boxes with numbers, its gaps said in sentences."""

from respond.builders import a, plan

from upriver.respond.theory import theory
from upriver.words.registers.strategy import TheoryStep
from upriver.words.standing.response import Theory


def box(ident: str, step: str, leads_to: str = "") -> TheoryStep:
    return a(TheoryStep, id=ident, step=step, leads_to=leads_to)


WHOLE = (box("i", "input", "a"), box("a", "activity", "o"), box("o", "output", "u"), box("u", "outcome"), box("s", "assumption", "a"))


def drawn(*boxes: TheoryStep) -> Theory:
    return theory(plan(*boxes), priority="p")


def test_boxes_are_numbered_by_column_whatever_their_order() -> None:
    assert [each.number for each in drawn(*reversed(WHOLE)).boxes] == ["A1", "B1", "C1", "D1", "E1"]


def test_a_whole_chain_has_no_gaps() -> None:
    assert drawn(*WHOLE).gaps == ()


def test_arrows_are_told_by_numbers() -> None:
    assert drawn(*WHOLE).boxes[0].leads_to == ("B1",)


def test_a_box_that_leads_to_nothing_is_said() -> None:
    assert "B1 (activity) leads to nothing yet." in drawn(WHOLE[0], box("a", "activity"), *WHOLE[2:]).gaps


def test_a_box_that_nothing_leads_to_is_said() -> None:
    assert "Nothing leads to B2 (activity) yet." in drawn(*WHOLE, box("b", "activity", "o")).gaps


def test_a_column_without_a_box_is_said() -> None:
    assert "There is no assumption." in drawn(*WHOLE[:4]).gaps


def test_an_arrow_that_runs_backwards_is_said() -> None:
    assert "The arrow from D1 to B1 runs backwards." in drawn(*WHOLE[:3], box("u", "outcome", "a"), WHOLE[4]).gaps


def test_an_arrow_to_a_box_that_is_not_there_is_said_and_not_drawn() -> None:
    found = drawn(*WHOLE[:3], box("u", "outcome", "nowhere"), WHOLE[4])
    assert found.boxes[3].leads_to == ()
    assert "D1 leads to a box that isn't there (nowhere)." in found.gaps


def test_a_ring_is_said_once() -> None:
    found = drawn(WHOLE[0], WHOLE[1], WHOLE[2], box("u", "outcome", "v"), box("v", "outcome", "u"), WHOLE[4])
    assert [each for each in found.gaps if "itself" in each] == ["D1 leads back to itself."]


def test_a_priority_without_boxes_has_no_theory_and_no_gaps() -> None:
    assert drawn() == Theory("p")
