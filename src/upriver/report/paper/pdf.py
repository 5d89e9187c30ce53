"""The PDF: tagged to PDF/UA-1, in one typeface that ships with the package, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from upriver.report.paper.chapters import as_data
from upriver.report.paper.glyphs import FOLDER
from upriver.words.document import Document

HERE = Path(__file__).parent
STANDARD: Literal["ua-1"] = "ua-1"
"""Refuses what a screen reader can't use: no title, no language, a picture without words, a skipped heading."""


def pdf(document: Document) -> bytes:
    """The document's pages that belong on paper, as `pdf_of` prints them."""
    return pdf_of(as_data(document))


def pdf_of(data: Mapping[str, Any]) -> bytes:
    """The chapters of `as_data` as A4 with a title page and contents.

    Nothing but the document decides its bytes: no clock, no typeface of the machine, no random name.

    Raises:
        ValueError: a link that leads nowhere, a marker that isn't one, a chart that can't be drawn: faults of
            the section that wrote them.
    """
    return typst.compile(
        HERE / "document.typ",
        root=HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        sys_inputs={"document": json.dumps(data)},
        timestamp=0,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER])
