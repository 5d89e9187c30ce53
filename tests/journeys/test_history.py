"""Three years of releases, kept by somebody who subtracts everything from everything: no difference tells of fewer than ten."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger.fiction import Told, World, a_world, cleared, findings_of, quarters, release
from ledger.reader import Differences, Printed, editions, laid_out, pairs, triples, true_rests

SOME = tuple(told for told in quarters() if told.name in ("r05", "r06", "r09"))
"""Releases that every run of the tests makes: a quarter later another definition, then other boundaries. The whole has twelve."""


def a_history(root: Path, asked: tuple[Told, ...], world: World, *, blind: bool = False) -> Printed:
    """The releases one after the other, each cleared against all before it, and then what was printed of them."""
    for told in asked:
        made = cleared(root, findings_of(world, told), told, blind=blind)
        assert made.audit.passed, (told.name, made.audit.ways[:3])
        release(root, made, told)
    return laid_out(editions(root), {told.name: told for told in asked})


def told_of(found: Differences) -> str:
    return "; ".join(f"{whole} less {part} is {apart}" for _, whole, part, apart in found.small[:5])


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the few releases."""
    root = tmp_path_factory.mktemp("some")
    a_history(root, SOME, a_world())
    return root


def test_no_difference_between_a_few_releases_tells_of_a_few(some: Path) -> None:
    found = pairs(laid_out(editions(some), {told.name: told for told in SOME}), 1, 9)
    assert found.many > 3_000
    assert {"area", "time", "kind", "revision"} <= set(found.taken)
    assert not found.small, told_of(found)


@pytest.mark.big
def test_of_ten_thousand_differences_in_three_years_none_tells_of_a_few(tmp_path: Path) -> None:
    """Twelve quarterly releases: data put right each quarter, a limb more in the sixth, other boundaries in the ninth."""
    world = a_world()
    printed = a_history(tmp_path, quarters(), world)
    found = pairs(printed, 1, 9)
    assert found.many >= 10_000
    assert {"area", "time", "kind", "revision", "area+time", "time+kind", "area+time+kind"} <= set(found.taken)
    assert not found.small, told_of(found)
    # Of three numbers some differences are small by chance, where data were put right between them; none is true of any day.
    of_three = triples(printed, 1, 9)
    assert of_three.many > 1_000_000
    assert not true_rests(printed, of_three, world), told_of(of_three)


def test_without_the_ledger_the_same_releases_tell_of_a_few(tmp_path: Path) -> None:
    """Each release alone is safe; together they are not. So the silence above means something."""
    found = pairs(a_history(tmp_path, SOME, a_world(), blind=True), 1, 9)
    assert {"kind", "area"} <= {kind for kind, *_ in found.small}
    assert not [whole for _, whole, part, _ in found.small if whole[:3] == part[:3]]


def test_rounded_numbers_of_several_releases_leave_at_least_half_of_what_is_hidden_open(some: Path) -> None:
    """Hospital counts are printed to the nearest 5: a difference of two is known to 4 either way at best."""
    printed = laid_out(editions(some), {told.name: told for told in SOME}, hospital=True)
    assert len(printed) > 40
    assert not (printed.count % 5).any()
    for whole in set(printed.count.tolist()):
        for part in set(printed.count.tolist()):
            least, most = whole - part - 4, whole - part + 4
            inside = sum(least <= value <= most for value in range(1, 8))
            assert inside >= 4 or least <= 0 or most > 7
