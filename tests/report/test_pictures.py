"""Pictures of a document, painted by programs beside this one."""

from __future__ import annotations

import pytest
from report.sample import a_chart, a_page

from upriver.report import pictures
from upriver.report.charts import chart_png, chart_svg

CHARTS = [a_chart(slug=f"chart-{number}", title=f"Robbery is up in {number} districts") for number in range(5)]


def test_a_picture_painted_beside_is_the_one_painted_here() -> None:
    with pictures.painting([a_page(*CHARTS)]) as painted:
        files = painted()
    assert files["charts/chart-3.png"] == chart_png(chart_svg(CHARTS[3]))


def test_every_chart_is_a_file_of_both_kinds() -> None:
    with pictures.painting([a_page(*CHARTS)]) as painted:
        assert set(painted()) == {f"charts/chart-{number}.{kind}" for number in range(5) for kind in ("svg", "png")}


@pytest.mark.parametrize("lost", [1, 1_000, 10**9])
def test_pictures_after_the_answer_breaks_off_are_painted_here(lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = pictures._taken_apart
    monkeypatch.setattr(pictures, "_taken_apart", lambda answer: taken(answer[: max(len(answer) - lost, 0)]))
    with pictures.painting([a_page(*CHARTS)]) as painted:
        assert painted()["charts/chart-4.png"] == chart_png(chart_svg(CHARTS[4]))


def test_where_no_program_may_be_started_the_pictures_are_painted_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures.sys, "executable", "/nowhere/python")
    with pictures.painting([a_page(*CHARTS)]) as painted:
        assert painted()["charts/chart-0.png"].startswith(b"\x89PNG")


def test_two_pictures_that_differ_can_not_have_one_name() -> None:
    with pytest.raises(ValueError, match="charts/same"):
        pictures.drawn([a_page(a_chart(slug="same")), a_page(a_chart(slug="same", title="Another"))])
