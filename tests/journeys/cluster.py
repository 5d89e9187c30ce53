"""A private PostgreSQL cluster for tests, run by another account than root."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


def binaries() -> Path | None:
    """Where PostgreSQL's programs are: on the path, or where Debian puts them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A private cluster on loopback, run by another account than root."""
    folder = binaries()
    if folder is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL isn't installed, and with CI=true its tests may not be skipped")
        pytest.skip("PostgreSQL isn't installed: apt install postgresql")
    place = Path("/tmp") / f"upriver-pg-{os.getpid()}"
    place.mkdir()
    account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if account:
        shutil.chown(place, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = place / "data"
    control = [*account, str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(place / "log")]
    subprocess.run([*account, str(folder / "initdb"), "-A", "trust", "-U", "upriver", "-D", str(data)], check=True, capture_output=True)
    subprocess.run([*control, "-o", f"-p {port} -k {place} -h 127.0.0.1", "start"], check=True, stdout=subprocess.DEVNULL)
    yield f"postgresql://upriver@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True)
    shutil.rmtree(place, ignore_errors=True)
