"""A form of a few numbers: what is refused at the field before anything is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver.desk.opening import open_desk
from upriver.intake.contracts import contracts, layouts


@pytest.fixture(scope="module", autouse=True)
def desk(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The verbs want a desk before they let themselves be imported."""
    open_desk(tmp_path_factory.mktemp("numbers") / "db.sqlite3")


def wrong(contract: str, **typed: str) -> dict[str, str]:
    from upriver.desk.sharing.numbers import wrong as found

    return found(layouts()[f"{contract}_form"], contracts()[contract].form, typed)


def test_a_number_that_is_too_small_is_asked_to_be_a_mark() -> None:
    assert "write c" in wrong("probation_caseload", robbery="3")["robbery"]


@pytest.mark.parametrize("value", ["0", "10", "1,204", "c", "C", ""])
def test_nought_larger_numbers_the_mark_and_nothing_are_let_through(value: str) -> None:
    assert wrong("probation_caseload", caseload=value) == {}


@pytest.mark.parametrize("value", ["-1", "3.5", "ten", "1,2", "=1+1", "9" * 13, "\u0661\u0660"])
def test_what_is_no_whole_number_is_said_so(value: str) -> None:
    assert list(wrong("probation_caseload", caseload=value)) == ["caseload"]


def test_a_part_larger_than_its_whole_is_said_at_the_part() -> None:
    assert list(wrong("hospital_assault_admissions", admissions="40", sharp_object="41")) == ["sharp_object"]


def test_a_part_as_large_as_its_whole_may_be_true() -> None:
    assert wrong("hospital_assault_admissions", admissions="40", sharp_object="40") == {}


def test_a_number_of_other_people_is_no_part() -> None:
    from upriver.desk.sharing.numbers import whole_of

    assert "children_missing" not in whole_of(contracts()["children_social_care"].form)


def test_a_hidden_whole_says_nothing_of_its_parts() -> None:
    assert wrong("hospital_assault_admissions", admissions="c", sharp_object="40") == {}


def test_parts_are_parts_of_the_number_before_their_run() -> None:
    from upriver.desk.sharing.numbers import whole_of

    assert whole_of(contracts()["spend"].form) == {"on_interventions": "spent_pounds", "on_coordination": "spent_pounds"}


@pytest.mark.parametrize(("month", "quarter"), [("2026-01", "2025-26 Q4"), ("2026-03", "2025-26 Q4"), ("2026-04", "2026-27 Q1"), ("2025-12", "2025-26 Q3")])
def test_a_month_lies_in_its_quarter_of_the_financial_year(month: str, quarter: str) -> None:
    from upriver.desk.sharing.numbers import quarter_of

    assert quarter_of(month) == quarter


def test_a_part_of_an_upload_that_nobody_writes_is_swept_and_one_that_is_written_stays(tmp_path: Path) -> None:
    from upriver.store.folder import Folder
    from upriver.store.partners.arriving import Arriving, place_of, swept

    folder = Folder(tmp_path)
    being_written = Arriving(folder, 100)
    being_written.add(b"half")
    left = place_of(folder) / "0123.part"
    left.write_bytes(b"half")
    assert swept(folder, ()) == 1
    assert not left.exists() and being_written.whole("a" * 32).size == 4


def test_more_than_may_come_leaves_nothing(tmp_path: Path) -> None:
    from upriver.store.folder import Folder
    from upriver.store.partners.arriving import Arriving, TooLarge, place_of

    coming = Arriving(Folder(tmp_path), 10)
    coming.add(b"0123456789")
    with pytest.raises(TooLarge):
        coming.add(b"x")
    assert list(place_of(Folder(tmp_path)).iterdir()) == []
