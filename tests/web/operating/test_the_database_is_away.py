"""Where the database went away, whoever visits is told in words that nothing was stored, though nobody can know who they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from web.jobs.in_the_desk import python

AWAY = """
import sys
from pathlib import Path
from upriver.web.opening import opened
opened(Path(sys.argv[1]), hosts=["localhost"])
from django.db import OperationalError, connection
from django.test import Client

def away(*given):
    raise OperationalError("the connection is closed")

client = Client(HTTP_HOST="localhost", raise_request_exception=False)
client.cookies["__Host-session"] = "x" * 32
with connection.execute_wrapper(away):
    reply = client.get("/duty/")
print(reply.status_code, "Nothing was stored" in reply.content.decode(), all(each["max-age"] != 0 for each in reply.cookies.values()))
"""


def test_a_visitor_is_told_in_words(copied: Callable[[Path], Path], tmp_path: Path) -> None:
    assert python(AWAY, copied(tmp_path)).split() == ["500", "True", "True"], "and they stay signed in"
