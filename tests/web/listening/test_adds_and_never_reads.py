"""On PostgreSQL the public process connects as a role that may add an entry and read none, its own not either."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from journeys.cluster import server  # noqa: F401
from journeys.workspaces import ROOT, upriver

pytestmark = pytest.mark.postgres
ROLE = "upriver_public"
SEND = """
import io, json, pathlib, sys
from upriver.web.public.opening import application
from upriver.words.voices.notice import NOTICE, Notice
root = pathlib.Path(sys.argv[1])
(root / NOTICE).write_text(json.dumps(Notice(True, "2999-01-01", ways="Telephone").table()))
site = application()
for words in ("My step-dad hits me", "My step-dad hits me"):
    body = f"slip={'a' * 24}&words={words.replace(' ', '+')}".encode()
    site({"REQUEST_METHOD": "POST", "PATH_INFO": "/have-your-say/", "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded",
          "HTTP_HOST": "x", "HTTP_ORIGIN": "https://x", "wsgi.input": io.BytesIO(body), "REMOTE_ADDR": "1"}, lambda status, headers: print(status))
"""


def asked(address: str, roles: str, query: str) -> list[Any]:
    import psycopg

    with psycopg.connect(address, autocommit=True) as opened:
        opened.execute("SELECT set_config('upriver.roles', %s, false)", [roles])
        return opened.execute(query).fetchall()


@pytest.fixture(scope="module")
def address(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: F811
    """A server on which the public process has left one entry, sent twice."""
    import psycopg

    root = tmp_path_factory.mktemp("there") / "w"
    assert upriver("init", root, "--name", "Nowhere", "--areas", "E06000001", "--by", "Somebody").code == 0
    settings = root / "workspace.toml"
    settings.write_text(f'database = "{server}"\n' + settings.read_text("utf-8"), "utf-8")
    ran = upriver("upgrade", "--workspace", root)
    assert ran.code == 0, ran.err
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {ROLE} LOGIN; GRANT INSERT ON voices_voicerecord TO {ROLE}; GRANT SELECT ON django_migrations TO {ROLE}")
        owner.execute("CREATE ROLE reader LOGIN NOBYPASSRLS; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    sent = subprocess.run([sys.executable, "-c", SEND, str(root)], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "UPRIVER_WORKSPACE": str(root), "UPRIVER_PUBLIC_DATABASE": server.replace("//upriver@", f"//{ROLE}@")})
    assert sent.stdout.split("\n")[:2] == ["200 OK", "200 OK"], sent.stderr
    yield server


def test_what_was_sent_twice_is_there_once(address: str):
    assert asked(address, "desk", "SELECT count(*) FROM voices_voicerecord WHERE words = 'My step-dad hits me'") == [(1,)]


@pytest.mark.parametrize("doing", ["SELECT * FROM voices_voicerecord", "UPDATE voices_voicerecord SET words = ''", "DELETE FROM voices_voicerecord",
                                   "SELECT * FROM accounts_account", "SELECT * FROM audit_eventrecord", "INSERT INTO voices_actrecord DEFAULT VALUES"])
def test_its_role_can_do_nothing_else(doing: str, address: str):
    import psycopg

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(address.replace("//upriver@", f"//{ROLE}@"), "desk", doing)


@pytest.mark.parametrize(("roles", "many"), [("", 0), ("analyst", 0), ("reviewer,board_member,csp_officer,data_officer,administrator", 0), ("listener", 1), ("manager", 1)])
def test_its_rows_are_there_for_readers_alone(roles: str, many: int, address: str):
    assert asked(address.replace("//upriver@", "//reader@"), roles, "SELECT count(*) FROM voices_voicerecord") == [(many,)]
