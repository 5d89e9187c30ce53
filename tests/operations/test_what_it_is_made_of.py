"""What Upriver is made of: pinned, hashed, as it was packed; advisories asked for and said where they weren't; a bill of materials."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    made = importlib.util.spec_from_file_location("check_packages", ROOT / "scripts" / "check_packages.py")
    assert made and made.loader
    module = importlib.util.module_from_spec(made)
    sys.modules["check_packages"] = module
    made.loader.exec_module(module)
    return module


def test_every_entry_of_every_lock_has_its_hashes(script: ModuleType) -> None:
    for name in script.LOCKS:
        text = (ROOT / name).read_text("utf-8")
        assert len(script.packages(text)) > 1 and script.unhashed(text) == [], name


def test_an_entry_without_a_hash_or_a_pin_is_named(script: ModuleType) -> None:
    lock = "a==1 \\\n    --hash=sha256:" + "0" * 64 + "\nb==2\nc>=3 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    assert script.unhashed(lock) == ["b", "c>=3"]


def test_carried_files_are_as_their_list_says(script: ModuleType) -> None:
    assert script.changed(ROOT / "src" / "upriver" / "vendor") == []


def test_a_carried_file_that_was_changed_or_is_listed_nowhere_is_named(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("| `a.js` | what | MIT | `" + "0" * 64 + "` |\n", "utf-8")
    (tmp_path / "a.js").write_text("x", "utf-8")
    (tmp_path / "b.js").write_text("x", "utf-8")
    assert script.changed(tmp_path) == ["a.js", "b.js"]


@pytest.fixture
def service() -> Iterator[tuple[str, list[dict]]]:
    """An advisory service on this machine that knows of one package."""
    asked: list[dict] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body)
            known = [{"vulns": [{"id": "PYSEC-1"}]} if each["package"]["name"] == "bad" else {} for each in body["queries"]]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": known}).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()


def test_a_known_advisory_is_named_and_nothing_but_names_and_versions_is_sent(script: ModuleType, service: tuple[str, list[dict]]) -> None:
    address, asked = service
    found = [script.Package("good", "1", "", ()), script.Package("bad", "2", "", ())]
    assert script.advisories(found, address) == {"bad 2": ["PYSEC-1"]}
    assert asked == [{"queries": [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in (("good", "1"), ("bad", "2"))]}]


def test_a_service_that_does_not_answer_is_said_and_is_no_pass() -> None:
    ran = subprocess.run([sys.executable, str(ROOT / "scripts" / "check_packages.py"), "--service", "http://127.0.0.1:9/"],
                         capture_output=True, text=True, check=False)
    assert "advisories: not checked" in ran.stdout and "none known" not in ran.stdout


def test_the_bill_of_materials_names_every_package_and_carried_file(script: ModuleType) -> None:
    found = script.packages((ROOT / "requirements.lock").read_text("utf-8"))
    vendor = ROOT / "src" / "upriver" / "vendor"
    bill = script.sbom(found, version=script.version(), vendor=vendor)
    assert bill == script.sbom(found, version=script.version(), vendor=vendor) and bill["bomFormat"] == "CycloneDX"
    named = {each.get("purl") for each in bill["components"]}
    assert {f"pkg:pypi/{each.name}@{each.version}" for each in found} <= named
    refs = [each["bom-ref"] for each in bill["components"]]
    assert len(refs) == len(set(refs)) == len(bill["dependencies"][0]["dependsOn"])
    assert {each["name"] for each in bill["components"] if each["type"] == "file"} >= {"fonts/Arimo_400Regular.ttf"}
