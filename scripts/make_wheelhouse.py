"""Makes a folder from which Upriver installs with no network and no administrator rights: ./dev wheelhouse.

The packages are those of requirements.lock, checked against its hashes, as wheels for Linux (x86_64) and Windows
(amd64). Upriver's own wheel is written here: it is plain Python, so nothing has to be built and no build tool is needed.
In the end the folder is tried: a fresh environment is installed from it alone.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
LINUX = (
    "manylinux_2_17_x86_64",
    "manylinux2014_x86_64",
    "manylinux_2_12_x86_64",
    "manylinux2010_x86_64",
    "manylinux_2_24_x86_64",
    "manylinux_2_26_x86_64",
    "manylinux_2_27_x86_64",
    "manylinux_2_28_x86_64",
)
PLATFORMS = {"linux": LINUX, "win32": ("win_amd64",)}
"""What the platform calls itself in Python, and the wheels that run on it, oldest system first."""
ENTRY = re.compile(
    r"^(?P<what>[A-Za-z0-9_.-]+==[^\s;]+)(?: ; (?P<where>[^\\\n]+?))? \\\n(?P<hashes>(?: +--hash=\S+(?: \\)?\n)+)",
    re.MULTILINE,
)
STAMP = (2026, 1, 1, 0, 0, 0)
INSTALL = """Upriver {version}: install without a network and without administrator rights
You need Python 3.11, 3.12 or 3.13 (64 bit). Open a terminal in this folder.

Linux:
  python3 -m venv ../upriver-env
  ../upriver-env/bin/python -m pip install --no-index --find-links . upriver

Windows:
  py -m venv ..\\upriver-env
  ..\\upriver-env\\Scripts\\python -m pip install --no-index --find-links . upriver

Then try it:
  ../upriver-env/bin/python -m upriver demo           (Linux)
  ..\\upriver-env\\Scripts\\python -m upriver demo      (Windows)

Where Linux says that ensurepip is not available, make the environment with
  python3 -m venv --without-pip ../upriver-env
and write {pip}/pip in place of -m pip.

