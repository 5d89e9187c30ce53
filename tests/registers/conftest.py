"""The small plan's workspace, made once and copied for each test that may change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from registers.plans import workspace

from upriver.desk.opening import open_desk
from upriver.store.folder import Folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The workspace that the others are copies of; only read it."""
    from django.db import connections

    folder = workspace(tmp_path_factory.mktemp("registers") / "ws")
    connections.close_all()
    return folder


@pytest.fixture
def norsea(template: Folder, tmp_path: Path) -> Folder:
    """A workspace of the test's own, its desk open."""
    shutil.copytree(template.root, tmp_path / "ws")
    folder = Folder(tmp_path / "ws")
    open_desk(folder.database)
    return folder
