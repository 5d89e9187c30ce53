"""Which languages a partnership publishes in, and whether what it is about to publish is whole in each of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace

from upriver.duty.known_authorities import jurisdictions
from upriver.places.ground import Ground
from upriver.report.bilingual.parity import parity
from upriver.store.folder import Folder
from upriver.words.document import Document
from upriver.words.language.speaking import ENGLISH, IN_WORDS, NAMES
from upriver.words.refusal import Refusal
from upriver.words.text import listed


def languages_of(folder: Folder, ground: Ground, audience: str = "public") -> tuple[str, ...]:
    """The languages of a workspace, English first: those that the law of its areas asks for, and those that it names itself.

    What isn't for the public is in English alone. A workspace names them in `workspace.toml`: `languages = ["en", "cy"]`.
    """
    if audience != "public":
        return (ENGLISH,)
    by_law = languages_by_law(area.code for level in ground.levels.values() for area in level.areas)
    return (ENGLISH, *sorted({*languages_asked(folder), *by_law} - {ENGLISH}))


def languages_asked(folder: Folder) -> tuple[str, ...]:
    """The languages that `workspace.toml` names itself.

    Raises:
        Refusal: it names one that pages aren't made in.
    """
    asked = _settings(folder).get("languages", [])
    if not isinstance(asked, list) or not all(isinstance(code, str) and code in NAMES for code in asked):
        raise Refusal("workspace.toml names a language that pages aren't made in", do='Write languages = ["en", "cy"], or leave the line out.')
    return tuple(asked)


def only_in_english(folder: Folder, document: str = "assessment") -> tuple[str, ...]:
    """The sections that analysts wrote for in English and in no other language."""
    held = {path.name for path in (folder.root / "prose" / document).glob("*.md")}
    return tuple(sorted(name.removesuffix(".en.md") for name in held if name.endswith(".en.md") and f"{name[:-6]}.cy.md" not in held))


def languages_by_law(codes: Iterable[str]) -> frozenset[str]:
    """The languages in which the public is spoken to where areas of these codes lie, by their jurisdictions."""
    first = {code[:1] for code in codes}
    return frozenset(spoken for law in jurisdictions() if first & set(law.prefixes) for spoken in law.languages)


def welsh_name(folder: Folder) -> str | None:
    """The partnership's name in Welsh, where `workspace.toml` gives it as `name_cy`."""
    name = _settings(folder).get("name_cy")
    return name if isinstance(name, str) and name.strip() else None


def fit_in_every_language(document: Document, because: str = "", prose: tuple[str, ...] = ()) -> Document:
    """Hold every version to be whole in its language, or to a reason, which its pages then print.

    `prose` are the sections that analysts wrote for in English alone.

    Raises:
        Refusal: parts of a version are in English only, and no reason is given.
    """
    half = [each for version in document.versions if not (each := parity(version, prose)).whole]
    if half and not because.strip():
        first = half[0]
        raise Refusal(f"the {IN_WORDS[first.language]} version is only half translated: {listed(first.lacking)}",
                      do='Translate them, or say why it is published so: --english-only-because "...". The reason is recorded and printed.')
    lacking = {each.language for each in half}
    return replace(document, versions=tuple(replace(version, half=because.strip() if version.language in lacking else "")
                                            for version in document.versions))


def _settings(folder: Folder) -> dict[str, object]:
    return tomllib.loads(folder.settings.read_text("utf-8")) if folder.is_workspace else {}
