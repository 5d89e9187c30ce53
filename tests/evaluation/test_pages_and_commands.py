"""What a reader of the pages and of the command is told, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from evaluation.drawing import a_study, drawn, flat, seen
from evaluation.test_through_the_lock import fallen, told

from upriver.cli.plans.evaluating import evaluate
from upriver.monitor.evidence import library
from upriver.report.documents import evaluation, evidence
from upriver.report.plans.told import Told
from upriver.words.area import Area
from upriver.words.document import Block, Bullets, Callout, Chart, Heading, Page, Paragraph, Table
from upriver.words.monitoring.effect import Effect
from upriver.words.registers.delivery import Action
from upriver.words.registers.plan import REGISTERS, Plan
from upriver.words.sharing.authority import Register

ACTIONS = next(each for each in REGISTERS if each.slug == "actions")


def document(*effects: Effect, actions: tuple[Action, ...] = (), audience: str = "restricted") -> Told:
    plan = Plan({Action: actions}) if actions else Plan()
    return Told("evaluation", Area("partnership", "p", "P"), audience, date(2026, 2, 1), plan, Register(), effects=effects, approaches=library())


def action(ident: str = "a1", **more: str) -> Action:
    return ACTIONS.read({"id": ident, "title": f"Action {ident}", "status": "under_way", **more})


def text(blocks: tuple[Block, ...]) -> str:
    said = []
    for each in blocks:
        if isinstance(each, Heading | Paragraph | Callout):
            said.append(each.text)
        elif isinstance(each, Bullets):
            said += each.items
        elif isinstance(each, Chart):
            said.append(each.title)
        elif isinstance(each, Table):
            said += [str(cell.value) for row in each.rows for cell in row]
    return "\n".join(said)


def page(effect: Effect) -> Page:
    return evaluation.pages(document(effect))[1]


def test_the_least_effect_is_said_before_the_result() -> None:
    effect = told(fallen())
    said = text(page(effect).blocks)
    assert 0 <= said.index(effect.least_seen) < said.index(effect.verdict) and effect.verdict not in page(effect).lead


def test_the_picture_marks_the_start_and_draws_both_series() -> None:
    chart = next(each for each in page(told(fallen())).blocks if isinstance(each, Chart))
    assert [each.x for each in chart.breaks] == ["2025-01"] and [each.name for each in chart.series] == ["Where it happened", "Compared with"]


def test_a_result_beyond_chance_stands_beside_the_word_that_it_is_no_cause() -> None:
    assert "no proof of a cause" in text(page(told(fallen())).blocks)


def test_a_refused_study_says_why_and_has_no_number_of_an_effect() -> None:
    said = text(page(told(seen(a_study(design="its"), treated=flat(24, 12)))).blocks)
    assert "fewer than 2 events a month" in said and "four times in five" not in said


def test_an_exploratory_result_is_labelled_on_every_line_that_says_it() -> None:
    effect = told(fallen(declared_on="2026-02-01"))
    pages = evaluation.pages(document(effect))
    assert all("Exploratory only. Fewer" in text(each.blocks) for each in pages)


def test_actions_that_nobody_evaluates_are_named() -> None:
    said = text(evaluation.pages(document(told(fallen()), actions=(action("a1"), action("a2"))))[0].blocks)
    assert "1 of 2 actions have no study" in said and "Action a2" in said and "Action a1" not in said.partition("no study")[2].partition("How to read")[0]


def test_without_a_study_the_page_says_so() -> None:
    assert "No study has been written down" in evaluation.pages(document())[0].lead


@pytest.mark.parametrize(("approach", "reason", "named"), [("yef_boot_camps", "", True), ("yef_boot_camps", "A court orders it.", False), ("yef_mentoring", "", False)])
def test_an_action_on_doubtful_evidence_without_a_reason_is_named(approach, reason, named) -> None:
    told_of = document(actions=(action(approach=approach, approach_reason=reason),))
    said = [each.text for each in evidence.pages(told_of)[0].blocks if isinstance(each, Callout) and each.kind == "warning"]
    assert any("Action a1" in each for each in said) is named


def test_the_library_names_the_actions_that_use_each_approach() -> None:
    tables = {each.slug: each for each in evidence.pages(document(actions=(action(approach="yef_mentoring"),)))[0].blocks if isinstance(each, Table)}
    row = next(row for row in tables["evidence-moderate"].rows if row[0].value == "Mentoring")
    assert row[-1].value == "Action a1"


def test_codes_of_areas_stay_inside() -> None:
    effect = replace(told(fallen()), study=a_study(treated="E01000001"))
    inside, outside = (text(evaluation.pages(document(effect, audience=who))[1].blocks) for who in ("restricted", "public"))
    assert "E01000001" in inside and "E01000001" not in outside


def test_no_page_makes_a_study_of_a_null_programme_a_success() -> None:
    effect = told(seen(treated=drawn(10, 9), compared=drawn(12, 9, seed=2)))
    assert "more than chance explains; other" not in text(page(effect).blocks) and "0 were able" in evaluation.pages(document(effect))[0].lead


@pytest.mark.parametrize(("typed", "used"), [(["st_teams", "--help"], "evaluate results"), (["feed-back", "--help"], "evaluate feed-back"),
                                             (["study", "--help"], "evaluate study")])
def test_the_first_word_may_be_a_study_or_a_command(typed, used) -> None:
    assert used in CliRunner().invoke(evaluate, typed).output


def test_the_registers_keep_their_commands() -> None:
    assert {"study", "approach", "results", "feed-back", "library"} <= set(evaluate.commands)
