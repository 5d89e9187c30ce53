"""What the server's own log isn't told: the secret of a link, which stands in its address and opens an account for whoever reads it."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"[\w-]{40,}", re.ASCII)
"""A link's secret is 43 of these letters; what else is as long in an address, such as a fingerprint, is no loss to a log."""
LOGS = ("gunicorn.access", "gunicorn.error")
"""Logs of the server before us, which write down addresses too; the framework's go through a handler of ours."""


class Unsaid(logging.Filter):
    """Takes what may be a secret out of a line, wherever in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub("...", record.getMessage()), None
        return True


def without_secrets() -> None:
    """Write warnings of the framework to the server's log without secrets; doing it again changes nothing."""
    ours = logging.getLogger("django")
    if any(isinstance(each, Unsaid) for handler in ours.handlers for each in handler.filters):
        return
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.addFilter(Unsaid())
    ours.addHandler(handler)
    for name in LOGS:
        logging.getLogger(name).addFilter(Unsaid())
