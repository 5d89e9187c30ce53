"""The commands that the tutorials show are run, in their order, on the fictional partnership."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from documented import DOCS, ROOT, fenced
from journeys.made import Journey

OWN = {"Hampshire": "Norsea", "police_uk_street:hampshire:2025-08": "police_uk_street:norsea:2025-05"}
"""What stands for the reader's own area in the second tutorial, and what the made-up files hold instead."""


def commands(page: str) -> list[list[str]]:
    """Every command that a page shows, as words."""
    lines = [line for block in fenced(DOCS / page, "sh") for line in block.splitlines() if line.strip()]
    return [shlex.split(line, comments=True) for line in lines]


def upriver(words: list[str], cwd: Path, code: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a reader would; `serve` is stopped once its first page has been read."""
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONUNBUFFERED": "1"}
    line = [sys.executable, "-m", "upriver", *words[1:]]
    if words[1] != "serve":
        return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    with subprocess.Popen(line, cwd=cwd, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            said = "".join(server.stdout.readline() for _ in range(2))  # the workspace's address, and the public site's
            for begins in ("http://localhost:", "http://127.0.0.1:"):
                address = next(word for word in said.split() if word.startswith(begins))
                with urllib.request.urlopen(address, timeout=30) as answer:
                    assert answer.status == 200
        finally:
            server.terminate()
    return subprocess.CompletedProcess(line, 0, said, "")


def run_all(lines: list[list[str]], cwd: Path, code: Path) -> str:
    """Run them one after the other; gives all that they said. Every one has to end with 0."""
    said = []
    for words in lines:
        assert words[0] == "upriver", f"a tutorial shows {words[0]}"
        ended = upriver(words, cwd, code)
        assert ended.returncode == 0, f"{shlex.join(words)} ended with {ended.returncode}: {ended.stdout}{ended.stderr}"
        said.append(ended.stdout)
    return "\n".join(said)


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package: an assessment can't be published once the code has been edited, as here it may be."""
    folder = tmp_path_factory.mktemp("code")
    shutil.copytree(ROOT / "src" / "upriver", folder / "upriver", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def walked(fiction: Journey, tmp_path_factory: pytest.TempPathFactory, code: Path) -> tuple[Path, str]:
    """The first tutorial, walked through: its folder and all that the commands said. Its first command is the one that made the shared fiction."""
    folder = tmp_path_factory.mktemp("tutorial")
    first, *rest = commands("tutorial/first-assessment.md")
    assert sorted(first) == sorted(["upriver", "demo", "--no-serve", "--dir", "norsea"])
    shutil.copytree(fiction.folder, folder / "norsea")
    return folder, fiction.said["demo"].out.replace(str(fiction.folder), "norsea") + run_all(rest, folder, code)


@pytest.mark.big
def test_the_first_tutorial_ends_with_what_it_promises(walked: tuple[Path, str]):
    folder, _ = walked
    promised = ("index.html", "assessment.pdf", "data/tables.ods", "data/tables.xlsx", "data/cells.csv")
    assert [name for name in promised if not (folder / "practice" / "published" / name).is_file()] == []


@pytest.mark.big
def test_the_first_tutorial_shows_what_the_commands_say(walked: tuple[Path, str]):
    _, said = walked
    shown = [
        line.rstrip("…").rstrip()
        for block in fenced(DOCS / "tutorial/first-assessment.md", "text")
        for line in block.splitlines()
    ]
    assert [line for line in shown if line not in said] == []


@pytest.mark.big
def test_the_tutorial_from_a_finding_to_a_strategy_shows_what_the_commands_say(walked: tuple[Path, str], code: Path):
    page = "tutorial/from-finding-to-strategy.md"
    said = run_all(commands(page), walked[0], code)
    shown = [line for block in fenced(DOCS / page, "text") for line in block.splitlines()]
    assert len(shown) == 5 and [line for line in shown if line not in said] == []
    assert list((walked[0] / "practice" / "packs").glob("strategy-s2026-*/strategy.docx"))


@pytest.mark.big
def test_the_second_tutorial_works_on_a_year_of_files(walked: tuple[Path, str], tmp_path: Path, code: Path):
    folder, _ = walked
    files = folder / "norsea" / "files"
    for part in ("lookups", "population", "boundaries", "deprivation"):
        shutil.copytree(files / part, tmp_path / "downloads" / part)
    for month in sorted((files / "police").glob("2025-*")):
        shutil.copytree(month, tmp_path / "downloads" / month.name)
    lines = [[OWN.get(word, word) for word in words] for words in commands("tutorial/own-data.md")]
    run_all(lines, tmp_path, code)
    assert (tmp_path / "hampshire" / "published" / "data" / "cells.csv").is_file()


def test_every_command_that_the_readme_shows_exists():
    from upriver.cli.main import COMMANDS

    lines = [line for block in fenced(ROOT / "README.md", "sh") for line in block.splitlines()]
    shown = [
        words[2] for words in (shlex.split(line, comments=True) for line in lines) if words[:2] == ["./dev", "run"]
    ]
    assert len(shown) > 20 and set(shown) <= set(COMMANDS)
