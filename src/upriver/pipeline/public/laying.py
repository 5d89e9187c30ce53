"""The public site that stands around a document, told from its story and from what is known of the partnership besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import ModuleType

from upriver import shelf
from upriver.duty.known_authorities import jurisdictions
from upriver.pipeline.public.kept import kept_editions
from upriver.pipeline.public.naming import places_of
from upriver.pipeline.public.postcodes import postcodes_of, scripts_of
from upriver.places.ground import Ground
from upriver.report.public import helping
from upriver.report.public.matter import Kept, Matter
from upriver.report.public.searching import INDEX, index_js, search_page
from upriver.report.public.wording import Wording
from upriver.report.story import PROFILED, Story
from upriver.store.folder import Folder
from upriver.store.ledger import read
from upriver.words.document import Document, Page
from upriver.words.public.site import Site
from upriver.words.refusal import Fault, attempted
from upriver.words.sharing.authority import Register

SHELF = "upriver.report.public.pages"
OWN = {
    "found": "found", "doing": "doing", "working": "working", "cannot-tell": "cannot_tell", "duty": "duty", "your-area": "your_area",
    "have-your-say": "have_your_say", "help": "help", "young-people": "young", "data": "data", "privacy": "privacy",
    "corrections": "corrections", "earlier-editions": "editions", "about/accessibility": "accessibility", "search": "search",
}  # fmt: skip
"""The site's own addresses, each with the declaration that its words are in; addresses never change."""
CELLS = "data/cells.csv"
CALM = ("About", "Data sources", "Explanations")
"""Groups of the document whose pages are about how it was made: all its others are about harm."""


def site_of(folder: Folder, document: Document, story: Story, ground: Ground, *, register: Register, run: str,
            left_out: int = 0) -> tuple[Site | None, tuple[Fault, ...]]:
    """The public site around a document, in the language spoken now; None for a document that is not for the public.

    A page of the site that a fault of ours breaks is left out and named; links to it then lead to the chapter on limits.

    Raises:
        Unreadable: a declaration of the site can't be read, or lacks words.
    """
    if document.audience != "public":
        return None, ()
    matter = _matter(folder, document, story, ground, register, run, left_out)
    made: list[tuple[ModuleType, tuple[Page, ...]]] = []
    faults: list[Fault] = []
    for section in sorted(shelf.modules(SHELF), key=lambda each: each.ORDER):
        told = _told(section, story, matter)
        if isinstance(told, Fault):
            faults.append(told)
        else:
            made.append((section, told))
    if not any(page.slug == "" for _, pages in made for page in pages):
        return None, tuple(faults)  # without its first page there is no site: the document's own stands there
    return _site(document, matter, made), tuple(faults)


def _told(section: ModuleType, story: Story, matter: Matter) -> tuple[Page, ...] | Fault:
    says = (section.__doc__ or "").split("\n", 1)[0]
    return attempted(lambda: tuple(section.pages(story, matter)), section.__name__, says, passing=(shelf.Unreadable,))


def _matter(folder: Folder, document: Document, story: Story, ground: Ground, register: Register, run: str, left_out: int) -> Matter:
    """What the pages are told from. Lines of the ledger that this run itself left are not history to it.

    A district that is its own partnership is told of on the partnership's page.
    """
    declared = shelf.declared("site", folder.declarations)
    pages = {page.slug or document.slug: page.title for page in document.pages}
    pages |= {slug: Wording(name, declared.get(name, {}), {"partnership": document.partnership})("title") for slug, name in OWN.items()}
    entries = tuple(each for each in read(folder.ledger, "public").entries if each.run != run)
    held = helping.services(declared.get("help", {}))
    kept = tuple(Kept(name, as_of, files) for name, as_of, files in kept_editions(folder, document.audience, document.files.get(CELLS, b"")))
    homes = {area.code: story.profiled(area) for level in PROFILED for area in story.areas.get(level, ())}
    there = {code: area.code for code, area in homes.items() if f"areas/{area.code}" in pages}
    names = {area.code: area.name for area in homes.values()}
    found = postcodes_of(folder.declarations, ground, there)
    firsts = tuple((first, tuple(names[code] for code in areas)) for first, areas in found.items())
    return Matter(
        declared, document.partnership, document.as_of, register, jurisdictions(), pages, frozenset(document.files), entries, kept,
        tuple(replace(each, code=homes[each.code].code, area=homes[each.code].name) for each in places_of(ground) if each.code in there),
        firsts, helping.printable(held), left_out, scripts_of(found, names),
    )


def _site(document: Document, matter: Matter, made: Sequence[tuple[ModuleType, tuple[Page, ...]]]) -> Site:
    own = tuple(page for _, pages in made for page in pages)
    moved = tuple(page for page in document.pages if page.slug not in {each.slug for each in own if each.slug})
    every = [*own, *(page if page.slug else _named(page, document.slug) for page in moved)]
    search = search_page(matter, every)
    around = matter.words("around")
    words = {name: around(name) for name in ("ways", "help", "area", "search", "all_help", "leave", "leave_how", "note")}
    words |= {f"search_{name}": matter.words("search")(name) for name in ("label", "button", "one", "many", "none")}
    words |= {f"postcode_{name}": matter.words("your_area")(f"postcode_{name}") for name in ("label", "button", "found", "unknown")}
    words["postcode_firsts"] = " ".join(first for first, _ in matter.postcodes)
    harm = frozenset({
        *(page.slug for section, pages in made if section.HARM for page in pages),
        *(page.slug or document.slug for page in moved if page.group not in CALM),
    })  # fmt: skip
    return Site(
        around("title"), (*own, search), matter.services, str(matter.declared["around"].get("leave_to", "")), harm,
        _notes(matter, every), words, {INDEX: index_js(matter, every, matter.places), **matter.scripts},
        helping.dead(helping.services(matter.declared.get("help", {})), date.fromisoformat(document.as_of)),
        frozenset(page.slug for section, pages in made if not section.FIGURES for page in pages),
        frozenset(f"editions/{each.name}/{name}" for each in matter.editions for name in each.files),
    )


def _named(page: Page, slug: str) -> Page:
    return replace(page, slug=slug)


def _notes(matter: Matter, pages: Sequence[Page]) -> dict[str, str]:
    """The content note of each page that has one: the longest address that it stands under."""
    told = matter.declared.get("notes", {}).get("pages", ())
    words = matter.words("notes")
    under = sorted(((each["under"], words.of("says", each)) for each in told), key=lambda each: -len(each[0]))
    found = {}
    for page in pages:
        says = next((says for start, says in under if page.slug == start or page.slug.startswith(f"{start}/")), "")
        if says:
            found[page.slug] = says
    return found
