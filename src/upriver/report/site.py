"""The document as a folder of pages that opens from anywhere: a server, a share, a memory stick."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from upriver.report.charts import chart_png, chart_svg
from upriver.report.html import page_html
from upriver.report.links import check_path, links_of
from upriver.report.maps import map_svg
from upriver.report.pictures import picture_name
from upriver.words.document import Chart, Document, Map, Page
from upriver.words.refusal import Refusal

ASSETS = ("upriver.css", "upriver.js")


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
    """Every file of the site by its path, without touching the disk."""
    document = with_front_page(document)
    held = Held()
    for path, data in document.files.items():
        held.put(path, data)
    for name in ASSETS:
        asset = (Path(__file__).parent / "assets" / name).read_bytes()
        held.put(f"assets/{name}", asset.replace(b"\r\n", b"\n"))
    links = links_of(document)
    for page in document.pages:
        held.put(f"{page.slug}/index.html" if page.slug else "index.html", page_html(document, page, links).encode())
        for block in page.blocks:
            if isinstance(block, Chart | Map) and f"{picture_name(block)}.png" not in document.files:
                held.draw(block)
    return held.files


def with_front_page(document: Document) -> Document:
    """The document with a front page, made of its title where no section wrote one."""
    if any(not page.slug for page in document.pages):
        return document
    front = Page("", document.title, "Summary", "", ())
    return replace(document, pages=(front, *document.pages))
