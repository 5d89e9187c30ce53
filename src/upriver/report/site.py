"""The document as a folder of pages that opens from anywhere: a server, a share, a memory stick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from upriver.report.bilingual.held import language
from upriver.report.charts import chart_png, chart_svg
from upriver.report.html import page_html
from upriver.report.links import Links, check_path, links_of
from upriver.report.maps import map_svg
from upriver.report.pictures import picture_name
from upriver.report.public.folding import folded
from upriver.report.public.framing import PLAIN, Frame
from upriver.report.themes.wearing import assets_of
from upriver.words.document import Bullets, Callout, Chart, Document, Map, Page, Paragraph
from upriver.words.language.speaking import speaking
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Became
from upriver.words.text import day

ASSETS = ("upriver.css", "upriver.js")
SITE_ASSETS = ("public.css", "leave.js", "search.js", "postcodes.js")
"""What the pages of a public site need besides."""


def write_site(document: Document, folder: Path) -> tuple[str, ...]:
    """Writes the whole site into an empty folder; returns its files' paths, sorted, with `/` between parts.

    Each page is `SLUG/index.html`; beside them `assets/`, `charts/NAME.svg` and `.png`, and the document's
    own files. The same document gives the same bytes. A folder that holds something is refused.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{folder} is not empty, so no site was written", do="Name a new or an empty folder.")
    files = site_files(document)
    for path, data in files.items():
        place = folder.joinpath(*path.split("/"))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return tuple(sorted(files))


@dataclass(slots=True)
class Held:
    """The files of a site so far, and their paths in small letters, since Windows knows no capitals."""

    files: dict[str, bytes] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def put(self, path: str, data: bytes) -> None:
        """Adds a file; refuses a path that can't be one, or that differs from another by capitals alone."""
        check_path(path)
        if path.lower() in self.taken:
            raise ValueError(f"two parts of the document would be written as {path!r}")
        self.taken.add(path.lower())
        self.files[path] = data

    def draw(self, block: Chart | Map) -> None:
        """Adds a chart or map as SVG and PNG, once however often it is shown."""
        name = picture_name(block)
        drawn = chart_svg(block) if isinstance(block, Chart) else map_svg(block)
        if self.files.get(f"{name}.svg") == drawn.encode():
            return
        self.put(f"{name}.svg", drawn.encode())
        self.put(f"{name}.png", chart_png(drawn))


def site_files(document: Document) -> dict[str, bytes]:
    """Every file of the site by its path, without touching the disk: one tree of pages for each language.

    The first language lies at the root; each other in the folder of its code, with the same addresses below it.
    """
    files = tree_files(document)
    for version in document.versions:
        files |= {f"{version.language}/{path}": data for path, data in tree_files(version).items() if not path.startswith("assets/")}
    return files


def tree_files(document: Document) -> dict[str, bytes]:
    """Every file of one language's tree by its path below that tree.

    Where a public site stands around the document, its pages come first: the document's own front page then has the
    document's name for its address, and a page of the site stands instead of one of the document at the same address.
    """
    with speaking(language(document.language)):
        return _tree(laid_out(document))


def _tree(laid: tuple[Laid, ...]) -> dict[str, bytes]:
    document = laid[0].document
    held = Held()
    for path, data in document.files.items():
        held.put(path, data)
    for name in ASSETS:
        asset = (Path(__file__).parent / "assets" / name).read_bytes()
        held.put(f"assets/{name}", asset.replace(b"\r\n", b"\n"))
    for path, data in assets_of(document.theme).items():
        held.put(path, data)
    if document.site is not None:
        for name in SITE_ASSETS:
            held.put(f"assets/{name}", (Path(__file__).parent / "assets" / name).read_bytes().replace(b"\r\n", b"\n"))
        for path, data in document.site.files.items():
            held.put(path, data)
    for each in laid:
        for page in each.document.pages:
            html = page_html(each.document, page, each.links, frame=each.frame)
            held.put(f"{page.slug}/index.html" if page.slug else "index.html", html.encode())
            for block in page.blocks:
                if isinstance(block, Chart | Map) and f"{picture_name(block)}.png" not in document.files:
                    held.draw(block)
    return held.files


@dataclass(frozen=True, slots=True)
class Laid:
    """A document as it lies in the folder, what its links lead to, and what its pages are framed by."""

    document: Document
    links: Links
    frame: Frame


