"""Addresses that were published once answer for as long as the site stands, and each edition stays readable."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

from site_made import AS_OF, a_site

from upriver.pipeline.public.kept import addresses, kept_editions, with_all_addresses
from upriver.report.public.keeping import edition_files
from upriver.report.site import site_files
from upriver.store.folder import Folder
from upriver.words.document import Document, Page

ODD = Page("kinds/arson", "Arson & fire", "Kinds in depth", "4 fires.", ())


def published(root: Path, document: Document) -> dict[str, bytes]:
    """Publish a document as the staircase does, as far as addresses go; what is written, by its path."""
    site = root / "published"
    files, listed = with_all_addresses(site_files(document), document, site)
    files |= {f"editions/{document.as_of}/{name}": data for name, data in edition_files(document, files).items()}
    files |= {"editions/addresses.csv": listed}
    for path in sorted(site.rglob("*"), reverse=True) if site.is_dir() else ():
        if "editions" not in path.parts and path.is_file():
            path.unlink()
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    return files


def test_a_page_that_is_gone_answers_with_what_it_was_and_leads_on(tmp_path: Path) -> None:
    published(tmp_path, a_site(tmp_path, ODD))
    later = published(tmp_path, replace(a_site(tmp_path), as_of="2026-08-01"))
    page = later["kinds/arson/index.html"].decode()
    assert "<h1>Arson &amp; fire</h1>" in page and "It was last part of the edition of 1 February 2026." in page
    assert 'href="../../assessment/index.html"' in page and 'href="../../earlier-editions/index.html"' in page and "4 fires" not in page


def test_it_still_answers_after_any_number_of_editions_and_keeps_its_last_day(tmp_path: Path) -> None:
    published(tmp_path, a_site(tmp_path, ODD))
    for as_of in ("2026-08-01", "2027-02-01", "2027-08-01"):
        later = published(tmp_path, replace(a_site(tmp_path), as_of=as_of))
    assert "the edition of 1 February 2026" in later["kinds/arson/index.html"].decode()


def test_a_page_that_comes_back_is_itself_again(tmp_path: Path) -> None:
    for pages in ((ODD,), (), (ODD,)):
        files = published(tmp_path, a_site(tmp_path, *pages))
    assert "4 fires." in files["kinds/arson/index.html"].decode()


def test_a_site_made_before_there_was_a_list_loses_no_address(tmp_path: Path) -> None:
    old = tmp_path / "published" / "questions" / "old"
    old.mkdir(parents=True)
    (old / "index.html").write_text("<h1>An <b>old</b> question</h1>", "utf-8")
    assert addresses(tmp_path / "published") == {"questions/old": ("An old question", "")}
    page = published(tmp_path, a_site(tmp_path))["questions/old/index.html"].decode()
    assert "<h1>An old question</h1>" in page and "It was last part of" not in page


def test_the_list_of_addresses_holds_every_page_ever_published_once(tmp_path: Path) -> None:
    published(tmp_path, a_site(tmp_path, ODD))
    listed = published(tmp_path, a_site(tmp_path))["editions/addresses.csv"].decode()
    rows = [row["address"] for row in csv.DictReader(io.StringIO(listed))]
    assert "kinds/arson" in rows and "" in rows and "assessment" in rows and len(rows) == len(set(rows))


def test_an_edition_keeps_its_first_page_with_its_own_figures_beside_it(tmp_path: Path) -> None:
    document = a_site(tmp_path)
    kept = edition_files(document, site_files(document))
    page = kept["index.html"].decode()
    assert kept["cells.csv"] == b"table\n" and "There are 7 findings." in page
    assert 'href="cells.csv"' in page and 'href="../../data/cells.csv"' not in page
    assert "kept as it was published" in page and page.index('<section class="care"') < page.index("7 findings")


def test_the_next_edition_lists_the_one_before_and_every_link_to_it_leads_somewhere(tmp_path: Path) -> None:
    published(tmp_path, a_site(tmp_path))
    assert [name for name, _, _ in kept_editions(Folder(tmp_path), "public")] == [AS_OF]
    case_later = a_site(tmp_path)
    assert case_later.site is not None and not case_later.site.kept, "an edition with the same figures is this one"
    earlier = (tmp_path / "published" / "editions" / AS_OF).rename(tmp_path / "published" / "editions" / "2025-08-01")
    (earlier / "cells.csv").write_bytes(b"table\nother\n")
    files = published(tmp_path, a_site(tmp_path))
    page = files["earlier-editions/index.html"].decode()
    links = re.findall(r'href="\.\./(editions/[^"]+)"', page)
    assert links and all((tmp_path / "published" / link).is_file() for link in links)
    assert "1 August 2025" in page


def test_every_link_of_every_page_of_the_site_leads_somewhere(tmp_path: Path) -> None:
    published(tmp_path, a_site(tmp_path, ODD))
    published(tmp_path, a_site(tmp_path))
    site = tmp_path / "published"
    for path in site.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"#]+)', path.read_text("utf-8")):
            if not target.startswith(("http", "data:", "mailto")):
                assert (path.parent / target).resolve().is_file(), (path, target)


def test_after_a_withdrawal_the_next_edition_has_its_files_again(tmp_path: Path) -> None:
    notice = tmp_path / "published" / "data" / "cells.csv"
    notice.mkdir(parents=True)
    (notice / "index.html").write_text("<h1>Withdrawn</h1>", "utf-8")
    files, _ = with_all_addresses(site_files(a_site(tmp_path)), a_site(tmp_path), tmp_path / "published")
    assert files["data/cells.csv"] == b"table\n" and "data/cells.csv/index.html" not in files
