"""Who is signed in while something is done: the log keeps the account beside the name that verbs are given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOW: ContextVar[str] = ContextVar("acting", default="")


@contextmanager
def acting(account: int) -> Iterator[None]:
    """While it lasts, events say which account did them: `account:7`. Commands run without one; their names are claims."""
    token = _NOW.set(f"account:{account}" if account else "")
    try:
        yield
    finally:
        _NOW.reset(token)


def account_now() -> str:
    """The account that acts now, "" where nobody signed in."""
    return _NOW.get()
