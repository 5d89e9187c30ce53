"""The documents that were made and lie in the workspace, and their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from upriver.desk.audit.actions import record
from upriver.desk.packs.shelf import FOR_BOARD, offered
from upriver.duty.access.policy import may
from upriver.store.folder import Folder
from upriver.words.access.rights import Actor, Right
from upriver.words.refusal import Refusal

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{2,160}")
DATED = re.compile(r"-(\d{4}-\d{2}-\d{2})$")
PAPERS = {".pdf": "application/pdf", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          ".ods": "application/vnd.oasis.opendocument.spreadsheet"}
"""Files that are taken away whole."""
SHOWN = {".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".svg": "image/svg+xml",
         ".png": "image/png"}
"""Files that pages are made of."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made: its folder's name, which document, about what, for whom, told on which day, and its papers."""

    called: str
    document: str
    title: str
    about: str
    audience: str
    on: str
    papers: tuple[tuple[str, int], ...]


def all_made(folder: Folder) -> tuple[Made, ...]:
    """Every document that lies there, the newest first."""
    place = folder.packs
    names = [each.name for each in place.iterdir() if each.is_dir() and NAME.fullmatch(each.name)] if place.is_dir() else []
    found = [made for name in names if (made := _read(folder, name)) is not None]
    return tuple(sorted(found, key=lambda made: (made.on, made.called), reverse=True))


def made(folder: Folder, called: str) -> Made | None:
    """One document by its folder's name, None where there is none."""
    return _read(folder, called) if NAME.fullmatch(called) and (folder.packs / called).is_dir() else None


def read_by(actor: Actor, one: Made) -> bool:
    """Whether a document is for somebody: whoever makes documents reads all, its readers what is made for them."""
    return may(actor, Right.MAKE_PACKS) or (may(actor, Right.READ_PACKS) and one.document in FOR_BOARD)


def latest(folder: Folder, actor: Actor, documents: tuple[str, ...]) -> list[Made]:
    """The newest of each of these documents that was made and is for somebody, in the order asked."""
    found = all_made(folder)
    firsts = (next((each for each in found if each.document == slug and read_by(actor, each)), None) for slug in documents)
    return [each for each in firsts if each is not None]


def file_of(folder: Folder, called: str, path: str) -> tuple[bytes, str]:
    """A file of a document, with its type.

    Raises:
        Refusal: there is no such document or file.
    """
    nowhere = Refusal("there is no such file", do="Go back to the document.")
    if "\x00" in path or made(folder, called) is None:
        raise nowhere
    root = (folder.packs / called).resolve()
    place = (root / path).resolve()
    kind = {**PAPERS, **SHOWN}.get(place.suffix.lower())
    if kind is None or not place.is_relative_to(root) or not place.is_file():
        raise nowhere
    return place.read_bytes(), kind


def opened(called: str, path: str, *, by: str, at: str) -> None:
    """Write down that a document for the partnership alone was opened, or a file of it taken away."""
    verb = "exported pack" if Path(path).suffix.lower() in PAPERS else "opened pack"
    record(verb=verb, subject=f"pack:{called}", body={"file": path}, by=by, at=at)


def _read(folder: Folder, name: str) -> Made | None:
    dated = DATED.search(name)
    if dated is None:
        return None
    rest = name[:dated.start()]
    audience = "public" if rest.endswith("-public") else "restricted"
    rest = rest.removesuffix("-public")
    shelf = offered()
    slug = max((each for each in shelf if rest == (called := each.replace("_", "-")) or rest.startswith(f"{called}-")), key=len, default="")
    if not slug:
        return None
    about = rest[len(slug):].strip("-")
    place = folder.packs / name
    papers = tuple((each.name, each.stat().st_size) for each in sorted(place.iterdir()) if each.suffix in PAPERS)
    return Made(name, slug, shelf[slug].title, about, audience, dated[1], papers)
