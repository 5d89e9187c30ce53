"""Two who write the same file at the same time: neither fails, and whoever reads finds one of the two whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from upriver.store.folder import Folder, made_once, write_whole

ONE, OTHER = b"a" * 300_000, b"b" * 200_000
TIMES = 40


def at_once(*works: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(len(works)) as many:
        return [each.result() for each in [many.submit(work) for work in works]]


def test_two_writers_of_one_file_never_tear_it(tmp_path: Path) -> None:
    place = tmp_path / "told.json"
    write_whole(place, ONE)
    read: set[bytes] = set()
    at_once(*(lambda data=data: [write_whole(place, data) for _ in range(TIMES)] for data in (ONE, OTHER)),  # type: ignore[misc]
            lambda: [read.add(place.read_bytes()) for _ in range(TIMES)])
    assert read <= {ONE, OTHER} and place.read_bytes() in (ONE, OTHER) and [path.name for path in tmp_path.iterdir()] == ["told.json"]


def test_of_many_who_make_a_secret_at_once_all_have_the_same(tmp_path: Path) -> None:
    for number in range(TIMES):
        place = tmp_path / f"{number}.secret"
        had = at_once(*(lambda place=place, data=data: made_once(place, data) for data in (b"1" * 64, b"2" * 64, b"3" * 64)))  # type: ignore[misc]
        assert len(set(had)) == 1 and had[0] == place.read_bytes() and len(place.read_bytes()) == 64
        assert os.name != "posix" or stat.S_IMODE(place.stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".*"))


def test_what_a_killed_writer_left_is_swept_and_what_people_wrote_stays(tmp_path: Path) -> None:
    left = [tmp_path / ".workspace.toml.0123456789abcdef.new", tmp_path / "prose" / "a" / ".b.en.md.0123456789abcdef.new"]
    kept = [tmp_path / "notes.new", tmp_path / ".mine.new", tmp_path / "prose" / "a" / "b.en.md"]
    (tmp_path / "prose" / "a").mkdir(parents=True)
    for path in (*left, *kept):
        path.write_bytes(b"x")
    Folder(tmp_path).sweep_half_written()
    assert [path for path in (*left, *kept) if path.exists()] == kept


def test_a_writer_whose_half_is_swept_away_writes_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prose").mkdir()
    place, swept, kept = tmp_path / "prose" / "b.en.md", [], os.fsync

    def sweep_once(handle: int) -> None:
        kept(handle)
        if not swept:
            swept.append(list(place.parent.iterdir()))
            Folder(tmp_path).sweep_half_written()

    monkeypatch.setattr(os, "fsync", sweep_once)
    write_whole(place, ONE)
    assert len(swept[0]) == 1 and place.read_bytes() == ONE and list(place.parent.iterdir()) == [place]
