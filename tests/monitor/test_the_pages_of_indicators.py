"""The board's page gives three answers from what is told, and the indicators' pages say what the charts say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from monitor.watched import HERE, a_measure, among, readings, robbery

from upriver.cli.main import run
from upriver.monitor.indicators import one
from upriver.monitor.standing import standing
from upriver.report.documents import board_page, indicators
from upriver.report.plans.told import Told
from upriver.report.plans.watched.answers import doing_answer, duty_answer, violence_answer
from upriver.report.plans.watched.charting import control_chart, readings_table, when
from upriver.words.document import Callout, Chart, Heading, Page, Table
from upriver.words.monitoring.indicator import Standing
from upriver.words.period import months_period
from upriver.words.registers.delivery import Action
from upriver.words.registers.plan import Plan
from upriver.words.sharing.authority import Register
from upriver.words.standing.delivered import ActionStands, Delivered
from upriver.words.standing.requirement import HowItStands, Requirement

STEADY = [100.0, 103.0, 97.0, 101.0, 99.0, 104.0, 96.0, 102.0, 98.0, 100.0, 103.0, 97.0] * 3


def how_it_stands(slug: str, values: list[float | None], **kept: object) -> Standing:
    indicator = one(slug)
    return standing(indicator, among(readings(values, of=indicator, residents=500_000.0, **kept), indicator), HERE, (), seed=1)  # type: ignore[arg-type]


def told(*standings: Standing, **given: object) -> Told:
    return Told("board_page", HERE, "restricted", date(2026, 2, 1), Plan(), Register((), ()), standings=standings, **given)  # type: ignore[arg-type]


def an_action(ident: str, pace: str) -> ActionStands:
    return ActionStands(Action(ident, "p1", f"Action {ident}", *([""] * 2), (), *([""] * 5), (), None, *([""] * 4), None, None, "under_way", None, *([""] * 3), (), ""), pace, "")


def a_requirement(ident: str, standing_of: str, level: str = "must") -> HowItStands:
    return HowItStands(Requirement(ident, "family", "Something is done.", level, "Everybody", "the Act", True), standing_of, next_step="Do it.")


def test_violence_is_falling_in_part_where_one_measure_has_moved_down():
    falling = how_it_stands("violence_with_injury", [*([300.0, 304.0, 296.0, 301.0] * 5), *([240.0] * 8)], each=3, start="2018-04")
    found = violence_answer(told(falling, how_it_stands("homicide", [1, 0, 2, 1], each=3)))
    assert found.short == "Falling in part"
    assert "1 shows a lower level by more than chance" in found.says.replace("1 show ", "1 shows ")


def test_no_fall_is_claimed_where_nothing_moved():
    found = violence_answer(told(how_it_stands("knife_enabled_violence", STEADY[:20], each=3)))  # type: ignore[arg-type]
    assert found.short == "No sign of it"


def test_too_few_readings_are_no_answer():
    assert violence_answer(told(how_it_stands("homicide", [1, 0, 2, 1], each=3))).short == "Too soon to say"


def test_a_rise_is_a_warning():
    rising = how_it_stands("violence_with_injury", [*([300.0, 304.0, 296.0, 301.0] * 5), *([380.0] * 8)], each=3, start="2018-04")
    assert violence_answer(told(rising)).worry


def test_the_duty_is_not_judged_while_nobody_has_looked():
    assert duty_answer(told()).short == "Not yet judged"


def test_the_duty_is_met_by_musts_alone_and_never_by_evidence_without_a_name():
    found = duty_answer(told(requirements=(a_requirement("a", "met"), a_requirement("b", "not_attested"), a_requirement("c", "not_met", "should"))))
    assert found.short == "In part"
    assert "1 of 2 things that the law requires are met" in found.says


def test_what_is_done_is_told_from_actions_and_their_dates():
    delivered = Delivered(actions=(an_action("a1", "on_time"), an_action("a2", "late"), an_action("a3", "done")), year="2025-26")
    found = doing_answer(told(delivered=delivered))
    assert "1 of 2 actions under way is on time and 1 is late; 1 of all 3 are done" in found.says


def test_without_actions_nothing_is_claimed():
    assert doing_answer(told()).short == "Nothing to go by"


def test_each_answer_leads_to_its_evidence():
    pages = board_page.pages(told(how_it_stands("homicide", [1, 0, 2, 1], each=3)))
    links = [href for block in pages[0].blocks for _, href in getattr(block, "links", ())]
    assert links == [page.slug for page in pages[1:]]


def test_the_answers_stand_in_the_headings():
    headings = [block.text for block in board_page.pages(told())[0].blocks if isinstance(block, Heading)]
    assert headings[0] == "1. Are we meeting the Duty? Not yet judged"


def indicator_page(*standings: Standing) -> Page:
    return next(page for page in indicators.pages(told(*standings)) if page.slug.startswith("indicators/") and page.slug != "indicators/not-held")


def test_a_page_says_first_whether_it_moves():
    page = indicator_page(how_it_stands("robbery_monthly", STEADY))  # type: ignore[arg-type]
    assert isinstance(page.blocks[0], Callout)
    assert page.blocks[0].text.startswith("No signal: over 36 months to December 2025")


def test_a_chart_has_a_table_with_every_reading():
    found = how_it_stands("robbery_monthly", [*STEADY[:20], None, *STEADY[21:]])
    chart, table = control_chart(found, "x"), readings_table(found, "x")
    assert isinstance(chart, Chart)
    assert chart.table == table.slug
    assert len(table.rows) == len(chart.series[0].points) == 36


def test_a_hidden_reading_is_a_hole_of_the_chart_and_of_the_limits():
    chart = control_chart(how_it_stands("robbery_monthly", [*STEADY[:20], None, *STEADY[21:]]), "x")
    assert chart is not None
    assert [points.points[20].y for points in chart.series] == [None, None]


def test_a_measure_stands_on_its_indicators_page():
    indicator = robbery()
    held = among(readings(STEADY, residents=500_000.0))  # type: ignore[arg-type]
    both = (standing(indicator, held, HERE, (), seed=1), standing(indicator, held, HERE, (), seed=1, measure=a_measure(600)))
    page = next(page for page in indicators.pages(told(*both)) if page.slug == "indicators/robbery-monthly")
    assert "Baseline and target: measure m1" in [block.text for block in page.blocks if isinstance(block, Heading)]


def test_what_cannot_be_read_is_listed_with_what_would_carry_it():
    empty = standing(one("homelessness"), among(()), HERE, (), seed=1)
    table = indicators.pages(told(empty))[-1].blocks[0]
    assert isinstance(table, Table)
    assert "statutory homelessness tables" in str(table.rows[0][2].value)


@pytest.mark.parametrize(("first", "last", "words"), [("2025-03", "2025-03", "2025-03"), ("2025-07", "2025-09", "Jul to Sep 25"),
                                                      ("2024-04", "2025-03", "2024/25"), ("2024-01", "2024-12", "2024"),
                                                      ("2022-04", "2025-03", "2022/23 to 2024/25")])
def test_a_time_is_said_as_short_as_an_axis_needs(first: str, last: str, words: str):
    assert when(months_period(first, last)) == words


def commanded(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        run(arguments)
    return capsys.readouterr().out


def test_the_shelf_is_listed_before_anything_is_assessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    place = tmp_path / "w"
    commanded(["init", str(place), "--name", "Here", "--by", "Analyst", "--areas", "E23009901"], capsys)
    told_as = json.loads(commanded(["indicator", "list", "--workspace", str(place), "--json"], capsys))
    assert {each["signal"] for each in told_as["indicators"]} == {"no_data"}


def test_one_is_shown_with_its_definition(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    place = tmp_path / "w"
    commanded(["init", str(place), "--name", "Here", "--by", "Analyst", "--areas", "E23009901"], capsys)
    assert "Murder, manslaughter" in commanded(["indicator", "show", "homicide", "--workspace", str(place)], capsys)
