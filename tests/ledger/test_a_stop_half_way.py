"""Whatever moment a release or a withdrawal is stopped at, the next start finds a site, a ledger and a record that agree."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from ledger.books import AT, a_fact

from upriver.cli.main import upriver
from upriver.pipeline.publish import publish
from upriver.pipeline.releasing import placing
from upriver.pipeline.releasing.withdrawing import withdraw
from upriver.store.folder import Folder
from upriver.store.ledger import START, read, verify
from upriver.words.cleared import Clearance
from upriver.words.document import Document, Page, Paragraph
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import Frame, heads_written, history


class Stopped(BaseException):
    """The machine went off."""


def a_workspace(root: Path) -> Folder:
    root.mkdir()
    (root / "workspace.toml").write_text('slug = "harbour"\nname = "Harbour"\n', "utf-8")
    return Folder(root).made()


def a_document(number: int) -> Document:
    page = Page("", "Assessment", "Summary", f"There were {100 + number} robberies.", (Paragraph("Read on."),))
    area = Page(f"areas/E0700000{number}", "A district", "Areas", "", ())
    cells = f"table,area_code,area_name\na,E07000001,Harbour {number}\n".encode()
    return Document("assessment", "Assessment", "public", "Harbour", f"2026-0{number}-01", "2025", (page, area), (), (),
                    files={"data/cells.csv": cells})


def a_clearance(folder: Folder) -> Clearance:
    head = heads_written({name: read(folder.ledger, name).head for name in ("public", "restricted")})
    return Clearance("assessment", "public", (), {}, (), 0, 0, "", head=head, facts=(a_fact(),), frame=Frame())


def release(folder: Folder, number: int) -> str:
    """One release as the desk makes it, up to where the desk would record it."""
    made, _ = publish(folder, a_document(number), run=f"run{number}", previous=None, by="an analyst", at=AT,
                      clearance=a_clearance(folder), desk={"number": number})
    return made.id


def take_down(folder: Folder) -> str:
    last = history(read(folder.ledger, "public").entries)[-1].release
    return withdraw(folder, release=last, audience="public", name="Harbour", why="It named a school.", by="the chair", at=AT).release


@contextmanager
def going_off_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Iterator[None]:
    """Whatever changes the disk, counted: the machine goes off right before step `step`."""
    left = [step]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **more: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                raise Stopped
            if left[0] < 0:
                raise AssertionError("something went on after the machine had gone off")
            return real(*given, **more)

        return call

    with monkeypatch.context() as patched:
        for owner, name in ((os, "replace"), (os, "mkdir"), (Path, "rename"), (Path, "unlink"), (Path, "write_bytes"), (Path, "mkdir"),
                            (shutil, "copytree"), (os, "fsync")):
            patched.setattr(owner, name, counted(getattr(owner, name)))
        yield


def state(folder: Folder) -> tuple[str, tuple[str, ...]]:
    """What the site says it is, and what stands in the ledger."""
    note = folder.published / "data" / "release.json"
    front = (folder.published / "index.html").read_text("utf-8") if folder.published.is_dir() else ""
    shown = json.loads(note.read_text("utf-8"))["release"] if note.is_file() else "withdrawn" if "This was withdrawn" in front else "none"
    book = read(folder.ledger, "public")
    verify(book)
    return shown, tuple(f"{each.release} {each.state}" for each in history(book.entries))


@pytest.mark.parametrize("what", [lambda folder: release(folder, 2), take_down], ids=["publish", "withdraw"])
def test_a_stop_at_any_step_leaves_the_old_state_or_the_new_one(what: Callable[[Folder], str], tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    start = a_workspace(tmp_path / "start")
    release(start, 1)
    placing.done(start)
    before = state(start)
    shutil.copytree(start.root, tmp_path / "whole")
    ident = what(Folder(tmp_path / "whole"))
    after = state(Folder(tmp_path / "whole"))
    assert before != after
    ends, step = [], 0
    while True:
        step += 1
        folder = Folder(tmp_path / "try")
        shutil.rmtree(folder.root, ignore_errors=True)
        shutil.copytree(start.root, folder.root)
        try:
            with going_off_at(monkeypatch, step):
                what(folder)
        except Stopped:
            went_off = True
        else:
            went_off = False
        left = placing.finish(folder)
        ends.append(state(folder))
        assert ends[-1] in (before, after), step
        # What stands in the ledger and isn't recorded yet is told to the desk, with what it meant to record.
        assert (left is not None) == (ends[-1] == after), step
        assert left is None or left.entry.release == ident
        placing.done(folder)
        assert placing.finish(folder) is None
        assert not list(folder.root.glob(".published.*")) or ends[-1] == before
        if not went_off:
            break
    assert {before, after} == set(ends)
    assert step > 15


def test_after_a_stop_the_next_release_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_workspace(tmp_path / "one")
    release(folder, 1)
    placing.done(folder)
    for step in (3, 9, 14):
        with pytest.raises(Stopped), going_off_at(monkeypatch, step):
            release(folder, 2)
        placing.finish(folder)
        placing.done(folder)
    ident = release(folder, 3)
    assert state(folder)[0] == ident


def test_every_address_of_a_withdrawn_release_answers_with_when_and_why(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "one")
    release(folder, 1)
    addresses = sorted(path.relative_to(folder.published) for path in folder.published.rglob("*") if path.is_file())
    take_down(folder)
    for address in addresses:
        if address.parts[0] == "assets" or address.name == "addresses.csv":  # neither holds a figure
            continue
        place = folder.published / address
        page = place if place.is_file() else place / "index.html"
        words = page.read_text("utf-8")
        assert "It named a school." in words and "1 February 2026" in words and "Harbour" in words, address


def test_no_figure_of_a_withdrawn_release_is_left_in_the_folder(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "one")
    release(folder, 1)
    take_down(folder)
    left = [path for path in folder.published.rglob("*") if path.is_file() and "assets" not in path.parts]
    assert left and not [path for path in left if b"101 robberies" in path.read_bytes() or b"Harbour 1" in path.read_bytes()]


def test_a_release_after_a_withdrawal_stands_at_the_same_addresses(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "one")
    release(folder, 1)
    take_down(folder)
    release(folder, 2)
    assert (folder.published / "data" / "cells.csv").is_file()
    assert (folder.published / "areas" / "E07000001" / "index.html").is_file()
    assert "102 robberies" in (folder.published / "index.html").read_text("utf-8")


def test_withdrawing_an_earlier_release_takes_down_its_edition_alone(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "one")
    first = release(folder, 1)
    release(folder, 2)
    withdraw(folder, release=first, audience="public", name="Harbour", why="It named a school.", by="the chair", at=AT)
    assert "102 robberies" in (folder.published / "index.html").read_text("utf-8")
    assert (folder.published / "editions" / "2026-01-01" / "cells.csv").is_dir()
    assert (folder.published / "editions" / "2026-02-01" / "cells.csv").is_file()


def test_a_withdrawal_is_refused_without_a_reason_twice_or_of_no_release(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "one")
    first = release(folder, 1)
    for ident, why in ((first, " "), ("nothing", "It named a school.")):
        with pytest.raises(Refusal):
            withdraw(folder, release=ident, audience="public", name="Harbour", why=why, by="the chair", at=AT)
    take_down(folder)
    with pytest.raises(Refusal, match="withdrawn already"):
        take_down(folder)


def test_a_correction_must_name_a_release_that_is_there(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "one")
    with pytest.raises(Refusal, match="can't be corrected"):
        publish(folder, a_document(1), run="run1", previous=None, by="an analyst", at=AT, clearance=a_clearance(folder), corrects="nothing")
    assert read(folder.ledger, "public").head == START


def test_a_release_of_another_laptop_is_an_edition_here_too(tmp_path: Path) -> None:
    """The second workspace never held the first release: its cells come from the ledger that both read."""
    one, two = a_workspace(tmp_path / "one"), a_workspace(tmp_path / "two")
    for folder in (one, two):
        (tmp_path / "share").mkdir(exist_ok=True)
        folder.settings.write_text('slug = "harbour"\nname = "Harbour"\nledger = "../share"\n', "utf-8")
    release(one, 1)
    release(two, 2)
    edition = two.published / "editions" / "2026-01-01" / "cells.csv"
    assert edition.read_bytes() == (one.published / "data" / "cells.csv").read_bytes()


def stop_half_way(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop a release at the first step after which it has said that it is under way."""
    for step in range(1, 200):
        with pytest.raises(Stopped), going_off_at(monkeypatch, step):
            release(folder, 1)
        if (folder.root / ".release.json").is_file():
            return


def test_the_next_command_that_writes_puts_a_stop_right_whatever_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_workspace(tmp_path / "one")
    stop_half_way(folder, monkeypatch)
    answer = CliRunner().invoke(upriver, ["init", str(folder.root), "--name", "The Harbour"], catch_exceptions=False)
    assert answer.exit_code == 0
    assert not (folder.root / ".release.json").exists()


def test_a_command_that_needs_no_ledger_goes_on_where_the_ledger_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_workspace(tmp_path / "one")
    stop_half_way(folder, monkeypatch)
    folder.settings.write_text('slug = "harbour"\nname = "Harbour"\nledger = "../not/there"\n', "utf-8")
    answer = CliRunner().invoke(upriver, ["init", str(folder.root), "--name", "The Harbour"], catch_exceptions=False)
    assert answer.exit_code == 0 and "stopped half way" in answer.output
    assert (folder.root / ".release.json").is_file(), "it still waits"
