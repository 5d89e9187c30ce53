"""`upriver serve`: the workspace and the public site, each on an origin of its own, and the worker beside them."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from upriver.web.opening import opened
from upriver.web.public.site import Site

WORKSPACE_HOST, PUBLIC_HOST = "localhost", "127.0.0.1"
"""Two names of this machine: browsers keep cookies by name, whatever the port, so that neither site ever sees the other's."""
THREADS = 8


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
    working = subprocess.Popen([sys.executable, "-m", "upriver", "serve", str(root), "--worker"]) if worker else None
    threading.Thread(target=waitress.serve, args=(Site(published),), kwargs={"sockets": [outside], "threads": 4, "_quiet": True, "ident": None},
                     daemon=True).start()
    told(address, public)
    try:
        waitress.serve(application, sockets=[inside], threads=THREADS, _quiet=True, ident=None, channel_timeout=30, cleanup_interval=10,
                       max_request_body_size=3_000_000_000, clear_untrusted_proxy_headers=True)
    finally:
        if working is not None:
            working.terminate()
            working.wait(timeout=20)


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
