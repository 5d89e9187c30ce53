"""Opening a workspace as it is, at whatever level: what backs up, upgrades or examines must not change it by looking."""

from __future__ import annotations

import importlib
from pathlib import Path

from upriver.cli.workspace import Session, now, this_account
from upriver.store import folder as folders


def opened_as_it_is(path: Path, *, by: str, as_json: bool, address: str = "", web: bool = False) -> tuple[Session, str]:
    """The workspace and the address of its database, "" for its own file; nothing is made, upgraded or tidied.

    `address` stands in for the one that workspace.toml names: the same database, by an account with other rights. `web` knows
    the tables of the web's own applications as well: who upgrades makes them too, since the web may own none.

    Raises:
        Refusal: there is no workspace, or its database can't be read.
    """
    folder = folders.opened(path)
    from upriver.desk.opening import open_desk, settings_of

    said = settings_of(folder)
    more = importlib.import_module("upriver.web.settings").settings(secret="-", hosts=[]) if web else None
    open_desk(folder.database, address or said.database, more, as_it_is=True)
    session = Session(folder, said.slug, said.name, by or said.author or this_account(), now(), as_json, "" if path == Path() else f" {path}")
    return session, address or said.database
