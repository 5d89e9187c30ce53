"""A served workspace for the tests of a file, and walks through it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from journeys.workspaces import upriver
from web.served import Served, serving
from web.walking import Walk, Way

NOT_NEEDED = ("files", "partners", "outbox", "restricted")


def linked(one: str, other: str) -> str:
    """What is never changed in place is linked, the rest copied: a copy costs a second, not ten."""
    if one.endswith(".parquet"):
        os.link(one, other)
        return other
    return shutil.copy2(one, other)


@pytest.fixture(scope="session")
def copied(request: pytest.FixtureRequest) -> Callable[[Path], Path]:
    """A copy of the fictional partnership's workspace below a folder. UPRIVER_FICTION names one that was made before, to save a minute."""
    made = Path(os.environ["UPRIVER_FICTION"]) if "UPRIVER_FICTION" in os.environ else request.getfixturevalue("fiction").folder

    def copy(into: Path) -> Path:
        to = Path(shutil.copytree(made, into / made.name, ignore=lambda where, names: NOT_NEEDED if Path(where) == made else (),
                                  copy_function=linked))
        if "UPRIVER_FICTION" in os.environ:
            ran = upriver("upgrade", "--workspace", to)
            assert ran.code == 0, ran.err
        return to

    return copy


@pytest.fixture(scope="module")
def served(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The fictional partnership's workspace, a copy of this file's own, served without a worker."""
    with serving(copied(tmp_path_factory.mktemp("served"))) as one:
        yield one


@pytest.fixture(scope="module")
def worked(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same with a worker beside it, for work that goes on in the background."""
    with serving(copied(tmp_path_factory.mktemp("worked")), worker=True) as one:
        yield one


@pytest.fixture
def walk(browser: Any, axe: str) -> Iterator[Callable[..., Walk]]:
    """Begin a walk: walk(served, Way(), budget=40)."""
    begun: list[Walk] = []

    def begin(one: Served, way: Way | None = None, *, budget: int = 60) -> Walk:
        begun.append(Walk(browser, one.address, axe, way or Way(), budget))
        return begun[-1]

    yield begin
    for each in begun:
        each.context.close()
