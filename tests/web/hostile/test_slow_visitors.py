"""Two hundred visitors who begin to ask and never end keep nobody else waiting, on either site."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import pytest
from web.served import Served, Visit

pytestmark = pytest.mark.big
SLOW = 200
BEGUN = b"POST /preferences/ HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\nX-Slow: "


@pytest.mark.parametrize("site", ["address", "public"])
def test_two_hundred_slow_visitors_keep_nobody_out(site: str, served: Served) -> None:
    address = str(getattr(served, site))
    parts = urlsplit(address)
    held = [socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) for _ in range(SLOW)]
    try:
        for each in held:
            each.sendall(BEGUN)
        began = time.monotonic()
        reply = Visit(address).get("/sign-in/" if site == "address" else "/")
        took = time.monotonic() - began
        let_go = sum(not _still(each) for each in held)
    finally:
        for each in held:
            each.close()
    assert reply.status in (200, 404)  # the fiction's copy has no published pages of its own
    assert let_go == 0  # it was answered beside them all, and not once they were gone
    print(f"{SLOW} slow connections: the next visitor was answered in {took * 1000:.0f} ms")


def _still(link: socket.socket) -> bool:
    """Whether the other side keeps a connection."""
    link.setblocking(False)
    try:
        return bool(link.recv(1))
    except BlockingIOError:
        return True
    except OSError:
        return False
