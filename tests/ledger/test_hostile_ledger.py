"""A ledger that isn't what it should be: another's, in the wrong place, a link to nowhere, full or closed, with odd bytes in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger.books import a_book, an_entry
from ledger.test_a_stop_half_way import a_workspace, release

from upriver.pipeline.releasing import placing
from upriver.store import locking
from upriver.store.ledger import append, chain, must_be_ours, read
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import Frame


def refused(what: str):
    return pytest.raises(Refusal, match=what)


def test_another_partnerships_ledger_is_refused_by_the_ground_that_it_counts_over(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    must_be_ours([book], Frame({"ltla:E07000001": ("E01000001", "E01000009")}))
    with refused("another partnership"):
        must_be_ours([book], Frame({"ltla:E07000077": ("E01000077",)}))


@pytest.mark.parametrize("address", ["published", "published/ledger", "../w/published", "restricted"])
def test_a_ledger_never_lies_in_what_is_published(address: str, tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "w")
    (folder.root / address).resolve().mkdir(parents=True)
    folder.settings.write_text(f'slug = "w"\nname = "W"\nledger = "{address}"\n', "utf-8")
    with refused("lies in what is published"):
        _ = folder.ledger


@pytest.mark.parametrize("address", ["~nobody-is-called-so/x", "no/such", "a\\u0000b", "workspace.toml"])
def test_an_address_that_leads_nowhere_is_refused(address: str, tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "w")
    folder.settings.write_text(f'slug = "w"\nname = "W"\nledger = "{address}"\n', "utf-8")
    with refused("can't be reached"):
        _ = folder.ledger


@pytest.mark.parametrize("what", ["a link to nowhere", "a folder"])
def test_a_chain_that_is_no_file_is_no_empty_ledger(what: str, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    place = tmp_path / "public" / "chain.jsonl"
    place.mkdir() if what == "a folder" else place.symlink_to("gone")
    with refused("can't be read"):
        read(tmp_path, "public")


def test_a_line_nested_deeper_than_anybody_reads_is_a_changed_line(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "chain.jsonl").write_bytes(b"[" * 200_000 + b"\n")
    with refused("was changed"):
        read(tmp_path, "public")


def test_a_full_disk_is_said_and_leaves_the_chain_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = a_book(tmp_path)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(chain, "write_whole", full)
    with refused("can't be written to"):
        append(book, an_entry("r9"), cells=b"new\n")
    assert read(tmp_path, "public") == book


def test_a_lock_of_somebody_elses_bytes_is_named(tmp_path: Path) -> None:
    (tmp_path / ".lock").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with refused("isn't ours"):
        locking.Alone(tmp_path)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"entry": {}, "desk": {}}', '{"entry": {"verb": 1}}', "[" * 100_000])
def test_a_note_of_a_stopped_command_that_cannot_be_read_is_named(note: str, tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "w")
    (folder.root / ".release.json").write_text(note, "utf-8")
    with refused("can't be read"):
        placing.finish(folder)


@pytest.mark.parametrize("name", ["published", ".published.new", ".published.old"])
def test_a_link_where_the_site_stands_is_refused_before_the_ledger_has_a_line(name: str, tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "w")
    (tmp_path / "elsewhere").mkdir()
    (folder.root / name).symlink_to(tmp_path / "elsewhere")
    with refused("is a link"):
        release(folder, 1)
    assert read(folder.ledger, "public").entries == () and not list((tmp_path / "elsewhere").iterdir())


def test_a_link_among_the_editions_brings_nothing_restricted_into_the_next_site(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "w")
    release(folder, 1)
    secret = folder.root / "held" / "restricted" / "rows.csv"
    secret.write_text("name\nSomebody\n", "utf-8")
    for link, leads_to in (("file.csv", secret), ("folder", secret.parent), ("dead", folder.root / "gone")):
        (folder.published / "editions" / link).symlink_to(leads_to)
    release(folder, 2)
    assert not [path for path in folder.published.rglob("*") if path.is_symlink() or (path.is_file() and b"Somebody" in path.read_bytes())]


