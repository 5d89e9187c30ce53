"""Opening the workspace for browsers: its desk with the web's settings, and the WSGI application over it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from upriver.desk.opening import open_desk, settings_of
from upriver.report.themes.wearing import theme_of
from upriver.store import folder as folders
from upriver.store.folder import Folder
from upriver.web.framework.office import Office, serve_office
from upriver.web.guarding.logs import without_secrets
from upriver.web.settings import settings
from upriver.web.showing.templates import ASSETS, VENDOR
from upriver.words.refusal import Refusal

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
WORKSPACE, HOSTS, PROXY, PUBLIC = "UPRIVER_WORKSPACE", "UPRIVER_HOSTS", "UPRIVER_BEHIND_PROXY", "UPRIVER_PUBLIC"
SECRET = "web.secret"
DEMO = ".demo"
ASSETS_TOO = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "same-origin"}
"""Headers of style sheets and scripts, which no page of ours answers."""


def application() -> Wsgi:
    """The workspace that the environment names, for a server such as gunicorn: `gunicorn "upriver.web.opening:application()"`.

    UPRIVER_WORKSPACE is its folder, UPRIVER_HOSTS the names under which browsers reach it (with commas), UPRIVER_PUBLIC the
    address of the public site, UPRIVER_BEHIND_PROXY is 1 where a proxy that sets X-Forwarded-Proto stands before it.

    Raises:
        Refusal: no workspace is named, or it can't be opened.
    """
    named = os.environ.get(WORKSPACE, "")
    if not named:
        raise Refusal(f"no workspace is named in {WORKSPACE}", do="Set it to the workspace's folder.")
    hosts = [each.strip() for each in os.environ.get(HOSTS, "").split(",") if each.strip()]
    if not hosts:
        raise Refusal(f"no host is named in {HOSTS}", do="Set it to the names under which browsers reach the workspace, with commas.")
    return opened(Path(named), hosts=hosts, behind_proxy=os.environ.get(PROXY) == "1", public=os.environ.get(PUBLIC, ""))


def opened(root: Path, *, hosts: Sequence[str], behind_proxy: bool = False, public: str = "") -> Wsgi:
    """The WSGI application over a workspace's folder."""
    office = office_of(root, public=public, secure=behind_proxy)
    folder = office.folder
    address = settings_of(folder).database
    open_desk(folder.database, address, settings(secret=secret_of(folder), hosts=hosts, behind_proxy=behind_proxy))
    serve_office(office)
    without_secrets()
    return with_assets(_application())


def office_of(root: Path, *, public: str = "", secure: bool = False) -> Office:
    """A workspace as its pages know it: name, whether it is made up, and its colours."""
    folder = folders.opened(root)
    named = settings_of(folder)
    theme = theme_of(folder.declarations)
    return Office(folder, named.slug, named.name, (folder.root / DEMO).is_file(), theme.brand, theme.on_brand, public, secure)


def _application() -> Wsgi:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def with_assets(application: Wsgi) -> Wsgi:
    """The same application with its style sheets and scripts before it, which browsers may keep: their address names their content."""
    from whitenoise import WhiteNoise

    made = WhiteNoise(application, max_age=31_536_000, immutable_file_test=lambda path, url: True, allow_all_origins=False,
                      add_headers_function=_safe)
    for place in (ASSETS, VENDOR):
        if place.is_dir():
            made.add_files(str(place), prefix="assets/")
    return made


def _safe(headers: Any, path: str, url: str) -> None:
    for name, value in ASSETS_TOO.items():
        headers[name] = value


def secret_of(folder: Folder) -> str:
    """The secret that signs this workspace's cookies: made once, closed to other accounts, never in a backup that leaves."""
    return folders.made_once(folder.root / SECRET, secrets.token_urlsafe(64).encode("ascii")).decode("ascii")


