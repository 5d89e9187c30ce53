"""Whoever changes the ledger is found out: a byte, a line, a file, its order or its length."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from ledger.books import a_book

from upriver.store.ledger import must_hold, read, verify
from upriver.words.refusal import Refusal

RELEASES = tuple(f"r{number}" for number in range(1, 7))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of six releases that nobody has touched."""
    root = tmp_path_factory.mktemp("ledger")
    a_book(root, *RELEASES)
    return root


def found_out(root: Path, seen: str) -> bool:
    """Whether somebody who has seen the last line finds the ledger changed."""
    try:
        book = read(root, "public")
        must_hold([book], {"public": [seen]})
        verify(book)
    except Refusal:
        return True
    return False


def test_an_untouched_ledger_is_found_whole(whole: Path) -> None:
    assert not found_out(whole, read(whole, "public").head)


def test_every_one_of_a_thousand_ways_to_change_it_is_found(whole: Path, tmp_path: Path) -> None:
    head, chance = read(whole, "public").head, random.Random(20260201)
    missed = []
    for number in range(1_000):
        way = chance.choice(WAYS)
        root = tmp_path / "copy"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(whole, root)
        says = way(root / "public", chance)
        if not found_out(root, head):
            missed.append((number, says))
    assert not missed


def flip_in_chain(place: Path, chance: random.Random) -> str:
    return flip(place / "chain.jsonl", chance)


def flip_beside(place: Path, chance: random.Random) -> str:
    return flip(chance.choice(sorted(place.glob("*/*.gz"))), chance)


def flip(path: Path, chance: random.Random) -> str:
    """One bit of one byte the other way round."""
    data = bytearray(path.read_bytes())
    at, bit = chance.randrange(len(data)), chance.randrange(8)
    data[at] ^= 1 << bit
    path.write_bytes(data)
    return f"bit {bit} of byte {at} of {path.name}"


def delete_beside(place: Path, chance: random.Random) -> str:
    path = chance.choice(sorted(place.glob("*/*.gz")))
    path.unlink()
    return f"deleted {path.name}"


def swap_beside(place: Path, chance: random.Random) -> str:
    """The file of one release under the name of another."""
    one, other = chance.sample(sorted(place.glob("cells/*.gz")), 2)
    one.write_bytes(other.read_bytes())
    return f"{other.name} in place of {one.name}"


def delete_line(place: Path, chance: random.Random) -> str:
    return write(place, lambda lines: lines.pop(chance.randrange(len(lines))))


def reorder(place: Path, chance: random.Random) -> str:
    def swap(lines: list[bytes]) -> None:
        one, other = chance.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]

    return write(place, swap)


def repeat(place: Path, chance: random.Random) -> str:
    return write(place, lambda lines: lines.append(lines[chance.randrange(len(lines))]))


def truncate(place: Path, chance: random.Random) -> str:
    return write(place, lambda lines: lines.__delitem__(slice(-chance.randint(1, len(lines)), None)))


def cut_bytes(place: Path, chance: random.Random) -> str:
    chain = place / "chain.jsonl"
    data = chain.read_bytes()
    keep = chance.randrange(len(data))
    chain.write_bytes(data[:keep])
    return f"kept {keep} bytes of {len(data)}"


def add_bytes(place: Path, chance: random.Random) -> str:
    chain = place / "chain.jsonl"
    more = chance.choice((b"\n", b" \n", b"{}\n", b"\x0b", b"\xe2\x80\xa8", b"null\n"))
    chain.write_bytes(chain.read_bytes() + more)
    return f"added {more!r}"


def forge(place: Path, chance: random.Random) -> str:
    """The whole chain made anew from some line on, with hashes that fit."""
    from dataclasses import asdict, replace

    from upriver.store.ledger.chain import _line, id_of

    entries = list(read(place.parent, "public").entries)
    at = chance.randrange(len(entries))
    entries[at] = replace(entries[at], by="somebody else")
    for number in range(at, len(entries)):
        parent = entries[number - 1].id if number else entries[0].parent
        entries[number] = replace(entries[number], parent=parent)
        entries[number] = replace(entries[number], id=id_of(entries[number]))
    (place / "chain.jsonl").write_bytes(b"".join(_line(asdict(entry)) for entry in entries))
    return f"forged from line {at + 1}"


def drop_all(place: Path, chance: random.Random) -> str:
    shutil.rmtree(place)
    return "the whole folder gone"


def write(place: Path, change: object) -> str:
    chain = place / "chain.jsonl"
    lines = chain.read_bytes().splitlines(keepends=True)
    change(lines)  # type: ignore[operator]
    chain.write_bytes(b"".join(lines))
    return f"{len(lines)} lines left"


WAYS = (flip_in_chain, flip_in_chain, flip_beside, flip_beside, delete_beside, swap_beside, delete_line, reorder, repeat, truncate,
        cut_bytes, add_bytes, forge, drop_all)


@pytest.mark.parametrize("way", sorted(set(WAYS), key=lambda way: way.__name__))
def test_each_way_to_change_it_is_found(way: object, whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "copy")
    says = way(tmp_path / "copy" / "public", random.Random(1))  # type: ignore[operator]
    assert found_out(tmp_path / "copy", read(whole, "public").head), says
