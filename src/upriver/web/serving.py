"""`upriver serve`: the workspace and the public site, each on an origin of its own, and the worker beside them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from upriver.store import folder as folders
from upriver.store.partners.arriving import most_bytes
from upriver.web.framework.office import office
from upriver.web.opening import DEMO, opened
from upriver.web.public.opening import with_voices

WORKSPACE_HOST, PUBLIC_HOST = "localhost", "127.0.0.1"
"""Two names of this machine: browsers keep cookies by name, whatever the port, so that neither site ever sees the other's."""
THREADS = 8
SLOW: dict[str, Any] = {"_quiet": True, "ident": None, "channel_timeout": 30, "cleanup_interval": 10, "connection_limit": 400}
"""Whoever opens connections and says nothing on them is let go after half a minute, and 200 of them keep nobody out meanwhile.
(Not more than 400: Windows waits for 512 at a time.)"""
BESIDE = 2_000_000
"""Bytes that a form may hold beside its file."""
WITH_SERVER = "WORKER_OF_SERVER"
"""Says to a worker that it was begun by a server, and ends when that closes the worker's input."""


def serve(root: Path, *, published: Path, port: int, tries: int, told: Callable[[str, str], None], worker: bool = True) -> None:
    """Serve until Ctrl+C; `told` is given the addresses of the workspace and of the public site.

    Raises:
        OSError: no port from `port` on is free.
    """
    import waitress

    inside = _free(port, tries)
    outside = _free(inside.getsockname()[1] + 1, tries)
    public = f"http://{PUBLIC_HOST}:{outside.getsockname()[1]}/"
    address = f"http://{WORKSPACE_HOST}:{inside.getsockname()[1]}/"
    application = opened(root, hosts=[WORKSPACE_HOST], public=public)
    _read_today(root)
    working = _worker(root) if worker else None
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))  # so that the worker ends with it
    threading.Thread(target=waitress.serve, args=(with_voices(folders.opened(root), published),), kwargs={"sockets": [outside], "threads": 4, "max_request_body_size": 1_000_000, **SLOW},
                     daemon=True).start()
    told(address, public)
    try:
        waitress.serve(application, sockets=[inside], threads=THREADS, **SLOW, max_request_body_size=most_bytes(folders.opened(root)) + BESIDE, clear_untrusted_proxy_headers=True)
    finally:
        if working is not None:
            working.terminate()
            working.wait(timeout=20)


def _worker(root: Path) -> subprocess.Popen[bytes]:
    """The background work in a process of its own, which ends when this one does, however it ends."""
    return subprocess.Popen([sys.executable, "-m", "upriver", "serve", str(root), "--worker"], stdin=subprocess.PIPE,
                            env={**os.environ, WITH_SERVER: "1"})


def _read_today(root: Path) -> None:
    """In the fictional partnership somebody has always just read what people say, so that its form is open whenever it is served."""
    if (root / DEMO).is_file():
        from upriver.desk.voices.opening import noticed  # its tables need an open desk

        noticed(folders.opened(root), read_on=office().today)


def _free(first: int, tries: int) -> socket.socket:
    for port in range(first, min(first + tries, 65_536)):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            made.bind((PUBLIC_HOST, port))
            made.listen(1024)  # whoever opens the address before the first answer waits for it
        except OSError:
            made.close()
            continue
        return made
    raise OSError(f"no port from {first} on is free")
