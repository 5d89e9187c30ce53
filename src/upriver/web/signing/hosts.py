"""Which hosts may be asked while somebody signs in through an organisation; none at any other time."""

from __future__ import annotations

from contextvars import ContextVar

HOSTS: ContextVar[tuple[str, ...]] = ContextVar("hosts", default=())
"""Names of hosts, with their ports where they have one."""


class Unlisted(Exception):
    """Something was to be asked of a host that the operator doesn't list."""
