"""The pages of the documentation that are made from the code: commands, catalogue, glossary, methods, licences.

Each is Markdown below docs/reference/generated, kept in the repository and checked to be fresh.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable

import click
from docs_from_source import coded, dependencies_page, glossary_page, methods_page, page, table

from upriver import shelf
from upriver.assess.definitions import definitions
from upriver.cli.main import COMMANDS, upriver
from upriver.disclose.rules import rules
from upriver.duty.access.policy import RIGHTS, STRONG
from upriver.intake.contracts import contracts
from upriver.monitor.indicators import indicators
from upriver.report.html import MARKERS
from upriver.words.access.rights import ROLES, Reach, Right
from upriver.words.area import LEVEL_NAMES, LEVELS
from upriver.words.declared import Contract, Definition, Field
from upriver.words.figure import UNITS
from upriver.words.monitoring.indicator import BETTER, DIRECTIONS, FAMILIES

Rows = tuple[tuple[str, str], ...]
SHARED = ("`--workspace PATH`", "`--by NAME`", "`--json`")
"""What nearly every command takes: in a table of its own at each of the first, said once for those in more words."""


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
        "indicators.md": indicators_page(),
        "levels-and-units.md": levels_page(),
        "rights.md": rights_page(),
        "methods.md": methods_page(),
        "dependencies.md": dependencies_page(),
    }
    return made | {f"contracts/{slug}.md": contract_page(contract) for slug, contract in known.items()}


def commands_page() -> str:
    """Every command with its usage, what it does and its options."""
    parts = [
        "`upriver COMMAND --help` says the same. What every command has in common, its exit codes among it, is in "
        "[exit codes and JSON](../exit-codes.md). A command in two words or more takes `--workspace`, `--by` and `--json` too."
    ]
    said: dict[Rows, str] = {}
    top = click.Context(upriver, info_name="upriver")
    for name in COMMANDS:
        command = upriver.get_command(top, name)
        assert command is not None
        parts += _command(command, click.Context(command, info_name=name, parent=top), 2, said)
    return page("Commands", *parts)


def _command(command: click.Command, context: click.Context, depth: int, said: dict[Rows, str]) -> list[str]:
    """One command with its usage, what it does and its options, then the commands below it, a heading lower.

    The verbs of a register are many and alike: what they share is said at the head of the page, and options that stand
    there already (`said`) are named by their command.
    """
    path = context.command_path
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    title = path.removeprefix("upriver ")
    records = [param.get_help_record(context) for param in command.params]  # without --help: how it is spelled depends on who asked first
    rows = tuple((f"`{record[0]}`", record[1]) for record in records if record and record[1])
    if depth > 2:
        rows = tuple(row for row in rows if row[0] not in SHARED)
    first = said.setdefault(rows, title)
    told = table(("option", "what it does"), rows) if rows and first == title else f"Its options are those of `{first}`." if rows else ""
    parts = [f"{'#' * depth} {title}", f"```text\n{usage}\n```", inspect.cleandoc(command.help or ""), *([told] if told else [])]
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        below = command.get_command(context, name)
        if below is not None:
            parts += _command(below, click.Context(below, info_name=name, parent=context), depth + 1, said)
    return parts


def catalogue_page(known: Iterable[Contract]) -> str:
    """All contracts in one table."""
    rows = [
        (
            f"[{each.slug}](contracts/{each.slug}.md)",
            each.title,
            each.publisher,
            each.cadence,
            "yes" if each.layout_verified else "**no**",
        )
        for each in known
    ]
    return page(
        "Data catalogue",
        "Every kind of file that Upriver knows. A file is recognised by its columns, never by its name. "
        "Where the layout was not verified at source, it was written down without a real file at hand: check more "
        "closely, and tell us. How a contract is written is in [contracts](../contracts.md).",
        table(("contract", "what", "publisher", "comes by", "layout verified at source"), rows),
    )


def contract_page(contract: Contract) -> str:
    """One contract, field by field."""
    facts = [
        ("version", str(contract.version)),
        ("publisher", contract.publisher),
        ("licence", contract.licence),
        ("attribution", contract.attribution),
        ("comes by", contract.cadence),
        ("a row is", contract.holds.replace("_", " ")),
        ("disclosure rule", f"[{contract.rule}](../disclosure-rules.md#{contract.rule})"),
        ("layout verified at source", "yes" if contract.layout_verified else "no"),
    ]
    fields = [
        (f"`{field.name}`", field.says, coded(field.headers) or "-", _rules_of(field)) for field in contract.fields
    ]
    wide = ""
    if contract.wide:
        wide = (
            f"The table is wide: columns whose headings look like `{contract.wide[2]}` become rows, with "
            f"`{contract.wide[0]}` for the heading and `{contract.wide[1]}` for the number."
        )
    caveats = "\n".join(f"- {caveat}" for caveat in contract.caveats)
    return page(
        contract.title,
        contract.says,
        table(("about it", "in words"), facts),
        "## What to know before using it\n\n" + caveats if caveats else "",
        "## Fields",
        "A heading with `{yy}` stands for any year in 2 or 4 digits.",
        wide,
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


def definitions_page(known: Iterable[Definition]) -> str:
    """Every definition with its limbs, how well each source shows them, and their scores."""
    parts = []
    for each in known:
        rows = [
            (
                limb.title,
                limb.says,
                "; ".join(f"`{source}`: {grade}" for source, grade in limb.fidelity.items()),
                ", ".join(
                    f"{factor.replace('_', ' ')} {'to be decided' if score is None else score}"
                    for factor, score in limb.scores.items()
                ),
            )
            for limb in each.limbs
        ]
        source = f"Source: {each.source}" + ("" if each.verified else " **Not verified at source.**")
        parts += [
            f"## {each.title}\n\n`{each.slug}@{each.version}`",
            each.says,
            source,
            table(("part", "what it is", "how well each source shows it", "scores, 0 to 3"), rows),
        ]
    return page(
        "Definitions",
        "What is counted. Each part (limb) says how well each source can show it: exact, proxy or none. The scores are "
        "for the 4 factors of section 13(6) of the Police, Crime, Sentencing and Courts Act 2022; what depends on the "
        "area is for the partnership to decide.",
        *parts,
    )


def rules_page() -> str:
    """Every disclosure rule."""
    parts = []
    for slug, rule in rules().items():
        hidden = f"counts from {rule.low} to {rule.high}" if rule.high >= rule.low else "no count by itself"
        facts = [
            ("hides", hidden),
            ("shows a zero", "yes" if rule.zero else "no"),
            ("rounds to", str(rule.round_to) if rule.round_to > 1 else "nothing"),
            ("fewest events for a rate", str(rule.min_rate_events) if rule.min_rate_events else "none"),
            ("hides more, so that nothing can be subtracted", "yes" if rule.secondary else "no"),
            ("verified at source", "yes" if rule.verified else "**no**"),
            ("source", str(shelf.declared("rules")[slug].get("source", ""))),
        ]
        parts += [f"## {slug}", rule.says, table(("about it", "in words"), facts)]
    return page(
        "Disclosure rules",
        "Each contract names the rule of its publisher. Where a figure rests on several "
        "sources, whatever any of their rules hides is hidden. Why, is in [the lock](../../explanation/the-lock.md).",
        *parts,
    )


def breaks_page() -> str:
    """Every dated recording break."""
    found = sorted(shelf.declared("breaks").values(), key=lambda each: each["month"])
    rows = [
        (
            each["month"],
            each["what"],
            coded(each["touches"]),
            each["source"] + ("" if each.get("verified") else " (not verified)"),
        )
        for each in found
    ]
    return page(
        "Recording breaks",
        "Dated changes in how crime is recorded. A chart starts a new stretch at each, and no "
        "trend is read across one.",
        table(("month", "what changed", "touches", "source"), rows),
    )


def indicators_page() -> str:
    """The shelf of indicators, family by family, each with its exact definition."""
    found = indicators()
    parts = []
    for family, title in FAMILIES.items():
        rows = [
            (
                each.code,
                f"`{each.slug}`",
                f"**{each.title}.** {each.says}" + (f" *{each.caveat}*" if each.caveat else ""),
                f"{each.numerator} / {each.denominator}",
                f"`{each.source}`" if each.source else "none yet",
                each.cadence.replace("_", " "),
                f"{BETTER[each.better]}. {DIRECTIONS[each.direction]}.",
                ("read from the assessment" if each.reads else each.carried_by) + ("" if each.verified else " (definition not verified at source)"),
            )
            for each in found
            if each.family == family
        ]
        head = ("code", "short name", "what it counts", "numerator / denominator", "source", "cadence", "direction", "held")
        parts += [f"## {title}", table(head, rows)]
    return page(
        "Indicators",
        "What is watched: exact definitions, where readings come from, and which way is better. A workspace adds its own in "
        "`declarations/indicators`.",
        *parts,
    )


def levels_page() -> str:
    """Levels of areas, units and markers, as they stand in cells.csv."""
    return page(
        "Levels, units and markers",
        "As they are written in [cells.csv](../cells-csv.md).",
        "## Levels of areas",
        table(("`area_level`", "what it is"), [(f"`{level}`", LEVEL_NAMES[level]) for level in LEVELS]),
        "## Units",
        table(
            ("`unit`", "in words", "decimals"),
            [(f"`{unit}`", words, str(places)) for unit, (words, places) in UNITS.items()],
        ),
        "## Markers",
        table(("`marker`", "what it says"), [(f"`{marker}`", says) for marker, says in MARKERS.items()]),
    )


def rights_page() -> str:
    """Who may do what in the workspace, as the one policy says it."""
    reach = {Reach.ALL: "all", Reach.OWN: "own"}
    rows = [(right.value.replace("_", " "), *(reach.get(RIGHTS[role].get(right), "") for role in ROLES)) for right in Right]
    return page(
        "Rights",
        "Every page, export and piece of background work of the workspace asks for exactly one right. *all*: over everything of the "
        "partnership. *own*: over what is the person's own authority's or area's. Empty: not at all.",
        table(("right", *ROLES.values()), rows),
        "With a second factor, or through their organisation, sign in: " + ", ".join(words for role, words in ROLES.items() if role in STRONG) + ".",
    )
