"""What was published before and must go on answering: editions that are kept, and every address that was ever published."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping
from pathlib import Path

from upriver.report.public.keeping import gone_files
from upriver.report.sheets.inert import inert, meant
from upriver.store.folder import Folder
from upriver.words.document import Document

ADDRESSES = "addresses.csv"
COLUMNS = ("address", "title", "last_edition")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_ADDRESS = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
"""What an address of ours looks like. The list lies where the site does: one that leads out of it isn't ours, and a page is made at each."""
_EDITION = re.compile(r"\d{4}-\d{2}-\d{2}(?:_[0-9a-f]+)?")


def kept_editions(folder: Folder, audience: str, cells: bytes = b"") -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each edition that is kept: its folder's name, its date, its files. One with just these `cells` is this edition, no earlier one."""
    place = folder.site(audience) / "editions"
    found = sorted(each for each in place.iterdir() if each.is_dir() and _EDITION.fullmatch(each.name)) if place.is_dir() else []
    found = [each for each in found if not ((same := each / "cells.csv").is_file() and same.read_bytes() == cells)]
    return tuple((each.name, each.name[:10], tuple(sorted(item.name for item in each.iterdir() if item.is_file()))) for each in found)


def addresses(site: Path) -> dict[str, tuple[str, str]]:
    """Every page that was ever published there, tombstones among them: its address, title and the last edition it was part of.

    The list that was kept, and what lies there now: a site made before there was a list loses nothing.
    """
    listed = site / "editions" / ADDRESSES
    found: dict[str, tuple[str, str]] = {}
    if listed.is_file():
        with listed.open(encoding="utf-8", errors="replace", newline="") as lines:
            rows = [(row.get("address") or "", row.get("title") or "", row.get("last_edition") or "") for row in csv.DictReader(lines)]
        found = {address: (meant(title), edition) for address, title, edition in rows if not address or _ADDRESS.fullmatch(address)}
    for path in sorted(site.rglob("index.html")) if site.is_dir() else ():
        slug = path.parent.relative_to(site).as_posix().removeprefix(".")
        # A folder with a full stop in its name is the notice that stood for a file while its release was withdrawn.
        if slug not in found and not slug.startswith("editions") and "." not in slug:
            title = _TITLE.search(path.read_text("utf-8"))
            found[slug] = (html.unescape(re.sub(r"<[^>]+>", "", title.group(1))).strip() if title else slug, "")
    return found


def with_all_addresses(files: Mapping[str, bytes], document: Document, site: Path) -> tuple[dict[str, bytes], bytes]:
    """The files of a new site with a page at every address that was published before, and the list of all addresses as a file."""
    was = addresses(site)
    here = {path.removesuffix("index.html").strip("/") for path in files if path == "index.html" or path.endswith("/index.html")}
    gone = {slug: told for slug, told in was.items() if slug not in here and not _was_file(slug)}
    made = gone_files(document, gone)
    titles = {slug: (_title_of(files[f"{slug}/index.html" if slug else "index.html"]), document.as_of) for slug in here}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows((slug, inert(title), edition) for slug, (title, edition) in sorted({**was, **titles}.items()))
    return {**files, **made}, out.getvalue().encode()


def _was_file(slug: str) -> bool:
    """Whether an address is that of a file: a release that was withdrawn has a notice at those too, and a new one its files."""
    return "." in slug.rsplit("/", 1)[-1]


def _title_of(page: bytes) -> str:
    title = _TITLE.search(page.decode())
    return html.unescape(re.sub(r"<[^>]+>", "", title.group(1))).strip() if title else ""
