"""The page on running it is so: its units are units, its servers serve the workspace, its commands and settings are there."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docs.documented import DOCS, fenced
from operated import a_workspace, environment

from upriver.cli.main import COMMANDS
from upriver.desk.opening import open_desk
from upriver.words.voices.notice import NOTICE, Notice

PAGE = DOCS / "how-to" / "run-it.md"
TEXT = PAGE.read_text("utf-8")
UNITS = dict(zip(re.findall(r"`/etc/systemd/system/(upriver-[a-z]+\.(?:service|timer))`", TEXT), fenced(PAGE, "ini"), strict=True))
ECHO = """
def application():
    from pathlib import Path
    from types import SimpleNamespace
    from upriver.desk.opening import open_desk
    open_desk(Path("db.sqlite3"))
    from upriver.web.signing import entering
    entering.office = lambda: SimpleNamespace(secure=True)
    def answer(environ, start):
        start("200 OK", [("Content-Type", "text/plain")])
        return [entering.address_of(SimpleNamespace(META=environ)).encode()]
    return answer
"""
"""An application that says whom the workspace would take the visitor for."""
SERVICES = [name for name in UNITS if name.endswith(".service")]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The units as files, their programs replaced by one that every machine has."""
    for name, text in UNITS.items():
        (tmp_path / name).write_text(re.sub(r"/usr/local/lib/upriver/env/bin/\w+", "/bin/true", text), "utf-8")
    return tmp_path


def test_the_units_are_units(written: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze isn't installed")
    ran = subprocess.run(["systemd-analyze", "verify", *[str(written / name) for name in UNITS]], capture_output=True, text=True, check=False)
    ours = [line for line in ran.stderr.splitlines() if "upriver-" in line and str(written) in line]
    assert len(UNITS) == 5 and ours == [], ours


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_closed_in_well(name: str, written: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze isn't installed")
    ran = subprocess.run(["systemd-analyze", "security", "--offline=true", str(written / name)], capture_output=True, text=True, check=False)
    found = re.search(r"exposure level for \S+: ([0-9.]+)", ran.stdout + ran.stderr)
    if found is None:
        pytest.skip("this systemd-analyze can't look at a file")
    assert float(found[1]) <= (3.0 if name != "upriver-backup.service" else 5.0), found[0]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_as_an_account_of_its_own_and_writes_in_the_workspace_alone(name: str) -> None:
    text = UNITS[name]
    for line in ("User=upriver", "ProtectSystem=strict", "NoNewPrivileges=yes", "UMask=0077", "CapabilityBoundingSet="):
        assert line in text.splitlines() or line in text, line
    assert re.findall(r"ReadWritePaths=(.*)", text)[0].split()[0] == "/srv/upriver"


def test_every_command_of_ours_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"(?:bin/|`|^)upriver ([a-z-]+)", TEXT, re.MULTILINE))
    assert named and named <= set(COMMANDS), named - set(COMMANDS)


def test_every_setting_that_the_page_names_is_read_somewhere() -> None:
    source = "".join(path.read_text("utf-8") for room in ("web", "desk") for path in (DOCS.parent / "src" / "upriver" / room).rglob("*.py"))
    named = {name for name in re.findall(r"UPRIVER_[A-Z_]+", TEXT) if not name.startswith("UPRIVER_SIGN_IN_")}  # called by what is declared
    assert named and all(f'"{name}"' in source for name in named), named
    assert set(re.findall(r'"(UPRIVER_[A-Z_]+)"', source)) <= named, "a setting that the page doesn't name"


def test_the_line_of_workspace_toml_is_toml() -> None:
    for block in fenced(PAGE, "toml"):
        assert tomllib.loads(block)["database"].startswith("postgresql://upriver_app@")


@contextmanager
def answering(command: list[str], workspace: Path, port: int) -> Iterator[str]:
    """A server in a process of its own, once it answers."""
    told = {**environment(), "UPRIVER_WORKSPACE": str(workspace), "UPRIVER_HOSTS": "workspace.example.gov.uk", "UPRIVER_BEHIND_PROXY": "1"}
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=workspace.parent) as running:
        try:
            for _ in range(150):
                if running.poll() is not None:
                    raise AssertionError(running.stdout.read() if running.stdout else "")
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/"
        finally:
            running.terminate()
            running.wait(20)


