"""A small public site, made from a made-up story through the lock, in a folder of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assess.bad_data import Case, a_case
from assess.test_bad_data import ANALYSES, answered, story_of_case

from upriver.pipeline.public.laying import site_of
from upriver.report.site import site_files
from upriver.report.story import Headline, Story
from upriver.store.folder import Folder
from upriver.words.document import Column, Document, Page, Paragraph, Table, TableCell
from upriver.words.sharing.authority import Authority, Cover, Register

AS_OF = "2026-02-01"
HERE = (Cover("E07990000", "Norsea"),)
REGISTER = Register((
    Authority("police", "police", "Norsea Police", areas=HERE, status="confirmed"),
    Authority("school", "education", "Harbour Academy", areas=HERE),
    Authority("gone", "local_authority", "Old Council", areas=HERE, valid_to=date(2024, 3, 31)),
))  # fmt: skip


@cache
def a_case_with_answers() -> tuple[Case, Story]:
    """A case of made-up counts and the story of two of its questions."""
    case = a_case()
    story = story_of_case(case, {name: answered(ANALYSES[name], case) for name in ("kinds", "places")})
    rate = story.rate("assessment/kinds/rates", story.partnership, story.definition.slug)
    assert rate is not None
    told = tuple(
        Headline(f"{theme}_one", f"Of {theme} there are {number} per 1,000.", "questions/kinds", theme, (rate,))
        for theme, number in (("robbery", 11), ("places", 22), ("health", 33), ("voices", 44))
    )
    return case, replace(story, headlines=told, lacking=("What nobody holds.",))


def a_document(story: Story, *more: Page) -> Document:
    """An assessment of a few pages, a long table among them."""
    rows = tuple((TableCell(f"Area {at}"), TableCell(float(at))) for at in range(500))
    long = Table("long", "Every area", (Column("Area"), Column("Events", 0)), rows)
    pages = (
        Page("", "Assessment", "Summary", "38 per 1,000.", (Paragraph("There are 7 findings.", (("All figures", "data/cells.csv"),)),)),
        Page("questions/kinds", "Which kinds?", "What happens", "12 kinds.", (Paragraph("See 5."),)),
        Page("kinds/sexual-violence", "Sexual violence", "Kinds in depth", "99 recorded.", ()),
        Page("questions/places", "Where?", "Where", "In 4 places.", (long,)),
        Page("about/missing", "What is not known", "About", "3 things.", ()),
        *more,
    )
    return Document("assessment", "Assessment: Norsea", "public", "Norsea", AS_OF, "2025", pages, (), (), files={"data/cells.csv": b"table\n"})


def a_site(root: Path, *more: Page, register: Register = REGISTER, run: str = "run", **about: Any) -> Document:
    """The document with its public site, as `draft` puts them together; `root` is the workspace's folder."""
    case, story = a_case_with_answers()
    document = a_document(story, *more)
    site, faults = site_of(Folder(root), document, replace(story, **about), case.ground, register=register, run=run)
    assert site is not None and not faults
    return replace(document, site=site)


def pages_of(document: Document) -> dict[str, str]:
    """Every page of the site as HTML, by its address."""
    files = site_files(document)
    return {path.removesuffix("index.html").strip("/"): data.decode() for path, data in files.items() if path.endswith("index.html")}


def declare(root: Path, slug: str, text: str) -> None:
    """Write a declaration of the site's in a workspace."""
    place = root / "declarations" / "site"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{slug}.toml").write_text(text, "utf-8")
