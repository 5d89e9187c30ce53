"""What CONTRIBUTING says of adding one of a kind is so: the shelves are there, and the example of a register is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from textwrap import dedent

import pytest
from documented import ROOT

from upriver import shelf
from upriver.words.registers.register import kept, register, written

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ROWS = {row[1].strip(): row for row in (line.split("|") for line in PAGE.splitlines() if line.startswith("| ")) if len(row) == 6}


@pytest.mark.parametrize("kind", [kind for kind in ROWS if not kind.startswith("to add")])
def test_the_shelf_of_each_kind_is_there_with_files_like_the_one_that_is_named(kind: str) -> None:
    folder, _, name = ROWS[kind][2].strip(" `").rpartition("/")
    assert list((ROOT / folder).glob(f"[!_]*{name.partition('.')[2] and '.' + name.partition('.')[2]}"))


def test_every_document_has_just_what_a_new_one_is_said_to_need() -> None:
    named = set(re.findall(r"`(\w+)(?:\(\w+\))?`", ROWS["document"][3]))
    assert len(named) == 6
    for module in shelf.modules("upriver.report.documents"):
        assert {name for name in named if not hasattr(module, name)} == set(), module.__name__


def test_the_register_of_the_guide_is_a_register() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    made: dict[str, object] = {"dataclass": dataclass, "date": date, "kept": kept, "register": register, "__name__": __name__}
    exec(compile(dedent(example), "CONTRIBUTING.md", "exec", dont_inherit=True), made)
    visits = made["VISITS"]
    row = visits.read({"id": "v1", "place": "Harbour", "seen_on": "2026-01-20"})  # type: ignore[attr-defined]
    assert row.seen_on == date(2026, 1, 20) and row.action == "" and written(row)["place"] == "Harbour"
    assert [column.name for column in visits.sheet.columns] == ["id", "place", "action", "seen_on"]  # type: ignore[attr-defined]


def test_every_place_that_adding_to_the_workspace_touches_is_there() -> None:
    part = PAGE.split("### Of the workspace on the web")[1]
    named = set(re.findall(r"`((?:src|tests|docs)/[^` ]+)`", part))
    assert len(named) > 15 and {name for name in named if not list(ROOT.glob(name.replace("ROOM", "*")))} == set()
    for word, place in (("FINDERS", "src/upriver/desk/access/things.py"), ("TABLES", "tests/web/rights/classified.py"), ("DOES", "src/upriver/desk/accounts/reading.py"),
                        ("OF_AN_AREA", "src/upriver/desk/accounts/actions.py"), ("ONLY_ADDED", "src/upriver/desk/access/adding.py"), ("STRONG", "src/upriver/duty/access/policy.py")):
        assert f"`{word}`" in part and re.search(rf"^{word}\b", (ROOT / place).read_text("utf-8"), re.MULTILINE), word
