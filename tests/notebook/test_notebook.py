"""The analysts' door: one question asked alone, cleared unless asked otherwise, and an uncleared frame that stays."""

from __future__ import annotations

import asyncio
import copy
import csv
import pickle
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import numpy
import pandas
import pytest
from explore.published_rows import a_row, hidden
from journeys.workspaces import upriver as command

import upriver
from upriver.disclose.beside import beside
from upriver.notebook.frame import CLEARED, UNCLEARED, Frame
from upriver.notebook.opening import Workspace
from upriver.report.cells import COLUMNS
from upriver.store.frames.framing import arrow_stream
from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance, ClearedSignal, ClearedTable
from upriver.words.figure import Key
from upriver.words.period import read_period
from upriver.words.refusal import Refusal

AS_OF = "2026-02-01"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, fictional_files: Path) -> Workspace:
    """A small workspace of the fictional partnership: street-level crime of 2025, look-ups, residents."""
    folder = tmp_path_factory.mktemp("notebook") / "w"
    command("init", folder, "--areas", "E23009901")
    months = [path for path in sorted((fictional_files / "police").iterdir()) if path.name.startswith("2025")]
    ran = command("take-in", folder, fictional_files / "lookups", fictional_files / "population", *months)
    assert ran.code == 0, ran.err
    return upriver.open_workspace(folder)


def a_frame(state: str, root: Path) -> Frame:
    return Frame((a_row(), hidden("Wexholme", "E22009902")), state, "where_violence_is_highest", "2025", root)


class Reads:
    """Something that gives an Arrow stream, as another library would meet it."""

    def __init__(self, columns: dict[str, tuple[type, list[object]]]) -> None:
        self.columns = columns

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return arrow_stream(self.columns, requested_schema)


def test_importing_upriver_loads_none_of_its_rooms() -> None:
    code = "import sys, upriver; print([name for name in sys.modules if name.startswith('upriver.') or name in ('numpy', 'django', 'duckdb')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(Path(upriver.__file__).parents[1])})
    assert ran.stdout.strip() == "[]"


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"workspace\.toml"):
        upriver.open_workspace(tmp_path)


def test_every_question_of_the_shelf_is_listed_with_its_sentence(opened: Workspace) -> None:
    listed = opened.questions()
    assert "where_violence_is_highest" in listed and all(says for says in listed.values())


def test_an_answer_is_cleared_and_of_the_level_asked_for(opened: Workspace) -> None:
    frame = opened.ask("where_violence_is_highest", level="lsoa21", period="2025-01..2025-12", as_of=AS_OF)
    assert frame.state == CLEARED and set(frame["area_level"]) == {"lsoa21"} and len(frame) > 300


def test_an_answer_says_what_the_whole_assessment_says(opened: Workspace) -> None:
    run = command("assess", opened.folder.root, "--period", "2025-01..2025-12", "--as-of", AS_OF, "--json")
    assert run.code == 0, run.err
    draft = (opened.folder.root / "drafts" / run.json["run"] / "cells.csv").read_text("utf-8")
    whole = {tuple(row[name] for name in COLUMNS[:8]) + (row["unit"],): (row["value"], row["marker"]) for row in csv.DictReader(draft.splitlines())}
    frame = opened.ask("where_violence_is_highest", level="csp", period="2025-01..2025-12", as_of=AS_OF)
    for row in frame.held:
        name = (row.table, row.level, row.code, row.name, row.start, row.end, row.measure, row.breakdown, row.unit)
        assert whole[name] == ("" if row.value is None else f"{row.value:.{row.decimals}f}", row.marker)


def test_an_answer_leaves_no_event_and_no_run(opened: Workspace) -> None:
    def left() -> tuple[object, list[Path]]:
        with closing(sqlite3.connect(opened.folder.database)) as database:
            return database.execute("SELECT count(*) FROM audit_eventrecord").fetchone(), sorted(opened.folder.runs.glob("*"))

    before = left()
    opened.ask("how_concentrated_is_it", period="2025-01..2025-12", as_of=AS_OF)
    assert left() == before and before[0] != (0,)


def test_a_notebook_whose_thread_runs_an_event_loop_can_ask(opened: Workspace) -> None:
    async def cell() -> Frame:
        return opened.ask("how_concentrated_is_it", period="2025-01..2025-12", as_of=AS_OF)

    assert asyncio.run(cell()).state == CLEARED


