"""The names of figures and the addresses of their explanations, in every form of a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict

from upriver.words.cleared import Explanation

FORM = "#level:code,first day..last day,measure,unit,breakdown"
"""What follows a table's name in the name of a figure."""


def page_of(table: str) -> str:
    """The address of the page that explains a table's figures, below the site's root; nothing without a table."""
    return f"explain/{table.replace('/', '-')}" if table else ""


def anchor_of(level: str, code: str, measure: str, breakdown: str) -> str:
    """The place on that page where figures of this area, measure and breakdown are named.

    It holds a full stop, which no id made from a heading does, and nothing that an address would have to escape.
    """
    parts = (level, code, measure, *(part for part in breakdown.split(";") if part))
    return "figure." + ".".join(re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") for part in parts)


NAME = re.compile(r"([^#\s]+)#([a-z0-9]+):([^,]+),([^,]+),([^,]+),([^,]+)(?:,(.*))?", re.DOTALL)
"""A figure's name: table, level, code, period, measure, unit, and the breakdown that it may have."""


def address_of_name(name: str) -> str:
    """The same from a figure's name; nothing for a name that is none."""
    found = NAME.fullmatch(name)
    return f"{page_of(found[1])}#{anchor_of(found[2], found[3], found[5], found[7] or '')}" if found else ""


def name_form(table: str) -> str:
    """How the figures of a table are called: printed under tables on paper and in spreadsheets."""
    return f"{table}{FORM}"


def explanations_json(explanations: Iterable[Explanation]) -> bytes:
    """Every explanation as data, by its id: the same as the pages say, and nothing besides."""
    held = {each.id: asdict(each) for each in sorted(explanations, key=lambda one: one.id)}
    return (json.dumps(held, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
