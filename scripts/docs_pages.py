"""The pages of the documentation that are made from the code: commands, catalogue, glossary, methods, licences.

Each is Markdown below docs/reference/generated, kept in the repository and checked to be fresh.
"""

from __future__ import annotations

import ast
import importlib.metadata
import inspect
import re
import textwrap
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from upriver import shelf
from upriver.assess.definitions import definitions
from upriver.cli.main import COMMANDS, upriver
from upriver.disclose.rules import rules
from upriver.intake.contracts import contracts
from upriver.report.html import MARKERS
from upriver.words.area import LEVEL_NAMES, LEVELS
from upriver.words.declared import Contract, Definition, Field
from upriver.words.figure import UNITS

ROOT = Path(__file__).resolve().parent.parent
MADE = "This page is made from the code by `python scripts/build_docs.py --write`. Change the code, not this page."
CARRIED = (
    "Wheels carry compiled libraries of others inside, unmodified. Those of shapely and pyogrio carry GEOS (LGPL 2.1); "
    "those of pyproj and pyogrio PROJ (MIT), and pyogrio's GDAL (MIT) with what it reads with; those of numpy and scipy "
    "OpenBLAS (BSD). Each wheel holds the licences it comes with beside its code. "
    "certifi, which pyogrio and pyproj ask for, is a list of certificates under the MPL 2.0."
)


def pages() -> dict[str, str]:
    """Every generated page by its path below docs/reference/generated."""
    known = contracts()
    made = {
        "commands.md": commands_page(),
        "catalogue.md": catalogue_page(known.values()),
        "glossary.md": glossary_page(),
        "definitions.md": definitions_page(definitions().values()),
        "disclosure-rules.md": rules_page(),
        "recording-breaks.md": breaks_page(),
        "levels-and-units.md": levels_page(),
        "methods.md": methods_page(),
        "dependencies.md": dependencies_page(),
    }
    return made | {f"contracts/{slug}.md": contract_page(contract) for slug, contract in known.items()}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped and line ends become spaces."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(title: str, *parts: str) -> str:
    """A page with its title, the note that it is generated, and its parts."""
    return "\n\n".join([f"# {title}", MADE, *(part.strip("\n") for part in parts if part)]) + "\n"


def coded(words: Iterable[str]) -> str:
    """Words to be read exactly, with commas between."""
    return ", ".join(f"`{word}`" for word in words)


def commands_page() -> str:
    """Every command with its usage, what it does and its options."""
    parts = ["`upriver COMMAND --help` says the same. What every command has in common, its exit codes among it, is in "
             "[exit codes and JSON](../exit-codes.md)."]
    group = click.Context(upriver, info_name="upriver")
    for name in COMMANDS:
        command = upriver.get_command(group, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=group)
        usage = " ".join(["upriver", name, *command.collect_usage_pieces(context)])
        says = inspect.cleandoc(command.help or "")
        records = [param.get_help_record(context) for param in command.get_params(context)]
        rows = [(f"`{record[0]}`", record[1]) for record in records if record and record[1]]
        parts += [f"## {name}", f"```text\n{usage}\n```", says, table(("option", "what it does"), rows)]
    return page("Commands", *parts)


def catalogue_page(known: Iterable[Contract]) -> str:
    """All contracts in one table."""
    rows = [(f"[{each.slug}](contracts/{each.slug}.md)", each.title, each.publisher, each.cadence,
             "yes" if each.layout_verified else "**no**") for each in known]
    return page(
        "Data catalogue",
        "Every kind of file that Upriver knows. A file is recognised by its columns, never by its name. "
        "Where the layout was not verified at source, it was written down without a real file at hand: check more "
        "closely, and tell us. How a contract is written is in [contracts](../contracts.md).",
        table(("contract", "what", "publisher", "comes by", "layout verified at source"), rows),
    )


def contract_page(contract: Contract) -> str:
    """One contract, field by field."""
    facts = [("version", str(contract.version)), ("publisher", contract.publisher), ("licence", contract.licence),
             ("attribution", contract.attribution), ("comes by", contract.cadence), ("a row is", contract.holds.replace("_", " ")),
             ("disclosure rule", f"[{contract.rule}](../disclosure-rules.md#{contract.rule})"),
             ("layout verified at source", "yes" if contract.layout_verified else "no")]
    fields = [(f"`{field.name}`", field.says, coded(field.headers) or "-", _rules_of(field)) for field in contract.fields]
    wide = ""
    if contract.wide:
        wide = (f"The table is wide: columns whose headings look like `{contract.wide[2]}` become rows, with "
                f"`{contract.wide[0]}` for the heading and `{contract.wide[1]}` for the number.")
    caveats = "\n".join(f"- {caveat}" for caveat in contract.caveats)
    return page(
        contract.title, contract.says, table(("", ""), facts),
        "## What to know before using it\n\n" + caveats if caveats else "",
        "## Fields", "A heading with `{yy}` stands for any year in 2 or 4 digits.", wide,
        table(("field", "what it is", "found under", "rules"), fields),
    )


def _rules_of(field: Field) -> str:
    said = [field.type.replace("_", " ")]
    said += ["column required"] if field.required else []
    said += ["never empty"] if field.must_fill else []
    if field.codes:
        shown = coded(field.codes[:20])
        said.append(f"one of {shown}" + (f" and {len(field.codes) - 20} more" if len(field.codes) > 20 else ""))
    if field.low is not None:
        said.append(f"at least {field.low:g}")
    if field.high is not None:
        said.append(f"at most {field.high:g}")
    said += [f"pattern `{field.pattern}`"] if field.pattern else []
    said += [f"the publisher's marks {coded(field.marks)}"] if field.marks else []
    said += [f"always `{field.constant}`"] if field.constant else []
    return "; ".join(said)


