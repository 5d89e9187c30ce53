"""Pages that are read out of source text, tests and the lock: glossary, methods annex, licences; and how a page is put."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import textwrap
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = "This page is made from the code by `python scripts/build_docs.py --write`. Change the code, not this page."
CARRIED = (
    "Wheels carry compiled libraries of others inside, unmodified. Those of shapely and pyogrio carry GEOS (LGPL 2.1); "
    "those of pyproj and pyogrio PROJ (MIT), and pyogrio's GDAL (MIT) with what it reads with; those of numpy and scipy "
    "OpenBLAS (BSD). Each wheel holds the licences it comes with beside its code. "
    "certifi, which pyogrio and pyproj ask for, is a list of certificates under the MPL 2.0."
)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped and line ends become spaces."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def page(title: str, *parts: str) -> str:
    """A page with its title, the note that it is generated, and its parts."""
    return "\n\n".join([f"# {title}", MADE, *(part.strip("\n") for part in parts if part)]) + "\n"


def coded(words: Iterable[str]) -> str:
    """Words to be read exactly, with commas between."""
    return ", ".join(f"`{word}`" for word in words)


ONE_MEANING = """## Words for what partners share

| word | its one meaning |
|---|---|
| data set | what one contract describes, and what an agreement is about; on published pages it is called a source |
| contract | the file that says how a data set is written: its fields, codes and rules |
| layout | how a data set may come: its rows, its protected table, or its form |
| feed | in the code: a data set as one partner sends it, period after period, in whichever layout |
| provider | the body that sends; in an agreement a party, in the register an authority or an invited participant |
| package | one file with its manifest, sealed by its provider |
| submission | what was sent or declared once, and who signed for it |
| part | what is held of one submission or one open file; a receipt says what came of it |
| clause | what one agreement, or the gateway of open data, allows for one purpose and audience |"""


def glossary_page() -> str:
    """Every noun of the dictionary, from its docstring."""
    found: dict[str, tuple[str, str]] = {}
    room = ROOT / "src/upriver/words"
    for path in sorted(room.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                name = node.name if node.name not in found else f"{node.name} ({path.stem})"
                found[name] = (ast.get_docstring(node) or "", path.relative_to(room).as_posix())
    parts = [
        f"## {name}\n\n{says}\n\nWritten in `words/{module}`." for name, (says, module) in sorted(found.items())
    ]
    return page(
        "Glossary",
        "The nouns that all of Upriver speaks in. Kinds of areas are in [levels and units](levels-and-units.md).",
        ONE_MEANING,
        *parts,
    )


def methods_page() -> str:
    """The methods annex: the tests that show each method, with their words and their source."""
    parts = []
    for path in sorted((ROOT / "tests/methods").glob("test_*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        title, _, rest = (ast.get_docstring(tree) or path.stem).partition("\n")
        shared = _shared(tree, text)
        parts += [f"## {title}", rest.strip(), f"Used below:\n\n```python\n{shared}\n```" if shared else ""]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                parts += [
                    f"### {_sentence(node.name)}",
                    with_drawings(ast.get_docstring(node) or ""),
                    f"```python\n{_body(node, text)}\n```",
                ]
    return page(
        "Methods annex",
        "How each figure is made, shown on examples small enough to follow by hand. Every example is a test that runs "
        "with all the others, so what stands here is what the code does. Formulas and their published sources are in the "
        "docstrings of `src/upriver/stats`.",
        *parts,
    )


def _shared(tree: ast.Module, text: str) -> str:
    """What a module of tests sets up for all of them: its values and small functions."""
    kinds = (ast.Assign, ast.AnnAssign, ast.FunctionDef)
    nodes = [
        node for node in tree.body if isinstance(node, kinds) and not getattr(node, "name", "").startswith("test_")
    ]
    return "\n".join(ast.get_source_segment(text, node) or "" for node in nodes)


def with_drawings(words: str) -> str:
    """A docstring as Markdown: paragraphs set out in columns, as tables and maps in plain signs are, stay as typed."""
    parts = re.split(r"\n\s*\n", words)
    drawn = [re.search(r"(?m)^ |\S {2,}\S", part) is not None for part in parts]
    shown = [
        f"```text\n{textwrap.dedent(part)}\n```" if flat else part for part, flat in zip(parts, drawn, strict=True)
    ]
    return "\n\n".join(shown)


def _sentence(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:]


def _body(node: ast.FunctionDef, text: str) -> str:
    """The test's own lines, without its docstring."""
    statements = node.body[1:] if ast.get_docstring(node) else node.body
    lines = text.splitlines()[statements[0].lineno - 1 : node.end_lineno]
    return textwrap.dedent("\n".join(lines))


def dependencies_page() -> str:
    """Every library of the lock with its version, licence and what it is for."""
    used = dict(re.findall(r'^    "([A-Za-z0-9-]+)[^"]*",\s+# (.+)$', _section(), re.MULTILINE))
    locked = re.findall(
        r"^([A-Za-z0-9_.-]+)==([^\s;]+)(?: ; ([^\\\n]+?))? \\$",
        (ROOT / "requirements.lock").read_text("utf-8"),
        re.MULTILINE,
    )
    needs = {name: _needs(name) for name, _, _ in locked}
    rows = []
    for name, version, where in locked:
        asked = ", ".join(sorted(other for other, wanted in needs.items() if name in wanted))
        rows.append(
            (
                name,
                version,
                _licence(name),
                used.get(name, f"needed by {asked}" if asked else "needed by others"),
                where.replace("python_full_version", "Python").replace("'", ""),
            )
        )
    return page(
        "Dependencies and their licences",
        "What Upriver installs to run, exactly as `requirements.lock` pins it. "
        "The licence is what each package says of itself.",
        table(("package", "version", "licence", "what for", "only where"), rows),
        "## What wheels carry inside",
        CARRIED,
        "## What is carried in the repository",
        "Typefaces of the PDF and, for tests, the accessibility checker axe-core: each with its licence and hash in "
        "`src/upriver/vendor/README.md` and `tests/vendor/README.md`.",
    )


def _section() -> str:
    """The part of pyproject.toml that lists what is needed to run."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert tomllib.loads(text)["project"]["dependencies"]
    return text.split("\ndependencies = [", 1)[1].split("\n]", 1)[0]


def _needs(name: str) -> set[str]:
    try:
        found = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return set()
    plain = (re.match(r"[A-Za-z0-9_.-]+", each) for each in found if "extra ==" not in each)
    return {re.sub(r"[-_.]+", "-", each[0]).lower() for each in plain if each}


def _licence(name: str) -> str:
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed here"
    said = about.get("License-Expression") or about.get("License") or ""
    classed = [
        each.rsplit(" :: ", 1)[-1] for each in about.get_all("Classifier") or [] if each.startswith("License ::")
    ]
    return said if said and len(said) < 60 and "\n" not in said else ", ".join(classed) or "see the package"
