"""A served workspace for the tests of a file, and walks through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from web.copies import copied, copied_to, on_postgresql, on_sqlite, placed, standing  # noqa: F401
from web.served import Served, serving
from web.walking import Walk, Way


@pytest.fixture(scope="module")
def served(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    """The fictional partnership's workspace, a copy of this file's own, served without a worker."""
    with serving(copied(tmp_path_factory.mktemp("served"))) as one:
        yield one


@pytest.fixture(scope="module")
def worked(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
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
