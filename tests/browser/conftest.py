"""The sample site, on loopback and as a folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from report.sample import a_sample

from upriver.report.site import write_site


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample site, served on loopback from below a folder, as a council might."""
    root = tmp_path_factory.mktemp("served")
    write_site(a_sample(), root / "violence" / "assessment")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/violence/assessment/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site as a folder, to be opened without any server."""
    folder = tmp_path_factory.mktemp("folder") / "site"
    write_site(a_sample(), folder)
    return folder
