"""The reviewer's page: what the machine notes of cleared tables, what changed, and what is never on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gate.asked import a_request, a_vote, asked

from upriver.report.exploring.rows import rows_of_cells
from upriver.report.reviewing.changes import changes, differences
from upriver.report.reviewing.folder import About, front_file, review_files
from upriver.report.reviewing.panel import held_to, panels
from upriver.report.reviewing.reading import Reading
from upriver.report.reviewing.stigma import stains
from upriver.words.area import Area
from upriver.words.cleared import Audit, Cell, Clearance, ClearedTable, Rule, Way
from upriver.words.figure import Key
from upriver.words.period import Period
from upriver.words.releasing import gate
from upriver.words.releasing.leaving_out import LeftOut
from upriver.words.releasing.released import Fact

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
TEN = Rule("threshold_10", "Counts from 1 to 9 are hidden.", low=1, high=9)
NHS = Rule("nhs_sub_national", "Counts from 1 to 7 are hidden, others rounded to 5.", low=1, high=7, round_to=5)


def a_cell(count: int | None = 12, *, code: str = "E07000001", level: str = "ltla", table: str = "assessment/victims/counts", unit: str = "count",
           breakdown: tuple[tuple[str, str], ...] = (), value: float | None = None) -> Cell:
    key = Key(table, Area(level, code, f"District {code[-1]}"), YEAR, "victims", unit, breakdown)
    marker = "c" if count is None and value is None else ""
    return Cell(key, count, None, value if value is not None else count, None, None, marker, "x")


def a_table(*cells: Cell, slug: str = "assessment/victims/counts") -> ClearedTable:
    return ClearedTable(slug, "Victims by district", cells)


def a_fact(shown: int | None = 12, *, code: str = "E07000001", base: int = 1, rule: str = "threshold_10", release: str = "") -> Fact:
    return Fact(("ltla", code, "2025-01-01", "2025-12-31", "victims", "", "police"), "d@1", None, shown, base, rule, release)


def a_reading(*cells: Cell, facts: tuple[Fact, ...] = (), audit: Audit | None = None, before: tuple[Cell, ...] | None = None,
              left: tuple[LeftOut, ...] = (), earlier: tuple[Fact, ...] = ()) -> Reading:
    cells = cells or (a_cell(),)
    clearance = Clearance("assessment", "public", (a_table(*cells),), {}, (TEN, NHS), sum(cell.hidden for cell in cells), 2, "records",
                          audit=audit or Audit(), facts=facts)
    return Reading(clearance, tuple(rows_of_cells(cells)), "Norsea", "Assessment", "2025", "2026-02-01", last="r0", earlier=earlier, left=left,
                   shared=frozenset({"assessment/victims/counts"}), before=None if before is None else tuple(rows_of_cells(before)))


def noted(reading: Reading, stands: str) -> str:
    return " ".join(each.says for each in review_files(reading, a_request())[1] if each.stands == stands)


def test_the_panel_gives_what_an_output_checker_looks_at_first() -> None:
    found = panels([a_table(a_cell(10), a_cell(0, code="E07000002"), a_cell(25, code="E07000003"), a_cell(None, code="E07000004"))])[0]
    assert (found.least, found.total, found.zeros, found.hidden, found.family) == (10, 35, 1, 1, "to 5")


def test_the_rounding_family_is_told_apart() -> None:
    families = [panels([a_table(*(a_cell(count, code=f"E0700000{at}") for at, count in enumerate(counts)))])[0].family
                for counts in ((5, 10), (6, 12), (3, 9, 15), (6, 10))]
    assert families == ["to 5", "to 6", "midpoint 6", "not rounded"]


def test_a_count_that_its_rule_hides_stops_the_release() -> None:
    assert "would be shown though the rule hides it" in noted(a_reading(facts=(a_fact(9),)), "stop")
    assert noted(a_reading(facts=(a_fact(10),)), "stop") == ""


def test_a_rounded_count_is_judged_by_all_that_round_to_it() -> None:
    broken = {shown: held_to([a_fact(shown, base=5, rule="nhs_sub_national")], [NHS])[0].broken for shown in (0, 5, 10, 12)}
    assert broken == {0: 0, 5: 1, 10: 0, 12: 1}, "5 stands for 3 to 7, which are all hidden; 10 for 8 to 12; 12 isn't rounded"


def test_a_way_in_stops_the_release_and_is_told_in_full() -> None:
    way = Way("Victims in District 1", 3, 4, ("victims by district",), ("r0",), ("District 2",), "Take the parts from the whole.")
    files, found = review_files(a_reading(audit=Audit(protected=1, ways=(way,))), a_request())
    assert found[0].stands == "stop" and "could be worked out" in found[0].says
    for words in ("Take the parts from the whole.", "District 2", "victims by district"):
        assert words in files["checks/index.html"].decode()


def test_zeros_and_shares_of_everybody_are_for_a_person_to_judge() -> None:
    whole = a_cell(None, value=100.0, unit="percent")
    assert "1 count under partners' rules is shown as zero" in noted(a_reading(facts=(a_fact(0),)), "look")
    assert "1 percentage of 100%" in noted(a_reading(whole), "look")


def test_ethnicity_beside_areas_has_to_be_confirmed_and_of_the_whole_partnership_not() -> None:
    split = (("ethnicity", "Asian"),)
    district, whole = a_cell(breakdown=split), a_cell(breakdown=split, level="partnership")
    shared = {"assessment/victims/counts"}
    assert [each.what for each in stains([a_table(district)], shared)] == ["ethnicity"]
    assert stains([a_table(whole)], shared) == () == stains([a_table(district)], set()), "open data's publisher has shown it already"
    assert any(each.confirm for each in review_files(a_reading(district), a_request())[1])


def test_suspects_beside_areas_have_to_be_confirmed() -> None:
    cell = a_cell(breakdown=(("suspect", "known"),))
    assert "suspected" in stains([a_table(cell)], {"assessment/victims/counts"})[0].what
    hidden = replace(cell, value=None, count=None, marker="c")
    assert stains([a_table(hidden)], {"assessment/victims/counts"}) == (), "nothing of it is shown"


def test_only_what_changed_is_listed_by_what_became_of_it() -> None:
    was = [a_cell(10), a_cell(None, code="E07000002"), a_cell(30, code="E07000003"), a_cell(40, code="E07000004"), a_cell(50, code="E07000005")]
    now = [a_cell(11), a_cell(20, code="E07000002"), a_cell(None, code="E07000003"), a_cell(40, code="E07000004"), a_cell(60, code="E07000006")]
    found = {(each.kind, each.row.code[-1]) for each in changes(rows_of_cells(was), rows_of_cells(now))}
    assert found == {("changed", "1"), ("newly shown", "2"), ("newly hidden", "3"), ("gone", "5"), ("new", "6")}


def test_a_count_revised_by_a_small_number_is_set_against_every_release_before() -> None:
    before = (a_fact(15, release="r0"), a_fact(40, release="r00"), a_fact(None, release="r000"))
    found = differences([a_fact(12)], before, {TEN.slug: TEN})
    assert [(each.release, each.small) for each in found] == [("r0", True), ("r00", False)]


def test_every_hidden_number_has_its_reason() -> None:
    reading = a_reading(a_cell(), a_cell(None, code="E07000002"))
    hidden = next(row for row in reading.rows if row.marker == "c")
    page = review_files(replace(reading, because={hidden.figure: "so that District 1 can't be subtracted"}), a_request())[0]["hidden/index.html"].decode()
    assert "So that District 1 can&#39;t be subtracted" in page


def test_what_was_left_out_is_told_in_full_to_those_who_read_it() -> None:
    left = (LeftOut("assessment/victims/counts", "A refuge lies there.", "Ann", "2026-02-01T09:00:00Z"),)
    page = review_files(a_reading(left=left), a_request())[0]["left-out/index.html"].decode()
    assert "A refuge lies there." in page and "Ann" in page


def test_the_first_of_two_votes_stands_on_no_page() -> None:
    once = gate.voted(asked(), a_vote(by="Rae Reader", answer="reject", why="It names a street."))
    page = front_file(About("Assessment", "Norsea", "2025", "2026-02-01"), once, ()).decode()
    assert "1 person has voted" in page and "It names a street." not in page and "Rae Reader" not in page
    both = gate.voted(once, a_vote(by="Sam Second"))
    page = front_file(About("Assessment", "Norsea", "2025", "2026-02-01"), both, ()).decode()
    assert "It names a street." in page and "Names are claims" in page


def test_what_an_author_writes_is_no_markup() -> None:
    request = asked(context="<script>alert(1)</script>")
    assert b"<script>alert" not in front_file(About("Assessment", "Norsea", "2025", "2026-02-01"), request, ())
