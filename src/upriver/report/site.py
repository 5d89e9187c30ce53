"""The document as a folder of pages that opens from anywhere: a server, a share, a memory stick."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from upriver.report.charts import chart_png, chart_svg
from upriver.report.html import page_html
from upriver.report.links import check_path, links_of, name_for
from upriver.report.maps import map_svg
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


def site_files(document: Document) -> dict[str, bytes]:
    """Every file of the site by its path, without touching the disk."""
    document = with_front_page(document)
    files: dict[str, bytes] = {}
    for path, data in document.files.items():
        _put(files, path, data)
    for name in ASSETS:
        _put(
            files,
            f"assets/{name}",
            (Path(__file__).parent / "assets" / name).read_bytes().replace(b"\r\n", b"\n"),
        )
    links = links_of(document)
    for page in document.pages:
        path = f"{page.slug}/index.html" if page.slug else "index.html"
        _put(files, path, page_html(document, page, links).encode())
        for block in page.blocks:
            if isinstance(block, Chart | Map):
                _put_drawing(files, block)
    return files


def with_front_page(document: Document) -> Document:
    """The document with a front page, made of its title where no section wrote one."""
    if any(not page.slug for page in document.pages):
        return document
    front = Page("", document.title, "Summary", "", ())
    return replace(document, pages=(front, *document.pages))


def _put(files: dict[str, bytes], path: str, data: bytes) -> None:
    """Adds a file; refuses a name that can't be one, or that differs from another by capitals alone."""
    check_path(path)
    if path.lower() in {held.lower() for held in files}:
        raise ValueError(f"two parts of the document would be written as {path!r}")
    files[path] = data


def _put_drawing(files: dict[str, bytes], block: Chart | Map) -> None:
    name = f"charts/{name_for(block.slug)}"
    drawn = chart_svg(block) if isinstance(block, Chart) else map_svg(block)
    if files.get(f"{name}.svg") == drawn.encode():
        return
    _put(files, f"{name}.svg", drawn.encode())
    _put(files, f"{name}.png", chart_png(drawn))
