"""The folder that installs without a network: what it asks for, and Upriver's own wheel."""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.util
import io
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from documented import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script behind ./dev wheelhouse."""
    found = importlib.util.spec_from_file_location("make_wheelhouse", ROOT / "scripts" / "make_wheelhouse.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheel(maker: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Upriver's own wheel, opened."""
    return zipfile.ZipFile(maker.own_wheel(tmp_path_factory.mktemp("wheel")))


def pins(text: str) -> set[str]:
    return set(re.findall(r"^[A-Za-z0-9_.-]+==[^\s;]+", text, re.MULTILINE))


def test_every_package_of_the_lock_is_wanted_somewhere(maker: ModuleType):
    wanted = (maker.wanted(LOCK, platform=each, python=python) for each in maker.PLATFORMS for python in maker.PYTHONS)
    assert set().union(*map(pins, wanted)) == pins(LOCK)


def test_what_only_windows_needs_is_wanted_for_windows_alone(maker: ModuleType):
    lock = "tzdata==1 ; sys_platform == 'win32' \\\n    --hash=sha256:aa\nclick==2 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    assert pins(maker.wanted(lock, platform="win32", python="3.11")) == {"tzdata==1", "click==2"}
    assert maker.wanted(lock, platform="linux", python="3.11").count("--hash") == 2


def test_one_version_is_wanted_of_a_package_that_differs_between_versions_of_python(maker: ModuleType):
    for python in maker.PYTHONS:
        names = [pin.split("==")[0] for pin in pins(maker.wanted(LOCK, platform="linux", python=python))]
        assert len(names) == len(set(names))


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile):
    source = ROOT / "src"
    there = {
        path.relative_to(source).as_posix()
        for path in (source / "upriver").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there <= set(wheel.namelist())


def test_the_wheels_record_is_right_about_every_file(wheel: zipfile.ZipFile):
    (record,) = (name for name in wheel.namelist() if name.endswith("/RECORD"))
    rows = {name: said for name, said, _ in csv.reader(io.StringIO(wheel.read(record).decode()))}
    assert set(rows) == set(wheel.namelist())
    for name, said in rows.items():
        short = base64.urlsafe_b64encode(hashlib.sha256(wheel.read(name)).digest()).rstrip(b"=").decode()
        assert said == ("" if name == record else f"sha256={short}")


def test_the_wheel_is_the_same_bytes_each_time(maker: ModuleType, tmp_path: Path):
    first, again = tmp_path / "first", tmp_path / "again"
    first.mkdir()
    again.mkdir()
    assert maker.own_wheel(first).read_bytes() == maker.own_wheel(again).read_bytes()
