"""What stands at every address of a release that was withdrawn: what it was, when it was taken down and why."""

from __future__ import annotations

from collections.abc import Iterable

from upriver.report.html import POLICY, templates
from upriver.report.links import up_from
from upriver.words.releasing.released import Edition
from upriver.words.text import day

PAGE = "index.html"
STAYS = ("assets/", "editions/")
"""What holds no figure of the release, or is of other releases, and stays as it is."""


def withdrawn_files(paths: Iterable[str], edition: Edition, *, partnership: str, stays: Iterable[str] = ()) -> dict[str, bytes]:
    """A notice for every address of a site, by its path. A file that was no page becomes a folder of its name with the page in it,
    so that its address answers too: a web server leads from `data/cells.csv` to `data/cells.csv/`.

    Args:
        paths: the files of the site as it was, with `/` between parts.
        edition: the release as it stands since: withdrawn, with when and why.
        stays: slugs of pages that hold no figure; they are left out here, and kept.
    """
    kept = frozenset(stays)
    return {
        (f"{slug}/{PAGE}" if slug else PAGE): _page(slug, edition, partnership, "help" if "help" in kept else "")
        for path in sorted(set(paths))
        if not path.startswith(STAYS) and (slug := slug_of(path)) not in kept
    }


def slug_of(path: str) -> str:
    """The address of a file: that of a page is its folder."""
    return "" if path == PAGE else path.removesuffix(f"/{PAGE}")


def edition_notice(edition: Edition, path: str, *, partnership: str) -> bytes:
    """The notice for the folder of one edition."""
    return _page(path, edition, partnership, "")


def _page(slug: str, edition: Edition, partnership: str, help_at: str) -> bytes:
    made = templates().get_template("withdrawn.html").render(
        policy=POLICY, root=up_from(slug), partnership=partnership, edition=edition, as_of=day(edition.as_of),
        released=day(edition.at[:10]), withdrawn=day(edition.withdrawn_at[:10]), help=help_at,
    )
    return made.encode()
