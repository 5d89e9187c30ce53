"""The pure parts behind the pages of the response: what is kept how long, ids, merging, grouping, searching."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import sleep
from types import ModuleType

import pytest

from upriver.desk.opening import open_desk
from upriver.report.exploring.rows import Row as Figure
from upriver.words.language.speaking import IN_ENGLISH, WELSH, Absent, Language, speaking, spoken
from upriver.words.registers.plan import REGISTERS


@pytest.fixture(autouse=True, scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages know their tables only where a desk is open."""
    open_desk(tmp_path_factory.mktemp("desk") / "db.sqlite3")


@pytest.fixture
def seen() -> ModuleType:
    from upriver.desk.planning import seen

    seen.forget()
    return seen


def test_what_is_kept_is_made_once_for_a_key(seen: ModuleType) -> None:
    made: list[int] = []
    for _ in range(3):
        assert seen.kept(("one",), lambda: made.append(1) or 7) == 7
    assert made == [1]


def test_many_who_ask_at_once_wait_for_the_one_who_makes_it(seen: ModuleType) -> None:
    made, begun = [], Barrier(8)

    def slowly() -> int:
        made.append(1)
        sleep(0.2)
        return 7

    def asks(_: int) -> int:
        begun.wait()
        return int(seen.kept(("slow",), slowly))

    with ThreadPoolExecutor(8) as many:
        assert list(many.map(asks, range(8))) == [7] * 8
    assert made == [1]


def test_what_could_not_be_made_is_tried_by_the_next(seen: ModuleType) -> None:
    with pytest.raises(ZeroDivisionError):
        seen.kept(("fails",), lambda: 1 // 0)
    assert seen.kept(("fails",), lambda: 3) == 3


def test_after_forgetting_it_is_made_again(seen: ModuleType) -> None:
    seen.kept(("one",), lambda: 1)
    seen.forget()
    assert seen.kept(("one",), lambda: 2) == 2


def test_what_was_made_for_a_reader_of_welsh_is_not_shown_to_one_of_english(seen: ModuleType) -> None:
    told = []
    for language in (Language(WELSH, "Cymraeg", Absent()), IN_ENGLISH):
        with speaking(language):
            told.append(seen.kept(("told",), lambda: spoken().name))
    assert told == ["Cymraeg", "English"]


def test_only_so_many_answers_are_kept(seen: ModuleType) -> None:
    for number in range(seen.MOST + 1):
        seen.kept(("many", number), lambda number=number: number)
    assert seen.kept(("many", 0), lambda: "anew") == "anew"


@pytest.mark.parametrize(("on", "year"), [(date(2026, 3, 31), "2024-25"), (date(2026, 4, 1), "2025-26"), (date(2026, 11, 23), "2025-26"), (date(2001, 1, 1), "1999-00")])
def test_the_annual_report_is_of_the_last_year_that_ended(on: date, year: str) -> None:
    from upriver.desk.planning.signing import report_year

    assert report_year(on) == year


def test_a_sign_off_has_one_id_an_authority_and_year() -> None:
    from upriver.desk.planning.signing import report_ident

    assert report_ident("2025-26", "PROB_doggerland") == "report-2025-26-prob-doggerland"


def test_every_group_of_a_form_names_columns_that_there_are() -> None:
    from upriver.web.pages.plans.fields import GROUPS

    known = {each.slug: {column.name for column in each.sheet.columns} for each in REGISTERS}
    assert {(slug, name) for slug, groups in GROUPS.items() for _, names in groups for name in names.split() if name not in known[slug]} == set()


def test_no_column_of_a_form_is_left_out_of_its_groups_or_shown_twice() -> None:
    from upriver.web.pages.plans.fields import grouped

    for each in REGISTERS:
        names = [column.name for column in each.sheet.columns]
        shown = [name for _, group in grouped(each.slug, names) for name in group]
        assert sorted(shown) == sorted(names), each.slug


def figure(value: float | None = 1.0, level: str = "partnership", year: int = 2025) -> Figure:
    return Figure("assessment/kinds/rates", level, "x", "Norsea", f"{year}-01-01", f"{year}-12-31", "robbery", "", 3, None, value, None, None, "count", "" if value is not None else "c")


def test_a_hidden_figure_is_never_offered() -> None:
    from upriver.web.pages.plans.citing import matching

    assert matching([figure(None), figure()], "robbery norsea", {}) == [figure()]


def test_every_word_must_be_there_and_the_latest_comes_first() -> None:
    from upriver.web.pages.plans.citing import matching

    held = [figure(year=2024), figure(level="ltla"), figure()]
    assert matching(held, "Robbery 2025", {})[0] == figure() and matching(held, "robbery elsewhere", {}) == []


def test_what_somebody_else_changed_comes_in_where_nothing_else_was_typed() -> None:
    from upriver.web.pages.plans.writing import merged
    from upriver.web.showing.forms import Field, empty

    form = empty([Field("mine", "Mine"), Field("theirs", "Theirs"), Field("both", "Both")], {"mine": "typed", "theirs": "old", "both": "typed"})
    after = merged(form, {"mine": "old", "theirs": "old", "both": "old"}, {"mine": "old", "theirs": "new", "both": "new"})
    assert after.values == {"mine": "typed", "theirs": "new", "both": "typed"}


@pytest.mark.parametrize(("text", "shown"), [
    ("Have somebody answerable attest it: upriver duty attest add --ask --requirement C10.", "Have somebody answerable attest it."),
    ("The providers' returns carry it (upriver action return); they pass the lock.", "The providers' returns carry it; they pass the lock."),
    ("Nothing to say.", "Nothing to say."),
])
def test_no_page_tells_a_reader_to_type_a_command(text: str, shown: str) -> None:
    from upriver.web.documents.blocks import spoken_plainly

    assert spoken_plainly(text) == shown


def test_two_pictures_of_one_name_are_told_apart() -> None:
    from upriver.web.documents.blocks import laid
    from upriver.words.document import Column, Heading, Table, TableCell

    table = Table("t", "Readings", (Column("When"),), ((TableCell("May"),),))
    made = laid([table, Heading("Robbery"), table, table])
    assert [each["caption"] for each in made if each["kind"] == "table"] == ["Readings", "Robbery: Readings", "Robbery: Readings (2)"]
