"""A fault in our own code leaves one question or one chapter out, loudly; the rest of the assessment stands."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from types import ModuleType

import pytest
from assess.bad_data import a_case
from assess.test_bad_data import ANALYSES, SECTIONS, answers_to, story_of_case

from upriver.assess.answering import answers
from upriver.pipeline import chapters as telling
from upriver.report.html import page_html
from upriver.report.links import links_of
from upriver.words.document import Document, Page
from upriver.words.finding import Finding
from upriver.words.refusal import LOUD, Fault, Refusal, attempted


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is outside the tests."""
    monkeypatch.delenv(LOUD)


def breaks(*_: object, **__: object) -> tuple[object, ...]:
    raise ZeroDivisionError("value 4711 of a row")


def broken(monkeypatch: pytest.MonkeyPatch, name: str) -> ModuleType:
    monkeypatch.setattr(ANALYSES[name], "answer", breaks)
    return ANALYSES[name]


def test_faults_are_loud_in_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "kinds")
    case = a_case()
    with pytest.raises(ZeroDivisionError):
        list(answers(case.counts, case.ground, case.ask, faults=[]))


@pytest.mark.usefixtures("quiet")
def test_one_broken_analysis_leaves_its_question_out_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    case, faults = a_case(), list[Fault]()
    question = broken(monkeypatch, "kinds").QUESTION
    found = [each for each in answers(case.counts, case.ground, case.ask, faults=faults) if isinstance(each, Finding)]
    assert [fault.part for fault in faults] == [question]
    assert found and question not in {each.question for each in found}


@pytest.mark.usefixtures("quiet")
def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis, whole = ANALYSES["kinds"], ANALYSES["kinds"].answer

    def half(*given: object):
        yield next(iter(whole(*given)))
        raise KeyError("a row")

    monkeypatch.setattr(analysis, "answer", half)
    case, faults = a_case(), list[Fault]()
    found = list(answers(case.counts, case.ground, case.ask, only=(analysis.QUESTION,), faults=faults))
    assert found == [] and len(faults) == 1


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("spoil", [
    lambda first: (first, first), lambda first: (replace(first, sources=()),), lambda first: (replace(first, estimate=replace(first.estimate, value=math.nan)),),
    lambda first: (replace(first, estimate=replace(first.estimate, value=1.0, upper=math.inf)),),
], ids=["a name twice", "no source", "NaN", "infinite"])
def test_a_finding_that_would_stop_every_other_is_left_out_with_its_question(spoil, monkeypatch: pytest.MonkeyPatch) -> None:
    analysis, case, faults = ANALYSES["kinds"], a_case(), list[Fault]()
    first = next(each for each in analysis.answer(case.counts, case.ground, case.ask) if isinstance(each, Finding))
    monkeypatch.setattr(analysis, "answer", lambda *given: iter(spoil(first)))
    assert list(answers(case.counts, case.ground, case.ask, only=(analysis.QUESTION,), faults=faults)) == []
    assert len(faults) == 1


@pytest.mark.usefixtures("quiet")
def test_where_nobody_keeps_faults_they_are_never_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "kinds")
    case = a_case()
    with pytest.raises(ZeroDivisionError):
        list(answers(case.counts, case.ground, case.ask))


@pytest.mark.usefixtures("quiet")
def test_what_a_person_can_act_on_is_no_fault_of_ours() -> None:
    def refuses() -> None:
        raise Refusal("no")

    with pytest.raises(Refusal):
        attempted(refuses, "part", "Says.")


def document(story: object, **more: object) -> tuple[Document, tuple[Fault, ...]]:
    around, pages, faults = telling.told(replace(story, **more), "Assessment")  # type: ignore[type-var]
    made = Document("assessment", "Assessment", "public", "Norsea", "2026-02-01", "2025", pages, (), (), instead=telling.LIMITS if around.faults else None,
                    files=dict.fromkeys(("data/cells.csv", "data/cells.csv-metadata.json", "data/tables.ods", "data/tables.xlsx", "assessment.pdf", "assessment.docx",
                                         "assessment-slides.pptx", "data/press-sheet.csv", "data/explanations.json"), b""))
    return made, faults


def whole(made: Document) -> bool:
    """Whether every page can be written, its links all leading somewhere, from a front page on."""
    links = links_of(made)
    return all(links.to(target, at=page.slug) is not None for page in made.pages for target in led_to(page)) and any(not page.slug for page in made.pages)


@cache
def led_to(page: Page) -> frozenset[str]:
    """Where a written page leads; most pages are the same whichever part is left out, so each is written once."""
    asked = set()

    class Kept:
        def to(self, target: str, *, at: str) -> str:
            asked.add(target)
            return target

    alone = Document("assessment", "Assessment", "public", "Norsea", "2026-02-01", "2025", (page,), (), ())
    assert page_html(alone, page, Kept())  # type: ignore[arg-type]
    return frozenset(asked)


def text_of(page: Page) -> str:
    return repr(page.blocks)


@cache
def ordinary():
    """An ordinary case and what every analysis answers to it."""
    case = a_case()
    return case, answers_to(case)


@pytest.fixture(scope="module")
def story():
    return story_of_case(*ordinary())


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__.rpartition(".")[2])
def test_whichever_chapter_breaks_the_others_are_a_whole_site(section: ModuleType, story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section, "pages", breaks)
    made, faults = document(story)
    assert [fault.part for fault in faults] == [section.__name__]
    limits = next(page for page in made.pages if page.slug == telling.LIMITS)
    assert (section.__doc__ or "").split("\n")[0] in text_of(limits)
    assert whole(made)
    assert "4711" not in "".join(map(text_of, made.pages))


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("what", ["headlines", "local", "lacking"])
def test_a_chapter_that_breaks_elsewhere_than_on_its_pages_is_left_out_whole(what: str, story, monkeypatch: pytest.MonkeyPatch) -> None:
    section = next(each for each in SECTIONS if hasattr(each, what))
    monkeypatch.setattr(section, what, breaks)
    _, faults = document(story)
    assert [fault.part for fault in faults] == [section.__name__]


@pytest.mark.usefixtures("quiet")
def test_a_question_left_out_is_named_in_the_limits_and_told_of_on_the_first_page(story) -> None:
    made, _ = document(story, faults=("Does one event bring another?",))
    pages = {page.slug: text_of(page) for page in made.pages}
    assert "Does one event bring another?" in pages[telling.LIMITS] and "fault in Upriver" in pages[""]


@pytest.mark.parametrize("name", ANALYSES)
def test_whichever_question_is_left_out_the_others_pass_the_lock_and_make_a_whole_site(name: str) -> None:
    made, _ = document(story_of_case(*ordinary(), without=name), faults=("A question?",))
    assert whole(made)


def test_without_a_fault_a_link_to_nowhere_is_still_refused(story) -> None:
    made, faults = document(story)
    assert not faults and made.instead is None
    with pytest.raises(ValueError, match="neither a page"):
        links_of(made).to("questions/none", at="")


@pytest.mark.usefixtures("quiet")
def test_a_name_that_another_question_has_given_leaves_the_second_out(monkeypatch: pytest.MonkeyPatch) -> None:
    case, faults = a_case(), list[Fault]()
    first, second = ANALYSES["kinds"], ANALYSES["places"]
    monkeypatch.setattr(second, "answer", first.answer)
    found = list(answers(case.counts, case.ground, case.ask, only=(first.QUESTION, second.QUESTION), faults=faults))
    assert found and [fault.part for fault in faults] == [second.QUESTION]