def asked(address: str, host: str) -> tuple[int, dict[str, str], str]:
    """What a request through a proxy gives: its code, its headers, and the page."""
    request = urllib.request.Request(address, headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as fault:
        return fault.code, dict(fault.headers), fault.read().decode("utf-8", "replace")


def free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def gunicorn(port: int, place: Path, unit: str = "upriver-web.service") -> list[str]:
    line = re.search(r"ExecStart=\S+/gunicorn (.*)", UNITS[unit])
    assert line is not None
    said = re.sub(r"127.0.0.1:800\d", f"127.0.0.1:{port}", line[1]).replace("--workers 3", "--workers 1")
    options = [each.strip('"') for each in re.findall(r'"[^"]*"|\S+', said)]
    return [sys.executable, "-m", "gunicorn", *options]


def waitress(port: int, place: Path) -> list[str]:
    (script,) = fenced(PAGE, "python")
    (place / "serve_upriver.py").write_text(script.replace("127.0.0.1:8001", f"127.0.0.1:{port}"), "utf-8")
    return [sys.executable, str(place / "serve_upriver.py")]


@pytest.mark.parametrize("server", [gunicorn, waitress], ids=lambda each: each.__name__)
def test_the_servers_of_the_page_serve_the_workspace(server, tmp_path: Path) -> None:
    if server is gunicorn and os.name != "posix":
        pytest.skip("gunicorn runs on POSIX systems")
    workspace = a_workspace(tmp_path / "norsea")
    port = free()
    with answering(server(port, tmp_path), workspace, port) as address:
        code, headers, page = asked(address, "workspace.example.gov.uk")
        assert code == 200 and "Norsea" in page, page[:500]
        assert "strict-transport-security" in {name.casefold() for name in headers}, "it knows that it was asked for by HTTPS"
    assert os.name != "posix" or (workspace / "web.secret").stat().st_mode & 0o077 == 0


def test_a_name_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    workspace, port = a_workspace(tmp_path / "norsea"), free()
    with answering(waitress(port, tmp_path), workspace, port) as address:
        assert asked(address, "workspace.example.gov.uk")[0] == 200
        assert asked(address, "another.example.org")[0] == 400


@pytest.mark.skipif(os.name != "posix", reason="gunicorn runs on POSIX systems")
def test_the_public_site_of_the_page_opens_have_your_say(tmp_path: Path) -> None:
    workspace, port = a_workspace(tmp_path / "norsea"), free()
    (workspace / NOTICE).write_text(json.dumps(Notice(True, "2999-01-01", ways="Telephone").table()), "utf-8")
    with answering(gunicorn(port, tmp_path, "upriver-public.service"), workspace, port) as address:
        code, _, page = asked(f"{address}have-your-say/", "violence.example.gov.uk")
    assert code == 200 and "<textarea" in page, page[:500]


@pytest.mark.parametrize("server", [gunicorn, waitress], ids=lambda each: each.__name__)
def test_behind_the_page_s_proxy_each_server_knows_who_asks(server, tmp_path: Path) -> None:
    if server is gunicorn and os.name != "posix":
        pytest.skip("gunicorn runs on POSIX systems")
    (tmp_path / "echoing.py").write_text(ECHO, "utf-8")
    port = free()
    command = [each.replace("upriver.web.opening", "echoing") for each in server(port, tmp_path)]
    script = tmp_path / "serve_upriver.py"
    if script.is_file():
        script.write_text(script.read_text("utf-8").replace("upriver.web.opening", "echoing"), "utf-8")
    with answering(command, tmp_path / "norsea", port) as address:
        request = urllib.request.Request(address, headers={"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.read() == b"192.0.2.7"


def test_the_worker_may_take_more_than_one_piece_of_work_may(tmp_path: Path) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.jobs.kinds import kinds

    most = max(each.MEMORY for each in kinds().values())
    line = re.search(r"MemoryMax=(\d+)G", UNITS["upriver-worker.service"])
    assert line is not None and int(line[1]) * 2**30 > most


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_told_its_settings_and_may_write_where_backups_go(name: str) -> None:
    assert "EnvironmentFile=/etc/upriver/" in UNITS[name]
    if name in ("upriver-worker.service", "upriver-backup.service"):
        assert "ReadWritePaths=/srv/upriver /srv/upriver-backups" in UNITS[name]
