"""`upriver pack`: what it lists, where it writes, and that nothing is half-written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from upriver.cli.plans.packing import pack
from upriver.pipeline.plans.making import documents
from upriver.pipeline.plans.placing import placed, plain
from upriver.words.refusal import Refusal


class Breaks(dict):  # type: ignore[type-arg]
    """Files of which the second can't be read."""

    def items(self):  # type: ignore[no-untyped-def]
        yield "index.html", b"new"
        raise OSError("no room")


def tree(place: Path) -> Mapping[str, bytes]:
    return {each.relative_to(place).as_posix(): each.read_bytes() for each in place.rglob("*") if each.is_file()}


def test_without_a_name_every_document_is_listed_with_what_it_is_for() -> None:
    found = json.loads(CliRunner().invoke(pack, ["--json"]).output)
    assert {each["document"] for each in found} == {slug.replace("_", "-") for slug in documents()}
    assert all(each["says"] and each["for"] for each in found)


def test_a_day_that_is_none_is_refused_before_anything_is_opened() -> None:
    found = CliRunner().invoke(pack, ["board-pack", "--on", "soon"])
    assert isinstance(found.exception, Refusal)


def test_a_new_pack_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    place = tmp_path / "board"
    placed(place, {"index.html": b"old", "old/page.html": b"old"})
    placed(place, {"index.html": b"new"})
    assert tree(tmp_path) == {"board/index.html": b"new"}


def test_a_pack_that_breaks_off_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "board"
    placed(place, {"index.html": b"old"})
    with pytest.raises(OSError, match="no room"):
        placed(place, Breaks())
    assert tree(tmp_path) == {"board/index.html": b"old"}


@pytest.mark.parametrize(("about", "name"), [("m2025-12", "m2025-12"), ("../../etc", "etc"), ("a b/c", "a-b-c"), ("", "")])
def test_what_it_is_about_never_leads_out_of_the_folder(about: str, name: str) -> None:
    assert plain(about) == name
