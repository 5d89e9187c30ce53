"""A hidden number is in no form of a document: not in its words, its tables, its pictures' descriptions or what files say of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms import planted
from forms.readers import kinds_of, numbers_in, words_in

from upriver.report.packing import files_of
from upriver.report.site import site_files
from upriver.words.document import Chart, Table, TableCell


@pytest.fixture(scope="module", params=["public", "restricted"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Every file of the planted document for an audience, marked where it is restricted."""
    clearance = planted.cleared(request.param)
    marked = {"marking": "OFFICIAL-SENSITIVE", "handling": "For members alone."} if request.param == "restricted" else {}
    document = planted.document(clearance, **marked)
    made = planted.document(clearance, files=files_of(document, clearance.tables, findings=(("Cedar is highest.", "questions/kinds"),)), **marked)
    return site_files(made)


def test_the_planted_numbers_would_be_found_if_they_were_there() -> None:
    assert numbers_in("a 7,919 b") & planted.digits() and numbers_in("7919") & planted.digits()
    assert numbers_in(words_in("x.html", b'<td title="rate 78.39">6,841</td>')) >= {"78.39", "6841"}


def test_a_number_that_got_past_the_lock_is_found_in_every_form_that_prints_it() -> None:
    clearance = planted.cleared()
    clean = planted.document(clearance)
    kinds = clean.pages[1]
    leaking = tuple(
        replace(block, alt=f"{block.alt} Alder: 7,919.") if isinstance(block, Chart)
        else replace(block, rows=((TableCell("Alder"), *(TableCell(7919.0),) * 4),)) if isinstance(block, Table) else block
        for block in kinds.blocks
    )
    document = replace(clean, pages=(clean.pages[0], replace(kinds, blocks=leaking)))
    made = site_files(replace(document, files=files_of(document, clearance.tables)))
    finding = {path for path, data in made.items() if numbers_in(words_in(path, data)) & planted.digits()}
    assert finding == {"assessment.pdf", "assessment.docx", "assessment-slides.pptx", "charts/rates.svg", "charts/rates.png", "questions/kinds/index.html"}


def test_every_form_is_there_to_be_read(files: dict[str, bytes]) -> None:
    assert kinds_of(files) >= {"html", "csv", "json", "ods", "xlsx", "pdf", "docx", "pptx", "svg", "png"}


def test_what_is_shown_stands_in_every_form_that_holds_figures(files: dict[str, bytes]) -> None:
    forms = {path: numbers_in(words_in(path, data)) for path, data in files.items() if path.startswith("data/tables") or path.startswith("assessment") or "kinds/" in path}
    lacking = [path for path, numbers in forms.items() if not numbers & {"603.5", "603.52", "54323"} and not path.endswith(".json")]
    assert lacking == []


def test_no_hidden_number_stands_in_any_form(files: dict[str, bytes]) -> None:
    found = {path: numbers & planted.digits() for path, data in files.items() if (numbers := numbers_in(words_in(path, data)))}
    assert {path: given for path, given in found.items() if given} == {}


def test_no_hidden_count_lies_in_the_bytes_of_any_file_of_text(files: dict[str, bytes]) -> None:
    counts = [form.encode() for events in planted.HIDDEN.values() for form in (f"{events}", f"{events:,}")]
    texts = {path: data for path, data in files.items() if path.endswith((".csv", ".json", ".html", ".svg")) and not path.startswith("assets/")}
    assert [path for path, data in texts.items() if any(count in data for count in counts)] == []
