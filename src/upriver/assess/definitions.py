"""Definitions of serious violence and dated recording breaks, read from their declarations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from upriver import shelf
from upriver.words.declared import Break, Definition, Limb
from upriver.words.period import read_period
from upriver.words.refusal import Refusal
from upriver.words.text import listed, sentence

FACTORS = ("maximum_penalty", "impact_on_victims", "prevalence", "impact_on_community")
"""The four factors that PCSC Act 2022 s.13(6) asks to be taken into account."""
FIDELITIES = ("exact", "proxy", "none")
CODED = ("recorded_crime_csp", "recorded_crime_force")
"""The contracts whose rows carry an offence code: a limb's `codes` hold for both."""


BREAK_NEEDS = {"month": str, "what": str, "touches": list, "areas": list, "source": str}
DEFINITION_MAY: dict[str, type] = {}


def definitions(own: Path | None = None) -> dict[str, Definition]:
    """Every definition by slug: the package's templates, then the workspace's own."""
    return {slug: _definition(table) for slug, table in shelf.declared("definitions", own).items()}


def chosen(wanted: str, own: Path | None = None) -> Definition:
    """The definition that a person names, as `slug` or `slug@version`.

    Raises:
        Refusal: there is none of that name, or not in that version.
    """
    slug, _, version = wanted.partition("@")
    known = definitions(own)
    if slug not in known:
        raise Refusal(f"there is no definition {slug}", do=f"There are {', '.join(known)}.")
    if version and version != str(known[slug].version):
        raise Refusal(f"{slug} is held in version {known[slug].version} only", do="Leave the version out.")
    return known[slug]


def _definition(table: Mapping[str, Any]) -> Definition:
    slug = table["slug"]
    needs = {"version": int, "title": str, "says": str, "limbs": list, "source": str}
    shelf.shaped(f"the definition {slug}", table, needs, {"verified": bool, **DEFINITION_MAY})
    if not table["limbs"]:
        raise Refusal(f"the definition {slug} has no limbs", do="Give it at least one.")
    limbs = tuple(_limb(slug, limb) for limb in table["limbs"])
    names = [slug, *(limb.slug for limb in limbs)]
    if len(set(names)) < len(names) or not all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names):
        raise Refusal(
            f"the definition {slug} has limbs whose slugs can't be told apart, or are none",
            do="Give each its own, in small letters, digits and underscores, and none that of the definition.",
        )
    return Definition(
        slug, table["version"], table["title"], table["says"], limbs, bool(table.get("verified")), table["source"]
    )


def _limb(slug: str, table: Mapping[str, Any]) -> Limb:
    what = f"a limb of the definition {slug}"
    if not isinstance(table, dict):
        raise Refusal(f"{what} isn't a table", do="Write each limb as [[limbs]].")
    may = {"takes": dict, "codes": list, "fidelity": dict, "scores": dict}
    shelf.shaped(what, table, {"slug": str, "title": str, "says": str}, may)
    if any(not isinstance(categories, list) for categories in table.get("takes", {}).values()):
        raise Refusal(f"{what} takes something that isn't a list", do='Write takes = { police_uk_street = ["Robbery"] }.')
    for named in (*table.get("takes", {}).values(), table.get("codes", [])):
        shelf.texts(f"what {what} takes", named)
    fidelity = dict(table.get("fidelity", {}))
    for contract, grade in fidelity.items():
        if grade not in FIDELITIES:
            raise Refusal(f"{slug} grades {contract} in a way that isn't known", do=f"Use {', '.join(FIDELITIES)}.")
    scores = {factor: table.get("scores", {}).get(factor) for factor in FACTORS}
    takes = {contract: tuple(categories) for contract, categories in table.get("takes", {}).items()}
    if codes := tuple(table.get("codes", ())):
        takes |= dict.fromkeys(CODED, codes)
    return Limb(table["slug"], table["title"], table["says"], takes, fidelity, scores)


def category_slug(category: str) -> str:
    """The slug of a published category: "Violence and sexual offences" is `violence_and_sexual_offences`."""
    return re.sub(r"[^a-z0-9]+", "_", category.casefold()).strip("_")


def takes(definition: Definition, contract: str) -> bool:
    """Whether a contract can show any part of a definition."""
    return any(limb.takes.get(contract) for limb in definition.limbs)


def shown_by(definition: Definition, contract: str, source: str) -> Definition:
    """A definition as one source can show it, under a name and a measure that say so where that is only a part.

    It is the definition itself where the source shows every limb; it has no limbs where it shows none. `source` is
    what people call the source.
    """
    limbs = tuple(limb for limb in definition.limbs if limb.takes.get(contract))
    if len(limbs) == len(definition.limbs):
        return definition
    titles = listed([limb.title[0].lower() + limb.title[1:] for limb in limbs]) or "nothing"
    title = f"{sentence(titles)} ({definition.title}, {source} part)"
    return replace(definition, slug=f"{definition.slug}_in_{contract}", title=title, limbs=limbs, whole=definition)


def measures(definition: Definition, contract: str, categories: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    """The measures of a definition over a contract's categories: their slugs and a 0/1 matrix (measures, categories).

    The whole definition comes first, then its limbs; a category in two limbs counts once in the whole. There is no
    measure at all where the contract shows none of it.
    """
    limbs = [limb for limb in definition.limbs if limb.takes.get(contract)]
    if not limbs:
        return (), np.zeros((0, len(categories)))
    rows = [[float(category in limb.takes[contract]) for category in categories] for limb in limbs]
    whole = np.clip(np.sum(rows, axis=0), 0, 1)
    return (definition.slug, *(limb.slug for limb in limbs)), np.array([whole, *rows])


def breaks(own: Path | None = None) -> tuple[Break, ...]:
    """Every dated recording break, oldest first."""
    tables = shelf.declared("breaks", own)
    for slug, table in tables.items():
        shelf.shaped(f"the break {slug}", table, BREAK_NEEDS, {"verified": bool})
        if not re.fullmatch(r"\d{4}-\d{2}", table["month"]):
            raise Refusal(f"the break {slug} gives no month", do='Write month = "2024-04".')
        read_period(table["month"])
        for name in ("touches", "areas"):
            shelf.texts(f"`{name}` of the break {slug}", table[name])
    found = [
        Break(
            table["month"],
            table["what"],
            tuple(table["touches"]),
            tuple(table["areas"]),
            bool(table.get("verified")),
            table["source"],
        )
        for table in tables.values()
    ]
    return tuple(sorted(found, key=lambda each: (each.month, each.what)))
