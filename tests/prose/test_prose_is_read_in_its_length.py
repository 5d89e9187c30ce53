"""Reading prose takes as long as it is, whatever signs it is made of. Work is counted, and what a pattern looks through ends where it opens again."""

from __future__ import annotations

import subprocess
import sys
from types import FrameType

import pytest

from upriver.report.exploring.rows import Row
from upriver.report.prose import checking, figures, writing

UNENDED = "import sys; from upriver.report.prose.figures import CALL; CALL.fullmatch(sys.argv[1])"


def work(text: str) -> int:
    """How many lines of these modules run while a text is read."""
    ours, count = {each.__file__ for each in (checking, figures, writing)}, 0

    def line(frame: FrameType, event: str, given: object) -> object:
        nonlocal count
        if frame.f_code.co_filename not in ours:
            return None
        count += 1
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        checking.checked("assessment", "index", "en", "", text, figures={}, accepted={})
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("sign", ["[", "[a](b) ", "{{ ", "{{ a }}. A ", "*a", "a\n", "- a\n\n", "# a\n", ". A (", '{{ figure "t#a" }}. '])
def test_twice_the_text_is_twice_the_work(sign: str) -> None:
    work(sign)
    assert work(sign * 400) < 2.5 * work(sign * 200)


def test_a_link_begins_at_its_last_bracket() -> None:
    assert [each["words"] for each in writing.INLINE.finditer("[" * 50 + "words](https://norsea.example)")] == ["words"]


def test_a_figure_begins_at_its_last_braces() -> None:
    assert figures.MARK.findall("{{ a {{ b }} {{ c") == [" b "]


@pytest.mark.parametrize("sign", ["b=1    ", "b=1 ,   ", 'b="1"    ', ",  b = 1  "])
def test_what_a_figure_is_given_is_read_one_way_alone(sign: str) -> None:
    # Read in two ways it doubles with each: 60 of them would not end in a year.
    subprocess.run([sys.executable, "-c", UNENDED, f' figure "a" {sign * 60}!'], check=True, timeout=60)


def test_names_like_those_that_are_gone_are_looked_for_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(checking, "nearest", lambda name, held: asked.append(name) or ("t#a",))
    held: dict[str, Row] = {}
    made = checking.checked("assessment", "index", "en", "", "".join(f'{{{{ figure "t#{n}" }}}}. A ' for n in range(100)), figures=held, accepted={})
    faults = [fault for each in made.sentences for fault in each.faults]
    assert len(faults) == 100 and len(asked) == sum(bool(fault.near) for fault in faults) == checking.MOST_LOOKED_FOR
