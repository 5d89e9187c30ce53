"""Drawings on a page leave out what its style sheet says, and only that; those that stand alone keep the whole."""

from __future__ import annotations

import io
import re
from importlib import resources

import pytest
from report.sample import a_chart, a_map

from upriver.report.charts import KINDS, chart_inline, chart_png, chart_svg, few_colours
from upriver.report.drawing import svg
from upriver.report.drawing.marking.lighter import lighter
from upriver.report.maps import map_inline

CSS = resources.files("upriver.report").joinpath("assets/upriver.css").read_text("utf-8")


def bare(drawn: str) -> str:
    """Without attributes: elements and words alone."""
    return re.sub(r"<([a-zA-Z]+)[^>]*?(/?)>", r"<\1\2>", drawn)


@pytest.mark.parametrize("kind", KINDS)
def test_a_lighter_chart_says_and_draws_the_same_in_fewer_bytes(kind: str) -> None:
    whole = chart_inline(a_chart(kind), "x", narrow=True)
    light = lighter(whole)
    assert bare(light) == bare(whole) and len(light) < 0.98 * len(whole)
    for kept in ("viewBox", ' role="img"', "aria-labelledby", "aria-describedby", " d=", " x=", " lang="):
        assert light.count(kept) == whole.count(kept)


def test_a_map_and_a_chart_of_their_own_keep_the_whole() -> None:
    assert bare(lighter(map_inline(a_map(), "x"))) == bare(map_inline(a_map(), "x"))
    assert f'font-family="{svg.FONT}"' in chart_svg(a_chart("bars")) and 'class="ink"' in chart_svg(a_chart("bars"))


@pytest.mark.parametrize("rule", [
    r"\.plot svg \{[^}]*font-size: 13px",
    r"\.plot text \{ fill: var\(--ink\)",
    r"\.plot \.quiet \{ fill: var\(--quiet\)",
    r"\.plot \.halo \{ stroke: #fff; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; \}",
    rf"\.plot \.grid \{{ stroke: {svg.GRID}",
    rf"\.plot \.open \{{ fill: #fff; stroke: {svg.PALETTE[0]}; stroke-width: 2px",
    rf"\.plot \.own \{{ fill: {svg.PALETTE[0]}; stroke: {svg.PALETTE[0]}",
    r"body \{[^}]*font: 400 1rem/1.4 Arial, Helvetica, sans-serif",
])  # fmt: skip
def test_the_style_sheet_says_what_is_left_out(rule: str) -> None:
    assert re.search(rule, CSS)


def test_high_contrast_still_wins_over_the_grid_that_the_style_sheet_draws() -> None:
    assert CSS.index(f".plot .grid {{ stroke: {svg.GRID}") < CSS.index(".high-contrast .plot .grid") < CSS.index("prefers-contrast: more) { .plot .grid")


def test_a_picture_of_few_colours_keeps_those_that_cover_most() -> None:
    from PIL import Image

    drawn = Image.new("RGB", (400, 40), "#ffffff")
    for x in range(300):
        drawn.putpixel((x, 20), (x % 256, 255 - x % 256, x // 2))
    drawn.paste((18, 67, 109), (0, 0, 400, 10))
    written = io.BytesIO()
    drawn.save(written, "PNG")
    small = Image.open(io.BytesIO(few_colours(written.getvalue())))
    assert small.mode == "P" and small.size == drawn.size
    assert small.convert("RGB").getpixel((5, 5)) == (18, 67, 109) and small.convert("RGB").getpixel((5, 30)) == (255, 255, 255)


def test_white_stays_white_and_a_colour_of_a_chart_stays_what_it_is() -> None:
    from PIL import Image

    painted = Image.open(io.BytesIO(chart_png(chart_svg(a_chart("multiples"))))).convert("RGB")
    assert painted.getpixel((2, 2)) == (255, 255, 255)
    assert {(18, 67, 109), (244, 106, 37), (255, 255, 255)} <= {colour for _, colour in painted.getcolors(1 << 20)}


def test_the_same_drawing_gives_the_same_picture() -> None:
    assert chart_png(chart_svg(a_chart("months"))) == chart_png(chart_svg(a_chart("months")))
