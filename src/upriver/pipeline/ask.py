"""One answer made alone, hidden as far as the documents beside it are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from upriver.disclose.beside import beside
from upriver.words.cleared import Clearance


def ask(clearance: Clearance, released: Iterable[Mapping[str, str]]) -> Clearance:
    """The clearance of an answer, beside the rows of the documents that are published or drafted."""
    return beside(clearance, released)
