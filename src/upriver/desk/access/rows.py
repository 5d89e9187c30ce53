"""The second wall: on PostgreSQL the database shows no row that the visitor's grants don't reach, whatever a page asks for.

The policies stand in the migration of this folder; here is how a transaction says who is asking. Pages and exports read as
their visitor. Verbs check what they are given against all that is held, and so read as the desk, after the one policy has
said yes; commands do so throughout: whoever runs them holds the workspace's folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from upriver.desk.partners.named import own_names
from upriver.words.access.rights import Actor

DESK = "desk"
TOLD = ("upriver.account", "upriver.roles", "upriver.authorities", "upriver.names")
"""All that the wall asks about whoever asks."""


def shown_to(actor: Actor, *, local: bool = True) -> None:
    """Say for the rest of this transaction who asks. On SQLite there is no such wall, and nothing is said."""
    if connection.vendor != "postgresql":
        return
    bodies = sorted({grant.authority for grant in actor.grants if grant.authority})
    _say({
        "upriver.account": str(actor.account),
        "upriver.roles": ",".join(sorted(actor.roles)) or ("none" if actor.account else ""),
        "upriver.authorities": "\n".join(bodies),
        "upriver.names": "\n".join(own_names(bodies)),
    }, local=local)


@contextmanager
def shown_by_steps(actor: Actor) -> Iterator[None]:
    """While it lasts the database shows what `actor` may see, and each transaction in it is kept by itself: for verbs that move files."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(TOLD)), list(TOLD))
        before = dict(zip(TOLD, cursor.fetchone(), strict=True))
    shown_to(actor, local=False)
    try:
        yield
    finally:  # the connection outlives the visit
        _say(before, local=False)


@contextmanager
def as_desk() -> Iterator[None]:
    """While it lasts the database shows every row: for verbs, inside a transaction, once they may be done."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('upriver.roles', true)")
        before = cursor.fetchone()[0] or ""
    _say({"upriver.roles": DESK}, local=connection.in_atomic_block)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _say({"upriver.roles": before}, local=connection.in_atomic_block)


def _say(told: dict[str, str], *, local: bool = True) -> None:
    with connection.cursor() as cursor:
        for name, value in told.items():
            cursor.execute("SELECT set_config(%s, %s, %s)", [name, value, local])
