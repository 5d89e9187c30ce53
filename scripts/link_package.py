"""Puts this checkout on the virtual environment's path, with a command `upriver`, without building anything."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write a .pth file that points at src/ and a small command beside the interpreter."""
    (Path(sysconfig.get_path("purelib")) / "upriver.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts")) / ("upriver.cmd" if os.name == "nt" else "upriver")
    if os.name == "nt":
        command.write_text(f'@"{sys.executable}" -m upriver %*\n', encoding="utf-8")
    else:
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m upriver "$@"\n', encoding="utf-8")
        command.chmod(0o755)


if __name__ == "__main__":
    main()
