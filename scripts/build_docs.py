"""Builds the documentation, and refuses what is stale or leads nowhere: ./dev docs [--write] [--into DIR].

--write makes the generated pages again first. The pages land in docs/_build. Nothing is asked of the network.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import docs_pages

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GENERATED = DOCS / "reference" / "generated"
LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def stale(made: dict[str, str], folder: Path) -> list[str]:
    """Generated pages that are missing, differ from what the code says, or that nothing makes any more."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    wrong = [name for name, text in made.items() if name not in there or (folder / name).read_text("utf-8") != text]
    return sorted({*wrong, *(there - set(made))})


def write(made: dict[str, str], folder: Path) -> None:
    """Write every generated page and take away those that nothing makes any more."""
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def markdown_files() -> list[Path]:
    """Every page that a person reads in the repository: those at its top and all of docs."""
    inside = (path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
    return sorted([*ROOT.glob("*.md"), *inside])


def broken_links(files: Iterable[Path]) -> list[str]:
    """Relative links in Markdown that name no file, or no heading of it; addresses on the web aren't asked."""
    wrong = []
    for path in files:
        for target in LINK.findall(_prose(path)):
            place, _, heading = unquote(target).partition("#")
            if urlsplit(target).scheme:
                continue
            file = (path.parent / place).resolve() if place else path
            if not file.exists():
                wrong.append(f"{path.relative_to(ROOT).as_posix()}: {target} is no file")
            elif heading and file.suffix == ".md" and heading not in headings(file):
                wrong.append(f"{path.relative_to(ROOT).as_posix()}: {target} is no heading")
    return wrong


def _prose(path: Path) -> str:
    """A page without its blocks of code, in which brackets are no links."""
    return FENCE.sub("", path.read_text("utf-8"))


def headings(path: Path) -> set[str]:
    """The names that a page's headings are linked by: lower case, hyphens for spaces, no other signs."""
    found = re.findall(r"^#{1,6} (.+)$", _prose(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.strip().lower()).replace(" ", "-") for title in found}


class Anchors(HTMLParser):
    """What a built page points to, what it loads, and the names in it that can be pointed to."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag in ("img", "script", "iframe", "source", "object"):
            self.loads.extend(given[name] for name in ("src", "data") if name in given)
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload"):
            self.loads.append(given["href"])


def broken_pages(built: Path) -> list[str]:
    """Links of built pages that lead to no file or name, and anything that would be loaded from elsewhere."""
    pages = {path.resolve(): Anchors() for path in built.rglob("*.html")}
    for path, found in pages.items():
        found.feed(path.read_text("utf-8"))
    wrong = []
    for path, found in pages.items():
        here = path.relative_to(built.resolve()).as_posix()
        wrong += [f"{here} loads {each} from elsewhere" for each in found.loads if urlsplit(each).netloc]
        for each in (*found.links, *found.loads):
            parts = urlsplit(each)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = pages.get(target)
            if not target.exists() or (parts.fragment and known and unquote(parts.fragment) not in known.names):
                wrong.append(f"{here} points to {each}, which isn't there")
    return wrong


def build(into: Path) -> int:
    """Build the pages with Sphinx; a warning is a failure. Gives its exit code."""
    sphinx = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "-d", str(into / ".doctrees")]
    return subprocess.run([*sphinx, str(DOCS), str(into)], check=False).returncode


def main() -> int:
    """Check that generated pages are fresh, check links, build, check what was built."""
    asked = argparse.ArgumentParser(description="Build the documentation.")
    asked.add_argument("--write", action="store_true", help="make the generated pages again first")
    asked.add_argument("--check", action="store_true", help="check pages and links only, build nothing")
    asked.add_argument("--into", type=Path, default=DOCS / "_build", help="where the web pages go")
    given = asked.parse_args()
    made = docs_pages.pages()
    if given.write:
        write(made, GENERATED)
    old = stale(made, GENERATED)
    wrong = [f"docs/reference/generated/{name} is stale; run: python scripts/build_docs.py --write" for name in old]
    wrong += broken_links(markdown_files())
    if not wrong and not given.check:
        wrong = ["Sphinx found faults, see above"] if build(given.into) else broken_pages(given.into)
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong and not given.check:
        print(f"Open {given.into / 'index.html'} in a browser.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