def laid_out(document: Document) -> tuple[Laid, ...]:
    """The document, and the public site around it where there is one, each with links to the pages of both."""
    document, site = with_front_page(document), document.site
    if site is None:
        return (Laid(document, links_of(document), PLAIN),)
    taken = {page.slug for page in site.pages}
    moved = tuple(page if page.slug else replace(page, slug=document.slug) for page in document.pages)
    document = folded(replace(document, pages=tuple(page for page in moved if page.slug not in taken)))
    site = replace(site, harm=site.harm | {page.slug for page in document.pages if "/rows-" in page.slug and page.slug.rpartition("/rows-")[0] in site.harm})
    around = replace(document, slug="site", title=site.title, pages=site.pages, facts=())
    pages = frozenset({*(page.slug for page in document.pages), *taken})
    # Editions lie at the root of all languages' trees: below it they are shared.
    mine, shared = (frozenset(), document.shared | site.kept) if document.shared else (site.kept, document.shared)
    links = Links(pages, frozenset({*document.files, *site.files, *mine}), document.instead, document.slug, shared)
    own = replace(links, front="")
    return Laid(document, links, Frame(document.slug, site)), Laid(around, own, Frame("", site, own=True))


def with_front_page(document: Document) -> Document:
    """The document with a front page, made of its title where no section wrote one."""
    if any(not page.slug for page in document.pages):
        return document
    front = Page("", document.title, "Summary", "", (), in_pdf=False)  # paper has a title page of its own
    return replace(document, pages=(front, *document.pages))


def tombstone_files(
    document: Document, gone: Iterable[str], became: Mapping[str, Became], names: Mapping[str, str]
) -> dict[str, bytes]:
    """A page for each area whose page was published before and has no place in this document: what became of it.

    Args:
        gone: codes of areas, as in `areas/E07000207/index.html`.
        became: what is known of each code that has ended.
        names: of the areas as they were published, where known.

    The old address answers for as long as the site is published; successors with a page of their own are linked.
    """
    return beside(document, [_tombstone(code, became.get(code), names.get(code, ""), document) for code in sorted(set(gone))])


def beside(document: Document, pages: Iterable[Page], *, harm: Iterable[str] = ()) -> dict[str, bytes]:
    """Pages that are no part of the document and stand beside it, framed as its own pages are; `harm` are those about harm."""
    if document.site is not None:
        document = replace(document, site=replace(document.site, harm=document.site.harm | set(harm)))
    laid = laid_out(document)[0]
    added = tuple(pages)
    whole = replace(laid.document, pages=(*laid.document.pages, *added), tongues=())  # they are in one language alone
    links = replace(laid.links, pages=laid.links.pages | {page.slug for page in added})
    return {f"{page.slug}/index.html": page_html(whole, page, links, frame=laid.frame).encode() for page in added}


def _tombstone(code: str, known: Became | None, name: str, document: Document) -> Page:
    """What became of one area; a change that lies ahead of the document's date is not told as done."""
    ended = known if known is not None and known.on <= document.as_of else None
    called = name or (known.name if known else "") or code
    there = {page.slug for page in document.pages}
    blocks: list[Paragraph | Bullets | Callout] = []
    if ended is None:
        lead = f"{called} ({code}) is not part of the latest assessment. What became of the area is not known here."
    elif ended.recoded:
        lead = f"{called} has another code since {day(ended.on)}. The code {code} is not used any more."
    else:
        lead = f"{called} ({code}) ended. Since {day(ended.on)} others stand in its place."
    if ended is not None:
        blocks.append(Bullets(tuple(f"{title} ({into})" if into else title for into, title in ended.into)))
        pages = tuple((f"The page of {title}", f"areas/{into}") for into, title in ended.into if f"areas/{into}" in there)
        blocks += [Paragraph("Read on:", pages)] if pages else [Paragraph("None of them has a page in this assessment.")]
        if not ended.verified:
            blocks.append(Callout("This change was not verified at source."))
    blocks.append(Paragraph("Figures for the old area stay in the editions of the time.", (("The latest assessment", ""),)))
    return Page(f"areas/{code}", f"{called}: what became of this area", "Areas", lead, tuple(blocks), in_pdf=False, in_contents=False)
