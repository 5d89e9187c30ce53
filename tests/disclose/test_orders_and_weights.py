"""A place in an order and a weighed total beside a hidden count; a family too large to be taken to pieces."""

from __future__ import annotations

from dataclasses import replace

import pytest
from disclose.test_the_least_loss import TEN, of, split
from disclose.test_the_lock import NONE, a_count, a_key, area

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.disclose.linear import atoms
from upriver.words.area import Nesting
from upriver.words.finding import Estimate, Finding, Signal

EVENTS = {"D0": 4, "D1": 41, "D2": 42, "D3": 43}


def ranked(counts: dict[str, int]) -> list[Finding]:
    order = sorted(counts, key=lambda code: -counts[code])
    return [Finding("q", a_key(code, unit="rank", table="t/s/order"), Estimate(float(place + 1), made="model"), ("s",), "d@1", "")
            for place, code in enumerate(order)]


def of_ranks(counts: dict[str, int]):
    places = tuple(area(code) for code in counts)
    findings = [a_count(many, a_key(code)) for code, many in counts.items()]
    whole = a_count(sum(counts.values()), a_key("W", level="csp"))
    said = tuple(Signal(each.key, "rank", f"{at + 1} to {at + 1}") for at, each in enumerate(findings))
    return clear([*findings, whole, *ranked(counts)], said, document="d", audience="public", rules={"s": TEN},
                 sums=Sums((Nesting(area("W", "csp"), places),), {}), titles={}, explanations={})


def test_a_place_between_two_shown_ones_does_not_tell_the_hidden_count_there() -> None:
    """4 and 41 are hidden; that the missing place lies under 42 would leave the others' places telling of 41."""
    told = of_ranks(EVENTS)
    ranks = [cell for table in told.tables for cell in table.cells if cell.key.unit == "rank"]
    assert len(ranks) == 4 and all(cell.marker == "c" for cell in ranks)
    assert not [said for table in told.tables for said in table.signals if said.kind == "rank"]


def test_places_are_given_where_no_count_of_the_order_is_hidden() -> None:
    told = of_ranks({code: many + 10 for code, many in EVENTS.items()})
    ranks = [cell for table in told.tables for cell in table.cells if cell.key.unit == "rank"]
    assert sorted(cell.value for cell in ranks) == [1, 2, 3, 4]
    assert len([said for table in told.tables for said in table.signals]) == 4


@pytest.mark.parametrize("unit", ["harm", "pounds"])
def test_a_total_by_weights_goes_where_any_part_of_what_it_weighs_is_hidden(unit: str) -> None:
    part = a_count(4, replace(a_key(measure="knife"), breakdown=(("offence", "8N"),)))
    total = Finding("q", a_key(measure="knife", unit=unit, table="t/s/b"), Estimate(7000.0, made="model"), ("s",), "d@1", "")
    other = Finding("q", a_key("B", measure="knife", unit=unit, table="t/s/b"), Estimate(7000.0, made="model"), ("s",), "d@1", "")
    told = of([part, a_count(90, a_key(measure="knife")), total, other], NONE)
    marks = {cell.key.area.code: cell.marker for table in told.tables for cell in table.cells if cell.key.unit == unit}
    assert marks == {"A": "c", "B": ""}


def test_a_family_too_large_to_be_taken_to_pieces_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    findings, sums = split(4, 30, 40)
    assert of(findings, sums).audit.by_line == 0
    monkeypatch.setattr(atoms, "MOST", 1)
    assert of(findings, sums).audit.by_line == 4
