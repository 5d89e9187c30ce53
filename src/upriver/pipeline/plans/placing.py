"""Putting a pack into its folder whole: the old one stays until the new one is all there."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path


def plain(about: str) -> str:
    """What a pack is about, as a part of a folder's name: it never leads anywhere else."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", about).strip("-.")[:60]


def placed(place: Path, written: Mapping[str, bytes]) -> None:
    """Write a folder whole: beside its place, then in it; what stood there is moved aside first and put back if that fails."""
    place.parent.mkdir(parents=True, exist_ok=True)
    new, old = (place.with_name(f".{place.name}.{word}") for word in ("new", "old"))
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        for path, data in written.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(data)
        if place.exists():
            os.replace(place, old)
        try:
            os.replace(new, place)
        except OSError:
            if old.exists():
                os.replace(old, place)
            raise
    finally:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
