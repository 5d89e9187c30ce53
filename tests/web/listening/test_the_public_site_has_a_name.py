"""The public site answers to the names that it is told, and takes nothing that was sent to another."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from journeys.workspaces import upriver
from web.served import ROOT, Served

from upriver.web.public.site import Site

ASKED = """
import sys
from upriver.web.public.opening import application
site = application()
for host in sys.argv[1:]:
    site({"PATH_INFO": "/", "HTTP_HOST": host}, lambda status, headers: print(status[:3], end=" "))
"""


@pytest.mark.parametrize(("host", "status"), [
    ("violence.example", "404"), ("Violence.Example:8001", "404"), ("evil.example", "400"), ("violence.example.evil.example", "400"), ("violence.example@evil.example", "400"), ("", "400"), ("[", "400"),
])
def test_a_request_for_another_name_is_refused(host: str, status: str, tmp_path: Path) -> None:
    said: list[str] = []
    Site(tmp_path, hosts={"violence.example"})({"PATH_INFO": "/", "HTTP_HOST": host}, lambda words, headers: said.append(words[:3]))
    assert said == [status]


@pytest.mark.parametrize(("address", "statuses"), [("https://violence.example/", "404 404 400 "), ("", "404 404 404 ")])
def test_its_name_is_that_of_its_address_where_one_is_set(address: str, statuses: str, tmp_path: Path) -> None:
    root = tmp_path / "w"
    assert upriver("init", root, "--name", "Nowhere", "--areas", "E06000001", "--by", "Somebody").code == 0
    ran = subprocess.run([sys.executable, "-c", ASKED, "violence.example", "localhost:8001", "evil.example"], capture_output=True, text=True, check=False,
                         env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "UPRIVER_WORKSPACE": str(root), "UPRIVER_PUBLIC": address})
    assert ran.stdout == statuses, ran.stderr


def test_what_is_said_is_not_taken_under_a_name_that_another_site_chose(served: Served) -> None:
    link = http.client.HTTPConnection("127.0.0.1", urlsplit(served.public).port, timeout=30)
    link.request("POST", "/have-your-say/", b"words=x", {"Host": "evil.example", "Origin": "http://evil.example", "Content-Type": "application/x-www-form-urlencoded"})
    assert link.getresponse().status == 400
