"""The public site that stands around a document: its pages, where to get help, and what is said above a page about harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upriver.words.document import Page


@dataclass(frozen=True, slots=True)
class Service:
    """A place to get help. `number` is a telephone number as people write it, `href` a web address; one of them may be "".

    `boxed` puts it into the box above every page about harm; `young` on the page for young people. `checked_on` is the day
    on which a person last tried it, "" where nobody has; `verified` is False where the entry was not read at its source.
    """

    name: str
    says: str
    number: str = ""
    href: str = ""
    hours: str = ""
    boxed: bool = False
    young: bool = False
    checked_on: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What is published around a document, and only in its form for the web.

    `harm` are addresses of pages about harm: they open with where to get help, before any number, and with a way to leave.
    `notes` says what a page tells of that can distress, by address. `leave` is a neutral page elsewhere. `words` are the
    fixed words that stand around every page, by name. `dead` names entries of the list of help that a person should look at.
    `stays` are pages without a figure, which stay when a release is withdrawn; `kept` are files that lie there from before.
    """

    title: str
    pages: tuple[Page, ...]
    services: tuple[Service, ...] = ()
    leave: str = ""
    harm: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    dead: tuple[str, ...] = ()
    stays: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
