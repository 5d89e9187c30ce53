"""Reading what `upriver import` was given: an export, or a plan of the partnership's own with its mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from upriver.cli.workspace import Session
from upriver.words.refusal import Refusal


def read(session: Session, file: Path, mapping: Path | None) -> Any:
    """What a file holds, by its form."""
    from upriver.pipeline.registers.reading import read_file

    return read_file(file)


def suggested(session: Session, file: Path) -> int:
    """Write a mapping for a plan."""
    raise Refusal("later")