@pytest.mark.parametrize(("question", "more", "says"), [
    ("where_violence_is_hihgest", {}, "Did you mean where_violence_is_highest"),
    ("where_violence_is_highest", {"level": "planet"}, "lsoa21"),
    ("where_violence_is_highest", {"period": "2019"}, "nothing is held"),
    ("where_violence_is_highest", {"definition": "dragons"}, "dragons"),
])
def test_what_can_not_be_answered_is_refused_with_what_there_is(opened: Workspace, question: str, more: dict[str, str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        opened.ask(question, as_of=AS_OF, **{"period": "2025-01..2025-12", **more})


def test_an_uncleared_answer_is_marked_so(opened: Workspace) -> None:
    frame = opened.ask("how_concentrated_is_it", period="2025-01..2025-12", as_of=AS_OF, cleared=False)
    assert frame.state == UNCLEARED and "uncleared" in repr(frame)


def test_an_uncleared_frame_is_not_written_outside_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    with pytest.raises(Refusal, match="outside its workspace"):
        a_frame(UNCLEARED, tmp_path / "w").to_csv(tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_an_uncleared_frame_is_not_written_out_by_way_of_dots(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    with pytest.raises(Refusal):
        a_frame(UNCLEARED, tmp_path / "w").to_csv(tmp_path / "w" / ".." / "out.csv")


def test_an_uncleared_frame_is_not_written_among_what_is_published(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    with pytest.raises(Refusal):
        a_frame(UNCLEARED, tmp_path).to_csv(tmp_path / "published" / "out.csv")


def test_an_uncleared_frame_may_be_written_inside_the_workspace(tmp_path: Path) -> None:
    assert a_frame(UNCLEARED, tmp_path).to_csv(tmp_path / "mine.csv").read_text("utf-8").startswith("table,area_level")


@pytest.mark.parametrize("leave", [
    lambda frame: frame.to_pandas(), lambda frame: frame.__arrow_c_stream__(), pickle.dumps, lambda frame: frame.where(unit="per_1000_residents").to_pandas(),
])
def test_an_uncleared_frame_is_handed_to_nothing_that_keeps_no_guard(tmp_path: Path, leave) -> None:
    with pytest.raises(Refusal, match="cleared=False"):
        leave(a_frame(UNCLEARED, tmp_path))


@pytest.mark.parametrize("leave", [numpy.array, numpy.asarray, pandas.DataFrame], ids=["array", "asarray", "DataFrame"])
def test_libraries_that_would_take_its_rows_for_their_own_are_refused_an_uncleared_frame(tmp_path: Path, leave) -> None:
    with pytest.raises(Refusal, match="another library"):
        leave(a_frame(UNCLEARED, tmp_path))
    assert len(leave(a_frame(CLEARED, tmp_path))) == 2


def test_an_uncleared_frame_is_not_saved_by_numpy(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        numpy.save(tmp_path / "w.npy", a_frame(UNCLEARED, tmp_path / "workspace"))


def test_an_uncleared_frame_is_not_written_out_by_way_of_a_link(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    (root / "notes").mkdir(parents=True)
    try:
        (root / "notes" / "out").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    with pytest.raises(Refusal, match="outside its workspace"):
        a_frame(UNCLEARED, root).to_csv(root / "notes" / "out" / "x.csv")


def test_an_uncleared_frame_is_not_written_among_what_is_sent(tmp_path: Path) -> None:
    (tmp_path / "outbox").mkdir()
    with pytest.raises(Refusal, match="sent"):
        a_frame(UNCLEARED, tmp_path).to_csv(tmp_path / "outbox" / "x.csv")


@pytest.mark.parametrize("place", ["workspace.toml", "db.sqlite3", "held/open/x.csv", "ledger/x.csv"])
def test_no_frame_is_written_over_what_upriver_keeps(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    with pytest.raises(Refusal, match="files of its own"):
        a_frame(CLEARED, tmp_path).to_csv(tmp_path / place)


@pytest.mark.parametrize("place", ["none/x.svg", ""])
def test_a_place_that_takes_no_file_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(Refusal, match="folder"):
        a_frame(CLEARED, tmp_path / "w").to_csv(tmp_path / place)
    with pytest.raises(Refusal, match="folder"):
        a_frame(CLEARED, tmp_path / "w").plot().save(tmp_path / place)


@pytest.mark.parametrize(("more", "says"), [
    ({"as_of": "yesterday"}, "as_of isn't a day"), ({"as_of": 5}, "as_of isn't a day"), ({"definition": None}, "definition must be text"),
    ({"area": 7}, "area must be text"),
])
def test_what_is_asked_in_a_way_that_can_not_be_read_is_refused(opened: Workspace, more: dict[str, object], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        opened.ask("where_violence_is_highest", period="2025-01..2025-12", **more)  # type: ignore[arg-type]


def test_a_year_may_be_a_number_and_an_area_be_written_small(opened: Workspace) -> None:
    assert len(opened.ask("where_violence_is_highest", level="force", area="norsea", period=2025, as_of=AS_OF))  # type: ignore[arg-type]


def test_an_uncleared_frame_shows_its_numbers_only_where_a_notebook_lies_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = a_frame(UNCLEARED, tmp_path / "w")
    (tmp_path / "w").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "2.50" not in frame._repr_html_()
    monkeypatch.chdir(tmp_path / "w")
    assert "2.50" in frame._repr_html_() and "holds a mistake back, not a person" in frame._repr_html_()


def test_a_picture_of_uncleared_numbers_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refusal):
        a_frame(UNCLEARED, tmp_path).plot().save(tmp_path / "x.svg")


def test_a_copy_of_an_uncleared_frame_is_as_guarded(tmp_path: Path) -> None:
    frame = a_frame(UNCLEARED, tmp_path)
    assert copy.copy(frame) is frame and copy.deepcopy(frame) is frame


def test_a_cleared_frame_goes_through_a_pickle_as_it_is(tmp_path: Path) -> None:
    frame = a_frame(CLEARED, tmp_path)
    assert pickle.loads(pickle.dumps(frame)) == frame


def test_a_cleared_frame_draws_itself_as_the_houses_own_chart(tmp_path: Path) -> None:
    assert re.match(r"<svg [^>]*role=\"img\"", a_frame(CLEARED, tmp_path).plot()._repr_svg_())


def test_names_in_a_frame_are_words_in_a_notebook(tmp_path: Path) -> None:
    assert "<img" not in Frame((a_row("<img src=x>"),), CLEARED, "<b>", "2025", tmp_path)._repr_html_()


def test_pandas_gets_missing_for_what_is_hidden_and_never_zero(tmp_path: Path) -> None:
    found = a_frame(CLEARED, tmp_path).to_pandas()
    assert found["value"].isna().tolist() == [False, True] and found["count"].isna().tolist() == [False, True]


def test_arrow_gives_another_library_the_rows_with_nulls_for_what_is_hidden(tmp_path: Path) -> None:
    with duckdb.connect() as other:
        other.register("frame", a_frame(CLEARED, tmp_path))
        rows = other.execute("SELECT area_name, count, value, marker FROM frame").fetchall()
    assert rows == [("Norsea", 380, 2.5, ""), ("Wexholme", None, None, "c")]


def test_a_table_without_rows_is_a_stream_with_its_columns() -> None:
    with duckdb.connect() as other:
        other.register("empty", Reads({"name": (str, []), "count": (int, [])}))
        asked = other.execute("SELECT * FROM empty")
        assert [each[0] for each in asked.description or ()] == ["name", "count"] and asked.fetchall() == []


def test_what_a_document_hides_is_hidden_in_an_answer_made_beside_it() -> None:
    made = a_clearance()
    row = {**dict.fromkeys(COLUMNS, ""), "area_level": "csp", "area_code": "E1", "period_start": "2025-01-01", "period_end": "2025-12-31",
           "measure": "robbery", "unit": "count", "marker": "c"}
    (table,) = beside(made, [row]).tables
    assert [(cell.value, cell.marker) for cell in table.cells] == [(None, "c"), (7.0, "")] and table.signals == ()


def test_what_no_document_hides_stays_as_it_was_cleared() -> None:
    assert beside(a_clearance(), []) == a_clearance()


def a_clearance() -> Clearance:
    keys = [Key("assessment/places/csp", Area("csp", code, code), read_period("2025"), "robbery", "count") for code in ("E1", "E2")]
    cells = tuple(Cell(key, 7, None, 7.0, None, None, "", "") for key in keys)
    signals = (ClearedSignal(keys[0], "rank", "1 to 2"),)
    return Clearance("assessment", "public", (ClearedTable("assessment/places/csp", "", cells, signals=signals),), {}, (), 0, 0, "")
