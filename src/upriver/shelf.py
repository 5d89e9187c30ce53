"""Finds declarations (TOML, in the package and in the workspace) and plug-in modules, by path and name.

Imports no room: what it finds it hands on as plain tables or modules. A workspace never runs code: modules come
from the package alone.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

_SLUG = re.compile(r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z)[a-z][a-z0-9_]{0,59}")
"""A name for a declaration, and for the page or file that is called after it: no name that Windows keeps for itself."""


class Unreadable(Exception):
    """A declaration that isn't TOML: says which file and line, for a person to mend."""


def declared(kind: str, own: Path | None = None) -> dict[str, Mapping[str, Any]]:
    """All declarations of a kind (`contracts`, `definitions`, ...), by slug; the workspace's own come last and win.

    `own` is the workspace's `declarations` folder. The slug of each is its file's name.
    """
    found = dict(_shipped(kind))
    folder = own / kind if own else None
    if folder and folder.is_dir():
        for path in sorted(folder.glob("*.toml")):
            where = f"declarations/{kind}/{path.name}"
            if not _SLUG.fullmatch(path.stem):
                raise Unreadable(
                    f"{where} isn't a name for a declaration. Use at most 60 small letters, digits and underscores, and no name that Windows keeps."
                )
            try:
                found[path.stem] = _read(path.stem, path.read_text("utf-8-sig"), where)
            except (UnicodeDecodeError, OSError) as fault:
                raise Unreadable(f"{where} can't be read. Save it as a UTF-8 text file.") from fault
    return found


@cache
def _shipped(kind: str) -> dict[str, Mapping[str, Any]]:
    folder = resources.files("upriver") / "declarations" / kind
    paths = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return {path.name[:-5]: _read(path.name[:-5], path.read_text("utf-8"), path.name) for path in paths}


def _read(slug: str, text: str, where: str) -> Mapping[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Unreadable(f"{where} isn't TOML that can be read: {fault}. Mend the line it names.") from fault
    return {**table, "slug": slug}


def shaped(what: str, table: Mapping[str, Any], needs: Mapping[str, type], may: Mapping[str, type]) -> None:
    """Hold a table of a declaration to its keys and their types; `slug` is always there.

    Raises:
        Unreadable: a key is missing, unknown or of another type; names it.
    """
    for key in needs:
        if key not in table:
            raise Unreadable(f"{what} has no `{key}`. Add it.")
    for key, value in table.items():
        kind = {**needs, **may, "slug": str}.get(key)
        if kind is None:
            raise Unreadable(f"{what} has `{key}`, which means nothing there. It knows {', '.join((*needs, *may))}.")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise Unreadable(f"{what} gives `{key}` in a way that can't be read: it must be {_KINDS[kind]}.")
        if key == "title" and not str(value).strip():
            raise Unreadable(f"{what} gives `title` without a word in it. Give it a name that readers will see.")


def texts(what: str, values: object) -> tuple[str, ...]:
    """A list of a declaration held to being texts, none of them blank.

    Raises:
        Unreadable: it is no list, or one of its values is something else.
    """
    if not isinstance(values, list) or any(not isinstance(each, str) or not each.strip() for each in values):
        raise Unreadable(f"{what} must be a list of texts in quotes, as [\"one\", \"two\"].")
    return tuple(values)


_KINDS = {str: "text in quotes", int: "a whole number", bool: "true or false", list: "a list in [ ]", dict: "a table in { }"}


def data_file(name: str) -> Path:
    """The path of a data file shipped in `declarations/data`."""
    return Path(str(resources.files("upriver") / "declarations" / "data" / name))


def modules(package: str) -> tuple[ModuleType, ...]:
    """The modules of a shelf (`upriver.assess.analyses`), in the order of their names."""
    found = import_module(package)
    names = sorted(item.name for item in iter_modules(found.__path__) if not item.name.startswith("_"))
    return tuple(import_module(f"{package}.{name}") for name in names)


@cache
def code_hash() -> str:
    """A hash of the package's own files, so that a run says which code made it, whatever its version is called.

    The web door is left out: it holds no arithmetic, and a new page makes no figure another.
    """
    digest = hashlib.sha256()
    root = Path(str(resources.files("upriver")))
    kinds = (".py", ".toml", ".csv", ".html", ".css", ".js", ".typ")
    for path in sorted(item for item in root.rglob("*") if item.suffix in kinds and item.relative_to(root).parts[0] != "web"):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
