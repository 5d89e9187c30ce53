"""Puts uv into a virtual environment that was made without pip: its wheel, checked against the lock's hashes.

For machines whose Python has no ensurepip. Asks the index that pip is set up for, else the public one.
"""

from __future__ import annotations

import configparser
import hashlib
import io
import json
import os
import platform
import re
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIMPLE = "application/vnd.pypi.simple.v1+json"


def index() -> str:
    """The package index: pip's environment variable, its configuration files, or the public index."""
    if address := os.environ.get("PIP_INDEX_URL"):
        return address
    places = (Path("/etc/pip.conf"), Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf")
    found = configparser.ConfigParser(interpolation=None)
    found.read([str(place) for place in places])
    return found.get("global", "index-url", fallback="https://pypi.org/simple")


def wanted_tag() -> str:
    """The part of a wheel's name that says it runs here."""
    machine = platform.machine().lower().replace("amd64", "x86_64").replace("arm64", "aarch64")
    system = {"linux": "manylinux", "darwin": "macosx", "win32": "win"}[sys.platform]
    return rf"{system}\S*{machine}\.whl$"


def main(venv: Path) -> None:
    """Download the locked wheel of uv, check it, and put its program beside the interpreter.

    Raises:
        SystemExit: the index has no wheel for this machine, or its hash isn't in the lock.
    """
    lock = (ROOT / "requirements-uv.lock").read_text("utf-8")
    version = re.search(r"^uv==([0-9.]+)", lock, re.MULTILINE).group(1)
    page = f"{index().rstrip('/')}/uv/"
    request = urllib.request.Request(page, headers={"Accept": SIMPLE})
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    chosen = [each for each in files if each["filename"].startswith(f"uv-{version}-")
              and re.search(wanted_tag(), each["filename"]) and "musl" not in each["filename"]]
    if not chosen:
        sys.exit("The index has no wheel of uv for this machine. Install python3-venv, then try again.")
    with urllib.request.urlopen(urllib.parse.urljoin(page, chosen[0]["url"]), timeout=300) as answer:
        wheel = answer.read()
    if f"sha256:{hashlib.sha256(wheel).hexdigest()}" not in lock:
        sys.exit("The wheel of uv isn't the one that the lock names. Nothing was installed.")
    name = "uv.exe" if os.name == "nt" else "uv"
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        member = next(each for each in archive.namelist() if each.endswith(f"/scripts/{name}"))
        program = venv / ("Scripts" if os.name == "nt" else "bin") / name
        program.write_bytes(archive.read(member))
    program.chmod(0o755)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
