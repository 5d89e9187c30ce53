"""Records that somebody wrote to do harm, or that a machine mangled: refused in a sentence, never repeating what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver.intake.records.cells import read
from upriver.intake.records.first.mapping import read_mapping
from upriver.intake.records.toml import read_toml
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS
from upriver.words.sharing.sheet import SheetColumn

SECRET = "zqxjv"
NHS = "943 476 5919"
"""A number whose check digit is right, and that belongs to nobody."""


def given(text: str, folder: Path) -> Path:
    path = folder / "given.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("text", [
    "a = " + "[" * 5000 + "]" * 5000,
    "[[actions]]\nid = " + "{a=" * 3000 + "1" + "}" * 3000,
    '[[returns]]\nid = "r"\nreferred = ' + "9" * 5000,
], ids=["lists in lists", "tables in tables", "a number of 5,000 digits"])
def test_toml_that_would_break_the_reader_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read_toml(given(text, tmp_path), REGISTERS)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "header_row = " + "9" * 5000], ids=["lists in lists", "a number of 5,000 digits"])
def test_a_mapping_that_would_break_the_reader_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read_mapping(given(text, tmp_path))


def test_a_number_too_long_to_be_written_is_told_at_its_place(tmp_path: Path) -> None:
    taken = read_toml(given('[[returns]]\nid = "r"\nreferred = 0x' + "F" * 5000, tmp_path), REGISTERS)
    assert ("[[returns]]", 1, "referred") in {(each.sheet, each.row, each.column) for each in taken.faults}


@pytest.mark.parametrize("text", [f'[[actions]]\n"{SECRET} \\u202e" = 1\nid = "a"\n', f'[["{SECRET} x"]]\nid = "a"\n'], ids=["a key", "a table"])
def test_a_quoted_name_in_toml_is_never_repeated(text: str, tmp_path: Path) -> None:
    taken = read_toml(given(text, tmp_path), REGISTERS)
    assert taken.faults and SECRET not in repr(taken.faults)


WIDE = str.maketrans("0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19")


@pytest.mark.parametrize("text", [NHS.replace(" ", "").translate(WIDE), "9\u200b43476\u2060591\u200d9", "M\u200br Zqxjv", "\uff2d\uff52 Zqxjv",
                                  f"{SECRET}\uff20example.org"],
                         ids=["wide digits", "no width between digits", "no width in a title", "a wide title", "a wide at sign"])
def test_a_person_hidden_by_odd_letters_is_seen(text: str) -> None:
    column = SheetColumn("progress", says="What has happened.", most=2_000)
    value, says = read(f"asked about {text} again", column)
    assert value == "" and says.startswith("holds what reads as")


def test_plain_words_stay_what_they_are() -> None:
    column = SheetColumn("progress", says="What has happened.", most=2_000)
    assert read("Ten young people met in 2025 \U0001f44d", column) == ("Ten young people met in 2025 \U0001f44d", "")
