"""Every analysis on the shelf, and every page made of it, met with bad data: an answer with a flag or nothing, never a crash."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

import pytest
from assess.bad_data import CASES, MATERIALS, Case, a_case, materials

from upriver import shelf
from upriver.assess.answering import SHELF
from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.disclose.rules import rules
from upriver.intake.contracts import contracts
from upriver.pipeline import chapters
from upriver.places.nesting import nestings
from upriver.report.html import page_html
from upriver.report.links import links_of
from upriver.report.story import Story, indexed
from upriver.report.titles import titles
from upriver.words.cleared import Explanation
from upriver.words.document import Document
from upriver.words.figure import CubeSpec
from upriver.words.finding import Finding, Signal

ANALYSES = {analysis.__name__.rpartition(".")[2]: analysis for analysis in shelf.modules(SHELF)}
WITH_MATERIALS = [name for name, analysis in ANALYSES.items() if any(not isinstance(need, CubeSpec) for need in analysis.NEEDS)]
NEEDS = tuple(dict.fromkeys(need for analysis in ANALYSES.values() for need in analysis.NEEDS))
SECTIONS = chapters.chapters()


def answered(analysis: ModuleType, case: Case) -> list[Finding | Signal]:
    return list(analysis.answer(case.counts, case.ground, case.ask))


def faults(found: Sequence[Finding | Signal]) -> list[str]:
    """What is wrong with answers, in words; at most five."""
    said, names = [], set()
    for each in found:
        if isinstance(each, Signal):
            continue
        numbers = {name: getattr(each.estimate, name) for name in ("value", "lower", "upper", "denominator")}
        said += [f"{each.key}: {name} is {number}" for name, number in numbers.items()
                 if number is not None and not math.isfinite(number)]
        if each.estimate.value is None and not each.estimate.flags:
            said.append(f"{each.key}: no number and no flag that says why")
        if each.key in names:
            said.append(f"{each.key}: twice")
        names.add(each.key)
    return said[:5]


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("name", ANALYSES)
def test_bad_counts_give_numbers_with_flags_or_nothing(name: str, kind: str) -> None:
    assert faults(answered(ANALYSES[name], CASES[kind]())) == []


@pytest.mark.parametrize("kind", MATERIALS)
@pytest.mark.parametrize("name", WITH_MATERIALS)
def test_bad_material_gives_numbers_with_flags_or_nothing(name: str, kind: str) -> None:
    case = a_case()
    held = materials(kind, ANALYSES[name].NEEDS, case.ground)
    assert faults(answered(ANALYSES[name], replace(case, ask=replace(case.ask, materials=held)))) == []


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("name", WITH_MATERIALS)
def test_ordinary_material_on_bad_ground_gives_numbers_with_flags_or_nothing(name: str, kind: str) -> None:
    case = CASES[kind]()
    held = materials("ordinary", ANALYSES[name].NEEDS, case.ground)
    assert faults(answered(ANALYSES[name], replace(case, ask=replace(case.ask, materials=held)))) == []


@pytest.mark.parametrize("name", ANALYSES)
def test_what_may_not_be_read_gives_no_number(name: str) -> None:
    case = a_case()
    denied = materials("ordinary", ANALYSES[name].NEEDS, case.ground, denied=True)
    assert faults(answered(ANALYSES[name], replace(case, ask=replace(case.ask, materials=denied)))) == []


def answers_to(case: Case) -> dict[str, list[Finding | Signal]]:
    """What every analysis answers, by its name."""
    return {name: answered(analysis, case) for name, analysis in ANALYSES.items()}


def story_of_case(case: Case, answers: dict[str, list[Finding | Signal]] | None = None, *, without: str = "") -> Story:
    """What the sections tell a case from, through the lock; without what one analysis answers, where one is named.

    `answers` are the case's own where they are known already.
    """
    every = answers_to(case) if answers is None else answers
    found = [each for name, own in every.items() if name != without for each in own]
    findings = tuple(each for each in found if isinstance(each, Finding))
    by_contract = {slug: rules()[contract.rule] for slug, contract in contracts().items()}
    slugs = {each.key.table.replace("/", "-") for each in findings}
    explained = {slug: Explanation(slug, slug, "", (), (), "", (), "", "run") for slug in slugs}
    limbs = {case.ask.definition.slug: tuple(limb.slug for limb in case.ask.definition.limbs if limb.takes)}
    cleared = clear(findings, tuple(each for each in found if isinstance(each, Signal)), document="assessment", audience="public",
                    rules=by_contract, sums=Sums(nestings(case.ground), limbs), titles=titles(), explanations=explained)
    ground, ask = case.ground, case.ask
    within = {(name, area.code): frozenset(ground.small[place] for place in level.member[row].indices)
              for name, level in ground.levels.items() for row, area in enumerate(level.areas) if name not in ("lsoa21", "msoa21", "ward")}
    cells, signals = indexed(cleared)
    return Story(cleared, ground.partnership, ask.period, "2026-02-01", "run", ask.definition, ground.basis, ask.coverage,
                 {"norsea": "Norsea"}, (), (), (), {name: level.areas for name, level in ground.levels.items()}, within, (), {}, (),
                 cells=cells, signals=signals)


def told(case: Case) -> Document:
    """The whole document of a case, as `draft` puts it together."""
    _, pages, _ = chapters.told(story_of_case(case), "Assessment")
    return Document("assessment", "Assessment", "public", "Norsea", "2026-02-01", "2025", pages, (), (),
                    files={"data/cells.csv": b"", "data/cells.csv-metadata.json": b""})


NOT_WORDS = re.compile(r"\b(?:nan|NaN|inf|NoneType|NaT|None(?! [a-z]))\b")
"""None as a word of English is followed by another: "None is called a hot spot"."""


def blemishes(document: Document) -> list[str]:
    """Where a page prints what isn't a number or a word; links are looked after by other tests."""
    class Anywhere:
        def to(self, target: str, *, at: str) -> str:
            return target

    assert links_of(document)
    said = []
    for page in document.pages:
        text = re.sub(r"<(?:script|style).*?</(?:script|style)>", "", page_html(document, page, Anywhere()), flags=re.DOTALL)  # type: ignore[arg-type]
        said += [f"{page.slug}: ...{text[max(0, hit.start() - 60): hit.end() + 20]}..." for hit in NOT_WORDS.finditer(text)]
    return said[:5]


@pytest.mark.parametrize("kind", CASES)
def test_pages_made_of_bad_counts_print_words_and_numbers_alone(kind: str) -> None:
    assert blemishes(told(CASES[kind]())) == []


@pytest.mark.parametrize("kind", [kind for kind in MATERIALS if kind != "odd words"])
def test_pages_made_of_bad_material_print_words_and_numbers_alone(kind: str) -> None:
    case = a_case()
    assert blemishes(told(replace(case, ask=replace(case.ask, materials=materials(kind, NEEDS, case.ground))))) == []
