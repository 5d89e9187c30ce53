"""This machine: Python, packages against the lock, what is carried in the package, optional parts, room on the disk."""

from __future__ import annotations

import hashlib
import importlib.util
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import upriver
from upriver.desk.operations.health.line import Line, look, ok, wrong
from upriver.words.text import listed, plural

OLDEST = (3, 11)
ROOM, SMALL_ROOM = 10 * 2**30, 2**30
PACKAGE = Path(upriver.__file__).resolve().parent
LOCKS = (PACKAGE / "requirements.lock", PACKAGE.parents[1] / "requirements.lock")
"""Where the lock lies: in an installed package, or in a clone of the repository."""
_ENTRY = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)\s*(;[^\\\n]+)?", re.MULTILINE)
_CARRIED = re.compile(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", re.MULTILINE)


def machine(root: Path, *, address: str, lock: Path | None = None) -> Iterator[Line]:
    """The lines about the machine that a workspace lies on."""
    yield _python()
    yield packages(lock)
    yield carried()
    yield from _parts(address)
    yield room(shutil.disk_usage(root).free)


def _python() -> Line:
    says = f"{platform.python_version()} on {platform.system()}, {platform.architecture()[0]}; Upriver {upriver.__version__}"
    if sys.version_info < OLDEST or sys.maxsize < 2**32:
        return wrong("Python", says, "Install a Python from 3.11 on, 64 bit, and Upriver anew with it.")
    return ok("Python", says)


def packages(lock: Path | None = None) -> Line:
    """Whether the packages that are installed are those that the lock names."""
    found = lock or next((path for path in LOCKS if path.is_file()), None)
    if found is None:
        return look("Packages", "there is no lock here to hold them against", "Name it: upriver doctor --lock requirements.lock")
    wanted: dict[str, set[str]] = {}
    needed = set()
    for name, version, where in _ENTRY.findall(found.read_text("utf-8")):
        wanted.setdefault(name, set()).add(version)
        needed |= set() if where else {name}  # one that has a condition may rightly be absent here
    there = {name: _version(name) for name in wanted}
    missing = sorted(name for name in needed if there[name] is None)
    other = sorted(f"{name} {version}" for name, version in there.items() if version is not None and version not in wanted[name])
    if missing or other:
        told = [*(f"{name} is missing" for name in missing), *(f"{each} isn't the locked one" for each in other)]
        return wrong("Packages", f"{plural(len(told), 'package')} not as the lock names: {listed(told)}",
                     "Install what the lock names: pip install --require-hashes -r requirements.lock")
    return ok("Packages", f"all {sum(1 for each in there.values() if each)} are those that the lock names")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def carried() -> Line:
    """Whether typefaces and other carried files are there, byte for byte."""
    vendor = PACKAGE / "vendor"
    listing = dict(_CARRIED.findall((vendor / "README.md").read_text("utf-8")))
    bad = [name for name, digest in listing.items()
           if not (vendor / name).is_file() or hashlib.sha256((vendor / name).read_bytes()).hexdigest() != digest]
    if bad or not listing:
        return wrong("Typefaces and carried files", f"{listed(bad) or 'their list'} isn't as it was packed", "Install Upriver anew.")
    fonts = sum(1 for name in listing if name.endswith(".ttf"))
    return ok("Typefaces and carried files", f"{plural(fonts, 'typeface')} and {len(listing) - fonts} others, each with its hash")


def _parts(address: str) -> Iterator[Line]:
    driver = importlib.util.find_spec("psycopg") is not None
    programs = [name for name in ("pg_dump", "pg_restore") if shutil.which(name)]
    if address and not driver:
        yield wrong("PostgreSQL", "workspace.toml names a server and its driver isn't installed", "Install it: pip install 'upriver[postgres]'")
    elif address and len(programs) < 2:
        yield wrong("PostgreSQL", "pg_dump or pg_restore isn't installed, so nothing can be backed up", "Install PostgreSQL's client programs, of the server's version.")
    elif address:
        yield ok("PostgreSQL", "driver, pg_dump and pg_restore are there")
    else:
        yield ok("PostgreSQL", f"not used here; its driver is {'installed' if driver else 'not installed'}")
    servers = [name for name in ("gunicorn", "waitress") if importlib.util.find_spec(name) is not None]
    yield (ok if servers else look)("Web server", f"{listed(servers)} {'is' if len(servers) == 1 else 'are'} installed" if servers else "neither gunicorn nor waitress is installed")


def room(free: int) -> Line:
    """Whether there is room on the workspace's disk."""
    says = f"{free / 2**30:,.1f} GiB free where the workspace lies"
    if free < SMALL_ROOM:
        return wrong("Room on the disk", says, "Make room now: with none left nothing more can be recorded.")
    return look("Room on the disk", says, "Make room soon.") if free < ROOM else ok("Room on the disk", says)
