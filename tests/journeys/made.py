"""Workspaces made once for all journeys: the real Hampshire files and the fictional partnership."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from journeys.workspaces import Cells, Ran, cells, upriver

from upriver.demo import write_files


@dataclass(frozen=True)
class Journey:
    """A workspace with what the commands said."""

    folder: Path
    said: dict[str, Ran]

    @property
    def published(self) -> Cells:
        return cells(self.folder / "published" / "data" / "cells.csv")


@pytest.fixture(scope="session")
def hampshire(real_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """Hampshire 2025 from the real files, published with August undecided, and then with it left out."""
    folder = tmp_path_factory.mktemp("real") / "hampshire"
    said = {
        "init": upriver("init", folder, "--areas", "Hampshire", "--by", "an analyst"),
        "take-in": upriver("take-in", folder, real_files / "hampshire"),
        "status": upriver("status", folder),
        "assess": upriver("assess", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01"),
        "publish": upriver("publish", folder),
    }
    assert all(ran.code == 0 for ran in said.values()), {name: ran.err or ran.out for name, ran in said.items()}
    return Journey(folder, said)


@pytest.fixture(scope="session")
def without_august(hampshire: Journey, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """The same with August 2025 left out by a decision: the draft's cells. Made in the same workspace, afterwards."""
    subject = "police_uk_street:hampshire:2025-08"
    decided = upriver("decide", hampshire.folder, subject, "exclude", "--reason", "categories look miscoded; asked the force")
    made = upriver("assess", hampshire.folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--json")
    assert decided.code == made.code == 0, decided.err + made.err
    return cells(hampshire.folder / "drafts" / made.json["run"] / "cells.csv")


@pytest.fixture(scope="session")
def fictional_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the fictional partnership."""
    folder = tmp_path_factory.mktemp("fiction") / "files"
    write_files(folder, seed=2026)
    return folder


@pytest.fixture(scope="session")
def fiction(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """The fictional partnership as `upriver demo --no-serve` leaves it."""
    folder = tmp_path_factory.mktemp("fiction") / "demo"
    said = {"demo": upriver("demo", "--dir", folder, "--no-serve")}
    assert said["demo"].code == 0, said["demo"].err
    return Journey(folder, said)
