"""A count of people that the lock hides stands in no byte of any form of any pack."""

from __future__ import annotations

import re
from pathlib import Path

import fiction
import pytest
from forms.readers import words_in
from test_packs import ABOUT, MINE
from test_returns_through_the_lock import a_return, cleared

from upriver.pipeline.plans.forms import made_of
from upriver.pipeline.plans.making import document_of, documents
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance

FEW, PARTNERS, SHOWN = 7, (48_731, 60_219), 71_993
"""A count that the rule hides, two of which one must go with it, and one that stays: none of them is any other number."""


def a_clearance() -> Clearance:
    """Two actions: in one a small group among two large ones, in the other nothing to hide."""
    whole = FEW + sum(PARTNERS)
    rows = [a_return(started=whole, referred=whole + 300)]
    rows += [a_return(split="sex", group=group, started=people) for group, people in zip(("Other", "Female", "Male"), (FEW, *PARTNERS), strict=True)]
    return cleared(*rows, a_return(action="a2", started=SHOWN, referred=SHOWN + 400))


def hidden(clearance: Clearance) -> list[int]:
    """Those planted numbers that no cleared cell shows."""
    shown = {cell.count for table in clearance.tables for cell in table.cells if not cell.hidden}
    return [number for number in PARTNERS if number not in shown]


def test_the_lock_hides_one_of_the_partners() -> None:
    assert hidden(a_clearance()) and SHOWN not in hidden(a_clearance())


@pytest.mark.parametrize(("slug", "audience"), [(slug, audience) for slug in MINE for audience in documents()[slug].AUDIENCES])
def test_no_hidden_count_is_in_any_form(slug: str, audience: str, tmp_path: Path) -> None:
    clearance = a_clearance()
    told = fiction.told(slug, about=ABOUT.get(slug, ""), audience=audience, clearance=clearance, run="r1")
    gone = {form for number in hidden(clearance) for form in (str(number), f"{number:,}")}
    for path, data in made_of(document_of(Folder(tmp_path), told)).items():
        raw = data.decode("latin-1") if not path.endswith((".png", ".pdf")) else ""
        assert not [each for each in gone if each in words_in(path, data) or each in raw], path


def test_what_is_not_hidden_is_printed(tmp_path: Path) -> None:
    told = fiction.told("annual_report", clearance=a_clearance(), run="r1")
    page = made_of(document_of(Folder(tmp_path), told))["annual-report/tables/index.html"].decode()
    assert f"{SHOWN:,}" in page and re.search(r"\[c\]", page)
