"""Provider returns as findings: what was told, what is missing, and that nothing hidden can be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import fiction
import pytest

from upriver.assess.analyses.delivery import BY, RETURNS, answer
from upriver.assess.delivery.returns import alike, group_named, told, years
from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.disclose.rules import rules
from upriver.report.plans.delivered.reach import against_need, headlines
from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance
from upriver.words.finding import Finding
from upriver.words.registers.delivery import RETURNS as REGISTER
from upriver.words.registers.delivery import ProviderReturn
from upriver.words.registers.plan import Plan

QUARTERS = (("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30"), ("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31"))
GROUND = SimpleNamespace(partnership=Area("partnership", "norsea", "Norsea"), small=(), levels={}, places=())
SMALL = 7
"""A count that the rule hides, planted once."""


def a_return(quarter: int = 0, action: str = "a1", split: str = "all", group: str = "", **numbers: int | str) -> ProviderReturn:
    first, last = QUARTERS[quarter]
    values = {"id": f"r-{action}-{quarter}-{split}-{group}", "action": action, "period_from": first, "period_to": last, "split": split, "group": group}
    return REGISTER.read({**values, **{name: str(number) for name, number in numbers.items()}})


def findings(*rows: ProviderReturn) -> list[Finding]:
    materials = SimpleNamespace(rows={}, tallies={}, people={})
    ask: Any = SimpleNamespace(plan=Plan({ProviderReturn: rows}), definition=SimpleNamespace(name="d@1"), materials=materials)
    ground: Any = GROUND
    nothing: Any = None
    return list(answer(nothing, ground, ask))


def cleared(*rows: ProviderReturn) -> Clearance:
    rule = rules()["threshold_10"]
    return clear(findings(*rows), (), document="assessment", audience="public", rules={"provider_returns": rule}, sums=Sums((), {}), titles={},
                 explanations={}, kept={})


def cell(clearance: Clearance, table: str, measure: str, *, first: str = "2025-04-01", last: str | None = None, unit: str = "count",
         split: Mapping[str, str]) -> Cell | None:
    held = clearance.table(table)
    assert held is not None
    return next((each for each in held.cells if each.key.measure == measure and each.key.unit == unit and each.key.names == split
                 and each.key.period.start.isoformat() == first and (last is None or each.key.period.end.isoformat() == last)), None)


def a_year(**numbers: int) -> list[ProviderReturn]:
    return [a_return(at, **numbers) for at in range(4)]


def test_a_year_is_its_quarters_added_up() -> None:
    found = cell(cleared(*a_year(referred=50, started=40, completed=30)), RETURNS, "started", last="2026-03-31", split={"action": "a1"})
    assert found is not None and found.count == 4 * 40


def test_a_missing_quarter_leaves_the_year_without_a_number() -> None:
    rows = [a_return(at, referred=50, started=40, completed=30) for at in (0, 2, 3)]
    found = cell(cleared(*rows), RETURNS, "started", last="2026-03-31", split={"action": "a1"})
    assert found is not None and (found.value, found.marker) == (None, "x")


def test_a_year_that_has_only_begun_is_told_up_to_where_it_has_come() -> None:
    (year,) = years(told([a_return(0, started=40), a_return(1, started=41)]))
    assert (year.period.end, year.number("started")) == (date(2025, 9, 30), 81)


def test_what_a_provider_left_empty_is_missing_and_not_nought() -> None:
    (year,) = years(told([a_return(0, referred=40), a_return(1, referred=41, started=30)]))
    assert (year.number("referred"), year.number("started")) == (81, None)


def test_whom_no_group_holds_is_not_known() -> None:
    (one,) = told([a_return(started=40), a_return(split="sex", group="Female", started=15), a_return(split="sex", group="male", started=20)])
    assert one.groups("sex", "started") == {"Female": 15, "Male": 20, "not_known": 5}


def test_groups_that_come_to_more_than_everybody_are_left_out() -> None:
    (one,) = told([a_return(started=40), a_return(split="sex", group="Female", started=41)])
    assert one.groups("sex", "started") == {}


def test_a_later_row_for_the_same_group_takes_the_place_of_an_earlier_one() -> None:
    (one,) = told([a_return(started=40), a_return(started=44)])
    assert one.number("started") == 44


@pytest.mark.parametrize(("words", "name"), [("11 to 17", "11-17"), ("ages 11-17", "11-17"), ("65 and over", "65+"), ("Unknown", "not_known"), ("white", "White")])
def test_a_group_has_one_name_however_it_is_written(words: str, name: str) -> None:
    assert group_named(words) == name


def test_bands_of_age_that_overlap_are_not_put_into_one_table() -> None:
    many = told([a_return(started=400), a_return(split="age", group="10-13", started=400)])[0]
    few = told([a_return(started=40, action="a2"), a_return(action="a2", split="age", group="11-13", started=40)])[0]
    both = [(each, each.groups("age", "started")) for each in (many, few)]
    assert [each.action for each, _ in alike(both)] == ["a1"]


def test_a_small_group_is_hidden_and_so_is_another_that_would_tell_it() -> None:
    rows = [a_return(started=100, referred=100), *(a_return(split="sex", group=group, started=people, referred=people)
                                                   for group, people in (("Female", SMALL), ("Male", 50), ("Other", 43)))]
    clearance = cleared(*rows)
    shown = {group: cell(clearance, BY["sex"], "started", split={"action": "a1", "sex": group}) for group in ("Female", "Male", "Other")}
    assert shown["Female"] is not None and shown["Female"].marker == "c"
    assert sum(each is not None and each.marker == "c" for each in shown.values()) >= 2 or _hidden_whole(clearance)


def _hidden_whole(clearance: Clearance) -> bool:
    whole = cell(clearance, BY["sex"], "started", split={"action": "a1"})
    return whole is not None and whole.marker == "c"


def test_few_who_did_not_finish_are_not_told_by_subtraction() -> None:
    clearance = cleared(a_return(referred=90, started=60, completed=60 - SMALL))
    counts = [cell(clearance, RETURNS, measure, split={"action": "a1"}) for measure in ("started", "completed")]
    assert any(each is None or each.value is None for each in counts)


def test_no_share_stands_where_its_counts_are_hidden() -> None:
    clearance = cleared(a_return(referred=90, started=60, completed=60 - SMALL))
    found = cell(clearance, "assessment/delivery/completion", "completed", unit="percent", split={"action": "a1"})
    assert found is None or found.value is None


def test_a_share_is_made_of_the_counts_that_are_printed() -> None:
    clearance = cleared(a_return(referred=200, started=160, completed=120, within_28_days=100))
    share = cell(clearance, "assessment/delivery/pace", "within_28_days", unit="percent", split={"action": "a1"})
    assert share is not None and share.value == round(100 * 100 / 160, 1)


def test_the_lock_finds_no_way_to_a_hidden_return() -> None:
    rows = [a_return(at, action=action, referred=60 + at, started=45 + at, completed=20 + at) for at in range(3) for action in ("a1", "a2")]
    rows += [a_return(at, action="a1", split="ethnicity", group=group, started=people)
             for at in range(3) for group, people in (("White", 30), ("Black", 9), ("Asian", 3))]
    clearance = cleared(*rows)
    assert clearance.hidden and clearance.audit.passed


def test_all_actions_together_have_no_number_where_one_has_a_hole() -> None:
    rows = [*a_year(started=40), a_return(0, action="a2", started=30), a_return(3, action="a2", started=30)]
    found = cell(cleared(*rows), RETURNS, "started", last="2026-03-31", split={})
    assert found is not None and found.value is None


def test_a_partnership_without_returns_has_no_finding() -> None:
    assert findings() == []


@pytest.mark.parametrize("last, told_less", [(2, True), (3, False)])
def test_a_total_over_an_action_that_has_not_told_the_last_quarter_says_so(last: int, told_less: bool) -> None:
    rows = [a_return(at, action, referred=50, started=40, completed=30) for action, end in (("a1", 3), ("a2", last)) for at in range(end + 1)]
    shown = headlines(fiction.told("delivery", clearance=cleared(*rows)), "2025-26")
    assert [("1 of which told only a part" in each.unit) for each in shown] == [told_less] * 3


def test_a_table_of_groups_says_how_many_starts_are_not_in_it() -> None:
    """Two actions tell the same bands; a third tells one that overlaps them, and is left out."""
    bands = {"a1": ("10-17", "18-24"), "a2": ("10-17", "18-24"), "a3": ("14-20", "21-24")}
    rows = [row for action, groups in bands.items() for row in (
        a_return(0, action, started=100), *(a_return(0, action, split="age", group=group, started=50) for group in groups))]
    (table,) = against_need(fiction.told("delivery", clearance=cleared(*rows)), "delivery-reach", "2025-26")
    assert any(note.startswith("200 of 300 starts are in this table") for note in table.notes)
