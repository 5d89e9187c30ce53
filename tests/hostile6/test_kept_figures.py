"""Figures that left the lock and were kept beside a run: only what was recorded is ever printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver.pipeline.plans.kept import FILE, cleared, keep
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.refusal import Refusal


def kept(root: Path) -> tuple[Folder, str]:
    folder = Folder(root)
    return folder, keep(folder, "r1", Clearance("assessment", "public", (), {}, (), 0, 0, ""))


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    folder, sha256 = kept(tmp_path)
    assert cleared(folder, "r1", sha256=sha256).audience == "public"


def test_figures_that_somebody_changed_are_refused(tmp_path: Path) -> None:
    folder, sha256 = kept(tmp_path)
    path = folder.drafts / "r1" / FILE
    path.write_bytes(path.read_bytes().replace(b"public", b"others"))
    with pytest.raises(Refusal, match="not what was recorded"):
        cleared(folder, "r1", sha256=sha256)


def test_figures_of_a_run_whose_record_lost_their_sum_are_refused(tmp_path: Path) -> None:
    folder, _ = kept(tmp_path)
    with pytest.raises(Refusal, match="not what was recorded"):
        cleared(folder, "r1", sha256="")
