"""A private PostgreSQL cluster for tests and benchmarks, run by another account than root."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def binaries() -> Path | None:
    """Where PostgreSQL's programs are: on the path, or where Debian puts them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a cluster on loopback that lasts as long as the block; its programs must be there."""
    folder = binaries()
    assert folder is not None
    place = Path(tempfile.mkdtemp(prefix="upriver-pg-"))
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
    try:
        yield f"postgresql://upriver@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True)
        shutil.rmtree(place, ignore_errors=True)


def needed() -> None:
    """Skips with the reason where PostgreSQL is absent; a failure where CI is true."""
    if binaries() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL isn't installed, and with CI=true its tests may not be skipped")
        pytest.skip("PostgreSQL isn't installed: apt install postgresql")


def control(server: str) -> list[str]:
    """How the cluster at an address is told to stop or start, without the word that says which."""
    import psycopg

    with psycopg.connect(server) as there:
        data = Path(there.execute("SHOW data_directory").fetchone()[0])
    account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    found = binaries()
    assert found is not None
    return [*account, str(found / "pg_ctl"), "-D", str(data), "-w", "-l", str(data.parent / "log")]


def crashed_and_started(server: str) -> None:
    """The cluster as a power cut leaves it, and started again."""
    told = control(server)
    data, port = Path(told[told.index("-D") + 1]), server.split("@")[1].split("/")[0].split(":")[1]
    subprocess.run([*told, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*told, "-o", f"-p {port} -k {data.parent} -h 127.0.0.1", "start"], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a private cluster of the file's own."""
    needed()
    with cluster() as address:
        yield address
