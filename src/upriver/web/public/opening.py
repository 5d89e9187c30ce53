"""The public site as a process of its own: `gunicorn "upriver.web.public.opening:application()"`.

UPRIVER_WORKSPACE is the workspace's folder. The process serves what is published, and adds what people say through one verb. On
PostgreSQL give it a role of its own in UPRIVER_PUBLIC_DATABASE (postgresql://upriver_public@host/database), which the owner makes
once with

    CREATE ROLE upriver_public LOGIN;
    GRANT INSERT ON voices_voicerecord TO upriver_public;
    GRANT SELECT ON django_migrations TO upriver_public;

and which then can add an entry and read none, its own not either. On SQLite the file is one, and only this code keeps the two apart.
Keep no access log of /have-your-say/, here or in the proxy: the page promises that no address of a device is kept.
UPRIVER_BEHIND_PROXY is 1 where a proxy stands before it that sets X-Forwarded-For. UPRIVER_PUBLIC is the site's own address: where it is
set, requests for another name are refused.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from upriver.store import folder as folders
from upriver.store.folder import Folder
from upriver.web.public.site import HERE, Site
from upriver.web.public.voicing import Voices
from upriver.words.refusal import Refusal

WORKSPACE, DATABASE, PROXY, PUBLIC = "UPRIVER_WORKSPACE", "UPRIVER_PUBLIC_DATABASE", "UPRIVER_BEHIND_PROXY", "UPRIVER_PUBLIC"


def application() -> Site:
    """The public site of the workspace that the environment names.

    Raises:
        Refusal: no workspace is named, its database isn't ready, or the address of the site is none.
    """
    named = os.environ.get(WORKSPACE, "")
    if not named:
        raise Refusal(f"no workspace is named in {WORKSPACE}", do="Set it to the workspace's folder.")
    folder = folders.opened(Path(named))
    hosts = _hosts(os.environ.get(PUBLIC, ""))
    from upriver.desk.opening import open_desk, settings_of

    address = os.environ.get(DATABASE, "") or settings_of(folder).database
    open_desk(folder.database, address, {}, as_it_is=True)
    return with_voices(folder, behind_proxy=os.environ.get(PROXY) == "1", hosts=hosts)


def _hosts(address: str) -> frozenset[str]:
    """The names that the site answers to: that of its address and this machine's; any where no address is told."""
    if not address:
        return frozenset()
    name = urlsplit(address).hostname
    if not name:
        raise Refusal(f"{PUBLIC} isn't an address", do="Set it to the public site's, as https://violence.example.gov.uk/.")
    return HERE | {name}


def with_voices(folder: Folder, published: Path | None = None, *, behind_proxy: bool = False, hosts: Collection[str] = HERE) -> Site:
    """The public site of a workspace whose desk is open in this process; `published` where it stands elsewhere."""
    from upriver.desk.voices.leaving import leave  # its table needs an open desk

    return Site(published or folder.published, Voices(folder, leave, behind_proxy), hosts)
