"""The second wall: on PostgreSQL the database shows no row that the visitor's grants don't reach, whatever a page asks for.

The policies stand in the migrations of this folder's tables; here is how a transaction says who is asking.
"""

from __future__ import annotations

from django.db import connection

from upriver.desk.access.things import names_of
from upriver.words.access.rights import Actor


def shown_to(actor: Actor) -> None:
    """Say for the rest of this transaction who asks. On SQLite there is no such wall, and nothing is said."""
    if connection.vendor != "postgresql":
        return
    bodies = sorted({grant.authority for grant in actor.grants if grant.authority})
    told = {
        "upriver.account": str(actor.account),
        "upriver.roles": ",".join(sorted(actor.roles)),
        "upriver.authorities": "\n".join(bodies),
        "upriver.names": "\n".join(names_of(bodies)) if bodies else "",
        "upriver.areas": "\n".join(sorted({area for grant in actor.grants for area in grant.areas})),
    }
    with connection.cursor() as cursor:
        for name, value in told.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