SHA256SUMS.txt lists every file of this folder with its hash. The packages for Windows have the right hashes, but
nobody has run them yet.
"""


def wanted(lock: str, *, platform: str, python: str) -> str:
    """The entries of a lock that one platform and version of Python need, without their conditions."""
    around = {
        "sys_platform": platform,
        "os_name": "nt" if platform == "win32" else "posix",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_system": "Windows" if platform == "win32" else "Linux",
        "platform_machine": "AMD64" if platform == "win32" else "x86_64",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    found = [each for each in ENTRY.finditer(lock) if not each["where"] or Marker(each["where"]).evaluate(around)]
    return "".join(f"{each['what']} \\\n{each['hashes']}" for each in found)


def download(into: Path, lock: str, *, platform: str, python: str) -> None:
    """Put the wheels of a lock for one platform and Python into a folder; pip checks each against its hash."""
    tag = python.replace(".", "")
    with tempfile.TemporaryDirectory() as beside:
        listed = Path(beside) / "requirements.txt"
        listed.write_text(wanted(lock, platform=platform, python=python), encoding="utf-8")
        runs = [option for each in PLATFORMS[platform] for option in ("--platform", each)]
        abis = [option for each in (f"cp{tag}", "abi3", "none") for option in ("--abi", each)]
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-qq",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "--implementation",
            "cp",
            "--python-version",
            python,
            *runs,
            *abis,
            "--dest",
            str(into),
            "--requirement",
            str(listed),
        ]
        subprocess.run(command, check=True)


def own_wheel(into: Path) -> Path:
    """Write Upriver's own wheel: the package as it lies in src, its metadata and its command. The same bytes each time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = _version()
    info = f"upriver-{version}.dist-info"
    package = ROOT / "src" / "upriver"
    files = {
        path.relative_to(ROOT / "src").as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    scripts = "".join(f"{name} = {target}\n" for name, target in project["scripts"].items())
    files |= {
        "upriver/requirements.lock": (ROOT / "requirements.lock").read_bytes(),  # what `upriver doctor` holds the packages against
        f"{info}/METADATA": _metadata(project, version).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: upriver\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}".encode(),
        f"{info}/licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
    }
    record = "".join(f"{name},sha256={_short_hash(data)},{len(data)}\n" for name, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    wheel = into / f"upriver-{version}-py3-none-any.whl"
    wheel.write_bytes(made.getvalue())
    return wheel


def _version() -> str:
    text = (ROOT / "src/upriver/__init__.py").read_text("utf-8")
    return str(re.search(r'__version__ = "([^"]+)"', text)[1])  # type: ignore[index]


def _short_hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _metadata(project: dict[str, object], version: str) -> str:
    """What the wheel says of itself, from pyproject.toml."""
    needs = "".join(f"Requires-Dist: {each}\n" for each in project["dependencies"])  # type: ignore[attr-defined]
    return (
        f"Metadata-Version: 2.1\nName: upriver\nVersion: {version}\nSummary: {project['description']}\n"
        f"License: {project['license']}\nRequires-Python: {project['requires-python']}\n{needs}"
        "Description-Content-Type: text/markdown\n\n"
    ) + (ROOT / "README.md").read_text("utf-8")


def try_out(folder: Path, pip: str) -> None:
    """Install from the folder alone into a fresh environment, and ask the command for its version and contracts."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "PYTHON"))}
    quiet["PIP_CONFIG_FILE"] = os.devnull
    with tempfile.TemporaryDirectory() as beside:
        venv = Path(beside) / "env"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
        python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        install = [
            str(python),
            str(folder / pip / "pip"),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-index",
            "--find-links",
            str(folder),
            "upriver",
        ]
        subprocess.run(install, check=True, env=quiet, cwd=beside)
        for asked in (["--version"], ["spec"], ["init", "tried"]):
            subprocess.run(
                [str(python), "-m", "upriver", *asked], check=True, env=quiet, cwd=beside, stdout=subprocess.DEVNULL
            )


def finish(folder: Path, pip: str) -> None:
    """Write INSTALL.txt and the hash of every file."""
    (folder / "INSTALL.txt").write_text(INSTALL.format(version=_version(), pip=pip), encoding="utf-8", newline="\r\n")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "SHA256SUMS.txt"
    ]
    (folder / "SHA256SUMS.txt").write_text("\n".join(sums) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Make the folder and try it."""
    asked = argparse.ArgumentParser(description="Make a folder that installs with no network.")
    asked.add_argument("--into", type=Path, default=ROOT / "wheelhouse", help="the folder; made where it is absent")
    asked.add_argument("--python", action="append", choices=PYTHONS, help="a version of Python; all 3 by default")
    asked.add_argument("--platform", action="append", choices=tuple(PLATFORMS), help="one platform; both by default")
    given = asked.parse_args()
    folder = given.into.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for left in (*folder.glob("*.whl"), *folder.glob("*.txt")):
        left.unlink()
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for platform in given.platform or PLATFORMS:
        for python in given.python or PYTHONS:
            print(f"Packages for {platform}, Python {python}", flush=True)
            download(folder, lock, platform=platform, python=python)
    tools = "".join(
        each[0]
        for each in ENTRY.finditer((ROOT / "requirements-uv.lock").read_text("utf-8"))
        if each["what"].startswith("pip==")
    )
    here = "win32" if os.name == "nt" else "linux"
    download(folder, tools, platform=here, python=PYTHONS[0])
    own_wheel(folder)
    pip = next(path.name for path in folder.glob("pip-*.whl"))
    finish(folder, pip)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
    print(f"{len(list(folder.glob('*.whl')))} wheels, {size:,.0f} MiB. Trying them in a fresh environment.", flush=True)
    try_out(folder, pip)
    print(f"Done: {given.into}. INSTALL.txt in it says how to install.")


if __name__ == "__main__":
    main()
