"""What a partnership declares for itself: read as it was meant, or refused in one sentence that names the file's fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from upriver.assess.definitions import breaks, definitions
from upriver.assess.profiles import profiles
from upriver.assess.ranking import ranking
from upriver.shelf import Unreadable
from upriver.words.refusal import Refusal

READ: dict[str, Callable[[Path], object]] = {"profiles": profiles, "rankings": ranking, "definitions": definitions, "breaks": breaks}
WHOLE = {
    "profiles": 'version = 1\norder = 20\ntitle = "T"\nsays = "S"\noffences = ["3B"]\n',
    "rankings": 'version = 1\ntitle = "T"\nsays = "S"\n[weights]\nvolume=1\nharm=1\ntrend=1\ninequality=1\ntractability=1\n'
                '[asks]\nvolume="a"\nharm="a"\ntrend="a"\ninequality="a"\ntractability="a"\n',
    "definitions": 'version = 1\ntitle = "T"\nsays = "S"\nsource = "x"\n[[limbs]]\nslug="a"\ntitle="A"\nsays="s"\ntakes={police_uk_street=["Robbery"]}\n',
    "breaks": 'month="2024-01"\nwhat="w"\ntouches=["a"]\nareas=["b"]\nsource="s"\n',
}


def read(folder: Path, kind: str, data: bytes, name: str = "") -> object:
    place = folder / kind
    place.mkdir()
    (place / (name or ("priorities.toml" if kind == "rankings" else "own.toml"))).write_bytes(data)
    return READ[kind](folder)


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("made", [lambda text: text, lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text], ids=["plain", "CRLF", "mark"])
def test_a_file_is_read_however_windows_saved_it(tmp_path: Path, kind: str, made: Callable[[str], str]) -> None:
    assert read(tmp_path, kind, made(WHOLE[kind]).encode())


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("data", [b"", b"%%%", b"\xff\xfe", b"version = 1"], ids=["empty", "no TOML", "no UTF-8", "half"])
def test_a_file_that_is_none_is_refused(tmp_path: Path, kind: str, data: bytes) -> None:
    with pytest.raises((Refusal, Unreadable)):
        read(tmp_path, kind, data)


@pytest.mark.parametrize("name", ["X Y.toml", "con.toml", "a" * 61 + ".toml"])
def test_a_name_that_no_page_could_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable, match="isn't a name"):
        read(tmp_path, "profiles", WHOLE["profiles"].encode(), name)


@pytest.mark.parametrize(("old", "new"), [
    ('["3B"]', "[3]"), ('["3B"]', '[["3B"]]'), ('["3B"]', '[" "]'), ('"T"', '" "'),
    ("order", 'flagged = { knife = "yes" }\norder'), ("order", "flagged = { knife = [1] }\norder"), ("order", "flagged = { knife = [] }\norder"),
    ("order", 'flagged = { surname = ["Smith"] }\norder'), ("order", "victim_under = 0\norder"), ("order", "victim_under = 121\norder"),
    ("order", "hours = [6, 6]\norder"), ("order", "hours = [true, false]\norder"), ("order", "hours = [20]\norder"), ("order", "limits = [1]\norder"),
    ("order", "street = [1]\norder"),
])
def test_a_kind_that_nothing_could_be_counted_by_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises((Refusal, Unreadable), match="profile own"):
        read(tmp_path, "profiles", WHOLE["profiles"].replace(old, new, 1).encode())


@pytest.mark.parametrize(("old", "new"), [
    ("volume=1", "volume=nan"), ("volume=1", "volume=inf"), ("volume=1", "volume=1e308"), ("volume=1", "volume=-1"), ("volume=1", 'volume="1"'),
    ("volume=1\n", ""), ("=1", "=0"), ('trend="a"\n', ""), ('trend="a"', "trend=3"), ('trend="a"', 'trend=""'),
])
def test_a_ranking_that_could_not_rank_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises((Refusal, Unreadable)):
        read(tmp_path, "rankings", WHOLE["rankings"].replace(old, new).encode())


def test_a_ranking_under_another_name_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="nothing is ranked by"):
        read(tmp_path, "rankings", WHOLE["rankings"].encode(), "mine.toml")


@pytest.mark.parametrize(("old", "new"), [
    ('["Robbery"]', "[1]"), ('slug="a"', 'slug="<a>"'), ('slug="a"', 'slug="own"'), ("takes", "codes=[1]\ntakes"),
    ('[[limbs]]\nslug="a"', '[[limbs]]\nslug="a"\ntitle="B"\nsays="s"\n[[limbs]]\nslug="a"'),
])
def test_a_definition_whose_parts_can_not_be_told_apart_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises((Refusal, Unreadable), match="definition own"):
        read(tmp_path, "definitions", WHOLE["definitions"].replace(old, new, 1).encode())


@pytest.mark.parametrize(("old", "new"), [('"2024-01"', '"2024"'), ('"2024-01"', '"soon"'), ('["a"]', "[1]")])
def test_a_break_without_a_month_or_names_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises((Refusal, Unreadable), match="the break own"):
        read(tmp_path, "breaks", WHOLE["breaks"].replace(old, new).encode())
