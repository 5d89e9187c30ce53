"""Upriver installs and works from the wheelhouse with no network at all: in a network namespace in which nothing leads anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TAKEN_AWAY = ["unshare", "--map-root-user", "--net"]
ALONE = TAKEN_AWAY if shutil.which("unshare") and not subprocess.run([*TAKEN_AWAY, "true"], capture_output=True, check=False).returncode else []
"""How a command is run where there is no network; where the system doesn't let us take it away, pip is told to ask nobody, and no more is shown."""
NOWHERE = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
pytestmark = pytest.mark.big


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for this machine's Python; it needs an index to be made, as a colleague with a network has."""
    place = tmp_path_factory.mktemp("wheels")
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    ran = subprocess.run([sys.executable, str(ROOT / "scripts" / "make_wheelhouse.py"), "--into", str(place), "--platform", "linux", "--python", python],
                         capture_output=True, text=True, check=False)
    if ran.returncode and "index" in ran.stderr.casefold() + ran.stdout.casefold():
        pytest.skip("no package index can be reached to make the folder")
    assert ran.returncode == 0, ran.stderr[-2000:]
    return place


def alone(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run something where there is no network."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "PYTHON"))}
    return subprocess.run([*ALONE, *map(str, command)], capture_output=True, text=True, cwd=cwd, check=False, env={**quiet, "PIP_CONFIG_FILE": os.devnull})


def test_it_installs_and_works_with_no_network(wheels: Path, tmp_path: Path) -> None:
    assert not ALONE or alone(sys.executable, "-c", NOWHERE, cwd=tmp_path).returncode != 0, "the network isn't gone"
    python = tmp_path / "env" / "bin" / "python"
    assert alone(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env", cwd=tmp_path).returncode == 0
    pip = next(wheels.glob("pip-*.whl")) / "pip"
    ran = alone(python, pip, "install", "--quiet", "--disable-pip-version-check", "--no-index", "--find-links", wheels, "upriver", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr[-2000:]
    for command in (["--version"], ["init", "w", "--name", "Norsea", "--by", "Nora"], ["backup", "w", "--to", "kept"], ["upgrade", "w"], ["audit", "verify", "w"],
                    ["doctor", "w"]):
        ran = alone(python, "-m", "upriver", *command, cwd=tmp_path)
        assert ran.returncode == 0, (command, ran.stdout[-1500:], ran.stderr[-1500:])
    assert "are those that the lock names" in ran.stdout, "the lock is in the wheel"
    archive = next((tmp_path / "kept").glob("*.zip"))
    assert alone(python, "-m", "upriver", "restore", archive, "--verify", cwd=tmp_path).returncode == 0