def glossary_page() -> str:
    """Every noun of the dictionary, from its docstring."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((ROOT / "src/upriver/words").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                name = node.name if node.name not in found else f"{node.name} ({path.stem})"
                found[name] = (ast.get_docstring(node) or "", path.stem)
    parts = [f"## {name}\n\n{says}\n\nWritten in `words/{module}.py`." for name, (says, module) in sorted(found.items())]
    return page("Glossary", "The nouns that all of Upriver speaks in. Kinds of areas are in "
                "[levels and units](levels-and-units.md).", *parts)


def definitions_page(known: Iterable[Definition]) -> str:
    """Every definition with its limbs, how well each source shows them, and their scores."""
    parts = []
    for each in known:
        rows = [(limb.title, limb.says, "; ".join(f"`{source}`: {grade}" for source, grade in limb.fidelity.items()),
                 ", ".join(f"{factor.replace('_', ' ')} {'to be decided' if score is None else score}"
                           for factor, score in limb.scores.items())) for limb in each.limbs]
        source = f"Source: {each.source}" + ("" if each.verified else " **Not verified at source.**")
        parts += [f"## {each.title}\n\n`{each.slug}@{each.version}`", each.says, source,
                  table(("part", "what it is", "how well each source shows it", "scores, 0 to 3"), rows)]
    return page(
        "Definitions",
        "What is counted. Each part (limb) says how well each source can show it: exact, proxy or none. The scores are "
        "for the 4 factors of section 13(6) of the Police, Crime, Sentencing and Courts Act 2022; what depends on the "
        "area is for the partnership to decide.", *parts)


def rules_page() -> str:
    """Every disclosure rule."""
    parts = []
    for slug, rule in rules().items():
        hidden = f"counts from {rule.low} to {rule.high}" if rule.high >= rule.low else "no count by itself"
        facts = [("hides", hidden), ("shows a zero", "yes" if rule.zero else "no"),
                 ("rounds to", str(rule.round_to) if rule.round_to > 1 else "nothing"),
                 ("fewest events for a rate", str(rule.min_rate_events) if rule.min_rate_events else "none"),
                 ("hides more, so that nothing can be subtracted", "yes" if rule.secondary else "no"),
                 ("verified at source", "yes" if rule.verified else "**no**"), ("source", str(shelf.declared("rules")[slug].get("source", "")))]
        parts += [f"## {slug}", rule.says, table(("", ""), facts)]
    return page("Disclosure rules", "Each contract names the rule of its publisher. Where a figure rests on several "
                "sources, whatever any of their rules hides is hidden. Why, is in [the lock](../../explanation/the-lock.md).", *parts)


def breaks_page() -> str:
    """Every dated recording break."""
    found = sorted(shelf.declared("breaks").values(), key=lambda each: each["month"])
    rows = [(each["month"], each["what"], coded(each["touches"]), each["source"] + ("" if each.get("verified") else " (not verified)"))
            for each in found]
    return page("Recording breaks", "Dated changes in how crime is recorded. A chart starts a new stretch at each, and no "
                "trend is read across one.", table(("month", "what changed", "touches", "source"), rows))


def levels_page() -> str:
    """Levels of areas, units and markers, as they stand in cells.csv."""
    return page(
        "Levels, units and markers", "As they are written in [cells.csv](../cells-csv.md).",
        "## Levels of areas", table(("`area_level`", "what it is"), [(f"`{level}`", LEVEL_NAMES[level]) for level in LEVELS]),
        "## Units", table(("`unit`", "in words", "decimals"), [(f"`{unit}`", words, str(places)) for unit, (words, places) in UNITS.items()]),
        "## Markers", table(("`marker`", "what it says"), [(f"`{marker}`", says) for marker, says in MARKERS.items()]),
    )


def methods_page() -> str:
    """The methods annex: the tests that show each method, with their words and their source."""
    parts = []
    for path in sorted((ROOT / "tests/methods").glob("test_*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        title, _, rest = (ast.get_docstring(tree) or path.stem).partition("\n")
        parts += [f"## {title}", rest.strip()]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                parts += [f"### {_sentence(node.name)}", ast.get_docstring(node) or "", f"```python\n{_body(node, text)}\n```"]
    return page(
        "Methods annex",
        "How each figure is made, shown on examples small enough to follow by hand. Every example is a test that runs "
        "with all the others, so what stands here is what the code does. Formulas and their published sources are in the "
        "docstrings of `src/upriver/stats`.", *parts)


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
    locked = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)(?: ; ([^\\\n]+?))? \\$", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    needs = {name: _needs(name) for name, _, _ in locked}
    rows = []
    for name, version, where in locked:
        asked = ", ".join(sorted(other for other, wanted in needs.items() if name in wanted))
        rows.append((name, version, _licence(name), used.get(name, f"needed by {asked}" if asked else "needed by others"), where.replace("python_full_version", "Python").replace("'", "")))
    return page("Dependencies and their licences", "What Upriver installs to run, exactly as `requirements.lock` pins it. "
                "The licence is what each package says of itself.", table(("package", "version", "licence", "what for", "only where"), rows),
                "## What wheels carry inside", CARRIED, "## What is carried in the repository",
                "Typefaces of the PDF and, for tests, the accessibility checker axe-core: each with its licence and hash in "
                "`src/upriver/vendor/README.md` and `tests/vendor/README.md`.")


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
    classed = [each.rsplit(" :: ", 1)[-1] for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    return said if said and len(said) < 60 and "\n" not in said else ", ".join(classed) or "see the package"
