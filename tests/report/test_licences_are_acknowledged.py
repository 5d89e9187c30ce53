"""What licences ask for is printed whole, and once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from upriver.report.forms.licences import acknowledged

OGL = "Contains public sector information licensed under the Open Government Licence v3.0"


def test_statements_alike_but_for_the_publisher_become_one_that_names_both() -> None:
    assert acknowledged((f"{OGL} (NHS England).", "Other.", f"{OGL} (Home Office).")) == (f"{OGL} (NHS England; Home Office).", "Other.")


def test_a_statement_without_brackets_at_its_end_stays_as_it_is() -> None:
    said = "Source: ONS. Contains OS data (c) Crown copyright."
    assert acknowledged((said, said)) == (said,)


@given(st.lists(st.text("ab().; ", max_size=12)))
def test_no_letter_of_any_statement_is_lost(statements: list[str]) -> None:
    made = " ".join(acknowledged(statements))
    assert all(word in made for each in statements for word in each.replace("(", " ").replace(")", " ").replace(".", " ").replace(";", " ").split())
